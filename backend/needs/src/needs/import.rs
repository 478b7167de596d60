//! Enter many needs at once, as rows of a table.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{self, FaultView, Money};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::need_rows::{RowValues, read_row};
use yichuang_domain::rules::needs::{NeedSource, ResponseLevel};
use yichuang_store::record::{Area, Need, User};
use yichuang_store::{areas, needs};

use super::create::{self, NeedInput};
use super::fields::NeedFields;

/// One row, cell by cell, as it stands in the table.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedRow {
    /// Name or code of an area.
    #[schema(max_length = 60, example = "采菱社区")]
    pub area: String,
    /// What is needed, in the words of who brought it up.
    #[schema(max_length = 2000, example = "小区里独居老人多，没有地方吃午饭")]
    pub words: String,
    #[schema(max_length = 200, example = "3幢楼下")]
    pub place: Option<String>,
    /// Code or label; a survey when empty.
    #[schema(max_length = 40, example = "走访调研")]
    pub source: Option<String>,
    #[schema(max_length = 254, example = "13861234567")]
    pub contact: Option<String>,
    #[schema(max_length = 100, example = "社区老人助餐点")]
    pub title: Option<String>,
    #[schema(max_length = 4000, example = "社区60岁以上独居老人较多，希望设立助餐点")]
    pub description: Option<String>,
    /// Code or label.
    #[schema(max_length = 40, example = "为老服务")]
    pub category: Option<String>,
    #[schema(max_length = 100, example = "60岁以上独居老人")]
    pub target_group: Option<String>,
    #[schema(max_length = 20, example = "120")]
    pub head_count: Option<String>,
    /// Code or label.
    #[schema(max_length = 40, example = "一般")]
    pub urgency: Option<String>,
    #[schema(max_length = 30, example = "66000")]
    pub amount: Option<String>,
    #[schema(max_length = 30, example = "6600")]
    pub self_raised_min: Option<String>,
    #[schema(max_length = 20, example = "3")]
    pub min_applicants: Option<String>,
}

/// Rows to be entered.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedImportInput {
    #[schema(min_items = 1, max_items = 500)]
    pub rows: Vec<NeedRow>,
    /// Only say what is wrong; nothing is entered.
    pub dry_run: bool,
}

/// What came of the rows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedImportView {
    pub rows: u32,
    /// Numbers of the needs that were entered, in the order of the rows; empty for a dry run.
    #[schema(example = json!(["XQ2026-0001"]))]
    pub numbers: Vec<String>,
    /// Every fault, pointing at `/rows/<index>/<column>`; only a dry run has any.
    pub faults: Vec<FaultView>,
}

/// Import needs
///
/// All rows or none: each goes the way of a single need, and every fault of every cell is named at once. With
/// `dry_run` the same is done and undone, and the faults are the answer.
#[utoipa::path(post, path = "/needs/import", operation_id = "importNeeds", tag = "needs", request_body = NeedImportInput,
    responses((status = 200, description = "What came of it", body = NeedImportView)))]
pub async fn handler(cx: Cx, Json(input): Json<NeedImportInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { Reply::ok(&run(&uow, input).await?) }).await
}

pub async fn run(uow: &Uow, input: &NeedImportInput) -> Result<NeedImportView, Problem> {
    enter(uow, &input.rows, Vec::new(), input.dry_run, |index, pointer| format!("/rows/{index}{pointer}")).await
}

/// Enters all rows or none; `faults` are those of the table's form, `place` says where a fault of a row is shown. A dry
/// run undoes everything and answers the faults.
pub(super) async fn enter(
    uow: &Uow,
    all: &[NeedRow],
    mut faults: Vec<Fault>,
    dry_run: bool,
    place: impl Fn(usize, &str) -> String,
) -> Result<NeedImportView, Problem> {
    let quiet = uow.clone().quietly();
    let known = areas::list(&uow.conn).await?;
    let mut entered = Vec::new();
    for (index, row) in all.iter().enumerate() {
        match one(&quiet, &known, row).await {
            Ok(need) => entered.push(need),
            Err(problem) if problem.again || !problem.status.is_client_error() => return Err(problem),
            Err(problem) => faults.extend(placed(problem, |pointer| place(index, pointer))),
        }
    }
    let rows = u32::try_from(all.len()).map_err(Problem::internal)?;
    if dry_run {
        uow.conn.back_to_mark().await?;
        return Ok(NeedImportView { rows, numbers: Vec::new(), faults: faults.into_iter().map(Into::into).collect() });
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    tell_once(uow, &entered).await?;
    Ok(NeedImportView { rows, numbers: entered.into_iter().map(|need| need.number).collect(), faults: Vec::new() })
}

/// The faults of a row at their cells.
fn placed(problem: Problem, place: impl Fn(&str) -> String) -> Vec<Fault> {
    let at = |pointer: &str| place(if pointer == "/area_code" { "/area" } else { pointer });
    if problem.errors.is_empty() {
        return vec![Fault::new(at(""), problem.code, problem.detail)];
    }
    problem.errors.into_iter().map(|fault| Fault { pointer: at(&fault.pointer), ..fault }).collect()
}

async fn one(uow: &Uow, known: &[Area], row: &NeedRow) -> Result<Need, Problem> {
    let mut faults = Vec::new();
    let area = area(known, row.area.trim(), &mut faults);
    if row.words.trim().chars().count() < 5 {
        faults.push(Fault::new("/words", "too_short", "Say in a few words what is needed").with_limit("5"));
    }
    let values = read_row(|column| cell(row, column)).unwrap_or_else(|found| {
        faults.extend(found);
        RowValues::default()
    });
    if let Some(area) = area
        && needs::is_known(&uow.conn, &area.code, row.words.trim()).await?
    {
        faults.push(Fault::new("/words", "repeated", "This need of this area was entered already"));
    }
    let area = area.filter(|_| faults.is_empty()).ok_or_else(|| Problem::faults(faults))?;
    create::run(uow, &input(area, row, values), false).await
}

/// The area with this code, or the only one with this name.
fn area<'a>(known: &'a [Area], text: &str, faults: &mut Vec<Fault>) -> Option<&'a Area> {
    let mut fitting = known.iter().filter(|area| area.code == text || area.name == text);
    let (first, second) = (fitting.next(), fitting.next());
    let fault = match (first, second) {
        (Some(area), None) => return Some(area),
        (None, _) if text.is_empty() => Fault::new("/area", "missing", "Every need has an area"),
        (None, _) => Fault::new("/area", "unknown", "There is no such area").with_actual(text),
        (Some(_), Some(_)) => Fault::new("/area", "ambiguous", "Several areas have this name; write the code").with_actual(text),
    };
    faults.push(fault);
    None
}

fn cell<'a>(row: &'a NeedRow, column: &str) -> &'a str {
    let text = match column {
        "source" => &row.source,
        "category" => &row.category,
        "urgency" => &row.urgency,
        "head_count" => &row.head_count,
        "min_applicants" => &row.min_applicants,
        "amount" => &row.amount,
        "self_raised_min" => &row.self_raised_min,
        _ => &None,
    };
    text.as_deref().unwrap_or_default()
}

fn input(area: &Area, row: &NeedRow, values: RowValues) -> NeedInput {
    NeedInput {
        area_code: area.code.clone(),
        words: row.words.clone(),
        place: row.place.clone(),
        source: wire::NeedSource(values.source.unwrap_or(NeedSource::Survey)),
        contact: row.contact.clone(),
        fields: NeedFields {
            title: row.title.clone(),
            description: row.description.clone(),
            category: values.category.map(wire::NeedCategory),
            target_group: row.target_group.clone(),
            head_count: values.head_count,
            urgency: values.urgency.map(wire::NeedUrgency),
            amount: values.amount.map(Money),
            self_raised_min: values.self_raised_min.map(Money),
            min_applicants: values.min_applicants,
            ..NeedFields::default()
        },
    }
}

/// Whoever owes answers gets one e-mail for all rows, not one for each.
async fn tell_once(uow: &Uow, entered: &[Need]) -> Result<(), Problem> {
    let mut owed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for need in entered {
        *owed.entry((&need.level, &need.level_path)).or_default() += 1;
    }
    let mut told: BTreeMap<uuid::Uuid, (User, usize)> = BTreeMap::new();
    for ((level, path), count) in owed {
        let level: ResponseLevel = state_of(level)?;
        for officer in needs::officers(&uow.conn, level.role().as_str(), path).await? {
            told.entry(officer.id.0).or_insert_with(|| (officer, 0)).1 += count;
        }
    }
    let link = format!("{}/app/staff/needs?waiting_on=me", uow.app.config.public_url);
    for (officer, count) in told.into_values() {
        uow.mail(&officer.email, "待回应的需求", &format!("批量录入了{count}条需求，等待您回应。\n{link}")).await?;
    }
    Ok(())
}

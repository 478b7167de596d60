//! Register many experts from an uploaded table.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::sheets::{self, Field, Row};
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{FaultView, Speciality};
use yichuang_domain::experts::{MAX_WEIGHT, Speciality as Code};
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::machine::StringEnum;
use yichuang_records::files;
use yichuang_store::areas;
use yichuang_store::ids::FileId;
use yichuang_store::record::{Area, Expert};

use super::fields::{AffiliationInput, ExpertProfileInput, ExpertSpecialityInput};
use super::register::{self, ExpertInput};
use super::submit;

/// Rows that one table may have.
pub(super) const MAX_ROWS: usize = 500;

/// The columns, in the order of [`At`].
pub(super) const FIELDS: &[Field] = &[
    Field::required("姓名").or("name"),
    Field::required("电子邮箱").or("email"),
    Field::required("地区").or("area"),
    Field::optional("手机").or("phone"),
    Field::optional("职称职务").or("titles"),
    Field::optional("工作单位").or("employer"),
    Field::optional("单位信用代码").or("employer_uscc"),
    Field::optional("其他任职").or("affiliations"),
    Field::required("专长").or("specialities"),
    Field::optional("每轮评审上限").or("load_cap"),
];

/// The places of the columns.
#[derive(Clone, Copy)]
enum At {
    Name,
    Email,
    Area,
    Phone,
    Titles,
    Employer,
    Uscc,
    Others,
    Specialities,
    LoadCap,
}

/// Longest text of each column that has a limit of its own.
const LIMITS: &[(At, usize)] =
    &[(At::Name, 60), (At::Email, 254), (At::Phone, 30), (At::Titles, 200), (At::Employer, 100), (At::Others, 2000)];
/// What an expert takes in one round when the table says nothing.
const USUAL_LOAD: i32 = 40;

/// A table that was uploaded.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpertSheetInput {
    /// The upload, for the purpose `import_sheet`.
    pub file_id: Uuid,
    /// Only say what is wrong; nobody is registered.
    pub dry_run: bool,
}

/// What came of the rows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpertImportView {
    #[schema(example = 12)]
    pub rows: usize,
    /// Numbers of the experts, in the order of the rows; empty for a dry run.
    #[schema(example = json!(["ZJ2026-0001"]))]
    pub numbers: Vec<String>,
    /// Every fault by its cell (`/cells/C7`); only a dry run has any.
    pub faults: Vec<FaultView>,
}

/// Import experts from a sheet
///
/// A workbook or CSV file of at most 500 rows, as the template has it: all rows or none, each registered like a single
/// expert and handed in for approval when nothing is missing. Whoever imports approves none of them. Every fault is named
/// by its cell. With `dry_run` the same is done and undone, and the faults are the answer.
#[utoipa::path(post, path = "/experts/import", operation_id = "importExperts", tag = "experts", request_body = ExpertSheetInput,
    responses((status = 200, description = "What came of it", body = ExpertImportView)))]
pub async fn handler(cx: Cx, Json(input): Json<ExpertSheetInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { Reply::ok(&run(&uow, input).await?) }).await
}

pub async fn run(uow: &Uow, input: &ExpertSheetInput) -> Result<ExpertImportView, Problem> {
    let (file, bytes) = files::content(uow, FileId(input.file_id), FilePurpose::ImportSheet, "/file_id").await?;
    let (sheet, mut faults) = sheets::read_file((&file, bytes), FIELDS, MAX_ROWS, "/file_id").await?;
    let readable: &[Row] = if sheets::has_faulty_head(&faults) { &[] } else { &sheet.rows };
    let known = areas::list(&uow.conn).await?;
    let mut numbers = Vec::new();
    for row in readable {
        match one(uow, &known, row).await {
            Ok(expert) => numbers.push(expert.number),
            Err(problem) if problem.again || !problem.status.is_client_error() => return Err(problem),
            Err(problem) => faults.extend(placed(row, problem)),
        }
    }
    if input.dry_run {
        uow.conn.back_to_mark().await?;
        return Ok(ExpertImportView { rows: sheet.rows.len(), numbers: Vec::new(), faults: faults.into_iter().map(Into::into).collect() });
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let what = json!({ "file": file.name, "numbers": numbers });
    uow.audit("expert.import", Subject::new("file", file.id).after(what)).await?;
    Ok(ExpertImportView { rows: sheet.rows.len(), numbers, faults: Vec::new() })
}

/// One row, the way of a single expert.
async fn one(uow: &Uow, known: &[Area], row: &Row) -> Result<Expert, Problem> {
    let input = read(known, row).map_err(Problem::faults)?;
    let expert = register::run(uow, &input, false).await?;
    let complete = !expert.titles.is_empty() && !expert.phone.is_empty() && !input.profile.affiliations.is_empty();
    if complete { submit::run(uow, expert.id, IfMatch::version(expert.version)).await } else { Ok(expert) }
}

fn text(row: &Row, at: At) -> &str {
    row.text(at as usize)
}

/// What a row says, or every fault of it; their pointers are those of a single registration.
fn read(known: &[Area], row: &Row) -> Result<ExpertInput, Vec<Fault>> {
    let mut faults = Vec::new();
    for (at, longest) in LIMITS {
        if text(row, *at).chars().count() > *longest {
            faults.push(Fault::new(row.pointer(*at as usize), "too_long", "The text is too long").with_limit(longest.to_string()));
        }
    }
    if text(row, At::Name).chars().count() < 2 {
        faults.push(Fault::new("/profile/name", "missing", "Every expert has a name"));
    }
    let email = text(row, At::Email);
    if !email.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.') && !email.contains(char::is_whitespace)) {
        faults.push(Fault::new("/email", "wrong_format", "This is no e-mail address").with_actual(email));
    }
    let area = area(known, text(row, At::Area), &mut faults);
    let load_cap = load_cap(text(row, At::LoadCap), &mut faults);
    let specialities = specialities(text(row, At::Specialities), &mut faults);
    let profile = ExpertProfileInput {
        name: text(row, At::Name).to_owned(),
        titles: text(row, At::Titles).to_owned(),
        phone: text(row, At::Phone).to_owned(),
        area_code: area.map(|area| area.code.clone()).unwrap_or_default(),
        load_cap,
        specialities,
        affiliations: affiliations(row),
        available: Vec::new(),
    };
    if faults.is_empty() { Ok(ExpertInput { email: Some(email.to_owned()), profile }) } else { Err(faults) }
}

/// The area with this code, or the only one with this name.
fn area<'a>(known: &'a [Area], text: &str, faults: &mut Vec<Fault>) -> Option<&'a Area> {
    let mut fitting = known.iter().filter(|area| area.code == text || area.name == text);
    let fault = match (fitting.next(), fitting.next()) {
        (Some(area), None) => return Some(area),
        (None, _) => Fault::new("/profile/area_code", "unknown", "There is no such area").with_actual(text),
        (Some(_), Some(_)) => {
            Fault::new("/profile/area_code", "ambiguous", "Several areas have this name; write the code").with_actual(text)
        }
    };
    faults.push(fault);
    None
}

fn load_cap(text: &str, faults: &mut Vec<Fault>) -> i32 {
    if text.is_empty() {
        return USUAL_LOAD;
    }
    let found = text.parse().ok().filter(|cap| (1..=1000).contains(cap));
    if found.is_none() {
        faults.push(Fault::new("/profile/load_cap", "out_of_range", "A whole number from 1 to 1000").with_actual(text));
    }
    found.unwrap_or(USUAL_LOAD)
}

/// `为老服务:80、财务审计`: codes or labels, each with its weight after a colon; without one, the full weight.
fn specialities(text: &str, faults: &mut Vec<Fault>) -> Vec<ExpertSpecialityInput> {
    let mut found = Vec::new();
    for part in text.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|part| !part.is_empty()) {
        let (name, weight) = part.split_once([':', '：']).unwrap_or((part, ""));
        let code = Code::all().iter().find(|code| code.as_str() == name.trim() || code.zh() == name.trim());
        let weight = if weight.trim().is_empty() { Some(MAX_WEIGHT) } else { weight.trim().parse().ok() };
        match (code, weight.filter(|weight| (1..=MAX_WEIGHT).contains(weight))) {
            (Some(code), Some(weight)) => found.push(ExpertSpecialityInput { code: Speciality(*code), weight }),
            (None, _) => {
                let labels: Vec<&str> = Code::all().iter().map(StringEnum::zh).collect();
                let fault = Fault::new("/profile/specialities", "unknown", "There is no such speciality");
                faults.push(fault.with_limit(labels.join("、")).with_actual(name.trim()));
            }
            (_, None) => {
                faults.push(
                    Fault::new("/profile/specialities", "out_of_range", "A weight is a whole number from 1 to 100").with_actual(part),
                );
            }
        }
    }
    found
}

/// The employer first, then the others: `单位/信用代码/职务；单位`.
fn affiliations(row: &Row) -> Vec<AffiliationInput> {
    let one = |organisation: &str, uscc: &str, role: &str, employer: bool| AffiliationInput {
        organisation: organisation.trim().to_owned(),
        uscc: Some(uscc.trim().to_owned()).filter(|uscc| !uscc.is_empty()),
        role: role.trim().to_owned(),
        employer,
        from_on: None,
        to_on: None,
    };
    let employer = text(row, At::Employer);
    let mut found = Vec::new();
    if !employer.is_empty() {
        found.push(one(employer, text(row, At::Uscc), "", true));
    }
    for other in text(row, At::Others).split([';', '；', '\n']).map(str::trim).filter(|other| !other.is_empty()) {
        let mut parts = other.split('/');
        let mut next = || parts.next().unwrap_or_default();
        found.push(one(next(), next(), next(), false));
    }
    found
}

/// The faults of a row at their cells.
fn placed(row: &Row, problem: Problem) -> Vec<Fault> {
    let at = |pointer: &str| {
        if pointer.starts_with(sheets::CELLS) {
            return pointer.to_owned();
        }
        let employs = !text(row, At::Employer).is_empty();
        let at = match pointer.strip_prefix("/profile").unwrap_or(pointer) {
            "/name" => At::Name,
            "/area_code" => At::Area,
            "/phone" => At::Phone,
            "/titles" => At::Titles,
            "/load_cap" => At::LoadCap,
            below if below.starts_with("/specialities") => At::Specialities,
            below if below.starts_with("/affiliations/0") && employs => At::Uscc,
            below if below.starts_with("/affiliations") => At::Others,
            _ => At::Email,
        };
        row.pointer(at as usize)
    };
    if problem.errors.is_empty() {
        return vec![Fault::new(at("/email"), problem.code, problem.detail)];
    }
    problem.errors.into_iter().map(|fault| Fault { pointer: at(&fault.pointer), ..fault }).collect()
}

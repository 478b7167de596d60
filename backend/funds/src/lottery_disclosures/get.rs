//! What became of welfare-lottery money in a year.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, Money, ProjectState, SignedMoney, document};
use yichuang_domain::ledger::ReportPeriod;
use yichuang_domain::states::projects::ProjectState as State;
use yichuang_records::proposals::document::ProposalDocument;
use yichuang_store::fund_reports::{self as rows, LotteryFigures, LotteryLine, LotteryProject};

use super::{LotteryFiguresView, figures};

/// The money of one fund and budget line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LotteryLineView {
    #[schema(example = "天宁区福彩公益金")]
    pub fund_name: String,
    #[schema(example = "2296002 为老服务")]
    pub budget_line: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    pub demonstration: bool,
    #[serde(flatten)]
    pub figures: LotteryFiguresView,
}

/// A project that welfare-lottery money pays for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LotteryProjectView {
    pub id: Uuid,
    #[schema(example = "XM2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
    /// The street of the organisation, or its wider area if it names none.
    #[schema(example = "红梅街道")]
    pub street_name: Option<String>,
    pub approved: Money,
    /// Paid in the year, less what came back in it.
    pub paid_in_year: SignedMoney,
    /// Paid up to the end of the year, less what came back.
    pub paid: Money,
    /// How many people the application says the project serves; null if it does not say.
    #[schema(example = 150)]
    pub planned_beneficiaries: Option<i64>,
    pub starts_on: Option<Date>,
    pub ends_on: Option<Date>,
    /// What became of it so far.
    pub state: ProjectState,
    pub demonstration: bool,
}

/// The disclosure of a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LotteryDisclosureView {
    #[schema(example = 2026)]
    pub year: i32,
    /// The last day that is counted: the end of the year, or today.
    pub until: Date,
    /// True when some of the money is of a demonstration.
    pub demonstration: bool,
    pub total: LotteryFiguresView,
    pub lines: Vec<LotteryLineView>,
    pub projects: Vec<LotteryProjectView>,
    /// Of what was used, what went to projects that are not listed because they ended early or are stopped.
    pub used_elsewhere: SignedMoney,
}

/// Show how lottery money was used
///
/// For one year and for everybody: what came in and was used, by fund and budget line, and the projects it pays for with
/// organisation, street, amount and state. Money of other sources, and projects that are not agreed, are not here.
#[utoipa::path(get, path = "/public/lottery-disclosures/{year}", operation_id = "getLotteryDisclosure", tag = "projects",
    params(("year" = i32, Path, description = "Year", minimum = 2000, maximum = 2100)),
    responses((status = 200, description = "The disclosure", body = LotteryDisclosureView)))]
pub async fn handler(cx: Cx, Path(year): Path<i32>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let period = ReportPeriod::parse(&format!("{year:04}")).ok_or_else(Problem::not_found)?;
    let lines = rows::lottery_lines(&uow.conn, period).await?;
    if lines.is_empty() {
        return Err(Problem::not_found());
    }
    let projects = rows::lottery_projects(&uow.conn, period, &State::PUBLIC.map(State::as_str)).await?;
    let total = lines.iter().fold(LotteryFigures::default(), |sum, line| plus(&sum, &line.figures));
    let listed: i64 = projects.iter().map(|project| project.paid_within_fen).sum();
    Reply::ok(&LotteryDisclosureView {
        year,
        until: Date(period.until.min(uow.today())),
        demonstration: lines.iter().any(|line| line.demonstration),
        total: figures(&total)?,
        used_elsewhere: SignedMoney::fen(total.used - listed)?,
        lines: lines.iter().map(line).collect::<Result<_, _>>()?,
        projects: projects.iter().map(project).collect::<Result<_, _>>()?,
    })
}

const fn plus(one: &LotteryFigures, other: &LotteryFigures) -> LotteryFigures {
    LotteryFigures {
        allotted: one.allotted + other.allotted,
        received: one.received + other.received,
        used: one.used + other.used,
        returned: one.returned + other.returned,
        surrendered: one.surrendered + other.surrendered,
    }
}

fn line(row: &LotteryLine) -> Result<LotteryLineView, Problem> {
    Ok(LotteryLineView {
        fund_name: row.fund_name.clone(),
        budget_line: row.budget_line.clone(),
        area_name: row.area_name.clone(),
        demonstration: row.demonstration,
        figures: figures(&row.figures)?,
    })
}

fn project(row: &LotteryProject) -> Result<LotteryProjectView, Problem> {
    let said: ProposalDocument = document(&row.document)?;
    let people: i64 = said.beneficiaries.iter().map(|group| i64::from(group.head_count)).sum();
    Ok(LotteryProjectView {
        id: row.id.0,
        number: row.number.clone(),
        title: row.title.clone(),
        organisation_name: row.organisation.clone(),
        street_name: row.street.clone(),
        approved: Money::fen(row.approved_fen)?,
        paid_in_year: SignedMoney::fen(row.paid_within_fen)?,
        paid: Money::fen(row.paid_fen)?,
        planned_beneficiaries: (people > 0).then_some(people),
        starts_on: Date::maybe(row.starts_on.as_deref())?,
        ends_on: Date::maybe(row.ends_on.as_deref())?,
        state: ProjectState::read(&row.state)?,
        demonstration: row.demonstration,
    })
}

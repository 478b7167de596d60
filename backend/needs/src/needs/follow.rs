//! One's own report, by its code.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{Date, Instant, NeedState};
use yichuang_domain::rules::follow_code::FollowCode;
use yichuang_domain::rules::needs::working_days_late;
use yichuang_domain::states::needs::NeedState as State;
use yichuang_domain::time::Day;
use yichuang_store::record::{Area, Need};
use yichuang_store::{areas, find, needs};

use super::{persons, tell};

/// What was said after the report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedStatementView {
    /// `addition` of the reporter, or `answer` of staff.
    #[schema(example = "answer")]
    pub kind: String,
    #[schema(example = "已列入社区助餐点规划")]
    pub text: String,
    pub at: Instant,
}

/// One's own report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedReportView {
    /// The need it became, when that is public: the report itself, or the one it was merged into.
    pub public_id: Option<Uuid>,
    #[schema(example = "XQ2026-0001")]
    pub number: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    /// One's own words.
    #[schema(example = "小区里独居老人多，没有地方吃午饭")]
    pub what: String,
    #[schema(example = "3幢楼下")]
    pub place: String,
    /// How one can be reached, masked.
    #[schema(example = "138****4567")]
    pub contact_hint: Option<String>,
    pub state: NeedState,
    /// The number of the need it was merged into.
    pub merged_into: Option<String>,
    /// Where that one stands.
    pub merged_state: Option<NeedState>,
    /// Who owes the first answer now.
    #[schema(example = "community")]
    pub answered_by: String,
    pub due_on: Option<Date>,
    /// Working days that the first answer is late.
    pub late_days: u32,
    pub endorsements: i32,
    pub statements: Vec<NeedStatementView>,
    /// How the need was met, or why not.
    pub outcome: Option<String>,
    pub may_add: bool,
    pub may_withdraw: bool,
    pub version: i32,
    pub created_at: Instant,
}

/// Show a report by its code
///
/// For who reported it: state, answer, and what can still be done. A code that is unknown or mistyped finds nothing.
#[utoipa::path(get, path = "/public/need-reports/{code}", operation_id = "getNeedReport", tag = "needs",
    params(("code" = String, Path, description = "The code of the receipt, with or without dashes")),
    responses((status = 200, description = "The report", body = NeedReportView)))]
pub async fn handler(cx: Cx, Path(code): Path<String>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let need = by_code(&uow, &code).await?;
    Ok(Reply::ok(&view(&uow, &need).await?)?.version(need.version))
}

/// The need of a code; 404 when there is none.
pub(super) async fn by_code(uow: &Uow, code: &str) -> Result<Need, Problem> {
    let code: FollowCode = code.parse().map_err(|_| Problem::not_found())?;
    needs::by_code(&uow.conn, &persons::code_digest(&uow.app, &code)).await?.ok_or_else(Problem::not_found)
}

/// The same, locked for a change.
pub(super) async fn locked(uow: &Uow, code: &str) -> Result<Need, Problem> {
    let found = by_code(uow, code).await?;
    uow.lock(found.id).await
}

/// Whether the reporter may still add something.
pub(super) fn takes_additions(need: &Need) -> Result<bool, Problem> {
    Ok(state_of::<State>(&need.state)?.is_alive())
}

pub(super) async fn view(uow: &Uow, need: &Need) -> Result<NeedReportView, Problem> {
    let area: Option<Area> = areas::find(&uow.conn, &need.area_code).await?;
    let root: Option<Need> = if need.root_id == need.id { None } else { find(&uow.conn, need.root_id).await? };
    let stands = root.as_ref().unwrap_or(need);
    let statements = needs::statements(&uow.conn, need.id)
        .await?
        .into_iter()
        .map(|one| Ok(NeedStatementView { kind: one.kind, text: one.text, at: Instant::micros(one.created_at)? }));
    Ok(NeedReportView {
        public_id: state_of::<State>(&stands.state)?.is_public().then_some(stands.id.0),
        number: need.number.clone(),
        area_name: area.map(|area| area.name).unwrap_or_default(),
        what: need.words.clone(),
        place: need.place.clone(),
        contact_hint: need.contact_hint.clone(),
        state: NeedState::read(&need.state)?,
        merged_into: root
            .as_ref()
            .map(|root| format!("{} {}", root.number, tell::heading(root)))
            .filter(|_| state_of::<State>(&stands.state).is_ok_and(State::is_public)),
        merged_state: root.as_ref().map(|root| NeedState::read(&root.state)).transpose()?,
        answered_by: need.level.clone(),
        due_on: Date::maybe(need.due_on.as_deref())?,
        late_days: late_days(uow, need)?,
        endorsements: stands.endorsement_count,
        statements: statements.collect::<Result<_, Problem>>()?,
        outcome: stands.outcome.clone(),
        may_add: takes_additions(need)?,
        may_withdraw: need.state == State::Reported.as_str(),
        version: need.version,
        created_at: Instant::micros(need.created_at)?,
    })
}

/// Working days that the first answer is late; none outside the loaded calendar.
pub(super) fn late_days(uow: &Uow, need: &Need) -> Result<u32, Problem> {
    let waits = need.state == State::Reported.as_str();
    let Some(due) = need.due_on.as_deref().filter(|_| waits) else { return Ok(0) };
    let due = Day::parse(due).map_err(Problem::internal)?;
    Ok(working_days_late(uow.app.calendar, due, uow.today()).unwrap_or(0))
}

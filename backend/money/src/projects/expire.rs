//! Awards whose agreement is not signed in time: everybody is reminded, and then the award lapses. The clock does this;
//! nobody asks for it.

use yichuang_base::app::App;
use yichuang_base::caller::Caller;
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Money;
use yichuang_domain::ledger::{EventCode, LedgerEvent};
use yichuang_domain::roles::Role::{self, FinanceMaker, ProgrammeDirector, ProgrammeOfficer};
use yichuang_domain::rules::reservations::{DAYS_AFTER_OBJECTION, Due, REMINDER_DAYS, due, horizon, last_day};
use yichuang_domain::states::projects::{ProjectEvent, ProjectMachine};
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_domain::time::{Day, Timestamp};
use yichuang_records::proposals;
use yichuang_store::ids::ProjectId;
use yichuang_store::projects::{self as rows, SignByWindow, Undated};
use yichuang_store::record::{Notice, Project, Proposal, User};
use yichuang_store::{accounts, ledger as books, objections, update};

use super::reservation::{sign_by, tell};
use super::terminate::drop_agreement;

/// Why an award lapsed.
pub const REASON: &str = "协议未在规定期限内签署";
/// Who learns of it beside the organisation.
const CONCERNED: [Role; 3] = [ProgrammeOfficer, ProgrammeDirector, FinanceMaker];

/// The days by which the clock finds what is due today.
///
/// # Errors
/// Today is the end of all days.
pub fn window(today: Day) -> Result<SignByWindow, Problem> {
    let [_, second] = REMINDER_DAYS;
    let near = today.plus_days(i64::from(second)).map_err(Problem::internal)?;
    let far = horizon(today).map_err(Problem::internal)?;
    Ok(SignByWindow { today: today.to_string(), far: far.to_string(), near: near.to_string(), second })
}

/// The last day of an award that has none yet, if the calendar reaches so far by now.
#[must_use]
pub fn dated(app: &App, row: Undated) -> Option<Day> {
    let awarded_on = Timestamp::from_micros(row.created_at).ok()?.shanghai_day();
    last_day(app.calendar, awarded_on, u32::try_from(row.sign_within).ok()?, None).ok()
}

/// Gives an award its last day; nothing when another process was quicker.
pub async fn set_day(uow: &Uow, id: ProjectId, last: Day) -> Result<bool, Problem> {
    let project: Project = uow.lock(id).await?;
    if project.sign_by.is_some() {
        return Ok(false);
    }
    let after = update(&uow.conn, Project { sign_by: Some(last.to_string()), updated_at: uow.micros(), ..project }).await?;
    let said = serde_json::json!({ "sign_by": after.sign_by });
    uow.audit("project.date_reservation", Subject::new("project", after.id).after(said)).await?;
    Ok(true)
}

/// Does what is due for one award, in this transaction; nothing when its agreement was signed meanwhile, or another process
/// was quicker. The project is locked first, as every hand on its agreement does: either comes first.
pub async fn run(uow: &Uow, id: ProjectId) -> Result<bool, Problem> {
    let project: Project = uow.lock(id).await?;
    let Some(last) = sign_by(&project)? else { return Ok(false) };
    match due(last, uow.today(), project.sign_by_reminded) {
        Due::Nothing => Ok(false),
        Due::Remind { reminder, left } => remind(uow, project, reminder, left).await.map(|()| true),
        Due::Over => over(uow, project).await.map(|()| true),
    }
}

async fn remind(uow: &Uow, project: Project, reminder: i32, left: i64) -> Result<(), Problem> {
    let project = update(&uow.conn, Project { sign_by_reminded: Some(reminder), ..project }).await?;
    let last = project.sign_by.as_deref().unwrap_or_default();
    let text = format!(
        "{} {} 的协议应于 {last} 前（含当日）由双方签署，还有 {left} 天。逾期立项失效，资金转回可用。",
        project.number, project.title
    );
    tell(uow, &project, &[ProgrammeOfficer, ProgrammeDirector], "协议签署期限提醒", &text).await
}

/// The last day is over. An objection that waits for its answer keeps the award from its agreement, so it does not lapse
/// meanwhile; one that was upheld bars the agreement for good, and keeps no money.
async fn over(uow: &Uow, project: Project) -> Result<(), Problem> {
    let notice: Notice = uow.lock(project.notice_id).await?;
    let holding = objections::holding(&uow.conn, notice.id, project.proposal_id).await?;
    if holding.iter().any(|objection| objection.state != "upheld") {
        return hold(uow, project).await;
    }
    lapse(uow, project).await
}

/// Moves the last day on while an objection waits for its answer.
async fn hold(uow: &Uow, project: Project) -> Result<(), Problem> {
    let last = uow.app.calendar.add_working_days(uow.today(), DAYS_AFTER_OBJECTION);
    let last = last.map_err(|error| Problem::refused(error.code(), error.to_string()))?.to_string();
    let before = serde_json::json!({ "sign_by": project.sign_by });
    let change = Project { sign_by: Some(last.clone()), sign_by_reminded: None, updated_at: uow.micros(), ..project };
    let after = update(&uow.conn, change).await?;
    let subject = Subject::new("project", after.id).before(before).after(serde_json::json!({ "sign_by": last }));
    uow.audit("project.hold_reservation", subject.because("异议未答复")).await?;
    let text = format!("{} {} 的公示异议尚未答复，协议签署期限顺延至 {last}。", after.number, after.title);
    tell(uow, &after, &[ProgrammeOfficer], "签约期限顺延", &text).await
}

/// Ends the award: its agreement never comes into force, its needs are open again, its money is available again (E03x).
async fn lapse(uow: &Uow, project: Project) -> Result<(), Problem> {
    let to = uow.follow::<ProjectMachine>(&project.state, ProjectEvent::Lapse)?;
    let from = project.state.clone();
    if let Some(agreement) = rows::agreements_of(&uow.conn, &[project.id]).await?.into_iter().next() {
        drop_agreement(uow, uow.lock(agreement.id).await?, REASON).await?;
    }
    let after = update(&uow.conn, Project { state: to.to_string(), updated_at: uow.micros(), ..project }).await?;
    uow.audit("project.lapse", Subject::new("project", after.id).moved(&from, &after.state).because(REASON)).await?;
    let proposal: Proposal = uow.lock(after.proposal_id).await?;
    proposals::follow(uow, proposal, ProposalEvent::LapseAward).await?;
    let amount = Money::fen(after.approved_fen)?;
    let last = after.sign_by.as_deref().unwrap_or_default();
    let text = format!("{} {} 的协议未在 {last} 前签署，立项失效，预留资金 {} 元转回可用。", after.number, after.title, amount.0);
    tell(uow, &after, &CONCERNED, "立项失效", &text).await?;
    let event = LedgerEvent::ReleaseReserve {
        place: ledger::place_of(uow, after.allotment_id).await?,
        award: after.proposal_id.to_string(),
        amount: amount.0,
    };
    let acting = as_whoever_reserved(uow, &after).await?;
    ledger::post(&acting, &event, ("project", after.id.0), &format!("{} 立项失效", after.number)).await?;
    Ok(())
}

/// A journal is somebody's. Whoever reserved the money with the decision reserved it until this day.
async fn as_whoever_reserved(uow: &Uow, project: &Project) -> Result<Uow, Problem> {
    let reserved = books::about(&uow.conn, "proposal", project.proposal_id.0, EventCode::E03.as_str()).await?;
    let reserved = reserved.ok_or_else(|| Problem::internal("an award whose money was never reserved"))?;
    let user: User = uow.find(reserved.journal.created_by).await?;
    let grants = accounts::grants_of(&uow.conn, user.id).await?;
    Ok(uow.acting(Caller::new(&user, &grants), uow.now))
}

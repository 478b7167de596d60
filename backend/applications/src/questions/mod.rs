//! Questions about a call (答疑): asked by organisations until a day, answered to everybody without the asker's name.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{ActionView, Instant, QuestionState};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::questions::{QuestionEvent as Event, QuestionMachine};
use yichuang_store::ids::{CallId, OrganisationId, QuestionId};
use yichuang_store::record::{Call, Organisation, Question};
use yichuang_store::{several, update};

use crate::calls::{self, announced};

pub mod answer;
pub mod ask;
pub mod decline;
pub mod get;
pub mod list;
pub mod list_public;

/// The call of a question.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionCallView {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
}

/// Who asked: shown to staff of the call and to the organisation itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionOrganisationView {
    pub id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
}

/// A question, for those who asked it and those who answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuestionView {
    pub id: Uuid,
    pub call: QuestionCallView,
    pub organisation: QuestionOrganisationView,
    /// As it was asked.
    #[schema(example = "配套资金可以用志愿者工时折算吗？")]
    pub question: String,
    /// As it is published; the officer takes out what would tell who asked.
    #[schema(example = "配套资金可以用志愿者工时折算吗？")]
    pub published_question: Option<String>,
    #[schema(example = "不可以，配套资金须为货币资金。")]
    pub answer: Option<String>,
    /// Why it was declined; told to the asker only.
    pub decline_reason: Option<String>,
    pub answered_at: Option<Instant>,
    pub state: QuestionState,
    pub version: i32,
    pub created_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// Why nothing can be asked about the call now.
pub(super) fn untimely(call: &Call, uow: &Uow) -> Result<Option<Fault>, Problem> {
    let closes = announced::questions_close(call)?;
    if call.state == "published" && uow.micros() < closes {
        return Ok(None);
    }
    let fault = Fault::new("", "questions_closed", "Questions about this call are not taken any more");
    Ok(Some(fault.with_limit(Instant::micros(closes)?.0.to_string()).with_actual(uow.now.to_string())))
}

/// Where a question stands for staff, and for the organisation that asked.
fn places<'a>(call: &'a Call, row: &Question) -> (Place<'a>, Place<'a>) {
    (calls::place(call), Place::default().of_organisation(row.organisation_id))
}

/// The question and its call, locked, with the caller allowed to fire the event now.
async fn open_for(uow: &Uow, id: QuestionId, seen: IfMatch, event: Event) -> Result<(Call, Question), Problem> {
    let row: Question = uow.lock(id).await?;
    let call: Call = uow.find(row.call_id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    seen.check(row.version)?;
    uow.fire::<QuestionMachine>(&row.state, event, &calls::place(&call))?;
    Ok((call, row))
}

/// Moves the question along its table; the one way it changes its state.
async fn advance(uow: &Uow, call: &Call, row: Question, event: Event, reason: Option<&str>) -> Result<Question, Problem> {
    let to = uow.fire::<QuestionMachine>(&row.state, event, &calls::place(call))?;
    let from = row.state.clone();
    let row = Question {
        state: to.to_string(),
        answered_by: Some(uow.caller()?.user),
        answered_at: Some(uow.micros()),
        updated_at: uow.micros(),
        ..row
    };
    let after = update(&uow.conn, row).await?;
    let mut subject = Subject::new("question", after.id).moved(&from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("question.{}", event.as_str()), subject).await?;
    Ok(after)
}

async fn reply(uow: &Uow, row: &Question) -> Result<Reply, Problem> {
    let view = views(uow, std::slice::from_ref(row)).await?.pop();
    let view = view.ok_or_else(|| Problem::internal("a question without a view"))?;
    Ok(Reply::ok(&view)?.version(row.version))
}

/// Questions with their calls and askers, one query for all of them.
pub(super) async fn views(uow: &Uow, rows: &[Question]) -> Result<Vec<QuestionView>, Problem> {
    let mut call_ids: Vec<CallId> = rows.iter().map(|row| row.call_id).collect();
    call_ids.sort_unstable();
    call_ids.dedup();
    let mut askers: Vec<OrganisationId> = rows.iter().map(|row| row.organisation_id).collect();
    askers.sort_unstable();
    askers.dedup();
    let (calls, askers) = several::two::<Call, Organisation>(&uow.conn, &call_ids, &askers).await?;
    let found: HashMap<CallId, Call> = calls.into_iter().map(|call| (call.id, call)).collect();
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let call = found.get(&row.call_id).ok_or_else(|| Problem::internal("a question without its call"))?;
        let name = askers.iter().find(|one| one.id == row.organisation_id).map_or_else(String::new, |one| one.name.clone());
        views.push(view(uow, call, row, name)?);
    }
    Ok(views)
}

fn view(uow: &Uow, call: &Call, row: &Question, name: String) -> Result<QuestionView, Problem> {
    let offers = vec![Offer::new(Event::Answer, "answerQuestion"), Offer::new(Event::Decline, "declineQuestion")];
    Ok(QuestionView {
        id: row.id.0,
        call: QuestionCallView { id: call.id.0, number: call.number.clone(), title: call.title.clone() },
        organisation: QuestionOrganisationView { id: row.organisation_id.0, name },
        question: row.question.clone(),
        published_question: row.published_question.clone(),
        answer: row.answer.clone(),
        decline_reason: row.decline_reason.clone(),
        answered_at: Instant::maybe(row.answered_at)?,
        state: QuestionState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        available_actions: available::<QuestionMachine>(uow, &row.state, &calls::place(call), offers)?,
    })
}

/// 404 unless the caller is staff of the call or belongs to the organisation that asked.
fn must_know(uow: &Uow, call: &Call, row: &Question) -> Result<(), Problem> {
    let (staff, own) = places(call, row);
    if uow.caller()?.holds(STAFF, &staff) { Ok(()) } else { uow.must_see(APPLICANTS, &own) }
}

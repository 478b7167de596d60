//! Objections to a public notice: filed in real name, handled by somebody who was not involved, answered in public.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, PROGRAMME};
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{ActionView, Date, DismissalGround, Instant, ObjectionState, PersonView};
use yichuang_domain::roles::Role;
use yichuang_domain::states::objections::{ObjectionEvent, ObjectionMachine};
use yichuang_records::calls;
use yichuang_records::files::{self, FileView};
use yichuang_store::ids::{ObjectionId, PersonId, UserId};
use yichuang_store::record::{Call, Decision, Notice, Objection, Organisation, Proposal, ResultRun, User};
use yichuang_store::{conflicts as conflict_rows, find, get_many, members, objections as rows, reviews};

pub mod admit;
pub mod answer;
pub mod assign;
pub mod dismiss;
pub mod file;
pub mod get;
pub mod list;
pub mod order_re_review;
pub mod record;

/// The notice that is objected to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObjectedNotice {
    pub id: Uuid,
    #[schema(example = "GS2026-0001")]
    pub number: String,
    pub title: String,
    pub call_id: Uuid,
}

/// The proposal that the objection is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObjectedProposal {
    pub id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub title: String,
    pub organisation_name: String,
}

impl ObjectedNotice {
    fn of(notice: &Notice) -> Self {
        Self { id: notice.id.0, number: notice.number.clone(), title: notice.title.clone(), call_id: notice.call_id.0 }
    }
}

impl ObjectedProposal {
    fn of(proposal: &Proposal, applicant: Option<&Organisation>) -> Self {
        let organisation_name = applicant.map(|one| one.name.clone()).unwrap_or_default();
        Self { id: proposal.id.0, number: proposal.number.clone(), title: proposal.title.clone(), organisation_name }
    }
}

/// An objection to a public notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ObjectionView {
    pub id: Uuid,
    #[schema(example = "YI2026-0001")]
    pub number: String,
    pub notice: ObjectedNotice,
    /// Nothing when it is about the notice as a whole.
    pub proposal: Option<ObjectedProposal>,
    /// Real name of the person or organisation.
    #[schema(example = "林芳")]
    pub filer_name: String,
    /// How to reach them; shown whole to the handler, the director and the auditor only.
    #[schema(example = "139****8000")]
    pub contact: String,
    pub statement: String,
    /// Facts and evidence.
    pub facts: String,
    /// `online` or `letter`.
    #[schema(example = "online")]
    pub channel: String,
    pub received_on: Date,
    /// Last day of the answer, from the day it was admitted.
    pub due_on: Option<Date>,
    pub handler: Option<PersonView>,
    /// To the director, while it is open: who may handle it.
    pub possible_handlers: Vec<PersonView>,
    pub ground: Option<DismissalGround>,
    /// What is published as the answer.
    pub public_answer: Option<String>,
    pub answered_at: Option<Instant>,
    pub files: Vec<FileView>,
    pub state: ObjectionState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// Where an objection stands; its filer's organisation reads it.
fn place<'a>(call: &'a Call, row: &Objection) -> Place<'a> {
    let place = calls::place(call);
    match row.organisation_id {
        Some(organisation) => place.of_organisation(organisation),
        None => place,
    }
}

/// 404 for strangers, and for staff with a conflict about the proposal it is about.
async fn must_see(uow: &Uow, call: &Call, row: &Objection) -> Result<(), Problem> {
    let here = place(call, row);
    uow.must_see(&[APPLICANTS, PROGRAMME].concat(), &here)?;
    match row.proposal_id {
        Some(proposal) if !uow.caller()?.holds(APPLICANTS, &here) => recusal::must_be_free(uow, proposal).await,
        _ => Ok(()),
    }
}

/// The call and the objection, locked in this order; 404 for strangers, 412 when it changed since it was read.
async fn open(uow: &Uow, id: ObjectionId, seen: IfMatch) -> Result<(Call, Objection), Problem> {
    let call: Call = uow.lock(uow.find::<Objection>(id).await?.call_id).await?;
    let row: Objection = uow.lock(id).await?;
    must_see(uow, &call, &row).await?;
    seen.check(row.version)?;
    Ok((call, row))
}

/// 409 unless the caller is the handler, as a person.
async fn must_handle(uow: &Uow, row: &Objection) -> Result<(), Problem> {
    if is_handler(uow, row).await? {
        return Ok(());
    }
    Err(Problem::refused("not_handler", "Only the handler whom the director named does this"))
}

async fn is_handler(uow: &Uow, row: &Objection) -> Result<bool, Problem> {
    match row.handler_id {
        Some(handler) => uow.is_me(handler).await,
        None => Ok(false),
    }
}

/// Writes the trail of one step and tells the handler's director or the filer nothing that is not public yet.
async fn audited(uow: &Uow, event: ObjectionEvent, from: &str, after: &Objection, reason: Option<&str>) -> Result<(), Problem> {
    let mut subject = Subject::new("objection", after.id).moved(from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("objection.{}", event.as_str()), subject).await
}

async fn reply(uow: &Uow, row: &Objection) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

async fn view(uow: &Uow, row: &Objection) -> Result<ObjectionView, Problem> {
    let call: Call = uow.find(row.call_id).await?;
    let notice: Notice = uow.find(row.notice_id).await?;
    let handles = is_handler(uow, row).await?;
    let trusted = handles || uow.caller()?.holds(&[Role::ProgrammeDirector, Role::Auditor], &calls::place(&call));
    let mut files = files::of_subjects(uow, "objection", &[row.id.0]).await?;
    Ok(ObjectionView {
        id: row.id.0,
        number: row.number.clone(),
        notice: ObjectedNotice::of(&notice),
        proposal: objected(uow, row).await?,
        filer_name: row.filer_name.clone(),
        contact: if trusted { contact(uow, row)? } else { row.contact_hint.clone() },
        statement: row.statement.clone(),
        facts: row.facts.clone(),
        channel: row.channel.clone(),
        received_on: Date::read(&row.received_on)?,
        due_on: Date::maybe(row.due_on.as_deref())?,
        handler: handler(uow, row.handler_id).await?,
        possible_handlers: possible_handlers(uow, &call, row).await?,
        ground: row.ground.as_deref().map(DismissalGround::read).transpose()?,
        public_answer: row.public_answer.clone(),
        answered_at: Instant::maybe(row.answered_at)?,
        files: files.remove(&row.id.0).unwrap_or_default(),
        state: ObjectionState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: actions(uow, &call, row, handles)?,
    })
}

fn contact(uow: &Uow, row: &Objection) -> Result<String, Problem> {
    String::from_utf8(uow.app.seal_key.open(&row.contact_sealed)?).map_err(Problem::internal)
}

async fn handler(uow: &Uow, id: Option<UserId>) -> Result<Option<PersonView>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let user: User = uow.find(id).await?;
    Ok(Some(PersonView { id: id.0, name: user.name }))
}

/// Those whom the director may name, once.
async fn possible_handlers(uow: &Uow, call: &Call, row: &Objection) -> Result<Vec<PersonView>, Problem> {
    let names = uow.caller()?.holds(&[Role::ProgrammeDirector], &calls::place(call));
    if !names || !matches!(row.state.as_str(), "filed" | "admitted" | "re_review") {
        return Ok(Vec::new());
    }
    let may = candidates(uow, call, row).await?;
    Ok(may.into_iter().map(|user| PersonView { id: user.id.0, name: user.name }).collect())
}

/// The programme's staff of the call without a hand in what the objection is about, and without a tie to or a conflict
/// about whom it is about.
async fn candidates(uow: &Uow, call: &Call, row: &Objection) -> Result<Vec<User>, Problem> {
    let mut staff: Vec<User> = Vec::new();
    for role in PROGRAMME {
        staff.extend(reviews::holders(&uow.conn, role.as_str(), &call.area_path, call.id).await?);
    }
    staff.sort_by_key(|user| user.id);
    staff.dedup_by_key(|user| user.id);
    let mut organisations: Vec<_> = row.organisation_id.into_iter().collect();
    if let Some(proposal) = row.proposal_id {
        organisations.push(uow.find::<Proposal>(proposal).await?.organisation_id);
    }
    let mut tied: Vec<PersonId> = involved(uow, row).await?.into_iter().map(|user| user.person_id).collect();
    tied.extend(members::people_of(&uow.conn, &organisations).await?);
    tied.extend(conflict_rows::shut_out_of(&uow.conn, row.call_id, row.proposal_id, uow.micros()).await?);
    staff.retain(|user| !tied.contains(&user.person_id));
    Ok(staff)
}

async fn objected(uow: &Uow, row: &Objection) -> Result<Option<ObjectedProposal>, Problem> {
    let Some(id) = row.proposal_id else { return Ok(None) };
    let proposal: Proposal = uow.find(id).await?;
    let organisation: Organisation = uow.find(proposal.organisation_id).await?;
    Ok(Some(ObjectedProposal::of(&proposal, Some(&organisation))))
}

fn actions(uow: &Uow, call: &Call, row: &Objection, handles: bool) -> Result<Vec<ActionView>, Problem> {
    let step = |event, operation| Offer::new(event, operation).needs(handles, "not_handler", "Only the handler does this");
    let offers = vec![
        Offer::new(ObjectionEvent::Assign, "assignObjection"),
        step(ObjectionEvent::Admit, "admitObjection"),
        step(ObjectionEvent::Dismiss, "dismissObjection"),
        step(ObjectionEvent::OrderReReview, "orderReReview"),
        step(ObjectionEvent::Uphold, "answerObjection"),
        step(ObjectionEvent::Reject, "answerObjection"),
    ];
    available::<ObjectionMachine>(uow, &row.state, &calls::place(call), offers)
}

/// The accounts of everybody who had a hand in what is objected to: results, decision, notice, panel, the objection itself.
async fn involved(uow: &Uow, row: &Objection) -> Result<Vec<User>, Problem> {
    let notice: Notice = uow.find(row.notice_id).await?;
    let decision: Decision = uow.find(notice.decision_id).await?;
    let mut ids = vec![Some(notice.created_by), notice.published_by, Some(decision.created_by), decision.approved_by, row.created_by];
    if let Some(run) = decision.run_id {
        let run: ResultRun = uow.find(run).await?;
        ids.extend([Some(run.computed_by), run.verified_by]);
    }
    if let Some(stage) = reviews::stage_of(&uow.conn, row.call_id).await? {
        ids.extend(reviews::seats(&uow.conn, stage.id).await?.into_iter().map(|seat| Some(seat.reviewer_id)));
    }
    let mut ids: Vec<UserId> = ids.into_iter().flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(get_many(&uow.conn, &ids).await?)
}

/// An answered objection, for everybody; never with a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicObjection {
    #[schema(example = "YI2026-0001")]
    pub number: String,
    /// Title of the proposal; nothing when it was about the notice as a whole.
    pub proposal_title: Option<String>,
    pub received_on: Date,
    pub outcome: ObjectionState,
    pub ground: Option<DismissalGround>,
    pub answer: String,
    pub answered_at: Option<Instant>,
}

/// The answered objections of a notice, for everybody.
pub async fn published(uow: &Uow, notice: &Notice) -> Result<Vec<PublicObjection>, Problem> {
    let mut found = Vec::new();
    for row in rows::answered(&uow.conn, notice.id).await? {
        let proposal = match row.proposal_id {
            Some(id) => find::<Proposal>(&uow.conn, id).await?,
            None => None,
        };
        found.push(PublicObjection {
            proposal_title: proposal.map(|proposal| proposal.title),
            received_on: Date::read(&row.received_on)?,
            outcome: ObjectionState::read(&row.state)?,
            ground: row.ground.as_deref().map(DismissalGround::read).transpose()?,
            answer: row.public_answer.unwrap_or_default(),
            answered_at: Instant::maybe(row.answered_at)?,
            number: row.number,
        });
    }
    Ok(found)
}

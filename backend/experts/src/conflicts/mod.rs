//! Conflicts of interest: who says so, what follows, and what does not exist for whoever has one.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{ActionView, ConflictKind, ConflictSeverity, ConflictSource, ConflictState, ConflictTrace, Instant, PersonView};
use yichuang_domain::conflicts::{ConflictSeverity as Severity, ConflictSource as Source, shuts};
use yichuang_domain::states::conflicts::{ConflictEvent, ConflictMachine};
use yichuang_store::ids::{ConflictId, OrganisationId, ProposalId, UserId};
use yichuang_store::record::{Conflict, Organisation, Proposal, User};
use yichuang_store::{conflicts as rows, get_many};

pub mod decide;
pub mod declare;
pub mod detect;
pub mod get;
pub mod list;
pub mod record;

/// The organisation of a conflict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictParty {
    pub id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
}

/// What one source says about a person and an organisation, as it holds now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictView {
    pub id: Uuid,
    pub person: PersonView,
    pub organisation: ConflictParty,
    /// Only this proposal; without it everything of the organisation.
    pub proposal_id: Option<Uuid>,
    pub kind: ConflictKind,
    pub source: ConflictSource,
    pub severity: ConflictSeverity,
    /// What the records have in common, if the platform found it.
    pub trace: Option<ConflictTrace>,
    /// Nobody but an officer who is not concerned may change it.
    pub pinned: bool,
    #[schema(example = "曾为该单位有偿撰写项目书")]
    pub reason: String,
    /// Whether the person learns nothing of the proposals now.
    pub shuts_out: bool,
    /// The first instant at which it is over.
    pub valid_until: Option<Instant>,
    /// Who said so last; nothing if the platform found it.
    pub recorded_by: Option<PersonView>,
    pub recorded_at: Instant,
    pub state: ConflictState,
    pub version: i32,
    pub available_actions: Vec<ActionView>,
}

/// Where a conflict stands: the area whose officers look after it.
#[must_use]
pub fn place(row: &Conflict) -> Place<'_> {
    Place::area(&row.area_path)
}

/// The latest row of a source; 404 unless the caller looks after it and is not concerned, or declared it themselves.
async fn latest(uow: &Uow, id: ConflictId) -> Result<Conflict, Problem> {
    let row = rows::history(&uow.conn, id).await?.pop().ok_or_else(Problem::not_found)?;
    if row.source == Source::Own.as_str() && uow.is_me(row.user_id).await? {
        return Ok(row);
    }
    uow.must_see(PROGRAMME, &place(&row))?;
    let away = rows::hidden_organisations(&uow.conn, uow.caller()?.person, uow.micros()).await?;
    if uow.is_me(row.user_id).await? || away.contains(&row.organisation_id) { Err(Problem::not_found()) } else { Ok(row) }
}

fn shuts_out(uow: &Uow, row: &Conflict) -> Result<bool, Problem> {
    let over = row.valid_until_at.is_some_and(|until| until <= uow.micros());
    Ok(!over && shuts(state_of(&row.severity)?, state_of(&row.state)?))
}

async fn views(uow: &Uow, page: &[Conflict]) -> Result<Vec<ConflictView>, Problem> {
    let people: Vec<UserId> = page.iter().flat_map(|row| [Some(row.user_id), row.recorded_by]).flatten().collect();
    let organisations: Vec<OrganisationId> = page.iter().map(|row| row.organisation_id).collect();
    let people = get_many::<User>(&uow.conn, &people).await?;
    let organisations = get_many::<Organisation>(&uow.conn, &organisations).await?;
    page.iter().map(|row| view(uow, row, &people, &organisations)).collect()
}

fn view(uow: &Uow, row: &Conflict, people: &[User], organisations: &[Organisation]) -> Result<ConflictView, Problem> {
    let person = |id: UserId| named(people, id);
    let name = organisations.iter().find(|one| one.id == row.organisation_id).map(|one| one.name.clone()).unwrap_or_default();
    let mine = people.iter().any(|user| user.id == row.user_id && uow.who.as_ref().is_some_and(|who| who.person == user.person_id));
    let own = row.source == Source::Own.as_str();
    let offers = vec![
        Offer::new(ConflictEvent::Confirm, "confirmConflict"),
        Offer::new(ConflictEvent::Dismiss, "dismissConflict").needs(!own, "declared_by_the_person", "Whoever declares a conflict has one"),
    ];
    let offers = if mine { Vec::new() } else { offers };
    Ok(ConflictView {
        id: row.root_id.0,
        person: person(row.user_id),
        organisation: ConflictParty { id: row.organisation_id.0, name },
        proposal_id: row.proposal_id.map(|id| id.0),
        kind: ConflictKind::read(&row.kind)?,
        source: ConflictSource::read(&row.source)?,
        severity: ConflictSeverity::read(&row.severity)?,
        trace: if row.detection_key.is_empty() { None } else { Some(ConflictTrace::read(&row.detection_key)?) },
        pinned: row.pinned,
        reason: row.reason.clone(),
        shuts_out: shuts_out(uow, row)?,
        valid_until: Instant::maybe(row.valid_until_at)?,
        recorded_by: row.recorded_by.map(person),
        recorded_at: Instant::micros(row.recorded_at)?,
        state: ConflictState::read(&row.state)?,
        version: version(row),
        available_actions: available::<ConflictMachine>(uow, &row.state, &place(row), offers)?,
    })
}

/// Rows are never changed, so the number of the latest one is the version.
fn version(row: &Conflict) -> i32 {
    row.n + 1
}

async fn reply(uow: &Uow, row: &Conflict, created: bool) -> Result<yichuang_base::http::Reply, Problem> {
    let view = views(uow, std::slice::from_ref(row)).await?.pop().ok_or_else(Problem::not_found)?;
    let reply = if created {
        yichuang_base::http::Reply::created(format!("/api/v1/conflicts/{}", row.root_id), &view)?
    } else {
        yichuang_base::http::Reply::ok(&view)?
    };
    Ok(reply.version(version(row)))
}

/// The organisation and, if one is named, the proposal of it; 404 when they do not belong together.
async fn subject(uow: &Uow, organisation: Uuid, proposal: Option<Uuid>) -> Result<(Organisation, Option<Proposal>), Problem> {
    let organisation: Organisation = uow.find(OrganisationId(organisation)).await?;
    let Some(id) = proposal else { return Ok((organisation, None)) };
    let proposal: Proposal = uow.find(ProposalId(id)).await?;
    if proposal.organisation_id != organisation.id {
        return Err(Problem::not_found());
    }
    Ok((organisation, Some(proposal)))
}

/// Whether what is recorded shuts out, for the counts of a detection.
fn is_hard(severity: Severity) -> bool {
    severity == Severity::Hard
}

//! Sponsorships: a verified organisation stands behind a filed group.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Instant, SponsorshipState};
use yichuang_domain::roles::Role;
use yichuang_domain::states::sponsorships::{SponsorshipEvent as Event, SponsorshipMachine};
use yichuang_store::ids::OrganisationId;
use yichuang_store::members;
use yichuang_store::record::{Organisation, Sponsorship};

pub mod answer;
pub mod ask;
pub mod list;

/// One of the two sides.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartyView {
    pub id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
    #[schema(example = "52310115MJ9000022D")]
    pub uscc: String,
}

/// A group and the organisation that stands behind it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SponsorshipView {
    pub id: Uuid,
    pub group: PartyView,
    pub sponsor: PartyView,
    /// What the group wrote.
    pub message: String,
    /// Why it was refused or ended.
    pub reason: Option<String>,
    pub state: SponsorshipState,
    pub answered_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub version: i32,
    pub created_at: Instant,
    pub available_actions: Vec<ActionView>,
}

fn party(row: &Organisation) -> PartyView {
    PartyView { id: row.id.0, name: row.name.clone(), uscc: row.uscc.clone() }
}

fn view(uow: &Uow, row: &Sponsorship, parties: &[Organisation]) -> Result<SponsorshipView, Problem> {
    let find = |id: OrganisationId| parties.iter().find(|one| one.id == id).ok_or_else(Problem::not_found);
    let (group, sponsor) = (find(row.group_id)?, find(row.sponsor_id)?);
    Ok(SponsorshipView {
        id: row.id.0,
        group: party(group),
        sponsor: party(sponsor),
        message: row.message.clone(),
        reason: row.reason.clone(),
        state: SponsorshipState::read(&row.state)?,
        answered_at: Instant::maybe(row.answered_at)?,
        ended_at: Instant::maybe(row.ended_at)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        available_actions: actions(uow, row, sponsor)?,
    })
}

/// What the caller may do on the side they belong to.
fn actions(uow: &Uow, row: &Sponsorship, sponsor: &Organisation) -> Result<Vec<ActionView>, Problem> {
    let at = |id: OrganisationId| Place::default().of_organisation(id);
    let verified = sponsor.state == "verified";
    let theirs = vec![
        Offer::new(Event::Agree, "agreeSponsorship").needs(verified, "sponsor_not_verified", "Only a verified organisation may sponsor"),
        Offer::new(Event::Refuse, "refuseSponsorship"),
        Offer::new(Event::End, "endSponsorship"),
    ];
    let ours = vec![Offer::new(Event::Withdraw, "withdrawSponsorship"), Offer::new(Event::End, "endSponsorship")];
    let mut found = available::<SponsorshipMachine>(uow, &row.state, &at(row.sponsor_id), theirs)?;
    for action in available::<SponsorshipMachine>(uow, &row.state, &at(row.group_id), ours)? {
        if found.iter().all(|known| known.event != action.event) {
            found.push(action);
        }
    }
    Ok(found)
}

/// Mails every owner of an organisation.
async fn tell(uow: &Uow, id: OrganisationId, subject: &str, text: &str) -> Result<(), Problem> {
    for owner in members::holders(&uow.conn, id, Role::ApplicantOwner.as_str()).await? {
        uow.mail(&owner.email, subject, text).await?;
    }
    Ok(())
}

//! Who wrote a proposal, and when.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::APPLICANTS;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Instant, PersonView};
use yichuang_store::ids::{ProposalId, UserId};
use yichuang_store::record::{Proposal, User};
use yichuang_store::{get_many, screening};

/// One person who wrote.
#[derive(Serialize, ToSchema)]
pub struct ProposalEditorView {
    pub person: PersonView,
    pub first_at: Instant,
    pub last_at: Instant,
    /// How many times something of theirs was saved.
    #[schema(example = 12)]
    pub saves: i64,
}

/// Everybody who wrote, the latest first.
#[derive(Serialize, ToSchema)]
pub struct ProposalEditorList {
    pub items: Vec<ProposalEditorView>,
}

/// List the editors of a proposal
///
/// For the organisation's own people: who changed it, when first and when last, and how often.
#[utoipa::path(get, path = "/proposals/{id}/editors", operation_id = "listProposalEditors", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The editors", body = ProposalEditorList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    uow.must_see(APPLICANTS, &Place::default().of_organisation(row.organisation_id))?;
    let found = screening::editors(&uow.conn, row.id).await?;
    let ids: Vec<UserId> = found.iter().map(|(user, ..)| *user).collect();
    let people = get_many::<User>(&uow.conn, &ids).await?;
    let items = found
        .into_iter()
        .map(|(user, first, last, saves)| {
            let name = people.iter().find(|one| one.id == user).map(|one| one.name.clone()).unwrap_or_default();
            let person = PersonView { id: user.0, name };
            Ok(ProposalEditorView { person, first_at: Instant::micros(first)?, last_at: Instant::micros(last)?, saves })
        })
        .collect::<Result<_, Problem>>()?;
    Reply::ok(&ProposalEditorList { items })
}

//! One funded project, as everybody may read it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::state_of;
use yichuang_base::wire::{Date, Money, TrancheState};
use yichuang_domain::states::projects::ProjectState as State;
use yichuang_store::ids::ProjectId;
use yichuang_store::projects as rows;
use yichuang_store::record::Project;

use super::list_public::{PublicProjectView, public_views};

/// One instalment of the grant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicTrancheView {
    #[schema(example = 1)]
    pub seq: i32,
    pub amount: Money,
    /// What must have happened before it falls due.
    #[schema(example = "agreement_signed")]
    pub gate: String,
    pub due_on: Option<Date>,
    pub state: TrancheState,
}

/// A funded project with the plan of its grant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicProjectDetailView {
    #[serde(flatten)]
    pub project: PublicProjectView,
    pub tranches: Vec<PublicTrancheView>,
}

/// Show a funded project
///
/// With the instalments of its grant; projects that are not agreed yet do not exist here.
#[utoipa::path(get, path = "/public/projects/{id}", operation_id = "getPublicProject", tag = "projects",
    params(("id" = Uuid, Path, description = "Project")),
    responses((status = 200, description = "The project", body = PublicProjectDetailView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Project = uow.find(ProjectId(id)).await?;
    if !state_of::<State>(&row.state)?.is_public() {
        return Err(Problem::not_found());
    }
    let agreements = rows::agreements_of(&uow.conn, &[row.id]).await?;
    let project = public_views(&uow, std::slice::from_ref(&row), agreements).await?.pop().ok_or_else(Problem::not_found)?;
    let tranches = rows::tranches_of(&uow.conn, row.id).await?.into_iter().map(|tranche| {
        Ok(PublicTrancheView {
            seq: tranche.seq,
            amount: Money::fen(tranche.amount_fen)?,
            gate: tranche.gate,
            due_on: Date::maybe(tranche.due_on.as_deref())?,
            state: TrancheState::read(&tranche.state)?,
        })
    });
    Reply::ok(&PublicProjectDetailView { tranches: tranches.collect::<Result<_, Problem>>()?, project })
}

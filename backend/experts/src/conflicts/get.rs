//! One conflict with its history.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{ConflictState, Instant, PersonView};
use yichuang_store::conflicts as rows;
use yichuang_store::get_many;
use yichuang_store::ids::{ConflictId, UserId};
use yichuang_store::record::User;

use super::{ConflictView, latest, version, views};

/// One row about a source.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictStep {
    pub state: ConflictState,
    pub reason: String,
    /// Nothing if the platform found it.
    pub recorded_by: Option<PersonView>,
    pub recorded_at: Instant,
}

/// A conflict and everything that was said about it, oldest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictHistory {
    pub conflict: ConflictView,
    pub steps: Vec<ConflictStep>,
}

/// Show a conflict of interest
///
/// To those who look after it, and to whoever declared it about themselves; to nobody who has a conflict about the same
/// organisation.
#[utoipa::path(get, path = "/conflicts/{id}", operation_id = "getConflict", tag = "conflicts",
    params(("id" = Uuid, Path, description = "Conflict")),
    responses((status = 200, description = "The conflict", body = ConflictHistory)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = latest(&uow, ConflictId(id)).await?;
    let all = rows::history(&uow.conn, row.root_id).await?;
    let people: Vec<UserId> = all.iter().filter_map(|step| step.recorded_by).collect();
    let people = get_many::<User>(&uow.conn, &people).await?;
    let name = |id: UserId| people.iter().find(|user| user.id == id).map(|user| user.name.clone()).unwrap_or_default();
    let mut steps = Vec::with_capacity(all.len());
    for step in &all {
        steps.push(ConflictStep {
            state: ConflictState::read(&step.state)?,
            reason: step.reason.clone(),
            recorded_by: step.recorded_by.map(|id| PersonView { id: id.0, name: name(id) }),
            recorded_at: Instant::micros(step.recorded_at)?,
        });
    }
    let conflict = views(&uow, std::slice::from_ref(&row)).await?.pop().ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(&ConflictHistory { conflict, steps })?.version(version(&row)))
}

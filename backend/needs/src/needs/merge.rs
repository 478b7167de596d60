//! Join a need with another one that says the same.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::needs::{NeedEvent, NeedState};
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;
use yichuang_store::{needs, update};

use super::{advance, open, place, reply, view};

/// Which need goes on for both.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedMergeInput {
    /// The need that stays.
    pub into_id: Uuid,
    /// What the reporter is told.
    #[schema(min_length = 2, max_length = 1000, example = "与已发布的助餐需求相同，合并办理")]
    pub reason: String,
}

/// Merge a need into another
///
/// Those who endorsed or follow it do so with the other from now on, each person once; so does what had been merged
/// into it before. The other one must still be alive and be seen by the caller.
#[utoipa::path(post, path = "/needs/{id}/merge", operation_id = "mergeNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")), request_body = NeedMergeInput,
    responses((status = 200, description = "The merged need", body = view::NeedView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<NeedMergeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let need = run(&uow, NeedId(id), seen, input).await?;
        reply(&uow, &need).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NeedId, seen: IfMatch, input: &NeedMergeInput) -> Result<Need, Problem> {
    let (need, into) = both(uow, id, NeedId(input.into_id), seen).await?;
    let merged = Need { merged_into_id: Some(into.id), root_id: into.id, ..need };
    let merged = advance(uow, merged, NeedEvent::Merge, Some(&input.reason)).await?;
    needs::regroup(&uow.conn, merged.id, into.id).await?;
    let count = needs::move_endorsements(&uow.conn, merged.id, into.id).await?;
    needs::move_answers(&uow.conn, merged.id, into.id).await?;
    needs::move_followers(&uow.conn, merged.id, into.id).await?;
    let gained = serde_json::json!({ "from": merged.number, "endorsements": count });
    uow.audit("need.take_in", Subject::new("need", into.id).after(gained)).await?;
    update(&uow.conn, Need { endorsement_count: count, updated_at: uow.micros(), ..into }).await?;
    Ok(merged)
}

/// Both needs, locked in the order of their ids, so that two merges never wait for each other. A merged need is no
/// target, so there is neither a cycle nor a chain to follow.
async fn both(uow: &Uow, id: NeedId, into: NeedId, seen: IfMatch) -> Result<(Need, Need), Problem> {
    let unknown = || Problem::faults(vec![Fault::new("/into_id", "unknown", "There is no such need, or none that you may see")]);
    let known: Need = uow.find(id).await?;
    uow.must_see(STAFF, &place(&known))?;
    if id == into {
        open(uow, id, seen).await?;
        return Err(Problem::fault("/into_id", "same_need", "A need is not merged into itself"));
    }
    let first: Need = uow.lock(id.min(into)).await.map_err(|problem| if into < id { unknown() } else { problem })?;
    let need = open(uow, id, seen).await?;
    let into = if first.id == into { first } else { uow.lock(into).await.map_err(|_| unknown())? };
    if uow.must_see(STAFF, &place(&into)).is_err() {
        return Err(unknown());
    }
    if !state_of::<NeedState>(&into.state)?.is_alive() {
        let detail = "The other need has come to its end or was merged itself";
        let fault = Fault::new("/into_id", "target_over", detail).with_actual(&*into.state);
        return Err(Problem::blocked("target_over", detail, vec![fault]));
    }
    Ok((need, into))
}

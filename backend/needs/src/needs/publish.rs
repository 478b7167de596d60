//! Put a need on the public list.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::needs::{Publishable, missing_to_publish};
use yichuang_domain::states::needs::{NeedEvent, NeedMachine};
use yichuang_records::news::{self, Published};
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;

use super::{advance, open, place, reply, view};

/// Publish a need
///
/// With its published wording, category, target group and head count, all of which must be there.
#[utoipa::path(post, path = "/needs/{id}/publish", operation_id = "publishNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")),
    responses((status = 200, description = "The need", body = view::NeedView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let need = run(&uow, NeedId(id), seen).await?;
        reply(&uow, &need).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NeedId, seen: IfMatch) -> Result<Need, Problem> {
    let need = open(uow, id, seen).await?;
    uow.fire::<NeedMachine>(&need.state, NeedEvent::Publish, &place(&need))?;
    let faults = missing(&need)?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let need = advance(uow, Need { published_at: Some(uow.micros()), ..need }, NeedEvent::Publish, None).await?;
    news::published(uow, Published::Need(id)).await?;
    Ok(need)
}

/// What keeps the need from the public list.
pub(super) fn missing(need: &Need) -> Result<Vec<Fault>, Problem> {
    Ok(missing_to_publish(&Publishable {
        title: &need.title,
        description: &need.description,
        category: need.category.as_deref().map(state_of).transpose()?,
        target_group: &need.target_group,
        head_count: need.head_count,
    }))
}

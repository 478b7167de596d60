//! Take an amendment back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::amendments::AmendmentEvent as Event;
use yichuang_store::ids::CallVersionId;
use yichuang_store::record::{Call, CallVersion};

use super::{advance, open_for, reply};

/// Withdraw an amendment
///
/// An officer, as long as it waits for the director. What is announced stays as it is.
#[utoipa::path(post, path = "/amendments/{id}/withdraw", operation_id = "withdrawAmendment", tag = "amendments",
    params(("id" = Uuid, Path, description = "Amendment")),
    responses((status = 200, description = "The version", body = super::view::AmendmentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (call, row) = run(&uow, CallVersionId(id), seen).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallVersionId, seen: IfMatch) -> Result<(Call, CallVersion), Problem> {
    let (call, version) = open_for(uow, id, seen, Event::Withdraw).await?;
    let version = advance(uow, &call, version, Event::Withdraw, None).await?;
    Ok((call, version))
}

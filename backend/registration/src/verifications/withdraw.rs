//! Take a change back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::verifications::VerificationEvent;
use yichuang_store::ids::VerificationId;
use yichuang_store::record::Verification;

use super::get::reply;
use super::{answer_change, open_change};

/// Withdraw a change
///
/// By people of the organisation, as long as no officer has answered.
#[utoipa::path(post, path = "/verifications/{id}/withdraw", operation_id = "withdrawVerification", tag = "verifications",
    params(("id" = Uuid, Path, description = "Verification")),
    responses((status = 200, description = "The verification", body = super::evidence::VerificationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let case = run(&uow, VerificationId(id), seen).await?;
        reply(&uow, &case).await
    })
    .await
}

pub async fn run(uow: &Uow, id: VerificationId, seen: IfMatch) -> Result<Verification, Problem> {
    let (organisation, case) = open_change(uow, id, seen).await?;
    answer_change(uow, &organisation, case, VerificationEvent::Withdraw, "").await
}

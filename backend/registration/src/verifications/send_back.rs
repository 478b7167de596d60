//! Send a change back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::canonical;
use yichuang_domain::states::verifications::VerificationEvent;
use yichuang_store::ids::VerificationId;
use yichuang_store::record::Verification;

use super::get::reply;
use super::{answer_change, open_change, said};
use crate::organisations::not_own;
use crate::organisations::send_back::ReturnInput;

/// Send a change back
///
/// With a reason for each field. The record stays as it was verified; the organisation may ask again.
#[utoipa::path(post, path = "/verifications/{id}/return", operation_id = "returnVerification", tag = "verifications",
    params(("id" = Uuid, Path, description = "Verification")), request_body = ReturnInput,
    responses((status = 200, description = "The verification", body = super::evidence::VerificationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ReturnInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let case = run(&uow, VerificationId(id), seen, input).await?;
        reply(&uow, &case).await
    })
    .await
}

pub async fn run(uow: &Uow, id: VerificationId, seen: IfMatch, input: &ReturnInput) -> Result<Verification, Problem> {
    let (organisation, case) = open_change(uow, id, seen).await?;
    not_own(uow, &organisation).await?;
    let case = Verification { reasons: canonical(&input.reasons)?, ..case };
    answer_change(uow, &organisation, case, VerificationEvent::Return, &said(&input.reasons)).await
}

//! End the e-mails about a need.

use axum::response::Response;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_records::needs::tell::stop_token;
use yichuang_store::needs;

use super::confirm_endorsement::EndorsementTokenInput;

/// Stop following a need
///
/// By the link that every such e-mail carries.
#[utoipa::path(post, path = "/public/need-followers/stop", operation_id = "stopFollowingNeed", tag = "needs",
    request_body = EndorsementTokenInput, responses((status = 204, description = "No more e-mails come")))]
pub async fn handler(cx: Cx, Json(input): Json<EndorsementTokenInput>) -> Response {
    let token = &input.token;
    cx.write(|uow| async move {
        run(&uow, token).await?;
        Ok(Reply::empty())
    })
    .await
}

/// Ending twice is as good as once.
pub async fn run(uow: &Uow, sent: &str) -> Result<(), Problem> {
    let id = sent.get(..32).and_then(|id| Uuid::try_parse(id).ok()).ok_or_else(Problem::not_found)?;
    if !bool::from(stop_token(uow, id).as_bytes().ct_eq(sent.as_bytes())) {
        return Err(Problem::not_found());
    }
    needs::stop_following(&uow.conn, id, uow.micros()).await?;
    Ok(())
}

//! Give an amendment back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Reason;
use yichuang_domain::states::amendments::AmendmentEvent as Event;
use yichuang_store::find;
use yichuang_store::ids::CallVersionId;
use yichuang_store::record::{Call, CallVersion, User};

use super::{advance, open_for, reply};

/// Return an amendment
///
/// The director, with the reason; its author is told. What is announced stays as it is.
#[utoipa::path(post, path = "/amendments/{id}/return", operation_id = "returnAmendment", tag = "amendments",
    params(("id" = Uuid, Path, description = "Amendment")), request_body = Reason,
    responses((status = 200, description = "The version", body = super::view::AmendmentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, CallVersionId(id), seen, &input.reason).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallVersionId, seen: IfMatch, reason: &str) -> Result<(Call, CallVersion), Problem> {
    let (call, version) = open_for(uow, id, seen, Event::Return).await?;
    let version = CallVersion { return_reason: Some(reason.trim().to_owned()), ..version };
    let version = advance(uow, &call, version, Event::Return, Some(reason)).await?;
    if let Some(author) = find::<User>(&uow.conn, version.created_by).await? {
        let text = format!("{} {}的更正公告已退回。原因：{reason}", call.number, call.title);
        uow.mail(&author.email, "更正公告已退回", &text).await?;
    }
    Ok((call, version))
}

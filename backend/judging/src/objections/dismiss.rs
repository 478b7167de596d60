//! Dismiss an objection on one of the named grounds.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::DismissalGround;
use yichuang_domain::states::objections::{ObjectionEvent, ObjectionMachine};
use yichuang_records::calls;
use yichuang_store::ids::ObjectionId;
use yichuang_store::record::Objection;
use yichuang_store::update;

use super::{audited, must_handle, open, reply};

/// Why it is not looked into.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DismissalInput {
    pub ground: DismissalGround,
    /// Published with the notice; without names.
    #[schema(
        min_length = 10,
        max_length = 2000,
        pattern = r"\S",
        example = "所提意见仅对评委专业评分有不同看法，未涉及评审程序，依规不予受理。"
    )]
    pub public_answer: String,
}

/// Dismiss an objection
///
/// By its handler, on one of the named grounds and no other. Ground and answer are published.
#[utoipa::path(post, path = "/objections/{id}/dismiss", operation_id = "dismissObjection", tag = "objections",
    params(("id" = Uuid, Path, description = "Objection")), request_body = DismissalInput,
    responses((status = 200, description = "The objection", body = super::ObjectionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<DismissalInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ObjectionId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ObjectionId, seen: IfMatch, input: &DismissalInput) -> Result<Objection, Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<ObjectionMachine>(&before.state, ObjectionEvent::Dismiss, &calls::place(&call))?;
    must_handle(uow, &before).await?;
    let from = before.state.clone();
    let dismissed = Objection {
        ground: Some(input.ground.0.to_string()),
        public_answer: Some(input.public_answer.trim().to_owned()),
        answered_by: Some(uow.caller()?.user),
        answered_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, dismissed).await?;
    audited(uow, ObjectionEvent::Dismiss, &from, &after, after.public_answer.as_deref()).await?;
    Ok(after)
}

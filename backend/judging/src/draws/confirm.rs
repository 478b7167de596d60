//! The supervisor signs, and the panel is appointed.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::draws::{DrawEvent, DrawMachine};
use yichuang_records::calls;
use yichuang_store::ids::DrawId;
use yichuang_store::record::{Call, Draw};
use yichuang_store::update;

use super::{experts_of, open, outcome, reply};
use crate::reviews::appoint_panel::{PanelInput, appoint};

/// What the supervisor signs.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawConfirmationInput {
    /// SHA-256 of the file that was seen.
    #[schema(pattern = "^[0-9a-f]{64}$", example = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")]
    pub file_sha256: String,
}

/// Confirm a draw
///
/// By the supervisor who was named beforehand, who was present and signs the result by the digest of its file. Whoever was
/// drawn is appointed to the panel; the file is public from then on.
#[utoipa::path(post, path = "/draws/{id}/confirm", operation_id = "confirmDraw", tag = "draws",
    params(("id" = Uuid, Path, description = "Draw")), request_body = DrawConfirmationInput,
    responses((status = 200, description = "The draw", body = super::DrawView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<DrawConfirmationInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, DrawId(id), seen, input).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DrawId, seen: IfMatch, input: &DrawConfirmationInput) -> Result<(Call, Draw), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<DrawMachine>(&before.state, DrawEvent::Confirm, &calls::place(&call))?;
    if !uow.is_me(before.supervisor_id).await? {
        return Err(Problem::refused("not_the_supervisor", "The supervisor named beforehand signs the result"));
    }
    if before.file_sha256.as_deref() != Some(input.file_sha256.as_str()) {
        return Err(Problem::fault("/file_sha256", "another_file", "This is not the file of the draw"));
    }
    if call.state != "screening" {
        return Err(Problem::refused("not_screening", "A panel is appointed while proposals are screened").with("state", call.state));
    }
    let drawn = outcome(&before)?.ok_or_else(|| Problem::internal("a drawn panel without an outcome"))?;
    let experts = experts_of(uow, drawn.panel.iter()).await?;
    appoint(uow, &call, &PanelInput { reviewer_ids: experts.iter().map(|expert| expert.user_id.0).collect() }).await?;
    let from = before.state.clone();
    let row = Draw { confirmed_at: Some(uow.micros()), state: to.to_string(), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, row).await?;
    let what = json!({ "state": after.state, "file_sha256": after.file_sha256 });
    uow.audit("draw.confirm", Subject::new("draw", id).moved(&from, &after.state).after(what)).await?;
    Ok((call, after))
}

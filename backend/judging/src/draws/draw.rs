//! Draw: the panel follows from what the public source said.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::states::draws::{DrawEvent, DrawMachine};
use yichuang_records::calls;
use yichuang_store::ids::DrawId;
use yichuang_store::record::{Call, Draw, User};
use yichuang_store::update;

use super::{drawn, open, reply, text_of};
use crate::chance::may_draw;

/// What the source said.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PanelDrawInput {
    /// Exactly as it was published.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "03 08 11 17 25 31 + 09")]
    pub entropy: String,
}

/// Draw a panel
///
/// Once the named source has spoken. Panel and reserves follow from it; the salt is revealed. The supervisor signs the
/// result before anybody is appointed.
#[utoipa::path(post, path = "/draws/{id}/draw", operation_id = "drawPanel", tag = "draws",
    params(("id" = Uuid, Path, description = "Draw")), request_body = PanelDrawInput,
    responses((status = 200, description = "The draw", body = super::DrawView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<PanelDrawInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, DrawId(id), seen, input).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DrawId, seen: IfMatch, input: &PanelDrawInput) -> Result<(Call, Draw), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<DrawMachine>(&before.state, DrawEvent::Draw, &calls::place(&call))?;
    may_draw(uow, before.supervisor_id, "Who supervises a draw does not enter its source", before.entropy_at).await?;
    let from = before.state.clone();
    let row = Draw { entropy: Some(input.entropy.trim().to_owned()), ..before };
    let file = drawn(&row)?.ok_or_else(|| Problem::internal("a draw without entropy"))?;
    let row = Draw {
        outcome: Some(canonical(&file.outcome)?),
        file_sha256: Some(sha256_hex(text_of(&file)?.as_bytes())),
        drawn_by: Some(uow.caller()?.user),
        drawn_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..row
    };
    let after = update(&uow.conn, row).await?;
    let panel: Vec<&str> = file.outcome.panel.iter().map(|one| one.id.as_str()).collect();
    let what = json!({ "state": after.state, "panel": panel, "file_sha256": after.file_sha256 });
    uow.audit("draw.draw", Subject::new("draw", id).moved(&from, &after.state).after(what)).await?;
    let supervisor: User = uow.find(after.supervisor_id).await?;
    let text = format!("“{}”的评审专家已抽取（{}），请登录核对并确认结果。", call.title, after.round);
    uow.mail(&supervisor.email, "评审专家抽取待确认", &text).await?;
    Ok((call, after))
}

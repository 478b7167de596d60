//! The published file of a draw.

use axum::http::header;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::DrawId;
use yichuang_store::record::Draw;

use super::{drawn, is_public, text_of};

/// `draw/1`: everything that a stranger needs to draw again. Experts appear by number, employers by a running number.
/// `scripts/replay_draw.py FILE` draws again.
#[derive(Serialize, ToSchema)]
pub struct PublicDrawFile {
    #[schema(example = "draw/1")]
    pub format: String,
    #[schema(example = "YC2026-0001/1")]
    pub round: String,
    /// `id`, `stratum` and `employer` of everybody on the closed list.
    #[schema(value_type = Vec<Object>)]
    pub candidates: Value,
    /// `code`, `seats` and `reserves` of each stratum.
    #[schema(value_type = Vec<Object>)]
    pub strata: Value,
    pub list_sha256: String,
    pub commitment: String,
    pub salt: String,
    pub entropy_ref: String,
    pub entropy: String,
    pub seed: String,
    /// `id`, `stratum` and `ticket`, in the order of the tickets.
    #[schema(value_type = Vec<Object>)]
    pub panel: Value,
    #[schema(value_type = Vec<Object>)]
    pub reserves: Value,
    #[schema(value_type = Vec<Object>)]
    pub passed_over: Value,
}

/// Download the file of a draw
///
/// For everybody, once the supervisor has signed it; and that of a draw which was given up after it was drawn, so that
/// everybody sees whom it would have given. The same file at every time, byte for byte; its SHA-256 is the one that was
/// signed.
#[utoipa::path(get, path = "/public/draws/{id}/file", operation_id = "getPublicDrawFile", tag = "draws",
    params(("id" = Uuid, Path, description = "Draw")),
    responses((status = 200, description = "The file", body = PublicDrawFile)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Draw = uow.find(DrawId(id)).await?;
    let file = drawn(&row)?.filter(|_| is_public(&row)).ok_or_else(Problem::not_found)?;
    let name = format!("{}-draw.json", row.round.replace('/', "-"));
    Ok(Reply::text("application/json", text_of(&file)?).header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
}

//! The draws of a call, for everybody: the digest before the draw, everything but names after it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{DrawState, Instant};
use yichuang_store::draws as rows;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, Draw};

use super::{StratumView, is_public, strata};

/// One draw, without anybody's name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicDraw {
    pub id: Uuid,
    #[schema(example = "YC2026-0001/1")]
    pub round: String,
    pub strata: Vec<StratumView>,
    #[schema(example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    pub entropy_at: Instant,
    pub list_sha256: String,
    pub commitment: String,
    pub committed_at: Instant,
    pub entropy: Option<String>,
    pub drawn_at: Option<Instant>,
    pub confirmed_at: Option<Instant>,
    /// SHA-256 of the file; there when it can be downloaded.
    pub file_sha256: Option<String>,
    pub void_reason: Option<String>,
    pub state: DrawState,
}

/// The draws of a call.
#[derive(Serialize, ToSchema)]
pub struct PublicDrawList {
    pub items: Vec<PublicDraw>,
}

/// Show the draws of a panel to everybody
///
/// From the announcement on, so that nobody can change afterwards who was on the list. A draw that was given up stays.
#[utoipa::path(get, path = "/public/calls/{id}/draws", operation_id = "listPublicDraws", tag = "draws",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The draws", body = PublicDrawList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    if call.published_at.is_none() {
        return Err(Problem::not_found());
    }
    let items = rows::of_call(&uow.conn, call.id).await?.iter().map(shown).collect::<Result<_, _>>()?;
    Reply::ok(&PublicDrawList { items })
}

fn shown(row: &Draw) -> Result<PublicDraw, Problem> {
    Ok(PublicDraw {
        id: row.id.0,
        round: row.round.clone(),
        strata: strata(row)?,
        entropy_source: row.entropy_source.clone(),
        entropy_at: Instant::micros(row.entropy_at)?,
        list_sha256: row.list_sha256.clone(),
        commitment: row.commitment.clone(),
        committed_at: Instant::micros(row.created_at)?,
        entropy: row.entropy.clone(),
        drawn_at: Instant::maybe(row.drawn_at)?,
        confirmed_at: Instant::maybe(row.confirmed_at)?,
        file_sha256: row.file_sha256.clone().filter(|_| is_public(row)),
        void_reason: row.void_reason.clone(),
        state: DrawState::read(&row.state)?,
    })
}

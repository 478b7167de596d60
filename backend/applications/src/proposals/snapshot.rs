//! What was handed in, to the byte.

use axum::http::header;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};
use yichuang_store::screening;

use super::{is_sealed, must_know, openings};

/// Which submission.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SnapshotQuery {
    /// 1 for the first submission, 2 for the correction; the latest when left out.
    #[param(minimum = 1, maximum = 100)]
    pub n: Option<i32>,
}

/// Download what was handed in
///
/// The canonical JSON of one submission. The SHA-256 of these very bytes is the one on the receipt; it is in the header
/// `ETag` as well. Staff may read it after the deadline.
#[utoipa::path(get, path = "/proposals/{id}/snapshot", operation_id = "getProposalSnapshot", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal"), SnapshotQuery),
    responses((status = 200, description = "The submission", content_type = "application/json", body = Object)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<SnapshotQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let own = must_know(&uow, &call, &row).await?;
    if is_sealed(&uow, &call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    let found = screening::snapshot(&uow.conn, row.id, query.n).await?.ok_or_else(Problem::not_found)?;
    openings::record(&uow, &call, &row).await?;
    let name = format!("attachment; filename=\"{}-{}.json\"", row.number, found.n);
    let reply = Reply::text("application/json", found.text).header(header::CONTENT_DISPOSITION, name);
    Ok(reply.header(header::ETAG, format!("\"{}\"", found.sha256)))
}

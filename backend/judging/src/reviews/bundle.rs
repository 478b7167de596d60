//! Everything needed to recompute the results elsewhere.

use axum::http::header;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::wire::document;
use yichuang_records::calls;
use yichuang_store::ids::ResultRunId;
use yichuang_store::record::{Call, ResultRun};

/// Input, policy, output and their fingerprints in one document; `yichuang recompute review` reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResultBundle {
    #[schema(example = "YC2026-0001")]
    pub call: String,
    #[schema(example = 1)]
    pub seq: i32,
    #[schema(example = "0.1.0")]
    pub engine_version: String,
    /// Criteria, policy, scores, exclusions and requests; reviewers by alias, proposals by number.
    #[schema(value_type = Object)]
    pub input: serde_json::Value,
    /// The policy, also part of the input.
    #[schema(value_type = Object)]
    pub policy: serde_json::Value,
    /// What the engine answered.
    #[schema(value_type = Object)]
    pub output: serde_json::Value,
    /// SHA-256 of the canonical JSON of `input`.
    pub input_sha256: String,
    /// SHA-256 of the canonical JSON of `policy`.
    pub policy_sha256: String,
    /// SHA-256 of the canonical JSON of `output`.
    pub output_sha256: String,
}

/// Download a result bundle
///
/// To staff. Recomputing the input gives the output, byte for byte as canonical JSON (sorted members, no spaces).
#[utoipa::path(get, path = "/result-runs/{id}/bundle", operation_id = "getResultBundle", tag = "reviews",
    params(("id" = Uuid, Path, description = "Computation")),
    responses((status = 200, description = "The bundle", body = ResultBundle)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let run: ResultRun = uow.find(ResultRunId(id)).await?;
    let call: Call = uow.find(run.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let input: serde_json::Value = document(&run.input)?;
    let name = format!("{}-results-{}.json", call.number, run.seq);
    let bundle = ResultBundle {
        call: call.number,
        seq: run.seq,
        engine_version: run.engine_version,
        policy: input["policy"].clone(),
        input,
        output: document(&run.output)?,
        input_sha256: run.input_sha256,
        policy_sha256: run.policy_sha256,
        output_sha256: run.output_sha256,
    };
    Ok(Reply::ok(&bundle)?.header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
}

//! The published file of a call: everything its results and awards follow from.

use axum::http::header;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{canonical, document};
use yichuang_domain::reviews::{BUNDLE_FORMAT, BundleDecision, BundleLottery, CorrectionReason, bundle_sha256};
use yichuang_store::ids::CallId;
use yichuang_store::record::{Assignment, Call, Decision, DecisionDrawing, Proposal, ResultRun};
use yichuang_store::{find, juries, lotteries as lottery_rows, notices, review_corrections, reviews as rows};

use crate::lotteries::published;

/// `review-bundle/1`: results, awards and lotteries of a call with all they follow from. Reviewers appear by alias,
/// proposals by number, organisations by a running number. `yichuang verify FILE` recomputes it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicReviewBundle {
    #[schema(example = "review-bundle/1")]
    pub format: String,
    #[schema(example = "YC2026-0001")]
    pub call: String,
    /// Which computation of the call it is.
    #[schema(example = 1)]
    pub seq: i32,
    #[schema(example = "0.1.0")]
    pub engine_version: String,
    /// `input`, `output` and the SHA-256 of the canonical text of input, policy and output.
    #[schema(value_type = Object)]
    pub results: Value,
    /// Computations that a correction of a sealed review, or of the count of the jury, has superseded, the oldest first: their `seq`, their `results`, and
    /// under `superseded` what was corrected and for which reason.
    #[schema(value_type = Vec<Object>)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Value>,
    /// Method, limits, ranked proposals and what each of them gets.
    #[schema(value_type = Option<Object>)]
    pub decision: Option<BundleDecision>,
    /// Every lottery that was drawn about these results.
    #[schema(value_type = Vec<Object>)]
    pub lotteries: Vec<BundleLottery>,
    /// SHA-256 of the canonical text (sorted members, no spaces) of all the rest.
    pub sha256: String,
}

/// Download the review file of a call
///
/// For everybody, once the results are public with their notice. The same file at every time, byte for byte.
#[utoipa::path(get, path = "/public/calls/{id}/review-bundle", operation_id = "getPublicReviewBundle", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The file", body = PublicReviewBundle)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    let name = format!("{}-review-bundle.json", call.number);
    Ok(Reply::text("application/json", file(&uow, &call).await?)
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
}

/// The bytes of the file; 404 until the results of the call are public.
pub async fn file(uow: &Uow, call: &Call) -> Result<String, Problem> {
    let run = rows::last_run(&uow.conn, call.id).await?.filter(|run| run.state == "published").ok_or_else(Problem::not_found)?;
    canonical(&bundle(uow, call, &run).await?)
}

async fn bundle(uow: &Uow, call: &Call, run: &ResultRun) -> Result<PublicReviewBundle, Problem> {
    let decision = notices::decision_of(&uow.conn, call.id).await?.filter(|decision| decision.run_id == Some(run.id));
    let mut lotteries = Vec::new();
    for row in lottery_rows::of_run(&uow.conn, run.id).await? {
        lotteries.extend(published(call, &row)?);
    }
    let mut bundle = PublicReviewBundle {
        format: BUNDLE_FORMAT.to_owned(),
        call: call.number.clone(),
        seq: run.seq,
        engine_version: run.engine_version.clone(),
        results: results(run)?,
        earlier: earlier(uow, call).await?,
        decision: drawing(uow, decision).await?,
        lotteries,
        sha256: String::new(),
    };
    bundle.sha256 = bundle_sha256(&serde_json::to_value(&bundle).map_err(Problem::internal)?);
    Ok(bundle)
}

fn results(run: &ResultRun) -> Result<Value, Problem> {
    Ok(json!({
        "input": document::<Value>(&run.input)?, "output": document::<Value>(&run.output)?,
        "input_sha256": run.input_sha256, "policy_sha256": run.policy_sha256, "output_sha256": run.output_sha256,
    }))
}

/// The superseded computations, each with the correction, or the protocol of the jury, that superseded it; reviewers by alias, and without the words of
/// the correction, which may speak of persons.
async fn earlier(uow: &Uow, call: &Call) -> Result<Vec<Value>, Problem> {
    let runs = rows::superseded_runs(&uow.conn, call.id).await?;
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let corrections = review_corrections::of_call(&uow.conn, call.id).await?;
    let protocols = juries::of_call(&uow.conn, call.id).await?;
    let mut found = Vec::with_capacity(runs.len());
    for run in runs {
        if let Some(protocol) = protocols.iter().find(|one| one.superseded_run_id == Some(run.id)) {
            // A stage was counted anew: nobody's review was changed.
            let counted = json!({
                "kind": protocol.stage, "reason_code": CorrectionReason::CalcError.as_str(), "protocol": protocol.seq,
                "decided_at": protocol.decided_at,
            });
            found.push(json!({ "seq": run.seq, "results": results(&run)?, "superseded": counted }));
            continue;
        }
        let correction = corrections.iter().find(|one| one.run_id == run.id && one.state == "approved");
        let correction = correction.ok_or_else(|| Problem::internal(format!("computation {} was superseded by nothing", run.id)))?;
        let proposal: Proposal = uow.find(correction.proposal_id).await?;
        let assignment: Assignment = uow.find(correction.assignment_id).await?;
        found.push(json!({
            "seq": run.seq, "results": results(&run)?,
            "superseded": {
                "kind": correction.kind, "reason_code": correction.reason_code, "proposal": proposal.number,
                "reviewer": assignment.alias, "decided_at": correction.decided_at,
            },
        }));
    }
    Ok(found)
}

async fn drawing(uow: &Uow, decision: Option<Decision>) -> Result<Option<BundleDecision>, Problem> {
    let Some(decision) = decision else { return Ok(None) };
    let kept = find::<DecisionDrawing>(&uow.conn, decision.id).await?;
    kept.map(|kept| document(&kept.drawing)).transpose()
}

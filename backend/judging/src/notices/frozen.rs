//! The document of a proposed decision: everything the director signs, frozen with its digest.

use serde_json::{Value, json};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::money::Fen;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_records::calls;
use yichuang_store::record::{Call, Decision, DecisionDocument, DecisionDrawing, DecisionLine, Proposal, ResultRun};
use yichuang_store::{find, get_many, reviews};

/// The form of the document.
const FORMAT: &str = "decision/1";

/// Why a signature is refused when the document is not the one that was seen.
const STALE: &str = "The decision is not the one this digest stands for any more; read it again, or send it back";

/// What a decision says as things are now: the computation it follows from, how the line was drawn, and of every proposal what
/// was applied for and what is recommended.
async fn now(uow: &Uow, call: &Call, decision: &Decision, lines: &[DecisionLine]) -> Result<Value, Problem> {
    let ids: Vec<_> = lines.iter().map(|line| line.proposal_id).collect();
    let proposals = get_many::<Proposal>(&uow.conn, &ids).await?;
    let run = match decision.run_id {
        Some(id) => Some(uow.find::<ResultRun>(id).await?),
        None => None,
    };
    let newest = reviews::last_run(&uow.conn, call.id).await?;
    let drawing = find::<DecisionDrawing>(&uow.conn, decision.id).await?;
    let yuan = |fen: i64| Fen::new(fen).map(|amount| amount.to_string()).map_err(Problem::internal);
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let proposal =
            proposals.iter().find(|one| one.id == line.proposal_id).ok_or_else(|| Problem::internal("a line lost its proposal"))?;
        rows.push(json!({
            "proposal": proposal.number, "state": proposal.state, "rank": line.place, "score": line.shown, "outcome": line.outcome,
            "snapshot_sha256": proposal.snapshot_sha256, "applied": yuan(proposal.requested_fen)?,
            "recommended": yuan(line.recommended_fen)?, "recommend_reason": line.recommend_reason,
        }));
    }
    Ok(json!({
        "format": FORMAT,
        "call": call.number,
        "budget": yuan(call.budget_fen)?,
        "scheme_sha256": calls::scheme(call)?.content_hash().map_err(Problem::internal)?,
        "results": run.map(|run| json!({
            "seq": run.seq, "output_sha256": run.output_sha256, "newest": newest.as_ref().map(|one| one.id) == Some(run.id), "state": run.state,
        })),
        "drawing": drawing.map(|kept| document::<Value>(&kept.drawing)).transpose()?,
        "total": yuan(decision.total_fen)?,
        "reason": decision.reason,
        "lines": rows,
        "proposed_by": decision.created_by.0,
        "proposed_at": decision.created_at,
    }))
}

/// Freezes a decision that was just proposed.
pub(super) async fn freeze(uow: &Uow, call: &Call, decision: &Decision, lines: &[DecisionLine]) -> Result<DecisionDocument, Problem> {
    let text = canonical_json(&now(uow, call, decision, lines).await?);
    Ok(DecisionDocument { id: decision.id, sha256: sha256_hex(text.as_bytes()), document: text, created_at: uow.micros() })
}

/// 409 unless the digest is that of the frozen document, and everything the document says still holds. A decision from before
/// documents were frozen has none and needs no digest.
pub(super) async fn must_stand(
    uow: &Uow,
    call: &Call,
    (decision, lines): (&Decision, &[DecisionLine]),
    signed: Option<&str>,
) -> Result<(), Problem> {
    let Some(frozen) = find::<DecisionDocument>(&uow.conn, decision.id).await? else { return Ok(()) };
    let Some(signed) = signed else {
        let detail = "Sign the digest of the document you read: send document_sha256";
        return Err(Problem::fault("/document_sha256", "missing", detail));
    };
    let text = canonical_json(&now(uow, call, decision, lines).await?);
    if signed != frozen.sha256 || sha256_hex(text.as_bytes()) != frozen.sha256 || text != frozen.document {
        return Err(Problem::refused("decision_stale", STALE).with("document_sha256", frozen.sha256));
    }
    Ok(())
}

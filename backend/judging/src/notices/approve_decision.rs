//! Approve the funding decision.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::ledger;
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::states::decisions::{DecisionEvent, DecisionMachine};
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_records::{calls, proposals};
use yichuang_store::ids::DecisionId;
use yichuang_store::record::{Call, Decision, DecisionLine, Proposal};
use yichuang_store::{notices as rows, update};

use super::{decision, frozen};

/// What is signed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionSignature {
    /// SHA-256 of the canonical JSON of the decision's document, as it was read. Only a decision from before documents were
    /// frozen is approved without it.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub document_sha256: String,
}

/// Approve a decision
///
/// By the director, never the person who proposed it, who signs the digest of the document that was frozen when the decision was
/// proposed. Where anything it says does not hold any more it is stale (409 `decision_stale`). Every recommended amount is reserved on the call's allotment in
/// the same transaction: all of them or none.
#[utoipa::path(post, path = "/decisions/{id}/approve", operation_id = "approveDecision", tag = "notices",
    params(("id" = Uuid, Path, description = "Decision")), request_body = Option<DecisionSignature>,
    responses((status = 200, description = "The decision", body = super::decision::DecisionView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, input: Option<Json<DecisionSignature>>) -> Response {
    let signed = input.map(|Json(input)| input.document_sha256);
    let signed = signed.as_deref();
    cx.write(|uow| async move {
        let row = run(&uow, DecisionId(id), seen, signed).await?;
        decision::reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DecisionId, seen: IfMatch, signed: Option<&str>) -> Result<Decision, Problem> {
    let (call, before) = decision::open(uow, id, seen).await?;
    let to = uow.fire::<DecisionMachine>(&before.state, DecisionEvent::Approve, &calls::place(&call))?;
    if uow.is_me(before.created_by).await? {
        return Err(Problem::refused("same_person", "Who proposed the decision does not approve it"));
    }
    if call.state != "deciding" {
        return Err(Problem::refused("not_deciding", "The call is not at its funding decision").with("state", call.state));
    }
    let mut lines = rows::lines_of(&uow.conn, id).await?;
    frozen::must_stand(uow, &call, (&before, &lines), signed).await?;
    lines.sort_unstable_by_key(|line| line.proposal_id);
    let total: i64 = lines.iter().map(|line| line.recommended_fen).sum();
    if total != before.total_fen || total > call.budget_fen {
        return Err(Problem::refused("over_budget", "The recommended amounts exceed the budget of the call"));
    }
    let mut awards = Vec::new();
    for line in &lines {
        let proposal = settle(uow, line).await?;
        if line.outcome == "recommend" {
            awards.push(proposal);
        }
    }
    let from = before.state.clone();
    let approved = Decision {
        approved_by: Some(uow.caller()?.user),
        approved_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, approved).await?;
    rows::approve_lines(&uow.conn, id).await?;
    let subject = Subject::new("decision", id).moved(&from, &after.state);
    uow.audit("decision.approve", if let Some(signed) = signed { subject.because(signed) } else { subject }).await?;
    let text = format!("「{}」的立项建议已批准，请拟写公示。", call.title);
    tell(uow, Role::ProgrammeOfficer, &call, "立项建议已批准", &text).await?;
    reserve(uow, &call, &awards).await?;
    Ok(after)
}

/// Moves one proposal to what the decision says of it.
async fn settle(uow: &Uow, line: &DecisionLine) -> Result<Proposal, Problem> {
    let proposal: Proposal = uow.lock(line.proposal_id).await?;
    let (event, recommended_fen) = match line.outcome.as_str() {
        "recommend" => (ProposalEvent::Recommend, Some(line.recommended_fen)),
        "reserve" => (ProposalEvent::Reserve, None),
        _ => (ProposalEvent::NotSelect, None),
    };
    proposals::follow(uow, Proposal { recommended_fen, ..proposal }, event).await
}

/// Reserves the money of every award on the call's allotment (E03), in the order of the proposals' ids.
async fn reserve(uow: &Uow, call: &Call, awards: &[Proposal]) -> Result<(), Problem> {
    if awards.is_empty() {
        return Ok(());
    }
    let missing = || Problem::refused("no_allotment", "The call names no allotment that could pay the awards");
    let place = ledger::place_of(uow, call.allotment_id.ok_or_else(missing)?).await?;
    for proposal in awards {
        let amount = Fen::new(proposal.recommended_fen.unwrap_or_default()).map_err(Problem::internal)?;
        let event = LedgerEvent::Reserve { place: place.clone(), award: proposal.id.to_string(), amount };
        ledger::post(uow, &event, ("proposal", proposal.id.0), &format!("{} 立项预留", proposal.number)).await?;
    }
    Ok(())
}

//! Propose the funding decision.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{BundleDecision, Fate, FundingMethod, FundingRules, PlanError, deviates};
use yichuang_domain::roles::Role;
use yichuang_domain::rules::{Lowered, recommended};
use yichuang_records::calls;
use yichuang_store::ids::{CallId, DecisionId, ProposalId};
use yichuang_store::record::{Call, Decision, DecisionDrawing, DecisionLine, Proposal, ResultRow, ResultRun};
use yichuang_store::{get_many, insert, insert_all, notices, review_corrections, reviews as rows};

use super::funding::{Method, Ranked, contenders, line, numbers, reorder, rules};
use super::ranking::{UNDECIDED, ranked};
use super::{decision, frozen, scheme};
use crate::lotteries;

/// What an officer recommends for one proposal instead of what could be awarded.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendedAmountInput {
    pub proposal_id: Uuid,
    /// Above zero, at most what was applied for and at most the cap of the scheme.
    pub amount: wire::Money,
    /// Why less is recommended.
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "活动场次由 24 次减为 18 次，专家费相应核减")]
    pub reason: String,
}

/// How the line is drawn, why it is drawn like this, and the order of tied proposals where people had to decide it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionInput {
    /// Needed with `tie_order`: the record of the vote.
    #[schema(max_length = 2000, example = "按评审排名与资金总额拟定")]
    pub reason: Option<String>,
    /// Every member of the tie groups that people decided, best first. A group with a lottery is not listed: its drawn
    /// order counts.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub tie_order: Vec<Uuid>,
    /// How the line is drawn; left out, in strict order.
    pub method: Option<wire::FundingMethod>,
    /// Needed with `partial`: the least share of its amount, in basis points, with which a proposal can still be carried out.
    #[schema(minimum = 1, maximum = 10000, example = 8000)]
    pub least_share_bp: Option<u32>,
    /// Proposals for which less is recommended than could be awarded, each once with the reason.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub amounts: Vec<RecommendedAmountInput>,
    /// Needed when the awards are not those of the strict order: why.
    #[schema(min_length = 10, max_length = 2000, pattern = r"\S", example = "余款不足以资助下一名，会议决定资助名次更后但金额较小的项目")]
    pub deviation_reason: Option<String>,
}

/// Propose a decision
///
/// Walks the verified ranking and funds while the request fits the budget, then stops; pass mark, awards for each
/// organisation and quotas come from the scheme. Another method must be asked for, and needs a reason when it gives
/// anybody another amount. Where the line cuts proposals that are equal on every key, their order must be decided by a
/// lottery, or by vote and given as `tie_order`.
#[utoipa::path(post, path = "/calls/{id}/decision", operation_id = "proposeDecision", tag = "notices",
    params(("id" = Uuid, Path, description = "Call")), request_body = DecisionInput,
    responses((status = 201, description = "The decision", body = super::decision::DecisionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<DecisionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/calls/{id}/decision"), &decision::view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &DecisionInput) -> Result<Decision, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only an officer of the call proposes its decision"));
    }
    if call.state != "deciding" {
        return Err(Problem::refused("not_deciding", "The call is not at its funding decision").with("state", call.state));
    }
    let run = rows::last_run(&uow.conn, call.id).await?.filter(|run| run.state == "verified");
    let run = run.ok_or_else(|| Problem::refused("results_not_verified", "The results are not verified"))?;
    if notices::decision_of(&uow.conn, call.id).await?.is_some_and(|decision| decision.state != "returned") {
        return Err(Problem::refused("decision_exists", "A decision stands already; it must be sent back first"));
    }
    // The call is locked, here and where a correction is asked for.
    let waiting = review_corrections::waiting_in(&uow.conn, call.id).await?;
    if waiting > 0 {
        let detail = "A correction of a sealed review waits for its decision; the results may become others";
        return Err(Problem::refused("correction_waiting", detail).with("count", waiting));
    }
    // A count that waits for a second person: the results may become others.
    if let Some(fault) = crate::juries::missing(uow, &call).await?.into_iter().next() {
        return Err(Problem::refused(&fault.code, fault.detail));
    }
    let scheme = scheme(&call)?;
    let result: Vec<ResultRow> = rows::rows_of(&uow.conn, run.id).await?;
    let mut ranked = ranked(uow, &scheme, &result, UNDECIDED).await?;
    let drawn = lotteries::orders(uow, run.id).await?;
    let decided = decided(&ranked, input, &drawn)?;
    reorder(&mut ranked, &decided);
    lower(&mut ranked, input)?;
    let budget = Fen::new(call.budget_fen).map_err(Problem::internal)?;
    let drawing = draw(&ranked, &decided, &rules(&scheme, budget, method(input)?), input)?;
    store(uow, &call, &run, input, (&ranked, &drawing)).await
}

/// Puts the amounts that are recommended in the place of those that could be awarded; or every fault.
fn lower(ranked: &mut [Ranked], input: &DecisionInput) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for (index, one) in input.amounts.iter().enumerate() {
        let pointer = format!("/amounts/{index}");
        if input.amounts.iter().take(index).any(|before| before.proposal_id == one.proposal_id) {
            faults.push(Fault::new(format!("{pointer}/proposal_id"), "duplicate", "This proposal is listed already"));
            continue;
        }
        let Some(row) = ranked.iter_mut().find(|row| row.id.0 == one.proposal_id) else {
            faults.push(Fault::new(format!("{pointer}/proposal_id"), "unknown", "This proposal has no place in the ranking"));
            continue;
        };
        // The amount of the row is the request already cut to the cap.
        match recommended(row.amount, None, Some(Lowered { amount: one.amount.0, reason: &one.reason })) {
            Ok(amount) => row.amount = amount,
            Err(wrong) => faults.extend(wrong.into_iter().map(|fault| fault.below(&pointer))),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

/// The method that was asked for; a partial award needs to know how little still helps.
fn method(input: &DecisionInput) -> Result<Method, Problem> {
    let method = input.method.map_or(FundingMethod::StrictRankStop, |method| method.0);
    match (method, input.least_share_bp) {
        (FundingMethod::Partial, None) => {
            Err(Problem::fault("/least_share_bp", "missing", "Say with how little of its amount a proposal can still be carried out"))
        }
        (_, least) => Ok(Method { method, least_share_bp: least.unwrap_or_default() }),
    }
}

/// Draws the line; off the strict order it needs a reason (INV-28), which is not kept where nothing differs.
fn draw(ranked: &[Ranked], decided: &[ProposalId], rules: &FundingRules, input: &DecisionInput) -> Result<BundleDecision, Problem> {
    let refused = |error| no_line(error, ranked);
    let shares = line(ranked, decided, rules).map_err(refused)?;
    let strict = FundingRules { method: FundingMethod::StrictRankStop, ..rules.clone() };
    let strict = if rules.method == strict.method { shares.clone() } else { line(ranked, decided, &strict).map_err(refused)? };
    let reason = input.deviation_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if deviates(&shares, &strict) && reason.is_none() {
        return Err(Problem::fault("/deviation_reason", "missing", "These awards are not those of the strict order; say why"));
    }
    Ok(BundleDecision {
        rules: rules.clone(),
        ranked: contenders(ranked),
        decided: numbers(ranked, decided),
        total: Fen::sum(shares.iter().map(|share| share.amount)).map_err(Problem::internal)?,
        deviation_reason: reason.filter(|_| deviates(&shares, &strict)).map(str::to_owned),
        shares,
    })
}

/// The decided order of ties, checked: lotteries first; of the others only tied proposals, whole groups, each once, with
/// the record of the vote.
fn decided(ranked: &[Ranked], input: &DecisionInput, drawn: &[lotteries::Order]) -> Result<Vec<ProposalId>, Problem> {
    let voted: Vec<ProposalId> = input.tie_order.iter().map(|id| ProposalId(*id)).collect();
    let mut faults = Vec::new();
    if !voted.is_empty() && input.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        faults.push(Fault::new("/reason", "missing", "Give the record of the vote that decided the tie"));
    }
    for (index, id) in voted.iter().enumerate() {
        let pointer = format!("/tie_order/{index}");
        let group = ranked.iter().find(|row| row.id == *id).and_then(|row| row.tie_group);
        if group.is_none() {
            faults.push(Fault::new(pointer, "not_tied", "This proposal is not tied with another"));
        } else if drawn.iter().any(|order| Some(order.tie_group) == group) {
            faults.push(Fault::new(pointer, "lottery_held", "A lottery decides this tie"));
        } else if voted.iter().take(index).any(|before| before == id) {
            faults.push(Fault::new(pointer, "duplicate", "This proposal is listed already"));
        } else if ranked.iter().any(|row| row.tie_group == group && !voted.contains(&row.id)) {
            faults.push(Fault::new(pointer, "incomplete", "Every proposal of the same tie must be listed"));
        }
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    Ok(drawn.iter().flat_map(|order| order.proposals.iter().copied()).chain(voted).collect())
}

#[must_use]
pub fn no_line(error: PlanError, ranked: &[Ranked]) -> Problem {
    match error {
        PlanError::Tie(group) => {
            let tied: Vec<_> = ranked.iter().filter(|row| row.tie_group == Some(group)).map(|row| row.id.0).collect();
            let detail = "The funding line cuts proposals that are equal on every key; decide their order by vote or lottery";
            Problem::refused("tie_undecided", detail).with("tie_group", group).with("proposals", json!(tied))
        }
        error => Problem::refused("no_funding_line", error.to_string()),
    }
}

async fn store(
    uow: &Uow,
    call: &Call,
    run: &ResultRun,
    input: &DecisionInput,
    (ranked, drawing): (&[Ranked], &BundleDecision),
) -> Result<Decision, Problem> {
    let id = DecisionId(uow.id());
    let ids: Vec<ProposalId> = ranked.iter().map(|row| row.id).collect();
    let proposals = get_many::<Proposal>(&uow.conn, &ids).await?;
    let requested = |id: ProposalId| proposals.iter().find(|proposal| proposal.id == id).map_or(0, |proposal| proposal.requested_fen);
    let pairs = ranked.iter().zip(&drawing.shares);
    let lines: Vec<DecisionLine> = pairs
        .map(|(row, share)| DecisionLine {
            id: uow.id(),
            decision_id: id,
            proposal_id: row.id,
            place: Some(row.place),
            shown: Some(row.shown.clone()),
            requested_fen: requested(row.id),
            recommended_fen: share.amount.get(),
            recommend_reason: input.amounts.iter().find(|one| one.proposal_id == row.id.0).map(|one| one.reason.trim().to_owned()),
            approved_fen: None,
            outcome: share.fate.as_str().to_owned(),
        })
        .collect();
    let decision = Decision {
        id,
        call_id: call.id,
        run_id: Some(run.id),
        method: drawing.rules.method.as_str().to_owned(),
        budget_fen: call.budget_fen,
        total_fen: drawing.total.get(),
        reason: input.reason.as_deref().unwrap_or_default().trim().to_owned(),
        return_reason: None,
        state: "proposed".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        approved_by: None,
        approved_at: None,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, decision.clone()).await?;
    let awards = drawing.shares.iter().filter(|share| share.fate == Fate::Recommend).count();
    let after = json!({
        "state": decision.state, "total_fen": decision.total_fen, "lines": lines.len(), "awards": awards, "method": decision.method,
        "tie_order": input.tie_order, "deviation_reason": drawing.deviation_reason,
    });
    insert_all(&uow.conn, lines.clone()).await?;
    let kept = DecisionDrawing {
        id,
        drawing: wire::canonical(drawing)?,
        deviates: drawing.deviation_reason.is_some(),
        deviation_reason: drawing.deviation_reason.clone(),
        created_at: uow.micros(),
    };
    insert(&uow.conn, kept).await?;
    insert(&uow.conn, frozen::freeze(uow, call, &decision, &lines).await?).await?;
    let subject = Subject::new("decision", id).after(after).because(&decision.reason);
    uow.audit("decision.propose", subject).await?;
    let text = format!("「{}」的立项建议已拟定，请审批。", call.title);
    tell(uow, Role::ProgrammeDirector, call, "立项建议待审批", &text).await?;
    Ok(decision)
}

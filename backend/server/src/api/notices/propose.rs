//! Propose the funding decision.

use std::collections::{BTreeMap, HashMap};

use axum::response::Response;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::{OverCap, Scheme};
use yichuang_store::ids::{CallId, DecisionId, OrganisationId, ProposalId};
use yichuang_store::record::{Call, Decision, DecisionLine, Organisation, Proposal, ResultRow, ResultRun};
use yichuang_store::{StoreError, get_many, insert, insert_all, notices, reviews as rows};

use super::decision;
use super::funding::{NoLine, Outcome, Ranked, line, reorder};
use super::scheme;
use crate::access::PROGRAMME;
use crate::api::proposals::document::document_of;
use crate::api::{calls, conflicts, reviews};
use crate::http::{Cx, Json, Path, Reply};
use crate::problem::Problem;
use crate::uow::{Subject, Uow};

/// Remarks, and the order of tied proposals where people had to decide it.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionInput {
    /// Needed with `tie_order`: the record of the vote or lottery.
    #[schema(max_length = 2000, example = "按评审排名与资金总额拟定")]
    pub reason: Option<String>,
    /// Every member of the tie groups that people decided, best first.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub tie_order: Vec<Uuid>,
}

/// Propose a decision
///
/// Walks the verified ranking and funds while the request fits the budget, then stops; pass mark, awards for each
/// organisation and quotas come from the scheme. Where the line cuts proposals that are equal on every key, their
/// order must be decided by vote or lottery and given as `tie_order`.
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
    conflicts::must_be_free_in(uow, call.id).await?;
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
    let scheme = scheme(&call)?;
    let budget = Fen::new(call.budget_fen).map_err(Problem::internal)?;
    let result: Vec<ResultRow> = rows::rows_of(&uow.conn, run.id).await?;
    let mut ranked = ranked(uow, &scheme, &result).await?;
    let decided = decided(&ranked, input)?;
    reorder(&mut ranked, &decided);
    let outcomes = line(&scheme, &ranked, &decided, budget).map_err(|error| no_line(error, &ranked))?;
    store(uow, &call, &run, input, (&ranked, &outcomes, &result)).await
}

/// The ranking with what the line needs to know. A proposal taken out of the round since then is not in it.
async fn ranked(uow: &Uow, scheme: &Scheme, result: &[ResultRow]) -> Result<Vec<Ranked>, Problem> {
    let ids: Vec<ProposalId> = result.iter().map(|row| row.proposal_id).collect();
    let proposals: HashMap<ProposalId, Proposal> = get_many::<Proposal>(&uow.conn, &ids).await?.into_iter().map(|p| (p.id, p)).collect();
    let ids: Vec<OrganisationId> = proposals.values().map(|proposal| proposal.organisation_id).collect();
    let organisations = get_many::<Organisation>(&uow.conn, &ids).await?;
    let mut ranked = Vec::new();
    for row in result {
        let proposal = proposals.get(&row.proposal_id).filter(|proposal| proposal.state == "ranked");
        let (Some(place), Some(proposal)) = (row.place, proposal) else { continue };
        let filed = organisations.iter().any(|one| one.id == proposal.organisation_id && one.kind == "filed_group");
        let first = || scheme.tracks.first().map(|track| track.code.clone());
        let track = document_of(proposal)?.track.or_else(first);
        ranked.push(Ranked {
            id: proposal.id,
            organisation: proposal.organisation_id,
            category: proposal.category.clone(),
            place,
            tie_group: row.tie_group.and_then(|group| u32::try_from(group).ok()),
            passes: passes(scheme, row)?,
            amount: amount(scheme, proposal, track.as_deref().unwrap_or_default(), filed)?,
            track,
        });
    }
    Ok(ranked)
}

/// Compared as published, so that no invisible decimal decides.
fn passes(scheme: &Scheme, row: &ResultRow) -> Result<bool, Problem> {
    let number = |text: &str| text.parse::<Decimal>().map_err(|error| StoreError::Broken(format!("score {text}: {error}")));
    let mark = number(&scheme.scoring.pass_mark)?;
    Ok(row.shown.as_deref().map(number).transpose()?.is_some_and(|shown| shown >= mark))
}

fn amount(scheme: &Scheme, proposal: &Proposal, track: &str, filed: bool) -> Result<Fen, Problem> {
    let request = Fen::new(proposal.requested_fen).map_err(Problem::internal)?;
    let cap = scheme.cap_of(track, filed).filter(|_| scheme.budget.over_cap == OverCap::Trim);
    Ok(cap.map_or(request, |cap| request.min(cap)))
}

/// The decided order of ties, checked: only tied proposals, whole groups, each once, with the record.
fn decided(ranked: &[Ranked], input: &DecisionInput) -> Result<Vec<ProposalId>, Problem> {
    let decided: Vec<ProposalId> = input.tie_order.iter().map(|id| ProposalId(*id)).collect();
    let mut faults = Vec::new();
    if !decided.is_empty() && input.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        faults.push(Fault::new("/reason", "missing", "Give the record of the vote or lottery that decided the tie"));
    }
    for (index, id) in decided.iter().enumerate() {
        let pointer = format!("/tie_order/{index}");
        let group = ranked.iter().find(|row| row.id == *id).and_then(|row| row.tie_group);
        if group.is_none() {
            faults.push(Fault::new(pointer, "not_tied", "This proposal is not tied with another"));
        } else if decided.iter().take(index).any(|before| before == id) {
            faults.push(Fault::new(pointer, "duplicate", "This proposal is listed already"));
        } else if ranked.iter().any(|row| row.tie_group == group && !decided.contains(&row.id)) {
            faults.push(Fault::new(pointer, "incomplete", "Every proposal of the same tie must be listed"));
        }
    }
    if faults.is_empty() { Ok(decided) } else { Err(Problem::faults(faults)) }
}

fn no_line(error: NoLine, ranked: &[Ranked]) -> Problem {
    match error {
        NoLine::Tie(group) => {
            let tied: Vec<_> = ranked.iter().filter(|row| row.tie_group == Some(group)).map(|row| row.id.0).collect();
            let detail = "The funding line cuts proposals that are equal on every key; decide their order by vote or lottery";
            Problem::refused("tie_undecided", detail).with("tie_group", group).with("proposals", json!(tied))
        }
        NoLine::Funding(error) => Problem::refused("no_funding_line", error.to_string()),
    }
}

type Drawn<'a> = (&'a [Ranked], &'a BTreeMap<ProposalId, Outcome>, &'a [ResultRow]);

async fn store(uow: &Uow, call: &Call, run: &ResultRun, input: &DecisionInput, drawn: Drawn<'_>) -> Result<Decision, Problem> {
    let (ranked, outcomes, result) = drawn;
    let id = DecisionId(uow.id());
    let mut lines = Vec::with_capacity(ranked.len());
    for row in ranked {
        let outcome = outcomes.get(&row.id).copied().unwrap_or(Outcome::NotSelect);
        let shown = result.iter().find(|found| found.proposal_id == row.id).and_then(|found| found.shown.clone());
        let proposal: Proposal = uow.find(row.id).await?;
        lines.push(DecisionLine {
            id: uow.id(),
            decision_id: id,
            proposal_id: row.id,
            place: Some(row.place),
            shown,
            requested_fen: proposal.requested_fen,
            recommended_fen: if outcome == Outcome::Recommend { row.amount.get() } else { 0 },
            outcome: outcome.as_str().to_owned(),
        });
    }
    let decision = Decision {
        id,
        call_id: call.id,
        run_id: Some(run.id),
        method: "strict_rank_stop".to_owned(),
        budget_fen: call.budget_fen,
        total_fen: lines.iter().map(|line| line.recommended_fen).sum(),
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
    let after = json!({ "state": decision.state, "total_fen": decision.total_fen, "lines": lines.len(), "tie_order": input.tie_order });
    insert_all(&uow.conn, lines).await?;
    let subject = Subject::new("decision", id).after(after).because(&decision.reason);
    uow.audit("decision.propose", subject).await?;
    let text = format!("「{}」的立项建议已拟定，请审批。", call.title);
    reviews::tell(uow, Role::ProgrammeDirector, call, "立项建议待审批", &text).await?;
    Ok(decision)
}

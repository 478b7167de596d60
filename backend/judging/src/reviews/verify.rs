//! Verify the results.

use axum::response::Response;
use serde_json::Value;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::document;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_domain::states::result_runs::{ResultRunEvent, ResultRunMachine};
use yichuang_domain::states::review_stages::{ReviewStageEvent, ReviewStageMachine};
use yichuang_records::{calls, proposals};
use yichuang_store::ids::{ProposalId, ResultRunId};
use yichuang_store::record::{Call, Proposal, ResultRun, ReviewStage, User};
use yichuang_store::{reviews as rows, update};

use super::{compute, get_results, judged_stage, stage_of};

/// Verify results
///
/// By the director, never the person who computed them. Everything is recomputed from the stored input and must come
/// out the same to the last byte; only then the proposals get their places. Where a defence follows, the results of the
/// written stage say who is heard, and nobody gets a place before it was held.
#[utoipa::path(post, path = "/result-runs/{id}/verify", operation_id = "verifyResults", tag = "reviews",
    params(("id" = Uuid, Path, description = "Computation")),
    responses((status = 200, description = "The results", body = super::get_results::ResultsView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let run = run(&uow, ResultRunId(id), seen).await?;
        get_results::reply(&uow, &run).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ResultRunId, seen: IfMatch) -> Result<ResultRun, Problem> {
    let call: Call = uow.lock(uow.find::<ResultRun>(id).await?.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    let stage: ReviewStage = uow.lock(judged_stage(uow, &call).await?.id).await?;
    let heard = stage.kind == "defence" || rows::defence_stage_of(&uow.conn, call.id).await?.is_none();
    let run: ResultRun = uow.lock(id).await?;
    seen.check(run.version)?;
    let to = uow.fire::<ResultRunMachine>(&run.state, ResultRunEvent::Verify, &calls::place(&call))?;
    let computer: User = uow.find(run.computed_by).await?;
    if computer.person_id == uow.caller()?.person {
        return Err(Problem::refused("same_person", "Who computed the results does not verify them"));
    }
    must_match(&run)?;
    if heard {
        place(uow, &run).await?;
    }
    let from = run.state.clone();
    let verified = ResultRun {
        verified_by: Some(uow.caller()?.user),
        verified_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..run
    };
    let after = update(&uow.conn, verified).await?;
    let stage_state = uow.follow::<ReviewStageMachine>(&stage.state, ReviewStageEvent::Verify)?;
    update(&uow.conn, ReviewStage { state: stage_state.to_string(), updated_at: uow.micros(), ..stage }).await?;
    let subject = Subject::new("result_run", after.id).moved(&from, &after.state).because(&after.output_sha256);
    uow.audit("result_run.verify", subject).await?;
    let next = if heard { "可以进入拟立项" } else { "请公告答辩并抽签排序" };
    let text = format!("「{}」的评审结果已核验，{next}。", call.title);
    tell(uow, Role::ProgrammeOfficer, &call, "评审结果已核验", &text).await?;
    Ok(after)
}

/// The results go public together with their notice: recomputed once more, then run and stage are published.
pub async fn publish(uow: &Uow, call: &Call, id: ResultRunId) -> Result<(), Problem> {
    let mut stages = vec![stage_of(uow, call).await?.id];
    stages.extend(rows::defence_stage_of(&uow.conn, call.id).await?.map(|stage| stage.id));
    let run: ResultRun = uow.lock(id).await?;
    must_match(&run)?;
    let to = uow.follow::<ResultRunMachine>(&run.state, ResultRunEvent::Publish)?;
    let from = run.state.clone();
    let after = update(&uow.conn, ResultRun { state: to.to_string(), updated_at: uow.micros(), ..run }).await?;
    for id in stages {
        let stage: ReviewStage = uow.lock(id).await?;
        let public = uow.follow::<ReviewStageMachine>(&stage.state, ReviewStageEvent::Publish)?;
        update(&uow.conn, ReviewStage { state: public.to_string(), updated_at: uow.micros(), ..stage }).await?;
    }
    uow.audit("result_run.publish", Subject::new("result_run", id).moved(&from, &after.state)).await
}

/// Recomputes from the stored input; 409 unless input, policy and output are to the byte what was stored.
fn must_match(run: &ResultRun) -> Result<(), Problem> {
    let input: Value = document(&run.input)?;
    let (_, output) = compute::output(&input)?;
    let same = canonical_json(&input) == run.input
        && sha256_hex(run.input.as_bytes()) == run.input_sha256
        && sha256_hex(canonical_json(&input["policy"]).as_bytes()) == run.policy_sha256
        && output == run.output
        && sha256_hex(run.output.as_bytes()) == run.output_sha256;
    let detail = "The recomputation does not give the stored results; they cannot be verified";
    if same { Ok(()) } else { Err(Problem::refused("results_differ", detail)) }
}

/// Gives every proposal that is still in the round its place; without a quorum it is not selected.
async fn place(uow: &Uow, run: &ResultRun) -> Result<(), Problem> {
    let result = rows::rows_of(&uow.conn, run.id).await?;
    let mut found: Vec<(ProposalId, bool)> = result.into_iter().map(|row| (row.proposal_id, row.place.is_some())).collect();
    found.sort_unstable();
    for (id, ranked) in found {
        let proposal: Proposal = uow.lock(id).await?;
        if proposal.state == "under_review" {
            let event = if ranked { ProposalEvent::Rank } else { ProposalEvent::NotSelect };
            proposals::follow(uow, proposal, event).await?;
        }
    }
    Ok(())
}

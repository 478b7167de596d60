//! Carry an assignment out.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::assignment::Plan;
use yichuang_domain::fault::Fault;
use yichuang_records::calls::assignment_settings::AssignmentSettingsInput;
use yichuang_store::ids::{AssignmentId, AssignmentRunId, CallId};
use yichuang_store::record::{Assignment, AssignmentRun, Call, ReviewStage};
use yichuang_store::{assignment_runs as rows, insert, insert_all, proposals};

use super::facts::{Facts, Outcome};
use super::{call_of, list, preview, stage_of};

/// The plan that was looked at.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRunInput {
    pub settings: AssignmentSettingsInput,
    /// The fingerprint of the preview: if proposals, panel, conflicts or assignments have changed since, nothing is done.
    #[schema(pattern = "^[0-9a-f]{64}$", example = "0000000000000000000000000000000000000000000000000000000000000000")]
    pub input_sha256: String,
}

/// Carry an assignment out
///
/// The same reckoning as the preview, inside one transaction. Assignments are only added; whoever gets some is told once
/// the review has started. 409 when anything that decides the plan has changed since the preview, or when there is no plan.
#[utoipa::path(post, path = "/calls/{id}/assignment-runs", operation_id = "applyAssignmentRun", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")), request_body = AssignmentRunInput,
    responses((status = 201, description = "The run", body = super::list::AssignmentRunView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<AssignmentRunInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, run) = run(&uow, CallId(id), input).await?;
        let view = list::view(&uow, &call, &run).await?;
        Ok(Reply::created(format!("/api/v1/calls/{id}/assignment-runs"), &view)?.version(run.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &AssignmentRunInput) -> Result<(Call, AssignmentRun), Problem> {
    let call = call_of(uow, id, true).await?;
    let stage = stage_of(uow, &call, true).await?;
    // Held, so that a conflict that is being written waits for the assignment, or the assignment for it.
    proposals::lock_in(&uow.conn, call.id, &["eligible", "under_review"]).await?;
    let facts = Facts::read(uow, &call, &stage, &input.settings).await?;
    if facts.digest() != input.input_sha256 {
        let detail = "Proposals, panel, conflicts or assignments have changed since the preview; look again";
        return Err(Problem::refused("inputs_changed", detail));
    }
    let plan = match facts.plan()? {
        Outcome::Plan(plan) => plan,
        Outcome::Cut(cut) => {
            let fault = Fault::new("/settings", "infeasible", preview_words(&facts, &cut)).with_actual(cut.missing.to_string());
            return Err(Problem::blocked("infeasible", "There is no such assignment", vec![fault]));
        }
    };
    if plan.seats.is_empty() {
        return Err(Problem::refused("nothing_to_assign", "Every proposal has its reviewers already"));
    }
    let row = keep(uow, &call, &stage, input, &facts, &plan).await?;
    let made = assignments(uow, &row, &facts, &plan)?;
    let members: Vec<_> = facts.members.iter().filter(|member| made.iter().any(|one| one.reviewer_id == member.user.id)).collect();
    let count = made.len();
    insert_all(&uow.conn, made).await?;
    let after = json!({
        "state": row.state, "mode": row.mode, "input_sha256": row.input_sha256, "assignments": count, "least_score": plan.least_score, "cost": plan.cost,
    });
    uow.audit("assignment_run.apply", Subject::new("assignment_run", row.id).after(after)).await?;
    if call.state == "reviewing" {
        for member in members {
            let text = format!("{} {}：新的评审任务已分配，请登录后逐件作利益关系声明并评分。", call.number, call.title);
            uow.mail(&member.user.email, "评审任务已分配", &text).await?;
        }
    }
    Ok((call, row))
}

fn preview_words(facts: &Facts<'_>, cut: &yichuang_domain::assignment::Cut) -> String {
    let named = preview::cut_view(facts, cut);
    format!(
        "{} need {} seats; {} can take {}, all others {}: {} are missing",
        named.proposals.join(", "),
        named.needed,
        if named.reviewers.is_empty() { "nobody who is full".to_owned() } else { named.reviewers.join(", ") },
        named.capacity,
        named.elsewhere,
        named.missing
    )
}

async fn keep(
    uow: &Uow,
    call: &Call,
    stage: &ReviewStage,
    input: &AssignmentRunInput,
    facts: &Facts<'_>,
    plan: &Plan,
) -> Result<AssignmentRun, Problem> {
    let seats: Vec<_> = plan.seats.iter().map(|seat| json!([seat.proposal, seat.expert, seat.score, seat.specialist])).collect();
    let row = AssignmentRun {
        id: AssignmentRunId(uow.id()),
        call_id: call.id,
        stage_id: stage.id,
        seq: rows::last(&uow.conn, call.id, None).await?.map_or(1, |run| run.seq + 1),
        mode: input.settings.mode.clone(),
        settings: canonical(&input.settings)?,
        input: facts.input(),
        input_sha256: facts.digest(),
        plan: canonical(&json!({ "seats": seats, "least_score": plan.least_score, "cost": plan.cost }))?,
        state: "applied".to_owned(),
        version: 1,
        undone_by: None,
        undone_at: None,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    Ok(row)
}

fn assignments(uow: &Uow, run: &AssignmentRun, facts: &Facts<'_>, plan: &Plan) -> Result<Vec<Assignment>, Problem> {
    let mut made = Vec::with_capacity(plan.seats.len());
    for seat in &plan.seats {
        let proposal = facts.proposals.iter().find(|one| one.id.to_string() == seat.proposal);
        let member = facts.members.iter().find(|one| one.user.id.to_string() == seat.expert);
        let (Some(proposal), Some(member)) = (proposal, member) else {
            return Err(Problem::internal(format!("the plan names {} for {}, whom nobody knows", seat.expert, seat.proposal)));
        };
        made.push(Assignment {
            id: AssignmentId(uow.id()),
            stage_id: run.stage_id,
            call_id: run.call_id,
            proposal_id: proposal.id,
            reviewer_id: member.user.id,
            alias: member.seat.alias.clone(),
            run_id: Some(run.id),
            attested_at: None,
            statement_sha256: None,
            recusal_kind: None,
            recusal_reason: None,
            recusal_source: None,
            recused_at: None,
            state: "offered".to_owned(),
            version: 1,
            created_at: uow.micros(),
            updated_at: uow.micros(),
        });
    }
    Ok(made)
}

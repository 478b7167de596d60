//! Start the review.

use std::collections::HashMap;

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::detect;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::calls::CallEvent as Event;
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_store::ids::{AssignmentId, CallId, OrganisationId, ProposalId, UserId};
use yichuang_store::record::{Assignment, Call, Conflict, PanelSeat, Proposal, ReviewStage, User};
use yichuang_store::{assignment_runs as runs, calls, conflicts, get_many, insert_all, proposals as rows, reviews};

use super::assignment_settings::AssignmentSettingsInput;
use super::{advance, open_for, reply, scheme, unblocked};
use crate::proposals;

/// Start the review
///
/// Every submitted proposal must be screened and the panel complete. Where an assignment was carried out before, it must
/// cover every eligible proposal and stands; without one, eligible proposals go to every member of the panel who has no
/// conflict with them.
#[utoipa::path(post, path = "/calls/{id}/start-review", operation_id = "startReview", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The call", body = super::view::CallView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

/// Moves the eligible proposals to the panel and offers each of them to every seat, unless they were assigned before.
pub async fn run(uow: &Uow, id: CallId, seen: IfMatch) -> Result<Call, Problem> {
    let row = open_for(uow, id, seen, Event::StartReview).await?;
    unblocked(blockers(uow, &row).await?)?;
    let Some((stage, seats)) = panel(uow, &row).await? else { return Err(Problem::not_found()) };
    let found = rows::lock_in(&uow.conn, row.id, &["eligible"]).await?;
    let organisations: Vec<OrganisationId> = found.iter().map(|proposal| proposal.organisation_id).collect();
    for seat in &seats {
        detect(uow, seat.reviewer_id, &row.area_path, &organisations).await?;
    }
    let planned = runs::last(&uow.conn, row.id, Some("applied")).await?.is_some();
    let shut = ShutOut::of(uow, row.id, &seats).await?;
    let mut assignments = Vec::new();
    for proposal in found {
        let proposal = proposals::follow(uow, proposal, ProposalEvent::StartReview).await?;
        for seat in seats.iter().filter(|_| !planned) {
            assignments.push(assigned(uow, &stage, seat, &proposal, &shut)?);
        }
    }
    insert_all(&uow.conn, assignments).await?;
    let row = advance(uow, row, Event::StartReview).await?;
    let members: Vec<_> = seats.iter().map(|seat| seat.reviewer_id).collect();
    for user in get_many::<User>(&uow.conn, &members).await? {
        let text = format!("{} {}：评审已开始，请登录后逐件作利益关系声明并评分。", row.number, row.title);
        uow.mail(&user.email, "评审任务已分配", &text).await?;
    }
    Ok(row)
}

/// Who on a panel is shut out of which proposals of the call by what is written down, read once for all of them.
pub struct ShutOut(HashMap<(UserId, ProposalId), Conflict>);

impl ShutOut {
    pub async fn of(uow: &Uow, call: CallId, seats: &[PanelSeat]) -> Result<Self, Problem> {
        let ids: Vec<UserId> = seats.iter().map(|seat| seat.reviewer_id).collect();
        let users = get_many::<User>(&uow.conn, &ids).await?;
        let mut shut = HashMap::new();
        for (person, proposal, conflict) in conflicts::shutting_in(&uow.conn, call, uow.micros()).await? {
            for user in users.iter().filter(|user| user.person_id == person) {
                shut.entry((user.id, proposal)).or_insert_with(|| conflict.clone());
            }
        }
        Ok(Self(shut))
    }
}

/// A proposal given to a seat: offered, or recused where a conflict is written down.
pub fn assigned(uow: &Uow, stage: &ReviewStage, seat: &PanelSeat, proposal: &Proposal, shut: &ShutOut) -> Result<Assignment, Problem> {
    let offered = offered(uow, stage, seat, proposal);
    match shut.0.get(&(seat.reviewer_id, proposal.id)) {
        Some(conflict) => recused(uow, offered, conflict.clone()),
        None => Ok(offered),
    }
}

async fn panel(uow: &Uow, row: &Call) -> Result<Option<(ReviewStage, Vec<PanelSeat>)>, Problem> {
    let Some(stage) = reviews::stage_of(&uow.conn, row.id).await? else { return Ok(None) };
    let seats = reviews::seats(&uow.conn, stage.id).await?;
    Ok(Some((stage, seats)))
}

fn offered(uow: &Uow, stage: &ReviewStage, seat: &PanelSeat, proposal: &Proposal) -> Assignment {
    Assignment {
        id: AssignmentId(uow.id()),
        stage_id: stage.id,
        call_id: proposal.call_id,
        proposal_id: proposal.id,
        reviewer_id: seat.reviewer_id,
        alias: seat.alias.clone(),
        run_id: None,
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
    }
}

/// The same for a reviewer who has a conflict about the proposal.
fn recused(uow: &Uow, assignment: Assignment, conflict: Conflict) -> Result<Assignment, Problem> {
    let to = uow.follow::<AssignmentMachine>(&assignment.state, AssignmentEvent::Recuse)?;
    Ok(Assignment {
        recusal_kind: Some(conflict.kind),
        recusal_reason: Some(conflict.reason),
        recusal_source: Some(conflict.source),
        recused_at: Some(uow.micros()),
        state: to.to_string(),
        ..assignment
    })
}

/// What the review waits for. A correction whose day has passed is waited for no longer: it stays where it is.
pub(super) async fn blockers(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let counts = calls::proposal_counts(&uow.conn, &[row.id], &[]).await?;
    let count = |state: &str| counts.iter().filter(|(_, found, _)| found == state).map(|(_, _, n)| n).sum::<i64>();
    let mut waiting = count("submitted");
    if count("correction_requested") > 0 {
        for proposal in rows::list_in(&uow.conn, row.id, &["correction_requested"]).await? {
            waiting += i64::from(proposals::may_still_correct(&proposal, uow.now)?);
        }
    }
    let mut faults = Vec::new();
    if waiting > 0 {
        let fault = Fault::new("", "not_all_screened", "Some submitted proposals are not screened yet");
        faults.push(fault.with_limit("0").with_actual(waiting.to_string()));
    }
    if count("eligible") == 0 {
        faults.push(Fault::new("", "nothing_to_review", "No proposal of this call is eligible"));
    }
    faults.extend(panel_faults(uow, row).await?);
    faults.extend(plan_faults(uow, row).await?);
    Ok(faults)
}

/// What is wrong with the assignment that was carried out before the review, if one was: the panel has changed since, or
/// some proposal has fewer reviewers than it was to have.
async fn plan_faults(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let Some(run) = runs::last(&uow.conn, row.id, Some("applied")).await? else { return Ok(Vec::new()) };
    let Some((stage, seats)) = panel(uow, row).await? else { return Ok(Vec::new()) };
    let made = reviews::assignments_of(&uow.conn, stage.id).await?;
    let mut faults = Vec::new();
    if made.iter().any(|one| !seats.iter().any(|seat| seat.reviewer_id == one.reviewer_id && seat.alias == one.alias)) {
        faults.push(Fault::new("", "assignment_outdated", "The panel has changed since the proposals were assigned; undo that first"));
    }
    let settings: AssignmentSettingsInput = document(&run.settings)?;
    let wanted = usize::try_from(settings.wanted().unwrap_or(1)).unwrap_or(usize::MAX);
    let eligible = rows::list_in(&uow.conn, row.id, &["eligible"]).await?;
    let sitting = |proposal: &Proposal| made.iter().filter(|one| one.proposal_id == proposal.id && one.state != "recused").count();
    let short = eligible.iter().filter(|proposal| sitting(proposal) < wanted).count();
    if short > 0 {
        let fault = Fault::new("", "assignment_incomplete", "Some proposals have fewer reviewers than they were to have; assign again");
        faults.push(fault.with_limit("0").with_actual(short.to_string()));
    }
    Ok(faults)
}

async fn panel_faults(uow: &Uow, row: &Call) -> Result<Vec<Fault>, Problem> {
    let Some((_, seats)) = panel(uow, row).await? else {
        return Ok(vec![Fault::new("", "panel_missing", "No panel is appointed yet")]);
    };
    let rules = scheme(row)?.panel;
    let size = u32::try_from(seats.len()).unwrap_or(u32::MAX);
    let mut faults = Vec::new();
    if size < rules.size {
        let fault = Fault::new("", "panel_incomplete", "The panel has fewer seats than the scheme says");
        faults.push(fault.with_limit(rules.size.to_string()).with_actual(size.to_string()));
    }
    if rules.odd && size.is_multiple_of(2) {
        faults.push(Fault::new("", "panel_not_odd", "The number of seats must be odd").with_actual(size.to_string()));
    }
    Ok(faults)
}

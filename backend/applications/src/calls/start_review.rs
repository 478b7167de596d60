//! Start the review.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::detect;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::calls::CallEvent as Event;
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_store::ids::{CallId, OrganisationId};
use yichuang_store::record::{Call, PanelSeat, Proposal, ReviewStage, User};
use yichuang_store::{assignment_runs as runs, calls, get_many, insert_all, proposals as rows, reviews, update};

use super::announced::call_document;
use super::assignment_settings::AssignmentSettingsInput;
use super::seats::{ShutOut, assigned};
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
    begin(uow, &row, stage).await?;
    let row = advance(uow, row, Event::StartReview).await?;
    let members: Vec<_> = seats.iter().map(|seat| seat.reviewer_id).collect();
    for user in get_many::<User>(&uow.conn, &members).await? {
        let text = format!("{} {}：评审已开始，请登录后逐件作利益关系声明并评分。", row.number, row.title);
        uow.mail(&user.email, "评审任务已分配", &text).await?;
    }
    Ok(row)
}

async fn panel(uow: &Uow, row: &Call) -> Result<Option<(ReviewStage, Vec<PanelSeat>)>, Problem> {
    let Some(stage) = reviews::stage_of(&uow.conn, row.id).await? else { return Ok(None) };
    let seats = reviews::seats(&uow.conn, stage.id).await?;
    Ok(Some((stage, seats)))
}

/// The panel scores until the day that the officer has set before, else until the last day of the call's timetable; a day
/// that is over already ends nothing.
async fn begin(uow: &Uow, row: &Call, stage: ReviewStage) -> Result<(), Problem> {
    let set = Date::maybe(stage.scores_until.as_deref())?.map(|day| day.0);
    let last = set.or(call_document(row)?.timetable.map(|dates| dates.review_until)).filter(|day| *day >= uow.today());
    let scores_until = last.map(|day| day.to_string());
    if scores_until != stage.scores_until {
        update(&uow.conn, ReviewStage { scores_until, updated_at: uow.micros(), ..stage }).await?;
    }
    Ok(())
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

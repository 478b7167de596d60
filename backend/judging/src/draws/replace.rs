//! The next reserve takes the seat of somebody who leaves.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep;
use yichuang_base::recusal::vacate::before_seal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, canonical, document};
use yichuang_domain::draws::{List, Outcome, replacement};
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::draws::{DrawEvent, DrawMachine};
use yichuang_records::calls::{self, seats};
use yichuang_store::ids::{DrawId, UserId};
use yichuang_store::record::{Assignment, Call, Draw, Expert, PanelSeat, Proposal, ReviewStage, User};
use yichuang_store::{draws as rows, experts, insert, insert_all, reviews, update};

use super::{ReplacementView, experts_of, open, outcome, reply};
use crate::reviews::alias;

/// Who leaves the panel, and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PanelReplacementInput {
    /// The account of a member of the panel.
    pub reviewer_id: Uuid,
    #[schema(min_length = 2, max_length = 1000, example = "因病不能参加评审")]
    pub reason: String,
}

/// Replace a member of a drawn panel
///
/// Until the reviews are sealed. The first reserve of the stratum who is still an approved expert and whose employer does
/// not sit takes the seat, under another alias. Reviews that were handed in stay; what is open goes to the newcomer, who
/// is recused where the records show a conflict.
#[utoipa::path(post, path = "/draws/{id}/replace", operation_id = "replacePanelMember", tag = "draws",
    params(("id" = Uuid, Path, description = "Draw")), request_body = PanelReplacementInput,
    responses((status = 200, description = "The draw", body = super::DrawView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<PanelReplacementInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, DrawId(id), seen, input).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DrawId, seen: IfMatch, input: &PanelReplacementInput) -> Result<(Call, Draw), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    uow.fire::<DrawMachine>(&before.state, DrawEvent::Replace, &calls::place(&call))?;
    let stage = reviews::stage_of(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    let stage: ReviewStage = uow.lock(stage.id).await?;
    if !before_seal(&stage) {
        return Err(Problem::refused("stage_sealed", "The reviews are sealed; nobody is replaced any more"));
    }
    let (left, came) = next(uow, &before, &stage, UserId(input.reviewer_id)).await?;
    let seat = change_seat(uow, &stage, left.user_id, came.user_id).await?;
    hand_over(uow, &call, &stage, left.user_id, &seat).await?;
    let mut replacements: Vec<ReplacementView> = document(&before.replacements)?;
    let reason = input.reason.trim().to_owned();
    replacements.push(ReplacementView { left: left.number.clone(), came: came.number.clone(), reason, at: Instant(uow.now) });
    let row = Draw { replacements: canonical(&replacements)?, updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, row).await?;
    let what = json!({ "left": left.number, "came": came.number, "alias": seat.alias });
    uow.audit("draw.replace", Subject::new("draw", id).after(what).because(&input.reason)).await?;
    let user: User = uow.find(came.user_id).await?;
    let text = format!("您已递补为「{}」的评审专家。请先逐项声明利害关系，再评分。", call.title);
    uow.mail(&user.email, &format!("评审递补：{}", call.title), &text).await?;
    Ok((call, after))
}

/// Who leaves and who comes, or why nobody can.
async fn next(uow: &Uow, row: &Draw, stage: &ReviewStage, leaving: UserId) -> Result<(Expert, Expert), Problem> {
    let list: List = document(&row.list)?;
    let drawn = outcome(row)?.ok_or_else(|| Problem::internal("a confirmed draw without an outcome"))?;
    let people = experts_of(uow, drawn.panel.iter().chain(&drawn.reserves)).await?;
    let seats = reviews::seats(&uow.conn, stage.id).await?;
    let sits = |expert: &&Expert| seats.iter().any(|seat| seat.reviewer_id == expert.user_id);
    let Some(left) = people.iter().filter(sits).find(|expert| expert.user_id == leaving) else {
        return Err(Problem::fault("/reviewer_id", "not_on_the_panel", "This person does not sit on the panel"));
    };
    let gone: Vec<ReplacementView> = document(&row.replacements)?;
    let users: Vec<UserId> = people.iter().map(|expert| expert.user_id).collect();
    let approved = experts::approved_among(&uow.conn, &users, &uow.today().to_string()).await?;
    let may_come = |number: &str| {
        let still = people.iter().any(|expert| expert.number == number && approved.contains(&expert.user_id));
        still && gone.iter().all(|one| one.left != number)
    };
    let reserves = drawn.reserves.into_iter().filter(|one| may_come(&one.id)).collect();
    let left_over = Outcome { panel: drawn.panel, reserves, passed_over: Vec::new() };
    let sitting: Vec<&str> = people.iter().filter(sits).map(|expert| expert.number.as_str()).collect();
    let found = replacement(&list, &left_over, &sitting, &left.number);
    let came = found.and_then(|one| people.iter().find(|expert| expert.number == one.id));
    let came = came.ok_or_else(|| Problem::refused("no_reserve_left", "No reserve of this stratum is left who may take the seat"))?;
    Ok((left.clone(), came.clone()))
}

/// The seat of the newcomer, under the first alias that nobody of this stage had.
async fn change_seat(uow: &Uow, stage: &ReviewStage, left: UserId, came: UserId) -> Result<PanelSeat, Problem> {
    let mut used: Vec<String> = reviews::seats(&uow.conn, stage.id).await?.into_iter().map(|seat| seat.alias).collect();
    used.extend(reviews::assignments_of(&uow.conn, stage.id).await?.into_iter().map(|assignment| assignment.alias));
    let fresh = (0..=used.len()).map(alias).find(|alias| !used.contains(alias)).unwrap_or_default();
    rows::leave_seat(&uow.conn, stage.id, left).await?;
    let seat = PanelSeat { id: uow.id(), stage_id: stage.id, reviewer_id: came, alias: fresh, created_at: uow.micros() };
    insert(&uow.conn, seat.clone()).await?;
    Ok(seat)
}

/// What is open of whoever leaves goes to the newcomer.
async fn hand_over(uow: &Uow, call: &Call, stage: &ReviewStage, left: UserId, seat: &PanelSeat) -> Result<(), Problem> {
    let mut open = Vec::new();
    for assignment in rows::assignments_of(&uow.conn, stage.id, left).await? {
        if !matches!(assignment.state.as_str(), "offered" | "accepted") {
            continue;
        }
        let to = uow.follow::<AssignmentMachine>(&assignment.state, AssignmentEvent::Replace)?;
        let from = assignment.state.clone();
        let gone = update(&uow.conn, Assignment { state: to.to_string(), updated_at: uow.micros(), ..assignment }).await?;
        uow.audit("assignment.replace", Subject::new("assignment", gone.id).moved(&from, &gone.state)).await?;
        open.push(uow.find::<Proposal>(gone.proposal_id).await?);
    }
    let organisations: Vec<_> = open.iter().map(|proposal| proposal.organisation_id).collect();
    keep::detect(uow, seat.reviewer_id, &call.area_path, &organisations).await?;
    let shut = seats::ShutOut::of(uow, call.id, std::slice::from_ref(seat)).await?;
    let mut assignments = Vec::with_capacity(open.len());
    for proposal in &open {
        assignments.push(seats::assigned(uow, stage, seat, proposal, &shut)?);
    }
    if !assignments.is_empty() {
        insert_all(&uow.conn, assignments).await?;
    }
    Ok(())
}

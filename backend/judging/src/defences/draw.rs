//! Draw the order of the defence: it follows from what the public source said.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::documents::beijing;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{self, document};
use yichuang_domain::reviews::{lottery_order, lottery_seed, lottery_snapshot};
use yichuang_domain::states::defences::{DefenceEvent, DefenceMachine};
use yichuang_domain::time::Timestamp;
use yichuang_records::calls;
use yichuang_records::calls::seats::{ShutOut, assigned};
use yichuang_store::ids::{DefenceId, DefenceTurnId};
use yichuang_store::record::{Call, Defence, DefenceTurn, Organisation, Proposal, ReviewStage, User};
use yichuang_store::{get_many, insert_all, proposals, update};

use super::Day;
use super::announce::round;
use crate::chance::may_draw;

/// What the source said.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefenceDrawInput {
    /// Exactly as it was published.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "03 08 11 17 25 31 + 09")]
    pub entropy: String,
}

/// Draw the order of the defence
///
/// By the director, never the person who announced it, once the named source has spoken. The order follows from it and can
/// be drawn again by everybody from what was announced. Every member of the panel without a conflict gets each proposal
/// to score; applicants and panel are told.
#[utoipa::path(post, path = "/defences/{id}/draw", operation_id = "drawDefence", tag = "defences",
    params(("id" = Uuid, Path, description = "Defence")), request_body = DefenceDrawInput,
    responses((status = 200, description = "The defence", body = super::DefenceView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<DefenceDrawInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move { run(&uow, DefenceId(id), seen, input).await?.reply(&uow).await }).await
}

pub async fn run(uow: &Uow, id: DefenceId, seen: IfMatch, input: &DefenceDrawInput) -> Result<Day, Problem> {
    let call: Call = uow.lock(uow.find::<Defence>(id).await?.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    yichuang_base::recusal::must_be_free_in(uow, call.id).await?;
    let before: Defence = uow.lock(id).await?;
    seen.check(before.version)?;
    let to = uow.fire::<DefenceMachine>(&before.state, DefenceEvent::Draw, &calls::place(&call))?;
    may_draw(uow, before.created_by, "Who announced the defence does not draw its order", before.entropy_at).await?;
    let members: Vec<String> = document(&before.members)?;
    let snapshot = lottery_snapshot(&before.output_sha256, 0, &members, &before.entropy_source, before.entropy_at);
    let entropy = input.entropy.trim().to_owned();
    let order = lottery_order(&lottery_seed(&round(&call), &snapshot, &entropy), &members);
    let from = before.state.clone();
    let drawn = Defence {
        entropy: Some(entropy),
        drawn_order: Some(wire::canonical(&order)?),
        drawn_by: Some(uow.caller()?.user),
        drawn_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, drawn).await?;
    let subject = Subject::new("defence", id).moved(&from, &after.state).after(json!({ "state": after.state, "order": order }));
    uow.audit("defence.draw", subject).await?;
    let order: Vec<String> = order.into_iter().map(|(number, _)| number).collect();
    line_up(uow, &call, &after, &order).await?;
    Day::read(uow, call).await
}

/// Gives every drawn proposal its turn and hands it to the panel. Whoever withdrew meanwhile keeps the turn, which nobody scores.
async fn line_up(uow: &Uow, call: &Call, defence: &Defence, order: &[String]) -> Result<(), Problem> {
    let day = Day::read(uow, call.clone()).await?;
    let stage: ReviewStage = uow.find(defence.stage_id).await?;
    let live = proposals::lock_in(&uow.conn, call.id, &["under_review"]).await?;
    let gone = proposals::list_in(&uow.conn, call.id, &["withdrawn"]).await?;
    let shut = ShutOut::of(uow, call.id, &day.seats).await?;
    let mut turns = Vec::new();
    let mut assignments = Vec::new();
    for (index, number) in order.iter().enumerate() {
        let found = live.iter().chain(&gone).find(|proposal| proposal.number == *number);
        let Some(proposal) = found else { continue };
        turns.push(turn(uow, defence, proposal, index)?);
        if proposal.state != "under_review" {
            continue;
        }
        for seat in &day.seats {
            assignments.push(assigned(uow, &stage, seat, proposal, &shut)?);
        }
        tell(uow, call, defence, proposal, index).await?;
    }
    insert_all(&uow.conn, turns).await?;
    insert_all(&uow.conn, assignments).await?;
    let ids: Vec<_> = day.seats.iter().map(|seat| seat.reviewer_id).collect();
    let at = beijing(Timestamp::from_micros(defence.starts_at).map_err(Problem::internal)?);
    for user in get_many::<User>(&uow.conn, &ids).await? {
        let text = format!("「{}」的答辩顺序已抽定，时间{at}，地点{}。请登录后先逐项声明利害关系。", call.title, defence.venue);
        uow.mail(&user.email, "答辩安排", &text).await?;
    }
    Ok(())
}

fn turn(uow: &Uow, defence: &Defence, proposal: &Proposal, index: usize) -> Result<DefenceTurn, Problem> {
    Ok(DefenceTurn {
        id: DefenceTurnId(uow.id()),
        defence_id: defence.id,
        proposal_id: proposal.id,
        position: i32::try_from(index + 1).map_err(Problem::internal)?,
        opened_at: None,
        heard_at: None,
        closed_at: None,
        reason: None,
        state: "waiting".to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

/// Tells the applicant when, where and in which place of the order it is heard.
async fn tell(uow: &Uow, call: &Call, defence: &Defence, proposal: &Proposal, index: usize) -> Result<(), Problem> {
    let organisation: Organisation = uow.find(proposal.organisation_id).await?;
    let at = beijing(Timestamp::from_micros(defence.starts_at).map_err(Problem::internal)?);
    let text = format!(
        "{} {}：贵单位在「{}」答辩中抽得第 {} 位出场。答辩开始时间{at}，地点{}，每个项目 {} 分钟。随机数来源：{}。",
        proposal.number,
        proposal.title,
        call.title,
        index + 1,
        defence.venue,
        defence.minutes,
        defence.entropy_source
    );
    uow.mail(&organisation.contact_email, "答辩安排", &text).await
}

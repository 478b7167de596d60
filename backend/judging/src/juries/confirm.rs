//! Confirm the protocol of a public jury's count or of site visits: the second pair of hands.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::recusal::vacate::before_seal;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_domain::reviews::CountedStage;
use yichuang_domain::roles::Role;
use yichuang_domain::states::jury_protocols::{JuryProtocolEvent, JuryProtocolMachine};
use yichuang_records::calls;
use yichuang_store::ids::{JuryProtocolId, ResultRunId};
use yichuang_store::record::{Call, JuryProtocol, ResultRun, ReviewStage};
use yichuang_store::{juries as rows, reviews, update};

use super::reject::open;
use super::{last_stage, view};
use crate::review_corrections::{self, approve};

pub(super) const SAME_PERSON: &str = "Who entered the protocol does not confirm it";

/// Confirm the protocol of a public jury or of site visits
///
/// By an officer or the director, never the person who entered it, after comparing it with the scan. An earlier protocol is
/// superseded and stays. Where results are computed already they are computed anew with this one and wait for their
/// verification; that is possible until a funding decision stands on them.
#[utoipa::path(post, path = "/jury-protocols/{id}/confirm", operation_id = "confirmJuryProtocol", tag = "juries",
    params(("id" = Uuid, Path, description = "Protocol")),
    responses((status = 200, description = "The protocol", body = super::view::JuryProtocolView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (call, row) = run(&uow, JuryProtocolId(id), seen).await?;
        view::reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: JuryProtocolId, seen: IfMatch) -> Result<(Call, JuryProtocol), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<JuryProtocolMachine>(&before.state, JuryProtocolEvent::Confirm, &calls::place(&call))?;
    if uow.is_me(before.entered_by).await? {
        return Err(Problem::refused("same_person", SAME_PERSON));
    }
    if let Some(problem) = decided(uow, &call).await? {
        return Err(problem);
    }
    let computed = computed(uow, &call).await?;
    if let Some(earlier) = rows::standing(&uow.conn, call.id, &before.stage).await? {
        superseded(uow, earlier).await?;
    }
    let from = before.state.clone();
    let sealed = match &computed {
        Some(_) => uow.follow::<JuryProtocolMachine>(to.as_str(), JuryProtocolEvent::Seal)?,
        None => to,
    };
    let confirmed = JuryProtocol {
        superseded_run_id: computed.as_ref().map(|(_, run)| run.id),
        decided_by: Some(uow.caller()?.user),
        decided_at: Some(uow.micros()),
        state: sealed.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, confirmed).await?;
    let subject = Subject::new("jury_protocol", id).moved(&from, &after.state).because(&after.evidence_sha256);
    uow.audit("jury_protocol.confirm", subject).await?;
    if let Some((stage, run)) = computed {
        again(uow, &call, stage, run.id, &after).await?;
    }
    let name = state_of::<CountedStage>(&after.stage)?.zh();
    let text = format!("「{}」第 {} 份记录（{name}）已复核。", call.title, after.seq);
    tell(uow, Role::ProgrammeOfficer, &call, &format!("{name}记录已复核"), &text).await?;
    Ok((call, after))
}

/// The last stage and its newest computation, where the final results are computed already.
async fn computed(uow: &Uow, call: &Call) -> Result<Option<(ReviewStage, ResultRun)>, Problem> {
    let Some(stage) = last_stage(uow, call).await?.filter(|stage| !before_seal(stage)) else { return Ok(None) };
    Ok(reviews::last_run(&uow.conn, call.id).await?.map(|run| (stage, run)))
}

/// Why the count is not changed any more: what was computed with it is decided upon or public.
pub(super) async fn decided(uow: &Uow, call: &Call) -> Result<Option<Problem>, Problem> {
    match computed(uow, call).await? {
        Some((_, run)) => review_corrections::hindrance(uow, call, &run).await,
        None => Ok(None),
    }
}

async fn superseded(uow: &Uow, earlier: JuryProtocol) -> Result<(), Problem> {
    let from = earlier.state.clone();
    let to = uow.follow::<JuryProtocolMachine>(&from, JuryProtocolEvent::Supersede)?;
    let after = update(&uow.conn, JuryProtocol { state: to.to_string(), updated_at: uow.micros(), ..earlier }).await?;
    uow.audit("jury_protocol.supersede", Subject::new("jury_protocol", after.id).moved(&from, &after.state)).await
}

/// The results anew with this protocol. The computation is that of whoever entered it, so that the second person may verify.
async fn again(uow: &Uow, call: &Call, stage: ReviewStage, old: ResultRunId, row: &JuryProtocol) -> Result<(), Problem> {
    let stage: ReviewStage = uow.lock(stage.id).await?;
    let old: ResultRun = uow.lock(old).await?;
    let live = approve::reopened(uow, call).await?;
    let new = approve::recomputed(uow, call, &stage, &old, &live, row.entered_by).await?;
    approve::supersede(uow, stage, old, &new).await?;
    uow.audit("jury_protocol.recompute", Subject::new("jury_protocol", row.id).after(json!({ "run_seq": new.seq }))).await?;
    let name = state_of::<CountedStage>(&row.stage)?.zh();
    let text = format!("「{}」的{name}记录已更正，第 {} 次计算已取代此前结果，请复核。", call.title, new.seq);
    tell(uow, Role::ProgrammeDirector, call, "评审结果待核验", &text).await
}

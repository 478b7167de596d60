//! Send the protocol of a public jury's count or of site visits back, or take it back.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::jury_protocols::{JuryProtocolEvent, JuryProtocolMachine};
use yichuang_records::calls;
use yichuang_store::ids::JuryProtocolId;
use yichuang_store::record::{Call, JuryProtocol};
use yichuang_store::update;

use super::view;

/// Reject the protocol of a public jury or of site visits
///
/// With the reason: by a second person who found it wrong, or by whoever entered it. It is kept and counts for nothing;
/// another one may be entered.
#[utoipa::path(post, path = "/jury-protocols/{id}/reject", operation_id = "rejectJuryProtocol", tag = "juries",
    params(("id" = Uuid, Path, description = "Protocol")), request_body = Reason,
    responses((status = 200, description = "The protocol", body = super::view::JuryProtocolView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, JuryProtocolId(id), seen, input).await?;
        view::reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: JuryProtocolId, seen: IfMatch, input: &Reason) -> Result<(Call, JuryProtocol), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    let to = uow.fire::<JuryProtocolMachine>(&before.state, JuryProtocolEvent::Reject, &calls::place(&call))?;
    let from = before.state.clone();
    let rejected = JuryProtocol {
        decision_reason: Some(input.reason.trim().to_owned()),
        decided_by: Some(uow.caller()?.user),
        decided_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, rejected).await?;
    uow.audit("jury_protocol.reject", Subject::new("jury_protocol", id).moved(&from, &after.state).because(&input.reason)).await?;
    Ok((call, after))
}

/// The protocol, locked, with its call; 404 for strangers and for whoever has a conflict about a proposal of the call.
pub(super) async fn open(uow: &Uow, id: JuryProtocolId, seen: IfMatch) -> Result<(Call, JuryProtocol), Problem> {
    let call: Call = uow.lock(uow.find::<JuryProtocol>(id).await?.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    let row: JuryProtocol = uow.lock(id).await?;
    seen.check(row.version)?;
    Ok((call, row))
}

//! Return a proposal to its writers instead of signing it.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal, ProposalSignature};
use yichuang_store::update;

use super::reply;
use super::sign::{asked, tell_asker};

/// Return a proposal to its writers
///
/// The owner who was asked to sign it, with what must be changed first. Nobody outside the organisation reads the reason.
#[utoipa::path(post, path = "/proposals/{id}/return-to-writers", operation_id = "returnProposalToWriters", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = Reason,
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, &input.reason).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, reason: &str) -> Result<(Call, Proposal), Problem> {
    let (call, row, asked) = asked(uow, id, seen, Event::ReturnToWriters).await?;
    let who = uow.caller()?;
    let returned = ProposalSignature {
        state: "returned".to_owned(),
        answered_by: Some(who.user),
        answered_person: Some(who.person),
        answered_at: Some(uow.micros()),
        remark: reason.trim().to_owned(),
        ..asked
    };
    let returned = update(&uow.conn, returned).await?;
    // What is wrong with it is content, and sealed until the deadline: the trail keeps that it was returned.
    let after = json!({ "content_sha256": returned.content_sha256 });
    uow.audit("proposal.return_to_writers", Subject::new("proposal", row.id).after(after)).await?;
    tell_asker(uow, &returned, &row, "申报书被退回修改", &format!("负责人退回修改。{reason}")).await?;
    Ok((call, row))
}

//! Sign a proposal inside the organisation.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::SignatureInput;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::proposals::{ProposalEvent as Event, ProposalMachine};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal, ProposalSignature, User};
use yichuang_store::{find, screening, update};

use super::signing::{is_author, unanswerable};
use super::{open, place, refuse, reply};
use crate::calls;

/// Said to whoever asked for the signature, or wrote last.
pub(super) const AUTHOR: &str = "The scheme asks for another person than the one who wrote last or asked for the signature";

/// Sign a proposal
///
/// The owner of the organisation, under exactly the content whose fingerprint is sent (`signature.content_sha256`).
/// Where the scheme asks for another person, not the one who wrote last or asked for the signature.
#[utoipa::path(post, path = "/proposals/{id}/sign", operation_id = "signProposal", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = SignatureInput,
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<SignatureInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, input).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, input: &SignatureInput) -> Result<(Call, Proposal), Problem> {
    let (call, row, asked) = asked(uow, id, seen, Event::Sign).await?;
    if input.document_sha256 != asked.content_sha256 {
        let fault = Fault::new("/document_sha256", "content_changed", "This is not what the proposal says now");
        let fault = fault.with_limit(&asked.content_sha256).with_actual(&input.document_sha256);
        return Err(Problem::blocked("content_changed", "Read the proposal again and sign what it says now", vec![fault]));
    }
    let who = uow.caller()?;
    if is_author(uow, &calls::scheme(&call)?, &row, asked.asked_person, who.person).await? {
        return Err(Problem::refused("author_cannot_sign", AUTHOR));
    }
    let signed = ProposalSignature {
        state: "signed".to_owned(),
        answered_by: Some(who.user),
        answered_person: Some(who.person),
        answered_at: Some(uow.micros()),
        signed_name: input.signed_name.trim().to_owned(),
        ..asked
    };
    let signed = update(&uow.conn, signed).await?;
    let after = json!({ "content_sha256": signed.content_sha256 });
    uow.audit("proposal.sign", Subject::new("proposal", row.id).after(after)).await?;
    tell_asker(uow, &signed, &row, "申报书已签署", "负责人已签署，可以提交。").await?;
    Ok((call, row))
}

/// The proposal, locked, with the request that the owner answers now.
pub(super) async fn asked(uow: &Uow, id: ProposalId, seen: IfMatch, event: Event) -> Result<(Call, Proposal, ProposalSignature), Problem> {
    let (call, row) = open(uow, id, seen).await?;
    uow.fire::<ProposalMachine>(&row.state, event, &place(&call, &row))?;
    refuse(unanswerable(uow, &call, &row).await?)?;
    let asked = screening::latest_signature(&uow.conn, row.id).await?;
    let asked = asked.ok_or_else(|| Problem::internal("a request for a signature is gone"))?;
    Ok((call, row, asked))
}

/// Writes to whoever asked for the signature.
pub(super) async fn tell_asker(uow: &Uow, of: &ProposalSignature, row: &Proposal, subject: &str, text: &str) -> Result<(), Problem> {
    let Some(asker) = find::<User>(&uow.conn, of.asked_by).await? else { return Ok(()) };
    uow.mail(&asker.email, &format!("{subject}：{}", row.number), &format!("{} {}：{text}", row.number, row.title)).await
}

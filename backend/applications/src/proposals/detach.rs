//! Take a file out of a proposal.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_store::ids::{FileId, ProposalId};
use yichuang_store::record::{Call, Proposal};

use super::answers::Sheet;
use super::document::document_of;
use super::{attach, attachments, corrections, list_attachments, must_know, update as writing};

/// Take a file out of a proposal
///
/// When files may be added. Not while a line of the budget or an answer names it. What was handed in once is kept as
/// evidence; the bytes of anything else are removed.
#[utoipa::path(post, path = "/proposals/{id}/attachments/{file_id}/remove", operation_id = "detachProposalFile", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal"), ("file_id" = Uuid, Path, description = "File of the proposal")),
    responses((status = 200, description = "The files that are left", body = list_attachments::ProposalAttachmentsView)))]
pub async fn handler(cx: Cx, Path((id, file)): Path<(Uuid, Uuid)>) -> Response {
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), FileId(file)).await?;
        list_attachments::reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, file: FileId) -> Result<(Call, Proposal), Problem> {
    let found: Proposal = uow.find(id).await?;
    let call: Call = uow.find(found.call_id).await?;
    let row: Proposal = uow.lock(id).await?;
    must_know(uow, &call, &row).await?;
    let held = attachments::held(uow, id).await?.into_iter().find(|one| one.row.id == file).ok_or_else(Problem::not_found)?;
    writing::must_write(uow, &call, &row)?;
    corrections::must_be_returned(uow, &row, &attach::part(held.kind()?, &held.row.code)).await?;
    let places = attachments::places(&document_of(&row)?, &Sheet::of(uow, &row).await?, false);
    let naming = places.into_iter().filter(|(named, _)| *named == file.to_string());
    let faults: Vec<Fault> = naming.map(|(_, place)| Fault::new(place, "file_in_use", "This place names the file")).collect();
    if !faults.is_empty() {
        return Err(Problem::blocked("file_in_use", "Take the file out where it is named first", faults));
    }
    let before = json!({ "file_id": file, "kind": held.row.kind, "sha256": held.file.sha256 });
    attachments::take_out(uow, held).await?;
    uow.audit("proposal.detach", Subject::new("proposal", id).before(before)).await?;
    Ok((call, row))
}

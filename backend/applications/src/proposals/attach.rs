//! Add a file to a proposal.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::AttachmentKind as KindCode;
use yichuang_domain::fault::{Fault, pointer_step};
use yichuang_domain::forms::Input;
use yichuang_domain::rules::{AttachmentKind, MAX_FILES_OF_DOCUMENT, MAX_PROPOSAL_FILES};
use yichuang_records::files;
use yichuang_store::ids::{FileId, ProposalId};
use yichuang_store::insert;
use yichuang_store::record::{Call, File, Proposal, ProposalAttachment};

use super::answers::Sheet;
use super::attachments::{self, Held};
use super::{corrections, list_attachments, must_know, update as writing};

/// A file that was uploaded, and what it stands for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalAttachmentInput {
    /// An upload of the caller, complete and not yet part of anything: for `matching_proof` when it is a proof, for
    /// `proposal_attachment` otherwise.
    pub file_id: Uuid,
    pub kind: KindCode,
    /// The document of the call or the file field of its form; left out for the other kinds.
    #[schema(pattern = "^[a-z0-9_]{1,40}$", example = "licence")]
    pub code: Option<String>,
}

/// Add a file to a proposal
///
/// As a draft before the deadline or while a correction is open, by the rules of the other parts; the version of the
/// proposal does not change. A proof counts once a matching line names it, an answer once the field of the form does.
#[utoipa::path(post, path = "/proposals/{id}/attachments", operation_id = "attachProposalFile", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = ProposalAttachmentInput,
    responses((status = 200, description = "The files", body = list_attachments::ProposalAttachmentsView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<ProposalAttachmentInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), input).await?;
        list_attachments::reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, input: &ProposalAttachmentInput) -> Result<(Call, Proposal), Problem> {
    let found: Proposal = uow.find(id).await?;
    let call: Call = uow.find(found.call_id).await?;
    // Held, so that a submission and a late file never pass each other.
    let row: Proposal = uow.lock(id).await?;
    must_know(uow, &call, &row).await?;
    writing::must_write(uow, &call, &row)?;
    let (kind, code) = (input.kind.0, input.code.as_deref().unwrap_or_default());
    corrections::must_be_returned(uow, &row, &part(kind, code)).await?;
    let held = attachments::held(uow, id).await?;
    let faults = misplaced(uow, (&call, &row), (kind, code), &held).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let file = files::attach(uow, FileId(input.file_id), kind.purpose(), ("proposal", id.0), "/file_id").await?;
    accepted(&call, kind, code, &file)?;
    let attachment = ProposalAttachment {
        id: file.id,
        proposal_id: id,
        kind: kind.to_string(),
        code: code.to_owned(),
        last_snapshot: None,
        removed_at: None,
        version: 1,
        added_by: uow.caller()?.user,
        added_at: uow.micros(),
    };
    insert(&uow.conn, attachment).await?;
    // Sealed until the deadline like the rest: the trail keeps which file it was, not what it is called.
    let after = json!({ "file_id": file.id, "kind": kind.as_str(), "sha256": file.sha256 });
    uow.audit("proposal.attach", Subject::new("proposal", id).after(after)).await?;
    Ok((call, row))
}

/// The part of the proposal that changes. Proofs and answers change nothing until a line or an answer names them.
pub(super) fn part(kind: AttachmentKind, code: &str) -> Vec<String> {
    match kind {
        AttachmentKind::Document => vec![format!("/attachments/{}", pointer_step(code))],
        AttachmentKind::Other => vec!["/attachments".to_owned()],
        AttachmentKind::Proof | AttachmentKind::Answer => Vec::new(),
    }
}

/// Why a file of this kind has no place in the proposal.
async fn misplaced(
    uow: &Uow,
    (call, row): (&Call, &Proposal),
    (kind, code): (AttachmentKind, &str),
    held: &[Held],
) -> Result<Vec<Fault>, Problem> {
    let known: Vec<String> = match kind {
        AttachmentKind::Document => attachments::required(call)?.into_iter().map(|document| document.code).collect(),
        AttachmentKind::Answer => {
            let form = Sheet::of(uow, row).await?.used.form;
            form.fields().filter(|(_, field)| matches!(field.input, Input::File { .. })).map(|(_, field)| field.code.clone()).collect()
        }
        AttachmentKind::Other | AttachmentKind::Proof => Vec::new(),
    };
    let mut faults = Vec::new();
    if kind.has_code() && !known.iter().any(|one| one == code) {
        let fault = Fault::new("/code", "unknown", "The call asks for no such document, and its form has no such field");
        faults.push(fault.with_limit(known.join(", ")).with_actual(code));
    }
    if !kind.has_code() && !code.is_empty() {
        faults.push(Fault::new("/code", "not_allowed", "A file of this kind has no code").with_actual(code));
    }
    let same = held.iter().filter(|one| kind == AttachmentKind::Document && one.row.kind == kind.as_str() && one.row.code == code).count();
    for (count, most) in [(same, MAX_FILES_OF_DOCUMENT), (held.len(), MAX_PROPOSAL_FILES)] {
        if count >= most {
            let fault = Fault::new("/file_id", "too_many", "There are as many files as the proposal may have");
            faults.push(fault.with_limit(most.to_string()).with_actual((count + 1).to_string()));
            break;
        }
    }
    Ok(faults)
}

/// Whether the call takes a file with this content for the document.
fn accepted(call: &Call, kind: AttachmentKind, code: &str, file: &File) -> Result<(), Problem> {
    if kind != AttachmentKind::Document {
        return Ok(());
    }
    let required = attachments::required(call)?;
    let content = attachments::content(file)?;
    let document = required.iter().find(|document| document.code == code);
    let refused = document.and_then(|document| document.refuses(content, "/file_id"));
    refused.map_or(Ok(()), |fault| Err(Problem::faults(vec![fault])))
}

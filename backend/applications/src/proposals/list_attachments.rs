//! The files of a proposal, and what the call asks for.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::FaultView;
use yichuang_domain::calls::RequiredDocument;
use yichuang_domain::rules::{MAX_FILES_OF_DOCUMENT, MAX_PROPOSAL_FILES};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::answers::Sheet;
use super::attachments::{self, ProposalAttachmentView};
use super::document::document_of;
use super::{is_sealed, must_know, openings, update as writing};
use crate::calls::announced::CallDocumentRequired;

/// The files of a proposal, and what the call asks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalAttachmentsView {
    /// What the call asks for, as announced now.
    #[schema(value_type = Vec<CallDocumentRequired>)]
    pub required: Vec<RequiredDocument>,
    /// In the order in which they were added. Staff and reviewers see those of the latest submission.
    pub items: Vec<ProposalAttachmentView>,
    /// Documents that are missing or of a kind that is not taken, as `/attachments/{code}`.
    pub faults: Vec<FaultView>,
    /// The caller may add and remove files now.
    pub editable: bool,
    /// The most files of one proposal.
    #[schema(example = 60)]
    pub max: usize,
    /// The most files for one document.
    #[schema(example = 10)]
    pub max_of_document: usize,
}

/// List the files of a proposal
///
/// With the documents that the call asks for. Sealed for staff like the rest of the proposal until the deadline.
#[utoipa::path(get, path = "/proposals/{id}/attachments", operation_id = "listProposalAttachments", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The files", body = ProposalAttachmentsView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    if is_sealed(&uow, &call, must_know(&uow, &call, &row).await?) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    openings::record(&uow, &call, &row).await?;
    reply(&uow, &call, &row).await
}

pub(super) async fn reply(uow: &Uow, call: &Call, row: &Proposal) -> Result<Reply, Problem> {
    let own = must_know(uow, call, row).await?;
    let held = attachments::held(uow, row.id).await?;
    let items = if own {
        attachments::own_views(&held, &document_of(row)?, &Sheet::of(uow, row).await?)?
    } else {
        attachments::handed_in(uow, row.id).await?
    };
    Reply::ok(&ProposalAttachmentsView {
        required: attachments::required(call)?,
        items,
        faults: attachments::faults(call, &held)?.into_iter().map(Into::into).collect(),
        editable: writing::must_write(uow, call, row).is_ok(),
        max: MAX_PROPOSAL_FILES,
        max_of_document: MAX_FILES_OF_DOCUMENT,
    })
}

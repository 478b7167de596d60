//! Change a document on file.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, clearable};
use yichuang_store::ids::{DocumentId, FileId};
use yichuang_store::record::OrganisationDocument;
use yichuang_store::update;

use super::{attach, days_hold, reply, snapshot, writable};
use crate::files;

/// The fields to change; those left out stay, `null` takes back. The kind stays what it is.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationDocumentChangeInput {
    #[schema(max_length = 100, example = "52320402MJ0000000X")]
    pub number: Option<String>,
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Date>)]
    pub issued_on: Option<Option<Date>>,
    /// A later day brings its own reminders.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Date>)]
    pub valid_until: Option<Option<Date>>,
    #[schema(max_length = 500, example = "")]
    pub note: Option<String>,
    /// Another upload takes the place of the file; `null` takes the file away.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<Uuid>)]
    pub file_id: Option<Option<Uuid>>,
}

/// Change a document on file
///
/// For example its new last day after a renewal; the trail keeps what it said before.
#[utoipa::path(patch, path = "/organisation-documents/{id}", operation_id = "updateOrganisationDocument", tag = "organisation-documents",
    params(("id" = Uuid, Path, description = "Document")), request_body = OrganisationDocumentChangeInput,
    responses((status = 200, description = "The document", body = super::OrganisationDocumentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<OrganisationDocumentChangeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, DocumentId(id), seen, input).await?;
        reply(&uow, &row)
    })
    .await
}

pub async fn run(
    uow: &Uow,
    id: DocumentId,
    seen: IfMatch,
    input: &OrganisationDocumentChangeInput,
) -> Result<OrganisationDocument, Problem> {
    let before: OrganisationDocument = uow.lock(id).await?;
    writable(uow, before.organisation_id).await?;
    seen.check(before.version)?;
    if before.removed_at.is_some() {
        return Err(Problem::refused("not_editable", "The document was taken off file"));
    }
    let mut row = OrganisationDocument { updated_at: uow.micros(), ..before.clone() };
    for (sent, kept) in [(&input.number, &mut row.number), (&input.note, &mut row.note)] {
        if let Some(sent) = sent {
            sent.trim().clone_into(kept);
        }
    }
    for (sent, kept) in [(input.issued_on, &mut row.issued_on), (input.valid_until, &mut row.valid_until)] {
        if let Some(sent) = sent {
            *kept = sent.map(|day| day.0.to_string());
        }
    }
    days_hold(uow, &row)?;
    if let Some(file) = input.file_id.filter(|file| *file != before.file_id) {
        if let Some(file) = file {
            attach(uow, row.organisation_id, file).await?;
        }
        if let Some(old) = before.file_id {
            files::detach(uow, FileId(old), ("organisation", row.organisation_id.0)).await?;
        }
        row.file_id = file;
    }
    let after = update(&uow.conn, row).await?;
    let subject = Subject::new("organisation", after.organisation_id).before(snapshot(&before)).after(snapshot(&after));
    uow.audit("organisation_document.update", subject).await?;
    Ok(after)
}

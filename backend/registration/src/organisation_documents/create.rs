//! Put a document on file.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, OrganisationDocumentKind};
use yichuang_store::ids::{DocumentId, OrganisationId};
use yichuang_store::insert;
use yichuang_store::record::OrganisationDocument;

use super::{attach, days_hold, snapshot, view, writable};

/// A document as it lies on the table.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationDocumentInput {
    pub kind: OrganisationDocumentKind,
    #[schema(max_length = 100, example = "52320402MJ0000000X")]
    pub number: String,
    pub issued_on: Option<Date>,
    /// The last day on which it is valid; none: without end.
    pub valid_until: Option<Date>,
    #[schema(max_length = 500, example = "")]
    pub note: Option<String>,
    /// An upload of the caller for `organisation_document`, complete and not yet part of anything.
    pub file_id: Option<Uuid>,
}

/// Put a document on file
///
/// By people of the organisation. They are reminded 30 and 7 days before it ends, once each.
#[utoipa::path(post, path = "/organisations/{id}/documents", operation_id = "createOrganisationDocument", tag = "organisation-documents",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = OrganisationDocumentInput,
    responses((status = 201, description = "The document", body = super::OrganisationDocumentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<OrganisationDocumentInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/organisation-documents/{}", row.id), &view(&uow, &row)?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, input: &OrganisationDocumentInput) -> Result<OrganisationDocument, Problem> {
    writable(uow, id).await?;
    let row = OrganisationDocument {
        id: DocumentId(uow.id()),
        organisation_id: id,
        kind: input.kind.0.as_str().to_owned(),
        number: input.number.trim().to_owned(),
        issued_on: input.issued_on.map(|day| day.0.to_string()),
        valid_until: input.valid_until.map(|day| day.0.to_string()),
        file_id: input.file_id,
        note: input.note.as_deref().unwrap_or_default().trim().to_owned(),
        removed_at: None,
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    days_hold(uow, &row)?;
    if let Some(file) = input.file_id {
        attach(uow, id, file).await?;
    }
    insert(&uow.conn, row.clone()).await?;
    uow.audit("organisation_document.create", Subject::new("organisation", id).after(snapshot(&row))).await?;
    Ok(row)
}

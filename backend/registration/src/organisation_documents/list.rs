//! The documents of an organisation.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::ids::OrganisationId;
use yichuang_store::organisation_documents as rows;

use super::{OrganisationDocumentView, view, visible};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrganisationDocumentsQuery {
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of documents.
#[derive(Serialize, ToSchema)]
pub struct OrganisationDocumentList {
    pub items: Vec<OrganisationDocumentView>,
    pub next: Option<String>,
}

/// List the documents of an organisation
///
/// Newest first; each says whether it is still valid and for how many days.
#[utoipa::path(get, path = "/organisations/{id}/documents", operation_id = "listOrganisationDocuments", tag = "organisation-documents",
    params(("id" = Uuid, Path, description = "Organisation"), OrganisationDocumentsQuery),
    responses((status = 200, description = "One page", body = OrganisationDocumentList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<OrganisationDocumentsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let organisation = visible(&uow, OrganisationId(id)).await?;
    let page = rows::list(&uow.conn, organisation.id, at).await?;
    let items = page.items.iter().map(|row| view(&uow, row)).collect::<Result<_, _>>()?;
    Reply::ok(&OrganisationDocumentList { items, next: next_cursor(&page) })
}

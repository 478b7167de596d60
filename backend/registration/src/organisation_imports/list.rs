//! Sheets that were imported.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::organisation_imports as rows;

use super::{OrganisationImportView, view};

/// The page to read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrganisationImportsQuery {
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of imports.
#[derive(Serialize, ToSchema)]
pub struct OrganisationImportList {
    pub items: Vec<OrganisationImportView>,
    pub next: Option<String>,
}

/// List imports of organisations
///
/// Newest first, of one's area; the rows are left out.
#[utoipa::path(get, path = "/organisation-imports", operation_id = "listOrganisationImports", tag = "organisations",
    params(OrganisationImportsQuery), responses((status = 200, description = "One page", body = OrganisationImportList)))]
pub async fn handler(cx: Cx, Query(query): Query<OrganisationImportsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = rows::list(&uow.conn, &uow.caller()?.reach(PROGRAMME), at).await?;
    let items = page.items.iter().map(|row| view(row, Vec::new())).collect::<Result<_, _>>()?;
    Reply::ok(&OrganisationImportList { items, next: next_cursor(&page) })
}

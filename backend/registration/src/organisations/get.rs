//! One organisation.

use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

use super::{place, reply};

/// Show an organisation
///
/// To its own people and to staff of its area; for everybody else it does not exist.
#[utoipa::path(get, path = "/organisations/{id}", operation_id = "getOrganisation", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")),
    responses((status = 200, description = "The organisation", body = super::OrganisationView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Organisation = uow.find(OrganisationId(id)).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&row))?;
    reply(&uow, &row).await
}

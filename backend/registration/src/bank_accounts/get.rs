//! One change of the account.

use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::ids::AccountChangeId;
use yichuang_store::record::{AccountChange, Organisation};

use super::reply;
use crate::organisations::place;

/// Show a change of the account
///
/// To people of the organisation and to staff of its area; numbers are masked.
#[utoipa::path(get, path = "/account-changes/{id}", operation_id = "getAccountChange", tag = "bank-accounts",
    params(("id" = Uuid, Path, description = "Change")),
    responses((status = 200, description = "The change", body = super::AccountChangeView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let change: AccountChange = uow.find(AccountChangeId(id)).await?;
    let organisation: Organisation = uow.find(change.organisation_id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    reply(&uow, &organisation, &change).await
}

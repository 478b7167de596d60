//! Show an account number in full.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{ACCOUNT_REVEALERS, APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_store::ids::PayeeAccountId;
use yichuang_store::record::{Organisation, PayeeAccount};

use super::number;
use crate::organisations::place;

/// An account number in full.
#[derive(Serialize, ToSchema)]
pub struct RevealedAccountView {
    #[schema(example = "620001000000000097")]
    pub account_number: String,
}

/// Reveal an account number
///
/// With the reason. Who saw it, when and why stays in the trail for ever. The answer is given once: it is not kept
/// under its key.
#[utoipa::path(post, path = "/bank-accounts/{id}/reveal", operation_id = "revealBankAccount", tag = "bank-accounts",
    params(("id" = Uuid, Path, description = "Account")), request_body = Reason,
    responses((status = 200, description = "The number in full", body = RevealedAccountView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<Reason>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let account_number = run(&uow, PayeeAccountId(id), &input.reason).await?;
        Ok(Reply::ok(&RevealedAccountView { account_number })?.unkept())
    })
    .await
}

pub async fn run(uow: &Uow, id: PayeeAccountId, reason: &str) -> Result<String, Problem> {
    let account: PayeeAccount = uow.find(id).await?;
    let organisation: Organisation = uow.find(account.organisation_id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    if !uow.caller()?.holds(ACCOUNT_REVEALERS, &place(&organisation)) {
        return Err(Problem::forbidden("Your role here may not see account numbers in full"));
    }
    let after = serde_json::json!({ "account_id": account.id, "tail": account.account_tail });
    uow.audit("organisation.reveal_account", Subject::new("organisation", organisation.id).after(after).because(reason)).await?;
    number(uow, &account)
}

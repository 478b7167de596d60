//! The account money may be paid to.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::ids;
use yichuang_base::parties::tail;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::cnaps::Cnaps;
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_store::ids::{OrganisationId, PayeeAccountId};
use yichuang_store::record::{Organisation, PayeeAccount};
use yichuang_store::{insert, organisations, update};

use super::{keys, open, place, reply};
use crate::bank_accounts::request;

/// A bank account. The number is kept encrypted and shown masked.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankAccountInput {
    /// Must equal the organisation's name, character by character.
    #[schema(min_length = 2, max_length = 100, example = "示例社会工作服务中心")]
    pub account_name: String,
    #[schema(pattern = "^[0-9]{8,30}$", example = "620001000000000097")]
    pub account_number: String,
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "示例银行第1支行")]
    pub bank_name: String,
    /// Payment-system number of the branch, 12 digits.
    #[schema(pattern = "^[0-9]{12}$", example = "105290000019")]
    pub cnaps: String,
}

/// Set the bank account
///
/// The account's name must be the organisation's. Until the registration is verified the account is entered with it,
/// and the verifying officer is the second pair of eyes. Afterwards this asks for a change: a second person confirms it,
/// it rests for 24 hours, every owner is told and can stop it, and when it takes effect, payments that have not left for
/// the bank lose their approvals.
#[utoipa::path(put, path = "/organisations/{id}/bank-account", operation_id = "setBankAccount", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = BankAccountInput,
    responses((status = 200, description = "The organisation", body = super::OrganisationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<BankAccountInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch, input: &BankAccountInput) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    if !uow.caller()?.holds(&[Role::ApplicantOwner, Role::ApplicantFinance], &place(&row)) {
        return Err(Problem::forbidden("Only the owner or the finance officer of the organisation may do this"));
    }
    let faults = faults(&row, input);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    match row.state.as_str() {
        "draft" | "returned" => {
            organisations::retire_accounts(&uow.conn, id).await?;
            let account = stored(uow, &row, input, true).await?;
            keys::keep_account(uow, id, &input.account_number).await?;
            let after = serde_json::json!({ "version": account.number, "tail": account.account_tail });
            uow.audit("organisation.set_bank_account", Subject::new("organisation", id).after(after)).await?;
        }
        "verified" | "suspended" => {
            let account = stored(uow, &row, input, false).await?;
            request::run(uow, &row, &account).await?;
        }
        _ => return Err(Problem::refused("not_editable", "The account cannot be changed in this state").with("state", row.state)),
    }
    Ok(update(&uow.conn, Organisation { updated_at: uow.micros(), ..row }).await?)
}

/// The account as a new version of its own, sealed.
async fn stored(uow: &Uow, row: &Organisation, input: &BankAccountInput, active: bool) -> Result<PayeeAccount, Problem> {
    let number = organisations::last_account_number(&uow.conn, row.id).await? + 1;
    let account = PayeeAccount {
        id: PayeeAccountId(uow.id()),
        organisation_id: row.id,
        number,
        account_name: input.account_name.clone(),
        account_sealed: uow.app.seal_key.seal(input.account_number.as_bytes(), ids::random_bytes())?,
        account_tail: tail(&input.account_number),
        bank_name: input.bank_name.trim().to_owned(),
        cnaps: input.cnaps.clone(),
        active,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
    };
    insert(&uow.conn, account.clone()).await?;
    Ok(account)
}

fn faults(row: &Organisation, input: &BankAccountInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    if input.account_name != row.name {
        let fault = Fault::new("/account_name", "name_differs", "The account's name must equal the organisation's name");
        faults.push(fault.with_limit(&row.name).with_actual(&input.account_name));
    }
    if let Err(error) = Cnaps::parse(&input.cnaps) {
        faults.push(Fault::new("/cnaps", "wrong_format", error.to_string()));
    }
    faults
}

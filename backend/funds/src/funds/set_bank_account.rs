//! The account a fund pays from.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::ids;
use yichuang_base::parties::tail;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::cnaps::Cnaps;
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_store::ids::FundId;
use yichuang_store::record::Fund;
use yichuang_store::update;

use super::fund_view;

/// An account of the fund. The number is kept encrypted and shown masked.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FundBankAccountInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "常州市天宁区民政局")]
    pub account_name: String,
    #[schema(pattern = "^[0-9]{8,30}$", example = "320001000000000017")]
    pub account_number: String,
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "示例银行营业部")]
    pub bank_name: String,
    /// Payment-system number of the branch, 12 digits.
    #[schema(pattern = "^[0-9]{12}$", example = "105290000019")]
    pub cnaps: String,
}

/// Set the paying account of a fund
///
/// Messages for the bank (pain.001) name it. A batch keeps the account as it was when the batch was made, so its approver
/// sees the one that pays.
#[utoipa::path(put, path = "/funds/{id}/bank-account", operation_id = "setFundBankAccount", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund")), request_body = FundBankAccountInput,
    responses((status = 200, description = "The fund", body = super::FundView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<FundBankAccountInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, FundId(id), seen, input).await?;
        Ok(Reply::ok(&fund_view(&uow, &row)?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: FundId, seen: IfMatch, input: &FundBankAccountInput) -> Result<Fund, Problem> {
    let before: Fund = uow.lock(id).await?;
    let place = Place::area(&before.area_path);
    uow.must_see(STAFF, &place)?;
    seen.check(before.version)?;
    if !uow.caller()?.holds(&[Role::FinanceMaker], &place) {
        return Err(Problem::forbidden("Only the maker of the area's finance may do this"));
    }
    if let Err(error) = Cnaps::parse(&input.cnaps) {
        return Err(Problem::faults(vec![Fault::new("/cnaps", "invalid", error.to_string())]));
    }
    let change = Fund {
        payer_name: Some(input.account_name.trim().to_owned()),
        payer_sealed: Some(uow.app.seal_key.seal(input.account_number.as_bytes(), ids::random_bytes())?),
        payer_tail: Some(tail(&input.account_number)),
        payer_bank: Some(input.bank_name.trim().to_owned()),
        payer_cnaps: Some(input.cnaps.clone()),
        updated_at: uow.micros(),
        ..before
    };
    let after = update(&uow.conn, change).await?;
    let said = json!({ "account_name": after.payer_name, "account_tail": after.payer_tail, "bank_name": after.payer_bank });
    uow.audit("fund.set_bank_account", Subject::new("fund", after.id).after(said)).await?;
    Ok(after)
}

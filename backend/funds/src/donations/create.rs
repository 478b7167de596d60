//! Enter a donation: the first hand.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::parties;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, DonationKind, DonorKind, Money, ValueBasis};
use yichuang_domain::roles::Role;
use yichuang_domain::rules::donations::{Draft, SOURCES, faults};
use yichuang_domain::states::donations::DonationState;
use yichuang_store::ids::{DonationId, FundId};
use yichuang_store::record::{Donation, Fund};
use yichuang_store::{StoreError, insert};

use super::KIND;
use super::view::view;

/// A donation as it was received.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DonationInput {
    pub kind: DonationKind,
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "常州示例餐饮有限公司")]
    pub donor_name: String,
    pub donor_kind: DonorKind,
    /// Unified social credit code of a company or organisation, when it is known.
    #[schema(max_length = 18, pattern = "^[0-9A-Z]{18}$", example = "52320402MJ0123456N")]
    pub donor_uscc: Option<String>,
    /// The donor is not named to the public.
    #[serde(default)]
    pub anonymous: bool,
    /// Money, or the value of the goods.
    pub amount: Money,
    /// Of a donation in kind: what, and how many.
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "大米 100 袋（10 kg）")]
    pub goods: Option<String>,
    /// Of a donation in kind: what its value rests on.
    pub value_basis: Option<ValueBasis>,
    /// What the donor wants it to be used for. Money for a purpose has a line of its own and is not used for another one.
    #[schema(min_length = 2, max_length = 80, pattern = r"\S", example = "独居老人助餐")]
    pub purpose: Option<String>,
    /// The name that the fund carries for it, with its last day.
    #[schema(min_length = 2, max_length = 60, pattern = r"\S", example = "示例餐饮助老专项")]
    pub naming: Option<String>,
    pub naming_until: Option<Date>,
    /// Number of the donation receipt (公益事业捐赠统一票据); each can be entered once.
    #[schema(min_length = 2, max_length = 40, pattern = r"\S", example = "苏财捐0012345678")]
    pub receipt_no: Option<String>,
    pub received_on: Date,
    #[schema(max_length = 500, example = "社区义卖所得")]
    pub remark: Option<String>,
}

/// Enter a donation
///
/// The first of two hands; nothing is in the books before another person has confirmed that it came.
#[utoipa::path(post, path = "/funds/{id}/donations", operation_id = "createDonation", tag = "donations",
    params(("id" = Uuid, Path, description = "Fund")), request_body = DonationInput,
    responses((status = 201, description = "The donation", body = super::view::DonationView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<DonationInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, FundId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/donations/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, fund: FundId, input: &DonationInput) -> Result<Donation, Problem> {
    let fund: Fund = uow.find(fund).await?;
    let place = Place::area(&fund.area_path);
    uow.must_see(STAFF, &place)?;
    if !uow.caller()?.holds(&[Role::FinanceMaker], &place) {
        return Err(Problem::forbidden("Only the maker of the area's finance may do this"));
    }
    if !SOURCES.contains(&fund.source.as_str()) {
        return Err(Problem::refused("no_donations", "Donations come into community funds and donated money only"));
    }
    let row = row(uow, &fund, input)?;
    let wrong = faults(&draft(&row, input), uow.today());
    if !wrong.is_empty() {
        return Err(Problem::faults(wrong));
    }
    let row = Donation { number: uow.number("JZ", uow.today().year()).await?, ..row };
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("receipt_used", "A donation with this receipt was entered already")),
        other => other?,
    }
    let after = json!({ "number": row.number, "kind": row.kind, "amount": input.amount, "purpose": row.purpose });
    uow.audit("donation.create", Subject::new(KIND, row.id).after(after)).await?;
    parties::tell_area(uow, Role::FinanceChecker, &row.area_path, "捐赠待确认", &format!("{} 待确认到账。", row.number)).await?;
    Ok(row)
}

fn draft<'a>(row: &'a Donation, input: &DonationInput) -> Draft<'a> {
    Draft {
        kind: input.kind.0,
        donor_kind: input.donor_kind.0,
        donor_uscc: row.donor_uscc.as_deref(),
        anonymous: row.anonymous,
        amount: input.amount.0,
        goods: row.goods.as_deref(),
        value_basis: input.value_basis.map(|basis| basis.0),
        naming: row.naming.as_deref(),
        naming_until: input.naming_until.map(|day| day.0),
        received_on: input.received_on.0,
    }
}

fn row(uow: &Uow, fund: &Fund, input: &DonationInput) -> Result<Donation, Problem> {
    let text = |given: &Option<String>| given.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    Ok(Donation {
        id: DonationId(uow.id()),
        number: String::new(),
        fund_id: fund.id,
        kind: input.kind.0.to_string(),
        donor_name: input.donor_name.trim().to_owned(),
        donor_kind: input.donor_kind.0.to_string(),
        donor_uscc: text(&input.donor_uscc),
        anonymous: input.anonymous,
        amount_fen: input.amount.0.get(),
        goods: text(&input.goods),
        value_basis: input.value_basis.map(|basis| basis.0.to_string()),
        purpose: text(&input.purpose),
        naming: text(&input.naming),
        naming_until: input.naming_until.map(|day| day.0.to_string()),
        receipt_no: text(&input.receipt_no),
        received_on: input.received_on.0.to_string(),
        remark: text(&input.remark),
        allotment_id: None,
        handed_out_fen: 0,
        area_path: fund.area_path.clone(),
        refusal: None,
        created_by: uow.caller()?.user,
        confirmed_by: None,
        confirmed_at: None,
        state: DonationState::Recorded.to_string(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

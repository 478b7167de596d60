//! Set up a fund.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::YearEndPolicy;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::donations::SOURCES;
use yichuang_domain::rules::year_ends::YearEndPolicy as Policy;
use yichuang_store::ids::FundId;
use yichuang_store::record::Fund;
use yichuang_store::{StoreError, areas, insert};

use super::fund_view;

/// A new fund. Money of different sources is never mixed: one source, one fund.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FundInput {
    #[schema(min_length = 2, max_length = 30, pattern = "^[A-Za-z0-9][A-Za-z0-9_-]+$", example = "TN-FC")]
    pub code: String,
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "天宁区福彩公益金")]
    pub name: String,
    /// `welfare_lottery`, `fiscal`, `foundation`, `donation`, `street_match` or `community_fund`.
    #[schema(pattern = "^(welfare_lottery|fiscal|foundation|donation|street_match|community_fund)$", example = "welfare_lottery")]
    pub source: String,
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: String,
    /// What becomes of available money at the end of a fiscal year. Left out: budget money (`fiscal`) lapses, all other money is
    /// carried.
    pub year_end_policy: Option<YearEndPolicy>,
}

/// Create a fund
///
/// For one source of money. A code can be used once. Donated money never lapses.
#[utoipa::path(post, path = "/funds", operation_id = "createFund", tag = "funds", request_body = FundInput,
    responses((status = 201, description = "The fund", body = super::FundView)))]
pub async fn handler(cx: Cx, Json(input): Json<FundInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input, false).await?;
        Ok(Reply::created(format!("/api/v1/funds/{}", row.id), &fund_view(&uow, &row)?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, input: &FundInput, demonstration: bool) -> Result<Fund, Problem> {
    let area = areas::find(&uow.conn, &input.area_code).await?;
    let area = area.ok_or_else(|| Problem::fault("/area_code", "unknown", "There is no such area"))?;
    if !uow.caller()?.holds(&[Role::FinanceMaker], &Place::area(&area.path)) {
        return Err(Problem::forbidden("Only the maker of the area's finance may do this"));
    }
    let policy = input.year_end_policy.map_or_else(|| Policy::of_source(&input.source), |policy| policy.0);
    if policy == Policy::Lapse && SOURCES.contains(&input.source.as_str()) {
        return Err(Problem::fault("/year_end_policy", "donations_stay", "Donated money is carried over; it never lapses"));
    }
    let row = Fund {
        id: FundId(uow.id()),
        code: input.code.clone(),
        name: input.name.trim().to_owned(),
        source: input.source.clone(),
        area_code: area.code,
        area_path: area.path,
        demonstration,
        year_end_policy: policy.to_string(),
        payer_name: None,
        payer_sealed: None,
        payer_tail: None,
        payer_bank: None,
        payer_cnaps: None,
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("fund_code_taken", "A fund with this code exists already")),
        other => other?,
    }
    let after = json!({ "code": row.code, "name": row.name, "source": row.source, "year_end_policy": row.year_end_policy });
    uow.audit("fund.create", Subject::new("fund", row.id).after(after)).await?;
    Ok(row)
}

//! Enter an allotment.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Money;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_store::ids::{AllotmentId, FundId};
use yichuang_store::record::{Allotment, Fund};
use yichuang_store::{StoreError, insert};

use super::{allotment_views, must_be_open};

/// Money of the fund for one year and budget line, as the document says.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AllotmentInput {
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    pub fiscal_year: i32,
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "2296002 为老服务")]
    pub budget_line: String,
    /// Number of the document that grants it; each can be entered once.
    #[schema(min_length = 2, max_length = 60, pattern = r"\S", example = "天财社〔2026〕12号")]
    pub document_no: String,
    pub amount: Money,
}

/// Enter an allotment
///
/// A draft; it holds no money until another person has approved it.
#[utoipa::path(post, path = "/funds/{id}/allotments", operation_id = "createAllotment", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund")), request_body = AllotmentInput,
    responses((status = 201, description = "The draft", body = super::AllotmentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<AllotmentInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, FundId(id), input).await?;
        let view = allotment_views(&uow, std::slice::from_ref(&row)).await?.pop();
        Ok(Reply::created(format!("/api/v1/allotments/{}", row.id), &view)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, fund: FundId, input: &AllotmentInput) -> Result<Allotment, Problem> {
    let fund: Fund = uow.find(fund).await?;
    let place = Place::area(&fund.area_path);
    uow.must_see(STAFF, &place)?;
    if !uow.caller()?.holds(&[Role::FinanceMaker], &place) {
        return Err(Problem::forbidden("Only the maker of the area's finance may do this"));
    }
    if input.amount.0 <= Fen::ZERO {
        return Err(Problem::fault("/amount", "too_small", "The amount must be above zero"));
    }
    must_be_open(uow, fund.id, input.fiscal_year).await?;
    let row = Allotment {
        id: AllotmentId(uow.id()),
        fund_id: fund.id,
        fiscal_year: input.fiscal_year,
        budget_line: input.budget_line.trim().to_owned(),
        document_no: input.document_no.trim().to_owned(),
        amount_fen: input.amount.0.get(),
        area_path: fund.area_path.clone(),
        state: "draft".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        approved_by: None,
        origin_id: None,
        directed: false,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => {
            let detail = "This document, or this year and budget line of the fund, was entered already";
            return Err(Problem::refused("allotment_exists", detail));
        }
        other => other?,
    }
    let after = json!({ "document_no": row.document_no, "amount": input.amount, "fiscal_year": row.fiscal_year });
    uow.audit("allotment.create", Subject::new("allotment", row.id).after(after)).await?;
    Ok(row)
}

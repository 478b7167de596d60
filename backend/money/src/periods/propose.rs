//! Propose a month: the first of two persons.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_domain::states::periods::{PeriodEvent, PeriodMachine, PeriodState};
use yichuang_store::ids::{FundId, PeriodId};
use yichuang_store::record::{Fund, Period};
use yichuang_store::{insert, reviews, statements as rows};

use super::{KIND, PeriodView, must_be_reconciled, reconciled, step, view, with_figures};
use crate::statements::fund_of;

/// A month of the account of a fund.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodInput {
    pub fund_id: Uuid,
    #[schema(pattern = r"^\d{4}-(0[1-9]|1[0-2])$", example = "2026-07")]
    pub month: String,
}

/// Propose a month
///
/// The first person says that the month is reconciled; 409 with every line of the checklist that is not done. A month
/// that was sent back is proposed again.
#[utoipa::path(post, path = "/periods", operation_id = "proposePeriod", tag = "statements", request_body = PeriodInput,
    responses((status = 201, description = "The month", body = PeriodView)))]
pub async fn handler(cx: Cx, Json(input): Json<PeriodInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        Ok(Reply::created(format!("/api/v1/periods/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, input: &PeriodInput) -> Result<Period, Problem> {
    fund_of(uow, FundId(input.fund_id)).await?;
    let fund: Fund = uow.lock(FundId(input.fund_id)).await?;
    let before = rows::period(&uow.conn, fund.id, &input.month).await?;
    let state = before.as_ref().map_or("returned", |row| &row.state).to_owned();
    uow.fire::<PeriodMachine>(&state, PeriodEvent::Propose, &Place::area(&fund.area_path))?;
    let figures = reconciled(uow, &fund, &input.month).await?.figures;
    must_be_reconciled(&figures)?;
    let who = uow.caller()?;
    let row = Period {
        id: PeriodId(uow.id()),
        fund_id: fund.id,
        month: input.month.clone(),
        opening_fen: 0,
        closing_fen: 0,
        ledger_fen: 0,
        difference_fen: 0,
        area_path: fund.area_path.clone(),
        refusal: None,
        proposed_by: who.user,
        proposed_by_person: who.person,
        closed_by: None,
        closed_at: None,
        state: PeriodState::Proposed.to_string(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    let row = if let Some(before) = before {
        let again = Period { refusal: None, proposed_by: who.user, proposed_by_person: who.person, ..before };
        step(uow, with_figures(again, &figures), PeriodState::Proposed.as_str(), PeriodEvent::Propose, None).await?
    } else {
        let row = with_figures(row, &figures);
        insert(&uow.conn, row.clone()).await?;
        let after = json!({ "fund": fund.code, "month": row.month, "closing_fen": row.closing_fen });
        uow.audit("period.propose", Subject::new(KIND, row.id).after(after)).await?;
        row
    };
    let text = format!("{} {} 已对平，待结账。", fund.name, row.month);
    for user in reviews::holders(&uow.conn, Role::FinanceApprover.as_str(), &fund.area_path, None).await? {
        uow.mail(&user.email, "会计期间待结账", &text).await?;
    }
    Ok(row)
}

//! Propose the end of a year: the first of three hands.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_domain::states::year_ends::{YearEndEvent, YearEndMachine, YearEndState};
use yichuang_store::ids::{FundId, YearEndId};
use yichuang_store::record::{Fund, YearEnd};
use yichuang_store::{insert, year_ends as rows};

use super::reckon::reckon;
use super::view::{YearEndView, view};
use super::{KIND, add_approval, step, tell};
use crate::statements::fund_of;

/// A fiscal year of a fund.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct YearEndInput {
    pub fund_id: Uuid,
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    pub fiscal_year: i32,
}

/// Propose a year end
///
/// The first of three hands, once the year is over: what lapses and what is carried is fixed as it is at this moment, and the
/// other two sign exactly that. 409 with everything that blocks it. A year end that was sent back is proposed again.
#[utoipa::path(post, path = "/year-ends", operation_id = "proposeYearEnd", tag = "funds", request_body = YearEndInput,
    responses((status = 201, description = "The year end", body = YearEndView)))]
pub async fn handler(cx: Cx, Json(input): Json<YearEndInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        Ok(Reply::created(format!("/api/v1/year-ends/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, input: &YearEndInput) -> Result<YearEnd, Problem> {
    fund_of(uow, FundId(input.fund_id)).await?;
    // First the year end, if there is one, and then the fund, as closing it does.
    if let Some(row) = rows::of_year(&uow.conn, FundId(input.fund_id), input.fiscal_year).await? {
        uow.lock::<YearEnd>(row.id).await?;
    }
    let fund: Fund = uow.lock(FundId(input.fund_id)).await?;
    let before = rows::of_year(&uow.conn, fund.id, input.fiscal_year).await?;
    let state = before.as_ref().map_or(YearEndState::Returned.as_str(), |row| &row.state).to_owned();
    let to = uow.fire::<YearEndMachine>(&state, YearEndEvent::Propose, &Place::area(&fund.area_path))?;
    let reckoned = reckon(uow, fund, input.fiscal_year).await?;
    let blockers = reckoned.blockers();
    if !blockers.is_empty() {
        return Err(Problem::blocked("not_closable", "The year cannot be closed as it is", blockers));
    }
    let row = match before {
        Some(before) => {
            let again = YearEnd { refusal: None, proposed_by: uow.caller()?.user, round: before.round + 1, ..before };
            step(uow, reckoned.put_into(again)?, to.as_str(), YearEndEvent::Propose, None).await?
        }
        None => first(uow, reckoned.put_into(new(uow, &reckoned.fund, input.fiscal_year)?)?).await?,
    };
    add_approval(uow, &row, "maker").await?;
    let text = format!("{} {} 年度已提请年末结转，待复核。", reckoned.fund.name, row.fiscal_year);
    tell(uow, Role::FinanceChecker, &row, "年末结转待复核", &text).await?;
    Ok(row)
}

fn new(uow: &Uow, fund: &Fund, fiscal_year: i32) -> Result<YearEnd, Problem> {
    Ok(YearEnd {
        id: YearEndId(uow.id()),
        fund_id: fund.id,
        fiscal_year,
        policy: String::new(),
        lapsed_fen: 0,
        carried_fen: 0,
        allotment_count: 0,
        figures: String::new(),
        digest: String::new(),
        round: 1,
        area_path: fund.area_path.clone(),
        refusal: None,
        proposed_by: uow.caller()?.user,
        closed_by: None,
        closed_at: None,
        state: YearEndState::Proposed.to_string(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

async fn first(uow: &Uow, row: YearEnd) -> Result<YearEnd, Problem> {
    insert(&uow.conn, row.clone()).await?;
    let after = serde_json::json!({
        "fund_id": row.fund_id, "fiscal_year": row.fiscal_year, "lapsed_fen": row.lapsed_fen, "carried_fen": row.carried_fen,
    });
    uow.audit("year_end.propose", Subject::new(KIND, row.id).after(after)).await?;
    Ok(row)
}

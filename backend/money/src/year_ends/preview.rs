//! What closing a year would do, before anybody proposes it.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Money, YearEndPolicy};
use yichuang_domain::states::year_ends::{YearEndEvent, YearEndMachine};
use yichuang_records::funds::AllotmentFundView;
use yichuang_store::ids::FundId;
use yichuang_store::year_ends as rows;

use super::reckon::reckon;
use super::view::{YearEndAllotmentView, YearEndItemView, YearEndSummary, allotment_view, item_view, summaries};
use crate::statements::{fund_of, fund_view};

/// Which year.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct YearEndQuery {
    /// The fiscal year; the one before today's when it is left out.
    #[param(minimum = 2000, maximum = 2100)]
    fiscal_year: Option<i32>,
}

/// What closing a year would do now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearEndPreviewView {
    pub fund: AllotmentFundView,
    #[schema(example = 2026)]
    pub fiscal_year: i32,
    /// What becomes of available money.
    pub policy: YearEndPolicy,
    /// Available money that would go back to whoever gave it.
    pub lapsed: Money,
    /// What would be carried into the next year.
    pub carried: Money,
    pub allotments: Vec<YearEndAllotmentView>,
    /// The checklist: everything that could block it, done or not.
    pub items: Vec<YearEndItemView>,
    /// What was proposed or closed, if anything.
    pub year_end: Option<YearEndSummary>,
    /// The caller may propose it, and nothing blocks it.
    pub can_propose: bool,
}

/// Preview a year end
///
/// Allotment by allotment what would lapse and what would be carried, and the checklist. Changes nothing.
#[utoipa::path(get, path = "/funds/{id}/year-end", operation_id = "previewYearEnd", tag = "funds",
    params(("id" = Uuid, Path, description = "Fund"), YearEndQuery),
    responses((status = 200, description = "What would lapse and what would be carried", body = YearEndPreviewView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<YearEndQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let fund = fund_of(&uow, FundId(id)).await?;
    let year = query.fiscal_year.unwrap_or_else(|| uow.today().year() - 1);
    let may = uow.fire::<YearEndMachine>("returned", YearEndEvent::Propose, &Place::area(&fund.area_path)).is_ok();
    let row = rows::of_year(&uow.conn, fund.id, year).await?;
    let open = row.as_ref().is_none_or(|row| row.state == "returned");
    let named = fund_view(std::slice::from_ref(&fund), fund.id)?;
    let reckoned = reckon(&uow, fund, year).await?;
    Reply::ok(&YearEndPreviewView {
        fund: named,
        fiscal_year: year,
        policy: YearEndPolicy(reckoned.policy),
        lapsed: Money(reckoned.lapsed()?),
        carried: Money(reckoned.carried()?),
        allotments: reckoned.figures().iter().map(allotment_view).collect::<Result<_, _>>()?,
        items: reckoned.items().into_iter().map(item_view).collect(),
        year_end: summaries(&uow, row.as_slice()).await?.pop(),
        can_propose: may && open && reckoned.blockers().is_empty(),
    })
}

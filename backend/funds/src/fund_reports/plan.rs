//! What is planned and paid month by month.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, FundingSource, Money, SignedMoney};
use yichuang_store::fund_reports::{self as rows, PlannedMonth};
use yichuang_store::ids::{AllotmentId, FundId};

use super::{period_of, readers};

/// Which year.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PaymentPlanQuery {
    /// This year when it is left out.
    #[param(minimum = 2000, maximum = 2100, example = 2026)]
    year: Option<i32>,
    /// Only money of this fund.
    fund_id: Option<Uuid>,
}

/// One month of money of one source.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedMonthView {
    #[schema(example = "2026-07")]
    pub month: String,
    pub source: FundingSource,
    /// Tranches whose last day for the payment is in this month, whatever became of them; cancelled ones apart.
    pub planned: Money,
    /// Paid in this month by the books, less what the bank sent back.
    pub paid: SignedMoney,
    /// Of what is planned, what is unpaid after its day.
    pub overdue: Money,
}

/// The plan of a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentPlanView {
    #[schema(example = 2026)]
    pub year: i32,
    /// The day by which it is judged what is overdue.
    pub as_of: Date,
    /// By month and then by source; months in which nothing is planned or paid are left out.
    pub items: Vec<PlannedMonthView>,
    /// Tranches that have no day yet, because what they wait for has not happened. They belong to no year.
    pub undated: Money,
}

/// Show the plan of payments
///
/// For a year, by month and source: tranches by their last day for the payment, what the books say was paid, and what is late
/// today.
#[utoipa::path(get, path = "/fund-reports/payment-plan", operation_id = "getPaymentPlan", tag = "funds", params(PaymentPlanQuery),
    responses((status = 200, description = "The plan", body = PaymentPlanView)))]
pub async fn handler(cx: Cx, Query(query): Query<PaymentPlanQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let year = query.year.unwrap_or_else(|| uow.today().year());
    let period = period_of(&format!("{year:04}"))?;
    let allotments = rows::allotments_within(&uow.conn, &uow.caller()?.reach(&readers()), query.fund_id.map(FundId), None).await?;
    let ids: Vec<AllotmentId> = allotments.iter().map(|(allotment, _)| allotment.id).collect();
    let found = rows::payment_plan(&uow.conn, &ids, period, &uow.today().to_string()).await?;
    let undated = found.iter().filter(|one| one.month.is_none()).map(|one| one.planned_fen).sum();
    Reply::ok(&PaymentPlanView {
        year,
        as_of: Date(uow.today()),
        items: found.iter().filter_map(view).collect::<Result<_, _>>()?,
        undated: Money::fen(undated)?,
    })
}

fn view(one: &PlannedMonth) -> Option<Result<PlannedMonthView, Problem>> {
    let month = one.month.clone()?;
    let view = || {
        Ok(PlannedMonthView {
            month,
            source: FundingSource::read(&one.source)?,
            planned: Money::fen(one.planned_fen)?,
            paid: SignedMoney::fen(one.paid_fen)?,
            overdue: Money::fen(one.overdue_fen)?,
        })
    };
    Some(view())
}

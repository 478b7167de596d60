//! Statements against books, for one month of one account.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, FaultView, Money, SignedMoney};
use yichuang_domain::statements::month_items;
use yichuang_domain::states::periods::{PeriodEvent, PeriodMachine};
use yichuang_domain::time::Day;
use yichuang_records::funds::AllotmentFundView;
use yichuang_store::ids::FundId;
use yichuang_store::statements as rows;

use super::{PeriodView, reconciled, view};
use crate::statements::matches::OpenMovementView;
use crate::statements::{fund_of, fund_view};

/// Which month.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReconciliationQuery {
    /// The month, such as `2026-07`; the one before today's when it is left out.
    #[param(pattern = r"^\d{4}-(0[1-9]|1[0-2])$", example = "2026-07")]
    month: Option<String>,
}

/// One line of the checklist of a month.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MonthItemView {
    /// `month_over`, `earlier_month_open`, `statement_missing`, `lines_open`, `movements_open` or `difference`.
    #[schema(example = "difference")]
    pub code: String,
    pub done: bool,
    /// What is missing.
    pub fault: Option<FaultView>,
}

/// What bank and books say about an account at the end of a month.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReconciliationView {
    pub fund: AllotmentFundView,
    #[schema(example = "2026-07")]
    pub month: String,
    /// What the account held before the month, by the statements.
    pub opening: SignedMoney,
    pub inflow: Money,
    pub outflow: Money,
    /// What the account held at the end of the month, by the statements.
    pub closing: SignedMoney,
    /// What the books say (F1002) at the end of the month.
    pub ledger: SignedMoney,
    /// On a statement of this time and booked later.
    pub bank_first: SignedMoney,
    /// Booked in this time and on a later statement.
    pub books_first: SignedMoney,
    /// On a statement, explained by two persons, and never in the books.
    pub explained: SignedMoney,
    /// Closing − ledger − bank first + books first − explained. Only zero closes the month.
    pub difference: SignedMoney,
    pub open_line_count: u32,
    /// Movements of the books up to the end of the month that no statement shows.
    pub movements: Vec<OpenMovementView>,
    pub items: Vec<MonthItemView>,
    /// What was proposed or closed, if anything.
    pub period: Option<PeriodView>,
    /// The caller may propose the month, and nothing keeps it from being closed.
    pub can_propose: bool,
}

/// Reconcile a month
///
/// Statement against ledger: balances, movements, what is on one side only, the checklist and the difference. Changes
/// nothing.
#[utoipa::path(get, path = "/funds/{id}/reconciliation", operation_id = "getReconciliation", tag = "statements",
    params(("id" = Uuid, Path, description = "Fund"), ReconciliationQuery),
    responses((status = 200, description = "Statement against ledger", body = ReconciliationView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<ReconciliationQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let fund = fund_of(&uow, FundId(id)).await?;
    let month = query.month.unwrap_or_else(|| month_before(uow.today()));
    let compared = reconciled(&uow, &fund, &month).await?;
    let figures = &compared.figures;
    let period = match rows::period(&uow.conn, fund.id, &month).await? {
        Some(row) => Some(view(&uow, &row).await?),
        None => None,
    };
    let items = month_items(figures);
    let done = items.iter().all(|item| item.fault.is_none());
    let open = period.as_ref().is_none_or(|period| period.state.0.as_str() == "returned");
    let may = uow.fire::<PeriodMachine>("returned", PeriodEvent::Propose, &Place::area(&fund.area_path)).is_ok();
    let movements = compared.movements.iter().map(|movement| {
        Ok(OpenMovementView {
            journal_id: movement.journal_id.0,
            day: Date::read(&movement.biz_date)?,
            amount: SignedMoney::fen(movement.amount_fen)?,
            text: movement.memo.clone(),
        })
    });
    Reply::ok(&ReconciliationView {
        month,
        opening: SignedMoney::fen(figures.opening)?,
        inflow: Money::fen(figures.inflow)?,
        outflow: Money::fen(figures.outflow)?,
        closing: SignedMoney::fen(figures.closing())?,
        ledger: SignedMoney::fen(figures.ledger)?,
        bank_first: SignedMoney::fen(figures.bank_first)?,
        books_first: SignedMoney::fen(figures.books_first)?,
        explained: SignedMoney::fen(figures.explained)?,
        difference: SignedMoney::fen(figures.difference())?,
        open_line_count: figures.open_lines,
        movements: movements.collect::<Result<_, Problem>>()?,
        items: items
            .into_iter()
            .map(|item| MonthItemView { code: item.code.to_owned(), done: item.fault.is_none(), fault: item.fault.map(Into::into) })
            .collect(),
        can_propose: done && open && may,
        fund: fund_view(std::slice::from_ref(&fund), fund.id)?,
        period,
    })
}

/// The month before the one of a day.
fn month_before(day: Day) -> String {
    let (year, month) = (day.year(), u8::from(day.date().month()));
    if month == 1 { format!("{:04}-12", year - 1) } else { format!("{year:04}-{:02}", month - 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_before_january_is_the_last_december() {
        assert_eq!(month_before(Day::parse("2026-01-31").unwrap()), "2025-12");
        assert_eq!(month_before(Day::parse("2026-11-01").unwrap()), "2026-10");
    }
}

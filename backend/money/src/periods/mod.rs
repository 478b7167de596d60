//! Months of a bank account: reconciled by one person, closed by another, and only at a difference of zero.

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::http::Reply;
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{ActionView, Instant, PeriodState, PersonView, SignedMoney};
use yichuang_domain::fault::Fault;
use yichuang_domain::statements::{MonthFigures, covered_until, month_items};
use yichuang_domain::states::periods::{PeriodEvent as Event, PeriodMachine};
use yichuang_domain::time::Day;
use yichuang_records::funds::AllotmentFundView;
use yichuang_store::ids::{FundId, UserId};
use yichuang_store::record::{Fund, Period};
use yichuang_store::statements::{self as rows, Movement};
use yichuang_store::update;

use crate::statements::fund_view;
use crate::statements::read::stored_span;

pub mod close;
pub mod get;
pub mod list;
pub mod propose;
pub mod reconcile;
pub mod send_back;

/// The kind of things that audit rows of months are about.
const KIND: &str = "period";
const SECOND_PERSON: &str = "Another person than the one who proposed it must close the month";

/// One month of an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PeriodView {
    pub id: Uuid,
    /// The fund whose bank account it is.
    pub fund: AllotmentFundView,
    #[schema(example = "2026-07")]
    pub month: String,
    /// What the account held before the month, by the statements.
    pub opening: SignedMoney,
    /// What the account held at the end of the month, by the statements.
    pub closing: SignedMoney,
    /// What the books say about the account at the end of the month.
    pub ledger: SignedMoney,
    /// What remained when everything that is explained was taken off.
    pub difference: SignedMoney,
    /// Why it was sent back.
    pub refusal: Option<String>,
    pub proposed_by: PersonView,
    pub closed_by: Option<PersonView>,
    pub closed_at: Option<Instant>,
    pub state: PeriodState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// What bank and books say about a month now.
pub struct Reconciled {
    pub figures: MonthFigures,
    pub movements: Vec<Movement>,
}

/// The first and the last day of a month such as `2026-07`; 422 for anything else.
pub fn days_of(month: &str) -> Result<(Day, Day), Problem> {
    let wrong = || Problem::fault("/month", "wrong_format", "A month is written like 2026-07");
    let first = Day::parse(&format!("{month}-01")).map_err(|_| wrong())?;
    let last = (28..=31).rev().find_map(|day| Day::parse(&format!("{month}-{day}")).ok()).ok_or_else(wrong)?;
    Ok((first, last))
}

/// Compares statements and books of a month.
pub async fn reconciled(uow: &Uow, fund: &Fund, month: &str) -> Result<Reconciled, Problem> {
    let (first, last) = days_of(month)?;
    let spans = rows::of_fund(&uow.conn, fund.id).await?;
    let spans = spans.iter().map(stored_span).collect::<Result<Vec<_>, _>>()?;
    let covered = covered_until(&spans);
    let sums = rows::month_sums(&uow.conn, fund.id, &fund.code, &first.to_string(), &last.to_string()).await?;
    let movements = rows::open_movements(&uow.conn, &fund.code, Some(&last.to_string())).await?;
    let closed = rows::last_closed(&uow.conn, fund.id).await?;
    let figures = MonthFigures {
        opening: covered.map_or(0, |covered| covered.opening) + sums.before,
        inflow: sums.inflow,
        outflow: sums.outflow,
        ledger: sums.ledger,
        bank_first: sums.bank_first,
        books_first: sums.books_first,
        explained: sums.explained,
        open_lines: u32::try_from(sums.open_lines).map_err(Problem::internal)?,
        open_movements: u32::try_from(movements.len()).map_err(Problem::internal)?,
        covered: covered.is_some_and(|covered| covered.from <= last && last <= covered.until),
        over: uow.today() > last,
        follows: follows(closed.as_deref(), first)?,
    };
    Ok(Reconciled { figures, movements })
}

/// Months are closed one after the other; the first one may be any.
fn follows(closed: Option<&str>, first: Day) -> Result<bool, Problem> {
    let Some(closed) = closed else { return Ok(true) };
    let next = days_of(closed)?.1.next().map_err(Problem::internal)?;
    Ok(first <= next)
}

/// What keeps a month from being closed.
#[must_use]
pub fn open_items(figures: &MonthFigures) -> Vec<Fault> {
    month_items(figures).into_iter().filter_map(|item| item.fault).collect()
}

/// 409 with everything that keeps the month from being closed.
pub fn must_be_reconciled(figures: &MonthFigures) -> Result<(), Problem> {
    let open = open_items(figures);
    if open.is_empty() {
        return Ok(());
    }
    Err(Problem::blocked("not_reconciled", "The month is not reconciled", open))
}

/// A page of months, with one query for everything around them.
pub async fn views(uow: &Uow, found: &[Period]) -> Result<Vec<PeriodView>, Problem> {
    let funds: Vec<FundId> = found.iter().map(|row| row.fund_id).collect();
    let people: Vec<UserId> = found.iter().flat_map(|row| std::iter::once(row.proposed_by).chain(row.closed_by)).collect();
    let (funds, people) = rows::around(&uow.conn, &funds, &people).await?;
    let view = |row: &Period| {
        Ok(PeriodView {
            id: row.id.0,
            fund: fund_view(&funds, row.fund_id)?,
            month: row.month.clone(),
            opening: SignedMoney::fen(row.opening_fen)?,
            closing: SignedMoney::fen(row.closing_fen)?,
            ledger: SignedMoney::fen(row.ledger_fen)?,
            difference: SignedMoney::fen(row.difference_fen)?,
            refusal: row.refusal.clone(),
            proposed_by: named(&people, row.proposed_by),
            closed_by: row.closed_by.map(|id| named(&people, id)),
            closed_at: Instant::maybe(row.closed_at)?,
            state: PeriodState::read(&row.state)?,
            version: row.version,
            created_at: Instant::micros(row.created_at)?,
            updated_at: Instant::micros(row.updated_at)?,
            available_actions: actions(uow, row)?,
        })
    };
    found.iter().map(view).collect()
}

pub async fn view(uow: &Uow, row: &Period) -> Result<PeriodView, Problem> {
    views(uow, std::slice::from_ref(row)).await?.pop().ok_or_else(|| Problem::internal("a view without its month"))
}

async fn reply(uow: &Uow, row: &Period) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

fn actions(uow: &Uow, row: &Period) -> Result<Vec<ActionView>, Problem> {
    let other = uow.who.as_ref().is_none_or(|who| who.person != row.proposed_by_person);
    let offers = vec![
        Offer::new(Event::Propose, "proposePeriod"),
        Offer::new(Event::Close, "closePeriod").needs(other, "same_person", SECOND_PERSON),
        Offer::new(Event::Return, "returnPeriod"),
    ];
    available::<PeriodMachine>(uow, &row.state, &Place::area(&row.area_path), offers)
}

/// A month with the figures of this moment.
fn with_figures(row: Period, figures: &MonthFigures) -> Period {
    Period {
        opening_fen: figures.opening,
        closing_fen: figures.closing(),
        ledger_fen: figures.ledger,
        difference_fen: figures.difference(),
        ..row
    }
}

/// Writes a month in its next state, with its audit row.
async fn step(uow: &Uow, before: Period, to: &str, event: Event, reason: Option<&str>) -> Result<Period, Problem> {
    let from = before.state.clone();
    let after = update(&uow.conn, Period { state: to.to_owned(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new(KIND, after.id).moved(&from, to);
    subject.after = Some(json!({ "state": to, "month": after.month, "closing_fen": after.closing_fen, "ledger_fen": after.ledger_fen }));
    subject.reason = reason;
    uow.audit(&format!("{KIND}.{}", event.as_str()), subject).await?;
    Ok(after)
}

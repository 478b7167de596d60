//! How the end of a year looks: what lapses, what is carried from where to where, and whose hands were on it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::Reply;
use yichuang_base::parties::{named, people, person};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, FaultView, Instant, Money, PersonView, YearEndPolicy, YearEndState};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::year_ends::Item;
use yichuang_domain::states::year_ends::{YearEndEvent as Event, YearEndMachine};
use yichuang_records::funds::AllotmentFundView;
use yichuang_store::ids::{FundId, UserId};
use yichuang_store::record::{Approval, Fund, User, YearEnd};
use yichuang_store::statements as around;

use super::reckon::{Figures, Reckoned, reckon, stored};
use super::{approvals, faults, place};
use crate::payments::hand_faults;
use crate::payments::view::ApprovalView;
use crate::statements::fund_view;

/// One end of a year in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearEndSummary {
    pub id: Uuid,
    pub fund: AllotmentFundView,
    #[schema(example = 2026)]
    pub fiscal_year: i32,
    /// What becomes of available money.
    pub policy: YearEndPolicy,
    /// Available money that goes back to whoever gave it.
    pub lapsed: Money,
    /// What goes on in the next year.
    pub carried: Money,
    pub allotment_count: i32,
    /// Why it was sent back.
    pub refusal: Option<String>,
    pub proposed_by: PersonView,
    pub closed_by: Option<PersonView>,
    pub closed_at: Option<Instant>,
    pub state: YearEndState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// What is carried, by where the money is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct YearEndPositionsView {
    pub available: Money,
    /// Held for awards without an agreement.
    pub reserved: Money,
    /// Promised by agreements and not due yet.
    pub committed: Money,
    pub due: Money,
    /// Approved for payment and not yet in a file for the bank.
    pub approved: Money,
    /// In a file for the bank.
    pub exported: Money,
}

/// One allotment of the year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearEndAllotmentView {
    pub allotment_id: Uuid,
    #[schema(example = "2296002 为老服务")]
    pub budget_line: String,
    #[schema(example = "天财社〔2026〕12号")]
    pub document_no: String,
    /// The allotment the cash came in for, when this one carries on its money.
    pub origin_id: Option<Uuid>,
    /// Goes back to whoever gave it.
    pub lapsed: Money,
    pub carried: YearEndPositionsView,
    pub carried_total: Money,
    /// Stays in the year: what was paid.
    pub paid: Money,
    /// Stays in the year: what came back and is not disposed of.
    pub recovered: Money,
    /// The allotment of the next year that goes on with it; only once the year is closed.
    pub to_allotment_id: Option<Uuid>,
}

/// One line of the checklist of a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearEndItemView {
    /// `year_over`, `allotments`, `earlier_years` or `adjustments`.
    #[schema(example = "year_over")]
    pub code: String,
    pub done: bool,
    /// What is missing.
    pub fault: Option<FaultView>,
}

/// One end of a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct YearEndView {
    #[serde(flatten)]
    pub summary: YearEndSummary,
    /// As they were proposed, and once it is closed as they were posted.
    pub allotments: Vec<YearEndAllotmentView>,
    /// The hands on it.
    pub approvals: Vec<ApprovalView>,
    /// The checklist while it is open.
    pub items: Vec<YearEndItemView>,
    /// Where the ledger says something else by now than what was proposed; it is then sent back and proposed anew.
    pub changes: Vec<FaultView>,
    pub available_actions: Vec<ActionView>,
}

/// A page of year ends, with one query for everything around them.
pub(super) async fn summaries(uow: &Uow, found: &[YearEnd]) -> Result<Vec<YearEndSummary>, Problem> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let funds: Vec<FundId> = found.iter().map(|row| row.fund_id).collect();
    let people: Vec<UserId> = found.iter().flat_map(|row| std::iter::once(row.proposed_by).chain(row.closed_by)).collect();
    let (funds, people) = around::around(&uow.conn, &funds, &people).await?;
    found.iter().map(|row| summary(row, &funds, &people)).collect()
}

fn summary(row: &YearEnd, funds: &[Fund], people: &[User]) -> Result<YearEndSummary, Problem> {
    Ok(YearEndSummary {
        id: row.id.0,
        fund: fund_view(funds, row.fund_id)?,
        fiscal_year: row.fiscal_year,
        policy: YearEndPolicy::read(&row.policy)?,
        lapsed: Money::fen(row.lapsed_fen)?,
        carried: Money::fen(row.carried_fen)?,
        allotment_count: row.allotment_count,
        refusal: row.refusal.clone(),
        proposed_by: named(people, row.proposed_by),
        closed_by: row.closed_by.map(|id| named(people, id)),
        closed_at: Instant::maybe(row.closed_at)?,
        state: YearEndState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

pub(super) fn allotment_view(row: &Figures) -> Result<YearEndAllotmentView, Problem> {
    let of = |account: &str| Money::fen(row.carried.get(account).copied().unwrap_or(0));
    Ok(YearEndAllotmentView {
        allotment_id: row.allotment_id,
        budget_line: row.budget_line.clone(),
        document_no: row.document_no.clone(),
        origin_id: row.origin_id,
        lapsed: Money::fen(row.lapsed)?,
        carried: YearEndPositionsView {
            available: of("B20")?,
            reserved: of("B30")?,
            committed: of("B40")?,
            due: of("B50")?,
            approved: of("B55")?,
            exported: of("B60")?,
        },
        carried_total: Money::fen(row.carried.values().sum())?,
        paid: Money::fen(row.paid)?,
        recovered: Money::fen(row.recovered)?,
        to_allotment_id: row.to_allotment_id,
    })
}

pub(super) fn item_view(item: Item) -> YearEndItemView {
    YearEndItemView { code: item.code.to_owned(), done: item.fault.is_none(), fault: item.fault.map(Into::into) }
}

pub(super) async fn reply(uow: &Uow, row: &YearEnd) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

pub(super) async fn view(uow: &Uow, row: &YearEnd) -> Result<YearEndView, Problem> {
    let summary = summaries(uow, std::slice::from_ref(row)).await?.pop();
    let hands = approvals(uow, row).await?;
    let names = people(uow, hands.iter().map(|hand| hand.user_id).collect()).await?;
    let hand = |hand: &Approval| {
        let (by, at) = (person(&names, hand.user_id), Instant::micros(hand.created_at)?);
        Ok(ApprovalView { step: hand.step.clone(), by, at, note: hand.note.clone(), digest: hand.digest.clone() })
    };
    let approvals = hands.iter().map(hand).collect::<Result<_, Problem>>()?;
    let now = if row.state == "closed" { None } else { Some(reckon(uow, uow.find(row.fund_id).await?, row.fiscal_year).await?) };
    let (mut items, mut changed, mut available_actions) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(now) = &now {
        items = now.items().into_iter().map(item_view).collect();
        let found = faults(uow, row, now, &hands)?;
        changed = found.iter().filter(|fault| fault.code == "figures_changed").cloned().map(Into::into).collect();
        available_actions = actions(uow, row, now, &hands, &found)?;
    }
    Ok(YearEndView {
        summary: summary.ok_or_else(|| Problem::internal("a view without its year end"))?,
        allotments: stored(row)?.iter().map(allotment_view).collect::<Result<_, _>>()?,
        approvals,
        items,
        changes: changed,
        available_actions,
    })
}

fn actions(uow: &Uow, row: &YearEnd, now: &Reckoned, hands: &[Approval], found: &[Fault]) -> Result<Vec<ActionView>, Problem> {
    let blocked = |step: &str| {
        let who = hand_faults(uow, step, None, &[], hands)?;
        Ok::<Vec<Fault>, Problem>(who.into_iter().chain(found.iter().cloned()).collect())
    };
    let offers = vec![
        Offer::new(Event::Propose, "proposeYearEnd").blocked(now.blockers()),
        Offer::new(Event::Check, "checkYearEnd").blocked(blocked("checker")?),
        Offer::new(Event::Close, "closeYearEnd").blocked(blocked("approver")?),
        Offer::new(Event::Return, "returnYearEnd"),
    ];
    available::<YearEndMachine>(uow, &row.state, &place(row), offers)
}

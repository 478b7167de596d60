//! How an order looks: what it moves from where, and whose hands were on it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::http::Reply;
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, FaultView, FundOrderKind, FundOrderState, Instant, Money, PersonView};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::fund_orders::{FundOrderEvent as Event, FundOrderMachine};
use yichuang_store::around::{self, OfFundOrders};
use yichuang_store::ids::{AllotmentId, UserId};
use yichuang_store::payments as rows;
use yichuang_store::record::{Approval, FundOrder, Project};

use super::reduction::{self, ReductionPlanView};
use super::{Dossier, approving, demand, dossier, faults, figures, order_hand_faults};
use crate::payments::view::ApprovalView;
use crate::payments::{lapsed, turn};
use crate::projects::ProjectRefView;

/// An allotment as an order names it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundOrderAllotmentView {
    pub id: Uuid,
    #[schema(example = "天宁区福彩公益金")]
    pub fund_name: String,
    /// Orders never move money from one source to another.
    #[schema(example = "welfare_lottery")]
    pub source: String,
    #[schema(example = 2026)]
    pub fiscal_year: i32,
    #[schema(example = "2296002 为老服务")]
    pub budget_line: String,
}

/// The clawback that a receipt or a write-off is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundOrderRefView {
    pub id: Uuid,
    #[schema(example = "SX2026-0001")]
    pub number: String,
}

/// An order in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundOrderSummary {
    pub id: Uuid,
    #[schema(example = "SX2026-0001")]
    pub number: String,
    pub kind: FundOrderKind,
    /// Where the money lies, or whence it goes.
    pub allotment: FundOrderAllotmentView,
    /// Where an adjustment brings it.
    pub to_allotment: Option<FundOrderAllotmentView>,
    pub project: Option<ProjectRefView>,
    pub clawback: Option<FundOrderRefView>,
    pub amount: Money,
    /// Of an executed clawback: what is still to come in.
    pub receivable: Option<Money>,
    pub reason: String,
    /// The document or voucher it rests on.
    pub evidence: String,
    /// Why it was refused or taken back.
    pub refusal: Option<String>,
    pub approvals: Vec<ApprovalView>,
    pub created_by: PersonView,
    pub executed_at: Option<Instant>,
    pub state: FundOrderState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// One order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundOrderView {
    #[serde(flatten)]
    pub summary: FundOrderSummary,
    #[schema(example = "壹拾伍万元整")]
    pub amount_upper: String,
    /// The most that an order of this kind could move now; nothing once it has ended.
    pub limit: Option<Money>,
    /// Of a reduction: what it takes from which instalment.
    pub reduction: Option<ReductionPlanView>,
    /// Which hands an open write-off still waits for beside the three, in words.
    pub readiness: Vec<FaultView>,
    pub available_actions: Vec<ActionView>,
}

/// A page of orders, with one query for everything around them.
pub(super) async fn summaries(uow: &Uow, found: &[FundOrder]) -> Result<Vec<FundOrderSummary>, Problem> {
    let around = around::fund_orders(&uow.conn, found).await?;
    found.iter().map(|row| summary(row, &around)).collect()
}

fn summary(row: &FundOrder, around: &OfFundOrders) -> Result<FundOrderSummary, Problem> {
    let project = row.project_id.and_then(|id| around.projects.iter().find(|project| project.id == id));
    let clawback = row.clawback_id.and_then(|id| around.clawbacks.iter().find(|other| other.id == id));
    let open = (row.kind == "clawback" && row.executed_at.is_some())
        .then(|| Money::fen(around.receivable.get(&row.id.to_string()).copied().unwrap_or(0)))
        .transpose()?;
    let mut hands: Vec<&Approval> = around.approvals.iter().filter(|approval| approval.subject_id == row.id.0).collect();
    hands.sort_by_key(|approval| rows::STEPS.iter().position(|step| *step == approval.step));
    let hand = |approval: &Approval| {
        let (by, at) = (person(around, approval.user_id), Instant::micros(approval.created_at)?);
        Ok(ApprovalView { step: approval.step.clone(), by, at, note: approval.note.clone(), digest: approval.digest.clone() })
    };
    Ok(FundOrderSummary {
        id: row.id.0,
        number: row.number.clone(),
        kind: FundOrderKind::read(&row.kind)?,
        allotment: allotment(around, row.allotment_id)?,
        to_allotment: row.to_allotment_id.map(|id| allotment(around, id)).transpose()?,
        project: project.map(Into::into),
        clawback: clawback.map(|other| FundOrderRefView { id: other.id.0, number: other.number.clone() }),
        amount: Money::fen(row.amount_fen)?,
        receivable: open,
        reason: row.reason.clone(),
        evidence: row.evidence.clone(),
        refusal: row.refusal.clone(),
        approvals: hands.into_iter().map(hand).collect::<Result<_, Problem>>()?,
        created_by: person(around, row.created_by),
        executed_at: Instant::maybe(row.executed_at)?,
        state: FundOrderState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

fn person(around: &OfFundOrders, id: UserId) -> PersonView {
    named(&around.people, id)
}

fn allotment(around: &OfFundOrders, id: AllotmentId) -> Result<FundOrderAllotmentView, Problem> {
    let missing = || Problem::internal("an order without its allotment or fund");
    let row = around.allotments.iter().find(|row| row.id == id).ok_or_else(missing)?;
    let fund = around.funds.iter().find(|fund| fund.id == row.fund_id).ok_or_else(missing)?;
    Ok(FundOrderAllotmentView {
        id: row.id.0,
        fund_name: fund.name.clone(),
        source: fund.source.clone(),
        fiscal_year: row.fiscal_year,
        budget_line: row.budget_line.clone(),
    })
}

pub(super) async fn reply(uow: &Uow, row: &FundOrder) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

pub(super) async fn view(uow: &Uow, row: &FundOrder) -> Result<FundOrderView, Problem> {
    let around = around::fund_orders(&uow.conn, std::slice::from_ref(row)).await?;
    let summary = summary(row, &around)?;
    let project: Option<Project> = around.projects.into_iter().next();
    let dossier = dossier(uow, row.clone(), project).await?;
    let open = matches!(row.state.as_str(), "proposed" | "checked");
    let limit = if open { Some(Money(dossier.kind.limit(&figures(uow, &dossier).await?).map_err(Problem::internal)?)) } else { None };
    let available_actions = if open { actions(uow, &dossier, &around.approvals).await? } else { Vec::new() };
    let acted: Vec<&str> = around.approvals.iter().map(|approval| approval.step.as_str()).collect();
    let demand = demand(uow, row).await?.filter(|_| open);
    let readiness = demand.map(|demand| demand.missing(&acted)).unwrap_or_default().into_iter().map(Into::into).collect();
    Ok(FundOrderView {
        amount_upper: summary.amount.0.upper(),
        limit,
        reduction: reduction::signed(row)?,
        readiness,
        available_actions,
        summary,
    })
}

async fn actions(uow: &Uow, dossier: &Dossier, approvals: &[Approval]) -> Result<Vec<ActionView>, Problem> {
    let Some(who) = &uow.who else { return Ok(Vec::new()) };
    let order = &dossier.order;
    let mut found = faults(uow, dossier).await?;
    found.extend(lapsed(uow, approvals));
    let demand = demand(uow, order).await?;
    let next = approving(demand.as_ref(), approvals);
    let blockers = async |step: &str, waits: &[Fault]| {
        let hands = order_hand_faults(uow, step, dossier.project.as_ref(), approvals).await?;
        Ok::<Vec<Fault>, Problem>(hands.into_iter().chain(found.iter().cloned()).chain(waits.iter().cloned()).collect())
    };
    let approve = Offer::new(next.event, "approveFundOrder").blocked(blockers(next.step, &next.waits).await?);
    let check = Offer::new(Event::Check, "checkFundOrder").blocked(blockers("checker", &[]).await?);
    let asked = turn::director(demand.as_ref()).is_empty() && !approvals.iter().any(|one| one.step == "director");
    let endorse = if asked { Some(Offer::new(Event::Endorse, "endorseFundOrder").blocked(blockers("director", &[]).await?)) } else { None };
    let withdraw = (order.created_by == who.user).then(|| Offer::new(Event::Withdraw, "withdrawFundOrder"));
    let offers = [check, approve, Offer::new(Event::Reject, "rejectFundOrder")].into_iter().chain(endorse).chain(withdraw).collect();
    available::<FundOrderMachine>(uow, &order.state, &Place::area(&order.area_path), offers)
}

//! A reduction (核减, E15): what it takes from which instalment is fixed when the order is made, and signed by every hand.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, Money, canonical, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::reductions::cuts;
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::TrancheId;
use yichuang_store::payments::lock_many;
use yichuang_store::record::{FundOrder, Organisation, Project, Tranche};
use yichuang_store::{fund_orders as rows, projects, update};

use super::Dossier;
use crate::payments::step_tranche;
use crate::projects::promised::{given_back, is_open};

/// What becomes of one instalment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReducedTrancheView {
    pub tranche_id: Uuid,
    #[schema(example = 2)]
    pub seq: i32,
    pub from: Money,
    /// Zero: it is cancelled.
    pub to: Money,
}

/// What a reduction does to a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReductionPlanView {
    /// Every instalment together before it.
    pub from: Money,
    pub to: Money,
    /// Those that nobody had asked for when the order was made.
    pub tranches: Vec<ReducedTrancheView>,
}

/// An executed reduction, as the organisation sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReductionView {
    #[schema(example = "SX2026-0007")]
    pub number: String,
    #[schema(example = "中期评估核减")]
    pub reason: String,
    pub executed_at: Option<Instant>,
    #[serde(flatten)]
    pub plan: ReductionPlanView,
}

fn sum<'a>(tranches: impl Iterator<Item = &'a Tranche>) -> Result<Fen, Problem> {
    let amounts = tranches.map(|tranche| Money::fen(tranche.amount_fen).map(|money| money.0)).collect::<Result<Vec<_>, _>>()?;
    Fen::sum(amounts).map_err(Problem::internal)
}

/// The instalments of a project that nobody has asked for, together.
pub(super) async fn open(uow: &Uow, project: &Project) -> Result<Fen, Problem> {
    let tranches = projects::tranches_of(&uow.conn, project.id).await?;
    sum(tranches.iter().filter(|tranche| is_open(tranche)))
}

/// How a reduction would fall now; nothing when it is more than what is open.
pub(super) async fn plan(uow: &Uow, project: &Project, amount: Fen) -> Result<Option<ReductionPlanView>, Problem> {
    let tranches = projects::tranches_of(&uow.conn, project.id).await?;
    let from = sum(tranches.iter().filter(|tranche| tranche.state != "cancelled"))?;
    let open: Vec<&Tranche> = tranches.iter().filter(|tranche| is_open(tranche)).collect();
    let amounts = open.iter().map(|tranche| Ok(Money::fen(tranche.amount_fen)?.0)).collect::<Result<Vec<_>, Problem>>()?;
    let Some(cuts) = cuts(amount, &amounts) else { return Ok(None) };
    let line = |(tranche, cut): (&&Tranche, yichuang_domain::rules::reductions::Cut)| ReducedTrancheView {
        tranche_id: tranche.id.0,
        seq: tranche.seq,
        from: Money(cut.from),
        to: Money(cut.to),
    };
    let to = from.checked_sub(amount).map_err(Problem::internal)?;
    Ok(Some(ReductionPlanView { from: Money(from), to: Money(to), tranches: open.iter().zip(cuts).map(line).collect() }))
}

/// What the hands on an order sign; nothing for another kind.
pub(super) fn signed(order: &FundOrder) -> Result<Option<ReductionPlanView>, Problem> {
    order.plan.as_deref().map(document).transpose()
}

/// The text of a plan as it is stored.
pub(super) fn text(plan: &ReductionPlanView) -> Result<String, Problem> {
    canonical(plan)
}

/// Why a reduction cannot be carried out: it leaves nothing, or the instalments are not those that were signed.
pub(super) async fn faults(uow: &Uow, order: &FundOrder, project: &Project) -> Result<Vec<Fault>, Problem> {
    let now = plan(uow, project, Money::fen(order.amount_fen)?.0).await?;
    let mut faults = Vec::new();
    if now.as_ref().is_some_and(|plan| plan.to.0.is_zero()) {
        let detail = "The reduction leaves nothing; the director terminates such a project";
        faults.push(Fault::new("/amount", "nothing_left", detail));
    }
    let signed = signed(order)?;
    if now.is_some() && signed != now {
        let detail = "The open instalments are not those that were signed; the order is made anew";
        faults.push(Fault::new("/amount", "figures_changed", detail));
    }
    Ok(faults)
}

/// Carries a signed reduction out, with the project locked; what the ledger posts for it.
pub(super) async fn carry_out(uow: &Uow, dossier: &Dossier) -> Result<Vec<LedgerEvent>, Problem> {
    let missing = || Problem::internal(format!("reduction {} without its project, agreement or plan", dossier.order.number));
    let (Some(project), Some(agreement), Some(plan)) = (&dossier.project, &dossier.agreement, signed(&dossier.order)?) else {
        return Err(missing());
    };
    let place = ledger::place_of(uow, project.allotment_id).await?;
    let less = |cut: &ReducedTrancheView| Ok((TrancheId(cut.tranche_id), cut.from.0.checked_sub(cut.to.0).map_err(Problem::internal)?));
    let amounts = plan.tranches.iter().map(less).collect::<Result<Vec<_>, Problem>>()?;
    let events = given_back(uow, &place, agreement.id, &amounts).await?;
    let ids: Vec<TrancheId> = amounts.iter().map(|(id, _)| *id).collect();
    for tranche in lock_many::<Tranche>(&uow.conn, &ids).await? {
        let cut = plan.tranches.iter().find(|cut| cut.tranche_id == tranche.id.0).ok_or_else(missing)?;
        if cut.from != cut.to {
            reduce(uow, tranche, cut, &dossier.order.reason).await?;
        }
    }
    note(uow, project, &plan, &dossier.order).await?;
    Ok(events)
}

/// One instalment becomes smaller, or is cancelled when nothing is left of it.
async fn reduce(uow: &Uow, tranche: Tranche, cut: &ReducedTrancheView, reason: &str) -> Result<(), Problem> {
    if cut.to.0.is_zero() {
        let to = uow.follow::<TrancheMachine>(&tranche.state, TrancheEvent::Cancel)?;
        step_tranche(uow, tranche, to.as_str(), TrancheEvent::Cancel, Some(reason)).await?;
        return Ok(());
    }
    let change = Tranche { amount_fen: cut.to.0.get(), updated_at: uow.micros(), ..tranche };
    let after = update(&uow.conn, change).await?;
    let subject = Subject::new("tranche", after.id).before(serde_json::json!({ "amount": cut.from }));
    uow.audit("tranche.reduce", subject.after(serde_json::json!({ "amount": cut.to })).because(reason)).await
}

/// The project is approved for less, and its organisation learns from what to what.
async fn note(uow: &Uow, project: &Project, plan: &ReductionPlanView, order: &FundOrder) -> Result<(), Problem> {
    let change = Project { approved_fen: plan.to.0.get(), updated_at: uow.micros(), ..project.clone() };
    let after = update(&uow.conn, change).await?;
    let subject = Subject::new("project", after.id).before(serde_json::json!({ "amount": plan.from }));
    let subject = subject.after(serde_json::json!({ "amount": plan.to, "order": order.number })).because(&order.reason);
    uow.audit("project.reduce", subject).await?;
    let organisation: Organisation = uow.find(after.organisation_id).await?;
    let text = format!(
        "项目 {} {} 的资助金额由 {} 元核减为 {} 元：{}。各期金额见项目页面。",
        after.number, after.title, plan.from.0, plan.to.0, order.reason
    );
    uow.mail(&organisation.contact_email, "资助金额核减", &text).await
}

/// The executed reductions of a project, first to last.
pub async fn of_project(uow: &Uow, project: &Project) -> Result<Vec<ReductionView>, Problem> {
    let mut views = Vec::new();
    for order in rows::reductions_of(&uow.conn, project.id).await? {
        let Some(plan) = signed(&order)? else { continue };
        let executed_at = Instant::maybe(order.executed_at)?;
        views.push(ReductionView { number: order.number, reason: order.reason, executed_at, plan });
    }
    Ok(views)
}

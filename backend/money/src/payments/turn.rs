//! Whose turn it is among the approving hands, by what the amount tiers ask for.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Money, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::THREE_HANDS;
use yichuang_domain::rules::tiers::{CountBy, Demand, ExtraHand, Others};
use yichuang_store::payments::{PaidTo, others};
use yichuang_store::record::{Approval, Payment, Project};

use crate::payment_tiers;

/// A day in microseconds.
const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

/// What the tiers ask of a payment now: by its own amount and by what else goes to the same payee or project.
pub async fn demand(uow: &Uow, payment: &Payment, project: &Project) -> Result<Demand, Problem> {
    let tiers = payment_tiers::of_version(uow, payment.tiers_version).await?;
    let since = uow.micros() - i64::from(tiers.window_days) * DAY_MICROS;
    let to = match tiers.count_by {
        CountBy::Payee => PaidTo::Organisation(project.organisation_id),
        CountBy::Project => PaidTo::Project(project.id),
    };
    let (count, fen) = others(&uow.conn, to, since, payment.id).await?;
    let beside = Others { count: u32::try_from(count).unwrap_or(u32::MAX), total: Money::fen(fen)?.0 };
    tiers.demand(Money::fen(payment.amount_fen)?.0, beside).map_err(Problem::internal)
}

/// What a write-off needs: the highest tier of the version it was made under.
pub async fn highest(uow: &Uow, version: Option<i32>, amount: Fen) -> Result<Demand, Problem> {
    Ok(payment_tiers::of_version(uow, version).await?.highest(amount))
}

/// The turn of an approver.
pub struct Turn {
    pub step: &'static str,
    /// Whether this is the last hand, by which the money is let go.
    pub last: bool,
    /// Whom the last hand still waits for.
    pub waits: Vec<Fault>,
}

/// The next hand of an approver. The first of two only adds its own; the last one needs all others.
#[must_use]
pub fn approver(demand: &Demand, approvals: &[Approval]) -> Turn {
    let second = ExtraHand::SecondApprover.as_str();
    let step = if has(approvals, "approver") { second } else { "approver" };
    let acted: Vec<&str> = approvals.iter().map(|approval| approval.step.as_str()).chain([step]).collect();
    let missing = demand.missing(&acted);
    let last = step == second || !demand.hands.contains(&ExtraHand::SecondApprover);
    Turn { step, last, waits: if last { missing } else { Vec::new() } }
}

/// Why the director has no hand in this: nothing asks for it, by its amount or by its kind.
#[must_use]
pub fn director(demand: Option<&Demand>) -> Vec<Fault> {
    let detail = match demand {
        Some(demand) if demand.hands.contains(&ExtraHand::Director) => return Vec::new(),
        Some(_) => "The amount needs no collective decision",
        None => "What it is about needs no collective decision",
    };
    vec![Fault::new("/director", "not_asked", detail)]
}

fn has(approvals: &[Approval], step: &str) -> bool {
    approvals.iter().any(|approval| approval.step == step)
}

/// What the last approver's row says the tiers asked for.
pub fn asked(approvals: &[Approval]) -> Result<Option<Demand>, Problem> {
    approvals.iter().find_map(|approval| approval.asked.as_deref()).map(document).transpose()
}

/// The hands that are missing on what should be approved: the three, and what was asked for at that moment.
pub fn missing_hands(approvals: &[Approval]) -> Result<Vec<Fault>, Problem> {
    let asked = asked(approvals)?;
    let steps = asked.map_or_else(|| THREE_HANDS.to_vec(), |demand| demand.steps());
    let missing = steps.into_iter().filter(|step| !has(approvals, step));
    Ok(missing.map(|step| Fault::new(format!("/{step}"), "approvals_missing", format!("The {step} has not acted on it"))).collect())
}

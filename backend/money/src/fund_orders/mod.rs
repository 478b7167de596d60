//! Fund orders: adjustments, recoveries, reductions and write-offs, each through three hands; the third one posts it.

use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::IfMatch;
use yichuang_base::parties;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_base::wire::Money;
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::NO_DETAIL;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::fund_orders::{Figures, FundOrderKind, Subject as About};
use yichuang_domain::rules::tiers::Demand;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_domain::states::fund_orders::{FundOrderEvent, FundOrderMachine};
use yichuang_store::ids::FundOrderId;
use yichuang_store::ledger::{Key, balance, held, of_details};
use yichuang_store::record::{Agreement, Allotment, Approval, FundOrder, Organisation, Project};
use yichuang_store::{fund_orders as rows, insert, payments as hands_of, update};

use crate::payments::{hand_faults, lapsed, payee_people, turn};

pub mod approve;
pub mod check;
pub mod create;
pub mod endorse;
pub mod get;
pub mod list;
pub mod reduction;
pub mod reject;
pub mod view;
pub mod withdraw;

/// The kind of things that approvals and audit rows of orders are about.
pub const KIND: &str = "fund_order";

/// Who may know of an order: finance, and the director whose hand a write-off needs.
#[must_use]
pub fn readers() -> Vec<Role> {
    [FINANCE, &[Role::ProgrammeDirector]].concat()
}

/// An order with what it is about, locked for a change.
pub struct Dossier {
    pub order: FundOrder,
    pub kind: FundOrderKind,
    pub project: Option<Project>,
    /// The signed agreement of the project.
    pub agreement: Option<Agreement>,
}

/// 404 for strangers, 412 when the order changed since it was read. The project is locked first, as payments do it.
async fn open(uow: &Uow, id: FundOrderId, seen: IfMatch) -> Result<Dossier, Problem> {
    let found: FundOrder = uow.find(id).await?;
    uow.must_see(&readers(), &Place::area(&found.area_path))?;
    let project = match found.project_id {
        Some(project) => Some(uow.lock::<Project>(project).await?),
        None => None,
    };
    let order: FundOrder = uow.lock(id).await?;
    seen.check(order.version)?;
    dossier(uow, order, project).await
}

async fn dossier(uow: &Uow, order: FundOrder, project: Option<Project>) -> Result<Dossier, Problem> {
    let agreement = match &project {
        Some(project) => rows::signed_agreement(&uow.conn, project.id).await?,
        None => None,
    };
    Ok(Dossier { kind: state_of(&order.kind)?, order, project, agreement })
}

/// What every hand approves.
#[must_use]
pub fn digest(order: &FundOrder) -> String {
    let mut subject = serde_json::json!({
        "kind": order.kind, "allotment_id": order.allotment_id, "to_allotment_id": order.to_allotment_id,
        "project_id": order.project_id, "clawback_id": order.clawback_id, "amount_fen": order.amount_fen,
        "reason": order.reason, "evidence": order.evidence,
    });
    if let Some(version) = order.tiers_version {
        subject["tiers_version"] = version.into();
    }
    if let Some(plan) = &order.plan {
        subject["plan"] = plan.as_str().into();
    }
    sha256_hex(canonical_json(&subject).as_bytes())
}

/// What ledger and executed orders say now about what an order moves.
async fn figures(uow: &Uow, dossier: &Dossier) -> Result<Figures, Problem> {
    let Dossier { order, kind, project, agreement } = dossier;
    // Awards, agreements and clawbacks are kept by themselves; their money may lie in the allotments of several years.
    let of = async |account: &str, detail: String| {
        let held = of_details(&uow.conn, account, std::slice::from_ref(&detail)).await?;
        Ok::<_, Problem>(Money::fen(held.get(&detail).copied().unwrap_or(0))?.0)
    };
    let mut figures = Figures::default();
    match (kind.subject(), project, agreement) {
        (About::Allotments, ..) => {
            let key = Key { account: "B20".to_owned(), allotment_id: order.allotment_id, detail: NO_DETAIL.to_owned() };
            figures.available = Money::fen(balance(&uow.conn, &key).await?)?.0;
        }
        (About::Clawback, ..) => {
            let clawback = order.clawback_id.ok_or_else(|| Problem::internal("an order without its clawback"))?;
            figures.receivable = of("F1221", clawback.to_string()).await?;
        }
        (About::Project, Some(project), Some(agreement)) => {
            let sum =
                async |kind: FundOrderKind| Ok::<_, Problem>(Money::fen(rows::executed(&uow.conn, project.id, kind.as_str()).await?)?.0);
            figures.net_paid = of("B70", agreement.id.to_string()).await?;
            figures.recovered = of("B80", project.proposal_id.to_string()).await?;
            figures.claimed = sum(FundOrderKind::Clawback).await?;
            figures.collected = sum(FundOrderKind::ClawbackReceipt).await?;
            figures.open = reduction::open(uow, project).await?;
        }
        (About::Project, ..) => {}
    }
    Ok(figures)
}

/// Why the order cannot move its money now; everything at once.
async fn faults(uow: &Uow, dossier: &Dossier) -> Result<Vec<Fault>, Problem> {
    let mut faults = Vec::new();
    let order = &dossier.order;
    if dossier.kind.subject() == About::Project && dossier.agreement.is_none() {
        faults.push(Fault::new("/project_id", "no_agreement", "The project has no signed agreement"));
    }
    match (dossier.kind, &dossier.project) {
        (FundOrderKind::Adjustment, _) => faults.extend(bound_allotments(uow, order).await?),
        (FundOrderKind::Reuse, Some(project)) => faults.extend(reused_years(uow, order, project).await?),
        (FundOrderKind::Reduction, Some(project)) => faults.extend(reduction::faults(uow, order, project).await?),
        _ => {}
    }
    let limit = dossier.kind.limit(&figures(uow, dossier).await?).map_err(Problem::internal)?;
    let amount = Money::fen(order.amount_fen)?.0;
    if amount > limit {
        let detail = "The amount is above what can be moved now";
        faults.push(Fault::new("/amount", "above_limit", detail).with_limit(limit.to_string()).with_actual(amount.to_string()));
    }
    Ok(faults)
}

/// What keeps an adjustment from its allotments: a closed year, or money that was given for a purpose.
async fn bound_allotments(uow: &Uow, order: &FundOrder) -> Result<Vec<Fault>, Problem> {
    let mut faults = Vec::new();
    for (pointer, id) in [("/allotment_id", Some(order.allotment_id)), ("/to_allotment_id", order.to_allotment_id)] {
        let Some(id) = id else { continue };
        let allotment: Allotment = uow.find(id).await?;
        if allotment.state != "approved" {
            let detail = "The year of the allotment is closed; nothing is adjusted on it any more";
            faults.push(Fault::new(pointer, "allotment_closed", detail).with_actual(allotment.fiscal_year.to_string()));
        }
        if allotment.directed && pointer == "/allotment_id" {
            let detail = "Donors gave this money for a purpose; it is not used for another one";
            faults.push(Fault::new(pointer, "directed_money", detail).with_actual(allotment.budget_line));
        }
    }
    Ok(faults)
}

/// Earlier years that hold some of the recovered money, which is taken from the latest one first.
async fn reused_years(uow: &Uow, order: &FundOrder, project: &Project) -> Result<Vec<Fault>, Problem> {
    let held = held(&uow.conn, "B80", &project.proposal_id.to_string()).await?;
    let (mut left, mut years) = (order.amount_fen, Vec::new());
    for (id, fen) in held {
        if left > 0 {
            years.push(uow.find::<Allotment>(id).await?.fiscal_year);
        }
        left -= fen;
    }
    let detail = "Only money of the current fiscal year becomes available again; that of an earlier one is surrendered";
    let earlier = years.into_iter().filter(|year| *year != uow.today().year());
    Ok(earlier.map(|year| Fault::new("/kind", "year_closed", detail).with_actual(year.to_string())).collect())
}

/// A hand that is about to act on an order.
struct Hand {
    step: &'static str,
    event: FundOrderEvent,
    /// Whom it must wait for.
    waits: Vec<Fault>,
    /// The minutes it names.
    note: Option<String>,
}

impl Hand {
    fn new(step: &'static str, event: FundOrderEvent) -> Self {
        Self { step, event, waits: Vec::new(), note: None }
    }
}

/// What an order needs beside the three hands: a write-off everything of the highest tier, another kind nothing.
async fn demand(uow: &Uow, order: &FundOrder) -> Result<Option<Demand>, Problem> {
    if order.kind != FundOrderKind::WriteOff.as_str() {
        return Ok(None);
    }
    turn::highest(uow, order.tiers_version, Money::fen(order.amount_fen)?.0).await.map(Some)
}

/// The next hand of an approver: the first of two only adds its own.
fn approving(demand: Option<&Demand>, approvals: &[Approval]) -> Hand {
    let Some(demand) = demand else { return Hand::new("approver", FundOrderEvent::Approve) };
    let turn = turn::approver(demand, approvals);
    let event = if turn.last { FundOrderEvent::Approve } else { FundOrderEvent::CoApprove };
    Hand { waits: turn.waits, ..Hand::new(turn.step, event) }
}

/// The caller takes the next hand on an order: everything is checked again, and the approval is recorded.
async fn take_hand(uow: &Uow, dossier: Dossier, hand: Hand) -> Result<Dossier, Problem> {
    let Dossier { order, kind, project, agreement } = dossier;
    let event = hand.event;
    let to = uow.fire::<FundOrderMachine>(&order.state, event, &Place::area(&order.area_path))?;
    let approvals = hands_of::approvals(&uow.conn, KIND, order.id.0).await?;
    hands_are_free(uow, hand.step, project.as_ref(), &approvals).await?;
    if order.digest != digest(&order) || approvals.iter().any(|approval| approval.digest != order.digest) {
        return Err(Problem::refused("digest_changed", "The order is not what was approved"));
    }
    let dossier = Dossier { order, kind, project, agreement };
    let mut faults = faults(uow, &dossier).await?;
    faults.extend(lapsed(uow, &approvals));
    faults.extend(hand.waits.iter().cloned());
    if !faults.is_empty() {
        return Err(Problem::blocked("not_executable", "The order cannot move its money as it is", faults));
    }
    add_approval(uow, &dossier.order, &hand).await?;
    let executed_at = (event == FundOrderEvent::Approve).then(|| uow.micros());
    let order = step_order(uow, FundOrder { executed_at, ..dossier.order }, to.as_str(), event, None).await?;
    Ok(Dossier { order, ..dossier })
}

/// Why the caller may not be the next hand on an order, which may be about the project of an organisation.
async fn order_hand_faults(uow: &Uow, step: &str, project: Option<&Project>, before: &[Approval]) -> Result<Vec<Fault>, Problem> {
    let Some(project) = project else { return hand_faults(uow, step, None, &[], before) };
    let organisation: Organisation = uow.find(project.organisation_id).await?;
    let people = payee_people(uow, organisation.id).await?;
    hand_faults(uow, step, Some(&organisation), &people, before)
}

/// 409 with every reason why the caller may not be the next hand.
async fn hands_are_free(uow: &Uow, step: &str, project: Option<&Project>, before: &[Approval]) -> Result<(), Problem> {
    let faults = order_hand_faults(uow, step, project, before).await?;
    if faults.is_empty() {
        return Ok(());
    }
    Err(Problem::blocked("hands_not_separate", "Different persons, none of the organisation, must act on an order", faults))
}

async fn add_approval(uow: &Uow, order: &FundOrder, hand: &Hand) -> Result<(), Problem> {
    let who = uow.caller()?;
    let row = Approval {
        id: uow.id(),
        subject_kind: KIND.to_owned(),
        subject_id: order.id.0,
        round: 1,
        step: hand.step.to_owned(),
        person_id: who.person,
        user_id: who.user,
        digest: order.digest.clone(),
        note: hand.note.clone(),
        asked: None,
        created_at: uow.micros(),
    };
    Ok(insert(&uow.conn, row).await?)
}

/// Writes an order in its next state, with its audit row. A reason is why it was refused.
async fn step_order(uow: &Uow, before: FundOrder, to: &str, event: FundOrderEvent, reason: Option<&str>) -> Result<FundOrder, Problem> {
    let from = before.state.clone();
    let change = FundOrder { state: to.to_owned(), refusal: reason.map(str::to_owned), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, change).await?;
    let mut subject = Subject::new(KIND, after.id).moved(&from, to);
    subject.reason = reason;
    uow.audit(&format!("{KIND}.{}", event.as_str()), subject).await?;
    Ok(after)
}

/// Tells everybody of the area's finance who holds a role that an order waits for them.
async fn tell(uow: &Uow, role: Role, order: &FundOrder, subject: &str, text: &str) -> Result<(), Problem> {
    parties::tell_area(uow, role, &order.area_path, subject, text).await
}

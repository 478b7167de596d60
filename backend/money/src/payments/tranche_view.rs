//! How a tranche looks: amount, gate, what is missing, and the attempts to pay it.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{ActionView, Date, FaultView, Instant, Money, PaymentState, TrancheState};
use yichuang_domain::fault::Fault;
use yichuang_domain::machine::StringEnum;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::Gate;
use yichuang_domain::states::tranches::{TrancheEvent as Event, TrancheMachine};
use yichuang_store::around;
use yichuang_store::ids::{OrganisationId, ProjectId, TrancheId};
use yichuang_store::record::{Organisation, PayeeAccount, Payment, Project, Tranche};

use super::{by_id, payable, tranche_number, tranche_place};
use crate::projects::{GranteeView, ProjectCallView, ProjectRefView, Related};

/// One attempt to pay a tranche.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TranchePaymentView {
    pub id: Uuid,
    #[schema(example = "PAY-2026-000001")]
    pub number: String,
    pub state: PaymentState,
    pub paid_on: Option<Date>,
}

/// One instalment of a grant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrancheView {
    pub id: Uuid,
    #[schema(example = "XM2026-0001-T1")]
    pub number: String,
    pub project: ProjectRefView,
    pub organisation: GranteeView,
    pub call: ProjectCallView,
    pub agreement_id: Uuid,
    #[schema(example = 1)]
    pub seq: i32,
    /// Share of the grant in basis points.
    #[schema(example = 5000)]
    pub share_bp: i32,
    pub amount: Money,
    /// What must have happened before it falls due.
    #[schema(example = "agreement_signed")]
    pub gate: String,
    #[schema(example = "协议签订")]
    pub gate_title: String,
    /// The last day on which it should be paid.
    pub due_on: Option<Date>,
    /// Not paid, and that day is over.
    pub overdue: bool,
    pub evidence: Option<String>,
    pub request_note: Option<String>,
    pub invoice_number: Option<String>,
    /// Why it came back the last time.
    pub return_reason: Option<String>,
    /// Every attempt to pay it, first to last.
    pub payments: Vec<TranchePaymentView>,
    /// What is still missing before money can flow; empty when nothing is.
    pub readiness: Vec<FaultView>,
    pub demonstration: bool,
    pub state: TrancheState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// Everything the views of some tranches need, read once for all of them.
struct Around {
    projects: HashMap<ProjectId, Project>,
    related: Related,
    payments: HashMap<TrancheId, Vec<Payment>>,
    accounts: HashMap<OrganisationId, PayeeAccount>,
}

impl Around {
    async fn of(uow: &Uow, tranches: &[Tranche]) -> Result<Self, Problem> {
        let found = around::tranches(&uow.conn, tranches).await?;
        let mut payments: HashMap<TrancheId, Vec<Payment>> = HashMap::new();
        for payment in found.payments {
            payments.entry(payment.tranche_id).or_default().push(payment);
        }
        Ok(Self {
            projects: by_id(found.projects, |project| project.id),
            related: Related::new(found.calls, found.organisations),
            payments,
            accounts: by_id(found.accounts, |account| account.organisation_id),
        })
    }
}

/// Views of some tranches, with one query for everything around them.
pub async fn tranche_views(uow: &Uow, tranches: &[Tranche]) -> Result<Vec<TrancheView>, Problem> {
    let around = Around::of(uow, tranches).await?;
    tranches.iter().map(|tranche| view(uow, tranche, &around)).collect()
}

pub async fn tranche_view(uow: &Uow, tranche: &Tranche) -> Result<TrancheView, Problem> {
    let view = tranche_views(uow, std::slice::from_ref(tranche)).await?.pop();
    view.ok_or_else(|| Problem::internal("a tranche without its view"))
}

fn view(uow: &Uow, row: &Tranche, around: &Around) -> Result<TrancheView, Problem> {
    let project = around.projects.get(&row.project_id).ok_or_else(|| Problem::internal("a tranche without its project"))?;
    let organisation = around.related.organisation(project)?;
    let account = around.accounts.get(&row.organisation_id);
    let payments = around.payments.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    let gate: Gate = state_of(&row.gate)?;
    let due_on = Date::maybe(row.due_on.as_deref())?;
    let settled = matches!(row.state.as_str(), "paid" | "cancelled" | "recovered");
    Ok(TrancheView {
        id: row.id.0,
        number: tranche_number(project, row.seq),
        project: project.into(),
        organisation: organisation.into(),
        call: around.related.call(project)?.into(),
        agreement_id: row.agreement_id.0,
        seq: row.seq,
        share_bp: row.share_bp,
        amount: Money::fen(row.amount_fen)?,
        gate: row.gate.clone(),
        gate_title: gate.zh().to_owned(),
        due_on,
        overdue: !settled && due_on.is_some_and(|day| day.0 < uow.today()),
        evidence: row.evidence.clone(),
        request_note: row.request_note.clone(),
        invoice_number: row.invoice_number.clone(),
        return_reason: row.return_reason.clone(),
        payments: payments.iter().map(payment_view).collect::<Result<_, _>>()?,
        readiness: readiness(row, gate, project, organisation, account)?.into_iter().map(Into::into).collect(),
        demonstration: project.demonstration,
        state: TrancheState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: actions(uow, row, &payable(project, organisation, account)?, payments)?,
    })
}

fn payment_view(row: &Payment) -> Result<TranchePaymentView, Problem> {
    Ok(TranchePaymentView {
        id: row.id.0,
        number: row.number.clone(),
        state: PaymentState::read(&row.state)?,
        paid_on: Date::maybe(row.paid_on.as_deref())?,
    })
}

/// What is missing before this tranche can be paid, in words.
fn readiness(
    row: &Tranche,
    gate: Gate,
    project: &Project,
    organisation: &Organisation,
    account: Option<&PayeeAccount>,
) -> Result<Vec<Fault>, Problem> {
    let waits = match row.state.as_str() {
        "paid" | "cancelled" | "recovered" => return Ok(Vec::new()),
        "planned" => Some(("gate_open", format!("The gate has not been confirmed with evidence: {}", gate.meaning()))),
        "due" => Some(("not_requested", "The organisation has not requested the payment".to_owned())),
        "withheld" => Some(("withheld", "It is held back".to_owned())),
        _ => None,
    };
    let mut faults: Vec<Fault> = waits.into_iter().map(|(code, detail)| Fault::new("", code, detail)).collect();
    faults.extend(payable(project, organisation, account)?);
    Ok(faults)
}

fn actions(uow: &Uow, row: &Tranche, payable: &[Fault], payments: &[Payment]) -> Result<Vec<ActionView>, Problem> {
    let stopped: Vec<Fault> = payable.iter().filter(|fault| fault.code == "project_stopped").cloned().collect();
    let place = tranche_place(row);
    let mut actions = available::<TrancheMachine>(
        uow,
        &row.state,
        &place,
        vec![
            Offer::new(Event::MarkDue, "markTrancheDue").blocked(stopped),
            Offer::new(Event::Request, "requestPayment").blocked(payable.to_vec()),
        ],
    )?;
    let maker = uow.who.as_ref().is_some_and(|who| who.holds(&[Role::FinanceMaker], &place));
    let live = payments.iter().any(|payment| !matches!(payment.state.as_str(), "void" | "rejected" | "returned"));
    if maker && !live && row.state == "requested" {
        actions.push(ActionView {
            event: "prepare".to_owned(),
            label: "制单".to_owned(),
            operation_id: "preparePayment".to_owned(),
            blockers: payable.iter().cloned().map(Into::into).collect(),
        });
    }
    Ok(actions)
}

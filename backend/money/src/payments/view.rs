//! How a payment looks: who is paid, how much, and whose hands were on it.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::Reply;
use yichuang_base::parties::{masked, people, person};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, CountBy, Date, ExtraHand, FaultView, Instant, Money, PaymentState, PersonView};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::tiers::Demand;
use yichuang_domain::states::payments::{PaymentEvent as Event, PaymentMachine};
use yichuang_store::ids::{BatchId, UserId};
use yichuang_store::record::{Approval, Batch, Organisation, PayeeAccount, Payment, Project, Tranche};
use yichuang_store::{around, invoices as invoice_rows, organisations, payments as rows};

use super::{approval_faults, by_id, hand_faults, payable, payee_people, tranche_number, tranche_place, turn};
use crate::invoices;
use crate::invoices::view::{InvoiceView, invoice_view};
use crate::projects::{GranteeView, ProjectRefView, Related};

/// The tranche that a payment pays.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentTrancheView {
    pub id: Uuid,
    #[schema(example = "XM2026-0001-T1")]
    pub number: String,
    #[schema(example = 1)]
    pub seq: i32,
}

/// Whom the money goes to. The account number is masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PayeeView {
    pub account_id: Uuid,
    /// Version of the organisation's account.
    #[schema(example = 1)]
    pub account_version: i32,
    #[schema(example = "示例社会工作服务中心")]
    pub account_name: String,
    #[schema(example = "**** **** 0097")]
    pub masked_number: String,
    #[schema(example = "示例银行第1支行")]
    pub bank_name: String,
    #[schema(example = "105290000019")]
    pub cnaps: String,
    /// Whether this is still the organisation's account.
    pub active: bool,
}

/// One hand on a payment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApprovalView {
    /// `maker`, `checker` or `approver`; where the amount asks for it also `second_approver` and `director`.
    #[schema(example = "maker")]
    pub step: String,
    pub by: PersonView,
    pub at: Instant,
    /// The minutes of a collective decision.
    #[schema(example = "天民党组纪要〔2026〕18号")]
    pub note: Option<String>,
    /// What was approved.
    pub digest: String,
}

/// What the amount tiers ask of a payment beside the three hands, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DemandView {
    /// Empty when three hands are enough.
    pub hands: Vec<ExtraHand>,
    /// Where the tier begins.
    pub from: Option<Money>,
    /// This payment and the others that are added.
    pub total: Money,
    /// How many payments that are, this one included.
    #[schema(example = 3)]
    pub count: u32,
    /// How many days back they are added.
    #[schema(example = 90)]
    pub window_days: u16,
    /// With what it is added up.
    pub count_by: CountBy,
}

/// The batch of a payment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentBatchView {
    pub id: Uuid,
    #[schema(example = "PB-2026-001")]
    pub number: String,
}

/// A payment in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentSummary {
    pub id: Uuid,
    #[schema(example = "PAY-2026-000001")]
    pub number: String,
    pub tranche: PaymentTrancheView,
    pub project: ProjectRefView,
    pub organisation: GranteeView,
    pub payee: PayeeView,
    pub amount: Money,
    pub batch: Option<PaymentBatchView>,
    /// Why it was refused or came back.
    pub reason: Option<String>,
    pub paid_on: Option<Date>,
    pub demonstration: bool,
    pub state: PaymentState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// One attempt to pay a tranche.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PaymentView {
    #[serde(flatten)]
    pub summary: PaymentSummary,
    #[schema(example = "壹拾伍万元整")]
    pub amount_upper: String,
    /// The text on the bank statement.
    #[schema(example = "公益创投首期款 XM2026-0001-T1")]
    pub memo: String,
    /// SHA-256 of payee account and version, amount, tranche, project and version of the amount tiers: what every hand
    /// approves.
    pub digest: String,
    pub approvals: Vec<ApprovalView>,
    /// What the amount tiers ask for: now, while it waits for its hands; when it was approved, afterwards. Nothing for a
    /// payment that fell before.
    pub demand: Option<DemandView>,
    /// The invoices it rests on, and the red ones that cancelled some of them.
    pub invoices: Vec<InvoiceView>,
    /// Which hands are still missing before it can go to the bank, in words.
    pub readiness: Vec<FaultView>,
    pub available_actions: Vec<ActionView>,
}

/// A page of payments, with one query for everything around them.
pub(super) async fn summaries(uow: &Uow, found: &[Payment]) -> Result<Vec<PaymentSummary>, Problem> {
    let around = around::payments(&uow.conn, found).await?;
    let projects = by_id(around.projects, |row| row.id);
    let related = Related::new(Vec::new(), around.organisations);
    let tranches = by_id(around.tranches, |row| row.id);
    let accounts = by_id(around.accounts, |row| row.id);
    let batches = by_id(around.batches, |row| row.id);
    let missing = || Problem::internal("a payment without its project, tranche or account");
    found
        .iter()
        .map(|row| {
            let project = projects.get(&row.project_id).ok_or_else(missing)?;
            let tranche = tranches.get(&row.tranche_id).ok_or_else(missing)?;
            let account = accounts.get(&row.payee_account_id).ok_or_else(missing)?;
            summary(row, project, related.organisation(project)?, tranche, account, &batches)
        })
        .collect()
}

fn summary(
    row: &Payment,
    project: &Project,
    organisation: &Organisation,
    tranche: &Tranche,
    account: &PayeeAccount,
    batches: &HashMap<BatchId, Batch>,
) -> Result<PaymentSummary, Problem> {
    let batch = row.batch_id.and_then(|id| batches.get(&id));
    Ok(PaymentSummary {
        id: row.id.0,
        number: row.number.clone(),
        tranche: PaymentTrancheView { id: tranche.id.0, number: tranche_number(project, tranche.seq), seq: tranche.seq },
        project: project.into(),
        organisation: organisation.into(),
        payee: account.into(),
        amount: Money::fen(row.amount_fen)?,
        batch: batch.map(|batch| PaymentBatchView { id: batch.id.0, number: batch.number.clone() }),
        reason: row.reason.clone(),
        paid_on: Date::maybe(row.paid_on.as_deref())?,
        demonstration: project.demonstration,
        state: PaymentState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

pub(super) async fn reply(uow: &Uow, row: &Payment) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

pub(super) async fn view(uow: &Uow, row: &Payment) -> Result<PaymentView, Problem> {
    let summary = summaries(uow, std::slice::from_ref(row)).await?.pop();
    let summary = summary.ok_or_else(|| Problem::internal("a payment without its summary"))?;
    let approvals = rows::approvals(&uow.conn, "payment", row.id.0).await?;
    let names = people(uow, approvals.iter().map(|approval| approval.user_id).collect()).await?;
    let demand = demand(uow, row, &approvals).await?;
    let open = matches!(row.state.as_str(), "draft" | "checked");
    let acted: Vec<&str> = approvals.iter().map(|approval| approval.step.as_str()).collect();
    let invoices = invoice_rows::of_tranches(&uow.conn, &[row.tranche_id]).await?;
    let waits = demand.as_ref().filter(|_| open).map(|demand| demand.missing(&acted)).unwrap_or_default();
    Ok(PaymentView {
        amount_upper: summary.amount.0.upper(),
        memo: row.memo.clone(),
        digest: row.digest.clone(),
        available_actions: actions(uow, row, &approvals, demand.as_ref()).await?,
        readiness: waits.into_iter().map(Into::into).collect(),
        demand: demand.map(Into::into),
        invoices: invoices.iter().map(invoice_view).collect::<Result<_, _>>()?,
        approvals: approvals.iter().map(|approval| approval_view(approval, &names)).collect::<Result<_, _>>()?,
        summary,
    })
}

/// What the tiers ask for now, or asked for when it was approved.
async fn demand(uow: &Uow, row: &Payment, approvals: &[Approval]) -> Result<Option<Demand>, Problem> {
    if !matches!(row.state.as_str(), "draft" | "checked") {
        return turn::asked(approvals);
    }
    let project: Project = uow.find(row.project_id).await?;
    turn::demand(uow, row, &project).await.map(Some)
}

fn approval_view(row: &Approval, names: &[PersonView]) -> Result<ApprovalView, Problem> {
    let by: UserId = row.user_id;
    Ok(ApprovalView {
        step: row.step.clone(),
        by: person(names, by),
        at: Instant::micros(row.created_at)?,
        note: row.note.clone(),
        digest: row.digest.clone(),
    })
}

async fn actions(uow: &Uow, row: &Payment, approvals: &[Approval], demand: Option<&Demand>) -> Result<Vec<ActionView>, Problem> {
    if uow.who.is_none() {
        return Ok(Vec::new());
    }
    let tranche: Tranche = uow.find(row.tranche_id).await?;
    let project: Project = uow.find(row.project_id).await?;
    let organisation: Organisation = uow.find(project.organisation_id).await?;
    let account: PayeeAccount = uow.find(row.payee_account_id).await?;
    let active = organisations::active_account(&uow.conn, organisation.id).await?;
    let people = payee_people(uow, organisation.id).await?;
    let mut faults = payable(&project, &organisation, active.as_ref())?;
    faults.extend(approval_faults(uow, row, &tranche, &account, active.as_ref(), approvals));
    faults.extend(invoices::faults(uow, &tranche).await?);
    let blockers = |step: &str| -> Result<Vec<Fault>, Problem> {
        let mut all = hand_faults(uow, step, Some(&organisation), &people, approvals)?;
        all.extend(faults.iter().cloned());
        Ok(all)
    };
    let turn = demand.map(|demand| turn::approver(demand, approvals));
    let (step, last, waits) = turn.map_or(("approver", true, Vec::new()), |turn| (turn.step, turn.last, turn.waits));
    let approve = Offer::new(if last { Event::Approve } else { Event::CoApprove }, "approvePayment");
    let asked = turn::director(demand).is_empty() && !approvals.iter().any(|one| one.step == "director");
    let endorse = asked.then(|| blockers("director")).transpose()?;
    available::<PaymentMachine>(
        uow,
        &row.state,
        &tranche_place(&tranche),
        vec![
            Offer::new(Event::Check, "checkPayment").blocked(blockers("checker")?),
            approve.blocked(blockers(step)?.into_iter().chain(waits).collect()),
            Offer::new(Event::Reject, "rejectPayment"),
            Offer::new(Event::WithdrawApproval, "withdrawPaymentApproval"),
        ]
        .into_iter()
        .chain(endorse.map(|blockers| Offer::new(Event::Endorse, "endorsePayment").blocked(blockers)))
        .collect(),
    )
}

impl From<Demand> for DemandView {
    fn from(demand: Demand) -> Self {
        Self {
            hands: demand.hands.into_iter().map(ExtraHand).collect(),
            from: demand.from.map(Money),
            total: Money(demand.total),
            count: demand.count,
            window_days: demand.window_days,
            count_by: CountBy(demand.count_by),
        }
    }
}

impl From<&PayeeAccount> for PayeeView {
    fn from(account: &PayeeAccount) -> Self {
        Self {
            account_id: account.id.0,
            account_version: account.number,
            account_name: account.account_name.clone(),
            masked_number: masked(&account.account_tail),
            bank_name: account.bank_name.clone(),
            cnaps: account.cnaps.clone(),
            active: account.active,
        }
    }
}

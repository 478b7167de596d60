//! How a payment looks: who is paid, how much, and whose hands were on it.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::payments::{PaymentEvent as Event, PaymentMachine};
use yichuang_store::ids::{BatchId, UserId};
use yichuang_store::record::{Approval, Batch, Organisation, PayeeAccount, Payment, Project, Tranche};
use yichuang_store::{around, organisations, payments as rows};

use super::{approval_faults, by_id, hand_faults, payable, payee_people, tranche_number, tranche_place};
use crate::actions::{Offer, available};
use crate::api::projects::{GranteeView, ProjectRefView, Related};
use crate::http::Reply;
use crate::parties::{masked, people, person};
use crate::problem::Problem;
use crate::uow::Uow;
use crate::wire::{ActionView, Date, Instant, Money, PaymentState, PersonView};

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
    /// `maker`, `checker` or `approver`.
    #[schema(example = "maker")]
    pub step: String,
    pub by: PersonView,
    pub at: Instant,
    /// What was approved.
    pub digest: String,
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
    /// SHA-256 of payee account and version, amount, tranche and project: what every hand approves.
    pub digest: String,
    pub approvals: Vec<ApprovalView>,
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
    Ok(PaymentView {
        amount_upper: summary.amount.0.upper(),
        memo: row.memo.clone(),
        digest: row.digest.clone(),
        available_actions: actions(uow, row, &approvals).await?,
        approvals: approvals.iter().map(|approval| approval_view(approval, &names)).collect::<Result<_, _>>()?,
        summary,
    })
}

fn approval_view(row: &Approval, names: &[PersonView]) -> Result<ApprovalView, Problem> {
    let by: UserId = row.user_id;
    Ok(ApprovalView { step: row.step.clone(), by: person(names, by), at: Instant::micros(row.created_at)?, digest: row.digest.clone() })
}

async fn actions(uow: &Uow, row: &Payment, approvals: &[Approval]) -> Result<Vec<ActionView>, Problem> {
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
    let blockers = |step: &str| -> Result<Vec<Fault>, Problem> {
        let mut all = hand_faults(uow, step, Some(&organisation), &people, approvals)?;
        all.extend(faults.iter().cloned());
        Ok(all)
    };
    available::<PaymentMachine>(
        uow,
        &row.state,
        &tranche_place(&tranche),
        vec![
            Offer::new(Event::Check, "checkPayment").blocked(blockers("checker")?),
            Offer::new(Event::Approve, "approvePayment").blocked(blockers("approver")?),
            Offer::new(Event::Reject, "rejectPayment"),
            Offer::new(Event::WithdrawApproval, "withdrawPaymentApproval"),
        ],
    )
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

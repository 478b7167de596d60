//! An account takes effect once its day of rest is over. The clock does this; nobody asks for it.

use yichuang_base::caller::Caller;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::states::account_changes::{AccountChangeEvent, AccountChangeMachine};
use yichuang_records::bank_accounts::stopped;
use yichuang_records::bank_accounts::{number, step, tell_owners};
use yichuang_records::organisations::keys;
use yichuang_store::ids::{AccountChangeId, BatchId, PaymentId};
use yichuang_store::record::{AccountChange, Batch, Organisation, PayeeAccount, User};
use yichuang_store::{account_changes as rows, accounts};

use super::generate_batch::lines_of;
use super::lines::lock_lines;
use super::{void_batch, withdraw_approval};

const REASON: &str = "收款账户已变更";

/// Makes the account of a rested change the organisation's, and takes back the hands on every payment that has not
/// left for the bank, all in this transaction. Nothing happens when another process was quicker, or when the change
/// was stopped. A change that fits the organisation no more is stopped instead.
///
/// Whoever confirmed the change acts: from their confirmation all of this follows.
pub async fn run(uow: &Uow, id: AccountChangeId) -> Result<Option<AccountChange>, Problem> {
    let found: AccountChange = uow.find(id).await?;
    let organisation: Organisation = uow.lock(found.organisation_id).await?;
    let change: AccountChange = uow.lock(id).await?;
    let rested = change.rests_until_at.is_some_and(|until| until <= uow.micros());
    let (Some(confirmed_by), true) = (change.confirmed_by, change.state == "confirmed" && rested) else { return Ok(None) };
    let confirmer: User = uow.find(confirmed_by).await?;
    let grants = accounts::grants_of(&uow.conn, confirmer.id).await?;
    let uow = &uow.acting(Caller::new(&confirmer, &grants), uow.now);
    let account: PayeeAccount = uow.find(change.account_id).await?;
    if account.account_name != organisation.name {
        return stopped(uow, &organisation, change, "户名与组织现名称不一致").await.map(Some);
    }
    if !matches!(organisation.state.as_str(), "verified" | "suspended") {
        return stopped(uow, &organisation, change, "组织登记状态已变更").await.map(Some);
    }
    rows::lock_projects(&uow.conn, organisation.id).await?;
    let change = take_effect(uow, &organisation, change).await?;
    let fallen = withdraw_open(uow, &organisation).await?;
    let text = format!("{}的收款账户已变更为尾号 {} 的账户，自即时起生效。{}", organisation.name, account.account_tail, said(&fallen));
    tell_owners(uow, &organisation, "收款账户变更已生效", &text).await?;
    Ok(Some(change))
}

fn said(fallen: &[String]) -> String {
    if fallen.is_empty() {
        String::new()
    } else {
        format!("以下支付的审批已撤回，请重新申请拨付：{}。", fallen.join("、"))
    }
}

async fn take_effect(uow: &Uow, organisation: &Organisation, change: AccountChange) -> Result<AccountChange, Problem> {
    if let Some(former) = rows::in_state(&uow.conn, organisation.id, &["active"]).await? {
        let to = uow.follow::<AccountChangeMachine>(&former.state, AccountChangeEvent::Supersede)?;
        let former = AccountChange { ended_at: Some(uow.micros()), ..former };
        step(uow, former, to.as_str(), AccountChangeEvent::Supersede, None).await?;
    }
    rows::make_active(&uow.conn, organisation.id, change.account_id).await?;
    let account: PayeeAccount = uow.find(change.account_id).await?;
    keys::keep_account(uow, organisation.id, &number(uow, &account)?).await?;
    let to = uow.follow::<AccountChangeMachine>(&change.state, AccountChangeEvent::Activate)?;
    let change = AccountChange { activated_at: Some(uow.micros()), ..change };
    step(uow, change, to.as_str(), AccountChangeEvent::Activate, None).await
}

/// Drops the batches without a file that hold payments of the organisation, then takes back the hands on its payments;
/// gives their numbers.
async fn withdraw_open(uow: &Uow, organisation: &Organisation) -> Result<Vec<String>, Problem> {
    let open = rows::open_payments(&uow.conn, organisation.id).await?;
    let mut batches: Vec<BatchId> = open.iter().filter_map(|payment| payment.batch_id).collect();
    batches.sort_unstable();
    batches.dedup();
    for id in batches {
        let lines = lines_of(uow, id).await?;
        let batch: Batch = uow.lock(id).await?;
        void_batch::fall(uow, batch, lines, REASON).await?;
    }
    let ids: Vec<PaymentId> = open.iter().map(|payment| payment.id).collect();
    let mut fallen = Vec::new();
    for line in lock_lines(uow, &ids).await? {
        let payment = withdraw_approval::fall(uow, line.payment, line.tranche, organisation, REASON).await?;
        fallen.push(payment.number);
    }
    Ok(fallen)
}

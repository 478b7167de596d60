//! Ask for another account: the first of two persons.

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::machine::Machine as _;
use yichuang_domain::states::account_changes::AccountChangeMachine;
use yichuang_store::ids::AccountChangeId;
use yichuang_store::record::{AccountChange, Organisation, PayeeAccount};
use yichuang_store::{StoreError, account_changes as rows, insert, organisations};

use super::tell_owners;

/// Stores the change that makes `account`, stored already and not active, the organisation's. 409 while another change
/// is open.
pub async fn run(uow: &Uow, organisation: &Organisation, account: &PayeeAccount) -> Result<AccountChange, Problem> {
    let open = || Problem::refused("account_change_open", "A change of the account is under way already; stop it first");
    if rows::in_state(&uow.conn, organisation.id, &["requested", "confirmed"]).await?.is_some() {
        return Err(open());
    }
    let who = uow.caller()?;
    let previous = organisations::active_account(&uow.conn, organisation.id).await?;
    let change = AccountChange {
        id: AccountChangeId(uow.id()),
        organisation_id: organisation.id,
        account_id: account.id,
        previous_id: previous.map(|account| account.id),
        requested_by: who.user,
        requested_by_person: who.person,
        confirmed_by: None,
        confirmed_by_person: None,
        confirmed_as: None,
        confirmed_at: None,
        rests_until_at: None,
        ended_by: None,
        ended_at: None,
        activated_at: None,
        reason: None,
        state: AccountChangeMachine::INITIAL.as_str().to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    match insert(&uow.conn, change.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(open()),
        other => other?,
    }
    let after = serde_json::json!({ "account_change_id": change.id, "version": account.number, "tail": account.account_tail });
    uow.audit("account_change.request", Subject::new("organisation", organisation.id).after(after)).await?;
    let text = format!(
        "{}（{}）申请将{}的收款账户变更为尾号 {} 的账户。须由另一人确认，确认后再过24小时生效。",
        who.name,
        uow.now.shanghai_day(),
        organisation.name,
        account.account_tail
    );
    tell_owners(uow, organisation, "收款账户变更申请", &text).await?;
    Ok(change)
}

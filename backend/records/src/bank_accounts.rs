//! Accounts that money is paid to: how a change of one moves, and who is told.

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_domain::states::account_changes::{AccountChangeEvent as Event, AccountChangeMachine};
use yichuang_store::ids::UserId;
use yichuang_store::record::{AccountChange, Organisation, PayeeAccount, User};
use yichuang_store::{StoreError, accounts, get_many, update};

/// Writes a change in its next state, with its audit row under the organisation, where its history is read.
pub async fn step(uow: &Uow, before: AccountChange, to: &str, event: Event, reason: Option<&str>) -> Result<AccountChange, Problem> {
    let from = before.state.clone();
    let after = update(&uow.conn, AccountChange { state: to.to_owned(), updated_at: uow.micros(), ..before }).await?;
    let account: PayeeAccount = uow.find(after.account_id).await?;
    let mut subject = Subject::new("organisation", after.organisation_id).moved(&from, to);
    subject.after = Some(serde_json::json!({ "state": to, "account_change_id": after.id, "tail": account.account_tail }));
    subject.reason = reason;
    uow.audit(&format!("account_change.{}", event.as_str()), subject).await?;
    Ok(after)
}

/// Ends the change before it took effect and tells every owner.
pub async fn stopped(uow: &Uow, organisation: &Organisation, change: AccountChange, reason: &str) -> Result<AccountChange, Problem> {
    let to = uow.follow::<AccountChangeMachine>(&change.state, Event::Cancel)?;
    let who = uow.caller()?;
    let change = AccountChange { ended_by: Some(who.user), ended_at: Some(uow.micros()), reason: Some(reason.trim().to_owned()), ..change };
    let change = step(uow, change, to.as_str(), Event::Cancel, Some(reason)).await?;
    let text = format!("{}的收款账户变更已停止，账户不变。原因：{reason}", organisation.name);
    tell_owners(uow, organisation, "收款账户变更已停止", &text).await?;
    Ok(change)
}

/// Tells every owner at once, with the address at which the change can be stopped.
pub async fn tell_owners(uow: &Uow, organisation: &Organisation, subject: &str, text: &str) -> Result<(), Problem> {
    let grants = accounts::grants_on(&uow.conn, organisation.id.0).await?;
    let owners: Vec<UserId> =
        grants.iter().filter(|grant| grant.role == Role::ApplicantOwner.as_str()).map(|grant| grant.user_id).collect();
    let link = format!("{}/app/org/organisation?id={}&part=account", uow.app.config.public_url, organisation.id);
    let text = format!("{text}\n\n如非贵单位本意，请立即登录并停止变更：{link}");
    for owner in get_many::<User>(&uow.conn, &owners).await? {
        uow.mail(&owner.email, subject, &text).await?;
    }
    Ok(())
}

/// The number of an account in the clear.
pub fn number(uow: &Uow, account: &PayeeAccount) -> Result<String, Problem> {
    let number = String::from_utf8(uow.app.seal_key.open(&account.account_sealed)?);
    number.map_err(|_| StoreError::Broken("an account number".to_owned()).into())
}

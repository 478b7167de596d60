//! Accounts that money is paid to, and how they change: a second person, and a day of rest.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::parties::person;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{AccountChangeState, ActionView, Instant, PersonView};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::states::account_changes::{AccountChangeEvent as Event, AccountChangeMachine};
use yichuang_store::ids::{AccountChangeId, OrganisationId, PayeeAccountId, PersonId, UserId};
use yichuang_store::record::{AccountChange, Grant, Organisation, User};
use yichuang_store::{accounts, around, get_many};

use crate::organisations::{BankAccountView, place};

pub use yichuang_records::bank_accounts::*;

pub mod cancel;
pub mod confirm;
pub mod get;
pub mod list;
pub mod request;
pub mod reveal;

/// One change of the account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountChangeView {
    pub id: Uuid,
    pub organisation_id: Uuid,
    /// The new account, masked.
    pub account: BankAccountView,
    /// The account it takes the place of, masked.
    pub previous: Option<BankAccountView>,
    pub requested_by: PersonView,
    pub requested_at: Instant,
    pub confirmed_by: Option<PersonView>,
    /// `organisation`, or `officer` where the organisation has nobody else with the right.
    #[schema(example = "organisation")]
    pub confirmed_as: Option<String>,
    pub confirmed_at: Option<Instant>,
    /// When it takes effect unless somebody stops it.
    pub takes_effect_at: Option<Instant>,
    pub activated_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    /// Why it was stopped.
    pub reason: Option<String>,
    pub state: AccountChangeState,
    pub version: i32,
    pub available_actions: Vec<ActionView>,
}

/// Who may confirm or stop a change for the organisation.
const TREASURERS: &[Role] = &[Role::ApplicantOwner, Role::ApplicantFinance];

/// A change with its organisation, both locked; 404 for strangers, 412 when the change moved since it was read.
async fn open(uow: &Uow, id: AccountChangeId, seen: IfMatch) -> Result<(Organisation, AccountChange), Problem> {
    let found: AccountChange = uow.find(id).await?;
    let organisation: Organisation = uow.lock(found.organisation_id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    let change: AccountChange = uow.lock(id).await?;
    seen.check(change.version)?;
    Ok((organisation, change))
}

/// The persons of the organisation who may ask for a change or confirm one.
async fn treasurers(uow: &Uow, organisation: OrganisationId) -> Result<Vec<PersonId>, Problem> {
    let grants = accounts::grants_on(&uow.conn, organisation.0).await?;
    let users: Vec<UserId> = grants.iter().map(|grant| grant.user_id).collect();
    Ok(with_right(&grants, &get_many::<User>(&uow.conn, &users).await?))
}

/// The persons among these who hold a right over the account.
fn with_right(grants: &[Grant], users: &[User]) -> Vec<PersonId> {
    let may = |user: &&User| {
        let mut held = grants.iter().filter(|grant| grant.user_id == user.id);
        user.state == "active" && held.any(|grant| TREASURERS.iter().any(|role| role.as_str() == grant.role))
    };
    let mut persons: Vec<PersonId> = users.iter().filter(may).map(|user| user.person_id).collect();
    persons.sort_unstable();
    persons.dedup();
    persons
}

/// Why the caller may not be the second person; `others`: the persons of the organisation with the right.
fn second_person_faults(
    uow: &Uow,
    organisation: &Organisation,
    change: &AccountChange,
    others: &[PersonId],
) -> Result<Vec<Fault>, Problem> {
    let who = uow.caller()?;
    let theirs = who.holds(TREASURERS, &yichuang_base::caller::Place::default().of_organisation(organisation.id));
    if who.person == change.requested_by_person {
        return Ok(vec![Fault::new("", "same_person", "Whoever asked for the change cannot confirm it; a second person does")]);
    }
    if !theirs && others.iter().any(|person| *person != change.requested_by_person) {
        let detail = "The organisation has a second person with the right; an officer confirms only where it has none";
        return Ok(vec![Fault::new("", "second_person_exists", detail)]);
    }
    Ok(Vec::new())
}

async fn reply(uow: &Uow, organisation: &Organisation, change: &AccountChange) -> Result<Reply, Problem> {
    let view = views(uow, organisation, std::slice::from_ref(change)).await?.pop();
    let view = view.ok_or_else(|| Problem::internal("a change without a view"))?;
    Ok(Reply::ok(&view)?.version(change.version))
}

/// Changes of one organisation with their accounts and people.
async fn views(uow: &Uow, organisation: &Organisation, rows: &[AccountChange]) -> Result<Vec<AccountChangeView>, Problem> {
    let around = around::account_changes(&uow.conn, organisation.id, rows).await?;
    let accounts: HashMap<PayeeAccountId, BankAccountView> = around.accounts.into_iter().map(|row| (row.id, row.into())).collect();
    let names: Vec<PersonView> = around.people.into_iter().map(|user| PersonView { id: user.id.0, name: user.name }).collect();
    let others = with_right(&around.grants, &around.holders);
    let missing = || Problem::internal("a change without its account");
    rows.iter()
        .map(|row| {
            Ok(AccountChangeView {
                id: row.id.0,
                organisation_id: row.organisation_id.0,
                account: accounts.get(&row.account_id).cloned().ok_or_else(missing)?,
                previous: row.previous_id.and_then(|id| accounts.get(&id).cloned()),
                requested_by: person(&names, row.requested_by),
                requested_at: Instant::micros(row.created_at)?,
                confirmed_by: row.confirmed_by.map(|id| person(&names, id)),
                confirmed_as: row.confirmed_as.clone(),
                confirmed_at: Instant::maybe(row.confirmed_at)?,
                takes_effect_at: Instant::maybe(row.rests_until_at)?,
                activated_at: Instant::maybe(row.activated_at)?,
                ended_at: Instant::maybe(row.ended_at)?,
                reason: row.reason.clone(),
                state: AccountChangeState::read(&row.state)?,
                version: row.version,
                available_actions: actions(uow, organisation, row, &others)?,
            })
        })
        .collect()
}

fn actions(uow: &Uow, organisation: &Organisation, row: &AccountChange, others: &[PersonId]) -> Result<Vec<ActionView>, Problem> {
    let confirm = Offer::new(Event::Confirm, "confirmAccountChange").blocked(second_person_faults(uow, organisation, row, others)?);
    let offers = vec![confirm, Offer::new(Event::Cancel, "cancelAccountChange")];
    available::<AccountChangeMachine>(uow, &row.state, &place(organisation), offers)
}

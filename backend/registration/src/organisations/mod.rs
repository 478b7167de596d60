//! Organisations: register, submit, verify.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{ActionView, Date, FaultView, Instant, OrganisationState, document};
use yichuang_domain::cnaps::Cnaps;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::organisations::{OrganisationEvent as Event, OrganisationMachine};
use yichuang_domain::states::verifications::VerificationEvent as Answer;
use yichuang_domain::uscc::Uscc;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{Organisation, PayeeAccount};
use yichuang_store::update;
use yichuang_store::{members, organisations as rows, payments, standing as standing_rows};

use crate::verifications;

pub use yichuang_records::organisations::*;

pub mod create;
pub mod deregister;
pub mod duplicates;
pub mod get;
pub mod list;
pub mod reinstate;
pub mod reject;
pub mod send_back;
pub mod set_bank_account;
pub mod submit;
pub mod suspend;
pub mod update;
pub mod verify;

pub mod bulk;
pub mod checks;
pub mod correct_list_entry;
pub mod delete_inspection;
pub mod history;
pub mod record_inspection;
pub mod record_list_entry;
pub mod standing;

/// The account money may be paid to, masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankAccountView {
    pub id: Uuid,
    /// Must equal the organisation's name.
    pub account_name: String,
    #[schema(example = "**** **** 0097")]
    pub masked_number: String,
    #[schema(example = "示例银行第1支行")]
    pub bank_name: String,
    #[schema(example = "105290000019")]
    pub cnaps: String,
}

/// One field an officer sent back, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldReason {
    #[schema(min_length = 1, max_length = 60, example = "registered_on")]
    pub field: String,
    #[schema(min_length = 2, max_length = 500, example = "登记日期与登记证书不一致")]
    pub reason: String,
}

/// A social organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganisationView {
    pub id: Uuid,
    pub name: String,
    /// Unified social credit code.
    #[schema(example = "52310115MJ9000022D")]
    pub uscc: String,
    /// `association`, `service`, `foundation` or `filed_group`.
    #[schema(example = "service")]
    pub kind: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    pub registry: String,
    pub registered_on: Option<Date>,
    pub charter_scope: String,
    pub legal_representative: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_email: String,
    /// `1A` to `5A`.
    pub assessment_grade: Option<String>,
    pub grade_valid_from: Option<Date>,
    pub grade_valid_until: Option<Date>,
    /// As registered; where inspections are on record year by year, those count instead.
    pub inspections_passed: i32,
    pub bank_account: Option<BankAccountView>,
    /// Things to look at twice that do not refuse anything.
    pub warnings: Vec<FaultView>,
    /// What the officer sent back.
    pub return_reasons: Vec<FieldReason>,
    pub demonstration: bool,
    pub state: OrganisationState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// The organisation, locked for a change; 404 for strangers, 412 when it changed since it was read.
async fn open(uow: &Uow, id: OrganisationId, seen: IfMatch) -> Result<Organisation, Problem> {
    let organisation: Organisation = uow.lock(id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    seen.check(organisation.version)?;
    Ok(organisation)
}

/// Moves the organisation along one edge of its table and tells it by e-mail.
async fn step(uow: &Uow, before: Organisation, event: Event, reason: Option<&str>) -> Result<Organisation, Problem> {
    let to = uow.fire::<OrganisationMachine>(&before.state, event, &place(&before))?;
    let from = before.state.clone();
    let after = update(&uow.conn, Organisation { state: to.to_string(), updated_at: uow.micros(), ..before }).await?;
    keys::keep(uow, &after).await?;
    let mut subject = Subject::new("organisation", after.id).moved(&from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("organisation.{}", event.as_str()), subject).await?;
    queued(uow, &after, event).await?;
    let text = format!("{}：{}。{}", after.name, to.zh(), reason.unwrap_or_default());
    uow.mail(&after.contact_email, &format!("组织登记状态：{}", to.zh()), &text).await?;
    Ok(after)
}

/// What a step means for the queue: a registration waits from its submission until an officer answers it. With a
/// verification the officer has seen the proof of every inspection that was entered.
async fn queued(uow: &Uow, row: &Organisation, event: Event) -> Result<(), Problem> {
    match event {
        Event::Submit => {
            let account = rows::active_account(&uow.conn, row.id).await?;
            verifications::submitted(uow, row, account.as_ref()).await
        }
        Event::Verify => {
            standing_rows::confirm_inspections(&uow.conn, row.id, uow.caller()?.user, uow.micros()).await?;
            verifications::answered(uow, row.id, Answer::Accept, "[]").await
        }
        Event::Return => verifications::answered(uow, row.id, Answer::Return, &row.return_reasons).await,
        Event::Reject | Event::MarkDuplicate => verifications::answered(uow, row.id, Answer::Reject, "[]").await,
        Event::Suspend | Event::Reinstate | Event::Deregister => Ok(()),
    }
}

async fn reply(uow: &Uow, organisation: &Organisation) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, organisation).await?)?.version(organisation.version))
}

pub async fn view(uow: &Uow, row: &Organisation) -> Result<OrganisationView, Problem> {
    view_with(uow, row, rows::active_account(&uow.conn, row.id).await?)
}

/// A page of organisations, with one query for the accounts of all of them.
async fn views(uow: &Uow, page: &[Organisation]) -> Result<Vec<OrganisationView>, Problem> {
    let ids: Vec<OrganisationId> = page.iter().map(|row| row.id).collect();
    let accounts = payments::active_accounts(&uow.conn, &ids).await?;
    let account = |row: &Organisation| accounts.iter().find(|account| account.organisation_id == row.id).cloned();
    page.iter().map(|row| view_with(uow, row, account(row))).collect()
}

fn view_with(uow: &Uow, row: &Organisation, account: Option<PayeeAccount>) -> Result<OrganisationView, Problem> {
    Ok(OrganisationView {
        id: row.id.0,
        name: row.name.clone(),
        uscc: row.uscc.clone(),
        kind: row.kind.clone(),
        area_code: row.area_code.clone(),
        registry: row.registry.clone(),
        registered_on: Date::maybe(row.registered_on.as_deref())?,
        charter_scope: row.charter_scope.clone(),
        legal_representative: row.legal_representative.clone(),
        contact_name: row.contact_name.clone(),
        contact_phone: row.contact_phone.clone(),
        contact_email: row.contact_email.clone(),
        assessment_grade: row.assessment_grade.clone(),
        grade_valid_from: Date::maybe(row.grade_valid_from.as_deref())?,
        grade_valid_until: Date::maybe(row.grade_valid_until.as_deref())?,
        inspections_passed: row.inspections_passed,
        warnings: warnings_of(uow, row, account.as_ref()).into_iter().map(Into::into).collect(),
        available_actions: actions(uow, row, account.as_ref())?,
        bank_account: account.map(Into::into),
        return_reasons: document(&row.return_reasons)?,
        demonstration: row.demonstration,
        state: OrganisationState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

impl From<PayeeAccount> for BankAccountView {
    fn from(account: PayeeAccount) -> Self {
        Self {
            id: account.id.0,
            account_name: account.account_name,
            masked_number: format!("**** **** {}", account.account_tail),
            bank_name: account.bank_name,
            cnaps: account.cnaps,
        }
    }
}

fn actions(uow: &Uow, row: &Organisation, account: Option<&PayeeAccount>) -> Result<Vec<ActionView>, Problem> {
    let own = row.created_by.0 == uow.who.as_ref().map_or(Uuid::nil(), |who| who.user.0);
    let judged = |event, operation| Offer::new(event, operation).needs(!own, "own_organisation", "Nobody judges their own organisation");
    available::<OrganisationMachine>(
        uow,
        &row.state,
        &place(row),
        vec![
            Offer::new(Event::Submit, "submitOrganisation").blocked(missing(row, account)),
            judged(Event::Verify, "verifyOrganisation"),
            judged(Event::Return, "returnOrganisation"),
            judged(Event::Reject, "rejectOrganisation"),
            Offer::new(Event::Suspend, "suspendOrganisation"),
            Offer::new(Event::Reinstate, "reinstateOrganisation"),
            Offer::new(Event::Deregister, "deregisterOrganisation"),
        ],
    )
}

/// What must be filled in before the registration can be submitted, all at once.
fn missing(row: &Organisation, account: Option<&PayeeAccount>) -> Vec<Fault> {
    let texts = [
        ("/registry", &row.registry),
        ("/charter_scope", &row.charter_scope),
        ("/legal_representative", &row.legal_representative),
        ("/contact_name", &row.contact_name),
        ("/contact_phone", &row.contact_phone),
        ("/contact_email", &row.contact_email),
    ];
    let empty = texts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(pointer, _)| pointer);
    let date = row.registered_on.is_none().then_some("/registered_on");
    let bank = account.is_none().then_some("/bank_account");
    empty.chain(date).chain(bank).map(|pointer| Fault::new(pointer, "missing", "Must be filled in before submission")).collect()
}

/// What to look at twice; nothing here refuses anything.
#[must_use]
pub fn warnings_of(uow: &Uow, row: &Organisation, account: Option<&PayeeAccount>) -> Vec<Fault> {
    let mut found = checks::warnings(uow, row);
    if Uscc::parse(&row.uscc).ok().and_then(|uscc| uscc.inner_code_warning()).is_some() {
        found.push(Fault::new(
            "/uscc",
            "inner_code_check",
            "The organisation code inside (GB 11714) does not check; some old registrations are like that",
        ));
    }
    let cnaps = account.and_then(|account| Cnaps::parse(&account.cnaps).ok());
    if cnaps.is_some_and(|cnaps| !cnaps.check_digit_ok()) {
        found.push(Fault::new(
            "/bank_account/cnaps",
            "cnaps_check_digit",
            "The check digit of the bank's payment-system number does not fit; look again",
        ));
    }
    found
}

/// Four eyes, and they are persons: an officer never judges an organisation that they registered, belong to, or
/// belonged to at any time since it was registered, under whichever of their logins.
pub async fn not_own(uow: &Uow, row: &Organisation) -> Result<(), Problem> {
    let who = uow.caller()?;
    if uow.is_me(row.created_by).await? || members::belongs_to(&uow.conn, who.user, row.id, row.created_at).await? {
        return Err(Problem::refused("own_organisation", "Nobody judges their own organisation"));
    }
    Ok(())
}

fn snapshot(row: &Organisation) -> serde_json::Value {
    json!({ "name": row.name, "uscc": row.uscc, "kind": row.kind, "registered_on": row.registered_on, "legal_representative": row.legal_representative,
        "registry": row.registry, "charter_scope": row.charter_scope, "assessment_grade": row.assessment_grade,
        "grade_valid_from": row.grade_valid_from, "grade_valid_until": row.grade_valid_until, "inspections_passed": row.inspections_passed })
}

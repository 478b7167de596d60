//! Tranches, payments through three hands, batches, files for the bank and the bank's answers.

use std::collections::HashMap;

use yichuang_base::access::{APPLICANTS, FINANCE, PROGRAMME};
use yichuang_base::caller::Place;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::separate_hands;
use yichuang_domain::states::payments::{PaymentEvent, PaymentMachine};
use yichuang_domain::states::tranches::{TrancheEvent, TrancheMachine};
use yichuang_store::ids::{OrganisationId, PaymentId, PersonId, ProjectId, TrancheId, UserId};
use yichuang_store::record::{Approval, Organisation, PayeeAccount, Payment, Project, Tranche, User};
use yichuang_store::{accounts, get_many, insert, organisations, payments as rows, reviews, update_all};

use crate::invoices;
use crate::projects::money_flows;

pub mod approve;
pub mod approve_batch;
pub mod batch_view;
pub mod check;
pub mod create_batch;
pub mod download_bank_file;
pub mod endorse;
pub mod generate_batch;
pub mod get;
pub mod get_batch;
pub mod get_tranche;
pub mod import_return;
pub mod lines;
pub mod list;
pub mod list_batches;
pub mod list_tranches;
pub mod lock_batch;
pub mod mark_due;
pub mod new_account;
pub mod payers;
pub mod prepare;
pub mod profiles;
pub mod reject;
pub mod request;
pub mod settle;
pub mod submit_batch;
pub mod summarise_tranches;
pub mod tranche_view;
pub mod turn;
pub mod view;
pub mod void_batch;
pub mod withdraw_approval;

/// An approval older than this has lapsed.
const LAPSE_MICROS: i64 = 30 * 24 * 3600 * 1_000_000;

#[must_use]
pub fn tranche_place(tranche: &Tranche) -> Place<'_> {
    Place::area(&tranche.area_path).of_call(tranche.call_id).of_organisation(tranche.organisation_id)
}

/// Who may know of a payment.
#[must_use]
pub fn payment_readers() -> Vec<Role> {
    [FINANCE, PROGRAMME, APPLICANTS].concat()
}

/// Why money cannot go to this project now; everything at once.
pub fn payable(project: &Project, organisation: &Organisation, account: Option<&PayeeAccount>) -> Result<Vec<Fault>, Problem> {
    let mut faults = Vec::new();
    if !money_flows(project)? {
        faults.push(
            Fault::new("/project", "project_stopped", "The project is stopped, ended or not agreed; no money flows")
                .with_actual(&project.state),
        );
    }
    if organisation.state != "verified" {
        let fault = Fault::new("/organisation", "organisation_not_verified", "The organisation is not verified, or suspended");
        faults.push(fault.with_actual(&organisation.state));
    }
    match account {
        None => faults.push(Fault::new("/organisation/bank_account", "account_missing", "The organisation has no bank account on file")),
        Some(account) if account.account_name != organisation.name => {
            let detail = "The organisation has another name since; its account must be registered anew";
            let fault = Fault::new("/organisation/bank_account", "account_name_differs", detail);
            faults.push(fault.with_limit(&organisation.name).with_actual(&account.account_name));
        }
        Some(_) => {}
    }
    Ok(faults)
}

/// A payment with everything it depends on, locked for a change.
pub struct Dossier {
    pub project: Project,
    pub tranche: Tranche,
    pub payment: Payment,
    pub organisation: Organisation,
    /// The account the payment was made out to.
    pub account: PayeeAccount,
}

/// 404 for strangers, 412 when the payment changed since it was read. The payee is locked first: what goes to it is added
/// up, one payment after the other.
async fn open(uow: &Uow, id: PaymentId, seen: IfMatch) -> Result<Dossier, Problem> {
    let found: Payment = uow.find(id).await?;
    let tranche: Tranche = uow.find(found.tranche_id).await?;
    uow.must_see(&payment_readers(), &tranche_place(&tranche))?;
    let organisation: Organisation = uow.lock(tranche.organisation_id).await?;
    let project: Project = uow.lock(found.project_id).await?;
    let tranche: Tranche = uow.lock(found.tranche_id).await?;
    let payment: Payment = uow.lock(id).await?;
    seen.check(payment.version)?;
    let account: PayeeAccount = uow.find(payment.payee_account_id).await?;
    Ok(Dossier { project, tranche, payment, organisation, account })
}

/// What every hand approves: payee account and its version, amount, tranche, project, and the version of the amount tiers.
#[must_use]
pub fn digest(account: &PayeeAccount, amount_fen: i64, tranche: TrancheId, project: ProjectId, tiers: Option<i32>) -> String {
    let mut subject = serde_json::json!({
        "payee_account_id": account.id,
        "payee_account_version": account.number,
        "amount_fen": amount_fen,
        "tranche_id": tranche,
        "project_id": project,
    });
    // Payments that were made out before there were tiers keep the digest they had.
    if let Some(version) = tiers {
        subject["tiers_version"] = version.into();
    }
    yichuang_domain::schemes::sha256_hex(yichuang_domain::schemes::canonical_json(&subject).as_bytes())
}

/// The persons who belong to an organisation.
pub async fn payee_people(uow: &Uow, id: OrganisationId) -> Result<Vec<PersonId>, Problem> {
    let grants = accounts::grants_on(&uow.conn, id.0).await?;
    let users: Vec<UserId> = grants.iter().map(|grant| grant.user_id).collect();
    let users = get_many::<User>(&uow.conn, &users).await?;
    Ok(users.into_iter().map(|user| user.person_id).collect())
}

/// Why the caller may not be the next hand: the same person twice, or somebody of the organisation the money is about, if
/// it is about one.
pub fn hand_faults(
    uow: &Uow,
    step: &str,
    organisation: Option<&Organisation>,
    people: &[PersonId],
    before: &[Approval],
) -> Result<Vec<Fault>, Problem> {
    let who = uow.caller()?;
    let acted = before.iter().map(|approval| (approval.step.as_str(), &approval.person_id)).filter(|(acted, _)| *acted != step);
    let mut faults = separate_hands(&acted.chain([(step, &who.person)]).collect::<Vec<_>>(), people);
    let representative = organisation.map(|one| one.legal_representative.as_str()).filter(|name| !name.is_empty());
    if representative == Some(who.name.as_str()) {
        let detail = format!("the {step} bears the name of the organisation's legal representative");
        faults.push(Fault::new(format!("/{step}"), "payee_person", detail).with_actual(&who.name));
    }
    Ok(faults)
}

/// The approvals that are too old to count.
#[must_use]
pub fn lapsed(uow: &Uow, approvals: &[Approval]) -> Vec<Fault> {
    let old = approvals.iter().filter(|approval| uow.micros() - approval.created_at > LAPSE_MICROS);
    old.map(|approval| {
        let detail = format!("The approval of the {} is older than 30 days", approval.step);
        Fault::new(format!("/{}", approval.step), "approval_lapsed", detail)
    })
    .collect()
}

/// Why what was approved is not what would be paid: other content, another account, approvals too old.
#[must_use]
pub fn approval_faults(
    uow: &Uow,
    payment: &Payment,
    tranche: &Tranche,
    account: &PayeeAccount,
    active: Option<&PayeeAccount>,
    approvals: &[Approval],
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let now = digest(account, tranche.amount_fen, tranche.id, tranche.project_id, payment.tiers_version);
    if payment.digest != now || payment.amount_fen != tranche.amount_fen || approvals.iter().any(|approval| approval.digest != now) {
        faults.push(
            Fault::new("/digest", "digest_changed", "The payment is not what was approved").with_limit(&payment.digest).with_actual(now),
        );
    }
    if active.is_none_or(|active| active.id != account.id) {
        faults.push(Fault::new("/payee", "account_changed", "The account is no longer the organisation's; make the payment anew"));
    }
    faults.extend(lapsed(uow, approvals));
    faults
}

/// A hand that is about to act on a payment.
pub struct Hand {
    pub step: &'static str,
    pub event: PaymentEvent,
    /// What happens to the tranche with it.
    pub along: Option<TrancheEvent>,
    /// Whom it must wait for.
    pub waits: Vec<Fault>,
    /// The minutes it names.
    pub note: Option<String>,
    /// JSON of what the amount tiers ask for, when it is the last one.
    pub asked: Option<String>,
}

impl Hand {
    #[must_use]
    pub fn new(step: &'static str, event: PaymentEvent) -> Self {
        Self { step, event, along: None, waits: Vec::new(), note: None, asked: None }
    }
}

/// The caller takes the next hand on a payment: checks everything, moves payment and tranche along their tables,
/// and records the approval. 409 with every fault.
async fn take_hand(uow: &Uow, dossier: Dossier, hand: Hand) -> Result<Dossier, Problem> {
    let Dossier { project, tranche, payment, organisation, account } = dossier;
    let to = uow.fire::<PaymentMachine>(&payment.state, hand.event, &tranche_place(&tranche))?;
    let tranche_to = hand.along.map(|along| uow.fire::<TrancheMachine>(&tranche.state, along, &tranche_place(&tranche))).transpose()?;
    let approvals = rows::approvals(&uow.conn, "payment", payment.id.0).await?;
    let people = payee_people(uow, organisation.id).await?;
    let hands = hand_faults(uow, hand.step, Some(&organisation), &people, &approvals)?;
    if !hands.is_empty() {
        return Err(Problem::blocked("hands_not_separate", "Different persons, none of the payee, must act on a payment", hands));
    }
    let active = organisations::active_account(&uow.conn, organisation.id).await?;
    let mut faults = payable(&project, &organisation, active.as_ref())?;
    faults.extend(approval_faults(uow, &payment, &tranche, &account, active.as_ref(), &approvals));
    faults.extend(invoices::faults(uow, &tranche).await?);
    faults.extend(hand.waits.iter().cloned());
    if !faults.is_empty() {
        return Err(Problem::blocked("not_payable", "The payment cannot go on as it is", faults));
    }
    add_approval(uow, &payment, &hand).await?;
    let payment = step_payment(uow, payment, to.as_str(), hand.event, None).await?;
    let tranche = match (hand.along, tranche_to) {
        (Some(along), Some(to)) => step_tranche(uow, tranche, to.as_str(), along, None).await?,
        _ => tranche,
    };
    Ok(Dossier { project, tranche, payment, organisation, account })
}

pub async fn add_approval(uow: &Uow, payment: &Payment, hand: &Hand) -> Result<(), Problem> {
    let who = uow.caller()?;
    let row = Approval {
        id: uow.id(),
        subject_kind: "payment".to_owned(),
        subject_id: payment.id.0,
        round: payment.round,
        step: hand.step.to_owned(),
        person_id: who.person,
        user_id: who.user,
        digest: payment.digest.clone(),
        note: hand.note.clone(),
        asked: hand.asked.clone(),
        created_at: uow.micros(),
    };
    Ok(insert(&uow.conn, row).await?)
}

/// A payment or a tranche before one step, with what of it changes already written into it.
pub struct Step<'a, T> {
    pub before: T,
    pub to: &'a str,
    /// Why, where it says so; of a tranche: why it came back.
    pub reason: Option<&'a str>,
}

/// Writes payments in their next states, each with its audit row: all of them take the same step.
pub async fn step_payments(uow: &Uow, steps: Vec<Step<'_, Payment>>, event: PaymentEvent) -> Result<Vec<Payment>, Problem> {
    let audited = steps.iter().map(|step| audited("payment", step.before.id, &step.before.state, step.to, step.reason)).collect::<Vec<_>>();
    let changed = steps.into_iter().map(|Step { before, to, reason }| {
        let reason = reason.map(str::to_owned).or_else(|| before.reason.clone());
        Payment { state: to.to_owned(), reason, updated_at: uow.micros(), ..before }
    });
    let after = update_all(&uow.conn, changed.collect()).await?;
    uow.audit_all(&format!("payment.{}", event.as_str()), audited).await?;
    Ok(after)
}

/// Writes tranches in their next states, each with its audit row: all of them take the same step.
pub async fn step_tranches(uow: &Uow, steps: Vec<Step<'_, Tranche>>, event: TrancheEvent) -> Result<Vec<Tranche>, Problem> {
    let audited = steps.iter().map(|step| audited("tranche", step.before.id, &step.before.state, step.to, step.reason)).collect::<Vec<_>>();
    let changed = steps.into_iter().map(|Step { before, to, reason }| {
        let return_reason = reason.map(str::to_owned).or_else(|| before.return_reason.clone());
        Tranche { state: to.to_owned(), return_reason, updated_at: uow.micros(), ..before }
    });
    let after = update_all(&uow.conn, changed.collect()).await?;
    uow.audit_all(&format!("tranche.{}", event.as_str()), audited).await?;
    Ok(after)
}

fn audited<'a>(kind: &'a str, id: impl Into<uuid::Uuid>, from: &str, to: &str, reason: Option<&'a str>) -> Subject<'a> {
    let mut subject = Subject::new(kind, id).moved(from, to);
    subject.reason = reason;
    subject
}

/// The step of one payment.
pub async fn step_payment(uow: &Uow, before: Payment, to: &str, event: PaymentEvent, reason: Option<&str>) -> Result<Payment, Problem> {
    only(step_payments(uow, vec![Step { before, to, reason }], event).await?)
}

/// The step of one tranche.
pub async fn step_tranche(uow: &Uow, before: Tranche, to: &str, event: TrancheEvent, reason: Option<&str>) -> Result<Tranche, Problem> {
    only(step_tranches(uow, vec![Step { before, to, reason }], event).await?)
}

fn only<T>(mut of_one: Vec<T>) -> Result<T, Problem> {
    of_one.pop().ok_or_else(|| Problem::internal("one step has one outcome"))
}

/// Tells everybody who holds a role where the tranche stands that something waits for them.
pub async fn tell(uow: &Uow, role: Role, tranche: &Tranche, subject: &str, text: &str) -> Result<(), Problem> {
    for user in reviews::holders(&uow.conn, role.as_str(), &tranche.area_path, tranche.call_id).await? {
        uow.mail(&user.email, subject, text).await?;
    }
    Ok(())
}

/// Records by their ids.
pub fn by_id<T, I: Copy + Eq + std::hash::Hash>(found: Vec<T>, id: impl Fn(&T) -> I) -> HashMap<I, T> {
    found.into_iter().map(|row| (id(&row), row)).collect()
}

/// The number of a tranche: that of its project and its place in the plan.
#[must_use]
pub fn tranche_number(project: &Project, seq: i32) -> String {
    format!("{}-T{seq}", project.number)
}

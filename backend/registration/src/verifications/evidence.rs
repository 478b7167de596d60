//! How a verification looks: in the queue, and side by side with its evidence.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::actions::{Offer, available};
use yichuang_base::parties::{people, person};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Date, Instant, PersonView, VerificationState, document};
use yichuang_domain::rules::OrganisationDocumentKind;
use yichuang_domain::states::verifications::{VerificationEvent as Event, VerificationMachine};
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::record::{Organisation, User, Verification};
use yichuang_store::{organisation_documents as documents, organisations, several, verifications as rows};

use super::{CHECKLIST, ChecklistItem, Waiting};
use crate::organisation_documents::{OrganisationDocumentView, view as document_view};
use crate::organisations::{FieldReason, OrganisationView, place, view as organisation_view};

/// What waits, in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VerificationSummary {
    pub id: Uuid,
    pub organisation_id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
    /// Version of the organisation, which bulk answers take.
    pub organisation_version: i32,
    #[schema(example = "52310115MJ9000022D")]
    pub uscc: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    /// `registration` or `change`.
    #[schema(example = "registration")]
    pub kind: String,
    /// Whether it was sent back before.
    pub again: bool,
    pub submitted_by: PersonView,
    pub submitted_at: Instant,
    /// Working days since the day it was handed in, until it was answered.
    #[schema(example = 3)]
    pub working_days: Option<u32>,
    /// The last day on which an answer is in time.
    pub due_on: Option<Date>,
    pub late: bool,
    pub state: VerificationState,
    pub version: i32,
}

/// One field, side by side.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldEvidence {
    #[schema(example = "legal_representative")]
    pub field: String,
    /// What was typed.
    #[schema(example = "林芳")]
    pub typed: Option<String>,
    /// Before the last return, or as it was verified.
    #[schema(example = "林方")]
    pub before: Option<String>,
    /// Whether it differs from what it was before.
    pub changed: bool,
    /// Why it was sent back the last time.
    pub returned: Option<String>,
}

/// Something the platform has checked by itself.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AutomaticCheck {
    #[schema(example = "account_name")]
    pub code: String,
    pub holds: bool,
    /// Codes of what does not hold.
    pub faults: Vec<String>,
}

/// A verification with everything to compare.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VerificationView {
    #[serde(flatten)]
    pub summary: VerificationSummary,
    /// Why the organisation asks for the change.
    pub note: String,
    pub fields: Vec<FieldEvidence>,
    pub checks: Vec<AutomaticCheck>,
    /// What an officer compares, in order.
    pub checklist_codes: Vec<String>,
    /// What was compared so far.
    pub checklist: Vec<ChecklistItem>,
    /// Why it was sent back.
    pub reasons: Vec<FieldReason>,
    pub decided_by: Option<PersonView>,
    pub decided_at: Option<Instant>,
    /// What is on file, by kind.
    pub documents: Vec<OrganisationDocumentView>,
    /// The organisation as it is now, with the events of a registration.
    pub organisation: OrganisationView,
    /// What waits longer.
    pub previous: Option<Uuid>,
    /// What waits less long.
    pub next: Option<Uuid>,
    pub available_actions: Vec<ActionView>,
}

/// A page of the queue, with one query for organisations and one for people.
pub(super) async fn summaries(uow: &Uow, cases: &[Verification]) -> Result<Vec<VerificationSummary>, Problem> {
    let ids: Vec<OrganisationId> = cases.iter().map(|case| case.organisation_id).collect();
    let users: Vec<UserId> = cases.iter().map(|case| case.submitted_by).collect();
    let (found, users) = several::two::<Organisation, User>(&uow.conn, &ids, &users).await?;
    let found: HashMap<OrganisationId, Organisation> = found.into_iter().map(|row| (row.id, row)).collect();
    let names: Vec<PersonView> = users.into_iter().map(|user| PersonView { id: user.id.0, name: user.name }).collect();
    let missing = || Problem::internal("a verification without its organisation");
    cases.iter().map(|case| summary(uow, found.get(&case.organisation_id).ok_or_else(missing)?, case, &names)).collect()
}

fn summary(uow: &Uow, organisation: &Organisation, case: &Verification, names: &[PersonView]) -> Result<VerificationSummary, Problem> {
    let until = case.decided_at.map_or(Ok(uow.now), |at| Instant::micros(at).map(|at| at.0))?;
    let waiting = Waiting::of(uow.app.calendar, case.submitted_at, until)?;
    Ok(VerificationSummary {
        id: case.id.0,
        organisation_id: organisation.id.0,
        organisation_name: organisation.name.clone(),
        organisation_version: organisation.version,
        uscc: organisation.uscc.clone(),
        area_code: organisation.area_code.clone(),
        kind: case.kind.clone(),
        again: case.kind == "registration" && case.before != "{}",
        submitted_by: person(names, case.submitted_by),
        submitted_at: Instant::micros(case.submitted_at)?,
        working_days: waiting.days,
        due_on: waiting.due_on.map(Date),
        late: waiting.late,
        state: VerificationState::read(&case.state)?,
        version: case.version,
    })
}

pub(super) async fn view(uow: &Uow, organisation: &Organisation, case: &Verification) -> Result<VerificationView, Problem> {
    let users: Vec<UserId> = std::iter::once(case.submitted_by).chain(case.decided_by).collect();
    let names = people(uow, users).await?;
    let reach = uow.caller()?.reach(STAFF);
    let (previous, next) = rows::neighbours(&uow.conn, &reach, case.id).await?;
    let documents = documents::on_file(&uow.conn, organisation.id).await?;
    let documents = documents.iter().map(|row| document_view(uow, row)).collect::<Result<Vec<_>, _>>()?;
    Ok(VerificationView {
        summary: summary(uow, organisation, case, &names)?,
        note: case.note.clone(),
        fields: side_by_side(organisation, case)?,
        checks: checks(uow, organisation, &documents).await?,
        checklist_codes: CHECKLIST.map(str::to_owned).to_vec(),
        checklist: document(&case.checklist)?,
        reasons: document(&case.reasons)?,
        decided_by: case.decided_by.map(|id| person(&names, id)),
        decided_at: Instant::maybe(case.decided_at)?,
        documents,
        organisation: organisation_view(uow, organisation).await?,
        previous,
        next,
        available_actions: actions(uow, organisation, case)?,
    })
}

/// The fields of the case; one handed in before cases were kept is compared as the record is now.
fn side_by_side(organisation: &Organisation, case: &Verification) -> Result<Vec<FieldEvidence>, Problem> {
    let (before, mut after): (Map<String, Value>, Map<String, Value>) = (document(&case.before)?, document(&case.after)?);
    if after.is_empty() {
        after = super::fields(organisation, None);
    }
    let returned: Vec<FieldReason> = document(&organisation.return_reasons)?;
    let fields = super::fields(organisation, None);
    let known = fields.keys().filter(|field| after.contains_key(*field));
    Ok(known
        .map(|field| {
            let (typed, was) = (shown(after.get(field)), shown(before.get(field)));
            let returned = returned.iter().find(|reason| case.kind == "registration" && reason.field == *field);
            FieldEvidence {
                field: field.clone(),
                changed: !before.is_empty() && typed != was,
                typed,
                before: was,
                returned: returned.map(|reason| reason.reason.clone()),
            }
        })
        .collect())
}

fn shown(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    }
}

/// What the platform checks by itself, each with what does not hold.
async fn checks(uow: &Uow, organisation: &Organisation, documents: &[OrganisationDocumentView]) -> Result<Vec<AutomaticCheck>, Problem> {
    let account = organisations::active_account(&uow.conn, organisation.id).await?;
    let mut found = crate::organisations::checks::form_faults(uow, organisation)?;
    found.extend(crate::organisations::warnings_of(uow, organisation, account.as_ref()));
    let names_fit = account.is_some_and(|account| account.account_name == organisation.name);
    let mut checks: Vec<AutomaticCheck> = [
        ("uscc", &["/uscc", "/kind"] as &[&str]),
        ("registration", &["/name", "/registered_on", "/legal_representative"]),
        ("contact", &["/contact_name", "/contact_phone", "/contact_email"]),
        ("grade", &["/grade_valid_from", "/grade_valid_until"]),
        ("bank", &["/bank_account/cnaps"]),
    ]
    .into_iter()
    .map(|(code, pointers)| {
        let faults: Vec<String> =
            found.iter().filter(|fault| pointers.contains(&fault.pointer.as_str())).map(|fault| fault.code.clone()).collect();
        AutomaticCheck { code: code.to_owned(), holds: faults.is_empty(), faults }
    })
    .collect();
    let faults = if names_fit { Vec::new() } else { vec!["name_differs".to_owned()] };
    checks.push(AutomaticCheck { code: "account_name".to_owned(), holds: names_fit, faults });
    let expired = documents.iter().filter(|document| document.expired).map(|_| "document_expired".to_owned());
    let certificate = documents.iter().any(|document| document.kind.0 == OrganisationDocumentKind::RegistrationCertificate);
    let faults: Vec<String> = expired.chain((!certificate).then(|| "certificate_missing".to_owned())).collect();
    checks.push(AutomaticCheck { code: "documents".to_owned(), holds: faults.is_empty(), faults });
    Ok(checks)
}

/// The events of a change; those of a registration stand with the organisation.
fn actions(uow: &Uow, organisation: &Organisation, case: &Verification) -> Result<Vec<ActionView>, Problem> {
    if case.kind != "change" {
        return Ok(Vec::new());
    }
    let own = uow.caller()?.holds(APPLICANTS, &yichuang_base::caller::Place::default().of_organisation(organisation.id));
    let judged = |event, operation| Offer::new(event, operation).needs(!own, "own_organisation", "Nobody judges their own organisation");
    let offers = vec![
        judged(Event::Accept, "acceptVerification"),
        judged(Event::Return, "returnVerification"),
        Offer::new(Event::Withdraw, "withdrawVerification"),
    ];
    available::<VerificationMachine>(uow, &case.state, &place(organisation), offers)
}

//! What waits for an officer: registrations, and changes to what was verified. Each is compared with its evidence.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, canonical, document};
use yichuang_domain::calendar::Calendar;
use yichuang_domain::states::verifications::{ANSWER_WORKING_DAYS, VerificationEvent as Event, VerificationMachine};
use yichuang_domain::time::{Day, Timestamp};
use yichuang_store::ids::{OrganisationId, VerificationId};
use yichuang_store::record::{Organisation, PayeeAccount, Verification};
use yichuang_store::{insert, update, verifications as rows};

use crate::organisations::{FieldReason, place};

pub mod accept;
pub mod evidence;
pub mod get;
pub mod list;
pub mod save_checklist;
pub mod send_back;
pub mod withdraw;

/// One thing an officer compares with the evidence.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    #[schema(min_length = 2, max_length = 40, example = "certificate_matches")]
    pub code: String,
    pub ok: bool,
    #[schema(max_length = 500, example = "")]
    pub note: String,
}

/// What an officer compares, in the order of the form.
pub const CHECKLIST: [&str; 7] = [
    "certificate_matches",
    "registry_matches",
    "representative_matches",
    "charter_matches",
    "grade_proved",
    "inspections_proved",
    "account_matches",
];

/// How long something waits.
pub(super) struct Waiting {
    /// Working days since the day it was handed in; none beyond the loaded calendar.
    pub days: Option<u32>,
    pub due_on: Option<Day>,
    pub late: bool,
}

impl Waiting {
    pub fn of(calendar: &Calendar, submitted_at: i64, until: Timestamp) -> Result<Self, Problem> {
        let from = Instant::micros(submitted_at)?.0.shanghai_day();
        let today = until.shanghai_day();
        let days = from.next().ok().filter(|next| *next <= today).map_or(Ok(0), |next| calendar.working_days_between(next, today)).ok();
        let due_on = calendar.add_working_days(from, ANSWER_WORKING_DAYS).ok();
        Ok(Self { days, due_on, late: due_on.is_some_and(|due| today > due) })
    }
}

/// The fields of a registration as they are compared; the account by its bank and its last digits.
#[must_use]
pub fn fields(row: &Organisation, account: Option<&PayeeAccount>) -> Map<String, Value> {
    let account =
        account.map(|account| format!("{} {} {}", account.bank_name, account.cnaps, yichuang_base::parties::masked(&account.account_tail)));
    let fields = json!({
        "name": row.name, "uscc": row.uscc, "kind": row.kind, "area_code": row.area_code, "registry": row.registry,
        "registered_on": row.registered_on, "charter_scope": row.charter_scope, "legal_representative": row.legal_representative,
        "contact_name": row.contact_name, "contact_phone": row.contact_phone, "contact_email": row.contact_email,
        "assessment_grade": row.assessment_grade, "grade_valid_from": row.grade_valid_from, "grade_valid_until": row.grade_valid_until,
        "inspections_passed": row.inspections_passed, "bank_account": account,
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// A registration was handed in: it waits, with what was typed and what was typed before the last return.
pub async fn submitted(uow: &Uow, row: &Organisation, account: Option<&PayeeAccount>) -> Result<(), Problem> {
    let before = rows::last_returned(&uow.conn, row.id).await?.map_or_else(|| "{}".to_owned(), |last| last.after);
    let case = new(uow, row, "registration", before, canonical(&fields(row, account))?, "")?;
    Ok(insert(&uow.conn, case).await?)
}

/// A change to a verified record waits; 409 while something else of the organisation does.
pub async fn ask_for_change(
    uow: &Uow,
    row: &Organisation,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    note: &str,
) -> Result<Verification, Problem> {
    if rows::waiting(&uow.conn, row.id).await?.is_some() {
        return Err(Problem::refused("change_waiting", "A change waits for an officer already; withdraw it first"));
    }
    let case = new(uow, row, "change", canonical(before)?, canonical(after)?, note)?;
    insert(&uow.conn, case.clone()).await?;
    let subject = Subject::new("organisation", row.id).before(json!(before)).after(json!(after));
    uow.audit("organisation.ask_for_change", subject.because(note)).await?;
    Ok(case)
}

fn new(uow: &Uow, row: &Organisation, kind: &str, before: String, after: String, note: &str) -> Result<Verification, Problem> {
    Ok(Verification {
        id: VerificationId(uow.id()),
        organisation_id: row.id,
        kind: kind.to_owned(),
        before,
        after,
        note: note.trim().to_owned(),
        checklist: "[]".to_owned(),
        reasons: "[]".to_owned(),
        area_path: row.area_path.clone(),
        submitted_by: uow.caller()?.user,
        submitted_at: uow.micros(),
        decided_by: None,
        decided_at: None,
        state: "waiting".to_owned(),
        version: 1,
    })
}

/// The officer's answer to a registration ends its wait.
pub async fn answered(uow: &Uow, id: OrganisationId, event: Event, reasons: &str) -> Result<(), Problem> {
    if let Some(case) = rows::waiting(&uow.conn, id).await?.filter(|case| case.kind == "registration") {
        step(uow, Verification { reasons: reasons.to_owned(), ..case }, event).await?;
    }
    Ok(())
}

async fn step(uow: &Uow, case: Verification, event: Event) -> Result<Verification, Problem> {
    let to = uow.follow::<VerificationMachine>(&case.state, event)?;
    let who = uow.caller()?.user;
    Ok(update(&uow.conn, Verification { state: to.as_str().to_owned(), decided_by: Some(who), decided_at: Some(uow.micros()), ..case })
        .await?)
}

/// A waiting change with its organisation, both locked; 404 for strangers, 412 when it moved since it was read.
async fn open_change(uow: &Uow, id: VerificationId, seen: IfMatch) -> Result<(Organisation, Verification), Problem> {
    let found: Verification = uow.find(id).await?;
    let organisation: Organisation = uow.lock(found.organisation_id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    let case: Verification = uow.lock(id).await?;
    seen.check(case.version)?;
    if case.kind != "change" {
        let detail = "A registration is verified, returned or rejected as an organisation";
        return Err(Problem::refused("not_a_change", detail));
    }
    Ok((organisation, case))
}

/// Fires an event on a change, records it with the organisation, and tells the organisation.
async fn answer_change(
    uow: &Uow,
    organisation: &Organisation,
    case: Verification,
    event: Event,
    said: &str,
) -> Result<Verification, Problem> {
    uow.fire::<VerificationMachine>(&case.state, event, &place(organisation))?;
    let case = step(uow, case, event).await?;
    let (before, after): (Value, Value) = (document(&case.before)?, document(&case.after)?);
    let mut subject = Subject::new("organisation", organisation.id).before(before).after(after);
    subject.reason = (!said.is_empty()).then_some(said);
    uow.audit(&format!("organisation.{}_change", event.as_str()), subject).await?;
    let text = format!("{}：登记信息变更{}。{said}", organisation.name, event.zh());
    uow.mail(&organisation.contact_email, &format!("登记信息变更：{}", event.zh()), &text).await?;
    Ok(case)
}

/// Reasons as one sentence.
fn said(reasons: &[FieldReason]) -> String {
    reasons.iter().map(|reason| format!("{}：{}", reason.field, reason.reason)).collect::<Vec<_>>().join("；")
}

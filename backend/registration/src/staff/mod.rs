//! Staff and social workers of organisations. Certificate and identity numbers are sealed, shown masked, and revealed
//! only on the record.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::Reply;
use yichuang_base::ids;
use yichuang_base::parties::tail;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{CertificateLevel, Date};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::{certificate_fault, id_number_fault, name_fault};
use yichuang_domain::time::Day;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{Organisation, StaffMember};

use crate::organisations::place;

pub mod create;
pub mod get;
pub mod list;
pub mod reveal;
pub mod update;

/// Somebody who works for an organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StaffMemberView {
    pub id: Uuid,
    pub organisation_id: Uuid,
    #[schema(example = "王敏")]
    pub name: String,
    #[schema(example = "项目主任")]
    pub position: String,
    pub certificate_level: Option<CertificateLevel>,
    #[schema(example = "**** **** 0123")]
    pub masked_certificate_number: Option<String>,
    #[schema(example = "**** **** 002X")]
    pub masked_id_number: Option<String>,
    pub full_time: bool,
    pub since_on: Option<Date>,
    pub until_on: Option<Date>,
    /// Whether they work there today.
    pub current: bool,
    pub version: i32,
}

/// Who keeps the staff list of an organisation.
const WRITERS: &[Role] = &[Role::ApplicantOwner, Role::ApplicantEditor];

/// The organisation, to be written into by its own people.
async fn writable(uow: &Uow, id: OrganisationId) -> Result<Organisation, Problem> {
    let row = visible(uow, id).await?;
    if !uow.caller()?.holds(WRITERS, &place(&row)) {
        return Err(Problem::forbidden("Only people of the organisation may keep its staff list"));
    }
    if matches!(row.state.as_str(), "rejected" | "deregistered") {
        return Err(Problem::refused("not_editable", "The organisation is closed").with("state", row.state));
    }
    Ok(row)
}

async fn visible(uow: &Uow, id: OrganisationId) -> Result<Organisation, Problem> {
    let row: Organisation = uow.find(id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&row))?;
    Ok(row)
}

/// Everything that is wrong with a member; `numbers`: certificate and identity number in the clear, as typed now.
fn faults(row: &StaffMember, certificate: Option<&str>, id_number: Option<&str>) -> Result<Vec<Fault>, Problem> {
    let mut faults: Vec<Fault> = name_fault("/name", &row.name).into_iter().collect();
    faults.extend(certificate.and_then(|number| certificate_fault("/certificate_number", number)));
    faults.extend(id_number.and_then(|number| id_number_fault("/id_number", number)));
    if row.certificate_sealed.is_some() && row.certificate_level.is_none() {
        faults.push(Fault::new("/certificate_level", "missing", "Say which level the certificate is of"));
    }
    let day = |text: &Option<String>| text.as_deref().map(Day::parse).transpose().map_err(Problem::internal);
    if let (Some(since), Some(until)) = (day(&row.since_on)?, day(&row.until_on)?)
        && until < since
    {
        let fault = Fault::new("/until_on", "before_start", "Nobody leaves before they came");
        faults.push(fault.with_limit(since.to_string()).with_actual(until.to_string()));
    }
    Ok(faults)
}

/// A number as it is kept: sealed, and its last four characters.
fn sealed(uow: &Uow, number: Option<&str>) -> Result<(Option<String>, Option<String>), Problem> {
    let Some(number) = number else { return Ok((None, None)) };
    Ok((Some(uow.app.seal_key.seal(number.as_bytes(), ids::random_bytes())?), Some(tail(number))))
}

/// As people type numbers: blanks do not matter, letters are capitals; empty is none.
fn plain(number: &str) -> Option<String> {
    let text: String = number.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    (!text.is_empty()).then_some(text)
}

fn view(uow: &Uow, row: &StaffMember) -> Result<StaffMemberView, Problem> {
    let today = uow.today().to_string();
    let masked = |tail: &Option<String>| tail.as_deref().map(yichuang_base::parties::masked);
    Ok(StaffMemberView {
        id: row.id.0,
        organisation_id: row.organisation_id.0,
        name: row.name.clone(),
        position: row.position.clone(),
        certificate_level: row.certificate_level.as_deref().map(CertificateLevel::read).transpose()?,
        masked_certificate_number: masked(&row.certificate_tail),
        masked_id_number: masked(&row.id_number_tail),
        full_time: row.full_time,
        since_on: Date::maybe(row.since_on.as_deref())?,
        until_on: Date::maybe(row.until_on.as_deref())?,
        current: row.since_on.as_ref().is_none_or(|day| *day <= today) && row.until_on.as_ref().is_none_or(|day| *day >= today),
        version: row.version,
    })
}

fn reply(uow: &Uow, row: &StaffMember) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row)?)?.version(row.version))
}

/// What the trail keeps: no numbers.
fn snapshot(row: &StaffMember) -> serde_json::Value {
    serde_json::json!({
        "staff_id": row.id, "name": row.name, "position": row.position, "certificate_level": row.certificate_level,
        "full_time": row.full_time, "since_on": row.since_on, "until_on": row.until_on,
    })
}

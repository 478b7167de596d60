//! Certificates, charters, reports and other documents of organisations, with the day on which each ends.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::Reply;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, OrganisationDocumentKind};
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::roles::Role;
use yichuang_domain::time::Day;
use yichuang_store::ids::{FileId, OrganisationId};
use yichuang_store::record::{Organisation, OrganisationDocument};

use crate::files;
use crate::organisations::place;

pub mod create;
pub mod get;
pub mod list;
pub mod remind;
pub mod remove;
pub mod update;

/// A document of an organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganisationDocumentView {
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub kind: OrganisationDocumentKind,
    #[schema(example = "52320402MJ0000000X")]
    pub number: String,
    pub issued_on: Option<Date>,
    /// The last day on which it is valid; none: without end.
    pub valid_until: Option<Date>,
    /// Whether it is no longer valid today.
    pub expired: bool,
    /// Days until it ends, from today; none: without end, or ended.
    #[schema(example = 27)]
    pub days_left: Option<i64>,
    pub file_id: Option<Uuid>,
    pub note: String,
    pub version: i32,
    pub updated_at: Instant,
}

async fn visible(uow: &Uow, id: OrganisationId) -> Result<Organisation, Problem> {
    let row: Organisation = uow.find(id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&row))?;
    Ok(row)
}

/// The organisation, to be written into by its own people.
async fn writable(uow: &Uow, id: OrganisationId) -> Result<Organisation, Problem> {
    let row = visible(uow, id).await?;
    if !uow.caller()?.holds(&[Role::ApplicantOwner, Role::ApplicantEditor], &place(&row)) {
        return Err(Problem::forbidden("Only people of the organisation may keep its documents"));
    }
    if matches!(row.state.as_str(), "rejected" | "deregistered") {
        return Err(Problem::refused("not_editable", "The organisation is closed").with("state", row.state));
    }
    Ok(row)
}

/// Takes an upload of the caller to the organisation, whose people and staff may read it from then on.
async fn attach(uow: &Uow, id: OrganisationId, file: Uuid) -> Result<(), Problem> {
    files::attach(uow, FileId(file), FilePurpose::OrganisationDocument, ("organisation", id.0), "/file_id").await?;
    Ok(())
}

/// 422 when it ends before it was issued, or was issued after today.
fn days_hold(uow: &Uow, row: &OrganisationDocument) -> Result<(), Problem> {
    let day = |text: &Option<String>| text.as_deref().map(Day::parse).transpose().map_err(Problem::internal);
    let (issued, until) = (day(&row.issued_on)?, day(&row.valid_until)?);
    let mut faults = Vec::new();
    if let Some(issued) = issued.filter(|day| *day > uow.today()) {
        let fault = Fault::new("/issued_on", "in_future", "A document was issued today or before");
        faults.push(fault.with_limit(uow.today().to_string()).with_actual(issued.to_string()));
    }
    if let (Some(issued), Some(until)) = (issued, until)
        && until < issued
    {
        let fault = Fault::new("/valid_until", "before_start", "A document cannot end before it was issued");
        faults.push(fault.with_limit(issued.to_string()).with_actual(until.to_string()));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

pub fn view(uow: &Uow, row: &OrganisationDocument) -> Result<OrganisationDocumentView, Problem> {
    let valid_until = Date::maybe(row.valid_until.as_deref())?;
    let left = valid_until.map(|until| (until.0.date() - uow.today().date()).whole_days());
    Ok(OrganisationDocumentView {
        id: row.id.0,
        organisation_id: row.organisation_id.0,
        kind: OrganisationDocumentKind::read(&row.kind)?,
        number: row.number.clone(),
        issued_on: Date::maybe(row.issued_on.as_deref())?,
        valid_until,
        expired: left.is_some_and(|days| days < 0),
        days_left: left.filter(|days| *days >= 0),
        file_id: row.file_id,
        note: row.note.clone(),
        version: row.version,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

fn reply(uow: &Uow, row: &OrganisationDocument) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row)?)?.version(row.version))
}

fn snapshot(row: &OrganisationDocument) -> serde_json::Value {
    serde_json::json!({
        "document_id": row.id, "document_kind": row.kind, "document_no": row.number, "issued_on": row.issued_on,
        "valid_until": row.valid_until, "file_id": row.file_id,
    })
}

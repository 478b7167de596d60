//! What the record holds against a date: inspections year by year and dated list entries.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::parties::{people, person};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, InspectionResult, Instant, ListKind, PersonView};
use yichuang_store::ids::{OrganisationId, UserId};
use yichuang_store::record::{Inspection, ListEntry, Organisation};
use yichuang_store::standing as rows;

use super::place;

/// One yearly inspection.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InspectionView {
    #[schema(example = 2025)]
    pub year: i32,
    pub result: InspectionResult,
    /// Number of the decision or of the report.
    #[schema(example = "天民年检〔2025〕17号")]
    pub proof: String,
    /// Whether an officer has seen the proof; only then it counts.
    pub confirmed: bool,
    pub updated_at: Instant,
}

/// One dated entry in a list. Nothing is changed afterwards: a correction is a later entry that names this one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListEntryView {
    pub id: Uuid,
    pub kind: ListKind,
    /// Day of entry, or of the decision.
    pub entered_on: Date,
    /// Day of removal, or the last day of a ban; none: still listed.
    pub left_on: Option<Date>,
    /// Who decided it.
    #[schema(example = "常州市天宁区民政局")]
    pub authority: String,
    #[schema(example = "天民罚字〔2024〕3号")]
    pub document_no: String,
    /// For staff only; empty for the organisation itself.
    pub note: String,
    /// The entry this one corrects.
    pub supersedes_id: Option<Uuid>,
    /// Why it was corrected.
    pub correction_reason: Option<String>,
    /// The entry corrected was a mistake: nothing is listed.
    pub retracted: bool,
    /// Whether it holds: not corrected by a later entry, not retracted.
    pub in_force: bool,
    /// For staff only.
    pub recorded_by: Option<PersonView>,
    pub created_at: Instant,
}

/// What counts when the organisation applies.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingView {
    /// The newest year first.
    pub inspections: Vec<InspectionView>,
    /// In the order in which they were written, corrected ones included.
    pub list_entries: Vec<ListEntryView>,
}

/// Show inspections and list entries of an organisation
///
/// To its own people and to staff of its area. Notes and who recorded an entry are for staff only.
#[utoipa::path(get, path = "/organisations/{id}/standing", operation_id = "getOrganisationStanding", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")),
    responses((status = 200, description = "Inspections and list entries", body = StandingView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Organisation = uow.find(OrganisationId(id)).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&row))?;
    Ok(Reply::ok(&view(&uow, &row).await?)?.version(row.version))
}

/// With the organisation's version, which every change to the standing takes.
pub(super) async fn reply(uow: &Uow, row: &Organisation) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

async fn view(uow: &Uow, row: &Organisation) -> Result<StandingView, Problem> {
    let staff = uow.caller()?.holds(STAFF, &place(row));
    let inspections = rows::inspections(&uow.conn, row.id).await?;
    let entries = rows::all_entries(&uow.conn, row.id).await?;
    let writers: Vec<UserId> = entries.iter().map(|entry| entry.recorded_by).collect();
    let names = if staff { people(uow, writers).await? } else { Vec::new() };
    let corrected: Vec<_> = entries.iter().filter_map(|entry| entry.supersedes_id).collect();
    let list_entries = entries.iter().map(|entry| {
        let in_force = !entry.retracted && !corrected.contains(&entry.id);
        let writer = staff.then(|| person(&names, entry.recorded_by));
        entry_view(entry, in_force, writer)
    });
    Ok(StandingView {
        inspections: inspections.iter().map(inspection_view).collect::<Result<_, _>>()?,
        list_entries: list_entries.collect::<Result<_, _>>()?,
    })
}

pub(super) fn inspection_view(row: &Inspection) -> Result<InspectionView, Problem> {
    Ok(InspectionView {
        year: row.year,
        result: InspectionResult::read(&row.result)?,
        proof: row.proof.clone(),
        confirmed: row.confirmed_by.is_some(),
        updated_at: Instant::micros(row.updated_at)?,
    })
}

fn entry_view(row: &ListEntry, in_force: bool, recorded_by: Option<PersonView>) -> Result<ListEntryView, Problem> {
    Ok(ListEntryView {
        id: row.id.0,
        kind: ListKind::read(&row.kind)?,
        entered_on: Date::read(&row.entered_on)?,
        left_on: Date::maybe(row.left_on.as_deref())?,
        authority: row.authority.clone(),
        document_no: row.document_no.clone(),
        note: if recorded_by.is_some() { row.note.clone() } else { String::new() },
        supersedes_id: row.supersedes_id.map(|id| id.0),
        correction_reason: row.correction_reason.clone(),
        retracted: row.retracted,
        in_force,
        recorded_by,
        created_at: Instant::micros(row.created_at)?,
    })
}

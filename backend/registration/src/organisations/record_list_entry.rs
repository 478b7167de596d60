//! Record that an organisation was listed, fined or banned.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, ListKind};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_store::ids::{ListEntryId, OrganisationId};
use yichuang_store::record::{ListEntry, Organisation};
use yichuang_store::{insert, update};

use super::standing::reply;
use super::{not_own, open, place};

/// One entry of a list, as its authority published it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListEntryInput {
    pub kind: ListKind,
    /// Day of entry, or of the decision.
    pub entered_on: Date,
    /// Day of removal, or the last day of a ban; none: still listed.
    pub left_on: Option<Date>,
    /// Who decided it.
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "常州市天宁区民政局")]
    pub authority: String,
    #[schema(min_length = 1, max_length = 100, pattern = r"\S", example = "天民罚字〔2024〕3号")]
    pub document_no: String,
    /// For staff only.
    #[schema(max_length = 1000, example = "国家企业信用信息公示系统核对")]
    pub note: Option<String>,
}

/// Record a list entry
///
/// By an officer of the area, never by the organisation and never about one's own. It counts from its day on wherever
/// eligibility is judged, is told to the organisation, and cannot be changed: a mistake is corrected by a later entry.
#[utoipa::path(post, path = "/organisations/{id}/list-entries", operation_id = "recordListEntry", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")), request_body = ListEntryInput,
    responses((status = 201, description = "Inspections and list entries", body = super::standing::StandingView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ListEntryInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), seen, input).await?;
        created(&uow, &row).await
    })
    .await
}

pub(super) async fn created(uow: &Uow, row: &Organisation) -> Result<Reply, Problem> {
    Ok(Reply::created(format!("/api/v1/organisations/{}/standing", row.id), &reply(uow, row).await?.value())?.version(row.version))
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch, input: &ListEntryInput) -> Result<Organisation, Problem> {
    let row = writable(uow, id, seen).await?;
    write(uow, row, entry(uow, id, input)?).await
}

/// The organisation, open to an officer who may write into its record.
pub(super) async fn writable(uow: &Uow, id: OrganisationId, seen: IfMatch) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place(&row)) {
        return Err(Problem::forbidden("Only an officer of the organisation's area may do this"));
    }
    not_own(uow, &row).await?;
    Ok(row)
}

/// A new entry; 422 with every fault of its days.
pub(super) fn entry(uow: &Uow, id: OrganisationId, input: &ListEntryInput) -> Result<ListEntry, Problem> {
    let mut faults = Vec::new();
    if input.entered_on.0 > uow.today() {
        let fault = Fault::new("/entered_on", "in_future", "An entry is recorded once it has been made");
        faults.push(fault.with_limit(uow.today().to_string()).with_actual(input.entered_on.0.to_string()));
    }
    if let Some(left) = input.left_on.filter(|left| *left < input.entered_on) {
        let fault = Fault::new("/left_on", "before_start", "The organisation cannot leave a list before it was entered");
        faults.push(fault.with_limit(input.entered_on.0.to_string()).with_actual(left.0.to_string()));
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    Ok(ListEntry {
        id: ListEntryId(uow.id()),
        organisation_id: id,
        kind: input.kind.0.as_str().to_owned(),
        entered_on: input.entered_on.0.to_string(),
        left_on: input.left_on.map(|day| day.0.to_string()),
        authority: input.authority.trim().to_owned(),
        document_no: input.document_no.trim().to_owned(),
        note: input.note.as_deref().unwrap_or_default().trim().to_owned(),
        supersedes_id: None,
        correction_reason: None,
        retracted: false,
        recorded_by: uow.caller()?.user,
        created_at: uow.micros(),
    })
}

/// Stores the entry, tells the organisation, and moves its version.
pub(super) async fn write(uow: &Uow, row: Organisation, entry: ListEntry) -> Result<Organisation, Problem> {
    insert(&uow.conn, entry.clone()).await?;
    let after = json!({
        "kind": entry.kind, "entered_on": entry.entered_on, "left_on": entry.left_on, "authority": entry.authority,
        "document_no": entry.document_no, "supersedes_id": entry.supersedes_id, "retracted": entry.retracted,
    });
    let action = if entry.supersedes_id.is_some() { "organisation.correct_list_entry" } else { "organisation.record_list_entry" };
    let mut subject = Subject::new("organisation", row.id).after(after);
    subject.reason = entry.correction_reason.as_deref();
    uow.audit(action, subject).await?;
    let kind = ListKind::read(&entry.kind)?.0.zh();
    let said = if entry.retracted { "已更正，不再计入" } else { "已登记" };
    let text = format!(
        "{}：{kind}（{}，{}，{}起）{said}。如有异议，请联系主管部门。",
        row.name, entry.authority, entry.document_no, entry.entered_on
    );
    uow.mail(&row.contact_email, &format!("名录与处罚记录：{kind}"), &text).await?;
    Ok(update(&uow.conn, Organisation { updated_at: uow.micros(), ..row }).await?)
}

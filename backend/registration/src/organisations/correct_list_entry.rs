//! Correct a list entry by a later one.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_store::ids::ListEntryId;
use yichuang_store::record::{ListEntry, Organisation};

use super::record_list_entry::{ListEntryInput, created, entry, writable, write};

/// What the entry should have said.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ListEntryCorrectionInput {
    pub entry: ListEntryInput,
    /// True when nothing was listed at all: the entry was a mistake.
    pub retracted: bool,
    #[schema(min_length = 2, max_length = 500, pattern = r"\S", example = "已移出名录，补登移出日期")]
    pub reason: String,
}

/// Correct a list entry
///
/// Writes a later entry that takes its place, for example with the day of removal. The one corrected stays readable
/// and counts no more. Takes the version of the organisation. Each entry is corrected once; the next correction goes to the entry that took its place.
#[utoipa::path(post, path = "/list-entries/{id}/correct", operation_id = "correctListEntry", tag = "organisations",
    params(("id" = Uuid, Path, description = "Entry")), request_body = ListEntryCorrectionInput,
    responses((status = 201, description = "Inspections and list entries", body = super::standing::StandingView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ListEntryCorrectionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ListEntryId(id), seen, input).await?;
        created(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, entry_id: ListEntryId, seen: IfMatch, input: &ListEntryCorrectionInput) -> Result<Organisation, Problem> {
    let corrected: ListEntry = uow.find(entry_id).await?;
    let id = corrected.organisation_id;
    let row = writable(uow, id, seen).await?;
    let all = yichuang_store::standing::all_entries(&uow.conn, id).await?;
    if corrected.retracted || all.iter().any(|other| other.supersedes_id == Some(entry_id)) {
        return Err(Problem::refused("superseded", "This entry was corrected already; correct the one that took its place"));
    }
    let later = ListEntry {
        supersedes_id: Some(entry_id),
        correction_reason: Some(input.reason.trim().to_owned()),
        retracted: input.retracted,
        ..entry(uow, id, &input.entry)?
    };
    write(uow, row, later).await
}

//! Propose an amendment.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, canonical};
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::{CallId, CallVersionId};
use yichuang_store::record::{Call, CallVersion};
use yichuang_store::{amendments, insert};

use super::{amendable, judge, view};
use crate::calls;
use crate::calls::announced::{CallDocumentInput, attach, call_document, content};

/// What should be announced instead, and why; what is left out stays. The scheme never changes.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "应申报单位要求延长申报时间", "closes_at": "2026-12-31T16:00:00Z" }))]
pub struct AmendmentInput {
    /// Why, for everybody to read.
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "应申报单位要求延长申报时间")]
    pub reason: String,
    #[schema(min_length = 1, max_length = 20000, pattern = r"\S", example = "面向天宁区社会组织征集公益创投项目。")]
    pub announcement: Option<String>,
    /// A later deadline.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-12-31T16:00:00Z")]
    pub closes_at: Option<Instant>,
    pub document: Option<CallDocumentInput>,
}

/// Propose an amendment
///
/// Of a published call, by its officer; the director lets it take effect. One waits at a time. What could cost an applicant
/// something leaves five working days before the deadline or moves the deadline; a deadline never comes sooner; after
/// it, dates may only be put off.
#[utoipa::path(post, path = "/calls/{id}/amendments", operation_id = "proposeAmendment", tag = "amendments",
    params(("id" = Uuid, Path, description = "Call")), request_body = AmendmentInput,
    responses((status = 201, description = "The version that waits", body = super::view::AmendmentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<AmendmentInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, CallId(id), seen, input).await?;
        let view = view::view(&uow, &call, &row).await?;
        Ok(Reply::created(format!("/api/v1/amendments/{}", row.id), &view)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, input: &AmendmentInput) -> Result<(Call, CallVersion), Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    seen.check(call.version)?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only a programme officer of this area may amend the call"));
    }
    amendable(&call)?;
    if amendments::waiting(&uow.conn, call.id).await?.is_some() {
        return Err(Problem::refused("amendment_waiting", "Another amendment of this call waits for the director"));
    }
    let proposed = judge(uow, &call, input.applied(&call)?).await?;
    if !proposed.faults.is_empty() {
        return Err(Problem::faults(proposed.faults));
    }
    let version = CallVersion {
        id: CallVersionId(uow.id()),
        call_id: call.id,
        revision: call.revision + 1,
        area_path: call.area_path.clone(),
        reason: input.reason.trim().to_owned(),
        content: canonical(&content(&proposed.after)?)?,
        changes: canonical(&proposed.changes)?,
        scheme_sha256: sha256_hex(call.scheme.as_bytes()),
        return_reason: None,
        in_force_at: None,
        state: "proposed".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        approved_by: None,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, version.clone()).await?;
    attach(uow, &call, &call_document(&call)?, &call_document(&proposed.after)?).await?;
    let after = serde_json::json!({ "call_id": call.id, "revision": version.revision, "changes": proposed.changes });
    uow.audit("amendment.propose", Subject::new("call_version", version.id).after(after).because(&input.reason)).await?;
    let text = format!("{} {}：更正公告待批准。{}", call.number, call.title, version.reason);
    tell(uow, Role::ProgrammeDirector, &call, "更正公告待批准", &text).await?;
    Ok((call, version))
}

impl AmendmentInput {
    /// The call as it would be announced.
    pub(super) fn applied(&self, call: &Call) -> Result<Call, Problem> {
        let kept = call_document(call)?;
        let document = self.document.as_ref().map_or_else(|| kept.clone(), |sent| sent.apply(&kept));
        Ok(Call {
            announcement: self.announcement.as_deref().unwrap_or(&call.announcement).trim().to_owned(),
            closes_at: self.closes_at.map_or(call.closes_at, |at| at.0.micros()),
            document: canonical(&document)?,
            ..call.clone()
        })
    }
}

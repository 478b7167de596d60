//! Rewrite a call.

use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, Money, canonical};
use yichuang_domain::roles::Role;
use yichuang_store::ids::{AllotmentId, CallId};
use yichuang_store::record::Call;
use yichuang_store::update;

use super::announced::{CallDocumentInput, attach, call_document};
use super::create::{check, scheme, snapshot};
use super::scheme_document::SchemeDocument;
use super::{open, place, reply};

/// The fields to change; those left out stay. Area, year and number stay what they are.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "budget": "600000.00", "closes_at": "2026-12-31T16:00:00Z" }))]
pub struct CallChangeInput {
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "2026年天宁区公益创投")]
    pub title: Option<String>,
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "常州市天宁区民政局")]
    pub host_name: Option<String>,
    /// Starts the scheme again from this preset, unless a scheme is sent with it.
    #[schema(min_length = 1, max_length = 40, example = "changzhou")]
    pub scheme_preset: Option<String>,
    /// A complete scheme.
    #[schema(value_type = Option<SchemeDocument>)]
    pub scheme: Option<Value>,
    pub budget: Option<Money>,
    pub allotment_id: Option<Uuid>,
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-12-01T00:00:00Z")]
    pub opens_at: Option<Instant>,
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-12-31T16:00:00Z")]
    pub closes_at: Option<Instant>,
    #[schema(max_length = 20000, example = "面向天宁区社会组织征集公益创投项目。")]
    pub announcement: Option<String>,
    /// The parts to change; those left out stay.
    pub document: Option<CallDocumentInput>,
}

/// Change a call
///
/// Possible while it is a draft; once the director has approved it, it is what was approved.
#[utoipa::path(patch, path = "/calls/{id}", operation_id = "updateCall", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")), request_body = CallChangeInput,
    responses((status = 200, description = "The call", body = super::view::CallView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<CallChangeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, input: &CallChangeInput) -> Result<Call, Problem> {
    let before = open(uow, id, seen).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place(&before)) {
        return Err(Problem::forbidden("Only a programme officer of this area may change the call"));
    }
    if before.state != "draft" {
        return Err(Problem::refused("not_editable", "A call can be changed while it is a draft").with("state", before.state));
    }
    let mut faults = Vec::new();
    let mut row = Call { updated_at: uow.micros(), ..before.clone() };
    input.apply(&mut row);
    if let Some(document) = &input.document {
        row.document = canonical(&document.apply(&call_document(&before)?))?;
    }
    if input.scheme.is_some() || input.scheme_preset.is_some() {
        row.scheme = canonical(&scheme(&row.scheme_preset, input.scheme.as_ref(), &mut faults))?;
    }
    check(uow, &row, &mut faults).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let after = update(&uow.conn, row).await?;
    attach(uow, &after, &call_document(&before)?, &call_document(&after)?).await?;
    let subject = Subject::new("call", after.id).before(snapshot(&before)).after(snapshot(&after));
    uow.audit("call.update", subject).await?;
    Ok(after)
}

impl CallChangeInput {
    fn apply(&self, row: &mut Call) {
        let texts = [
            (&self.title, &mut row.title),
            (&self.host_name, &mut row.host_name),
            (&self.scheme_preset, &mut row.scheme_preset),
            (&self.announcement, &mut row.announcement),
        ];
        for (sent, kept) in texts {
            if let Some(sent) = sent {
                sent.trim().clone_into(kept);
            }
        }
        row.budget_fen = self.budget.map_or(row.budget_fen, |budget| budget.0.get());
        row.allotment_id = self.allotment_id.map(AllotmentId).or(row.allotment_id);
        row.opens_at = self.opens_at.map_or(row.opens_at, |at| at.0.micros());
        row.closes_at = self.closes_at.map_or(row.closes_at, |at| at.0.micros());
    }
}

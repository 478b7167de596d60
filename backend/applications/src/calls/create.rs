//! Write a call.

use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Instant, Money, canonical};
use yichuang_domain::calls::CallDocument;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::{Scheme, preset, presets};
use yichuang_store::ids::{AllotmentId, CallId};
use yichuang_store::record::{Allotment, Call};
use yichuang_store::{areas, find, insert};

use super::announced::{CallDocumentInput, attach, call_document};
use super::scheme_document::SchemeDocument;
use super::view::view;

/// A new call.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "title": "2026年天宁区公益创投", "year": 2026, "area_code": "320402000000", "host_name": "常州市天宁区民政局",
    "scheme_preset": "changzhou", "budget": "500000.00", "opens_at": "2026-12-01T00:00:00Z", "closes_at": "2026-12-31T16:00:00Z",
    "announcement": "面向天宁区社会组织征集公益创投项目。"
}))]
pub struct CallInput {
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "2026年天宁区公益创投")]
    pub title: String,
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    pub year: i32,
    #[schema(min_length = 1, max_length = 20, example = "320402000000")]
    pub area_code: String,
    /// The body that runs it; the name of the area when left out.
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "常州市天宁区民政局")]
    pub host_name: Option<String>,
    /// A code of listSchemePresets.
    #[schema(min_length = 1, max_length = 40, example = "changzhou")]
    pub scheme_preset: String,
    /// A complete scheme in place of the preset's.
    #[schema(value_type = Option<SchemeDocument>)]
    pub scheme: Option<Value>,
    pub budget: Money,
    /// The allotment that pays; needed before the call can be approved.
    pub allotment_id: Option<Uuid>,
    #[schema(value_type = String, format = DateTime, example = "2026-12-01T00:00:00Z")]
    pub opens_at: Instant,
    /// The instant from which nothing can be submitted any more; for a deadline day, the midnight that ends it.
    #[schema(value_type = String, format = DateTime, example = "2026-12-31T16:00:00Z")]
    pub closes_at: Instant,
    #[schema(max_length = 20000, example = "面向天宁区社会组织征集公益创投项目。")]
    pub announcement: String,
    /// Dates, required documents, later rounds.
    pub document: Option<CallDocumentInput>,
}

/// Write a call
///
/// Starts a draft with the scheme of a preset, or with a scheme of one's own, which is checked as a whole.
#[utoipa::path(post, path = "/calls", operation_id = "createCall", tag = "calls", request_body = CallInput,
    responses((status = 201, description = "The draft", body = super::view::CallView)))]
pub async fn handler(cx: Cx, Json(input): Json<CallInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input, false).await?;
        Ok(Reply::created(format!("/api/v1/calls/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, input: &CallInput, demonstration: bool) -> Result<Call, Problem> {
    let area = areas::find(&uow.conn, &input.area_code).await?;
    let area = area.ok_or_else(|| Problem::fault("/area_code", "unknown", "There is no such area"))?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &Place::area(&area.path)) {
        return Err(Problem::forbidden("Only a programme officer of this area may write a call for it"));
    }
    let mut faults = Vec::new();
    let scheme = scheme(&input.scheme_preset, input.scheme.as_ref(), &mut faults);
    let row = Call {
        id: CallId(uow.id()),
        number: String::new(),
        title: input.title.trim().to_owned(),
        year: input.year,
        host_name: input.host_name.as_deref().map_or(area.name, |name| name.trim().to_owned()),
        area_code: area.code,
        area_path: area.path,
        scheme_preset: input.scheme_preset.clone(),
        scheme: canonical(&scheme)?,
        budget_fen: input.budget.0.get(),
        allotment_id: input.allotment_id.map(AllotmentId),
        opens_at: input.opens_at.0.micros(),
        closes_at: input.closes_at.0.micros(),
        announcement: input.announcement.clone(),
        document: canonical(&input.document.clone().unwrap_or_default().apply(&CallDocument::default()))?,
        revision: 1,
        copied_from: None,
        round_of: None,
        round: 1,
        demonstration,
        state: "draft".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        approved_by: None,
        published_at: None,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    check(uow, &row, &mut faults).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let row = Call { number: uow.number("YC", row.year).await?, ..row };
    insert(&uow.conn, row.clone()).await?;
    attach(uow, &row, &CallDocument::default(), &call_document(&row)?).await?;
    uow.audit("call.create", Subject::new("call", row.id).after(snapshot(&row))).await?;
    Ok(row)
}

/// The scheme that was sent, or that of the preset; its faults point below `/scheme`.
pub(super) fn scheme(code: &str, sent: Option<&Value>, faults: &mut Vec<Fault>) -> Option<Scheme> {
    let ready = preset(code);
    if ready.is_none() {
        let codes: Vec<&str> = presets().iter().map(|preset| preset.code).collect();
        let fault = Fault::new("/scheme_preset", "unknown", "There is no such preset");
        faults.push(fault.with_limit(codes.join(", ")).with_actual(code));
    }
    match sent.map(Scheme::read) {
        None => ready,
        Some(Ok(scheme)) => Some(scheme),
        Some(Err(found)) => {
            faults.extend(found.into_iter().map(|fault| Fault { pointer: format!("/scheme{}", fault.pointer), ..fault }));
            None
        }
    }
}

/// What must hold of a draft whenever it is saved.
pub(super) async fn check(uow: &Uow, row: &Call, faults: &mut Vec<Fault>) -> Result<(), Problem> {
    if row.budget_fen <= 0 {
        faults.push(Fault::new("/budget", "not_positive", "The budget must be above zero").with_limit(Fen::ZERO.to_string()));
    }
    if row.closes_at <= row.opens_at {
        faults.push(Fault::new("/closes_at", "closes_before_opening", "The call must close after it opens"));
    }
    if row.closes_at <= uow.micros() {
        faults.push(Fault::new("/closes_at", "in_the_past", "The call must close in the future").with_limit(uow.now.to_string()));
    }
    if let Some(id) = row.allotment_id {
        let allotment = find::<Allotment>(&uow.conn, id).await?;
        if allotment.is_none_or(|allotment| !row.area_path.starts_with(&allotment.area_path)) {
            faults.push(Fault::new("/allotment_id", "unknown", "There is no such allotment in this area"));
        }
    }
    Ok(())
}

pub(super) fn snapshot(row: &Call) -> Value {
    serde_json::json!({
        "title": row.title, "area_code": row.area_code, "scheme_preset": row.scheme_preset, "budget_fen": row.budget_fen,
        "scheme_sha256": yichuang_domain::schemes::sha256_hex(row.scheme.as_bytes()),
        "allotment_id": row.allotment_id, "opens_at": row.opens_at, "closes_at": row.closes_at,
        "document_sha256": yichuang_domain::schemes::sha256_hex(row.document.as_bytes()),
    })
}

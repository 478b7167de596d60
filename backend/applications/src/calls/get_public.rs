//! One call, as everybody may read it.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{CallState, Instant, Money, document};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::announced::{CallDocumentView, call_document, questions_close};
use super::scheme_document::SchemeDocument;
use super::view::{CallAreaView, CallPhase, area, areas_of};

/// A published call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicCallView {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
    #[schema(example = 2026)]
    pub year: i32,
    pub area: CallAreaView,
    #[schema(example = "常州市天宁区民政局")]
    pub host_name: String,
    /// The rules of the round: categories, caps, budget subjects, rubric, tranches.
    #[schema(value_type = SchemeDocument)]
    pub scheme: Value,
    /// SHA-256 of the scheme; it never changes after the publication.
    pub scheme_sha256: String,
    pub budget: Money,
    pub opens_at: Instant,
    /// From this instant on nothing can be submitted; the midnight that ends the deadline day.
    pub closes_at: Instant,
    pub phase: CallPhase,
    pub announcement: String,
    pub document: CallDocumentView,
    /// Version of the announcement; listPublicCallVersions tells what changed.
    #[schema(example = 1)]
    pub revision: i32,
    #[schema(example = 1)]
    pub round: i32,
    /// From this instant on nothing can be asked any more.
    pub questions_close_at: Instant,
    pub demonstration: bool,
    pub state: CallState,
    pub published_at: Option<Instant>,
}

/// Show a public call
///
/// With its rules; a call that was never published does not exist here.
#[utoipa::path(get, path = "/public/calls/{id}", operation_id = "getPublicCall", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The call", body = PublicCallView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Call = uow.find(CallId(id)).await?;
    if row.published_at.is_none() {
        return Err(Problem::not_found());
    }
    let areas = areas_of(&uow, std::slice::from_ref(&row)).await?;
    let view = PublicCallView {
        id: row.id.0,
        number: row.number.clone(),
        title: row.title.clone(),
        year: row.year,
        area: area(&areas, &row),
        host_name: row.host_name.clone(),
        scheme: document(&row.scheme)?,
        scheme_sha256: sha256_hex(row.scheme.as_bytes()),
        budget: Money::fen(row.budget_fen)?,
        opens_at: Instant::micros(row.opens_at)?,
        closes_at: Instant::micros(row.closes_at)?,
        phase: CallPhase::at(&row, uow.now),
        announcement: row.announcement.clone(),
        document: call_document(&row)?.into(),
        revision: row.revision,
        round: row.round,
        questions_close_at: Instant::micros(questions_close(&row)?)?,
        demonstration: row.demonstration,
        state: CallState::read(&row.state)?,
        published_at: Instant::maybe(row.published_at)?,
    };
    Reply::ok(&view)
}

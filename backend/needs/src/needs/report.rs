//! Report a need without an account.

use axum::body::to_bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, Instant};
use yichuang_domain::fault::Fault;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::rules::needs::{NeedSource, NeedUrgency, ResponseLevel};
use yichuang_records::files;
use yichuang_store::ids::{FileId, NeedId};
use yichuang_store::record::{Area, Need, NeedFollower, User};
use yichuang_store::{areas, insert, needs, settings};

use super::clock::{Owed, owed};
use super::persons::{self, Contact};
use super::{form, similar, tell};

/// Setting and default: reports a day from one address.
const PER_ADDRESS: (&str, i32) = ("need_reports_per_address", 10);
/// Setting and default: reports a day for one area.
const PER_AREA: (&str, i32) = ("need_reports_per_area", 200);

/// A photograph that was uploaded for this report.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedPhotoInput {
    pub id: Uuid,
    /// The token of the upload.
    #[schema(max_length = 100, example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub upload_token: String,
}

/// What is needed, where, and how to reach who says so.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedReportInput {
    /// What is needed, in one's own words.
    #[schema(min_length = 5, max_length = 2000, pattern = r"\S", example = "小区里独居老人多，没有地方吃午饭，希望设一个助餐点")]
    pub what: String,
    /// The community, street or district.
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: String,
    /// Where exactly.
    #[schema(max_length = 200, example = "3幢楼下")]
    pub place: Option<String>,
    /// Telephone or e-mail; only for questions and the answer, never shown to the public.
    #[schema(max_length = 254, example = "linfang@example.org")]
    pub contact: Option<String>,
    /// A photograph, seen by staff only.
    pub photo: Option<NeedPhotoInput>,
    /// The ticket of the opened form.
    #[schema(max_length = 120, example = "1780275600000000.2f0c")]
    pub form_token: String,
    /// Stays empty; only a machine fills it in.
    #[schema(max_length = 200, example = "")]
    pub website: Option<String>,
}

/// What the reporter takes away.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedReceiptView {
    pub id: Uuid,
    #[schema(example = "XQ2026-0001")]
    pub number: String,
    /// By this code the reporter sees the answer, adds something or takes the report back. It is shown once.
    #[schema(example = "7KQM-3XWD-9P2A")]
    pub code: String,
    pub received_at: Instant,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    /// Who answers first.
    #[schema(example = "community")]
    pub answered_by: String,
    /// The last day for the first answer.
    pub due_on: Option<Date>,
}

/// Report a need
///
/// By anybody, without an account. The answer carries the code by which the reporter follows it; only its digest is
/// kept. One address may report a limited number a day, and so may all together for one area.
#[utoipa::path(post, path = "/public/needs", operation_id = "reportNeed", tag = "needs", request_body = NeedReportInput,
    responses((status = 201, description = "The receipt", body = NeedReceiptView)), extensions(("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<NeedReportInput>) -> Response {
    let (input, address) = (&input, &cx.address_digest());
    let response = cx
        .write(|uow| async move {
            let (area, need) = run(&uow, input, address, false).await?;
            let view = receipt(&area, &need)?;
            Reply::created(format!("/api/v1/public/needs/{}", need.id), &view)
        })
        .await;
    with_code(&cx, response).await
}

/// The code is written into the answer after it was kept under its idempotency key: it follows from the id, also
/// when the answer is given again, and stands nowhere in the database.
async fn with_code(cx: &Cx, response: Response) -> Response {
    if response.status() != StatusCode::CREATED {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return Problem::internal("the receipt could not be read").into_response() };
    let mut view: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let id = view["id"].as_str().and_then(|id| id.parse().ok()).map(NeedId);
    if let Some(id) = id {
        view["code"] = persons::code(cx.app(), id).to_string().into();
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, axum::body::Body::from(view.to_string()))
}

fn receipt(area: &Area, need: &Need) -> Result<NeedReceiptView, Problem> {
    Ok(NeedReceiptView {
        id: need.id.0,
        number: need.number.clone(),
        code: String::new(),
        received_at: Instant::micros(need.created_at)?,
        area_name: area.name.clone(),
        answered_by: need.level.clone(),
        due_on: Date::maybe(need.due_on.as_deref())?,
    })
}

/// Takes a report; `address` is the digest of where it came from.
pub async fn run(uow: &Uow, input: &NeedReportInput, address: &str, demonstration: bool) -> Result<(Area, Need), Problem> {
    let area = areas::find(&uow.conn, &input.area_code).await?;
    let mut faults: Vec<Fault> = Vec::new();
    if area.is_none() {
        faults.push(Fault::new("/area_code", "unknown", "There is no such area"));
    }
    if input.website.as_deref().is_some_and(|text| !text.is_empty()) {
        faults.push(Fault::new("/website", "not_allowed", "This field stays empty"));
    }
    faults.extend(form::check(&uow.app, &input.form_token, uow.now));
    let contact = match persons::contact(&uow.app, input.contact.as_deref()) {
        Ok(contact) => contact,
        Err(problem) => {
            faults.extend(problem.errors);
            None
        }
    };
    let area = area.filter(|_| faults.is_empty()).ok_or_else(|| Problem::faults(faults))?;
    limited(uow, "report", address, PER_ADDRESS).await?;
    limited(uow, "report_area", &area.code, PER_AREA).await?;
    let owed = owed(uow, &area.path, ResponseLevel::of_area(&area.level)).await?;
    let need = blank(uow, &area, &owed, contact.as_ref()).await?;
    let code = persons::code(&uow.app, need.id);
    let need = Need {
        words: input.what.trim().to_owned(),
        place: input.place.as_deref().map(str::trim).unwrap_or_default().to_owned(),
        source: NeedSource::Resident.to_string(),
        reporter_id: uow.who.as_ref().map(|who| who.user),
        code_digest: Some(persons::code_digest(&uow.app, &code)),
        demonstration,
        ..need
    };
    keep(uow, &need, &owed).await?;
    if let Some(photo) = &input.photo {
        let upload = (FileId(photo.id), photo.upload_token.as_str());
        files::attach_anonymous(uow, upload, FilePurpose::NeedPhoto, ("need", need.id.0), "/photo").await?;
    }
    followed(uow, &need, contact.and_then(|contact| contact.email)).await?;
    Ok((area, need))
}

/// 429 when there were as many today as one may send. A refused one is not counted.
pub(super) async fn limited(uow: &Uow, kind: &str, who: &str, (setting, default): (&str, i32)) -> Result<(), Problem> {
    let set = settings::get(&uow.conn, setting).await?.and_then(|text| text.parse().ok());
    let limit = set.unwrap_or(default);
    if needs::within_limit(&uow.conn, kind, who, &uow.today().to_string(), limit).await? {
        return Ok(());
    }
    let problem = Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_reports",
        "As many came in today as are taken in one day; come back tomorrow",
    );
    Err(problem.with("limit", limit))
}

/// A need that says nothing yet, with its number, its clock and how to reach the reporter.
pub(super) async fn blank(uow: &Uow, area: &Area, owed: &Owed, contact: Option<&Contact>) -> Result<Need, Problem> {
    let id = NeedId(uow.id());
    Ok(Need {
        id,
        number: uow.number("XQ", uow.today().year()).await?,
        area_code: area.code.clone(),
        area_path: area.path.clone(),
        words: String::new(),
        place: String::new(),
        title: String::new(),
        description: String::new(),
        category: None,
        target_group: String::new(),
        head_count: None,
        urgency: NeedUrgency::Normal.to_string(),
        source: NeedSource::Resident.to_string(),
        amount_fen: None,
        self_raised_min_fen: None,
        min_applicants: None,
        starts_on: None,
        ends_on: None,
        contact_sealed: contact.map(|contact| contact.sealed.clone()),
        contact_hint: contact.map(|contact| contact.hint.clone()),
        contact_digest: contact.map(|contact| contact.digest.clone()),
        reporter_id: None,
        code_digest: None,
        level: owed.level.to_string(),
        level_path: owed.path.clone(),
        due_on: owed.due_on.map(|day| day.to_string()),
        responded_at: None,
        merged_into_id: None,
        root_id: id,
        endorsement_count: 0,
        outcome: None,
        published_at: None,
        demonstration: false,
        state: "reported".to_owned(),
        version: 1,
        created_by: uow.who.as_ref().map(|who| who.user),
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

/// Stores a new need, makes it found by likeness, and tells who owes the answer.
pub(super) async fn keep(uow: &Uow, need: &Need, owed: &Owed) -> Result<(), Problem> {
    insert(&uow.conn, need.clone()).await?;
    similar::remember(uow, need).await?;
    let after = serde_json::json!({ "number": need.number, "area_code": need.area_code, "source": need.source });
    uow.audit("need.report", Subject::new("need", need.id).after(after)).await?;
    tell::owed(uow, need, owed).await
}

/// The reporter hears what becomes of it: by the address they left, or by that of their account.
async fn followed(uow: &Uow, need: &Need, email: Option<String>) -> Result<(), Problem> {
    let own = match (&email, need.reporter_id) {
        (None, Some(account)) => Some(uow.find::<User>(account).await?.email),
        _ => None,
    };
    let Some(address) = email.or(own) else { return Ok(()) };
    let Some(address_digest) = persons::mailbox_digest(&uow.app, &address) else { return Ok(()) };
    let follower = NeedFollower {
        id: uow.id(),
        need_id: need.id,
        address_digest,
        address_sealed: persons::sealed(&uow.app, &address)?,
        stopped_at: None,
        created_at: uow.micros(),
    };
    Ok(needs::follow(&uow.conn, &follower).await?)
}

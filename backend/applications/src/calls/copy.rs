//! Write a call after an earlier one.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, canonical};
use yichuang_domain::calls::{CallDocument, shifted_timetable};
use yichuang_domain::roles::Role;
use yichuang_domain::time::{Day, Timestamp, end_of_day_shanghai, start_of_day_shanghai};
use yichuang_store::ids::CallId;
use yichuang_store::insert;
use yichuang_store::record::Call;

use super::announced::{call_document, window};
use super::create::{check, snapshot};
use super::place;
use super::view::view;
use crate::forms::call_form;

/// What is new about the copy.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallCopyInput {
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "2027年天宁区公益创投")]
    pub title: String,
    #[schema(minimum = 2000, maximum = 2100, example = 2026)]
    pub year: i32,
    /// The first day; every other date moves by as many days, onto the next working day.
    pub opens_on: Date,
}

/// Copy a call
///
/// A new draft in the same area with scheme, form, documents, texts and attachments of this one. Its dates are shifted and judged
/// again: what does not hold stands among the findings. The allotment is chosen anew.
#[utoipa::path(post, path = "/calls/{id}/copy", operation_id = "copyCall", tag = "calls",
    params(("id" = Uuid, Path, description = "Call")), request_body = CallCopyInput,
    responses((status = 201, description = "The draft", body = super::view::CallView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<CallCopyInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/calls/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &CallCopyInput) -> Result<Call, Problem> {
    let from: Call = uow.find(id).await?;
    uow.must_see(STAFF, &place(&from))?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place(&from)) {
        return Err(Problem::forbidden("Only a programme officer of this area may write a call for it"));
    }
    let was = window(from.opens_at, from.closes_at)?;
    let days = i64::from(was.opens.days_until(input.opens_on.0));
    let closes = was.closes.plus_days(days).map_err(|error| Problem::fault("/opens_on", error.code(), error.to_string()))?;
    let row = Call {
        id: CallId(uow.id()),
        number: String::new(),
        title: input.title.trim().to_owned(),
        year: input.year,
        document: canonical(&shifted(uow, call_document(&from)?, days))?,
        revision: 1,
        copied_from: Some(from.id),
        round_of: None,
        round: 1,
        allotment_id: None,
        opens_at: instant(input.opens_on.0, Timestamp::from_micros(from.opens_at).map_err(Problem::internal)?),
        closes_at: end_of_day_shanghai(closes).micros(),
        state: "draft".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        approved_by: None,
        published_at: None,
        created_at: uow.micros(),
        updated_at: uow.micros(),
        ..from.clone()
    };
    let mut faults = Vec::new();
    check(uow, &row, &mut faults).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let row = Call { number: uow.number("YC", row.year).await?, ..row };
    insert(&uow.conn, row.clone()).await?;
    call_form::carry_over(uow, from.id, row.id).await?;
    let subject = Subject::new("call", row.id).before(serde_json::json!({ "copied_from": from.id })).after(snapshot(&row));
    uow.audit("call.copy", subject).await?;
    Ok(row)
}

/// The same time of day on another day.
fn instant(day: Day, like: Timestamp) -> i64 {
    let time_of_day = like.micros() - start_of_day_shanghai(like.shanghai_day()).micros();
    start_of_day_shanghai(day).micros() + time_of_day
}

/// Rounds are a plan for one year: a copy begins with one. Attached files belong to their call and are uploaded anew.
fn shifted(uow: &Uow, document: CallDocument, days: i64) -> CallDocument {
    let timetable = document.timetable.map(|dates| shifted_timetable(uow.app.calendar, &dates, days));
    CallDocument { timetable, later_rounds: Vec::new(), attachments: Vec::new(), ..document }
}

//! Check dates without saving them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, FaultView};
use yichuang_domain::calls::{Timetable, Window, check_timetable, earliest_timetable};
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::Scheme;
use yichuang_domain::time::Day;

use super::announced::{CallDocumentTimetable, in_timetable};
use super::scheme_document::SchemeDocument;

/// The dates of a call and the scheme they are judged by.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimetableCheckInput {
    #[schema(value_type = SchemeDocument)]
    pub scheme: Value,
    /// The first day on which applications are taken.
    pub opens_on: Date,
    /// The last one.
    pub closes_on: Date,
    /// The dates after it; left out: only the earliest ones are answered.
    #[schema(value_type = Option<CallDocumentTimetable>)]
    pub timetable: Option<Timetable>,
}

/// How many working days lie between two dates.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimetableSpanView {
    /// `open`, `screening`, `corrections`, `review`, `notice`, `agreement` or `first_payment`.
    #[schema(example = "notice")]
    pub step: String,
    /// Working days from the step before to this one; for `open`, `review` and `notice`, from its first day to its last.
    #[schema(example = 5)]
    pub working_days: u32,
}

/// What is wrong with the dates, and which would be the earliest.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimetableCheckView {
    /// Pointers lead into the call: `/closes_at`, `/document/timetable/notice_to` …
    pub faults: Vec<FaultView>,
    /// The earliest dates that scheme and calendar allow; absent when the calendar does not reach so far.
    #[schema(value_type = Option<CallDocumentTimetable>)]
    pub earliest: Option<Timetable>,
    /// Working days of each step, as far as the calendar knows them.
    pub spans: Vec<TimetableSpanView>,
}

/// Check a timetable
///
/// Nothing is saved. Every reason why the dates are impossible or not allowed, and the earliest ones that are. A day
/// outside the loaded working-day calendar is a fault; nothing is guessed.
#[utoipa::path(post, path = "/timetables/check", operation_id = "checkTimetable", tag = "calls", request_body = TimetableCheckInput,
    responses((status = 200, description = "Faults and earliest dates", body = TimetableCheckView)), extensions(("x-no-key" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<TimetableCheckInput>) -> Result<Reply, Problem> {
    let calendar = cx.app().calendar;
    let scheme =
        Scheme::read(&input.scheme).map_err(|found| Problem::faults(found.into_iter().map(|fault| fault.below("/scheme")).collect()))?;
    let window = Window { opens: input.opens_on.0, closes: input.closes_on.0 };
    let mut faults: Vec<Fault> = match &input.timetable {
        Some(dates) => check_timetable(&scheme, calendar, window, dates).into_iter().map(in_timetable).collect(),
        None => Vec::new(),
    };
    let earliest = earliest_timetable(&scheme, calendar, window);
    if let (Err(fault), None) = (&earliest, &input.timetable) {
        faults.push(in_timetable(fault.clone()));
    }
    let spans = spans(&cx, window, input.timetable.as_ref().or(earliest.as_ref().ok()));
    Reply::ok(&TimetableCheckView { faults: faults.into_iter().map(Into::into).collect(), earliest: earliest.ok(), spans })
}

fn spans(cx: &Cx, window: Window, dates: Option<&Timetable>) -> Vec<TimetableSpanView> {
    let calendar = cx.app().calendar;
    let Some(dates) = dates else { return Vec::new() };
    // What begins after a day begins on the next one.
    let after = |day: Day| day.next().unwrap_or(day);
    let mut steps = vec![
        ("open", window.opens, window.closes),
        ("screening", after(window.closes), dates.screening_until),
        ("corrections", after(dates.screening_until), dates.corrections_until),
        ("review", dates.review_from, dates.review_until),
        ("notice", dates.notice_from, dates.notice_to),
        ("agreement", after(dates.notice_to), dates.agreement_until),
    ];
    steps.extend(dates.first_payment_until.map(|day| ("first_payment", after(dates.agreement_until), day)));
    let counted = steps.into_iter().filter_map(|(step, from, to)| Some((step, calendar.working_days_between(from, to).ok()?)));
    counted.map(|(step, working_days)| TimetableSpanView { step: step.to_owned(), working_days }).collect()
}

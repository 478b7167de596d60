//! Ask for a correction.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, canonical};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::proposals::ProposalEvent as Event;
use yichuang_domain::time::Day;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::corrections::{self, CorrectionPartInput};
use super::screening::settle;
use super::{Screening, advance, open_to_screen, reply, screening, tell};
use crate::calls;

/// Said to whoever asks twice.
pub(super) const ONCE: &str = "A correction can be asked for once";

/// What to put right, and until when.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionInput {
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "请补充受益人数的测算依据")]
    pub reason: String,
    /// The last day on which the correction counts; by the scheme's number of working days when left out.
    pub due_on: Option<Date>,
    /// The parts that are returned, each with what is wrong; nothing else can be changed. All of the proposal when left
    /// out.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub parts: Vec<CorrectionPartInput>,
}

/// Request a correction
///
/// Once for each proposal, during the eligibility check. The organisation can change the returned parts and submit the
/// proposal again until the day ends in Asia/Shanghai. If it does not, the proposal goes back into the check as it was.
#[utoipa::path(post, path = "/proposals/{id}/request-correction", operation_id = "requestCorrection", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = CorrectionInput,
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<CorrectionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, input).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, input: &CorrectionInput) -> Result<(Call, Proposal), Problem> {
    let (call, row) = open_to_screen(uow, id, seen, Event::RequestCorrection).await?;
    if row.corrections > 0 {
        return Err(Problem::refused("correction_used", ONCE));
    }
    let unknown = corrections::unknown_parts(&input.parts);
    if !unknown.is_empty() {
        return Err(Problem::faults(unknown));
    }
    let due = due_on(uow, &call, input.due_on)?;
    within_timetable(&call, due)?;
    settle(uow, &call, &row, "correction_requested").await?;
    corrections::begin(uow, row.id, input.reason.trim(), &input.parts, due).await?;
    let found =
        Screening { correction_reason: Some(input.reason.trim().to_owned()), correction_due_on: Some(Date(due)), ..screening(&row)? };
    let row = Proposal { screening: canonical(&found)?, corrections: row.corrections + 1, ..row };
    let row = advance(uow, &call, row, Event::RequestCorrection, Some(&input.reason)).await?;
    tell(uow, &row, "申报材料需补正", &format!("请于{due}前（含当日）补正并重新提交。{}", input.reason)).await?;
    Ok((call, row))
}

/// A correction ends no later than the call announced: the review begins after it.
fn within_timetable(call: &Call, due: Day) -> Result<(), Problem> {
    let Some(dates) = calls::announced::call_document(call)?.timetable else { return Ok(()) };
    if due <= dates.corrections_until {
        return Ok(());
    }
    let detail = "The correction would end after the last day that the call announced for corrections";
    let fault = Fault::new("/due_on", "after_timetable", detail);
    let fault = fault.with_limit(dates.corrections_until.to_string()).with_actual(due.to_string());
    Err(Problem::blocked("after_timetable", detail, vec![fault]))
}

fn due_on(uow: &Uow, call: &Call, sent: Option<Date>) -> Result<Day, Problem> {
    let today = uow.today();
    match sent {
        Some(day) if day.0 < today => Err(Problem::fault("/due_on", "in_the_past", "The last day must not lie in the past")),
        Some(day) => Ok(day.0),
        None => {
            let days = calls::scheme(call)?.clocks.correction_working_days;
            let due = uow.app.calendar.add_working_days(today, days);
            due.map_err(|error| Problem::fault("/due_on", error.code(), error.to_string()))
        }
    }
}

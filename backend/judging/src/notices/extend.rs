//! Prolong the notice.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Date;
use yichuang_domain::fault::Fault;
use yichuang_domain::states::notices::{NoticeEvent, NoticeMachine};
use yichuang_records::calls;
use yichuang_store::ids::NoticeId;
use yichuang_store::record::Notice;
use yichuang_store::update;

use super::{day, view};

/// A later last day, and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionInput {
    /// The new last day, included; later than the one so far.
    pub ends_on: Date,
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "异议核查尚未完成，延长公示")]
    pub reason: String,
}

/// Prolong a notice
///
/// Only ever longer, with the reason, which the trail keeps. Objections are taken until the new last day.
#[utoipa::path(post, path = "/notices/{id}/extend", operation_id = "extendNotice", tag = "notices",
    params(("id" = Uuid, Path, description = "Notice")), request_body = ExtensionInput,
    responses((status = 200, description = "The notice", body = super::view::NoticeView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ExtensionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, NoticeId(id), seen, input).await?;
        view::reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NoticeId, seen: IfMatch, input: &ExtensionInput) -> Result<Notice, Problem> {
    let (call, before) = view::open(uow, id, seen).await?;
    let to = uow.fire::<NoticeMachine>(&before.state, NoticeEvent::Extend, &calls::place(&call))?;
    let (starts_on, last) = (day(&before.starts_on)?, day(&before.ends_on)?);
    let ends_on = input.ends_on.0;
    if ends_on <= last || ends_on < uow.today() {
        let fault = Fault::new("/ends_on", "not_later", "A notice is only ever prolonged");
        return Err(Problem::faults(vec![fault.with_limit(last.to_string()).with_actual(ends_on.to_string())]));
    }
    let days = uow.app.calendar.working_days_between(starts_on, ends_on);
    let days = days.map_err(|error| Problem::fault("/ends_on", error.code(), error.to_string()))?;
    let extended = Notice {
        ends_on: ends_on.to_string(),
        working_days: i32::try_from(days).map_err(Problem::internal)?,
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let from = last.to_string();
    let after = update(&uow.conn, extended).await?;
    let subject = Subject::new("notice", id).before(json!({ "ends_on": from })).after(json!({ "ends_on": after.ends_on }));
    uow.audit("notice.extend", subject.because(&input.reason)).await?;
    Ok(after)
}

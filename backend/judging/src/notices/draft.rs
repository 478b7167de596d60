//! Draft the public notice.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, Money};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::{notice_last_day, notice_length_ok};
use yichuang_domain::time::Day;
use yichuang_records::calls;
use yichuang_store::ids::{CallId, NoticeId};
use yichuang_store::record::{Call, Decision, Notice};
use yichuang_store::{insert, notices as rows};

use super::{scheme, view};

/// Title, text and first day; what is left out is written by the platform.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeInput {
    #[schema(min_length = 2, max_length = 200, example = "2026年社区公益创投拟立项项目公示")]
    pub title: Option<String>,
    #[schema(min_length = 2, max_length = 10000, example = "经评审，拟对下列项目予以立项，现予公示。")]
    pub body: Option<String>,
    /// Today, if left out.
    pub starts_on: Option<Date>,
    /// The last day; the earliest one that the scheme allows, if left out.
    pub ends_on: Option<Date>,
}

/// Draft a notice
///
/// After the decision was approved. The last day follows from the scheme and the published calendar: it can be
/// no earlier.
#[utoipa::path(post, path = "/calls/{id}/notice", operation_id = "draftNotice", tag = "notices",
    params(("id" = Uuid, Path, description = "Call")), request_body = NoticeInput,
    responses((status = 201, description = "The draft", body = super::view::NoticeView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<NoticeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/notices/{}", row.id), &view::view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &NoticeInput) -> Result<Notice, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only an officer of the call drafts its notice"));
    }
    if call.state != "deciding" {
        return Err(Problem::refused("not_deciding", "The call is not at its funding decision").with("state", call.state));
    }
    let decision = rows::decision_of(&uow.conn, call.id).await?.filter(|decision| decision.state == "approved");
    let decision = decision.ok_or_else(|| Problem::refused("decision_not_approved", "The decision is not approved"))?;
    if rows::notice_of(&uow.conn, call.id).await?.is_some() {
        return Err(Problem::refused("notice_exists", "The call has a notice already; discard its draft first"));
    }
    let starts_on = input.starts_on.map_or_else(|| uow.today(), |date| date.0);
    within_timetable(&call, starts_on)?;
    let (ends_on, working_days) = period(uow, &call, starts_on, input.ends_on.map(|date| date.0))?;
    let notice = Notice {
        id: NoticeId(uow.id()),
        number: uow.number("GS", starts_on.year()).await?,
        call_id: call.id,
        decision_id: decision.id,
        title: input.title.as_deref().map_or_else(|| default_title(&call), |title| title.trim().to_owned()),
        body: match &input.body {
            Some(body) => body.trim().to_owned(),
            None => default_body(uow, &call, &decision, (starts_on, ends_on, working_days)).await?,
        },
        starts_on: starts_on.to_string(),
        ends_on: ends_on.to_string(),
        working_days,
        area_path: call.area_path.clone(),
        published_at: None,
        published_by: None,
        closed_at: None,
        demonstration: call.demonstration,
        state: "draft".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, notice.clone()).await?;
    let after = json!({ "state": notice.state, "starts_on": notice.starts_on, "ends_on": notice.ends_on });
    uow.audit("notice.draft", Subject::new("notice", notice.id).after(after)).await?;
    let text = format!("「{}」的公示已拟写，请审核发布。", call.title);
    tell(uow, Role::ProgrammeDirector, &call, "公示待发布", &text).await?;
    Ok(notice)
}

/// A notice begins no sooner than the call announced.
fn within_timetable(call: &Call, starts_on: Day) -> Result<(), Problem> {
    let dates = calls::announced::call_document(call)?.timetable;
    let Some(dates) = dates.filter(|dates| starts_on < dates.notice_from) else { return Ok(()) };
    let detail = "The notice would begin before the day that the call announced";
    let fault = Fault::new("/starts_on", "before_timetable", detail);
    let fault = fault.with_limit(dates.notice_from.to_string()).with_actual(starts_on.to_string());
    Err(Problem::blocked("before_timetable", detail, vec![fault]))
}

/// The last day, which is at least as late as the scheme says, and the working days from the first to it.
fn period(uow: &Uow, call: &Call, starts_on: Day, ends_on: Option<Day>) -> Result<(Day, i32), Problem> {
    if starts_on < uow.today() {
        let fault = Fault::new("/starts_on", "in_the_past", "A notice does not begin in the past");
        return Err(Problem::faults(vec![fault.with_limit(uow.today().to_string()).with_actual(starts_on.to_string())]));
    }
    let (scheme, calendar) = (scheme(call)?, uow.app.calendar);
    let here = |pointer: &'static str| move |fault: Fault| Problem::faults(vec![Fault { pointer: pointer.to_owned(), ..fault }]);
    let earliest = notice_last_day(&scheme, calendar, starts_on).map_err(here("/starts_on"))?;
    let last = ends_on.unwrap_or(earliest);
    notice_length_ok(&scheme, calendar, starts_on, last).map_err(here("/ends_on"))?;
    let days = calendar.working_days_between(starts_on, last);
    let days = days.map_err(|error| Problem::fault("/ends_on", error.code(), error.to_string()))?;
    Ok((last, i32::try_from(days).map_err(Problem::internal)?))
}

fn default_title(call: &Call) -> String {
    format!("关于“{}”拟立项项目的公示", call.title)
}

async fn default_body(uow: &Uow, call: &Call, decision: &Decision, period: (Day, Day, i32)) -> Result<String, Problem> {
    let (starts_on, ends_on, days) = period;
    let count = rows::award_counts(&uow.conn, &[decision.id]).await?.first().map_or(0, |(_, count)| *count);
    let total = Money::fen(decision.total_fen)?.0.grouped();
    Ok(format!(
        "经资格审查、专家评审和集体研究，“{}”拟立项{count}个项目，拟资助金额合计{total}元，现予公示。\n\
         公示期：{starts_on}至{ends_on}（{days}个工作日）。\n\
         对公示内容有异议的，请在公示期内以书面形式向{}反映：单位反映的应加盖公章，个人反映的应签署真实姓名，并提供必要的证据材料和联系方式。",
        call.title, call.host_name
    ))
}

//! Close the notice: the awards stand.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::rules::reservations::last_day;
use yichuang_domain::states::calls::CallEvent;
use yichuang_domain::states::notices::{NoticeEvent, NoticeMachine};
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_records::calls::announced::call_document;
use yichuang_records::{calls, needs, proposals};
use yichuang_store::ids::{AllotmentId, NoticeId, ProjectId};
use yichuang_store::record::{Call, Notice, Organisation, Project, Proposal};
use yichuang_store::{insert, notices as decisions, objections, proposals as rows, update};

use super::{is_over, scheme, view};

/// Close a notice
///
/// Once its last day is over in Asia/Shanghai and every objection is answered. Every proposal on notice is awarded and becomes a project.
#[utoipa::path(post, path = "/notices/{id}/close", operation_id = "closeNotice", tag = "notices",
    params(("id" = Uuid, Path, description = "Notice")),
    responses((status = 200, description = "The notice", body = super::view::NoticeView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, NoticeId(id), seen).await?;
        view::reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NoticeId, seen: IfMatch) -> Result<Notice, Problem> {
    let (call, before) = view::open(uow, id, seen).await?;
    let to = uow.fire::<NoticeMachine>(&before.state, NoticeEvent::Close, &calls::place(&call))?;
    if !is_over(uow, &before)? {
        let detail = "The notice runs until the end of its last day";
        return Err(Problem::refused("still_running", detail).with("ends_on", before.ends_on));
    }
    let open = objections::open_of_notice(&uow.conn, id).await?;
    if open > 0 {
        let detail = "Objections wait for their answer; the notice is closed when all are answered";
        return Err(Problem::refused("objection_open", detail).with("objections", open));
    }
    let awards = rows::lock_in(&uow.conn, call.id, &["on_notice"]).await?;
    let missing = || Problem::refused("no_allotment", "The call names no allotment that could pay the awards");
    for proposal in awards {
        let allotment = call.allotment_id.ok_or_else(missing)?;
        award(uow, &call, &before, allotment, proposal).await?;
    }
    let from = before.state.clone();
    let closed = Notice { closed_at: Some(uow.micros()), state: to.to_string(), updated_at: uow.micros(), ..before };
    let after = update(&uow.conn, closed).await?;
    uow.audit("notice.close", Subject::new("notice", id).moved(&from, &after.state)).await?;
    let call = calls::advance(uow, call, CallEvent::Award).await?;
    needs::links::release_unfunded(uow, call.id).await?;
    Ok(after)
}

/// Awards one proposal and opens its project.
async fn award(uow: &Uow, call: &Call, notice: &Notice, allotment_id: AllotmentId, proposal: Proposal) -> Result<Project, Problem> {
    let line = decisions::line_of(&uow.conn, notice.decision_id, proposal.id).await?;
    let approved = line.and_then(|line| line.approved_fen);
    let approved = approved.ok_or_else(|| Problem::internal("a proposal on notice has no approved amount"))?;
    let proposal = proposals::follow(uow, Proposal { approved_fen: Some(approved), ..proposal }, ProposalEvent::Award).await?;
    let (sign_within, sign_by) = time_to_sign(uow, call)?;
    let project = Project {
        id: ProjectId(uow.id()),
        number: uow.number("XM", uow.today().year()).await?,
        proposal_id: proposal.id,
        notice_id: notice.id,
        call_id: call.id,
        organisation_id: proposal.organisation_id,
        allotment_id,
        title: proposal.title.clone(),
        approved_fen: approved,
        area_path: call.area_path.clone(),
        starts_on: None,
        ends_on: None,
        sign_within,
        sign_by,
        sign_by_reminded: None,
        extension_until: None,
        extension_reason: None,
        extension_asked_by: None,
        extension_granted_by: None,
        demonstration: proposal.demonstration,
        state: "agreement_draft".to_owned(),
        version: 1,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, project.clone()).await?;
    let after = serde_json::json!({ "state": project.state, "number": project.number, "approved_fen": approved });
    uow.audit("project.open", Subject::new("project", project.id).after(after)).await?;
    let organisation: Organisation = uow.find(proposal.organisation_id).await?;
    let until = project.sign_by.as_ref().map(|day| format!("协议最迟应于 {day} 签署，逾期立项失效。")).unwrap_or_default();
    let text = format!("“{}”公示期满，已立项，项目编号{}。请等待签署协议。{until}", proposal.title, project.number);
    uow.mail(&organisation.contact_email, "项目已立项", &text).await?;
    Ok(project)
}

/// How many working days an award of this call has for its agreement, and the last of them. Where the calendar does not reach
/// so far the day is not guessed: the clock sets it once it does.
fn time_to_sign(uow: &Uow, call: &Call) -> Result<(Option<i32>, Option<String>), Problem> {
    let Some(days) = scheme(call)?.agreement_working_days else { return Ok((None, None)) };
    let planned = call_document(call)?.timetable.map(|dates| dates.agreement_until);
    let last = last_day(uow.app.calendar, uow.today(), days, planned).ok();
    Ok((Some(i32::try_from(days).map_err(Problem::internal)?), last.map(|day| day.to_string())))
}

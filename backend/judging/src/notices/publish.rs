//! Publish the notice.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::rules::notice_length_ok;
use yichuang_domain::states::calls::CallEvent;
use yichuang_domain::states::notices::{NoticeEvent, NoticeMachine};
use yichuang_domain::states::proposals::ProposalEvent;
use yichuang_records::news::{self, Published};
use yichuang_records::{calls, proposals};
use yichuang_store::ids::NoticeId;
use yichuang_store::record::{Decision, Notice, Organisation, Proposal};
use yichuang_store::update;

use super::{day, scheme, view};
use crate::reviews;

/// Publish a notice
///
/// By the director, never the person who drafted it. Its first day must not be over, and it must be as long as the
/// scheme says; a shorter one is impossible.
#[utoipa::path(post, path = "/notices/{id}/publish", operation_id = "publishNotice", tag = "notices",
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
    let to = uow.fire::<NoticeMachine>(&before.state, NoticeEvent::Publish, &calls::place(&call))?;
    if uow.is_me(before.created_by).await? {
        return Err(Problem::refused("same_person", "Who drafted the notice does not publish it"));
    }
    let (starts_on, ends_on) = (day(&before.starts_on)?, day(&before.ends_on)?);
    if starts_on < uow.today() {
        let detail = "The first day of the notice is over; discard the draft and write another";
        return Err(Problem::refused("starts_in_the_past", detail).with("starts_on", before.starts_on));
    }
    notice_length_ok(&scheme(&call)?, uow.app.calendar, starts_on, ends_on)
        .map_err(|fault| Problem::blocked("notice_too_short", fault.detail.clone(), vec![fault]))?;
    let decision: Decision = uow.find(before.decision_id).await?;
    if decision.state != "approved" {
        return Err(Problem::refused("decision_not_approved", "The decision is not approved"));
    }
    if let Some(results) = decision.run_id {
        reviews::verify::publish(uow, &call, results).await?;
    }
    calls::advance(uow, call, CallEvent::OpenNotice).await?;
    let from = before.state.clone();
    let published = Notice {
        published_at: Some(uow.micros()),
        published_by: Some(uow.caller()?.user),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..before
    };
    let mut awards = view::awards(uow, &published).await?;
    awards.sort_unstable_by_key(|line| line.proposal_id);
    for line in awards {
        let proposal: Proposal = uow.lock(line.proposal_id).await?;
        let proposal = proposals::follow(uow, proposal, ProposalEvent::OpenNotice).await?;
        let organisation: Organisation = uow.find(proposal.organisation_id).await?;
        let text = format!("“{}”已列入拟立项公示（{}），公示期{starts_on}至{ends_on}。", proposal.title, published.number);
        uow.mail(&organisation.contact_email, "拟立项公示", &text).await?;
    }
    let after = update(&uow.conn, published).await?;
    news::published(uow, Published::Notice(id)).await?;
    uow.audit("notice.publish", Subject::new("notice", id).moved(&from, &after.state)).await?;
    Ok(after)
}

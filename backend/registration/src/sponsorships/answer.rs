//! Agree, refuse, withdraw, end.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_domain::states::sponsorships::{SponsorshipEvent as Event, SponsorshipMachine};
use yichuang_store::ids::{OrganisationId, SponsorshipId};
use yichuang_store::record::{Organisation, Sponsorship};
use yichuang_store::update;

use super::{SponsorshipView, tell, view};
use crate::organisations::place;

/// Agree to stand behind a group
///
/// By an owner of the sponsor, which must still be verified. From now on the group may apply where filed groups apply
/// through a sponsor.
#[utoipa::path(post, path = "/organisations/{id}/sponsorships/{sponsorship_id}/agree", operation_id = "agreeSponsorship", tag = "sponsorships",
    params(("id" = Uuid, Path, description = "The sponsor"), ("sponsorship_id" = Uuid, Path, description = "Sponsorship")),
    responses((status = 200, description = "The sponsorship", body = SponsorshipView)), extensions(("x-if-match" = json!(true))))]
pub async fn agree(cx: Cx, Path((id, sponsorship)): Path<(Uuid, Uuid)>, seen: IfMatch) -> Response {
    answer(&cx, (id, sponsorship), seen, Event::Agree, None).await
}

/// Refuse to stand behind a group
///
/// By an owner of the sponsor, with the reason, which the group reads.
#[utoipa::path(post, path = "/organisations/{id}/sponsorships/{sponsorship_id}/refuse", operation_id = "refuseSponsorship", tag = "sponsorships",
    params(("id" = Uuid, Path, description = "The sponsor"), ("sponsorship_id" = Uuid, Path, description = "Sponsorship")),
    request_body = Reason,
    responses((status = 200, description = "The sponsorship", body = SponsorshipView)), extensions(("x-if-match" = json!(true))))]
pub async fn refuse(cx: Cx, Path((id, sponsorship)): Path<(Uuid, Uuid)>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    answer(&cx, (id, sponsorship), seen, Event::Refuse, Some(&input.reason)).await
}

/// Take back the request to a sponsor
///
/// By an owner of the group, as long as there is no answer.
#[utoipa::path(post, path = "/organisations/{id}/sponsorships/{sponsorship_id}/withdraw", operation_id = "withdrawSponsorship", tag = "sponsorships",
    params(("id" = Uuid, Path, description = "The filed group"), ("sponsorship_id" = Uuid, Path, description = "Sponsorship")),
    responses((status = 200, description = "The sponsorship", body = SponsorshipView)), extensions(("x-if-match" = json!(true))))]
pub async fn withdraw(cx: Cx, Path((id, sponsorship)): Path<(Uuid, Uuid)>, seen: IfMatch) -> Response {
    answer(&cx, (id, sponsorship), seen, Event::Withdraw, None).await
}

/// End a sponsorship
///
/// By an owner of either side, with the reason. Proposals that were submitted stay what they are; the group submits
/// new ones only with another sponsor.
#[utoipa::path(post, path = "/organisations/{id}/sponsorships/{sponsorship_id}/end", operation_id = "endSponsorship", tag = "sponsorships",
    params(("id" = Uuid, Path, description = "Group or sponsor"), ("sponsorship_id" = Uuid, Path, description = "Sponsorship")),
    request_body = Reason,
    responses((status = 200, description = "The sponsorship", body = SponsorshipView)), extensions(("x-if-match" = json!(true))))]
pub async fn end(cx: Cx, Path((id, sponsorship)): Path<(Uuid, Uuid)>, seen: IfMatch, Json(input): Json<Reason>) -> Response {
    answer(&cx, (id, sponsorship), seen, Event::End, Some(&input.reason)).await
}

async fn answer(cx: &Cx, (id, sponsorship): (Uuid, Uuid), seen: IfMatch, event: Event, reason: Option<&str>) -> Response {
    cx.write(|uow| async move {
        let step = Step { side: OrganisationId(id), event, reason };
        let (row, parties) = run(&uow, SponsorshipId(sponsorship), seen, &step).await?;
        Ok(Reply::ok(&view(&uow, &row, &parties)?)?.version(row.version))
    })
    .await
}

/// What one side does.
pub struct Step<'a> {
    pub side: OrganisationId,
    pub event: Event,
    pub reason: Option<&'a str>,
}

pub async fn run(uow: &Uow, id: SponsorshipId, seen: IfMatch, step: &Step<'_>) -> Result<(Sponsorship, [Organisation; 2]), Problem> {
    let side: Organisation = uow.find(step.side).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&side))?;
    let row: Sponsorship = uow.lock(id).await?;
    if row.group_id != side.id && row.sponsor_id != side.id {
        return Err(Problem::not_found());
    }
    seen.check(row.version)?;
    let as_sponsor = row.sponsor_id == side.id;
    let allowed = match step.event {
        Event::Agree | Event::Refuse => as_sponsor,
        Event::Withdraw => !as_sponsor,
        Event::End => true,
    };
    if !allowed {
        return Err(Problem::forbidden("This is for the other side to do"));
    }
    let to = uow.fire::<SponsorshipMachine>(&row.state, step.event, &Place::default().of_organisation(side.id))?;
    let (group, sponsor): (Organisation, Organisation) = (uow.find(row.group_id).await?, uow.find(row.sponsor_id).await?);
    if step.event == Event::Agree && sponsor.state != "verified" {
        return Err(Problem::refused("sponsor_not_verified", "Only a verified organisation may stand behind a group"));
    }
    let from = row.state.clone();
    let answers = matches!(step.event, Event::Agree | Event::Refuse);
    let changed = Sponsorship {
        state: to.to_string(),
        reason: step.reason.map(|reason| reason.trim().to_owned()),
        answered_by: if answers { Some(uow.caller()?.user) } else { row.answered_by },
        answered_at: if answers { Some(uow.micros()) } else { row.answered_at },
        ended_at: (step.event == Event::End).then(|| uow.micros()),
        updated_at: uow.micros(),
        ..row
    };
    let row = update(&uow.conn, changed).await?;
    let mut subject = Subject::new("sponsorship", row.id).moved(&from, &row.state);
    subject.reason = step.reason;
    uow.audit(&format!("sponsorship.{}", step.event.as_str()), subject).await?;
    let reason = step.reason.map(|reason| format!("原因：{reason}")).unwrap_or_default();
    let text = format!("“{}”与“{}”的挂靠关系：{}。{reason}", group.name, sponsor.name, to.zh());
    let other = if as_sponsor { group.id } else { sponsor.id };
    tell(uow, other, &format!("挂靠关系：{}", to.zh()), &text).await?;
    Ok((row, [group, sponsor]))
}

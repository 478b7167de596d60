//! Announce the defence: who is heard is fixed before chance decides in which order.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{self, Instant};
use yichuang_domain::fault::Fault;
use yichuang_domain::reviews::{lottery_commitment, lottery_snapshot};
use yichuang_domain::roles::Role;
use yichuang_domain::states::defences::{DefenceEvent, DefenceMachine};
use yichuang_records::calls;
use yichuang_store::ids::{CallId, DefenceId, UserId};
use yichuang_store::record::{Call, Defence, ResultRun, ReviewStage, User};
use yichuang_store::{get_many, insert, update};

use super::Day;
use crate::chance;

/// When and where the defence is held, and by which public chance its order is drawn.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DefenceInput {
    /// When the first is called; after the source has spoken.
    pub starts_at: Instant,
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "天宁区社会组织服务中心二楼会议室")]
    pub venue: String,
    /// Minutes of one presentation with its questions.
    #[schema(minimum = 1, maximum = 240, example = 15)]
    pub minutes: i32,
    /// The member of the panel who leads the day; officers may always do so.
    pub chair_id: Option<Uuid>,
    /// A public draw that everybody can look up, named exactly.
    #[schema(min_length = 4, max_length = 200, pattern = r"\S", example = "中国福利彩票双色球第2026100期开奖号码")]
    pub entropy_source: String,
    /// When it takes place; later than now.
    pub entropy_at: Instant,
}

/// Announce the defence
///
/// By an officer, once the results of the written stage are verified. The shortlist is bound by a digest before the named
/// source speaks. Announcing again replaces it as long as the source is silent.
#[utoipa::path(post, path = "/calls/{id}/defence", operation_id = "announceDefence", tag = "defences",
    params(("id" = Uuid, Path, description = "Call")), request_body = DefenceInput,
    responses((status = 201, description = "The defence", body = super::DefenceView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<DefenceInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let day = run(&uow, CallId(id), input).await?;
        let version = day.stage.as_ref().map_or(0, |stage| stage.version);
        Ok(Reply::created(format!("/api/v1/calls/{id}/defence"), &day.view(&uow).await?)?.version(version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &DefenceInput) -> Result<Day, Problem> {
    let day = Day::read(uow, uow.lock(id).await?).await?;
    yichuang_base::recusal::must_be_free_in(uow, id).await?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&day.call)) {
        return Err(Problem::forbidden("Only an officer of the call announces its defence"));
    }
    let Some(stage) = &day.stage else {
        return Err(Problem::refused("no_defence_weighed", "The scheme of this call weighs no defence"));
    };
    if stage.state != "open" {
        return Err(Problem::refused("stage_not_open", "The scoring has ended").with("state", stage.state.clone()));
    }
    let Some((results, members)) = &day.shortlist else {
        return Err(Problem::refused("results_not_verified", "The results of the written stage are not verified"));
    };
    if members.is_empty() {
        return Err(Problem::refused("nobody_shortlisted", "The written stage has shortlisted nobody"));
    }
    let chair = chair(uow, &day, input).await?;
    let row = announced(uow, &day.call, stage, results, members, input)?;
    match &day.defence {
        None => insert(&uow.conn, row.clone()).await?,
        Some(before) => {
            uow.fire::<DefenceMachine>(&before.state, DefenceEvent::Announce, &calls::place(&day.call))?;
            if before.entropy_at <= uow.micros() {
                return Err(Problem::refused(
                    "source_has_spoken",
                    "The named source has spoken; the announced order must be drawn from it",
                ));
            }
            let again = Defence { id: before.id, version: before.version, created_at: before.created_at, ..row.clone() };
            update(&uow.conn, again).await?;
        }
    }
    let after = json!({
        "commitment": row.commitment, "members": members, "entropy_source": row.entropy_source, "entropy_at": row.entropy_at,
        "starts_at": row.starts_at, "chair_id": row.chair_id.map(|id| id.0),
    });
    let subject = Subject::new("defence", day.defence.as_ref().map_or(row.id, |before| before.id)).after(after);
    uow.audit("defence.announce", subject).await?;
    if let Some(chair) = chair {
        let text = format!(
            "您被指定为「{}」答辩主持人，时间{}，地点{}。",
            day.call.title,
            yichuang_base::documents::beijing(input.starts_at.0),
            row.venue
        );
        uow.mail(&chair.email, "答辩主持邀请", &text).await?;
    }
    Day::read(uow, day.call).await
}

/// The account of the chair, or every fault of the times and of the chair.
async fn chair(uow: &Uow, day: &Day, input: &DefenceInput) -> Result<Option<User>, Problem> {
    let mut faults = Vec::new();
    faults.extend(chance::too_early(uow, input.entropy_at));
    if input.starts_at.0 <= input.entropy_at.0 {
        let fault = Fault::new("/starts_at", "too_early", "The order is drawn before the first is called");
        faults.push(fault.with_limit(input.entropy_at.0.to_string()).with_actual(input.starts_at.0.to_string()));
    }
    let id = input.chair_id.map(UserId);
    if id.is_some_and(|id| !day.seats.iter().any(|seat| seat.reviewer_id == id)) {
        faults.push(Fault::new("/chair_id", "not_on_the_panel", "The chair is a member of the panel"));
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    Ok(get_many::<User>(&uow.conn, &id.into_iter().collect::<Vec<_>>()).await?.into_iter().next())
}

/// The name under which the order of a call is drawn.
pub(super) fn round(call: &Call) -> String {
    format!("{}/defence", call.number)
}

fn announced(
    uow: &Uow,
    call: &Call,
    stage: &ReviewStage,
    results: &ResultRun,
    members: &[String],
    input: &DefenceInput,
) -> Result<Defence, Problem> {
    let salt = chance::salt();
    let source = input.entropy_source.trim().to_owned();
    // The shortlist is one group, and no tie of the ranking: number 0.
    let snapshot = lottery_snapshot(&results.output_sha256, 0, members, &source, input.entropy_at.0.micros());
    Ok(Defence {
        id: DefenceId(uow.id()),
        call_id: call.id,
        stage_id: stage.id,
        run_id: results.id,
        chair_id: input.chair_id.map(UserId),
        starts_at: input.starts_at.0.micros(),
        venue: input.venue.trim().to_owned(),
        minutes: input.minutes,
        members: wire::canonical(&members)?,
        output_sha256: results.output_sha256.clone(),
        entropy_source: source,
        entropy_at: input.entropy_at.0.micros(),
        commitment: lottery_commitment(&round(call), &snapshot, &salt),
        salt,
        committed_at: uow.micros(),
        entropy: None,
        drawn_order: None,
        drawn_by: None,
        drawn_at: None,
        state: "announced".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

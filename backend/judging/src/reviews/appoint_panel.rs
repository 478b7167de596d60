//! Appoint the panel of a call.

use std::collections::HashSet;

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{canonical, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::{Rubric, Scheme, sha256_hex};
use yichuang_records::calls;
use yichuang_store::ids::{CallId, ReviewStageId, UserId};
use yichuang_store::record::{Call, PanelSeat, ReviewStage, User};
use yichuang_store::{draws, experts, get_many, insert, insert_all, reviews as rows, update};

use super::{alias, rubric};

/// Who sits on the panel.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PanelInput {
    /// Accounts of approved experts that hold the role of a reviewer, each once.
    #[schema(min_items = 1, max_items = 99)]
    pub reviewer_ids: Vec<Uuid>,
}

/// Appoint a panel
///
/// While proposals are screened. As many seats as the scheme says or more, odd if it says so, all of them approved experts. Rubric and policy
/// are frozen from the scheme. Not while a draw of the panel stands. Appointing again before the review starts replaces the panel. Aliases follow from
/// a hash, not from the order in the request.
#[utoipa::path(post, path = "/calls/{id}/panel", operation_id = "appointPanel", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")), request_body = PanelInput,
    responses((status = 201, description = "The panel", body = super::get_panel::PanelView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<PanelInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let stage = run(&uow, CallId(id), input).await?;
        let view = super::get_panel::view(&uow, CallId(id)).await?;
        Ok(Reply::created(format!("/api/v1/calls/{id}/panel"), &view)?.version(stage.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &PanelInput) -> Result<ReviewStage, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only an officer of the call appoints its panel"));
    }
    if call.state != "screening" {
        return Err(Problem::refused("not_screening", "A panel is appointed while proposals are screened").with("state", call.state));
    }
    if draws::of_call(&uow.conn, call.id).await?.iter().any(|draw| draw.state != "void") {
        return Err(Problem::refused("panel_is_drawn", "The panel of this call is drawn; it is not appointed by hand"));
    }
    appoint(uow, &call, input).await
}

/// Puts these on the panel, by whoever was allowed to.
pub async fn appoint(uow: &Uow, call: &Call, input: &PanelInput) -> Result<ReviewStage, Problem> {
    let scheme: Scheme = document(&call.scheme)?;
    let policy = canonical(&rubric::policy(&scheme)?)?;
    let defence = rubric::defence_policy(&scheme)?;
    let members = members(uow, call, &scheme, input).await?;
    let stage = stage(uow, call, "written", &scheme.rubric, policy).await?;
    if let Some(policy) = defence {
        self::stage(uow, call, "defence", scheme.rubric_of_defence(), canonical(&policy)?).await?;
    }
    let seats = seats(uow, &stage, &members);
    rows::clear_seats(&uow.conn, stage.id).await?;
    insert_all(&uow.conn, seats.clone()).await?;
    let after: Vec<_> = seats.iter().map(|seat| json!({ "alias": seat.alias, "reviewer_id": seat.reviewer_id.0 })).collect();
    uow.audit("review_stage.appoint_panel", Subject::new("review_stage", stage.id).after(json!({ "seats": after }))).await?;
    for member in &members {
        let text = format!("您已受邀担任「{}」的评审专家。评审开始后，请先逐项声明利害关系，再评分。", call.title);
        uow.mail(&member.email, &format!("评审邀请：{}", call.title), &text).await?;
    }
    Ok(stage)
}

/// The accounts, or every reason why they are not a panel.
async fn members(uow: &Uow, call: &Call, scheme: &Scheme, input: &PanelInput) -> Result<Vec<User>, Problem> {
    let mut faults = size_faults(scheme, input.reviewer_ids.len());
    let holders = rows::holders(&uow.conn, Role::Reviewer.as_str(), &call.area_path, call.id).await?;
    let ids: Vec<UserId> = input.reviewer_ids.iter().map(|id| UserId(*id)).collect();
    let users = get_many::<User>(&uow.conn, &ids).await?;
    let approved = experts::approved_among(&uow.conn, &ids, &uow.today().to_string()).await?;
    let mut persons = HashSet::new();
    let mut found = Vec::with_capacity(ids.len());
    for (index, id) in ids.iter().enumerate() {
        let pointer = format!("/reviewer_ids/{index}");
        match users.iter().find(|user| user.id == *id) {
            None => faults.push(Fault::new(pointer, "unknown", "There is no such account")),
            Some(_) if !holders.iter().any(|holder| holder.id == *id) => {
                faults.push(Fault::new(pointer, "not_a_reviewer", "This account does not hold the role of a reviewer for this call"));
            }
            Some(_) if !approved.contains(id) => {
                faults.push(Fault::new(pointer, "not_an_approved_expert", "Only experts whose approval holds today sit on a panel"));
            }
            Some(user) if !persons.insert(user.person_id) => {
                faults.push(Fault::new(pointer, "duplicate", "The same person sits on the panel already"));
            }
            Some(user) => found.push(user.clone()),
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(Problem::faults(faults)) }
}

fn size_faults(scheme: &Scheme, found: usize) -> Vec<Fault> {
    let least = usize::try_from(scheme.panel.size).unwrap_or(usize::MAX);
    let mut faults = Vec::new();
    if found < least {
        let fault = Fault::new("/reviewer_ids", "too_small", "The panel has fewer seats than the scheme says");
        faults.push(fault.with_limit(least.to_string()).with_actual(found.to_string()));
    }
    if scheme.panel.odd && found.is_multiple_of(2) {
        faults.push(Fault::new("/reviewer_ids", "not_odd", "The number of seats must be odd").with_actual(found.to_string()));
    }
    faults
}

/// A stage of the call with its rubric and policy, made when there is none yet.
async fn stage(uow: &Uow, call: &Call, kind: &str, rubric: &Rubric, policy: String) -> Result<ReviewStage, Problem> {
    let criteria = canonical(&rubric.criteria)?;
    if let Some(stage) = rows::stage_of_kind(&uow.conn, call.id, kind).await? {
        let stage = ReviewStage { rubric: criteria, policy, updated_at: uow.micros(), ..stage };
        return Ok(update(&uow.conn, stage).await?);
    }
    let stage = ReviewStage {
        id: ReviewStageId(uow.id()),
        call_id: call.id,
        kind: kind.to_owned(),
        rubric: criteria,
        policy,
        input_sha256: None,
        sealed_at: None,
        scores_until: None,
        reopen_until: None,
        reopen_reason: None,
        reopen_by: None,
        reopen_at: None,
        reminded_until: None,
        state: "open".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, stage.clone()).await?;
    Ok(stage)
}

/// The seats with aliases in the order of a hash of stage and reviewer.
fn seats(uow: &Uow, stage: &ReviewStage, members: &[User]) -> Vec<PanelSeat> {
    let mut order: Vec<(String, UserId)> =
        members.iter().map(|user| (sha256_hex(format!("{}{}", stage.id, user.id).as_bytes()), user.id)).collect();
    order.sort_unstable();
    let mut ids: Vec<Uuid> = order.iter().map(|_| uow.id()).collect();
    ids.sort_unstable();
    ids.into_iter()
        .zip(order)
        .enumerate()
        .map(|(n, (id, (_, reviewer_id)))| PanelSeat { id, stage_id: stage.id, reviewer_id, alias: alias(n), created_at: uow.micros() })
        .collect()
}

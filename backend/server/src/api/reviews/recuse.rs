//! Stay away from a proposal.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_domain::conflicts::{ConflictSeverity, ConflictSource};
use yichuang_domain::roles::Role;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::conflicts::ConflictState;
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::{Assignment, Call, Review};
use yichuang_store::{reviews as rows, update};

use super::assignment::{Desk, RecusalView, recusal};
use super::{before_seal, tell};
use crate::api::calls;
use crate::api::conflicts::keep::{Fact, keep};
use crate::http::{Cx, IfMatch, Json, Path, Reply};
use crate::problem::Problem;
use crate::uow::{Subject, Uow, state_of};
use crate::wire::AssignmentState;

/// The conflict.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecusalInput {
    /// `employment`, `shareholding`, `kinship`, `consulting`, `litigation`, `partner`, `supervision`,
    /// `applicant_request` or `other`.
    #[schema(
        pattern = "^(employment|shareholding|kinship|consulting|litigation|partner|supervision|applicant_request|other)$",
        example = "consulting"
    )]
    pub kind: String,
    #[schema(min_length = 2, max_length = 1000, example = "曾为该单位有偿撰写项目书")]
    pub reason: String,
}

/// What is left of an assignment after a recusal: nothing about the proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecusedAssignment {
    pub id: Uuid,
    pub recusal: Option<RecusalView>,
    pub state: AssignmentState,
    pub version: i32,
}

/// Recuse
///
/// By the reviewer or by an officer, until the stage is sealed. A submitted review is void. From then on the
/// proposal does not exist for this reviewer.
#[utoipa::path(post, path = "/assignments/{id}/recuse", operation_id = "recuseAssignment", tag = "reviews",
    params(("id" = Uuid, Path, description = "Assignment")), request_body = RecusalInput,
    responses((status = 200, description = "The recusal", body = RecusedAssignment)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<RecusalInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, AssignmentId(id), seen, input).await?;
        let view = RecusedAssignment { id, recusal: recusal(&row)?, state: AssignmentState::read(&row.state)?, version: row.version };
        Ok(Reply::ok(&view)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: AssignmentId, seen: IfMatch, input: &RecusalInput) -> Result<Assignment, Problem> {
    let desk = Desk::open(uow, id).await?;
    seen.check(desk.assignment.version)?;
    let place = calls::place(&desk.call);
    let own = desk.is_own(uow);
    if !own && !uow.caller()?.holds(&[Role::ProgrammeOfficer], &place) {
        return Err(Problem::forbidden("Only the reviewer or an officer may do this"));
    }
    uow.fire::<AssignmentMachine>(&desk.assignment.state, AssignmentEvent::Recuse, &place)?;
    if !before_seal(&desk.stage) {
        return Err(Problem::refused("stage_sealed", "The reviews are sealed; nobody can be recused any more"));
    }
    let source = if own { ConflictSource::Own } else { ConflictSource::Staff };
    let because = Because { kind: &input.kind, reason: input.reason.trim(), source: source.as_str() };
    let after = stay_away(uow, desk.assignment, &because).await?;
    let fact = Fact {
        user: after.reviewer_id,
        organisation: desk.proposal.organisation_id,
        proposal: Some(after.proposal_id),
        area_path: &desk.call.area_path,
        kind: state_of(&input.kind)?,
        source,
        severity: ConflictSeverity::Hard,
        state: ConflictState::Confirmed,
        pinned: true,
        trace: None,
        reason: &input.reason,
        valid_until_at: None,
    };
    keep(uow, &fact).await?;
    Ok(after)
}

/// Why somebody is taken off a proposal.
pub(crate) struct Because<'a> {
    pub kind: &'a str,
    pub reason: &'a str,
    /// Code of the source of the conflict.
    pub source: &'a str,
}

/// Takes a reviewer off a proposal, with whatever they have written about it. The caller holds the stage and has locked
/// the assignment.
pub(crate) async fn stay_away(uow: &Uow, assignment: Assignment, because: &Because<'_>) -> Result<Assignment, Problem> {
    let from = assignment.state.clone();
    let to = uow.follow::<AssignmentMachine>(&from, AssignmentEvent::Recuse)?;
    let recused = Assignment {
        recusal_kind: Some(because.kind.to_owned()),
        recusal_reason: Some(because.reason.to_owned()),
        recusal_source: Some(because.source.to_owned()),
        recused_at: Some(uow.micros()),
        state: to.to_string(),
        updated_at: uow.micros(),
        ..assignment
    };
    let after = update(&uow.conn, recused).await?;
    void(uow, after.id).await?;
    let subject = Subject::new("assignment", after.id).moved(&from, &after.state).because(because.reason);
    uow.audit("assignment.recuse", subject).await?;
    if because.source != ConflictSource::Staff.as_str() {
        let call: Call = uow.find(after.call_id).await?;
        let text = format!("「{}」的{}已回避一份申报的评审，请核对该申报的有效评委人数。", call.title, after.alias);
        tell(uow, Role::ProgrammeOfficer, &call, "评审回避", &text).await?;
    }
    Ok(after)
}

/// Takes the review, if one was begun, out of everything.
async fn void(uow: &Uow, id: AssignmentId) -> Result<(), Problem> {
    let Some(review) = rows::lock_review_of(&uow.conn, id).await? else { return Ok(()) };
    let from = review.state.clone();
    // From `submitted` as well as from a draft: the table lets an officer void, and a recusal does it for them.
    let to = uow.follow::<ReviewMachine>(&review.state, ReviewEvent::Void)?;
    let voided = Review { state: to.to_string(), void_reason: Some("recused".to_owned()), updated_at: uow.micros(), ..review };
    let after = update(&uow.conn, voided).await?;
    uow.audit("review.void", Subject::new("review", after.id).moved(&from, &after.state).because("recused")).await
}

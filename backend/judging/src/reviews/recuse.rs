//! Stay away from a proposal.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::{Fact, keep};
use yichuang_base::recusal::vacate::{Because, before_seal, stay_away};
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::AssignmentState;
use yichuang_domain::conflicts::{ConflictSeverity, ConflictSource};
use yichuang_domain::roles::Role;
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::conflicts::ConflictState;
use yichuang_records::calls;
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::Assignment;

use super::assignment::{Desk, RecusalView, recusal};

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

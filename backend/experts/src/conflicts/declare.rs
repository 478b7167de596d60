//! Declare a conflict of one's own.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::{Fact, keep};
use yichuang_base::uow::Uow;
use yichuang_base::wire::ConflictKind;
use yichuang_domain::conflicts::{ConflictSeverity, ConflictSource};
use yichuang_domain::states::conflicts::ConflictState;
use yichuang_store::record::{Call, Conflict};

use super::{reply, subject};

/// What a person says about themselves.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictDeclarationInput {
    pub organisation_id: Uuid,
    /// Only this proposal of the organisation; without it everything of the organisation, in every call.
    pub proposal_id: Option<Uuid>,
    pub kind: ConflictKind,
    #[schema(min_length = 2, max_length = 1000, example = "配偶在该单位任职")]
    pub reason: String,
}

/// Declare a conflict of interest
///
/// By whoever judges or works with proposals, about themselves. It holds at once: every assignment that is not sealed is
/// given back, a review that was submitted is voided, and the proposals do not exist for the person any more.
#[utoipa::path(post, path = "/conflicts", operation_id = "declareConflict", tag = "conflicts", request_body = ConflictDeclarationInput,
    responses((status = 201, description = "It holds", body = super::ConflictView)))]
pub async fn handler(cx: Cx, Json(input): Json<ConflictDeclarationInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        reply(&uow, &row, true).await
    })
    .await
}

pub async fn run(uow: &Uow, input: &ConflictDeclarationInput) -> Result<Conflict, Problem> {
    let (organisation, proposal) = subject(uow, input.organisation_id, input.proposal_id).await?;
    let area_path = match &proposal {
        Some(proposal) => uow.find::<Call>(proposal.call_id).await?.area_path,
        None => organisation.area_path.clone(),
    };
    let fact = Fact {
        user: uow.caller()?.user,
        organisation: organisation.id,
        proposal: proposal.map(|proposal| proposal.id),
        area_path: &area_path,
        kind: input.kind.0,
        source: ConflictSource::Own,
        severity: ConflictSeverity::Hard,
        state: ConflictState::Confirmed,
        pinned: true,
        trace: None,
        reason: &input.reason,
        valid_until_at: None,
    };
    keep(uow, &fact).await
}

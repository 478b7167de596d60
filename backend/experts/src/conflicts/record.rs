//! Record somebody else's conflict.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::{Fact, keep};
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ConflictKind, ConflictSeverity};
use yichuang_domain::conflicts::ConflictSource;
use yichuang_domain::roles::Role;
use yichuang_domain::states::conflicts::ConflictState;
use yichuang_store::ids::UserId;
use yichuang_store::record::{Call, Conflict, User};

use super::{reply, subject};

/// What an officer knows about somebody.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictRecordInput {
    /// Whose conflict it is.
    pub user_id: Uuid,
    pub organisation_id: Uuid,
    /// Only this proposal of the organisation; without it everything of the organisation, in every call.
    pub proposal_id: Option<Uuid>,
    pub kind: ConflictKind,
    pub severity: ConflictSeverity,
    /// The organisation asked for it in writing.
    #[schema(example = false)]
    pub asked_by_applicant: bool,
    /// Nobody but an officer who is not concerned may change it.
    #[schema(example = true)]
    pub pinned: bool,
    #[schema(min_length = 2, max_length = 1000, example = "申报单位书面申请回避：曾与该评委有劳动争议")]
    pub reason: String,
}

/// Record a conflict of interest
///
/// By an officer, about somebody else. A hard one holds at once, as if the person had declared it; a request of the
/// organisation is suspected until it is decided, and shuts the person out meanwhile.
#[utoipa::path(post, path = "/conflicts/records", operation_id = "recordConflict", tag = "conflicts", request_body = ConflictRecordInput,
    responses((status = 201, description = "The conflict", body = super::ConflictView)))]
pub async fn handler(cx: Cx, Json(input): Json<ConflictRecordInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        reply(&uow, &row, true).await
    })
    .await
}

pub async fn run(uow: &Uow, input: &ConflictRecordInput) -> Result<Conflict, Problem> {
    let (organisation, proposal) = subject(uow, input.organisation_id, input.proposal_id).await?;
    let area_path = match &proposal {
        Some(proposal) => uow.find::<Call>(proposal.call_id).await?.area_path,
        None => organisation.area_path.clone(),
    };
    uow.must_see(PROGRAMME, &Place::area(&area_path))?;
    if let Some(proposal) = &proposal {
        yichuang_base::recusal::must_be_free(uow, proposal.id).await?;
    }
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &Place::area(&area_path)) {
        return Err(Problem::forbidden("Only an officer records the conflicts of others"));
    }
    let Some(user) = yichuang_store::find::<User>(&uow.conn, UserId(input.user_id)).await? else {
        return Err(Problem::fault("/user_id", "unknown", "There is no such account"));
    };
    if uow.is_me(user.id).await? {
        return Err(Problem::refused("own_conflict", "What concerns yourself you declare; nobody records it for you"));
    }
    let fact = Fact {
        user: user.id,
        organisation: organisation.id,
        proposal: proposal.map(|proposal| proposal.id),
        area_path: &area_path,
        kind: input.kind.0,
        source: if input.asked_by_applicant { ConflictSource::Applicant } else { ConflictSource::Staff },
        severity: input.severity.0,
        state: if input.asked_by_applicant { ConflictState::Suspected } else { ConflictState::Confirmed },
        pinned: input.pinned,
        trace: None,
        reason: &input.reason,
        valid_until_at: None,
    };
    keep(uow, &fact).await
}

//! Start a proposal.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::APPLICANTS;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::fault::Fault;
use yichuang_store::ids::{CallId, OrganisationId, ProposalId};
use yichuang_store::record::{Call, Organisation, Proposal};
use yichuang_store::{insert, proposals};

use super::document::ProposalDocument;
use super::view::view;
use crate::calls;

/// Which organisation applies in which call.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalInput {
    pub call_id: Uuid,
    pub organisation_id: Uuid,
    #[schema(max_length = 200, example = "社区老人助餐与陪伴项目")]
    pub title: Option<String>,
}

/// Start a proposal
///
/// An empty draft of a verified organisation in a call that is open. One organisation has at most as many proposals
/// in a call as the scheme allows.
#[utoipa::path(post, path = "/proposals", operation_id = "createProposal", tag = "proposals", request_body = ProposalInput,
    responses((status = 201, description = "The draft", body = super::view::ProposalView)))]
pub async fn handler(cx: Cx, Json(input): Json<ProposalInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        let call: Call = uow.find(row.call_id).await?;
        let view = view(&uow, &call, &row).await?;
        Ok(Reply::created(format!("/api/v1/proposals/{}", row.id), &view)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, input: &ProposalInput) -> Result<Proposal, Problem> {
    let call: Call = uow.lock(CallId(input.call_id)).await?;
    if call.published_at.is_none() {
        return Err(Problem::not_found());
    }
    let organisation: Organisation = uow.find(OrganisationId(input.organisation_id)).await?;
    let place = Place::default().of_organisation(organisation.id);
    uow.must_see(APPLICANTS, &place)?;
    if !uow.caller()?.holds(super::update::WRITERS, &place) {
        return Err(Problem::forbidden("Only the owner and the editors of the organisation write proposals"));
    }
    admitted(uow, &call, &organisation).await?;
    let row = Proposal {
        id: ProposalId(uow.id()),
        number: uow.number("P", call.year).await?,
        call_id: call.id,
        organisation_id: organisation.id,
        title: input.title.as_deref().map(str::trim).unwrap_or_default().to_owned(),
        category: None,
        document: canonical(&ProposalDocument::default())?,
        requested_fen: 0,
        matching_fen: 0,
        recommended_fen: None,
        approved_fen: None,
        snapshot: None,
        snapshot_sha256: None,
        submitted_at: None,
        screening: "{}".to_owned(),
        corrections: 0,
        call_revision: call.revision,
        demonstration: call.demonstration,
        state: "draft".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    let after = serde_json::json!({ "number": row.number, "call_id": row.call_id, "organisation_id": row.organisation_id });
    uow.audit("proposal.create", Subject::new("proposal", row.id).after(after)).await?;
    Ok(row)
}

/// 409 unless the call is open, the organisation verified, and its number of proposals below the limit. The call
/// is locked, so two at once cannot both be the last.
async fn admitted(uow: &Uow, call: &Call, organisation: &Organisation) -> Result<(), Problem> {
    if !calls::takes_applications(call, uow.now) {
        return Err(Problem::refused("call_not_open", "The call does not take proposals now"));
    }
    if organisation.state != "verified" {
        let refusal = Problem::refused("organisation_not_verified", "Only a verified organisation may apply");
        return Err(refusal.with("state", &*organisation.state));
    }
    let limit = calls::scheme(call)?.limits.proposals_per_organisation;
    let found = proposals::live_of_organisation(&uow.conn, call.id, organisation.id).await?;
    if found >= i64::from(limit) {
        let detail = "The organisation has as many proposals in this call as it may have";
        let fault = Fault::new("/organisation_id", "too_many_proposals", detail);
        let fault = fault.with_limit(limit.to_string()).with_actual(found.to_string());
        return Err(Problem::blocked("too_many_proposals", detail, vec![fault]));
    }
    Ok(())
}

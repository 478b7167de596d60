//! Say which needs a proposal answers.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{FaultView, NeedState, canonical};
use yichuang_domain::schemes::sha256_hex;
use yichuang_records::needs;
use yichuang_store::ids::{NeedId, ProposalId};
use yichuang_store::needs as rows;
use yichuang_store::record::{Call, Proposal};
use yichuang_store::update;

use super::update::may_write;
use super::{is_sealed, must_know, open, openings, refuse, untimely};
use crate::calls;

/// The needs a proposal answers.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalNeedsInput {
    /// Needs of the public list; all of them, in any order.
    #[schema(max_items = 10)]
    pub needs: Vec<Uuid>,
}

/// A need that a proposal answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalNeedView {
    pub id: Uuid,
    #[schema(example = "XQ2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐点")]
    pub title: String,
    pub state: NeedState,
}

/// The needs a proposal answers, and what the call asks for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalNeedsView {
    /// `none`, `optional` or `required`: whether proposals of the call answer listed needs.
    #[schema(example = "required")]
    pub rule: String,
    pub needs: Vec<ProposalNeedView>,
    /// What keeps the proposal from being submitted as far as needs go.
    pub faults: Vec<FaultView>,
    /// The caller may change the list now.
    pub editable: bool,
    /// The version of the proposal.
    pub version: i32,
}

/// List the needs of a proposal
///
/// With the rule of the call. Sealed for staff like the rest of the proposal until the deadline.
#[utoipa::path(get, path = "/proposals/{id}/needs", operation_id = "listProposalNeeds", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The needs", body = ProposalNeedsView)))]
pub async fn list(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let own = must_know(&uow, &call, &row).await?;
    if is_sealed(&uow, &call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    openings::record(&uow, &call, &row).await?;
    reply(&uow, &call, &row).await
}

/// Set the needs of a proposal
///
/// As a draft before the deadline. Only needs of the public list that are open and lie in the area of the call.
#[utoipa::path(put, path = "/proposals/{id}/needs", operation_id = "setProposalNeeds", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = ProposalNeedsInput,
    responses((status = 200, description = "The needs", body = ProposalNeedsView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ProposalNeedsInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, &input.needs).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, ids: &[Uuid]) -> Result<(Call, Proposal), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    if !may_write(uow, &call, &before)? {
        return Err(Problem::forbidden("Only the owner and the editors of the organisation write proposals"));
    }
    if before.state != "draft" {
        let refusal = Problem::refused("not_editable", "The needs of a proposal are chosen while it is a draft");
        return Err(refusal.with("state", before.state));
    }
    refuse(untimely(&call, &before, uow.now)?)?;
    let ids: Vec<NeedId> = ids.iter().copied().map(NeedId).collect();
    needs::links::link(uow, &call, id, &ids).await?;
    // Sealed until the deadline like the rest: the trail keeps which choice was made, not the choice.
    let choice = sha256_hex(canonical(&ids)?.as_bytes());
    uow.audit("proposal.set_needs", Subject::new("proposal", id).after(json!({ "needs_sha256": choice }))).await?;
    let after = update(&uow.conn, Proposal { updated_at: uow.micros(), ..before }).await?;
    Ok((call, after))
}

async fn reply(uow: &Uow, call: &Call, row: &Proposal) -> Result<Reply, Problem> {
    let scheme = calls::scheme(call)?;
    let view = |need: yichuang_store::record::Need| {
        Ok(ProposalNeedView { id: need.id.0, state: NeedState::read(&need.state)?, number: need.number, title: need.title })
    };
    let answered = rows::answered_by(&uow.conn, row.id).await?.into_iter().map(view);
    let faults = if row.state == "draft" { needs::links::check_links(uow, &scheme, call, row).await? } else { Vec::new() };
    let view = ProposalNeedsView {
        rule: scheme.need_link.to_string(),
        needs: answered.collect::<Result<_, Problem>>()?,
        faults: faults.into_iter().map(Into::into).collect(),
        editable: row.state == "draft" && may_write(uow, call, row)? && untimely(call, row, uow.now)?.is_none(),
        version: row.version,
    };
    Ok(Reply::ok(&view)?.version(row.version))
}

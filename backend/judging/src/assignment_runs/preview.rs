//! Look at an assignment without making it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::PersonView;
use yichuang_domain::assignment::{Cut, Plan};
use yichuang_records::calls::assignment_settings::AssignmentSettingsInput;
use yichuang_store::get_many;
use yichuang_store::ids::{CallId, OrganisationId};
use yichuang_store::record::{Organisation, Proposal};

use super::facts::{Facts, Outcome};
use super::{call_of, stage_of};

/// What is to be looked at.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentPreviewInput {
    pub settings: AssignmentSettingsInput,
}

/// One reviewer of one proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedSeatView {
    pub reviewer_id: Uuid,
    /// `present`: assigned already; `added`: by this plan; `closed`: a conflict, a recusal, or a colleague who sits.
    #[schema(example = "added")]
    pub kind: String,
    /// How well they fit, in permille; nothing where it does not matter.
    #[schema(example = 825)]
    pub score: Option<u32>,
    /// Counts as a specialist for the proposal.
    pub specialist: bool,
}

/// One proposal in a plan, with everybody who reviews it or must not.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedProposalView {
    pub id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub title: String,
    pub organisation_name: String,
    #[schema(example = "elderly")]
    pub category: Option<String>,
    pub seats: Vec<PlannedSeatView>,
}

/// What a plan puts on one desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedLoadView {
    pub reviewer: PersonView,
    #[schema(example = "评委甲")]
    pub alias: String,
    /// Where the reviewer belongs; of one organisation one reviews a proposal.
    pub organisation_name: Option<String>,
    /// Categories in which they are a specialist.
    pub categories: Vec<String>,
    #[schema(example = 12)]
    pub cap: u32,
    /// There already.
    #[schema(example = 0)]
    pub present: u32,
    /// Put there by this plan.
    #[schema(example = 8)]
    pub added: u32,
}

/// Why there is no plan: these proposals need more seats than these reviewers and all others can take.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentCutView {
    /// Numbers of the proposals.
    #[schema(example = json!(["P2026-0001"]))]
    pub proposals: Vec<String>,
    /// Aliases of the reviewers who are full.
    #[schema(example = json!(["评委甲"]))]
    pub reviewers: Vec<String>,
    /// Seats that the proposals need.
    #[schema(example = 6)]
    pub needed: u64,
    /// How many the reviewers who are full can take.
    #[schema(example = 3)]
    pub capacity: u64,
    /// How many all others can take.
    #[schema(example = 1)]
    pub elsewhere: u64,
    #[schema(example = 2)]
    pub missing: u64,
}

/// A plan before it is carried out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentPreviewView {
    /// Fingerprint of everything that decides the plan; carrying it out asks for it.
    pub input_sha256: String,
    /// Nothing when there is no plan.
    pub least_score: Option<u32>,
    /// What the plan costs in all, in permille; less is better. Nothing when there is no plan.
    pub cost: Option<i64>,
    /// Assignments that are there already, and stay.
    pub present: usize,
    /// Assignments that the plan adds.
    pub added: usize,
    /// In the order in which they were made.
    pub proposals: Vec<PlannedProposalView>,
    /// In the order of the aliases.
    pub reviewers: Vec<PlannedLoadView>,
    /// Why there is no plan.
    pub cut: Option<AssignmentCutView>,
}

/// Preview an assignment
///
/// Nothing is saved. The plan for the eligible proposals and the panel: each proposal gets exactly so many reviewers, no
/// desk more than its cap, of one organisation one reviewer a proposal, nobody a proposal of a conflict; among all such
/// plans the least fitting pair fits as well as can be, then the whole costs least. Assignments that are there stay. When
/// there is no plan, `cut` says where it fails.
#[utoipa::path(post, path = "/calls/{id}/assignment-runs/preview", operation_id = "previewAssignmentRun", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")), request_body = AssignmentPreviewInput,
    responses((status = 200, description = "The plan", body = AssignmentPreviewView)), extensions(("x-no-key" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<AssignmentPreviewInput>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call = call_of(&uow, CallId(id), false).await?;
    let stage = stage_of(&uow, &call, false).await?;
    let facts = Facts::read(&uow, &call, &stage, &input.settings).await?;
    Reply::ok(&view(&uow, &facts).await?)
}

async fn view(uow: &Uow, facts: &Facts<'_>) -> Result<AssignmentPreviewView, Problem> {
    let outcome = facts.plan()?;
    let (plan, cut) = match &outcome {
        Outcome::Plan(plan) => (Some(plan), None),
        Outcome::Cut(cut) => (None, Some(cut_view(facts, cut))),
    };
    let ids: Vec<OrganisationId> = facts.proposals.iter().map(|proposal| proposal.organisation_id).collect();
    let organisations = get_many::<Organisation>(&uow.conn, &ids).await?;
    let proposals = facts.proposals.iter().enumerate().map(|(n, proposal)| PlannedProposalView {
        id: proposal.id.0,
        number: proposal.number.clone(),
        title: proposal.title.clone(),
        organisation_name: organisations
            .iter()
            .find(|one| one.id == proposal.organisation_id)
            .map(|one| one.name.clone())
            .unwrap_or_default(),
        category: proposal.category.clone(),
        seats: seats(facts, plan, n, proposal),
    });
    Ok(AssignmentPreviewView {
        input_sha256: facts.digest(),
        least_score: plan.map(|plan| plan.least_score),
        cost: plan.map(|plan| plan.cost),
        present: facts.present.len(),
        added: plan.map_or(0, |plan| plan.seats.len()),
        proposals: proposals.collect(),
        reviewers: loads(facts, plan),
        cut,
    })
}

fn seats(facts: &Facts<'_>, plan: Option<&Plan>, at: usize, proposal: &Proposal) -> Vec<PlannedSeatView> {
    let number = proposal.id.to_string();
    let here = |reviewer: &str| plan.and_then(|plan| plan.seats.iter().find(|seat| seat.proposal == number && seat.expert == reviewer));
    let seat = |(n, member): (usize, &super::facts::Member)| {
        let pair = facts.pair(at, n);
        let kind = if facts.present.contains(&(proposal.id, member.user.id)) {
            "present"
        } else if here(&member.user.id.to_string()).is_some() {
            "added"
        } else if pair.score.is_none() {
            "closed"
        } else {
            return None;
        };
        Some(PlannedSeatView { reviewer_id: member.user.id.0, kind: kind.to_owned(), score: pair.score, specialist: pair.specialist })
    };
    facts.members.iter().enumerate().filter_map(seat).collect()
}

fn loads(facts: &Facts<'_>, plan: Option<&Plan>) -> Vec<PlannedLoadView> {
    let added = |reviewer: String| plan.map_or(0, |plan| plan.seats.iter().filter(|seat| seat.expert == reviewer).count());
    let load = |member: &super::facts::Member| PlannedLoadView {
        reviewer: PersonView { id: member.user.id.0, name: member.user.name.clone() },
        alias: member.seat.alias.clone(),
        organisation_name: member.organisation.as_ref().map(|one| one.name.clone()),
        categories: member.categories.iter().cloned().collect(),
        cap: member.cap,
        present: member.load,
        added: u32::try_from(added(member.user.id.to_string())).unwrap_or(u32::MAX),
    };
    facts.members.iter().map(load).collect()
}

/// The cut in the names that people use.
pub(super) fn cut_view(facts: &Facts<'_>, cut: &Cut) -> AssignmentCutView {
    let number = |id: &String| facts.proposals.iter().find(|one| one.id.to_string() == *id).map(|one| one.number.clone());
    let alias = |id: &String| facts.members.iter().find(|one| one.user.id.to_string() == *id).map(|one| one.seat.alias.clone());
    let mut proposals: Vec<String> = cut.proposals.iter().filter_map(number).collect();
    let mut reviewers: Vec<String> = cut.experts.iter().filter_map(alias).collect();
    proposals.sort_unstable();
    reviewers.sort_unstable();
    AssignmentCutView { proposals, reviewers, needed: cut.needed, capacity: cut.capacity, elsewhere: cut.elsewhere, missing: cut.missing }
}

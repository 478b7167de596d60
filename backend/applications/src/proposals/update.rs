//! Write a proposal, piece by piece.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Money, canonical};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::document::{
    ProposalBeneficiary, ProposalBudgetInput, ProposalContentInput, ProposalDocument, ProposalIndicator, document_of, total,
};
use super::parts::{ProposalPlanStep, ProposalRisk, ProposalTeamMember};
use super::{attachments, corrections, open, place, refuse, reply, team, untimely};

/// Who of an organisation writes proposals.
pub(super) const WRITERS: &[Role] = &[Role::ApplicantOwner, Role::ApplicantEditor];

/// The parts to change; those left out stay. Lists and budget tables are replaced as a whole.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalChangeInput {
    #[schema(max_length = 200, example = "社区老人助餐与陪伴项目")]
    pub title: Option<String>,
    /// A category of the scheme; empty takes the choice back.
    #[schema(max_length = 40, example = "elderly")]
    pub category: Option<String>,
    /// A track of the scheme; empty takes the choice back.
    #[schema(max_length = 40, example = "standard")]
    pub track: Option<String>,
    pub content: Option<ProposalContentInput>,
    #[schema(max_items = 50)]
    pub indicators: Option<Vec<ProposalIndicator>>,
    #[schema(max_items = 50)]
    pub beneficiaries: Option<Vec<ProposalBeneficiary>>,
    pub budget: Option<ProposalBudgetInput>,
    #[schema(max_items = 50)]
    pub team: Option<Vec<ProposalTeamMember>>,
    #[schema(max_items = 100)]
    pub plan: Option<Vec<ProposalPlanStep>>,
    #[schema(max_items = 50)]
    pub risks: Option<Vec<ProposalRisk>>,
    /// The sum of the grant lines, which the server computes; when sent it must be that sum.
    #[schema(value_type = Option<String>, pattern = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", example = "20000.00")]
    pub requested: Option<Money>,
}

/// Change a proposal
///
/// Any part at a time, complete or not, as a draft before the deadline or while a correction is open. A correction opens
/// the parts that were returned; a change of anything else is refused with what is locked.
#[utoipa::path(patch, path = "/proposals/{id}", operation_id = "updateProposal", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")), request_body = ProposalChangeInput,
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ProposalChangeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen, input).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch, input: &ProposalChangeInput) -> Result<(Call, Proposal), Problem> {
    let (call, before) = open(uow, id, seen).await?;
    must_write(uow, &call, &before)?;
    let change = team::enter(uow, &before, input.applied(&before, uow.micros())?).await?;
    attachments::check_proofs(uow, &before, &change).await?;
    corrections::must_be_open(uow, &before, &change).await?;
    let after = yichuang_store::update(&uow.conn, change).await?;
    let subject = Subject::new("proposal", after.id).before(fingerprint(&before)).after(fingerprint(&after));
    uow.audit("proposal.update", subject).await?;
    Ok((call, after))
}

/// Refuses whoever may not change the content, and everybody while it cannot be changed.
pub(super) fn must_write(uow: &Uow, call: &Call, row: &Proposal) -> Result<(), Problem> {
    if !may_write(uow, call, row)? {
        return Err(Problem::forbidden("Only the owner and the editors of the organisation write proposals"));
    }
    if !is_open(row) {
        let refusal = Problem::refused("not_editable", "A proposal can be changed as a draft or while a correction is asked for");
        return Err(refusal.with("state", row.state.clone()));
    }
    refuse(untimely(call, row, uow.now)?)
}

/// Whether the caller writes for the organisation.
pub(super) fn may_write(uow: &Uow, call: &Call, row: &Proposal) -> Result<bool, Problem> {
    Ok(uow.caller()?.holds(WRITERS, &place(call, row)))
}

/// Whether the state leaves the content to its writers.
pub(super) fn is_open(row: &Proposal) -> bool {
    matches!(row.state.as_str(), "draft" | "correction_requested")
}

/// Autosaves are many, and sealed until the deadline: the trail keeps which content was there, not the content.
fn fingerprint(row: &Proposal) -> Value {
    let whole = json!({ "title": row.title, "category": row.category, "document": row.document });
    json!({ "content_sha256": sha256_hex(canonical_json(&whole).as_bytes()) })
}

fn chosen(sent: Option<&String>, kept: Option<String>) -> Option<String> {
    match sent.map(|sent| sent.trim()) {
        None => kept,
        Some("") => None,
        Some(sent) => Some(sent.to_owned()),
    }
}

impl ProposalChangeInput {
    /// The proposal with the parts that were sent, and with the sums that follow from its budget.
    fn applied(&self, before: &Proposal, now: i64) -> Result<Proposal, Problem> {
        let mut document = document_of(before)?;
        self.write(&mut document);
        let requested = total(&document.budget.grant, "grant");
        let matching = total(&document.budget.matching, "matching");
        let (requested, matching) = match (requested, matching) {
            (Ok(requested), Ok(matching)) => (requested, matching),
            (requested, matching) => return Err(Problem::faults([requested.err(), matching.err()].into_iter().flatten().collect())),
        };
        self.agrees(requested)?;
        Ok(Proposal {
            title: self.title.as_deref().map_or_else(|| before.title.clone(), |title| title.trim().to_owned()),
            category: chosen(self.category.as_ref(), before.category.clone()),
            document: canonical(&document)?,
            requested_fen: requested.get(),
            matching_fen: matching.get(),
            updated_at: now,
            ..before.clone()
        })
    }

    fn write(&self, document: &mut ProposalDocument) {
        if let Some(content) = &self.content {
            content.apply(&mut document.content);
        }
        if let Some(indicators) = &self.indicators {
            document.indicators.clone_from(indicators);
        }
        if let Some(beneficiaries) = &self.beneficiaries {
            document.beneficiaries.clone_from(beneficiaries);
        }
        if let Some(budget) = &self.budget {
            budget.apply(&mut document.budget);
        }
        if let Some(team) = &self.team {
            document.team.clone_from(team);
        }
        if let Some(plan) = &self.plan {
            document.plan.clone_from(plan);
        }
        if let Some(risks) = &self.risks {
            document.risks.clone_from(risks);
        }
        document.track = chosen(self.track.as_ref(), document.track.take());
    }

    fn agrees(&self, requested: Fen) -> Result<(), Problem> {
        match self.requested {
            Some(sent) if sent.0 != requested => {
                let fault = Fault::new("/requested", "sum_mismatch", "The requested grant is the sum of the grant lines");
                Err(Problem::faults(vec![fault.with_limit(requested.to_string()).with_actual(sent.0.to_string())]))
            }
            _ => Ok(()),
        }
    }
}

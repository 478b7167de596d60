//! How a proposal looks, sealed or open.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::APPLICANTS;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Date, Instant, Money, PersonView, ProposalState};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::proposals::{ProposalEvent as Event, ProposalMachine};
use yichuang_store::ids::{CallId, OrganisationId, UserId};
use yichuang_store::proposals::{JUDGED, TELLING, UNTOLD};
use yichuang_store::record::{Call, Organisation, Proposal, User};
use yichuang_store::{find, several};

use super::corrections::{self, CorrectionPartView};
use super::document::{ProposalBeneficiary, ProposalBudgetView, ProposalContent, ProposalIndicator, document_of};
use super::parts::{ProposalPlanStep, ProposalRisk, ProposalTeamMember};
use super::signing::{self, ProposalSignatureView};
use super::{is_sealed, must_know, not_screening, place, rules, screening, untimely};
use crate::calls;

/// The call of a proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalCallView {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
    /// From this instant on nothing can be submitted; the midnight that ends the deadline day.
    pub closes_at: Instant,
}

/// The organisation that applies.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalOrganisationView {
    pub id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
}

/// The receipt: what was handed in last, and when.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalReceiptView {
    /// The reference number.
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub submitted_at: Instant,
    /// SHA-256 of the canonical JSON of everything that was handed in.
    pub sha256: String,
}

/// What the screening came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalScreeningView {
    /// `eligible` or `ineligible`, once decided.
    #[schema(example = "eligible")]
    pub outcome: Option<String>,
    pub decided_by: Option<PersonView>,
    pub decided_at: Option<Instant>,
    /// Why it is ineligible.
    pub reason: Option<String>,
    pub correction_reason: Option<String>,
    /// The last day on which a correction counts.
    pub correction_due_on: Option<Date>,
    /// The parts that were returned; empty when all of the proposal was.
    pub correction_parts: Vec<CorrectionPartView>,
    /// Chinese titles of the rules that do not hold, once it was decided.
    pub failed_rules: Vec<String>,
}

/// A proposal in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalSummary {
    pub id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub call: ProposalCallView,
    pub organisation: ProposalOrganisationView,
    /// The reader may not know the content before the deadline; title, category and amounts are left out.
    pub sealed: bool,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    #[schema(example = "elderly")]
    pub category: Option<String>,
    pub requested: Option<Money>,
    pub matching: Option<Money>,
    pub recommended: Option<Money>,
    pub approved: Option<Money>,
    pub submitted_at: Option<Instant>,
    pub demonstration: bool,
    pub state: ProposalState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// A proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalView {
    pub id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub call: ProposalCallView,
    pub organisation: ProposalOrganisationView,
    /// The reader may not know the content before the deadline; everything that is content is left out.
    pub sealed: bool,
    /// The caller may change the content now.
    pub editable: bool,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    /// A category of the scheme.
    #[schema(example = "elderly")]
    pub category: Option<String>,
    /// A track of the scheme; the first one when none was chosen.
    #[schema(example = "standard")]
    pub track: Option<String>,
    pub content: Option<ProposalContent>,
    pub indicators: Vec<ProposalIndicator>,
    pub beneficiaries: Vec<ProposalBeneficiary>,
    pub budget: Option<ProposalBudgetView>,
    pub team: Vec<ProposalTeamMember>,
    pub plan: Vec<ProposalPlanStep>,
    pub risks: Vec<ProposalRisk>,
    /// The signature inside the organisation; left out while the proposal is sealed.
    pub signature: Option<ProposalSignatureView>,
    /// The sum of the grant lines.
    pub requested: Option<Money>,
    /// The sum of the matching lines.
    pub matching: Option<Money>,
    pub recommended: Option<Money>,
    pub approved: Option<Money>,
    pub snapshot: Option<ProposalReceiptView>,
    pub screening: ProposalScreeningView,
    /// How often a correction was asked for; at most once.
    pub corrections: i32,
    /// Version of the call's announcement under which it was begun or, once submitted, handed in.
    #[schema(example = 1)]
    pub call_revision: i32,
    pub demonstration: bool,
    pub state: ProposalState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

fn money(fen: Option<i64>) -> Result<Option<Money>, Problem> {
    fen.map(Money::fen).transpose()
}

fn call_view(call: &Call) -> Result<ProposalCallView, Problem> {
    let closes_at = Instant::micros(call.closes_at)?;
    Ok(ProposalCallView { id: call.id.0, number: call.number.clone(), title: call.title.clone(), closes_at })
}

/// A page of proposals, with one query for what all of them name.
pub(super) async fn summaries(uow: &Uow, rows: &[Proposal]) -> Result<Vec<ProposalSummary>, Problem> {
    let mut calls: Vec<CallId> = rows.iter().map(|row| row.call_id).collect();
    calls.sort_unstable();
    calls.dedup();
    let mut organisations: Vec<OrganisationId> = rows.iter().map(|row| row.organisation_id).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let (calls, organisations) = several::two::<Call, Organisation>(&uow.conn, &calls, &organisations).await?;
    let calls: HashMap<CallId, Call> = calls.into_iter().map(|call| (call.id, call)).collect();
    let names: HashMap<OrganisationId, String> = organisations.into_iter().map(|found| (found.id, found.name)).collect();
    rows.iter()
        .map(|row| {
            let call = calls.get(&row.call_id).ok_or_else(|| Problem::internal("a proposal without its call"))?;
            summary(uow, call, names.get(&row.organisation_id).cloned().unwrap_or_default(), row)
        })
        .collect()
}

fn summary(uow: &Uow, call: &Call, name: String, row: &Proposal) -> Result<ProposalSummary, Problem> {
    let own = uow.caller()?.holds(APPLICANTS, &Place::default().of_organisation(row.organisation_id));
    let sealed = is_sealed(uow, call, own);
    Ok(ProposalSummary {
        id: row.id.0,
        number: row.number.clone(),
        call: call_view(call)?,
        organisation: ProposalOrganisationView { id: row.organisation_id.0, name },
        sealed,
        title: if sealed { String::new() } else { row.title.clone() },
        category: row.category.clone().filter(|_| !sealed),
        requested: money(Some(row.requested_fen).filter(|_| !sealed))?,
        matching: money(Some(row.matching_fen).filter(|_| !sealed))?,
        recommended: money(row.recommended_fen.filter(|_| !is_untold(call, row, own)))?,
        approved: money(row.approved_fen)?,
        submitted_at: Instant::maybe(row.submitted_at)?,
        demonstration: row.demonstration,
        state: ProposalState::read(shown_state(call, row, own))?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

/// An organisation learns the outcome with the public notice, not before.
fn is_untold(call: &Call, row: &Proposal, own: bool) -> bool {
    own && UNTOLD.contains(&row.state.as_str()) && !TELLING.contains(&call.state.as_str())
}

fn shown_state<'a>(call: &Call, row: &'a Proposal, own: bool) -> &'a str {
    if is_untold(call, row, own) { JUDGED } else { &row.state }
}

/// The proposal as the caller may see it; 404 for strangers.
pub(super) async fn view(uow: &Uow, call: &Call, row: &Proposal) -> Result<ProposalView, Problem> {
    let own = must_know(uow, call, row).await?;
    let mut view = base(uow, call, row).await?;
    if is_untold(call, row, own) {
        view.state = ProposalState::read(JUDGED)?;
        view.recommended = None;
    }
    Ok(if is_sealed(uow, call, own) { sealed(view) } else { view })
}

/// The same without anything that is content.
fn sealed(view: ProposalView) -> ProposalView {
    ProposalView {
        sealed: true,
        title: String::new(),
        category: None,
        track: None,
        content: None,
        indicators: Vec::new(),
        beneficiaries: Vec::new(),
        budget: None,
        team: Vec::new(),
        plan: Vec::new(),
        risks: Vec::new(),
        signature: None,
        requested: None,
        matching: None,
        ..view
    }
}

async fn base(uow: &Uow, call: &Call, row: &Proposal) -> Result<ProposalView, Problem> {
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let document = document_of(row)?;
    let available_actions = actions(uow, call, &organisation, row).await?;
    Ok(ProposalView {
        id: row.id.0,
        number: row.number.clone(),
        call: call_view(call)?,
        organisation: ProposalOrganisationView { id: organisation.id.0, name: organisation.name },
        sealed: false,
        editable: is_editable(uow, call, row)?,
        title: row.title.clone(),
        category: row.category.clone(),
        track: document.track,
        content: Some(document.content),
        indicators: document.indicators,
        beneficiaries: document.beneficiaries,
        budget: Some(document.budget.into()),
        team: document.team,
        plan: document.plan,
        risks: document.risks,
        signature: Some(signing::view(uow, &calls::scheme(call)?, call, row).await?),
        requested: money(Some(row.requested_fen))?,
        matching: money(Some(row.matching_fen))?,
        recommended: money(row.recommended_fen)?,
        approved: money(row.approved_fen)?,
        snapshot: receipt(row)?,
        screening: screening_view(uow, row).await?,
        corrections: row.corrections,
        call_revision: row.call_revision,
        demonstration: row.demonstration,
        state: ProposalState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions,
    })
}

fn receipt(row: &Proposal) -> Result<Option<ProposalReceiptView>, Problem> {
    let (Some(sha256), Some(at)) = (&row.snapshot_sha256, row.submitted_at) else { return Ok(None) };
    Ok(Some(ProposalReceiptView { number: row.number.clone(), submitted_at: Instant::micros(at)?, sha256: sha256.clone() }))
}

async fn screening_view(uow: &Uow, row: &Proposal) -> Result<ProposalScreeningView, Problem> {
    let found = screening(row)?;
    let decided_by = match found.decided_by {
        Some(id) => find::<User>(&uow.conn, UserId(id)).await?.map(|user| PersonView { id, name: user.name }),
        None => None,
    };
    let parts = corrections::parts(uow, row).await?;
    let failed = if row.state == "ineligible" { super::screening::failed_titles(uow, row).await? } else { Vec::new() };
    Ok(ProposalScreeningView {
        outcome: found.outcome,
        decided_by,
        decided_at: found.decided_at,
        reason: found.reason,
        correction_reason: found.correction_reason,
        correction_due_on: found.correction_due_on,
        correction_parts: parts.into_iter().map(|part| CorrectionPartView { pointer: part.pointer, remark: part.remark }).collect(),
        failed_rules: failed,
    })
}

/// Whether the organisation's writers may change the content now.
fn is_editable(uow: &Uow, call: &Call, row: &Proposal) -> Result<bool, Problem> {
    Ok(super::update::may_write(uow, call, row)? && super::update::is_open(row) && untimely(call, row, uow.now)?.is_none())
}

/// What the caller may do, and what it waits for.
async fn actions(uow: &Uow, call: &Call, organisation: &Organisation, row: &Proposal) -> Result<Vec<ActionView>, Problem> {
    let mut offers = vec![Offer::new(Event::Withdraw, "withdrawProposal")];
    match row.state.as_str() {
        "draft" | "correction_requested" if super::update::may_write(uow, call, row)? => {
            let mut faults: Vec<Fault> = untimely(call, row, uow.now)?.into_iter().collect();
            faults.extend(rules::check(uow, call, organisation, row).await?);
            offers.extend(signing::offers(uow, call, row, &faults).await?);
            offers.push(Offer::new(Event::Submit, "submitProposal").blocked(faults));
        }
        "submitted" => {
            let wait: Vec<Fault> = not_screening(uow, call, row).await?.into_iter().collect();
            let correction = Offer::new(Event::RequestCorrection, "requestCorrection").blocked(wait.clone());
            offers.push(correction.needs(row.corrections == 0, "correction_used", super::request_correction::ONCE));
            offers.push(Offer::new(Event::DeclareEligible, "declareEligible").blocked(wait.clone()));
            offers.push(Offer::new(Event::DeclareIneligible, "declareIneligible").blocked(wait));
        }
        _ => {}
    }
    available::<ProposalMachine>(uow, &row.state, &place(call, row), offers)
}

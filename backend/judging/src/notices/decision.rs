//! How a decision looks, and how it is opened for a change.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, DecisionState, Instant, Money, PersonView};
use yichuang_domain::states::decisions::{DecisionEvent, DecisionMachine};
use yichuang_records::calls;
use yichuang_store::ids::DecisionId;
use yichuang_store::record::{Call, Decision, DecisionDocument, DecisionDrawing, DecisionLine};
use yichuang_store::{find, notices as rows};

use super::{Named, maybe_person, person};

/// The call, for people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecidedCall {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年社区公益创投征集")]
    pub title: String,
}

/// The proposal of a line, for people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecidedProposal {
    pub id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub title: String,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
}

/// What becomes of one proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionLineView {
    pub proposal: DecidedProposal,
    #[schema(example = 1)]
    pub rank: Option<i32>,
    #[schema(example = "84.67")]
    pub score: Option<String>,
    /// What the organisation applied for.
    pub requested: Money,
    /// What is recommended; never above what was applied for.
    pub recommended: Money,
    /// Why an officer recommends less than could be awarded; nothing where nobody lowered it.
    pub recommend_reason: Option<String>,
    /// What the director approved; nothing until then, and nothing without an award.
    pub approved: Option<Money>,
    /// `recommend`, `reserve` or `not_select`.
    #[schema(example = "recommend")]
    pub outcome: String,
}

/// A proposed list of awards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionView {
    pub id: Uuid,
    pub call: DecidedCall,
    /// How the line was drawn.
    #[schema(example = "strict_rank_stop")]
    pub method: String,
    pub budget: Money,
    /// Sum of what is recommended.
    pub total: Money,
    /// Remarks; the record of the vote or lottery where a tie was decided.
    pub reason: String,
    pub return_reason: Option<String>,
    /// Why the awards are not those of the strict order; nothing where they are.
    pub deviation_reason: Option<String>,
    /// SHA-256 of the document that was frozen when the decision was proposed: the director signs it. Nothing for a decision
    /// from before documents were frozen.
    pub document_sha256: Option<String>,
    /// The document itself, as canonical JSON.
    pub document: Option<String>,
    pub lines: Vec<DecisionLineView>,
    pub created_by: PersonView,
    pub approved_by: Option<PersonView>,
    pub approved_at: Option<Instant>,
    pub state: DecisionState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// The call and its decision, locked in this order; 404 for strangers, 412 when it changed since it was read.
pub(super) async fn open(uow: &Uow, id: DecisionId, seen: IfMatch) -> Result<(Call, Decision), Problem> {
    let call: Call = uow.lock(uow.find::<Decision>(id).await?.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(uow, call.id).await?;
    let decision: Decision = uow.lock(id).await?;
    seen.check(decision.version)?;
    Ok((call, decision))
}

pub(super) async fn reply(uow: &Uow, decision: &Decision) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, decision).await?)?.version(decision.version))
}

pub(super) async fn view(uow: &Uow, decision: &Decision) -> Result<DecisionView, Problem> {
    let call: Call = uow.find(decision.call_id).await?;
    let lines = rows::lines_of(&uow.conn, decision.id).await?;
    let named = Named::load(uow, &lines).await?;
    let frozen = find::<DecisionDocument>(&uow.conn, decision.id).await?;
    let other = !uow.is_me(decision.created_by).await?;
    let offers = vec![
        Offer::new(DecisionEvent::Approve, "approveDecision").needs(other, "same_person", "Who proposed the decision does not approve it"),
        Offer::new(DecisionEvent::Return, "returnDecision"),
    ];
    Ok(DecisionView {
        id: decision.id.0,
        method: decision.method.clone(),
        budget: Money::fen(decision.budget_fen)?,
        total: Money::fen(decision.total_fen)?,
        reason: decision.reason.clone(),
        return_reason: decision.return_reason.clone(),
        deviation_reason: find::<DecisionDrawing>(&uow.conn, decision.id).await?.and_then(|drawing| drawing.deviation_reason),
        document_sha256: frozen.as_ref().map(|frozen| frozen.sha256.clone()),
        document: frozen.map(|frozen| frozen.document),
        lines: lines.iter().map(|line| line_view(line, &named)).collect::<Result<_, _>>()?,
        created_by: person(uow, decision.created_by).await?,
        approved_by: maybe_person(uow, decision.approved_by).await?,
        approved_at: Instant::maybe(decision.approved_at)?,
        state: DecisionState::read(&decision.state)?,
        version: decision.version,
        created_at: Instant::micros(decision.created_at)?,
        updated_at: Instant::micros(decision.updated_at)?,
        available_actions: available::<DecisionMachine>(uow, &decision.state, &calls::place(&call), offers)?,
        call: DecidedCall { id: call.id.0, number: call.number, title: call.title },
    })
}

fn line_view(line: &DecisionLine, named: &Named) -> Result<DecisionLineView, Problem> {
    let (proposal, organisation) = named.of(line)?;
    Ok(DecisionLineView {
        proposal: DecidedProposal {
            id: proposal.id.0,
            number: proposal.number.clone(),
            title: proposal.title.clone(),
            organisation_name: organisation.name.clone(),
        },
        rank: line.place,
        score: line.shown.clone(),
        requested: Money::fen(line.requested_fen)?,
        recommended: Money::fen(line.recommended_fen)?,
        recommend_reason: line.recommend_reason.clone(),
        approved: line.approved_fen.map(Money::fen).transpose()?,
        outcome: line.outcome.clone(),
    })
}

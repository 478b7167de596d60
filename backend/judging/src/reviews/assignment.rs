//! One proposal on one reviewer's desk: how it is opened for a change, and how it is shown.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::Reply;
use yichuang_base::problem::Problem;
use yichuang_base::recusal::vacate::before_seal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{
    ActionView, AssignmentState, Date, DefenceTurnState, Instant, Money, PersonView, ReviewStageState, ReviewState, document,
};
use yichuang_domain::states::assignments::{AssignmentEvent, AssignmentMachine};
use yichuang_domain::states::reviews::{ReviewEvent, ReviewMachine};
use yichuang_records::calls;
use yichuang_records::proposals::attachments::{self, ProposalAttachmentView};
use yichuang_records::proposals::document::{ProposalBeneficiary, ProposalBudgetView, ProposalContent, ProposalIndicator, document_of};
use yichuang_records::proposals::openings;
use yichuang_store::ids::AssignmentId;
use yichuang_store::record::{Assignment, Call, Organisation, Proposal, Review, ReviewStage, User};
use yichuang_store::{defences, reviews as rows};

use super::rubric::{self, CriterionView};
use super::{envelope, is_over, must_know};
use crate::defences::is_open;

/// What a reviewer declares before a proposal is shown to them.
pub(super) const STATEMENT: &str = "本人已知悉申报单位与项目名称，与申报单位及其负责人不存在任职、投资、亲属、有偿咨询、诉讼、合作等\
可能影响公正评审的利害关系；本人将独立评分，不泄露评审信息。";

/// Why nothing is scored any more, though nothing is sealed.
const OVER: &str = "The last day of scoring is over";
/// Why nothing is scored at the defence.
const NOT_CALLED: &str = "The proposal is not before the panel; only the one that the chair has opened is scored";

/// The call, for people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewedCall {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年社区公益创投征集")]
    pub title: String,
}

/// As much of a proposal as is needed to know of a conflict.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewedProposal {
    pub id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub title: String,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: String,
}

/// What was handed in, and nothing of what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignedProposal {
    #[schema(example = "P2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    #[schema(example = "elderly")]
    pub category: Option<String>,
    #[schema(example = "standard")]
    pub track: Option<String>,
    pub content: ProposalContent,
    pub indicators: Vec<ProposalIndicator>,
    pub beneficiaries: Vec<ProposalBeneficiary>,
    pub budget: ProposalBudgetView,
    /// Files that were handed in.
    pub attachments: Vec<ProposalAttachmentView>,
    pub requested: Money,
    pub matching: Money,
    pub submitted_at: Option<Instant>,
    /// Fingerprint of what was handed in.
    pub sha256: Option<String>,
}

impl AssignedProposal {
    fn of(proposal: &Proposal, attachments: Vec<ProposalAttachmentView>) -> Result<Self, Problem> {
        let document = document_of(proposal)?;
        Ok(Self {
            number: proposal.number.clone(),
            title: proposal.title.clone(),
            category: proposal.category.clone(),
            track: document.track,
            content: document.content,
            indicators: document.indicators,
            beneficiaries: document.beneficiaries,
            budget: document.budget.into(),
            attachments,
            requested: Money::fen(proposal.requested_fen)?,
            matching: Money::fen(proposal.matching_fen)?,
            submitted_at: Instant::maybe(proposal.submitted_at)?,
            sha256: proposal.snapshot_sha256.clone(),
        })
    }
}

/// The scores of one reviewer; only their author sees them before the stage is sealed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewView {
    pub id: Uuid,
    /// Points by criterion code.
    pub scores: BTreeMap<String, String>,
    /// Comments to the applicant by criterion code; the organisation reads them once the results are published.
    pub comments: BTreeMap<String, String>,
    /// Comments by criterion code that only staff read, once the stage is sealed.
    pub confidential_comments: BTreeMap<String, String>,
    pub comment_to_applicant: String,
    pub confidential_comment: String,
    /// Why the reviewer declined to judge.
    pub abstain_reason: Option<String>,
    /// Weighted total out of 100, once every criterion is scored.
    #[schema(example = "84.25")]
    pub total: Option<String>,
    pub submitted_at: Option<Instant>,
    pub void_reason: Option<String>,
    pub state: ReviewState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// Why a reviewer stays away from a proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RecusalView {
    #[schema(example = "employment")]
    pub kind: String,
    pub reason: String,
    /// `self`, `staff` or `detected`.
    #[schema(example = "self")]
    pub source: String,
    pub at: Option<Instant>,
}

/// One proposal on one reviewer's desk.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentView {
    pub id: Uuid,
    pub call: ReviewedCall,
    /// Shown at once, so that a conflict can be declared.
    pub proposal_summary: ReviewedProposal,
    pub reviewer: PersonView,
    #[schema(example = "评委甲")]
    pub alias: String,
    /// What is declared by attesting.
    pub statement: String,
    pub attested_at: Option<Instant>,
    pub recusal: Option<RecusalView>,
    pub stage_state: ReviewStageState,
    /// `written` or `defence`.
    #[schema(example = "written")]
    pub stage_kind: String,
    /// The last day on which scores are taken, included; without one they are taken until the seal.
    pub scores_until: Option<Date>,
    /// At the defence: where the turn of the proposal is. It is scored while it is `presenting` or `scoring`.
    pub defence_turn: Option<DefenceTurnState>,
    pub rubric: Vec<CriterionView>,
    /// The submitted proposal; only after the declaration.
    pub proposal: Option<AssignedProposal>,
    pub review: Option<ReviewView>,
    pub state: AssignmentState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// An assignment with what belongs to it.
pub(super) struct Desk {
    pub assignment: Assignment,
    pub call: Call,
    pub stage: ReviewStage,
    pub proposal: Proposal,
    /// At the defence: the state of the proposal's turn.
    turn: Option<String>,
}

impl Desk {
    /// For a look; 404 for whoever may not know of it.
    pub async fn read(uow: &Uow, id: AssignmentId) -> Result<Self, Problem> {
        let assignment: Assignment = uow.find(id).await?;
        let stage: ReviewStage = uow.find(assignment.stage_id).await?;
        Self::of(uow, assignment, stage).await
    }

    /// For a change: the stage is held against sealing and the assignment locked, in this order.
    pub async fn open(uow: &Uow, id: AssignmentId) -> Result<Self, Problem> {
        let assignment: Assignment = uow.find(id).await?;
        let stage = rows::hold_stage(&uow.conn, assignment.stage_id).await?.ok_or_else(Problem::not_found)?;
        let assignment: Assignment = uow.lock(assignment.id).await?;
        Self::of(uow, assignment, stage).await
    }

    async fn of(uow: &Uow, assignment: Assignment, stage: ReviewStage) -> Result<Self, Problem> {
        let call: Call = uow.find(assignment.call_id).await?;
        must_know(uow, &assignment, &call, &stage).await?;
        let proposal: Proposal = uow.find(assignment.proposal_id).await?;
        let turn = match stage.kind.as_str() {
            "defence" => defences::turn_of(&uow.conn, stage.id, proposal.id).await?.map(|turn| turn.state),
            _ => None,
        };
        Ok(Self { assignment, call, stage, proposal, turn })
    }

    pub fn is_own(&self, uow: &Uow) -> bool {
        uow.who.as_ref().is_some_and(|who| who.user == self.assignment.reviewer_id)
    }

    /// Whether the caller may read the proposal itself: its reviewer only after the declaration.
    pub fn is_readable(&self, uow: &Uow) -> bool {
        !self.is_own(uow) || self.assignment.attested_at.is_some()
    }

    /// Whether scores are taken now: at the defence only those of the proposal that is before the panel.
    fn is_called(&self) -> bool {
        self.stage.kind != "defence" || self.turn.as_deref().is_some_and(is_open)
    }

    /// Refuses what [`Self::must_write`] refuses, and scores of a proposal that is not before the panel.
    pub fn must_score(&self, uow: &Uow) -> Result<(), Problem> {
        self.must_write(uow)?;
        if self.is_called() {
            return Ok(());
        }
        Err(Problem::refused("presenter_not_open", NOT_CALLED).with("turn", self.turn.clone()))
    }

    /// Refuses a writer who is not the reviewer, and everything once scoring has ended: by its last day, or by the seal.
    pub fn must_write(&self, uow: &Uow) -> Result<(), Problem> {
        if !self.is_own(uow) {
            return Err(Problem::forbidden("Only the reviewer of this assignment may do this"));
        }
        if self.stage.state != "open" {
            return Err(Problem::refused("stage_not_open", "The scoring has ended").with("state", self.stage.state.clone()));
        }
        if is_over(uow, &self.stage)? {
            return Err(Problem::refused("scoring_over", OVER).with("limit", self.stage.scores_until.clone()));
        }
        if self.proposal.state != "under_review" {
            return Err(Problem::refused("not_under_review", "The proposal is not under review any more"));
        }
        Ok(())
    }

    /// The review of this assignment, locked; 409 before the declaration of conflicts.
    pub async fn review(&self, uow: &Uow) -> Result<Review, Problem> {
        let review = rows::lock_review_of(&uow.conn, self.assignment.id).await?;
        let review = review.ok_or_else(|| Problem::refused("not_attested", "Declare first that you have no conflict of interest"))?;
        envelope::opened(uow, review)
    }

    pub async fn reply(&self, uow: &Uow) -> Result<Reply, Problem> {
        Ok(Reply::ok(&self.view(uow).await?)?.version(self.assignment.version))
    }

    async fn view(&self, uow: &Uow) -> Result<AssignmentView, Problem> {
        let Self { assignment, call, stage, proposal, turn } = self;
        let organisation: Organisation = uow.find(proposal.organisation_id).await?;
        let reviewer: User = uow.find(assignment.reviewer_id).await?;
        let own = self.is_own(uow);
        let readable = self.is_readable(uow);
        if readable {
            openings::record(uow, call, proposal).await?;
        }
        let files = if readable { attachments::handed_in(uow, proposal.id).await? } else { Vec::new() };
        let review = rows::review_of(&uow.conn, assignment.id).await?.filter(|_| own || !before_seal(stage));
        let review = review.map(|review| envelope::opened(uow, review)).transpose()?;
        Ok(AssignmentView {
            id: assignment.id.0,
            call: ReviewedCall { id: call.id.0, number: call.number.clone(), title: call.title.clone() },
            proposal_summary: ReviewedProposal {
                id: proposal.id.0,
                number: proposal.number.clone(),
                title: proposal.title.clone(),
                organisation_name: organisation.name,
            },
            reviewer: PersonView { id: reviewer.id.0, name: reviewer.name },
            alias: assignment.alias.clone(),
            statement: STATEMENT.to_owned(),
            attested_at: Instant::maybe(assignment.attested_at)?,
            recusal: recusal(assignment)?,
            stage_state: ReviewStageState::read(&stage.state)?,
            stage_kind: stage.kind.clone(),
            scores_until: Date::maybe(stage.scores_until.as_deref())?,
            defence_turn: turn.as_deref().map(DefenceTurnState::read).transpose()?,
            rubric: rubric::criteria(stage)?,
            proposal: readable.then(|| AssignedProposal::of(proposal, files)).transpose()?,
            review: review.map(|review| self.review_view(uow, &review)).transpose()?,
            state: AssignmentState::read(&assignment.state)?,
            version: assignment.version,
            created_at: Instant::micros(assignment.created_at)?,
            updated_at: Instant::micros(assignment.updated_at)?,
            available_actions: self.actions(uow)?,
        })
    }

    fn actions(&self, uow: &Uow) -> Result<Vec<ActionView>, Problem> {
        let mut offers = Vec::new();
        if before_seal(&self.stage) {
            offers.push(Offer::new(AssignmentEvent::Recuse, "recuseAssignment"));
        }
        if self.is_own(uow) && self.stage.state == "open" {
            offers.insert(
                0,
                Offer::new(AssignmentEvent::Attest, "attestAssignment").needs(!is_over(uow, &self.stage)?, "scoring_over", OVER),
            );
        }
        available::<AssignmentMachine>(uow, &self.assignment.state, &calls::place(&self.call), offers)
    }

    pub fn review_view(&self, uow: &Uow, review: &Review) -> Result<ReviewView, Problem> {
        let scores: BTreeMap<String, String> = document(&review.scores)?;
        let mut offers = Vec::new();
        if self.is_own(uow) && self.stage.state == "open" {
            let in_time = !is_over(uow, &self.stage)?;
            let offer = |event, operation| {
                Offer::new(event, operation).needs(in_time, "scoring_over", OVER).needs(self.is_called(), "presenter_not_open", NOT_CALLED)
            };
            offers.push(offer(ReviewEvent::Save, "saveReview"));
            let mut submit = offer(ReviewEvent::Submit, "submitReview");
            submit.blockers.extend(rubric::unfinished(&self.stage, review)?);
            offers.push(submit);
            offers.push(offer(ReviewEvent::Abstain, "abstainReview"));
            offers.push(offer(ReviewEvent::Withdraw, "withdrawReview"));
        }
        Ok(ReviewView {
            id: review.id.0,
            total: rubric::total(&rubric::counted(&self.stage)?, &scores),
            scores,
            comments: document(&review.comments)?,
            confidential_comments: document(&review.confidential_comments)?,
            comment_to_applicant: review.comment_to_applicant.clone(),
            confidential_comment: review.confidential_comment.clone(),
            abstain_reason: review.abstain_reason.clone(),
            submitted_at: Instant::maybe(review.submitted_at)?,
            void_reason: review.void_reason.clone(),
            state: ReviewState::read(&review.state)?,
            version: review.version,
            created_at: Instant::micros(review.created_at)?,
            updated_at: Instant::micros(review.updated_at)?,
            available_actions: available::<ReviewMachine>(uow, &review.state, &calls::place(&self.call), offers)?,
        })
    }
}

pub(super) fn recusal(assignment: &Assignment) -> Result<Option<RecusalView>, Problem> {
    let Some(kind) = assignment.recusal_kind.clone() else { return Ok(None) };
    Ok(Some(RecusalView {
        kind,
        reason: assignment.recusal_reason.clone().unwrap_or_default(),
        source: assignment.recusal_source.clone().unwrap_or_default(),
        at: Instant::maybe(assignment.recused_at)?,
    }))
}

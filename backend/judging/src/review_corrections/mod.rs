//! Corrections of reviews after the seal: asked for by one person, carried out by another, each with a computation of its
//! own beside the one it supersedes.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, CorrectionKind, CorrectionReason, Instant, PersonView, ReviewCorrectionState, document};
use yichuang_domain::states::review_corrections::{ReviewCorrectionEvent, ReviewCorrectionMachine};
use yichuang_records::calls;
use yichuang_store::ids::{ProposalId, ResultRunId, UserId};
use yichuang_store::record::{Assignment, Call, Organisation, Proposal, ResultRow, ResultRun, ReviewCorrection, User};
use yichuang_store::{defences, get_many, notices, reviews};

use crate::reviews::assignment::ReviewedProposal;

pub mod approve;
pub mod list;
pub mod reject;
pub mod request;

/// What a correction changed for one proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CorrectedRow {
    #[schema(example = "P2026-0001")]
    pub number: String,
    pub title: String,
    pub rank_before: Option<i32>,
    pub rank_after: Option<i32>,
    #[schema(example = "84.67")]
    pub shown_before: Option<String>,
    #[schema(example = "83.25")]
    pub shown_after: Option<String>,
}

/// One correction of a sealed review.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewCorrectionView {
    pub id: Uuid,
    pub call_id: Uuid,
    pub assignment_id: Uuid,
    pub proposal: ReviewedProposal,
    /// Whose review it is.
    #[schema(example = "评委乙")]
    pub alias: String,
    pub kind: CorrectionKind,
    pub reason_code: CorrectionReason,
    pub reason: String,
    /// The scores before, by criterion.
    pub earlier_scores: BTreeMap<String, String>,
    /// The scores instead; nothing where the review is voided.
    pub scores: Option<BTreeMap<String, String>>,
    pub requested_by: PersonView,
    pub decided_by: Option<PersonView>,
    pub decided_at: Option<Instant>,
    /// Why it was refused.
    pub decision_reason: Option<String>,
    /// The computation it was asked for about.
    #[schema(example = 1)]
    pub run_seq: i32,
    /// The computation that superseded it.
    #[schema(example = 2)]
    pub new_run_seq: Option<i32>,
    /// What became different with it: rank or score.
    pub changes: Vec<CorrectedRow>,
    pub state: ReviewCorrectionState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// Why nothing is corrected now: results are open until a decision stands, and not while a defence is under way.
pub(crate) async fn hindrance(uow: &Uow, call: &Call, run: &ResultRun) -> Result<Option<Problem>, Problem> {
    if run.state == "published" {
        let detail = "The results are public; whoever objects to them files an objection to the notice";
        return Ok(Some(Problem::refused("results_published", detail)));
    }
    if let Some(decision) = notices::decision_of(&uow.conn, call.id).await?.filter(|decision| decision.state != "returned") {
        let detail = "A funding decision stands on these results; it must be sent back first";
        return Ok(Some(Problem::refused("decision_stands", detail).with("state", decision.state)));
    }
    let open = reviews::defence_stage_of(&uow.conn, call.id).await?.is_some_and(|stage| stage.state == "open");
    if open && defences::of_call(&uow.conn, call.id).await?.is_some() {
        let detail = "The defence that follows from these results is announced; correct once it is sealed";
        return Ok(Some(Problem::refused("defence_under_way", detail)));
    }
    Ok(None)
}

/// What the corrections of a call name, read once.
struct Around {
    proposals: HashMap<ProposalId, Proposal>,
    organisations: Vec<Organisation>,
    assignments: Vec<Assignment>,
    users: Vec<User>,
    runs: Vec<ResultRun>,
    rows: HashMap<ResultRunId, Vec<ResultRow>>,
}

impl Around {
    async fn load(uow: &Uow, found: &[ReviewCorrection]) -> Result<Self, Problem> {
        let run_ids: Vec<ResultRunId> = found.iter().flat_map(|one| [Some(one.run_id), one.new_run_id]).flatten().collect();
        let runs = get_many::<ResultRun>(&uow.conn, &run_ids).await?;
        // Only the two computations on either side of each correction that was carried out are compared.
        let carried_out = found.iter().filter_map(|one| one.new_run_id.map(|new| [one.run_id, new]));
        let rows = reviews::rows_of_runs(&uow.conn, &carried_out.flatten().collect::<Vec<_>>()).await?;
        let named: Vec<ProposalId> =
            rows.values().flatten().map(|row: &ResultRow| row.proposal_id).chain(found.iter().map(|one| one.proposal_id)).collect();
        let proposals = get_many::<Proposal>(&uow.conn, &named).await?;
        let organisations: Vec<_> = proposals.iter().map(|proposal| proposal.organisation_id).collect();
        let assignments: Vec<_> = found.iter().map(|one| one.assignment_id).collect();
        let users: Vec<UserId> = found.iter().flat_map(|one| [Some(one.requested_by), one.decided_by]).flatten().collect();
        Ok(Self {
            proposals: proposals.into_iter().map(|proposal| (proposal.id, proposal)).collect(),
            organisations: get_many(&uow.conn, &organisations).await?,
            assignments: get_many(&uow.conn, &assignments).await?,
            users: get_many(&uow.conn, &users).await?,
            runs,
            rows,
        })
    }

    fn is_me(&self, uow: &Uow, id: UserId) -> bool {
        let person = self.users.iter().find(|user| user.id == id).map(|user| user.person_id);
        person.is_some() && person == uow.who.as_ref().map(|who| who.person)
    }

    fn seq(&self, id: ResultRunId) -> Option<i32> {
        self.runs.iter().find(|run| run.id == id).map(|run| run.seq)
    }

    /// The rows whose rank or score differs between the two computations, without those hidden from the caller.
    fn changes(&self, one: &ReviewCorrection, hidden: &[ProposalId]) -> Vec<CorrectedRow> {
        let (Some(before), Some(after)) = (self.rows.get(&one.run_id), one.new_run_id.and_then(|id| self.rows.get(&id))) else {
            return Vec::new();
        };
        let mut changes = Vec::new();
        for old in before.iter().filter(|row| !hidden.contains(&row.proposal_id)) {
            let new = after.iter().find(|row| row.proposal_id == old.proposal_id);
            let (place, shown) = new.map_or((None, None), |row| (row.place, row.shown.clone()));
            let Some(proposal) = self.proposals.get(&old.proposal_id) else { continue };
            if (old.place, &old.shown) != (place, &shown) {
                changes.push(CorrectedRow {
                    number: proposal.number.clone(),
                    title: proposal.title.clone(),
                    rank_before: old.place,
                    rank_after: place,
                    shown_before: old.shown.clone(),
                    shown_after: shown,
                });
            }
        }
        changes
    }

    fn view(&self, uow: &Uow, call: &Call, one: &ReviewCorrection, hidden: &[ProposalId]) -> Result<ReviewCorrectionView, Problem> {
        let missing = || Problem::internal(format!("correction {} lost what it names", one.id));
        let proposal = self.proposals.get(&one.proposal_id).ok_or_else(missing)?;
        let organisation = self.organisations.iter().find(|org| org.id == proposal.organisation_id).ok_or_else(missing)?;
        let assignment = self.assignments.iter().find(|row| row.id == one.assignment_id).ok_or_else(missing)?;
        let other = !self.is_me(uow, one.requested_by);
        let needs =
            |event, operation| Offer::new(event, operation).needs(other, "same_person", "Who asked for the correction does not decide it");
        let offers = vec![
            needs(ReviewCorrectionEvent::Approve, "approveReviewCorrection"),
            needs(ReviewCorrectionEvent::Reject, "rejectReviewCorrection"),
        ];
        Ok(ReviewCorrectionView {
            id: one.id.0,
            call_id: one.call_id.0,
            assignment_id: one.assignment_id.0,
            proposal: ReviewedProposal {
                id: proposal.id.0,
                number: proposal.number.clone(),
                title: proposal.title.clone(),
                organisation_name: organisation.name.clone(),
            },
            alias: assignment.alias.clone(),
            kind: CorrectionKind::read(&one.kind)?,
            reason_code: CorrectionReason::read(&one.reason_code)?,
            reason: one.reason.clone(),
            earlier_scores: document(&one.earlier_scores)?,
            scores: one.scores.as_deref().map(document).transpose()?,
            requested_by: named(&self.users, one.requested_by),
            decided_by: one.decided_by.map(|id| named(&self.users, id)),
            decided_at: Instant::maybe(one.decided_at)?,
            decision_reason: one.decision_reason.clone(),
            run_seq: self.seq(one.run_id).ok_or_else(missing)?,
            new_run_seq: one.new_run_id.and_then(|id| self.seq(id)),
            changes: self.changes(one, hidden),
            state: ReviewCorrectionState::read(&one.state)?,
            version: one.version,
            created_at: Instant::micros(one.created_at)?,
            updated_at: Instant::micros(one.updated_at)?,
            available_actions: available::<ReviewCorrectionMachine>(uow, &one.state, &calls::place(call), offers)?,
        })
    }
}

/// The views of these corrections, without those about proposals that do not exist for the caller.
pub(super) async fn views(uow: &Uow, call: &Call, found: Vec<ReviewCorrection>) -> Result<Vec<ReviewCorrectionView>, Problem> {
    let hidden = yichuang_base::recusal::hidden(uow).await?;
    let found: Vec<ReviewCorrection> = found.into_iter().filter(|one| !hidden.contains(&one.proposal_id)).collect();
    let around = Around::load(uow, &found).await?;
    found.iter().map(|one| around.view(uow, call, one, &hidden)).collect()
}

/// The view of one of them.
pub(super) async fn view(uow: &Uow, one: ReviewCorrection) -> Result<ReviewCorrectionView, Problem> {
    let call: Call = uow.find(one.call_id).await?;
    views(uow, &call, vec![one]).await?.pop().ok_or_else(Problem::not_found)
}

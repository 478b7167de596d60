//! What is on whose desk.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{AssignmentState, Date, Instant, PageQuery, PersonView, ReviewState, next_cursor};
use yichuang_domain::roles::Role;
use yichuang_store::Page;
use yichuang_store::around::{self, OfAssignments};
use yichuang_store::ids::{AssignmentId, CallId, ProposalId, UserId};
use yichuang_store::record::Assignment;
use yichuang_store::reviews::{self as rows, Filter};

use super::assignment::{ReviewedCall, ReviewedProposal};
use super::is_over;

/// What to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AssignmentsQuery {
    /// Only this call.
    call_id: Option<Uuid>,
    /// Only this proposal.
    proposal_id: Option<Uuid>,
    /// Only this state.
    #[param(inline)]
    state: Option<AssignmentState>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One assignment in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssignmentSummary {
    pub id: Uuid,
    pub call: ReviewedCall,
    pub proposal: ReviewedProposal,
    pub reviewer: PersonView,
    #[schema(example = "评委甲")]
    pub alias: String,
    /// `written` or `defence`.
    #[schema(example = "written")]
    pub stage_kind: String,
    /// The last day on which scores are taken, included; without one they are taken until the seal.
    pub scores_until: Option<Date>,
    /// That day is over: what is not submitted cannot be any more, unless the officer puts the day off.
    pub scoring_over: bool,
    pub attested_at: Option<Instant>,
    /// State of one's own review; nothing for those of others.
    pub review_state: Option<ReviewState>,
    pub submitted_at: Option<Instant>,
    pub state: AssignmentState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// One page of assignments.
#[derive(Serialize, ToSchema)]
pub struct AssignmentList {
    pub items: Vec<AssignmentSummary>,
    pub next: Option<String>,
}

/// List assignments
///
/// A reviewer's own, without those of a conflict; officer and auditor see all of their calls, the director those
/// of sealed stages.
#[utoipa::path(get, path = "/assignments", operation_id = "listAssignments", tag = "reviews", params(AssignmentsQuery),
    responses((status = 200, description = "One page", body = AssignmentList)))]
pub async fn handler(cx: Cx, Query(query): Query<AssignmentsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at: Page = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let who = uow.caller()?;
    let filter = Filter {
        call: query.call_id.map(CallId),
        proposal: query.proposal_id.map(ProposalId),
        state: query.state.map(|state| state.0.to_string()),
        own: Some(who.user),
        reach: who.reach(&[Role::ProgrammeOfficer, Role::Auditor]),
        sealed_reach: who.reach(&[Role::ProgrammeDirector]),
        hidden: recusal::hidden(&uow).await?,
    };
    let page = rows::list_assignments(&uow.conn, &filter, at).await?;
    let items = Related::load(&uow, &page.items).await?.summaries(&uow, who.user, &page.items)?;
    Reply::ok(&AssignmentList { items, next: next_cursor(&page) })
}

/// What the rows of one page name, one query for all of it.
struct Related(OfAssignments);

impl Related {
    async fn load(uow: &Uow, page: &[Assignment]) -> Result<Self, Problem> {
        let me = uow.caller()?.user;
        let own: Vec<AssignmentId> = page.iter().filter(|row| row.reviewer_id == me).map(|row| row.id).collect();
        Ok(Self(around::assignments(&uow.conn, page, &own).await?))
    }

    fn summaries(&self, uow: &Uow, me: UserId, page: &[Assignment]) -> Result<Vec<AssignmentSummary>, Problem> {
        page.iter().map(|row| self.summary(uow, me, row)).collect()
    }

    fn summary(&self, uow: &Uow, me: UserId, row: &Assignment) -> Result<AssignmentSummary, Problem> {
        let missing = || Problem::internal(format!("assignment {} lost what it names", row.id));
        let call = self.0.calls.iter().find(|call| call.id == row.call_id).ok_or_else(missing)?;
        let proposal = self.0.proposals.iter().find(|proposal| proposal.id == row.proposal_id).ok_or_else(missing)?;
        let organisation = self.0.organisations.iter().find(|one| one.id == proposal.organisation_id).ok_or_else(missing)?;
        let reviewer = self.0.reviewers.iter().find(|user| user.id == row.reviewer_id).ok_or_else(missing)?;
        let stage = self.0.stages.iter().find(|stage| stage.id == row.stage_id).ok_or_else(missing)?;
        let review = self.0.reviews.iter().find(|review| review.assignment_id == row.id && row.reviewer_id == me);
        Ok(AssignmentSummary {
            id: row.id.0,
            call: ReviewedCall { id: call.id.0, number: call.number.clone(), title: call.title.clone() },
            proposal: ReviewedProposal {
                id: proposal.id.0,
                number: proposal.number.clone(),
                title: proposal.title.clone(),
                organisation_name: organisation.name.clone(),
            },
            reviewer: PersonView { id: reviewer.id.0, name: reviewer.name.clone() },
            alias: row.alias.clone(),
            stage_kind: stage.kind.clone(),
            scores_until: Date::maybe(stage.scores_until.as_deref())?,
            scoring_over: is_over(uow, stage)?,
            attested_at: Instant::maybe(row.attested_at)?,
            review_state: review.map(|review| ReviewState::read(&review.state)).transpose()?,
            submitted_at: Instant::maybe(review.and_then(|review| review.submitted_at))?,
            state: AssignmentState::read(&row.state)?,
            version: row.version,
            created_at: Instant::micros(row.created_at)?,
            updated_at: Instant::micros(row.updated_at)?,
        })
    }
}

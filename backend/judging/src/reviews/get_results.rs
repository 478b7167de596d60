//! The results of a call.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::recusal::vacate::before_seal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Instant, Money, PersonView, ProposalState, ResultRunState, document};
use yichuang_domain::states::result_runs::{ResultRunEvent, ResultRunMachine};
use yichuang_records::calls;
use yichuang_store::ids::{CallId, OrganisationId, ProposalId, UserId};
use yichuang_store::record::{Call, Organisation, Proposal, ResultRow, ResultRun, User};
use yichuang_store::{get_many, reviews as rows};

use super::assignment::ReviewedProposal;
use super::compute::{ExcludedReview, RowDetail, StageResult};

/// One computation of the results.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResultRunView {
    pub id: Uuid,
    pub call_id: Uuid,
    #[schema(example = 1)]
    pub seq: i32,
    pub input_sha256: String,
    pub policy_sha256: String,
    pub output_sha256: String,
    #[schema(example = "0.1.0")]
    pub engine_version: String,
    pub computed_by: PersonView,
    pub verified_by: Option<PersonView>,
    pub verified_at: Option<Instant>,
    pub state: ResultRunState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// The result of one proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResultRowView {
    /// Nothing without a quorum of valid reviews.
    #[schema(example = 1)]
    pub rank: Option<i32>,
    pub proposal: ReviewedProposal,
    pub proposal_state: ProposalState,
    pub requested: Money,
    /// The exact aggregate as a fraction in lowest terms.
    #[schema(example = "254/3")]
    pub exact: Option<String>,
    /// The same rounded once by the policy; this decides the rank.
    #[schema(example = "84.67")]
    pub shown: Option<String>,
    /// `trimmed`, `untrimmed_small_n`, `median`, `hodges_lehmann` or `no_quorum`.
    #[schema(example = "trimmed")]
    pub state: String,
    #[schema(example = 5)]
    pub n_valid: i32,
    /// What set this row apart from the one above; without a rank `no_quorum`, `not_shortlisted`, `no_defence`
    /// `no_jury` or `no_site_visit`.
    #[schema(example = "score")]
    pub reason: String,
    /// Proposals equal on every key share a group; only a vote or a lottery can part them.
    pub tie_group: Option<i32>,
    /// Reviews that count, by alias.
    pub kept: Vec<String>,
    /// Extremes that were dropped, by alias.
    pub dropped: Vec<String>,
    pub excluded: Vec<ExcludedReview>,
    /// Where a defence or a public jury was held: the result of each stage.
    pub stages: Vec<StageResult>,
}

/// The results of a call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResultsView {
    /// Whether these are the results of the written stage, and a defence follows.
    pub defence_follows: bool,
    pub run: ResultRunView,
    pub rows: Vec<ResultRowView>,
}

/// Show the results
///
/// To staff, once they are computed; before that there is nothing. Reviewers appear by alias. The `ETag` is that of the run.
#[utoipa::path(get, path = "/calls/{id}/results", operation_id = "getResults", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The results", body = ResultsView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    let run = rows::last_run(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    reply(&uow, &run).await
}

pub(super) async fn reply(uow: &Uow, run: &ResultRun) -> Result<Reply, Problem> {
    let call: Call = uow.find(run.call_id).await?;
    let found = without(rows::rows_of(&uow.conn, run.id).await?, &recusal::hidden(uow).await?);
    let defence_follows = rows::defence_stage_of(&uow.conn, call.id).await?.is_some_and(|stage| before_seal(&stage));
    let view = ResultsView { defence_follows, run: run_view(uow, &call, run).await?, rows: row_views(uow, &found).await? };
    Ok(Reply::ok(&view)?.version(run.version))
}

async fn run_view(uow: &Uow, call: &Call, run: &ResultRun) -> Result<ResultRunView, Problem> {
    let ids: Vec<UserId> = [Some(run.computed_by), run.verified_by].into_iter().flatten().collect();
    let users = get_many::<User>(&uow.conn, &ids).await?;
    let person = |id: UserId| named(&users, id);
    let computer = users.iter().find(|user| user.id == run.computed_by).map(|user| user.person_id);
    let other = uow.who.as_ref().map(|who| who.person) != computer;
    let offer =
        Offer::new(ResultRunEvent::Verify, "verifyResults").needs(other, "same_person", "Who computed the results does not verify them");
    Ok(ResultRunView {
        id: run.id.0,
        call_id: run.call_id.0,
        seq: run.seq,
        input_sha256: run.input_sha256.clone(),
        policy_sha256: run.policy_sha256.clone(),
        output_sha256: run.output_sha256.clone(),
        engine_version: run.engine_version.clone(),
        computed_by: person(run.computed_by),
        verified_by: run.verified_by.map(person),
        verified_at: Instant::maybe(run.verified_at)?,
        state: ResultRunState::read(&run.state)?,
        version: run.version,
        created_at: Instant::micros(run.created_at)?,
        updated_at: Instant::micros(run.updated_at)?,
        available_actions: available::<ResultRunMachine>(uow, &run.state, &calls::place(call), vec![offer])?,
    })
}

/// The rows of the proposals that exist for the caller, with the ranks that these have among themselves.
fn without(found: Vec<ResultRow>, hidden: &[ProposalId]) -> Vec<ResultRow> {
    let (gone, mut left): (Vec<_>, Vec<_>) = found.into_iter().partition(|row| hidden.contains(&row.proposal_id));
    for row in &mut left {
        let before = gone.iter().filter(|other| other.place.is_some() && other.place < row.place).count();
        row.place = row.place.map(|place| place - i32::try_from(before).unwrap_or(0));
    }
    left
}

async fn row_views(uow: &Uow, found: &[ResultRow]) -> Result<Vec<ResultRowView>, Problem> {
    let ids: Vec<ProposalId> = found.iter().map(|row| row.proposal_id).collect();
    let proposals = get_many::<Proposal>(&uow.conn, &ids).await?;
    let ids: Vec<OrganisationId> = proposals.iter().map(|proposal| proposal.organisation_id).collect();
    let organisations = get_many::<Organisation>(&uow.conn, &ids).await?;
    found.iter().map(|row| row_view(row, &proposals, &organisations)).collect()
}

fn row_view(row: &ResultRow, proposals: &[Proposal], organisations: &[Organisation]) -> Result<ResultRowView, Problem> {
    let missing = || Problem::internal(format!("result row {} lost what it names", row.id));
    let proposal = proposals.iter().find(|proposal| proposal.id == row.proposal_id).ok_or_else(missing)?;
    let organisation = organisations.iter().find(|one| one.id == proposal.organisation_id).ok_or_else(missing)?;
    let detail: RowDetail = document(&row.detail)?;
    Ok(ResultRowView {
        rank: row.place,
        proposal: ReviewedProposal {
            id: proposal.id.0,
            number: proposal.number.clone(),
            title: proposal.title.clone(),
            organisation_name: organisation.name.clone(),
        },
        proposal_state: ProposalState::read(&proposal.state)?,
        requested: Money::fen(proposal.requested_fen)?,
        exact: row.exact.clone(),
        shown: row.shown.clone(),
        state: row.agg_state.clone(),
        n_valid: row.n_valid,
        reason: row.reason.clone(),
        tie_group: row.tie_group,
        kept: detail.kept,
        dropped: detail.dropped,
        excluded: detail.excluded,
        stages: detail.stages,
    })
}

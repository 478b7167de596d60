//! What an organisation learns of the reviews of its proposal.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::schemes::sha256_hex;
use yichuang_records::proposals::must_know;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal, ResultRun, Review, ReviewStage};
use yichuang_store::reviews as rows;

use super::rubric::{BothLanguages, CriterionView};

/// The comments on one criterion.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CriterionFeedbackView {
    #[schema(example = "need")]
    pub code: String,
    pub title: BothLanguages,
    /// In an order that says nothing of who wrote them.
    #[schema(example = json!(["需求依据充分，数据来源清楚。"]))]
    pub comments: Vec<String>,
}

/// What became of a proposal in the review, for its organisation: never a single score, never a reviewer, never a
/// confidential comment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalFeedbackView {
    pub proposal_id: Uuid,
    /// The published score; nothing without a quorum of valid reviews.
    #[schema(example = "84.67")]
    pub shown: Option<String>,
    #[schema(example = 3)]
    pub rank: Option<i32>,
    /// Reviews that were valid.
    #[schema(example = 5)]
    pub n_valid: i32,
    /// In the order of the rubric.
    pub criteria: Vec<CriterionFeedbackView>,
    /// Comments on the whole, in an order that says nothing of who wrote them.
    pub comments: Vec<String>,
}

/// Show the feedback on a proposal
///
/// To its own people and to staff, once the results are public: before that there is nothing, 404. Comments of reviews
/// that do not count are left out.
#[utoipa::path(get, path = "/proposals/{id}/feedback", operation_id = "getProposalFeedback", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The feedback", body = ProposalFeedbackView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let proposal: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(proposal.call_id).await?;
    must_know(&uow, &call, &proposal).await?;
    Reply::ok(&view(&uow, &call, &proposal).await?.ok_or_else(Problem::not_found)?)
}

async fn view(uow: &Uow, call: &Call, proposal: &Proposal) -> Result<Option<ProposalFeedbackView>, Problem> {
    let Some(run) = rows::published_run(&uow.conn, call.id).await? else { return Ok(None) };
    let found = rows::rows_of(&uow.conn, run.id).await?;
    let Some(row) = found.into_iter().find(|row| row.proposal_id == proposal.id) else { return Ok(None) };
    let stage: ReviewStage = rows::stage_of(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    let reviews = shuffled(rows::locked_reviews_of(&uow.conn, proposal.id).await?, &run);
    let said = reviews.iter().map(|review| document::<BTreeMap<String, String>>(&review.comments)).collect::<Result<Vec<_>, _>>()?;
    let criteria: Vec<CriterionView> = document(&stage.rubric)?;
    let on = |code: &str| said.iter().filter_map(|comments| comments.get(code)).filter_map(|text| written(text)).collect();
    Ok(Some(ProposalFeedbackView {
        proposal_id: proposal.id.0,
        shown: row.shown,
        rank: row.place,
        n_valid: row.n_valid,
        criteria: criteria
            .into_iter()
            .map(|criterion| CriterionFeedbackView { comments: on(&criterion.code), code: criterion.code, title: criterion.title })
            .collect(),
        comments: reviews.iter().filter_map(|review| written(&review.comment_to_applicant)).collect(),
    }))
}

/// In the order of a hash: neither seat nor time of a review shows.
fn shuffled(mut reviews: Vec<Review>, run: &ResultRun) -> Vec<Review> {
    reviews.sort_by_cached_key(|review| sha256_hex(format!("{}{}", run.id, review.id).as_bytes()));
    reviews
}

fn written(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

//! How the reviews of a call were written: times and comments, which are no part of the sealed input.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::reviews::diagnostics::{Conduct, Writing, conduct};
use yichuang_store::ids::{AssignmentId, ProposalId};
use yichuang_store::record::{Assignment, Call, Proposal, Review};
use yichuang_store::{get_many, reviews as rows};

/// What one reviewer wrote about one proposal, and when.
struct Text {
    proposal: String,
    reviewer: String,
    opened_at: Option<i64>,
    submitted_at: Option<i64>,
    comments: Vec<String>,
}

/// What asks for an explanation in the writing of the reviews that count in this sealed input.
pub async fn look(uow: &Uow, call: &Call, input: &Value) -> Result<Conduct, Problem> {
    let texts = texts(uow, call, input).await?;
    let comments: Vec<Vec<&str>> = texts.iter().map(|text| text.comments.iter().map(String::as_str).collect()).collect();
    let written = texts.iter().zip(&comments).map(|(text, comments)| Writing {
        proposal: &text.proposal,
        reviewer: &text.reviewer,
        opened_at: text.opened_at,
        submitted_at: text.submitted_at,
        comments,
    });
    Ok(conduct(&written.collect::<Vec<_>>()))
}

async fn texts(uow: &Uow, call: &Call, input: &Value) -> Result<Vec<Text>, Problem> {
    let counted = counted(input);
    let stage = super::stage_of(uow, call).await?;
    let assignments = rows::assignments_of(&uow.conn, stage.id).await?;
    let reviews: HashMap<AssignmentId, Review> =
        rows::reviews_of(&uow.conn, stage.id).await?.into_iter().map(|review| (review.assignment_id, review)).collect();
    let numbers = numbers(uow, &assignments).await?;
    let mut texts = Vec::with_capacity(assignments.len());
    for assignment in assignments {
        let (Some(number), Some(review)) = (numbers.get(&assignment.proposal_id), reviews.get(&assignment.id)) else { continue };
        if counted.contains(&(number.as_str(), assignment.alias.as_str())) {
            texts.push(Text {
                proposal: number.clone(),
                opened_at: assignment.attested_at,
                submitted_at: review.submitted_at,
                comments: comments(review)?,
                reviewer: assignment.alias,
            });
        }
    }
    Ok(texts)
}

/// The reviews that count, by number of the proposal and alias.
pub fn counted(input: &Value) -> BTreeSet<(&str, &str)> {
    let rows = input["written_scores"].as_array().into_iter().flatten();
    rows.filter_map(|row| Some((row["proposal"].as_str()?, row["reviewer"].as_str()?))).collect()
}

async fn numbers(uow: &Uow, assignments: &[Assignment]) -> Result<BTreeMap<ProposalId, String>, Problem> {
    let ids: BTreeSet<ProposalId> = assignments.iter().map(|assignment| assignment.proposal_id).collect();
    let found = get_many::<Proposal>(&uow.conn, &ids.into_iter().collect::<Vec<_>>()).await?;
    Ok(found.into_iter().map(|proposal| (proposal.id, proposal.number)).collect())
}

/// Everything the applicant reads of a review: the comments on the criteria, and the one on the whole.
fn comments(review: &Review) -> Result<Vec<String>, Problem> {
    let on_criteria: BTreeMap<String, String> = document(&review.comments)?;
    Ok(on_criteria.into_values().chain([review.comment_to_applicant.clone()]).collect())
}

//! What a reviewer wrote lies in an envelope until the stage is sealed: encrypted with the key of the installation, so that whoever
//! reads the database, a copy of it or its backup learns no score before everybody may. The database itself refuses a
//! review that is neither sealed nor void and can be read. When the stage is sealed the envelopes are opened.

use std::mem::{replace, take};

use serde::{Deserialize, Serialize};
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::canonical;
use yichuang_store::ids::ReviewId;
use yichuang_store::record::Review;
use yichuang_store::{StoreError, update};

/// What is in the envelope of one review. Its id is part of it: an envelope that was put beside another review does not open.
#[derive(Serialize, Deserialize)]
struct Written {
    review: ReviewId,
    scores: String,
    comments: String,
    confidential_comments: String,
    comment_to_applicant: String,
    confidential_comment: String,
    abstain_reason: Option<String>,
}

/// The review with what its author wrote in the columns, wherever it lay.
pub(super) fn opened(uow: &Uow, review: Review) -> Result<Review, Problem> {
    let Some(envelope) = review.envelope.as_deref() else { return Ok(review) };
    let broken = |what: &str| StoreError::Broken(format!("the envelope of review {} {what}", review.id));
    let plain = uow.app.seal_key.open(envelope)?;
    let written: Written = serde_json::from_slice(&plain).map_err(|_| broken("cannot be read"))?;
    if written.review != review.id {
        return Err(broken("belongs to another review").into());
    }
    Ok(Review {
        scores: written.scores,
        comments: written.comments,
        confidential_comments: written.confidential_comments,
        comment_to_applicant: written.comment_to_applicant,
        confidential_comment: written.confidential_comment,
        abstain_reason: written.abstain_reason,
        envelope: None,
        ..review
    })
}

/// Keeps a review that is not sealed; what comes back can be read.
pub(super) async fn put(uow: &Uow, review: Review) -> Result<Review, Problem> {
    let after = update(&uow.conn, closed(uow, review)?).await?;
    opened(uow, after)
}

/// What the author wrote moves from the columns into the envelope.
fn closed(uow: &Uow, mut review: Review) -> Result<Review, Problem> {
    let written = canonical(&Written {
        review: review.id,
        scores: replace(&mut review.scores, "{}".to_owned()),
        comments: replace(&mut review.comments, "{}".to_owned()),
        confidential_comments: replace(&mut review.confidential_comments, "{}".to_owned()),
        comment_to_applicant: take(&mut review.comment_to_applicant),
        confidential_comment: take(&mut review.confidential_comment),
        abstain_reason: review.abstain_reason.take(),
    })?;
    let envelope = uow.app.seal_key.seal(written.as_bytes(), ids::random_bytes())?;
    Ok(Review { envelope: Some(envelope), ..review })
}

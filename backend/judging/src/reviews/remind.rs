//! Reminds the panel a day before the last day of scoring. The clock does this; nobody asks for it.

use std::collections::{BTreeMap, HashSet};

use yichuang_base::app::App;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_store::ids::{ProposalId, ReviewStageId, UserId};
use yichuang_store::record::{Call, ReviewStage, User};
use yichuang_store::{get_many, proposals, reviews as rows};

use super::is_over;

/// Calendar days before the last day on which whoever has something unfinished is reminded.
const DAYS: i64 = 1;

/// Stages whose panel is due to be reminded now.
pub async fn due(app: &App, limit: u64) -> Result<Vec<ReviewStageId>, Problem> {
    let today = app.clock.now().shanghai_day();
    let until = today.plus_days(DAYS).map_err(Problem::internal)?;
    Ok(rows::ending(&app.store.read(), &today.to_string(), &until.to_string(), limit).await?)
}

/// Tells every reviewer who has something unfinished how much it is and until when, once for each last day.
pub async fn run(uow: &Uow, id: ReviewStageId) -> Result<bool, Problem> {
    if !rows::note_reminder(&uow.conn, id).await? {
        return Ok(false);
    }
    let stage: ReviewStage = uow.find(id).await?;
    let Some(day) = stage.scores_until.clone().filter(|_| stage.state == "open") else { return Ok(false) };
    if is_over(uow, &stage)? {
        return Ok(false);
    }
    let call: Call = uow.find(stage.call_id).await?;
    let unfinished = unfinished(uow, &stage).await?;
    let ids: Vec<UserId> = unfinished.keys().copied().collect();
    for user in get_many::<User>(&uow.conn, &ids).await? {
        let left = unfinished.get(&user.id).copied().unwrap_or_default();
        let text = format!("{} {}：您还有 {left} 份申报未评完，评分截止日期为{day}（含当日），逾期不再接受。", call.number, call.title);
        uow.mail(&user.email, "评分即将截止", &text).await?;
    }
    Ok(!ids.is_empty())
}

/// How many reviews each reviewer has not submitted, of proposals that are still under review.
async fn unfinished(uow: &Uow, stage: &ReviewStage) -> Result<BTreeMap<UserId, usize>, Problem> {
    let live = proposals::list_in(&uow.conn, stage.call_id, &["under_review"]).await?;
    let live: HashSet<ProposalId> = live.iter().map(|proposal| proposal.id).collect();
    let mut counts = BTreeMap::new();
    for assignment in rows::assignments_of(&uow.conn, stage.id).await? {
        if live.contains(&assignment.proposal_id) && matches!(assignment.state.as_str(), "offered" | "accepted") {
            *counts.entry(assignment.reviewer_id).or_default() += 1;
        }
    }
    Ok(counts)
}

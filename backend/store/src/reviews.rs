//! Stages, panels, assignments, reviews and results.

use std::collections::HashMap;

use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::{assignments, calls, grants, panel_seats, result_rows, result_runs, review_stages, review_versions, reviews, users};
use crate::error::StoreError;
use crate::ids::{AssignmentId, CallId, ProposalId, ResultRunId, ReviewId, ReviewStageId, UserId};
use crate::page::{Page, PageOf, Reach, anywhere, page};
use crate::record::{Assignment, PanelSeat, ResultRow, ResultRun, Review, ReviewStage, ReviewVersion, User, get_many};

/// What a list of assignments shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub call: Option<CallId>,
    pub proposal: Option<ProposalId>,
    pub state: Option<String>,
    /// Those of this reviewer, except the ones they may know nothing about any more.
    pub own: Option<UserId>,
    /// Those this far, at any time.
    pub reach: Reach,
    /// Those this far, once their stage is sealed.
    pub sealed_reach: Reach,
    /// Proposals that do not exist for the caller.
    pub hidden: Vec<ProposalId>,
}

/// The written stage of a call, if its panel was appointed.
pub async fn stage_of(conn: &Conn, call: CallId) -> Result<Option<ReviewStage>, StoreError> {
    stage_of_kind(conn, call, "written").await
}

/// The defence stage of a call, if its panel was appointed and its scheme weighs a defence.
pub async fn defence_stage_of(conn: &Conn, call: CallId) -> Result<Option<ReviewStage>, StoreError> {
    stage_of_kind(conn, call, "defence").await
}

/// The stage of a call of this kind: `written` or `defence`.
pub async fn stage_of_kind(conn: &Conn, call: CallId, kind: &str) -> Result<Option<ReviewStage>, StoreError> {
    use review_stages::Column;
    Ok(review_stages::Entity::find().filter(Column::CallId.eq(call)).filter(Column::Kind.eq(kind)).one(conn).await?)
}

/// The stage, held against sealing until the transaction ends; others may score meanwhile.
pub async fn hold_stage(conn: &Conn, id: ReviewStageId) -> Result<Option<ReviewStage>, StoreError> {
    Ok(review_stages::Entity::find_by_id(id).lock_shared().one(conn).await?)
}

/// The seats of a stage in the order of their aliases.
pub async fn seats(conn: &Conn, stage: ReviewStageId) -> Result<Vec<PanelSeat>, StoreError> {
    Ok(panel_seats::Entity::find().filter(panel_seats::Column::StageId.eq(stage)).order_by_asc(panel_seats::Column::Id).all(conn).await?)
}

/// Empties the panel of a stage that has not started, before another is appointed.
pub async fn clear_seats(conn: &Conn, stage: ReviewStageId) -> Result<(), StoreError> {
    panel_seats::Entity::delete_many().filter(panel_seats::Column::StageId.eq(stage)).exec(conn).await?;
    Ok(())
}

/// Stages under review whose last day is one of these and whose panel was not reminded of it.
pub async fn ending(conn: &Conn, from: &str, to: &str, limit: u64) -> Result<Vec<ReviewStageId>, StoreError> {
    let sql = format!(
        "SELECT s.id FROM review_stages s JOIN calls c ON c.id = s.call_id WHERE s.state = 'open' AND c.state = 'reviewing' \
         AND s.scores_until BETWEEN $1 AND $2 AND (s.reminded_until IS NULL OR s.reminded_until <> s.scores_until) \
         ORDER BY s.scores_until, s.id LIMIT {limit}"
    );
    let rows = conn.rows(&sql, [from.into(), to.into()]).await?;
    rows.iter().map(|row| Ok(ReviewStageId(row.try_get("", "id")?))).collect()
}

/// Notes that the panel is reminded of the last day as it is now; false when it was before. The version of the stage stays: nobody who
/// looks at it has to look again.
pub async fn note_reminder(conn: &Conn, stage: ReviewStageId) -> Result<bool, StoreError> {
    let sql = "UPDATE review_stages SET reminded_until = scores_until \
               WHERE id = $1 AND (reminded_until IS NULL OR reminded_until <> scores_until)";
    Ok(conn.run(sql, [stage.0.into()]).await? == 1)
}

/// Every assignment of a stage, oldest first.
pub async fn assignments_of(conn: &Conn, stage: ReviewStageId) -> Result<Vec<Assignment>, StoreError> {
    Ok(assignments::Entity::find().filter(assignments::Column::StageId.eq(stage)).order_by_asc(assignments::Column::Id).all(conn).await?)
}

/// One page of assignments.
pub async fn list_assignments(conn: &Conn, filter: &Filter, at: Page) -> Result<PageOf<Assignment>, StoreError> {
    use assignments::Column;
    let mut seen = Condition::any().add(in_calls(&filter.reach));
    if let Some(own) = filter.own {
        let mine = Condition::all().add(Column::ReviewerId.eq(own)).add(Column::State.is_not_in(["recused", "replaced"]));
        // What was assigned ahead of the review is not on the desk yet.
        let ahead =
            Query::select().column(calls::Column::Id).from(calls::Entity).and_where(calls::Column::State.eq("screening")).to_owned();
        seen = seen.add(mine.add(Column::CallId.not_in_subquery(ahead)));
    }
    let sealed = Query::select()
        .column(review_stages::Column::Id)
        .from(review_stages::Entity)
        .and_where(review_stages::Column::State.is_not_in(["open", "closed"]))
        .to_owned();
    seen = seen.add(Condition::all().add(Column::StageId.in_subquery(sealed)).add(in_calls(&filter.sealed_reach)));
    let mut select = assignments::Entity::find().filter(seen);
    if let Some(call) = filter.call {
        select = select.filter(Column::CallId.eq(call));
    }
    if let Some(proposal) = filter.proposal {
        select = select.filter(Column::ProposalId.eq(proposal));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if !filter.hidden.is_empty() {
        // A conflict hides the proposal from whoever has it, in whatever other role they look.
        select = select.filter(Column::ProposalId.is_not_in(filter.hidden.iter().map(|id| id.0)));
    }
    page(conn, select, at).await
}

fn in_calls(reach: &Reach) -> Condition {
    let calls = Query::select()
        .column(calls::Column::Id)
        .from(calls::Entity)
        .cond_where(reach.condition(Some(calls::Column::AreaPath), Some(calls::Column::Id), None))
        .to_owned();
    Condition::all().add(assignments::Column::CallId.in_subquery(calls))
}

/// Whether this reviewer was recused from the proposal.
pub async fn is_recused(conn: &Conn, reviewer: UserId, proposal: ProposalId) -> Result<bool, StoreError> {
    let found = assignments::Entity::find()
        .filter(assignments::Column::ProposalId.eq(proposal))
        .filter(assignments::Column::ReviewerId.eq(reviewer))
        .filter(assignments::Column::State.eq("recused"))
        .one(conn)
        .await?;
    Ok(found.is_some())
}

/// Whether this reviewer has declared to have no conflict about the proposal, and still reviews it.
pub async fn may_read_proposal(conn: &Conn, reviewer: UserId, proposal: ProposalId) -> Result<bool, StoreError> {
    let found = assignments::Entity::find()
        .filter(assignments::Column::ProposalId.eq(proposal))
        .filter(assignments::Column::ReviewerId.eq(reviewer))
        .filter(assignments::Column::AttestedAt.is_not_null())
        .filter(assignments::Column::State.is_not_in(["recused", "replaced"]))
        .one(conn)
        .await?;
    Ok(found.is_some() && !is_recused(conn, reviewer, proposal).await?)
}

/// The review of an assignment, if one was begun.
pub async fn review_of(conn: &Conn, assignment: AssignmentId) -> Result<Option<Review>, StoreError> {
    Ok(reviews::Entity::find().filter(reviews::Column::AssignmentId.eq(assignment)).one(conn).await?)
}

/// The review of an assignment, locked for a change.
pub async fn lock_review_of(conn: &Conn, assignment: AssignmentId) -> Result<Option<Review>, StoreError> {
    Ok(reviews::Entity::find().filter(reviews::Column::AssignmentId.eq(assignment)).lock_exclusive().one(conn).await?)
}

/// The reviews of a stage's assignments, in no particular order.
pub async fn reviews_of(conn: &Conn, stage: ReviewStageId) -> Result<Vec<Review>, StoreError> {
    let of_stage = Query::select()
        .column(assignments::Column::Id)
        .from(assignments::Entity)
        .and_where(assignments::Column::StageId.eq(stage))
        .to_owned();
    Ok(reviews::Entity::find().filter(reviews::Column::AssignmentId.in_subquery(of_stage)).all(conn).await?)
}

/// The last kept version of a review.
pub async fn last_version(conn: &Conn, review: ReviewId) -> Result<Option<ReviewVersion>, StoreError> {
    Ok(review_versions::Entity::find()
        .filter(review_versions::Column::ReviewId.eq(review))
        .order_by_desc(review_versions::Column::N)
        .one(conn)
        .await?)
}

/// The newest computation of a call's results.
pub async fn last_run(conn: &Conn, call: CallId) -> Result<Option<ResultRun>, StoreError> {
    Ok(result_runs::Entity::find().filter(result_runs::Column::CallId.eq(call)).order_by_desc(result_runs::Column::Seq).one(conn).await?)
}

/// The computations of a call's results that a later one has superseded, the oldest first.
pub async fn superseded_runs(conn: &Conn, call: CallId) -> Result<Vec<ResultRun>, StoreError> {
    use result_runs::Column;
    let select = result_runs::Entity::find().filter(Column::CallId.eq(call)).filter(Column::State.eq("superseded"));
    Ok(select.order_by_asc(Column::Seq).all(conn).await?)
}

/// The newest computation of a call's results that was published.
pub async fn published_run(conn: &Conn, call: CallId) -> Result<Option<ResultRun>, StoreError> {
    use result_runs::Column;
    let select = result_runs::Entity::find().filter(Column::CallId.eq(call)).filter(Column::State.eq("published"));
    Ok(select.order_by_desc(Column::Seq).one(conn).await?)
}

/// The sealed reviews of a proposal, in no particular order.
pub async fn locked_reviews_of(conn: &Conn, proposal: ProposalId) -> Result<Vec<Review>, StoreError> {
    use reviews::Column;
    let of_proposal = Query::select()
        .column(assignments::Column::Id)
        .from(assignments::Entity)
        .and_where(assignments::Column::ProposalId.eq(proposal))
        .to_owned();
    let select = reviews::Entity::find().filter(Column::AssignmentId.in_subquery(of_proposal)).filter(Column::State.eq("locked"));
    Ok(select.all(conn).await?)
}

/// The rows of a computation: ranked ones in order, then those without a rank.
pub async fn rows_of(conn: &Conn, run: ResultRunId) -> Result<Vec<ResultRow>, StoreError> {
    let mut rows = result_rows::Entity::find().filter(result_rows::Column::RunId.eq(run)).all(conn).await?;
    rows.sort_by_key(|row| (row.place.is_none(), row.place, row.proposal_id));
    Ok(rows)
}

/// The rows of several computations, by computation.
pub async fn rows_of_runs(conn: &Conn, runs: &[ResultRunId]) -> Result<HashMap<ResultRunId, Vec<ResultRow>>, StoreError> {
    let mut found: HashMap<ResultRunId, Vec<ResultRow>> = HashMap::new();
    if runs.is_empty() {
        return Ok(found);
    }
    let of = result_rows::Column::RunId.is_in(runs.iter().copied());
    for row in result_rows::Entity::find().filter(of).order_by_asc(result_rows::Column::Place).all(conn).await? {
        found.entry(row.run_id).or_default().push(row);
    }
    Ok(found)
}

/// Active accounts that hold a role where a call stands.
pub async fn holders(conn: &Conn, role: &str, area_path: &str, call: impl Into<Option<CallId>>) -> Result<Vec<User>, StoreError> {
    let call: Option<CallId> = call.into();
    let sql = "SELECT DISTINCT g.user_id FROM grants g WHERE g.revoked_at IS NULL AND g.role = $1 AND (g.scope_kind = 'platform' \
               OR (g.scope_kind = 'area' AND substr($2, 1, length(g.area_path)) = g.area_path) \
               OR (g.scope_kind = 'call' AND g.scope_id = $3))";
    let found = conn.rows(sql, [role.into(), area_path.into(), call.map(|call| call.0).into()]).await?;
    let ids = found.iter().map(|row| Ok(UserId(row.try_get_by_index(0)?))).collect::<Result<Vec<_>, StoreError>>()?;
    let users = get_many::<User>(conn, &ids).await?;
    Ok(users.into_iter().filter(|user| user.state == "active").collect())
}

/// One page of the accounts of approved experts that hold the role of a reviewer, with part of a name.
pub async fn list_reviewers(conn: &Conn, q: Option<&str>, today: &str, at: Page) -> Result<PageOf<User>, StoreError> {
    let holders = Query::select()
        .column(grants::Column::UserId)
        .from(grants::Entity)
        .and_where(grants::Column::Role.eq("reviewer"))
        .and_where(grants::Column::RevokedAt.is_null())
        .to_owned();
    let mut select = users::Entity::find().filter(users::Column::State.eq("active")).filter(users::Column::Id.in_subquery(holders));
    select = select.filter(crate::experts::is_approved(today));
    if let Some(q) = q {
        select = select.filter(users::Column::Name.like(anywhere(q)));
    }
    page(conn, select, at).await
}

/// How many assignments of a stage stand in each state for each reviewer; those of proposals that were
/// withdrawn meanwhile count for nobody, and `hidden` ones not for the caller.
pub async fn progress(conn: &Conn, stage: ReviewStageId, hidden: &[ProposalId]) -> Result<Vec<(UserId, String, i64)>, StoreError> {
    let places: Vec<String> = (2..hidden.len() + 2).map(|n| format!("${n}")).collect();
    let open = if hidden.is_empty() { String::new() } else { format!("AND p.id NOT IN ({})", places.join(", ")) };
    let sql = format!(
        "SELECT a.reviewer_id, a.state, COUNT(*) FROM assignments a JOIN proposals p ON p.id = a.proposal_id \
         WHERE a.stage_id = $1 AND p.state <> 'withdrawn' {open} GROUP BY a.reviewer_id, a.state"
    );
    let values = std::iter::once(stage.0.into()).chain(hidden.iter().map(|id| id.0.into()));
    let rows = conn.rows(&sql, values).await?;
    rows.iter().map(|row| Ok((UserId(row.try_get_by_index(0)?), row.try_get_by_index(1)?, row.try_get_by_index(2)?))).collect()
}

//! Draws of panels.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::draws::{Column, Entity};
use crate::entities::{experts, proposals};
use crate::error::StoreError;
use crate::ids::{CallId, PersonId, ProposalId, ReviewStageId, UserId};
use crate::record::{Assignment, Draw, Expert};

/// Every draw of a call, the oldest first.
pub async fn of_call(conn: &Conn, call: CallId) -> Result<Vec<Draw>, StoreError> {
    Ok(Entity::find().filter(Column::CallId.eq(call)).order_by_asc(Column::N).all(conn).await?)
}

/// The experts with these numbers, in no particular order.
pub async fn experts_numbered(conn: &Conn, numbers: &[String]) -> Result<Vec<Expert>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    Ok(experts::Entity::find().filter(experts::Column::Number.is_in(numbers.iter().cloned())).all(conn).await?)
}

/// The proposals of a call that a panel is drawn for.
pub async fn proposals_of(conn: &Conn, call: CallId) -> Result<Vec<ProposalId>, StoreError> {
    let select = proposals::Entity::find().filter(proposals::Column::CallId.eq(call)).filter(proposals::Column::State.is_in([
        "submitted",
        "correction_requested",
        "eligible",
        "under_review",
    ]));
    Ok(select.all(conn).await?.into_iter().map(|proposal| proposal.id).collect())
}

/// Of how many proposals of a call each person is kept away now.
pub async fn conflicts_in(conn: &Conn, call: CallId, now: i64) -> Result<Vec<(PersonId, i64)>, StoreError> {
    let sql = format!(
        "SELECT u.person_id, COUNT(DISTINCT p.id) FROM conflicts c JOIN users u ON u.id = c.user_id JOIN proposals p \
         ON p.organisation_id = c.organisation_id AND (c.proposal_id IS NULL OR c.proposal_id = p.id) \
         WHERE p.call_id = $1 AND p.state IN ('submitted', 'correction_requested', 'eligible', 'under_review') AND {} GROUP BY u.person_id",
        crate::conflicts::SHUTS
    );
    let rows = conn.rows(&sql, [call.0.into(), now.into()]).await?;
    rows.iter().map(|row| Ok((PersonId(row.try_get_by_index(0)?), row.try_get_by_index(1)?))).collect()
}

/// Takes the seat of somebody away; false when they had none.
pub async fn leave_seat(conn: &Conn, stage: ReviewStageId, reviewer: UserId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM panel_seats WHERE stage_id = $1 AND reviewer_id = $2";
    Ok(conn.run(sql, [stage.0.into(), reviewer.0.into()]).await? == 1)
}

/// The assignments of a reviewer in a stage, oldest first.
pub async fn assignments_of(conn: &Conn, stage: ReviewStageId, reviewer: UserId) -> Result<Vec<Assignment>, StoreError> {
    let all = crate::reviews::assignments_of(conn, stage).await?;
    Ok(all.into_iter().filter(|assignment| assignment.reviewer_id == reviewer).collect())
}

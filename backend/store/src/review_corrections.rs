//! Corrections of sealed reviews.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::review_corrections::{Column, Entity};
use crate::error::StoreError;
use crate::ids::{CallId, ReviewId};
use crate::record::ReviewCorrection;

/// Every correction of a call, the oldest first.
pub async fn of_call(conn: &Conn, call: CallId) -> Result<Vec<ReviewCorrection>, StoreError> {
    Ok(Entity::find().filter(Column::CallId.eq(call)).order_by_asc(Column::Id).all(conn).await?)
}

/// How many corrections of a call wait for their decision.
pub async fn waiting_in(conn: &Conn, call: CallId) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(Column::CallId.eq(call)).filter(Column::State.eq("requested")).count(conn).await?)
}

/// The correction of a review that waits for its decision.
pub async fn waiting_for(conn: &Conn, review: ReviewId) -> Result<Option<ReviewCorrection>, StoreError> {
    Ok(Entity::find().filter(Column::ReviewId.eq(review)).filter(Column::State.eq("requested")).one(conn).await?)
}

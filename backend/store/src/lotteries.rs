//! Lotteries inside a tie group.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::lotteries::{Column, Entity};
use crate::error::StoreError;
use crate::ids::{CallId, ResultRunId};
use crate::record::Lottery;

/// The lotteries about one computation of results, by tie group.
pub async fn of_run(conn: &Conn, run: ResultRunId) -> Result<Vec<Lottery>, StoreError> {
    Ok(Entity::find().filter(Column::RunId.eq(run)).order_by_asc(Column::TieGroup).all(conn).await?)
}

/// Every lottery of a call, the oldest first.
pub async fn of_call(conn: &Conn, call: CallId) -> Result<Vec<Lottery>, StoreError> {
    Ok(Entity::find().filter(Column::CallId.eq(call)).order_by_asc(Column::Id).all(conn).await?)
}

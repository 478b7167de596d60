//! Versions of calls: what was announced when, and what waits for a second person.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::call_versions::{Column, Entity};
use crate::error::StoreError;
use crate::ids::CallId;
use crate::page::{Page, PageOf, page};
use crate::record::CallVersion;

/// Every version of a call, in whatever state, newest first.
pub async fn list(conn: &Conn, call: CallId, at: Page) -> Result<PageOf<CallVersion>, StoreError> {
    page(conn, Entity::find().filter(Column::CallId.eq(call)), at).await
}

/// The versions that took effect, newest first.
pub async fn list_in_force(conn: &Conn, call: CallId, at: Page) -> Result<PageOf<CallVersion>, StoreError> {
    page(conn, Entity::find().filter(Column::CallId.eq(call)).filter(Column::State.eq("in_force")), at).await
}

/// The same, all of them.
pub async fn in_force(conn: &Conn, call: CallId) -> Result<Vec<CallVersion>, StoreError> {
    Ok(Entity::find().filter(Column::CallId.eq(call)).filter(Column::State.eq("in_force")).order_by_desc(Column::Id).all(conn).await?)
}

/// The version that waits for a second person, if there is one.
pub async fn waiting(conn: &Conn, call: CallId) -> Result<Option<CallVersion>, StoreError> {
    let select = Entity::find().filter(Column::CallId.eq(call)).filter(Column::State.eq("proposed"));
    Ok(select.order_by_desc(Column::Id).one(conn).await?)
}

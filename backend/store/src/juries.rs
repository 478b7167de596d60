//! Protocols of public juries and site visits, and their counts.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::{jury_counts, jury_protocols};
use crate::error::StoreError;
use crate::ids::{CallId, JuryProtocolId};
use crate::record::{JuryCountRow, JuryProtocol};

/// Every protocol of a call, of whatever stage, the newest first.
pub async fn of_call(conn: &Conn, call: CallId) -> Result<Vec<JuryProtocol>, StoreError> {
    use jury_protocols::Column;
    Ok(jury_protocols::Entity::find().filter(Column::CallId.eq(call)).order_by_desc(Column::Seq).all(conn).await?)
}

/// The protocol of a stage that two persons stand for, if there is one.
pub async fn standing(conn: &Conn, call: CallId, stage: &str) -> Result<Option<JuryProtocol>, StoreError> {
    use jury_protocols::Column;
    let select = jury_protocols::Entity::find().filter(Column::CallId.eq(call)).filter(Column::Stage.eq(stage));
    Ok(select.filter(Column::State.is_in(["confirmed", "sealed"])).one(conn).await?)
}

/// The counts of these protocols.
pub async fn counts(conn: &Conn, protocols: &[JuryProtocolId]) -> Result<Vec<JuryCountRow>, StoreError> {
    use jury_counts::Column;
    if protocols.is_empty() {
        return Ok(Vec::new());
    }
    let select = jury_counts::Entity::find().filter(Column::ProtocolId.is_in(protocols.iter().map(|id| id.0)));
    Ok(select.order_by_asc(Column::Id).all(conn).await?)
}

//! Defence days and the turns of the proposals that are heard.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Value};

use crate::conn::Conn;
use crate::entities::{defence_turns, defences};
use crate::error::StoreError;
use crate::ids::{CallId, DefenceId, ProposalId, ReviewStageId};
use crate::record::{Defence, DefenceTurn};

/// The defence of a call, if one was announced.
pub async fn of_call(conn: &Conn, call: CallId) -> Result<Option<Defence>, StoreError> {
    Ok(defences::Entity::find().filter(defences::Column::CallId.eq(call)).one(conn).await?)
}

/// The turns of a defence in the drawn order; none before it is drawn.
pub async fn turns(conn: &Conn, defence: DefenceId) -> Result<Vec<DefenceTurn>, StoreError> {
    use defence_turns::Column;
    Ok(defence_turns::Entity::find().filter(Column::DefenceId.eq(defence)).order_by_asc(Column::Position).all(conn).await?)
}

/// The turn of a proposal in the stage. It moves only with the stage locked: whoever holds the stage may rely on it.
pub async fn turn_of(conn: &Conn, stage: ReviewStageId, proposal: ProposalId) -> Result<Option<DefenceTurn>, StoreError> {
    use defence_turns::Column;
    let of_stage =
        Query::select().column(defences::Column::Id).from(defences::Entity).and_where(defences::Column::StageId.eq(stage)).to_owned();
    let select = defence_turns::Entity::find().filter(Column::DefenceId.in_subquery(of_stage));
    Ok(select.filter(Column::ProposalId.eq(proposal)).one(conn).await?)
}

/// What changes whenever a turn moves or somebody declares, submits, takes back or stays away, but for what is hidden from
/// whoever watches. It says nothing about scores, and a draft changes nothing of it.
pub async fn mark(conn: &Conn, defence: &Defence, hidden: &[ProposalId]) -> Result<String, StoreError> {
    let places: Vec<String> = (3..3 + hidden.len()).map(|n| format!("${n}")).collect();
    let seen = if hidden.is_empty() { String::new() } else { format!(" AND proposal_id NOT IN ({})", places.join(", ")) };
    let count = |state: &str| format!("(SELECT COUNT(*) FROM assignments WHERE stage_id = $2 AND state = '{state}'{seen})");
    let sql = format!(
        "SELECT (SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM defence_turns WHERE defence_id = $1{seen}), {}, {}, {}",
        count("accepted"),
        count("completed"),
        count("recused")
    );
    let values = [defence.id.0, defence.stage_id.0].into_iter().chain(hidden.iter().map(|id| id.0)).map(Value::from);
    let rows = conn.rows(&sql, values).await?;
    let mut mark = defence.version.to_string();
    for (row, column) in rows.iter().flat_map(|row| (0..4).map(move |column| (row, column))) {
        mark = format!("{mark}-{}", row.try_get_by_index::<i64>(column)?);
    }
    Ok(mark)
}

//! Questions about calls and their answers.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::call_questions::{Column, Entity};
use crate::error::StoreError;
use crate::ids::CallId;
use crate::page::{Page, PageOf, Reach, page};
use crate::record::Question;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub call: Option<CallId>,
    pub state: Option<String>,
}

/// What staff may see of their area's calls, and what an organisation asked itself; newest first.
pub async fn list(conn: &Conn, staff: &Reach, own: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Question>, StoreError> {
    let reach = Condition::any().add(staff.condition(Some(Column::AreaPath), Some(Column::CallId), None)).add(own.condition(
        None,
        None,
        Some(Column::OrganisationId),
    ));
    let mut select = Entity::find().filter(reach);
    if let Some(call) = filter.call {
        select = select.filter(Column::CallId.eq(call));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    page(conn, select, at).await
}

/// The answered questions of a call, newest first.
pub async fn list_answered(conn: &Conn, call: CallId, at: Page) -> Result<PageOf<Question>, StoreError> {
    page(conn, Entity::find().filter(Column::CallId.eq(call)).filter(Column::State.eq("answered")), at).await
}

/// How many questions of a call wait for an answer.
pub async fn waiting(conn: &Conn, call: CallId) -> Result<i64, StoreError> {
    let row = conn.row("SELECT COUNT(*) AS n FROM call_questions WHERE call_id = $1 AND state = 'asked'", [call.0.into()]).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}

/// How many questions an organisation has open about a call.
pub async fn open_of_organisation(conn: &Conn, call: CallId, organisation: crate::ids::OrganisationId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM call_questions WHERE call_id = $1 AND organisation_id = $2 AND state = 'asked'";
    let row = conn.row(sql, [call.0.into(), organisation.0.into()]).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}

//! Fund orders: lists, what stands around them, and what the executed ones come to.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::fund_orders::{Column, Entity};
use crate::entities::{agreements, approvals};
use crate::error::StoreError;
use crate::ids::ProjectId;
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Agreement, FundOrder};

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    pub kind: Option<String>,
    pub project: Option<ProjectId>,
}

/// Newest first.
pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<FundOrder>, StoreError> {
    let mut select = Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(kind));
    }
    if let Some(project) = filter.project {
        select = select.filter(Column::ProjectId.eq(project));
    }
    page(conn, select, at).await
}

/// What the executed orders of a kind about a project come to, in fen.
pub async fn executed(conn: &Conn, project: ProjectId, kind: &str) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT) FROM fund_orders \
               WHERE project_id = $1 AND kind = $2 AND state = 'executed'";
    let row = conn.row(sql, [project.0.into(), kind.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// The executed reductions of a project, first to last.
pub async fn reductions_of(conn: &Conn, project: ProjectId) -> Result<Vec<FundOrder>, StoreError> {
    let of = Entity::find().filter(Column::ProjectId.eq(project)).filter(Column::Kind.eq("reduction")).filter(Column::State.eq("executed"));
    Ok(of.order_by_asc(Column::ExecutedAt).order_by_asc(Column::Id).all(conn).await?)
}

/// The agreement that all parties of a project have signed.
pub async fn signed_agreement(conn: &Conn, project: ProjectId) -> Result<Option<Agreement>, StoreError> {
    use agreements::Column;
    Ok(agreements::Entity::find().filter(Column::ProjectId.eq(project.0)).filter(Column::SignedAt.is_not_null()).one(conn).await?)
}

/// The rows of the three hands on these orders.
pub(crate) fn hands(ids: &[FundOrder]) -> sea_orm::Condition {
    use approvals::Column;
    sea_orm::Condition::all().add(Column::SubjectKind.eq("fund_order")).add(Column::SubjectId.is_in(ids.iter().map(|row| row.id.0)))
}

//! Areas: province, city, district, street, community, grid. A path such as `/350000000000/350100000000/`
//! makes "this area and all below it" a prefix.

use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::areas;
use crate::error::StoreError;
use crate::record::Area;

pub async fn list(conn: &Conn) -> Result<Vec<Area>, StoreError> {
    Ok(areas::Entity::find().order_by_asc(areas::Column::Path).all(conn).await?)
}

pub async fn find(conn: &Conn, code: &str) -> Result<Option<Area>, StoreError> {
    Ok(areas::Entity::find_by_id(code.to_owned()).one(conn).await?)
}

/// The areas with these codes, in no particular order.
pub async fn get_many(conn: &Conn, codes: &[String]) -> Result<Vec<Area>, StoreError> {
    Ok(areas::Entity::find().filter(areas::Column::Code.is_in(codes.iter().cloned())).all(conn).await?)
}

/// The codes of an area and of all below it; none when there is no such area.
pub(crate) fn below(code: &str) -> SelectStatement {
    let above = Alias::new("above");
    let inside = Expr::cust("areas.path LIKE above.path || '%'");
    Query::select()
        .column((areas::Entity, areas::Column::Code))
        .from(areas::Entity)
        .join_as(JoinType::InnerJoin, areas::Entity, above.clone(), inside)
        .and_where(Expr::col((above, areas::Column::Code)).eq(code))
        .to_owned()
}

/// Adds the area below its parent unless it is known already.
pub async fn ensure(conn: &Conn, code: &str, name: &str, level: &str, parent: Option<&str>) -> Result<Area, StoreError> {
    if let Some(area) = find(conn, code).await? {
        return Ok(area);
    }
    let above = match parent {
        Some(parent) => find(conn, parent).await?.map(|area| area.path),
        None => Some("/".to_owned()),
    };
    let above = above.ok_or_else(|| StoreError::Broken(format!("the parent area of {code} is unknown")))?;
    let sql = "INSERT INTO areas (code, name, level, parent_code, path) VALUES ($1, $2, $3, $4, $5)";
    let path = format!("{above}{code}/");
    conn.run(sql, [code.into(), name.into(), level.into(), parent.map(str::to_owned).into(), path.into()]).await?;
    find(conn, code).await?.ok_or_else(|| StoreError::Broken("area".to_owned()))
}

//! Keyset pages: newest first by UUIDv7, `limit + 1` rows are read to know whether more follow.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Condition, LikeExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, SelectTwo};

use crate::conn::Conn;
use crate::error::StoreError;
use crate::ids::{CallId, OrganisationId};
use crate::record::Record;

/// Which page: everything older than `before`, at most `limit` rows.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub before: Option<Uuid>,
    pub limit: u64,
}

/// Rows of one page; `next` is the key to ask for the following page with.
#[derive(Clone, Debug)]
pub struct PageOf<T> {
    pub items: Vec<T>,
    pub next: Option<Uuid>,
}

/// How far a caller's grants reach for one kind of act. Everything outside does not exist for them.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    pub everything: bool,
    pub area_paths: Vec<String>,
    pub calls: Vec<CallId>,
    pub organisations: Vec<OrganisationId>,
}

impl Reach {
    /// The rows this reach covers; a column that the table does not have is `None`.
    #[must_use]
    pub fn condition<C: ColumnTrait>(&self, area: Option<C>, call: Option<C>, organisation: Option<C>) -> Condition {
        if self.everything {
            return Condition::all();
        }
        let mut any = Condition::any();
        let mut possible = false;
        if let Some(area) = area {
            for path in &self.area_paths {
                any = any.add(area.like(LikeExpr::new(format!("{path}%"))));
                possible = true;
            }
        }
        if let Some(call) = call.filter(|_| !self.calls.is_empty()) {
            any = any.add(call.is_in(self.calls.iter().map(|id| id.0)));
            possible = true;
        }
        if let Some(organisation) = organisation.filter(|_| !self.organisations.is_empty()) {
            any = any.add(organisation.is_in(self.organisations.iter().map(|id| id.0)));
            possible = true;
        }
        if possible { any } else { Condition::all().add(sea_orm::sea_query::Expr::cust("1 = 0")) }
    }
}

/// Reads one page of a prepared selection.
pub(crate) async fn page<R>(conn: &Conn, select: Select<R::Entity>, page: Page) -> Result<PageOf<R>, StoreError>
where
    R: Record,
    R::Entity: EntityTrait<Model = R>,
{
    let mut select = select.order_by_desc(R::ID).limit(page.limit + 1);
    if let Some(before) = page.before {
        select = select.filter(R::ID.lt(before));
    }
    let mut items = select.all(conn).await?;
    let more = items.len() as u64 > page.limit;
    items.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    let next = if more { items.last().map(|row| row.id().into()) } else { None };
    Ok(PageOf { items, next })
}

/// The same page, with the row of another table that each row may have. The rows are found first: what is joined to them
/// plays no part in how they are found.
pub(crate) async fn page_with<R, F>(
    conn: &Conn,
    select: Select<R::Entity>,
    with: impl FnOnce(Select<R::Entity>) -> SelectTwo<R::Entity, F>,
    at: Page,
) -> Result<(PageOf<R>, Vec<F::Model>), StoreError>
where
    R: Record,
    R::Entity: EntityTrait<Model = R>,
    F: EntityTrait,
{
    let mut ids = select.select_only().column(R::ID).order_by_desc(R::ID).limit(at.limit + 1);
    if let Some(before) = at.before {
        ids = ids.filter(R::ID.lt(before));
    }
    let rows = R::Entity::find().filter(R::ID.in_subquery(ids.into_query()));
    let mut found = with(rows).order_by_desc(R::ID).all(conn).await?;
    let more = found.len() as u64 > at.limit;
    found.truncate(usize::try_from(at.limit).unwrap_or(usize::MAX));
    let (items, others): (Vec<R>, Vec<Option<F::Model>>) = found.into_iter().unzip();
    let next = if more { items.last().map(|row| row.id().into()) } else { None };
    Ok((PageOf { items, next }, others.into_iter().flatten().collect()))
}

/// `q` as a pattern that matches anywhere, with its own wildcards taken literally.
pub(crate) fn anywhere(q: &str) -> LikeExpr {
    let escaped: String = q.chars().flat_map(|c| if matches!(c, '%' | '_' | '\\') { vec!['\\', c] } else { vec![c] }).collect();
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

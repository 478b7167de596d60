//! What waits for an officer, the longest wait first.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::conn::Conn;
use crate::entities::verifications as cases;
use crate::error::StoreError;
use crate::ids::{OrganisationId, VerificationId};
use crate::page::{Page, PageOf, Reach};
use crate::record::Verification;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    pub kind: Option<String>,
    pub organisation: Option<OrganisationId>,
    /// Only what was handed in before this instant.
    pub before: Option<i64>,
}

fn within(reach: &Reach, filter: &Filter) -> Select<cases::Entity> {
    use cases::Column;
    let mut select = cases::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, Some(Column::OrganisationId)));
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(kind) = &filter.kind {
        select = select.filter(Column::Kind.eq(kind));
    }
    if let Some(organisation) = filter.organisation {
        select = select.filter(Column::OrganisationId.eq(organisation));
    }
    if let Some(before) = filter.before {
        select = select.filter(Column::SubmittedAt.lt(before));
    }
    select
}

/// A page of the queue: ids carry the instant of submission, so the order of ids is the order of waiting. The cursor
/// is the last one seen.
pub async fn queue(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Verification>, StoreError> {
    let mut select = within(reach, filter).order_by_asc(cases::Column::Id).limit(at.limit + 1);
    if let Some(after) = at.before {
        select = select.filter(cases::Column::Id.gt(after));
    }
    let mut items = select.all(conn).await?;
    let more = items.len() as u64 > at.limit;
    items.truncate(usize::try_from(at.limit).unwrap_or(usize::MAX));
    let next = if more { items.last().map(|row| row.id.0) } else { None };
    Ok(PageOf { items, next })
}

/// What waits just before and just after this one.
pub async fn neighbours(conn: &Conn, reach: &Reach, id: VerificationId) -> Result<(Option<Uuid>, Option<Uuid>), StoreError> {
    use cases::Column;
    let waiting = Filter { state: Some("waiting".to_owned()), ..Filter::default() };
    let before = within(reach, &waiting).filter(Column::Id.lt(id)).order_by_desc(Column::Id).one(conn).await?;
    let after = within(reach, &waiting).filter(Column::Id.gt(id)).order_by_asc(Column::Id).one(conn).await?;
    Ok((before.map(|row| row.id.0), after.map(|row| row.id.0)))
}

/// What waits of this organisation, locked.
pub async fn waiting(conn: &Conn, id: OrganisationId) -> Result<Option<Verification>, StoreError> {
    use cases::Column;
    let found = cases::Entity::find().filter(Column::OrganisationId.eq(id)).filter(Column::State.eq("waiting"));
    Ok(found.lock_exclusive().one(conn).await?)
}

/// The last registration that was sent back.
pub async fn last_returned(conn: &Conn, id: OrganisationId) -> Result<Option<Verification>, StoreError> {
    use cases::Column;
    Ok(cases::Entity::find()
        .filter(Column::OrganisationId.eq(id))
        .filter(Column::Kind.eq("registration"))
        .filter(Column::State.eq("returned"))
        .order_by_desc(Column::Id)
        .one(conn)
        .await?)
}

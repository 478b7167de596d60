//! Calls, what is counted in them, and what their next step waits for.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::{calls, projects, proposals, result_runs};
use crate::error::StoreError;
use crate::ids::{CallId, PersonId, ProposalId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::Call;
use crate::search::found;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    /// Part of a title, a number or a host's name.
    pub q: Option<String>,
}

/// Which calls by their dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByDates {
    All,
    Upcoming,
    Open,
    Closed,
}

pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Call>, StoreError> {
    use calls::Column;
    let mut select = calls::Entity::find().filter(reach.condition(Some(Column::AreaPath), Some(Column::Id), None));
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(q) = &filter.q {
        select = select.filter(found(&["call"], Column::Id, q));
    }
    page(conn, select, at).await
}

pub async fn by_number(conn: &Conn, number: &str) -> Result<Option<Call>, StoreError> {
    Ok(calls::Entity::find().filter(calls::Column::Number.eq(number)).one(conn).await?)
}

/// Calls that were published at some time; both dates belong to the time in which a call is open.
pub async fn list_public(conn: &Conn, by: ByDates, now: i64, q: Option<&str>, at: Page) -> Result<PageOf<Call>, StoreError> {
    use calls::Column;
    let mut select = calls::Entity::find().filter(Column::PublishedAt.is_not_null());
    let live = Column::State.ne("cancelled");
    select = match by {
        ByDates::All => select,
        ByDates::Upcoming => select.filter(live).filter(Column::OpensAt.gt(now)),
        ByDates::Open => select.filter(live).filter(Column::OpensAt.lte(now)).filter(Column::ClosesAt.gte(now)),
        ByDates::Closed => select.filter(Condition::any().add(Column::State.eq("cancelled")).add(Column::ClosesAt.lt(now))),
    };
    if let Some(q) = q {
        select = select.filter(found(&["call"], Column::Id, q));
    }
    page(conn, select, at).await
}

/// Calls that take proposals now and whose area is one of these.
pub async fn open_over(conn: &Conn, area_paths: &[String], now: i64) -> Result<Vec<Call>, StoreError> {
    use calls::Column;
    let open = Condition::all().add(Column::State.eq("published")).add(Column::OpensAt.lte(now)).add(Column::ClosesAt.gt(now));
    let here = Column::AreaPath.is_in(area_paths.iter().cloned());
    Ok(calls::Entity::find().filter(open).filter(here).order_by_asc(Column::ClosesAt).all(conn).await?)
}

/// How many proposals stand where, for all these calls in one query; `hidden` ones count nowhere.
pub async fn proposal_counts(conn: &Conn, ids: &[CallId], hidden: &[ProposalId]) -> Result<Vec<(CallId, String, i64)>, StoreError> {
    use proposals::Column;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(proposals::Entity::find()
        .select_only()
        .column(Column::CallId)
        .column(Column::State)
        .column_as(Column::Id.count(), "n")
        .filter(Column::CallId.is_in(ids.iter().map(|id| id.0)))
        .filter(Condition::all().add_option((!hidden.is_empty()).then(|| Column::Id.is_not_in(hidden.iter().map(|id| id.0)))))
        .group_by(Column::CallId)
        .group_by(Column::State)
        .into_tuple::<(CallId, String, i64)>()
        .all(conn)
        .await?)
}

/// Whether the newest computation of the call's results is verified.
pub async fn has_verified_run(conn: &Conn, id: CallId) -> Result<bool, StoreError> {
    use result_runs::Column;
    let select = result_runs::Entity::find().select_only().column(Column::State).filter(Column::CallId.eq(id));
    let state = select.order_by_desc(Column::Seq).into_tuple::<String>().one(conn).await?;
    Ok(state.is_some_and(|state| matches!(state.as_str(), "verified" | "published")))
}

/// How many projects of the call are still under way.
pub async fn live_projects(conn: &Conn, id: CallId) -> Result<i64, StoreError> {
    let count = projects::Entity::find()
        .select_only()
        .column_as(projects::Column::Id.count(), "n")
        .filter(projects::Column::CallId.eq(id))
        .filter(projects::Column::State.is_not_in(["closed", "terminated", "lapsed"]))
        .into_tuple::<i64>()
        .one(conn)
        .await?;
    Ok(count.unwrap_or(0))
}

/// Whether the person wrote any of the call: made it, copied it or changed it, from whatever account.
pub async fn was_written_by(conn: &Conn, id: CallId, person: PersonId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM audit_events e JOIN users u ON u.id = e.actor_id \
        WHERE e.subject_kind = 'call' AND e.subject_id = $1 AND e.action IN ('call.create', 'call.copy', 'call.update') \
        AND u.person_id = $2 LIMIT 1";
    Ok(conn.row(sql, [id.0.into(), person.0.into()]).await?.is_some())
}

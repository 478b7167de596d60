//! Calls, what is counted in them, and what their next step waits for.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait};

use crate::conn::Conn;
use crate::entities::{calls, projects, proposals, result_runs};
use crate::error::StoreError;
use crate::ids::{CallId, PersonId, ProposalId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::Call;
use crate::search::found;
use crate::several::{Found, Part, Several};

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
        select = select.filter(found("call", Column::Id, q));
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
        select = select.filter(found("call", Column::Id, q));
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

/// How many proposals of a call stand in a state.
pub type ProposalCount = (CallId, String, i64);

/// How many proposals stand where, for all these calls in one query; `hidden` ones count nowhere.
pub async fn proposal_counts(conn: &Conn, ids: &[CallId], hidden: &[ProposalId]) -> Result<Vec<ProposalCount>, StoreError> {
    let mut several = Several::default();
    let counted = count_proposals(&mut several, ids, hidden);
    counted.take(&several.read(conn).await?)
}

/// The parts of a statement that count proposals: all of them, kept by triggers, and those that do not count.
pub(crate) struct CountedProposals {
    all: Part<ProposalCount>,
    hidden: Part<ProposalCount>,
}

/// Asks for the counts of these calls.
pub(crate) fn count_proposals(several: &mut Several, ids: &[CallId], hidden: &[ProposalId]) -> CountedProposals {
    use proposals::Column;
    let columns = ["call_id", "state", "n"].map(str::to_owned);
    let [call, state, n] = ["call_id", "state", "n"].map(Alias::new);
    let all = Query::select()
        .columns([call.clone(), state.clone(), n.clone()])
        .from(Alias::new("call_counts"))
        .and_where(Expr::col(call).is_in(ids.iter().map(|id| id.0)))
        .and_where(Expr::col(n.clone()).ne(0))
        .to_owned();
    let less = proposals::Entity::find()
        .select_only()
        .column(Column::CallId)
        .column(Column::State)
        .column_as(Column::Id.count(), "n")
        .filter(Column::Id.is_in(hidden.iter().map(|id| id.0)))
        .filter(Column::CallId.is_in(ids.iter().map(|id| id.0)))
        .group_by(Column::CallId)
        .group_by(Column::State)
        .into_query();
    CountedProposals {
        all: several.custom(&columns, (!ids.is_empty()).then_some(all)),
        hidden: several.custom(&columns, (!ids.is_empty() && !hidden.is_empty()).then_some(less)),
    }
}

impl CountedProposals {
    pub(crate) fn take(&self, found: &Found) -> Result<Vec<ProposalCount>, StoreError> {
        let read = |row: &QueryResult, prefix: &str| {
            Ok((CallId(row.try_get(prefix, "call_id")?), row.try_get::<String>(prefix, "state")?, row.try_get::<i64>(prefix, "n")?))
        };
        let mut counts = found.each(&self.all, read)?;
        for (call, state, n) in found.each(&self.hidden, read)? {
            for count in counts.iter_mut().filter(|count| count.0 == call && count.1 == state) {
                count.2 -= n;
            }
        }
        Ok(counts)
    }
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

//! Proposals: lists by reach, limits, and what an organisation has behind it.

use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::{assignments, calls, proposals};
use crate::error::StoreError;
use crate::ids::{CallId, OrganisationId, ProposalId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Assignment, Proposal};
use crate::search::{found, has};

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub call: Option<CallId>,
    pub state: Option<String>,
    pub organisation: Option<OrganisationId>,
    /// Words of a number, a title or an organisation's name.
    pub q: Option<String>,
}

/// Outcomes that an organisation learns with the public notice; until then its proposal looks judged.
pub const UNTOLD: [&str; 4] = ["ranked", "recommended", "reserve", "not_selected"];
/// What a sealed proposal tells to a search: its number and the name of its organisation.
const TOLD: &str = "proposal_told";
/// How an outcome that was not told looks.
pub const JUDGED: &str = "under_review";
/// States of a call in which its outcomes are public.
pub const TELLING: [&str; 3] = ["on_notice", "awarded", "archived"];

/// Whose eyes: an organisation's own people see all of theirs; staff see what was handed in, and its content
/// only after the deadline of its call.
#[derive(Clone, Debug)]
pub struct Eyes {
    pub own: Reach,
    pub staff: Reach,
    pub now: i64,
    /// Proposals that do not exist for the caller in an office: those of a conflict.
    pub hidden: Vec<ProposalId>,
}

pub async fn list(conn: &Conn, eyes: &Eyes, filter: &Filter, at: Page) -> Result<PageOf<Proposal>, StoreError> {
    use proposals::Column;
    let mut select = proposals::Entity::find().filter(eyes.seen());
    if let Some(call) = filter.call {
        select = select.filter(Column::CallId.eq(call));
    }
    if let Some(state) = &filter.state {
        select = select.filter(eyes.state(state));
    }
    if let Some(organisation) = filter.organisation {
        select = select.filter(Column::OrganisationId.eq(organisation));
    }
    if let Some(q) = &filter.q {
        select = select.filter(eyes.text(q));
    }
    page(conn, select, at).await
}

impl Eyes {
    /// What is seen at all. Whoever has no office sees their own and nothing else: an alternative that never holds would keep
    /// PostgreSQL from the index of organisations.
    fn seen(&self) -> Condition {
        let Reach { everything, area_paths, calls, .. } = &self.staff;
        let office = *everything || !area_paths.is_empty() || !calls.is_empty();
        self.own().add_option(office.then(|| self.handed_in()))
    }

    /// Proposals of one's own organisations, as the first of alternatives.
    fn own(&self) -> Condition {
        let own = self.own.condition(None::<proposals::Column>, None, Some(proposals::Column::OrganisationId));
        Condition::any().add(own)
    }

    fn handed_in(&self) -> Condition {
        let reach = self.staff.condition(Some(calls::Column::AreaPath), Some(calls::Column::Id), None);
        let calls = Query::select().column(calls::Column::Id).from(calls::Entity).cond_where(reach).to_owned();
        let open = (!self.hidden.is_empty()).then(|| proposals::Column::Id.is_not_in(self.hidden.iter().map(|id| id.0)));
        Condition::all()
            .add(proposals::Column::SubmittedAt.is_not_null())
            .add(proposals::Column::CallId.in_subquery(calls))
            .add_option(open)
    }

    /// Rows that look to these eyes as if they were in the state: an organisation learns the outcome with the
    /// public notice, and a filter must not tell it earlier.
    fn state(&self, state: &str) -> Condition {
        use proposals::Column;
        let plain = Condition::all().add(Column::State.eq(state));
        let outcome = UNTOLD.contains(&state);
        if !outcome && state != JUDGED {
            return plain;
        }
        let told = Query::select().column(calls::Column::Id).from(calls::Entity).and_where(calls::Column::State.is_in(TELLING)).to_owned();
        let hidden = Condition::all().add(self.own()).add(Column::State.is_in(UNTOLD)).add(Column::CallId.not_in_subquery(told));
        if outcome { plain.add(hidden.not()) } else { Condition::any().add(plain).add(hidden) }
    }

    /// A search by title must not tell staff what a sealed proposal is about.
    fn text(&self, q: &str) -> Condition {
        use proposals::Column;
        let opened =
            Query::select().column(calls::Column::Id).from(calls::Entity).and_where(calls::Column::ClosesAt.lte(self.now)).to_owned();
        let readable = self.own().add(Column::CallId.in_subquery(opened)).add(has(TOLD, Column::Id, q));
        found("proposal_found", Column::Id, q).add(readable)
    }
}

/// How many proposals of the organisation stand in the call, drafts included.
pub async fn live_of_organisation(conn: &Conn, call: CallId, organisation: OrganisationId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM proposals WHERE call_id = $1 AND organisation_id = $2 AND state <> 'withdrawn'";
    let row = conn.row(sql, [call.0.into(), organisation.0.into()]).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}

/// What an organisation has behind it when it hands in one proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Its other proposals in the call that are neither drafts nor withdrawn.
    pub others_in_call: i64,
    /// Its projects of other calls.
    pub awards: i64,
    /// Those of them that are not settled.
    pub unsettled: i64,
}

/// `except`: the proposal that is judged, which is not counted.
pub async fn history(conn: &Conn, call: CallId, organisation: OrganisationId, except: Option<ProposalId>) -> Result<History, StoreError> {
    let sql = "SELECT \
        (SELECT COUNT(*) FROM proposals p WHERE p.call_id = $1 AND p.organisation_id = $2 AND p.id <> $3 \
            AND p.state NOT IN ('draft', 'withdrawn')) AS others, \
        (SELECT COUNT(*) FROM projects j WHERE j.organisation_id = $2 AND j.call_id <> $1 AND j.state <> 'lapsed') AS awards, \
        (SELECT COUNT(*) FROM projects j WHERE j.organisation_id = $2 AND j.call_id <> $1 \
            AND j.state NOT IN ('closed', 'terminated', 'lapsed')) AS unsettled";
    let except = except.map_or(sea_orm::prelude::Uuid::nil(), |id| id.0);
    let values = [call.0.into(), organisation.0.into(), except.into()];
    let Some(row) = conn.row(sql, values).await? else { return Ok(History::default()) };
    Ok(History { others_in_call: row.try_get("", "others")?, awards: row.try_get("", "awards")?, unsettled: row.try_get("", "unsettled")? })
}

/// The proposals of a call in some states, locked in the order of their ids.
pub async fn lock_in(conn: &Conn, call: CallId, states: &[&str]) -> Result<Vec<Proposal>, StoreError> {
    let found = in_states(call, states).order_by_asc(proposals::Column::Id).lock_exclusive().all(conn).await?;
    Ok(found)
}

/// Locks every proposal of an organisation, in the order of their ids.
pub async fn lock_of_organisation(conn: &Conn, organisation: OrganisationId) -> Result<(), StoreError> {
    let all = proposals::Entity::find().filter(proposals::Column::OrganisationId.eq(organisation));
    all.order_by_asc(proposals::Column::Id).lock_exclusive().all(conn).await?;
    Ok(())
}

/// The proposals of a call in some states.
pub async fn list_in(conn: &Conn, call: CallId, states: &[&str]) -> Result<Vec<Proposal>, StoreError> {
    Ok(in_states(call, states).order_by_asc(proposals::Column::Id).all(conn).await?)
}

fn in_states(call: CallId, states: &[&str]) -> sea_orm::Select<proposals::Entity> {
    proposals::Entity::find().filter(proposals::Column::CallId.eq(call)).filter(proposals::Column::State.is_in(states.iter().copied()))
}

/// The assignments of a proposal that still wait for a review, locked.
pub async fn waiting_assignments(conn: &Conn, proposal: ProposalId) -> Result<Vec<Assignment>, StoreError> {
    Ok(assignments::Entity::find()
        .filter(assignments::Column::ProposalId.eq(proposal))
        .filter(assignments::Column::State.is_in(["offered", "accepted"]))
        .order_by_asc(assignments::Column::Id)
        .lock_exclusive()
        .all(conn)
        .await?)
}

/// The organisations that have a proposal in the call which they did not take back.
pub async fn organisations_in(conn: &Conn, call: CallId) -> Result<Vec<OrganisationId>, StoreError> {
    Ok(proposals::Entity::find()
        .select_only()
        .column(proposals::Column::OrganisationId)
        .distinct()
        .filter(proposals::Column::CallId.eq(call))
        .filter(proposals::Column::State.ne("withdrawn"))
        .into_tuple::<OrganisationId>()
        .all(conn)
        .await?)
}

//! Runs of the assignment, and what the records know of reviewers.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Value};

use crate::conn::Conn;
use crate::entities::{assignment_runs, assignments};
use crate::error::StoreError;
use crate::ids::{AssignmentRunId, CallId, OrganisationId, UserId};
use crate::page::{Page, PageOf, page};
use crate::record::{Assignment, AssignmentRun};

/// One page of the runs of a call, newest first.
pub async fn list(conn: &Conn, call: CallId, at: Page) -> Result<PageOf<AssignmentRun>, StoreError> {
    page(conn, assignment_runs::Entity::find().filter(assignment_runs::Column::CallId.eq(call)), at).await
}

/// The newest run of a call that has this state, or any.
pub async fn last(conn: &Conn, call: CallId, state: Option<&str>) -> Result<Option<AssignmentRun>, StoreError> {
    use assignment_runs::Column;
    let mut select = assignment_runs::Entity::find().filter(Column::CallId.eq(call));
    if let Some(state) = state {
        select = select.filter(Column::State.eq(state));
    }
    Ok(select.order_by_desc(Column::Seq).one(conn).await?)
}

/// The assignments that a run has made, oldest first.
pub async fn assignments_of(conn: &Conn, run: AssignmentRunId) -> Result<Vec<Assignment>, StoreError> {
    use assignments::Column;
    Ok(assignments::Entity::find().filter(Column::RunId.eq(run)).order_by_asc(Column::Id).all(conn).await?)
}

/// What a list shows of a run beside its row.
#[derive(Clone, Debug)]
pub struct Around {
    pub run: AssignmentRunId,
    pub created_by: String,
    pub undone_by: Option<String>,
    /// Assignments it has made that are still there.
    pub assignments: i64,
    /// Those of them that somebody has begun, or was recused from.
    pub started: i64,
    /// Later runs of the call that stand.
    pub later: i64,
}

/// The people of some runs and how far their assignments are.
pub async fn around(conn: &Conn, runs: &[AssignmentRun]) -> Result<Vec<Around>, StoreError> {
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT r.id, made.name, gone.name, COUNT(a.id), COUNT(CASE WHEN a.state <> 'offered' THEN 1 END), \
         (SELECT COUNT(*) FROM assignment_runs l WHERE l.call_id = r.call_id AND l.state = 'applied' AND l.seq > r.seq) FROM assignment_runs r \
         JOIN users made ON made.id = r.created_by LEFT JOIN users gone ON gone.id = r.undone_by LEFT JOIN assignments a ON a.run_id = r.id \
         WHERE r.id IN ({}) GROUP BY r.id, made.name, gone.name",
        places(1, runs.len())
    );
    let rows = conn.rows(&sql, runs.iter().map(|run| Value::from(run.id.0))).await?;
    rows.iter()
        .map(|row| {
            Ok(Around {
                run: AssignmentRunId(row.try_get_by_index(0)?),
                created_by: row.try_get_by_index(1)?,
                undone_by: row.try_get_by_index(2)?,
                assignments: row.try_get_by_index(3)?,
                started: row.try_get_by_index(4)?,
                later: row.try_get_by_index(5)?,
            })
        })
        .collect()
}

/// The organisation to which the person of each account belongs, with whatever account; the oldest if there are several.
pub async fn affiliations(conn: &Conn, users: &[UserId]) -> Result<BTreeMap<UserId, OrganisationId>, StoreError> {
    if users.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT u.id, g.scope_id FROM users u JOIN users same ON same.person_id = u.person_id JOIN grants g ON g.user_id = same.id \
         WHERE g.scope_kind = 'organisation' AND g.revoked_at IS NULL AND u.id IN ({})",
        places(1, users.len())
    );
    let mut found: BTreeMap<UserId, OrganisationId> = BTreeMap::new();
    for row in conn.rows(&sql, users.iter().map(|id| Value::from(id.0))).await? {
        let (user, organisation) = (UserId(row.try_get_by_index(0)?), OrganisationId(row.try_get_by_index(1)?));
        found.entry(user).and_modify(|known| *known = (*known).min(organisation)).or_insert(organisation);
    }
    Ok(found)
}

/// The categories of which each of these accounts has reviewed proposals, in other calls than this one.
pub async fn reviewed_categories(conn: &Conn, users: &[UserId], except: CallId) -> Result<BTreeMap<UserId, BTreeSet<String>>, StoreError> {
    if users.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT DISTINCT a.reviewer_id, p.category FROM assignments a JOIN proposals p ON p.id = a.proposal_id \
         JOIN reviews r ON r.assignment_id = a.id AND r.state = 'locked' \
         WHERE a.call_id <> $1 AND p.category IS NOT NULL AND a.reviewer_id IN ({})",
        places(2, users.len())
    );
    let values = std::iter::once(Value::from(except.0)).chain(users.iter().map(|id| Value::from(id.0)));
    let mut found: BTreeMap<UserId, BTreeSet<String>> = BTreeMap::new();
    for row in conn.rows(&sql, values).await? {
        found.entry(UserId(row.try_get_by_index(0)?)).or_default().insert(row.try_get_by_index(1)?);
    }
    Ok(found)
}

/// Those of these accounts that are reviewers of this area itself, or of a part of it: they know the region.
pub async fn local_reviewers(conn: &Conn, users: &[UserId], area_path: &str) -> Result<BTreeSet<UserId>, StoreError> {
    if users.is_empty() {
        return Ok(BTreeSet::new());
    }
    let sql = format!(
        "SELECT DISTINCT g.user_id FROM grants g WHERE g.role = 'reviewer' AND g.revoked_at IS NULL AND g.area_path IS NOT NULL \
         AND substr(g.area_path, 1, length($1)) = $1 AND g.user_id IN ({})",
        places(2, users.len())
    );
    let values = std::iter::once(Value::from(area_path)).chain(users.iter().map(|id| Value::from(id.0)));
    let rows = conn.rows(&sql, values).await?;
    rows.iter().map(|row| Ok(UserId(row.try_get_by_index(0)?))).collect()
}

/// `$1, $2, …`, so many from the first.
fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

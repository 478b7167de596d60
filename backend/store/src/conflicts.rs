//! Conflicts of interest: the rows, what follows from them, and what the records of two parties have in common.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Value};

use crate::conn::Conn;
use crate::entities::{assignments, conflicts, review_stages, users};
use crate::error::StoreError;
use crate::ids::{CallId, ConflictId, OrganisationId, PersonId, ProposalId, UserId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Assignment, Conflict};

/// Condition for a row `c` that shuts its person out now: hard, not dismissed, not over, and the latest of its kind.
/// `$2` is the present instant.
pub(crate) const SHUTS: &str = "c.severity = 'hard' AND c.state <> 'dismissed' AND (c.valid_until_at IS NULL OR c.valid_until_at > $2) \
    AND NOT EXISTS (SELECT 1 FROM conflicts later WHERE later.root_id = c.root_id AND later.n > c.n)";

/// What a list of conflicts shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    pub source: Option<String>,
    pub organisation: Option<OrganisationId>,
    pub person: Option<UserId>,
    /// Those of this area, for whoever looks after conflicts.
    pub reach: Reach,
    /// And what this person declared about themselves.
    pub own: Option<PersonId>,
    /// The organisations of which the caller learns nothing.
    pub hidden: Vec<OrganisationId>,
}

/// The proposals that do not exist for a person: those of a conflict, and those from which they were recused.
pub async fn hidden_proposals(conn: &Conn, person: PersonId, now: i64) -> Result<Vec<ProposalId>, StoreError> {
    let sql = format!(
        "SELECT p.id FROM conflicts c JOIN users u ON u.id = c.user_id JOIN proposals p ON p.organisation_id = c.organisation_id \
         AND (c.proposal_id IS NULL OR c.proposal_id = p.id) WHERE u.person_id = $1 AND {SHUTS} \
         UNION SELECT a.proposal_id FROM assignments a JOIN users u ON u.id = a.reviewer_id WHERE u.person_id = $1 AND a.state = 'recused'"
    );
    let rows = conn.rows(&sql, [person.0.into(), now.into()]).await?;
    rows.iter().map(|row| Ok(ProposalId(row.try_get_by_index(0)?))).collect()
}

/// Whether one proposal does not exist for a person, by the same rule: a look into two indexes, however much is hidden.
pub async fn hides(conn: &Conn, person: PersonId, proposal: ProposalId, now: i64) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT 1 FROM users u WHERE u.person_id = $1 AND (EXISTS (SELECT 1 FROM proposals p JOIN conflicts c ON c.user_id = u.id \
         AND c.organisation_id = p.organisation_id AND (c.proposal_id IS NULL OR c.proposal_id = p.id) WHERE p.id = $3 AND {SHUTS}) \
         OR EXISTS (SELECT 1 FROM assignments a WHERE a.proposal_id = $3 AND a.reviewer_id = u.id AND a.state = 'recused')) LIMIT 1"
    );
    Ok(conn.row(&sql, [person.0.into(), now.into(), proposal.0.into()]).await?.is_some())
}

/// Whether some proposal of a call does not exist for a person.
pub async fn hides_some(conn: &Conn, person: PersonId, call: CallId, now: i64) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT 1 FROM users u WHERE u.person_id = $1 AND (EXISTS (SELECT 1 FROM conflicts c JOIN proposals p \
         ON p.organisation_id = c.organisation_id AND (c.proposal_id IS NULL OR c.proposal_id = p.id) \
         WHERE c.user_id = u.id AND p.call_id = $3 AND {SHUTS}) \
         OR EXISTS (SELECT 1 FROM assignments a JOIN proposals p ON p.id = a.proposal_id \
         WHERE a.reviewer_id = u.id AND p.call_id = $3 AND a.state = 'recused')) LIMIT 1"
    );
    Ok(conn.row(&sql, [person.0.into(), now.into(), call.0.into()]).await?.is_some())
}

/// The organisations with which a person has a conflict as a whole.
pub async fn hidden_organisations(conn: &Conn, person: PersonId, now: i64) -> Result<Vec<OrganisationId>, StoreError> {
    let sql =
        format!("SELECT DISTINCT c.organisation_id FROM conflicts c JOIN users u ON u.id = c.user_id WHERE u.person_id = $1 AND {SHUTS}");
    let rows = conn.rows(&sql, [person.0.into(), now.into()]).await?;
    rows.iter().map(|row| Ok(OrganisationId(row.try_get_by_index(0)?))).collect()
}

/// The rows that shut a person out of a proposal now.
pub async fn shutting(conn: &Conn, person: PersonId, proposal: ProposalId, now: i64) -> Result<Vec<Conflict>, StoreError> {
    let sql = format!(
        "SELECT c.id FROM conflicts c JOIN users u ON u.id = c.user_id JOIN proposals p ON p.organisation_id = c.organisation_id \
         AND (c.proposal_id IS NULL OR c.proposal_id = p.id) WHERE u.person_id = $1 AND {SHUTS} AND p.id = $3 ORDER BY c.id"
    );
    let rows = conn.rows(&sql, [person.0.into(), now.into(), proposal.0.into()]).await?;
    let ids = rows.iter().map(|row| Ok(ConflictId(row.try_get_by_index(0)?))).collect::<Result<Vec<_>, StoreError>>()?;
    crate::record::get_many::<Conflict>(conn, &ids).await
}

/// The rows that shut anybody out of a proposal of the call now: who, out of which, and why; the oldest first.
pub async fn shutting_in(conn: &Conn, call: CallId, now: i64) -> Result<Vec<(PersonId, ProposalId, Conflict)>, StoreError> {
    let sql = format!(
        "SELECT u.person_id, p.id, c.id FROM conflicts c JOIN users u ON u.id = c.user_id JOIN proposals p \
         ON p.organisation_id = c.organisation_id AND (c.proposal_id IS NULL OR c.proposal_id = p.id) \
         WHERE p.call_id = $1 AND {SHUTS} ORDER BY c.id"
    );
    let mut found = Vec::new();
    for row in conn.rows(&sql, [call.0.into(), now.into()]).await? {
        found.push((PersonId(row.try_get_by_index(0)?), ProposalId(row.try_get_by_index(1)?), ConflictId(row.try_get_by_index(2)?)));
    }
    let ids: Vec<ConflictId> = found.iter().map(|(_, _, id)| *id).collect();
    let rows = crate::record::get_many::<Conflict>(conn, &ids).await?;
    let named = |id: ConflictId| rows.iter().find(|row| row.id == id).cloned();
    Ok(found.into_iter().filter_map(|(person, proposal, id)| Some((person, proposal, named(id)?))).collect())
}

/// Everybody with a conflict about a proposal of the call, or about this one.
pub async fn shut_out_of(conn: &Conn, call: CallId, proposal: Option<ProposalId>, now: i64) -> Result<Vec<PersonId>, StoreError> {
    let one = if proposal.is_some() { "AND p.id = $3" } else { "" };
    let sql = format!(
        "SELECT DISTINCT u.person_id FROM conflicts c JOIN users u ON u.id = c.user_id JOIN proposals p \
         ON p.organisation_id = c.organisation_id AND (c.proposal_id IS NULL OR c.proposal_id = p.id) \
         WHERE p.call_id = $1 AND {SHUTS} {one}"
    );
    let values = [call.0.into(), now.into()].into_iter().chain(proposal.map(|id| id.0.into()));
    let rows = conn.rows(&sql, values).await?;
    rows.iter().map(|row| Ok(PersonId(row.try_get_by_index(0)?))).collect()
}

/// Everything about one source, oldest first.
pub async fn history(conn: &Conn, root: ConflictId) -> Result<Vec<Conflict>, StoreError> {
    use conflicts::Column;
    Ok(conflicts::Entity::find().filter(Column::RootId.eq(root)).order_by_asc(Column::N).all(conn).await?)
}

/// The first rows about a person, with any of their accounts, and an organisation.
pub async fn roots_of(conn: &Conn, person: PersonId) -> Result<Vec<Conflict>, StoreError> {
    use conflicts::Column;
    Ok(conflicts::Entity::find().filter(Column::N.eq(0)).filter(Column::UserId.in_subquery(accounts(person))).all(conn).await?)
}

fn accounts(person: PersonId) -> sea_orm::sea_query::SelectStatement {
    Query::select().column(users::Column::Id).from(users::Entity).and_where(users::Column::PersonId.eq(person)).to_owned()
}

/// One page of the rows that hold, newest first.
pub async fn list(conn: &Conn, filter: &Filter, at: Page) -> Result<PageOf<Conflict>, StoreError> {
    use conflicts::Column;
    let mut seen = Condition::any().add(
        Condition::all()
            .add(filter.reach.condition(Some(Column::AreaPath), None, None))
            .add_option((!filter.hidden.is_empty()).then(|| Column::OrganisationId.is_not_in(filter.hidden.iter().map(|id| id.0)))),
    );
    if let Some(own) = filter.own {
        seen = seen.add(Condition::all().add(Column::UserId.in_subquery(accounts(own))).add(Column::Source.eq("self")));
    }
    let mut select = conflicts::Entity::find().filter(seen).filter(holds());
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(source) = &filter.source {
        select = select.filter(Column::Source.eq(source));
    }
    if let Some(organisation) = filter.organisation {
        select = select.filter(Column::OrganisationId.eq(organisation));
    }
    if let Some(person) = filter.person {
        select = select.filter(Column::UserId.eq(person));
    }
    page(conn, select, at).await
}

/// The latest row of each source.
fn holds() -> SimpleExpr {
    let later = sea_orm::sea_query::Alias::new("later");
    let select = Query::select()
        .expr(Expr::val(1))
        .from_as(conflicts::Entity, later.clone())
        .and_where(Expr::col((later.clone(), conflicts::Column::RootId)).equals((conflicts::Entity, conflicts::Column::RootId)))
        .and_where(Expr::col((later, conflicts::Column::N)).gt(Expr::col((conflicts::Entity, conflicts::Column::N))))
        .to_owned();
    Expr::exists(select).not()
}

/// The assignments of a person for proposals of an organisation that can still be given back, oldest first.
pub async fn live_assignments(
    conn: &Conn,
    person: PersonId,
    organisation: OrganisationId,
    proposal: Option<ProposalId>,
) -> Result<Vec<Assignment>, StoreError> {
    use assignments::Column;
    let open = Query::select()
        .column(review_stages::Column::Id)
        .from(review_stages::Entity)
        .and_where(review_stages::Column::State.is_in(["open", "closed"]))
        .to_owned();
    let proposals = Query::select()
        .column(crate::entities::proposals::Column::Id)
        .from(crate::entities::proposals::Entity)
        .and_where(crate::entities::proposals::Column::OrganisationId.eq(organisation))
        .to_owned();
    let mut select = assignments::Entity::find()
        .filter(Column::ReviewerId.in_subquery(accounts(person)))
        .filter(Column::State.is_in(["offered", "accepted", "completed"]))
        .filter(Column::StageId.in_subquery(open))
        .filter(Column::ProposalId.in_subquery(proposals));
    if let Some(proposal) = proposal {
        select = select.filter(Column::ProposalId.eq(proposal));
    }
    Ok(select.order_by_asc(Column::Id).all(conn).await?)
}

/// Something the records of a person and of an organisation have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    pub organisation: OrganisationId,
    /// The code of the domain's `ConflictTrace`.
    pub key: String,
    /// When a membership ended, if no membership goes on.
    pub ended_at: Option<i64>,
}

/// Everything the records say about a person and any organisation. `since`: memberships that ended earlier count no more.
pub async fn traces(conn: &Conn, person: PersonId, since: i64) -> Result<Vec<Trace>, StoreError> {
    let sql = "\
        SELECT g.scope_id AS organisation, 'member' AS trace, \
          CASE WHEN SUM(CASE WHEN g.revoked_at IS NULL THEN 1 ELSE 0 END) > 0 THEN NULL ELSE MAX(g.revoked_at) END AS ended \
          FROM grants g JOIN users u ON u.id = g.user_id \
          WHERE u.person_id = $1 AND g.scope_kind = 'organisation' AND (g.revoked_at IS NULL OR g.revoked_at > $2) GROUP BY g.scope_id \
        UNION SELECT o.id, 'email', NULL FROM organisations o JOIN users u ON lower(u.email) = lower(o.contact_email) \
          WHERE u.person_id = $1 AND u.email <> '' \
        UNION SELECT o.id, 'email', NULL FROM organisations o JOIN verified_emails v ON lower(v.email) = lower(o.contact_email) \
          JOIN users u ON u.id = v.user_id WHERE u.person_id = $1 AND v.email <> '' \
        UNION SELECT o.id, 'representative', NULL FROM organisations o JOIN users u ON u.name = o.legal_representative \
          WHERE u.person_id = $1 AND u.name <> '' \
        UNION SELECT o.id, 'staff', NULL FROM organisations o JOIN users u ON u.name = o.contact_name WHERE u.person_id = $1 AND u.name <> '' \
        UNION SELECT s.organisation_id, 'staff', NULL FROM organisation_staff s JOIN users u ON u.name = s.name WHERE u.person_id = $1 \
        UNION SELECT other.organisation_id, \
          CASE other.kind WHEN 'account' THEN 'same_account' WHEN 'phone' THEN 'same_phone' WHEN 'uscc' THEN 'same_code' \
            ELSE 'same_representative' END, NULL \
          FROM grants g JOIN users u ON u.id = g.user_id JOIN organisation_keys mine ON mine.organisation_id = g.scope_id \
          JOIN organisation_keys other ON other.kind = mine.kind AND other.key = mine.key AND other.organisation_id <> mine.organisation_id \
          WHERE u.person_id = $1 AND g.scope_kind = 'organisation' AND g.revoked_at IS NULL AND mine.kind <> 'name' \
        UNION SELECT CASE WHEN s.group_id = g.scope_id THEN s.sponsor_id ELSE s.group_id END, 'sponsor', NULL \
          FROM grants g JOIN users u ON u.id = g.user_id JOIN sponsorships s ON s.group_id = g.scope_id OR s.sponsor_id = g.scope_id \
          WHERE u.person_id = $1 AND g.scope_kind = 'organisation' AND g.revoked_at IS NULL \
          AND (s.state = 'agreed' OR (s.state = 'ended' AND s.ended_at > $2)) \
        UNION SELECT o.id, CASE WHEN o.uscc = f.uscc THEN 'affiliation' ELSE 'affiliation_name' END, \
          CASE WHEN SUM(CASE WHEN f.ended_at IS NULL THEN 1 ELSE 0 END) > 0 THEN NULL ELSE MAX(f.ended_at) END \
          FROM expert_affiliations f JOIN experts e ON e.id = f.expert_id JOIN users u ON u.id = e.user_id \
          JOIN organisations o ON o.uscc = f.uscc OR o.name = f.organisation \
          WHERE u.person_id = $1 AND (f.ended_at IS NULL OR f.ended_at > $2) GROUP BY o.id, o.uscc = f.uscc \
        UNION SELECT o.id, 'phone', NULL FROM organisations o JOIN experts e ON e.phone = o.contact_phone \
          JOIN users u ON u.id = e.user_id WHERE u.person_id = $1 AND e.phone <> ''";
    let values: [Value; 2] = [person.0.into(), since.into()];
    let rows = conn.rows(sql, values).await?;
    let trace = |row: &sea_orm::QueryResult| -> Result<Trace, StoreError> {
        Ok(Trace {
            organisation: OrganisationId(row.try_get_by_index(0)?),
            key: row.try_get_by_index(1)?,
            ended_at: row.try_get_by_index(2)?,
        })
    };
    rows.iter().map(trace).collect()
}

/// The accounts of everybody who holds an office (area, call or platform) that reaches a call, reviewers included.
pub async fn officials(conn: &Conn, area_path: &str, call: crate::ids::CallId) -> Result<Vec<UserId>, StoreError> {
    let sql = "SELECT DISTINCT g.user_id FROM grants g JOIN users u ON u.id = g.user_id WHERE g.revoked_at IS NULL AND u.state = 'active' \
               AND ((g.scope_kind = 'platform') OR (g.scope_kind = 'area' AND substr($1, 1, length(g.area_path)) = g.area_path) \
               OR (g.scope_kind = 'call' AND g.scope_id = $2))";
    let rows = conn.rows(sql, [area_path.into(), call.0.into()]).await?;
    rows.iter().map(|row| Ok(UserId(row.try_get_by_index(0)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::SHUTS;

    #[test]
    fn the_condition_of_the_queries_is_that_of_the_triggers() {
        let plain = |text: &str| text.replace("$2", "NEW.created_at").split_whitespace().collect::<Vec<_>>().join(" ");
        for triggers in ["triggers_sqlite.sql", "triggers_postgres.sql"] {
            let path = format!("{}/../../migrations/src/conflicts/{triggers}", env!("CARGO_MANIFEST_DIR"));
            let text = plain(&std::fs::read_to_string(path).unwrap());
            for part in plain(SHUTS).split(" AND NOT EXISTS ") {
                assert!(text.contains(part), "{triggers} does not say: {part}");
            }
        }
    }
}

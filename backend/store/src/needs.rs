//! Needs: lists for staff and for everybody, endorsements that count persons, and the proposals that answer them.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Condition, Expr, Query};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::areas;
use crate::conn::Conn;
use crate::entities::{need_endorsement_links, need_escalations, need_followers, need_statements, needs};
use crate::error::StoreError;
use crate::ids::{NeedId, PersonId, ProjectId, ProposalId, UserId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{EndorsementLink, Need, NeedEscalation, NeedFollower, NeedStatement, User, get_many};
use crate::search::found;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Any of these states; all when empty.
    pub states: Vec<String>,
    /// The area with this code and all below it.
    pub area: Option<String>,
    pub category: Option<String>,
    pub q: Option<String>,
    /// Only needs whose next step is up to one of these.
    pub waiting_on: Option<Vec<Waiting>>,
    /// Only needs whose answer was due before this day.
    pub due_before: Option<String>,
}

/// A level that owes needs an answer, and where.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub level: String,
    pub reach: Reach,
}

/// The order of the public list; both are keysets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Published,
    Endorsed,
}

impl Filter {
    fn apply(&self, kind: &str, mut select: Select<needs::Entity>) -> Select<needs::Entity> {
        use needs::Column;
        if !self.states.is_empty() {
            select = select.filter(Column::State.is_in(self.states.iter().cloned()));
        }
        if let Some(code) = &self.area {
            select = select.filter(Column::AreaCode.in_subquery(areas::below(code)));
        }
        if let Some(category) = &self.category {
            select = select.filter(Column::Category.eq(category));
        }
        if let Some(q) = &self.q {
            select = select.filter(found(kind, Column::Id, q));
        }
        if let Some(day) = &self.due_before {
            select = select.filter(Column::State.eq("reported")).filter(Column::DueOn.lt(day));
        }
        if let Some(waiting) = &self.waiting_on {
            select = select.filter(Column::State.is_in(["reported", "accepted"])).filter(any_of(waiting));
        }
        select
    }
}

fn any_of(waiting: &[Waiting]) -> Condition {
    let nothing = Condition::any().add(Expr::cust("1 = 0"));
    waiting.iter().fold(nothing, |any, one| {
        let level = needs::Column::Level.eq(&one.level);
        any.add(Condition::all().add(level).add(one.reach.condition(Some(needs::Column::LevelPath), None, None)))
    })
}

/// Needs that the reach covers, newest first.
pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Need>, StoreError> {
    let select = needs::Entity::find().filter(reach.condition(Some(needs::Column::AreaPath), None, None));
    page(conn, filter.apply("need_words", select), at).await
}

/// Needs that everybody may read, by date or by endorsements.
pub async fn list_public(conn: &Conn, filter: &Filter, sort: Sort, at: Page) -> Result<PageOf<Need>, StoreError> {
    let column = match sort {
        Sort::Published => needs::Column::PublishedAt,
        Sort::Endorsed => needs::Column::EndorsementCount,
    };
    let mut select = filter.apply("need", needs::Entity::find().filter(needs::Column::PublishedAt.is_not_null()));
    if let Some(before) = at.before {
        select = select.filter(after(column, before));
    }
    let select = select.order_by(column, Order::Desc).order_by(needs::Column::Id, Order::Desc).limit(at.limit + 1);
    let mut items = select.all(conn).await?;
    let more = items.len() as u64 > at.limit;
    items.truncate(usize::try_from(at.limit).unwrap_or(usize::MAX));
    let next = if more { items.last().map(|row| row.id.0) } else { None };
    Ok(PageOf { items, next })
}

/// What comes after the last row of a page in the order of a column, ties in the order of ids.
fn after(column: needs::Column, last: Uuid) -> Expr {
    let of_last = Query::select().column(column).from(needs::Entity).and_where(needs::Column::Id.eq(last)).to_owned();
    let row = Expr::tuple([Expr::col((needs::Entity, column)), Expr::col((needs::Entity, needs::Column::Id))]);
    sea_orm::sea_query::ExprTrait::lt(row, Expr::tuple([Expr::from(of_last), Expr::val(last)]))
}

/// How many needs in these states each area has, those below it not counted.
pub async fn counts_by_area(conn: &Conn, states: &[String]) -> Result<Vec<(String, i64)>, StoreError> {
    use needs::Column;
    let select = needs::Entity::find().select_only().column(Column::AreaCode).column_as(Column::Id.count(), "n");
    let select = select.filter(Column::State.is_in(states.iter().cloned())).group_by(Column::AreaCode);
    Ok(select.into_tuple::<(String, i64)>().all(conn).await?)
}

/// The need that is followed by a code of this digest.
pub async fn by_code(conn: &Conn, digest: &str) -> Result<Option<Need>, StoreError> {
    Ok(needs::Entity::find().filter(needs::Column::CodeDigest.eq(digest)).one(conn).await?)
}

/// Whether a need of the area with exactly these words was entered and still counts.
pub async fn is_known(conn: &Conn, area_code: &str, words: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM needs WHERE area_code = $1 AND words = $2 AND state NOT IN ('declined', 'withdrawn') LIMIT 1";
    Ok(conn.row(sql, [area_code.into(), words.into()]).await?.is_some())
}

/// What was added and answered, in order.
pub async fn statements(conn: &Conn, id: NeedId) -> Result<Vec<NeedStatement>, StoreError> {
    use need_statements::Column;
    Ok(need_statements::Entity::find().filter(Column::NeedId.eq(id)).order_by_asc(Column::Id).all(conn).await?)
}

/// Whom the need was passed on to, in order.
pub async fn escalations(conn: &Conn, id: NeedId) -> Result<Vec<NeedEscalation>, StoreError> {
    use need_escalations::Column;
    Ok(need_escalations::Entity::find().filter(Column::NeedId.eq(id)).order_by_asc(Column::Id).all(conn).await?)
}

/// The needs that were merged into this one, over however many steps.
pub async fn merged_into(conn: &Conn, root: NeedId) -> Result<Vec<Need>, StoreError> {
    use needs::Column;
    let select = needs::Entity::find().filter(Column::RootId.eq(root)).filter(Column::Id.ne(root));
    Ok(select.order_by_asc(Column::Id).all(conn).await?)
}

/// How many reports were merged into each of these needs.
pub async fn merged_counts(conn: &Conn, ids: &[NeedId]) -> Result<Vec<(NeedId, i64)>, StoreError> {
    use needs::Column;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = needs::Entity::find().select_only().column(Column::RootId).column_as(Column::Id.count(), "n");
    let merged = select.filter(Column::RootId.is_in(ids.iter().map(|id| id.0))).filter(Column::State.eq("merged"));
    Ok(merged.group_by(Column::RootId).into_tuple::<(NeedId, i64)>().all(conn).await?)
}

/// Everything that was merged into `from` belongs to `into` from now on.
pub async fn regroup(conn: &Conn, from: NeedId, into: NeedId) -> Result<(), StoreError> {
    conn.run("UPDATE needs SET root_id = $1 WHERE root_id = $2", [into.0.into(), from.0.into()]).await?;
    Ok(())
}

/// One person who says that a need is theirs too.
#[derive(Clone, Debug)]
pub struct Endorsement {
    pub need: NeedId,
    pub address_digest: String,
    pub person: Option<PersonId>,
    pub now: i64,
}

/// Counts the person once, whatever way they came; `false` when they are counted already.
pub async fn endorse(conn: &Conn, one: &Endorsement) -> Result<bool, StoreError> {
    let sql = "INSERT INTO need_endorsements (need_id, address_digest, person_id, origin_id, created_at) \
               VALUES ($1, $2, $3, $1, $4) ON CONFLICT DO NOTHING";
    let person = one.person.map(|person| person.0);
    let counted = conn.run(sql, [one.need.0.into(), one.address_digest.as_str().into(), person.into(), one.now.into()]).await? == 1;
    if counted {
        conn.run("UPDATE needs SET endorsement_count = endorsement_count + 1 WHERE id = $1", [one.need.0.into()]).await?;
    }
    Ok(counted)
}

/// Whether somebody with this address, or this person, reported the need or one that was merged into it.
pub async fn is_reporter(conn: &Conn, root: NeedId, address_digest: &str, person: Option<PersonId>) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM needs WHERE root_id = $1 AND (contact_digest = $2 \
               OR reporter_id IN (SELECT id FROM users WHERE person_id = $3)) LIMIT 1";
    let person = person.map(|person| person.0);
    Ok(conn.row(sql, [root.0.into(), address_digest.into(), person.into()]).await?.is_some())
}

/// Persons who endorsed `from` count for `into`, each once, and its reporters never. Gives the new count.
pub async fn move_endorsements(conn: &Conn, from: NeedId, into: NeedId) -> Result<i32, StoreError> {
    let sql = "INSERT INTO need_endorsements (need_id, address_digest, person_id, origin_id, created_at) \
               SELECT $1, address_digest, person_id, origin_id, created_at FROM need_endorsements WHERE need_id = $2 \
               ON CONFLICT DO NOTHING";
    conn.run(sql, [into.0.into(), from.0.into()]).await?;
    let reporters = "DELETE FROM need_endorsements WHERE need_id = $1 AND EXISTS (SELECT 1 FROM needs WHERE needs.root_id = $1 AND \
                     (needs.contact_digest = need_endorsements.address_digest OR needs.reporter_id IN \
                     (SELECT users.id FROM users WHERE users.person_id = need_endorsements.person_id)))";
    conn.run(reporters, [into.0.into()]).await?;
    let row = conn.row("SELECT COUNT(*) AS n FROM need_endorsements WHERE need_id = $1", [into.0.into()]).await?;
    let count: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0);
    i32::try_from(count).map_err(|_| StoreError::Broken("too many endorsements".to_owned()))
}

/// Those who hear of `from` hear of `into` instead.
pub async fn move_followers(conn: &Conn, from: NeedId, into: NeedId) -> Result<(), StoreError> {
    let sql = "UPDATE need_followers SET need_id = $1 WHERE need_id = $2 AND NOT EXISTS \
               (SELECT 1 FROM need_followers AS there WHERE there.need_id = $1 AND there.address_digest = need_followers.address_digest)";
    conn.run(sql, [into.0.into(), from.0.into()]).await?;
    Ok(())
}

/// The link with this token, locked until the transaction ends.
pub async fn link(conn: &Conn, token_sha256: &str) -> Result<Option<EndorsementLink>, StoreError> {
    let select = need_endorsement_links::Entity::find().filter(need_endorsement_links::Column::TokenSha256.eq(token_sha256));
    Ok(select.lock_exclusive().one(conn).await?)
}

/// Uses the link up; `false` when somebody was quicker. The address is not needed any more.
pub async fn use_link(conn: &Conn, id: Uuid, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE need_endorsement_links SET used_at = $1, address_sealed = NULL WHERE id = $2 AND used_at IS NULL";
    Ok(conn.run(sql, [now.into(), id.into()]).await? == 1)
}

/// Makes the address hear of the need; does nothing when it does already.
pub async fn follow(conn: &Conn, follower: &NeedFollower) -> Result<(), StoreError> {
    let sql = "INSERT INTO need_followers (id, need_id, address_digest, address_sealed, created_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let (digest, sealed) = (follower.address_digest.as_str(), follower.address_sealed.as_str());
    conn.run(sql, [follower.id.into(), follower.need_id.0.into(), digest.into(), sealed.into(), follower.created_at.into()]).await?;
    Ok(())
}

/// Everybody who hears of the need.
pub async fn followers(conn: &Conn, need: NeedId) -> Result<Vec<NeedFollower>, StoreError> {
    use need_followers::Column;
    let select = need_followers::Entity::find().filter(Column::NeedId.eq(need)).filter(Column::StoppedAt.is_null());
    Ok(select.order_by_asc(Column::Id).all(conn).await?)
}

/// Ends the mails to one follower; `false` when there is none.
pub async fn stop_following(conn: &Conn, follower: Uuid, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE need_followers SET stopped_at = $1 WHERE id = $2 AND stopped_at IS NULL";
    Ok(conn.run(sql, [now.into(), follower.into()]).await? == 1)
}

/// Needs without an answer that somebody higher up must hear of, or whose day could not be told yet; the oldest first.
pub async fn overdue(conn: &Conn, today: &str, limit: u64) -> Result<Vec<NeedId>, StoreError> {
    use needs::Column;
    let over = Condition::all().add(Column::DueOn.lt(today)).add(Column::Level.ne("bureau"));
    let over = Condition::any().add(Column::DueOn.is_null()).add(over);
    let select = needs::Entity::find().select_only().column(Column::Id).filter(Column::State.eq("reported")).filter(over);
    Ok(select.order_by_asc(Column::Id).limit(limit).into_tuple::<NeedId>().all(conn).await?)
}

/// Active accounts that hold the role over this area.
pub async fn officers(conn: &Conn, role: &str, area_path: &str) -> Result<Vec<User>, StoreError> {
    let sql = "SELECT DISTINCT users.id FROM users JOIN grants ON grants.user_id = users.id WHERE users.state = 'active' \
               AND grants.role = $1 AND grants.revoked_at IS NULL AND (grants.scope_kind = 'platform' \
               OR (grants.scope_kind = 'area' AND $2 LIKE grants.area_path || '%')) ORDER BY users.id";
    let rows = conn.rows(sql, [role.into(), area_path.into()]).await?;
    let ids = rows.into_iter().map(|row| Ok(UserId(row.try_get("", "id")?))).collect::<Result<Vec<_>, StoreError>>()?;
    get_many::<User>(conn, &ids).await
}

/// Makes the proposal answer exactly these needs.
pub async fn answer(conn: &Conn, proposal: ProposalId, needs: &[NeedId], now: i64) -> Result<(), StoreError> {
    conn.run("DELETE FROM proposal_needs WHERE proposal_id = $1", [proposal.0.into()]).await?;
    for need in needs {
        let sql = "INSERT INTO proposal_needs (proposal_id, need_id, created_at) VALUES ($1, $2, $3)";
        conn.run(sql, [proposal.0.into(), need.0.into(), now.into()]).await?;
    }
    Ok(())
}

/// Proposals that answer `from` answer `into` instead.
pub async fn move_answers(conn: &Conn, from: NeedId, into: NeedId) -> Result<(), StoreError> {
    let sql = "UPDATE proposal_needs SET need_id = $1 WHERE need_id = $2 AND NOT EXISTS \
               (SELECT 1 FROM proposal_needs AS there WHERE there.need_id = $1 AND there.proposal_id = proposal_needs.proposal_id)";
    conn.run(sql, [into.0.into(), from.0.into()]).await?;
    conn.run("DELETE FROM proposal_needs WHERE need_id = $1", [from.0.into()]).await?;
    Ok(())
}

/// The needs a proposal answers, in the order of their ids.
pub async fn answered_by(conn: &Conn, proposal: ProposalId) -> Result<Vec<Need>, StoreError> {
    let rows = conn.rows("SELECT need_id FROM proposal_needs WHERE proposal_id = $1", [proposal.0.into()]).await?;
    let ids = rows.into_iter().map(|row| Ok(NeedId(row.try_get("", "need_id")?))).collect::<Result<Vec<_>, StoreError>>()?;
    let mut found = get_many::<Need>(conn, &ids).await?;
    found.sort_unstable_by_key(|need| need.id);
    Ok(found)
}

/// How many proposals that were handed in and still stand answer each of these needs.
pub async fn answer_counts(conn: &Conn, ids: &[NeedId]) -> Result<Vec<(NeedId, i64)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT link.need_id, COUNT(*) AS n FROM proposal_needs AS link JOIN proposals ON proposals.id = link.proposal_id \
         WHERE link.need_id IN ({}) AND proposals.submitted_at IS NOT NULL AND proposals.state NOT IN ('withdrawn', 'ineligible') \
         GROUP BY link.need_id",
        names.join(", ")
    );
    let rows = conn.rows(&sql, ids.iter().map(|id| id.0.into())).await?;
    rows.into_iter().map(|row| Ok((row.try_get("", "need_id")?, row.try_get("", "n")?))).collect()
}

/// Whether a proposal other than this one still answers the need: one of a call whose outcome is open, or an award.
pub async fn still_answered(conn: &Conn, need: NeedId, but: ProposalId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM proposal_needs AS link JOIN proposals ON proposals.id = link.proposal_id \
               JOIN calls ON calls.id = proposals.call_id WHERE link.need_id = $1 AND proposals.id <> $2 \
               AND proposals.submitted_at IS NOT NULL AND proposals.state NOT IN ('withdrawn', 'ineligible', 'revoked') \
               AND (proposals.state = 'awarded' OR calls.state NOT IN ('awarded', 'archived', 'cancelled')) LIMIT 1";
    Ok(conn.row(sql, [need.0.into(), but.0.into()]).await?.is_some())
}

/// The projects that came of a need.
pub async fn projects_of(conn: &Conn, need: NeedId) -> Result<Vec<ProjectId>, StoreError> {
    let sql = "SELECT projects.id FROM projects JOIN proposal_needs AS link ON link.proposal_id = projects.proposal_id \
               WHERE link.need_id = $1 ORDER BY projects.id";
    let rows = conn.rows(sql, [need.0.into()]).await?;
    rows.into_iter().map(|row| Ok(ProjectId(row.try_get("", "id")?))).collect()
}

/// A need that a project answers: id and number of the need; number, title and organisation of the project.
pub type Taken = (NeedId, String, String, String, String);

/// The needs of a proposal that a project of another one answers, unless that was ended early.
pub async fn taken(conn: &Conn, proposal: ProposalId) -> Result<Vec<Taken>, StoreError> {
    let sql = "SELECT needs.id AS need_id, needs.number AS need, projects.number AS project, projects.title, organisations.name \
               FROM proposal_needs AS own JOIN needs ON needs.id = own.need_id \
               JOIN proposal_needs AS other ON other.need_id = own.need_id AND other.proposal_id <> own.proposal_id \
               JOIN projects ON projects.proposal_id = other.proposal_id JOIN organisations ON organisations.id = projects.organisation_id \
               WHERE own.proposal_id = $1 AND projects.state NOT IN ('terminated', 'lapsed') ORDER BY needs.id, projects.id";
    let text = |row: &sea_orm::QueryResult, name: &str| row.try_get::<String>("", name);
    let rows = conn.rows(sql, [proposal.0.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "need_id")?, text(row, "need")?, text(row, "project")?, text(row, "title")?, text(row, "name")?)))
        .collect()
}

/// Counts one more of `kind` by `who` on a day; `false` when that would be above the limit, and nothing is counted.
pub async fn within_limit(conn: &Conn, kind: &str, who: &str, day: &str, limit: i32) -> Result<bool, StoreError> {
    let sql = "INSERT INTO public_limits (kind, who, day, n) VALUES ($1, $2, $3, 1) \
               ON CONFLICT (kind, who, day) DO UPDATE SET n = public_limits.n + 1 WHERE public_limits.n < $4";
    Ok(limit > 0 && conn.run(sql, [kind.into(), who.into(), day.into(), limit.into()]).await? == 1)
}

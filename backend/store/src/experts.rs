//! The library of experts.

use std::collections::{HashMap, HashSet};

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::{areas, expert_affiliations, expert_specialities, experts, users};
use crate::error::StoreError;
use crate::ids::{CallId, ExpertId, OrganisationId, PersonId, ProposalId, UserId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Affiliation, Area, Expert, ExpertSpeciality, User};
use crate::search::found;
use crate::several::Several;

/// What a list of experts shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    pub speciality: Option<String>,
    /// This area and all below it.
    pub area: Option<String>,
    /// Words of a name, or the beginning of a number.
    pub q: Option<String>,
    pub reach: Reach,
}

/// One page of experts, newest first.
pub async fn list(conn: &Conn, filter: &Filter, at: Page) -> Result<PageOf<Expert>, StoreError> {
    use experts::Column;
    let mut select = experts::Entity::find().filter(filter.reach.condition(Some(Column::AreaPath), None, None));
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(code) = &filter.speciality {
        let knowing = Query::select()
            .column(expert_specialities::Column::ExpertId)
            .from(expert_specialities::Entity)
            .and_where(expert_specialities::Column::Code.eq(code))
            .to_owned();
        select = select.filter(Column::Id.in_subquery(knowing));
    }
    if let Some(area) = &filter.area {
        select = select.filter(Column::AreaCode.in_subquery(crate::areas::below(area)));
    }
    if let Some(q) = &filter.q {
        select = select.filter(found("expert", Column::Id, q));
    }
    page(conn, select, at).await
}

/// What the rows of a page name.
#[derive(Debug, Default)]
pub struct Around {
    /// The latest employer first, then by the day on which they began.
    pub affiliations: Vec<Affiliation>,
    /// The heaviest first.
    pub specialities: Vec<ExpertSpeciality>,
    /// Their accounts, and those of whoever registered, handed in or approved them.
    pub users: Vec<User>,
    pub areas: Vec<Area>,
}

/// Everything that some experts name, by one statement.
pub async fn around(conn: &Conn, rows: &[Expert]) -> Result<Around, StoreError> {
    let ids = || rows.iter().map(|row| row.id.0);
    let named = |row: &Expert| [Some(row.user_id), Some(row.created_by), row.submitted_by, row.approved_by];
    let mut several = Several::default();
    let affiliations = several.by::<expert_affiliations::Entity, _>(expert_affiliations::Column::ExpertId, ids());
    let specialities = several.by::<expert_specialities::Entity, _>(expert_specialities::Column::ExpertId, ids());
    let users = several.records::<User>(rows.iter().flat_map(named).flatten());
    let areas = several.by::<areas::Entity, _>(areas::Column::Code, rows.iter().map(|row| row.area_code.clone()));
    let found = several.read(conn).await?;
    let mut around = Around {
        affiliations: found.take(&affiliations)?,
        specialities: found.take(&specialities)?,
        users: found.take(&users)?,
        areas: found.take(&areas)?,
    };
    around.affiliations.sort_by_key(|one| (!one.employer, one.ended_at.is_some(), one.id));
    around.specialities.sort_by(|a, b| (b.weight, &a.code).cmp(&(a.weight, &b.code)));
    Ok(around)
}

/// The record of a person, with whichever of their accounts.
pub async fn of_person(conn: &Conn, person: PersonId) -> Result<Option<Expert>, StoreError> {
    Ok(experts::Entity::find().filter(experts::Column::UserId.in_subquery(accounts(person))).one(conn).await?)
}

fn accounts(person: PersonId) -> SelectStatement {
    Query::select().column(users::Column::Id).from(users::Entity).and_where(users::Column::PersonId.eq(person)).to_owned()
}

/// Accounts of approved experts whose approval holds on this day.
fn approved(today: &str) -> SelectStatement {
    Query::select()
        .column(experts::Column::UserId)
        .from(experts::Entity)
        .and_where(experts::Column::State.eq("approved"))
        .and_where(experts::Column::ApprovedUntil.gte(today))
        .to_owned()
}

/// The persons of approved experts, as a condition for accounts: a second account of an expert is theirs as well.
pub(crate) fn is_approved(today: &str) -> Condition {
    let persons = Query::select()
        .column(users::Column::PersonId)
        .from(users::Entity)
        .and_where(users::Column::Id.in_subquery(approved(today)))
        .to_owned();
    Condition::all().add(users::Column::PersonId.in_subquery(persons))
}

/// Which of these accounts belong to an expert whose approval holds on this day.
pub async fn approved_among(conn: &Conn, ids: &[UserId], today: &str) -> Result<HashSet<UserId>, StoreError> {
    let known = users::Entity::find().filter(users::Column::Id.is_in(ids.iter().map(|id| id.0))).filter(is_approved(today));
    Ok(known.all(conn).await?.into_iter().map(|user| user.id).collect())
}

/// Approved experts whose approval holds on this day, by number.
pub async fn approved_on(conn: &Conn, today: &str) -> Result<Vec<Expert>, StoreError> {
    use experts::Column;
    let select = experts::Entity::find().filter(Column::State.eq("approved")).filter(Column::ApprovedUntil.gte(today));
    Ok(select.order_by_asc(Column::Number).all(conn).await?)
}

/// Approved experts whose last day lies before this one and who have not asked for another year.
pub async fn overdue(conn: &Conn, today: &str, most: u64) -> Result<Vec<ExpertId>, StoreError> {
    use experts::Column;
    let select = experts::Entity::find()
        .filter(Column::State.eq("approved"))
        .filter(Column::ApprovedUntil.lt(today))
        .filter(Column::RenewalAskedAt.is_null());
    let rows = select.order_by_asc(Column::Id).limit(most).all(conn).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Where an expert works or worked, as it stands.
pub async fn affiliations_of(conn: &Conn, id: ExpertId) -> Result<Vec<Affiliation>, StoreError> {
    use expert_affiliations::Column;
    Ok(expert_affiliations::Entity::find().filter(Column::ExpertId.eq(id)).order_by_asc(Column::Id).all(conn).await?)
}

/// What an expert knows about, as it stands.
pub async fn specialities_of(conn: &Conn, id: ExpertId) -> Result<Vec<ExpertSpeciality>, StoreError> {
    use expert_specialities::Column;
    Ok(expert_specialities::Entity::find().filter(Column::ExpertId.eq(id)).order_by_asc(Column::Code).all(conn).await?)
}

/// What the library says of these accounts: the most proposals they take, and the codes of their specialities.
pub async fn known_of(conn: &Conn, users: &[UserId]) -> Result<HashMap<UserId, (i32, Vec<String>)>, StoreError> {
    let found = experts::Entity::find().filter(experts::Column::UserId.is_in(users.iter().map(|id| id.0))).all(conn).await?;
    let of_them = expert_specialities::Column::ExpertId.is_in(found.iter().map(|expert| expert.id.0));
    let specialities = expert_specialities::Entity::find().filter(of_them).all(conn).await?;
    let codes = |id: ExpertId| specialities.iter().filter(move |one| one.expert_id == id).map(|one| one.code.clone()).collect();
    Ok(found.iter().map(|expert| (expert.user_id, (expert.load_cap, codes(expert.id)))).collect())
}

/// Puts these in the place of what stood there.
pub async fn replace(
    conn: &Conn,
    id: ExpertId,
    affiliations: Vec<Affiliation>,
    specialities: Vec<ExpertSpeciality>,
) -> Result<(), StoreError> {
    expert_affiliations::Entity::delete_many().filter(expert_affiliations::Column::ExpertId.eq(id)).exec(conn).await?;
    expert_specialities::Entity::delete_many().filter(expert_specialities::Column::ExpertId.eq(id)).exec(conn).await?;
    if !affiliations.is_empty() {
        crate::insert_all(conn, affiliations).await?;
    }
    if !specialities.is_empty() {
        crate::insert_all(conn, specialities).await?;
    }
    Ok(())
}

/// Organisations that an expert's record names by credit code, name or phone.
pub async fn organisations_named_by(conn: &Conn, id: ExpertId) -> Result<Vec<OrganisationId>, StoreError> {
    let sql = "SELECT o.id FROM organisations o JOIN expert_affiliations f ON (f.uscc = o.uscc OR f.organisation = o.name) WHERE f.expert_id = $1 \
               UNION SELECT o.id FROM organisations o JOIN experts e ON e.phone = o.contact_phone AND e.phone <> '' WHERE e.id = $1";
    let rows = conn.rows(sql, [id.0.into()]).await?;
    rows.iter().map(|row| Ok(OrganisationId(row.try_get_by_index(0)?))).collect()
}

/// Accounts of experts whose record names an organisation by credit code, name or phone.
pub async fn naming(conn: &Conn, organisation: OrganisationId) -> Result<Vec<UserId>, StoreError> {
    let sql = "SELECT e.user_id FROM experts e JOIN expert_affiliations f ON f.expert_id = e.id \
               JOIN organisations o ON (f.uscc = o.uscc OR f.organisation = o.name) WHERE o.id = $1 \
               UNION SELECT e.user_id FROM experts e JOIN organisations o ON e.phone = o.contact_phone AND e.phone <> '' WHERE o.id = $1";
    let rows = conn.rows(sql, [organisation.0.into()]).await?;
    rows.iter().map(|row| Ok(UserId(row.try_get_by_index(0)?))).collect()
}

/// What an expert did in one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub call: CallId,
    pub number: String,
    pub title: String,
    pub assigned: i64,
    pub completed: i64,
    pub recused: i64,
}

/// The calls on whose panels an expert sat, the newest first, at most a hundred; `hidden` proposals count for nobody.
pub async fn rounds(conn: &Conn, user: UserId, hidden: &[ProposalId]) -> Result<Vec<Round>, StoreError> {
    let places: Vec<String> = (2..hidden.len() + 2).map(|n| format!("${n}")).collect();
    let open = if hidden.is_empty() { String::new() } else { format!("AND a.proposal_id NOT IN ({})", places.join(", ")) };
    let count = |state: &str| format!("COALESCE(SUM(CASE WHEN a.state = '{state}' THEN 1 ELSE 0 END), 0)");
    let sql = format!(
        "SELECT c.id, c.number, c.title, COUNT(a.id), CAST({} AS bigint), CAST({} AS bigint) FROM review_stages s JOIN calls c ON c.id = s.call_id \
         LEFT JOIN assignments a ON a.stage_id = s.id AND a.reviewer_id = $1 {open} \
         WHERE s.id IN (SELECT stage_id FROM panel_seats WHERE reviewer_id = $1 UNION SELECT stage_id FROM assignments WHERE reviewer_id = $1) \
         GROUP BY c.id, c.number, c.title ORDER BY c.id DESC LIMIT 100",
        count("completed"),
        count("recused")
    );
    let values = std::iter::once(user.0.into()).chain(hidden.iter().map(|id| id.0.into()));
    let rows = conn.rows(&sql, values).await?;
    let round = |row: &sea_orm::QueryResult| -> Result<Round, StoreError> {
        Ok(Round {
            call: CallId(row.try_get_by_index::<Uuid>(0)?),
            number: row.try_get_by_index(1)?,
            title: row.try_get_by_index(2)?,
            assigned: row.try_get_by_index(3)?,
            completed: row.try_get_by_index(4)?,
            recused: row.try_get_by_index(5)?,
        })
    };
    rows.iter().map(round).collect()
}

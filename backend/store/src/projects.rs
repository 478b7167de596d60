//! Projects, their agreements and tranches.

use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::donations::paid_by;
use crate::entities::{agreement_signatures, agreements, projects, tranches};
use crate::error::StoreError;
use crate::ids::{AgreementId, CallId, FundId, OrganisationId, ProjectId, ProposalId};
use crate::page::{Page, PageOf, Reach, page_with};
use crate::record::{Agreement, AgreementSignature, Project, Tranche};
use crate::search::found;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub call_id: Option<CallId>,
    pub organisation_id: Option<OrganisationId>,
    /// Those that this fund pays for.
    pub fund_id: Option<FundId>,
    pub states: Vec<String>,
    /// Those without a signed agreement whose last day of signing is this one or earlier.
    pub sign_by_until: Option<String>,
    /// Words of a title or number.
    pub q: Option<String>,
}

/// A page of projects, and the agreements in force or being made of them; at most one each.
pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<(PageOf<Project>, Vec<Agreement>), StoreError> {
    use projects::Column;
    let scope = reach.condition(Some(Column::AreaPath), Some(Column::CallId), Some(Column::OrganisationId));
    let mut select = projects::Entity::find().filter(scope);
    if let Some(call) = filter.call_id {
        select = select.filter(Column::CallId.eq(call));
    }
    if let Some(organisation) = filter.organisation_id {
        select = select.filter(Column::OrganisationId.eq(organisation));
    }
    if let Some(fund) = filter.fund_id {
        select = select.filter(Column::AllotmentId.in_subquery(paid_by(fund)));
    }
    if !filter.states.is_empty() {
        select = select.filter(Column::State.is_in(filter.states.clone()));
    }
    if let Some(until) = &filter.sign_by_until {
        select = select.filter(Column::State.is_in(["agreement_draft", "signing"])).filter(Column::SignBy.lte(until));
    }
    if let Some(q) = &filter.q {
        select = select.filter(found("project_found", Column::Id, q));
    }
    let live = projects::Entity::belongs_to(agreements::Entity)
        .from(Column::Id)
        .to(agreements::Column::ProjectId)
        .on_condition(|_, agreement| Condition::all().add(Expr::col((agreement, agreements::Column::State)).ne("cancelled")));
    page_with(conn, select, |rows| rows.join(JoinType::LeftJoin, live.into()).select_also(agreements::Entity), at).await
}

/// The agreements in force or being made, of these projects; at most one each.
pub async fn agreements_of(conn: &Conn, ids: &[ProjectId]) -> Result<Vec<Agreement>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(agreements::Entity::find()
        .filter(agreements::Column::ProjectId.is_in(ids.iter().map(|id| id.0)))
        .filter(agreements::Column::State.ne("cancelled"))
        .all(conn)
        .await?)
}

pub async fn signatures(conn: &Conn, id: AgreementId) -> Result<Vec<AgreementSignature>, StoreError> {
    Ok(agreement_signatures::Entity::find()
        .filter(agreement_signatures::Column::AgreementId.eq(id))
        .order_by_asc(agreement_signatures::Column::SignedAt)
        .all(conn)
        .await?)
}

pub async fn tranches_of(conn: &Conn, id: ProjectId) -> Result<Vec<Tranche>, StoreError> {
    Ok(tranches::Entity::find().filter(tranches::Column::ProjectId.eq(id)).order_by_asc(tranches::Column::Seq).all(conn).await?)
}

/// The project that came of a proposal, if it was awarded.
pub async fn of_proposal(conn: &Conn, id: ProposalId) -> Result<Option<Project>, StoreError> {
    Ok(projects::Entity::find().filter(projects::Column::ProposalId.eq(id)).one(conn).await?)
}

/// By which days the clock finds awards that must be signed soon or have lapsed.
#[derive(Clone, Debug)]
pub struct SignByWindow {
    pub today: String,
    /// The last day about which the first reminder is due.
    pub far: String,
    /// The last day about which the second one is due.
    pub near: String,
    /// The number under which the second one is noted.
    pub second: i32,
}

/// An award whose last day of signing is not known yet.
#[derive(Clone, Copy, Debug)]
pub struct Undated {
    pub id: ProjectId,
    /// When it began to count.
    pub created_at: i64,
    pub sign_within: i32,
}

/// Awards without a signed agreement whose last day lay outside the working-day calendar when they began.
pub async fn undated(conn: &Conn, limit: u64) -> Result<Vec<Undated>, StoreError> {
    use projects::Column;
    let select = projects::Entity::find()
        .filter(Column::State.is_in(["agreement_draft", "signing"]))
        .filter(Column::SignBy.is_null())
        .filter(Column::SignWithin.is_not_null())
        .order_by_asc(Column::Id)
        .limit(limit);
    let rows = select.all(conn).await?;
    let undated = |row: Project| Some(Undated { id: row.id, created_at: row.created_at, sign_within: row.sign_within? });
    Ok(rows.into_iter().filter_map(undated).collect())
}

/// Awards without a signed agreement whose last day is over or about which nothing was said in time; the earliest first.
pub async fn sign_by_due(conn: &Conn, window: &SignByWindow, limit: u64) -> Result<Vec<ProjectId>, StoreError> {
    let sql = format!(
        "SELECT id FROM projects WHERE state IN ('agreement_draft', 'signing') AND sign_by <= $1 \
         AND (sign_by < $2 OR sign_by_reminded IS NULL OR (sign_by <= $3 AND sign_by_reminded > {})) ORDER BY sign_by, id LIMIT {limit}",
        window.second
    );
    let rows = conn.rows(&sql, [window.far.as_str().into(), window.today.as_str().into(), window.near.as_str().into()]).await?;
    rows.iter().map(|row| Ok(ProjectId(row.try_get("", "id")?))).collect()
}

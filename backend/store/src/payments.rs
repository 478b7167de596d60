//! Tranches waiting for money, payments with their approvals, batches with their lines and the bank's answers.

use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use crate::conn::Conn;
use crate::entities::{approvals, bank_returns, batch_lines, batches, payee_accounts, payments, projects, tranches};
use crate::error::StoreError;
use crate::ids::{BatchId, CallId, OrganisationId, PaymentId, ProjectId, TrancheId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Approval, BankReturn, Batch, BatchLine, PayeeAccount, Payment, Record, Tranche};

#[derive(Clone, Debug, Default)]
pub struct TrancheFilter {
    pub state: Option<String>,
    pub call_id: Option<CallId>,
    pub project_id: Option<ProjectId>,
}

fn tranches_where(reach: &Reach, filter: &TrancheFilter) -> Select<tranches::Entity> {
    use tranches::Column;
    let scope = reach.condition(Some(Column::AreaPath), Some(Column::CallId), Some(Column::OrganisationId));
    let mut select = tranches::Entity::find().filter(scope);
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(call) = filter.call_id {
        select = select.filter(Column::CallId.eq(call));
    }
    if let Some(project) = filter.project_id {
        select = select.filter(Column::ProjectId.eq(project));
    }
    select
}

pub async fn list_tranches(conn: &Conn, reach: &Reach, filter: &TrancheFilter, at: Page) -> Result<PageOf<Tranche>, StoreError> {
    page(conn, tranches_where(reach, filter), at).await
}

/// How many tranches, and how much in fen, by state.
pub async fn summarise_tranches(conn: &Conn, reach: &Reach, filter: &TrancheFilter) -> Result<Vec<(String, i64, i64)>, StoreError> {
    use tranches::Column;
    let rows = tranches_where(reach, filter)
        .select_only()
        .column(Column::State)
        .column_as(Expr::cust("COUNT(*)"), "n")
        .column_as(Expr::cust("CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT)"), "fen")
        .group_by(Column::State)
        .order_by_asc(Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows)
}

#[derive(Clone, Debug, Default)]
pub struct PaymentFilter {
    pub state: Option<String>,
    pub batch_id: Option<BatchId>,
    /// Only payments of these organisations' projects (people who see their own money).
    pub organisations: Vec<OrganisationId>,
}

pub async fn list(conn: &Conn, reach: &Reach, filter: &PaymentFilter, at: Page) -> Result<PageOf<Payment>, StoreError> {
    use payments::Column;
    let office = reach.everything || !reach.area_paths.is_empty();
    let theirs = (!filter.organisations.is_empty()).then(|| Column::ProjectId.in_subquery(projects_of(&filter.organisations)));
    // An alternative that never holds would keep PostgreSQL from the index of projects.
    let scope = match theirs {
        Some(theirs) if !office => Condition::all().add(theirs),
        theirs => Condition::any().add(reach.condition(Some(Column::AreaPath), None, None)).add_option(theirs),
    };
    let mut select = payments::Entity::find().filter(scope);
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(batch) = filter.batch_id {
        select = select.filter(Column::BatchId.eq(batch));
    }
    page(conn, select, at).await
}

fn projects_of(organisations: &[OrganisationId]) -> SelectStatement {
    let theirs = projects::Entity::find().select_only().column(projects::Column::Id);
    theirs.filter(projects::Column::OrganisationId.is_in(organisations.iter().map(|id| id.0))).into_query()
}

/// The payments of a batch, in the order of their ids.
pub async fn of_batch(conn: &Conn, id: BatchId) -> Result<Vec<Payment>, StoreError> {
    Ok(payments::Entity::find().filter(payments::Column::BatchId.eq(id)).order_by_asc(payments::Column::Id).all(conn).await?)
}

/// Approvals of one subject, in the order of the hands.
pub async fn approvals(conn: &Conn, kind: &str, id: Uuid) -> Result<Vec<Approval>, StoreError> {
    let mut found = approvals::Entity::find()
        .filter(approvals::Column::SubjectKind.eq(kind))
        .filter(approvals::Column::SubjectId.eq(id))
        .all(conn)
        .await?;
    found.sort_by_key(|approval| (approval.round, STEPS.iter().position(|step| *step == approval.step), approval.created_at));
    Ok(found)
}

/// The hands on a payment, first to last.
pub const STEPS: [&str; 5] = ["maker", "checker", "approver", "second_approver", "director"];

pub async fn list_batches(conn: &Conn, reach: &Reach, state: Option<&str>, at: Page) -> Result<PageOf<Batch>, StoreError> {
    use batches::Column;
    let mut select = batches::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, None));
    if let Some(state) = state {
        select = select.filter(Column::State.eq(state));
    }
    page(conn, select, at).await
}

/// The frozen lines of a batch, in the order of its file.
pub async fn lines(conn: &Conn, id: BatchId) -> Result<Vec<BatchLine>, StoreError> {
    Ok(batch_lines::Entity::find().filter(batch_lines::Column::BatchId.eq(id)).order_by_asc(batch_lines::Column::Seq).all(conn).await?)
}

/// Number and sum in fen of the live payments that were made since an instant, to an organisation or for a project, but for
/// one of them.
pub async fn others(conn: &Conn, to: PaidTo, since: i64, but: PaymentId) -> Result<(i64, i64), StoreError> {
    let (of, id) = match to {
        PaidTo::Organisation(id) => ("p.project_id IN (SELECT id FROM projects WHERE organisation_id = $1)", id.0),
        PaidTo::Project(id) => ("p.project_id = $1", id.0),
    };
    let sql = format!(
        "SELECT COUNT(*) AS n, CAST(COALESCE(SUM(p.amount_fen), 0) AS BIGINT) AS fen FROM payments p \
         WHERE {of} AND p.created_at >= $2 AND p.id <> $3 AND p.state NOT IN ('void', 'rejected', 'returned')"
    );
    let row = conn.row(&sql, [id.into(), since.into(), but.0.into()]).await?;
    let row = row.ok_or_else(|| StoreError::Broken("a count without a row".to_owned()))?;
    Ok((row.try_get("", "n")?, row.try_get("", "fen")?))
}

/// Whose payments are added up.
#[derive(Clone, Copy, Debug)]
pub enum PaidTo {
    Organisation(OrganisationId),
    Project(ProjectId),
}

/// The import of a file with these bytes, if there was one.
pub async fn return_by_sha256(conn: &Conn, sha256: &str) -> Result<Option<BankReturn>, StoreError> {
    Ok(bank_returns::Entity::find().filter(bank_returns::Column::Sha256.eq(sha256)).one(conn).await?)
}

/// The bank's answers to a batch, first to last.
pub async fn returns(conn: &Conn, id: BatchId) -> Result<Vec<BankReturn>, StoreError> {
    Ok(bank_returns::Entity::find()
        .filter(bank_returns::Column::BatchId.eq(id))
        .order_by_asc(bank_returns::Column::CreatedAt)
        .all(conn)
        .await?)
}

/// The accounts money may be paid to now, of these organisations.
pub async fn active_accounts(conn: &Conn, ids: &[OrganisationId]) -> Result<Vec<PayeeAccount>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(payee_accounts::Entity::find()
        .filter(payee_accounts::Column::OrganisationId.is_in(ids.iter().map(|id| id.0)))
        .filter(payee_accounts::Column::Active.eq(true))
        .all(conn)
        .await?)
}

/// The payment of a tranche that is under way or done, if there is one.
pub async fn live_of_tranche(conn: &Conn, id: TrancheId) -> Result<Option<Payment>, StoreError> {
    use payments::Column;
    let live = Column::State.is_not_in(["void", "rejected", "returned"]);
    Ok(payments::Entity::find().filter(Column::TrancheId.eq(id)).filter(live).one(conn).await?)
}

/// The records with these ids in the order of their ids, locked in that order.
pub async fn lock_many<R: Record>(conn: &Conn, ids: &[R::Id]) -> Result<Vec<R>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| (*id).into()).collect();
    Ok(R::Entity::find().filter(R::ID.is_in(ids)).order_by_asc(R::ID).lock_exclusive().all(conn).await?)
}

/// The approvals of some payments, in order.
pub async fn approvals_of_payments(conn: &Conn, ids: &[PaymentId]) -> Result<HashMap<PaymentId, Vec<Approval>>, StoreError> {
    let rows = approvals::Entity::find()
        .filter(approvals::Column::SubjectKind.eq("payment"))
        .filter(approvals::Column::SubjectId.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(approvals::Column::CreatedAt)
        .all(conn)
        .await?;
    let mut found: HashMap<PaymentId, Vec<Approval>> = HashMap::new();
    for row in rows {
        found.entry(PaymentId(row.subject_id)).or_default().push(row);
    }
    Ok(found)
}

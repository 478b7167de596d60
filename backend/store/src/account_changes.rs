//! Changes of the account money is paid to, and what an account that takes effect touches.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::{account_changes as changes, payments, projects};
use crate::error::StoreError;
use crate::ids::{AccountChangeId, OrganisationId, PayeeAccountId, ProjectId};
use crate::page::{Page, PageOf, page};
use crate::record::{AccountChange, Payment};

/// States in which a payment has not left for the bank.
const OPEN_PAYMENTS: [&str; 4] = ["draft", "checked", "approved", "batched"];

pub async fn list(conn: &Conn, id: OrganisationId, at: Page) -> Result<PageOf<AccountChange>, StoreError> {
    page(conn, changes::Entity::find().filter(changes::Column::OrganisationId.eq(id)), at).await
}

/// The change of this organisation in one of these states, if there is one.
pub async fn in_state(conn: &Conn, id: OrganisationId, states: &[&str]) -> Result<Option<AccountChange>, StoreError> {
    use changes::Column;
    let found = changes::Entity::find().filter(Column::OrganisationId.eq(id)).filter(Column::State.is_in(states.iter().copied()));
    Ok(found.order_by_desc(Column::Id).one(conn).await?)
}

/// Confirmed changes whose day of rest is over.
pub async fn rested(conn: &Conn, now: i64, limit: u64) -> Result<Vec<AccountChangeId>, StoreError> {
    use changes::Column;
    Ok(changes::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq("confirmed"))
        .filter(Column::RestsUntilAt.lte(now))
        .order_by_asc(Column::RestsUntilAt)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await?)
}

/// Makes this the one account that money may be paid to.
pub async fn make_active(conn: &Conn, organisation: OrganisationId, account: PayeeAccountId) -> Result<(), StoreError> {
    crate::organisations::retire_accounts(conn, organisation).await?;
    conn.run("UPDATE payee_accounts SET active = $1 WHERE id = $2", [true.into(), account.0.into()]).await?;
    Ok(())
}

/// Locks, in the order of their ids, every project of the organisation and every project that shares a batch with one
/// of its open payments: whoever makes out, approves or batches a payment of theirs waits.
pub async fn lock_projects(conn: &Conn, organisation: OrganisationId) -> Result<(), StoreError> {
    let batches: Vec<Uuid> = open_payments(conn, organisation).await?.iter().filter_map(|row| row.batch_id).map(|id| id.0).collect();
    let mates: Vec<ProjectId> = payments::Entity::find()
        .select_only()
        .column(payments::Column::ProjectId)
        .filter(payments::Column::BatchId.is_in(batches))
        .into_tuple()
        .all(conn)
        .await?;
    projects::Entity::find()
        .select_only()
        .column(projects::Column::Id)
        .filter(
            Condition::any()
                .add(projects::Column::OrganisationId.eq(organisation))
                .add(projects::Column::Id.is_in(mates.iter().map(|id| id.0))),
        )
        .order_by_asc(projects::Column::Id)
        .lock_exclusive()
        .into_tuple::<ProjectId>()
        .all(conn)
        .await?;
    Ok(())
}

/// Payments of the organisation's projects that have not left for the bank, in the order of their ids.
pub async fn open_payments(conn: &Conn, organisation: OrganisationId) -> Result<Vec<Payment>, StoreError> {
    let theirs =
        projects::Entity::find().select_only().column(projects::Column::Id).filter(projects::Column::OrganisationId.eq(organisation));
    Ok(payments::Entity::find()
        .filter(payments::Column::ProjectId.in_subquery(sea_orm::QueryTrait::into_query(theirs)))
        .filter(payments::Column::State.is_in(OPEN_PAYMENTS))
        .order_by_asc(payments::Column::Id)
        .all(conn)
        .await?)
}

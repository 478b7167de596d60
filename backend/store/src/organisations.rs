//! Organisations and their payee accounts.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::{organisations, payee_accounts};
use crate::error::StoreError;
use crate::ids::OrganisationId;
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Organisation, PayeeAccount};
use crate::search::found;

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    /// Words of a name, or the beginning of a credit code.
    pub q: Option<String>,
}

pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Organisation>, StoreError> {
    use organisations::Column;
    let mut select = organisations::Entity::find().filter(reach.condition(Some(Column::AreaPath), None, Some(Column::Id)));
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(q) = &filter.q {
        select = select.filter(found("organisation", Column::Id, q));
    }
    page(conn, select, at).await
}

/// The account money may be paid to now, if one is on file.
pub async fn active_account(conn: &Conn, id: OrganisationId) -> Result<Option<PayeeAccount>, StoreError> {
    Ok(payee_accounts::Entity::find()
        .filter(payee_accounts::Column::OrganisationId.eq(id))
        .filter(payee_accounts::Column::Active.eq(true))
        .one(conn)
        .await?)
}

/// The highest account number given so far; 0 when there is none.
pub async fn last_account_number(conn: &Conn, id: OrganisationId) -> Result<i32, StoreError> {
    let last = payee_accounts::Entity::find()
        .filter(payee_accounts::Column::OrganisationId.eq(id))
        .order_by_desc(payee_accounts::Column::Number)
        .one(conn)
        .await?;
    Ok(last.map_or(0, |account| account.number))
}

/// Makes every account of the organisation inactive, before a new one becomes the active one.
pub async fn retire_accounts(conn: &Conn, id: OrganisationId) -> Result<(), StoreError> {
    conn.run("UPDATE payee_accounts SET active = $1 WHERE organisation_id = $2 AND active = $3", [false.into(), id.0.into(), true.into()])
        .await?;
    Ok(())
}

//! People who work for an organisation.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::organisation_staff as staff;
use crate::error::StoreError;
use crate::ids::OrganisationId;
use crate::page::{Page, PageOf, page};
use crate::record::StaffMember;

/// `on`: only those who work there on this day.
pub async fn list(conn: &Conn, id: OrganisationId, on: Option<&str>, at: Page) -> Result<PageOf<StaffMember>, StoreError> {
    use staff::Column;
    let mut select = staff::Entity::find().filter(Column::OrganisationId.eq(id));
    if let Some(on) = on {
        select = select
            .filter(Condition::any().add(Column::SinceOn.is_null()).add(Column::SinceOn.lte(on)))
            .filter(Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gte(on)));
    }
    page(conn, select, at).await
}

//! Which verified organisation stands behind which filed group.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::conn::Conn;
use crate::entities::sponsorships;
use crate::error::StoreError;
use crate::ids::OrganisationId;
use crate::page::{Page, PageOf, page};
use crate::record::Sponsorship;

/// The ties of an organisation, as group or as sponsor.
pub async fn list(conn: &Conn, of: OrganisationId, at: Page) -> Result<PageOf<Sponsorship>, StoreError> {
    let either = Condition::any().add(sponsorships::Column::GroupId.eq(of)).add(sponsorships::Column::SponsorId.eq(of));
    page(conn, sponsorships::Entity::find().filter(either), at).await
}

/// The tie of a group that is asked for or in force.
pub async fn current(conn: &Conn, group: OrganisationId) -> Result<Option<Sponsorship>, StoreError> {
    Ok(sponsorships::Entity::find()
        .filter(sponsorships::Column::GroupId.eq(group))
        .filter(sponsorships::Column::State.is_in(["asked", "agreed"]))
        .one(conn)
        .await?)
}

/// Whether a verified organisation stands behind the group now.
pub async fn is_sponsored(conn: &Conn, group: OrganisationId) -> Result<bool, StoreError> {
    let sql = "SELECT s.id FROM sponsorships s JOIN organisations o ON o.id = s.sponsor_id \
               WHERE s.group_id = $1 AND s.state = 'agreed' AND o.state = 'verified'";
    Ok(conn.row(sql, [group.0.into()]).await?.is_some())
}

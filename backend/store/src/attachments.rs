//! Files of proposals.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::{files, proposal_attachments};
use crate::error::StoreError;
use crate::ids::ProposalId;
use crate::record::{File, ProposalAttachment};

/// Everything that is or was attached to the proposal, with its file, in the order in which it was added.
pub async fn of_proposal(conn: &Conn, id: ProposalId) -> Result<Vec<(ProposalAttachment, File)>, StoreError> {
    let rows = proposal_attachments::Entity::find()
        .filter(proposal_attachments::Column::ProposalId.eq(id))
        .order_by_asc(proposal_attachments::Column::AddedAt)
        .order_by_asc(proposal_attachments::Column::Id)
        .all(conn)
        .await?;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let found: Vec<File> = files::Entity::find().filter(files::Column::Id.is_in(ids)).all(conn).await?;
    let file = |row: &ProposalAttachment| found.iter().find(|file| file.id == row.id).cloned();
    Ok(rows.into_iter().filter_map(|row| file(&row).map(|file| (row, file))).collect())
}

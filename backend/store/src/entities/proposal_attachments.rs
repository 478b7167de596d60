use sea_orm::entity::prelude::*;

use crate::ids::{FileId, ProposalId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_attachments")]
pub struct Model {
    /// The id of the file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    pub proposal_id: ProposalId,
    pub kind: String,
    /// The document of the call or the field of its form; empty for the other kinds.
    pub code: String,
    /// The number of the latest submission it was part of.
    pub last_snapshot: Option<i32>,
    /// When it was taken out again after it had been handed in.
    pub removed_at: Option<i64>,
    pub version: i32,
    pub added_by: UserId,
    pub added_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

use sea_orm::entity::prelude::*;

use crate::ids::{FileId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FileId,
    /// Who uploaded it; nobody when it came without an account.
    pub owner_id: Option<UserId>,
    /// Hash of the token that stands for the owner of an upload without an account.
    pub token_sha256: Option<String>,
    /// Hash of the network address of an upload without an account.
    pub address: Option<String>,
    pub purpose: String,
    pub name: String,
    pub declared_type: String,
    pub declared_size: i64,
    /// Bytes that have arrived.
    pub received: i64,
    /// What the content turned out to be.
    pub media_type: Option<String>,
    /// Bytes that are kept; fewer than were declared when data about camera and place were taken out.
    pub size: Option<i64>,
    pub sha256: Option<String>,
    /// Hash of the bytes as they arrived.
    pub uploaded_sha256: Option<String>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<Uuid>,
    pub state: String,
    pub version: i32,
    pub stored_at: Option<i64>,
    pub attached_at: Option<i64>,
    pub removed_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

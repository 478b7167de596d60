use sea_orm::entity::prelude::*;

use crate::ids::{BatchId, PersonId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "batches")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BatchId,
    pub number: String,
    pub profile: String,
    pub line_count: i32,
    pub total_fen: i64,
    pub area_path: String,
    /// JSON, sealed: the accounts that pay, by the codes of their funds, as they were when the batch was made.
    pub payers_sealed: Option<String>,
    pub file_name: Option<String>,
    pub file_sealed: Option<String>,
    pub file_sha256: Option<String>,
    pub template_version: Option<String>,
    pub generated_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_by_person: PersonId,
    pub approved_by: Option<UserId>,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

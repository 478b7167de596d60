use sea_orm::entity::prelude::*;

use crate::ids::{ListEntryId, OrganisationId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_list_entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ListEntryId,
    pub organisation_id: OrganisationId,
    pub kind: String,
    pub entered_on: String,
    pub left_on: Option<String>,
    pub authority: String,
    pub document_no: String,
    pub note: String,
    pub supersedes_id: Option<ListEntryId>,
    pub correction_reason: Option<String>,
    pub retracted: bool,
    pub recorded_by: UserId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

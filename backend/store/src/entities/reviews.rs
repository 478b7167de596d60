use sea_orm::entity::prelude::*;

use crate::ids::{AssignmentId, ReviewId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewId,
    pub assignment_id: AssignmentId,
    pub scores: String,
    pub comments: String,
    pub confidential_comments: String,
    pub comment_to_applicant: String,
    pub confidential_comment: String,
    pub abstain_reason: Option<String>,
    /// What stands in the columns above, unreadable until the stage is sealed; they are empty as long as it is here.
    pub envelope: Option<String>,
    pub submitted_at: Option<i64>,
    pub void_reason: Option<String>,
    pub state: String,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

use sea_orm::entity::prelude::*;

use crate::ids::{CallId, OrganisationId, QuestionId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call_questions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: QuestionId,
    pub call_id: CallId,
    pub organisation_id: OrganisationId,
    pub area_path: String,
    pub question: String,
    pub published_question: Option<String>,
    pub answer: Option<String>,
    pub decline_reason: Option<String>,
    pub answered_by: Option<UserId>,
    pub answered_at: Option<i64>,
    pub state: String,
    pub version: i32,
    pub created_by: UserId,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

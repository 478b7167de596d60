use sea_orm::entity::prelude::*;

use crate::ids::{ProposalId, ResultRunId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "result_rows")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub run_id: ResultRunId,
    pub proposal_id: ProposalId,
    pub place: Option<i32>,
    pub exact: Option<String>,
    pub shown: Option<String>,
    pub agg_state: String,
    pub n_valid: i32,
    pub reason: String,
    pub tie_group: Option<i32>,
    pub detail: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

use sea_orm::entity::prelude::*;

use crate::ids::{JuryProtocolId, ProposalId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jury_counts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub protocol_id: JuryProtocolId,
    pub proposal_id: ProposalId,
    pub ballots: i64,
    /// The sum of the points, in hundredths of a point.
    pub points: i64,
    /// What a site visit found.
    pub findings: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

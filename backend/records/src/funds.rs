//! How a fund is named where something else is told.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The fund of an allotment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AllotmentFundView {
    pub id: Uuid,
    #[schema(example = "TN-FC")]
    pub code: String,
    #[schema(example = "天宁区福彩公益金")]
    pub name: String,
    #[schema(example = "welfare_lottery")]
    pub source: String,
}

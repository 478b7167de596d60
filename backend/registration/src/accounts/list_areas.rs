//! Areas.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::areas;
use yichuang_store::record::Area;

/// An area.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaView {
    #[schema(example = "320402000000")]
    pub code: String,
    #[schema(example = "常州市天宁区")]
    pub name: String,
    /// `province`, `city`, `district`, `street`, `community` or `grid`.
    #[schema(example = "district")]
    pub level: String,
    pub parent_code: Option<String>,
}

/// All areas of this installation.
#[derive(Serialize, ToSchema)]
pub struct AreaList {
    pub items: Vec<AreaView>,
}

/// List areas
///
/// Every area of this installation, parents before children.
#[utoipa::path(get, path = "/areas", operation_id = "listAreas", tag = "accounts",
    responses((status = 200, description = "All areas", body = AreaList)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let areas = areas::list(&cx.read().conn).await?;
    Reply::ok(&AreaList { items: areas.into_iter().map(AreaView::from).collect() })
}

impl From<Area> for AreaView {
    fn from(area: Area) -> Self {
        Self { code: area.code, name: area.name, level: area.level, parent_code: area.parent_code }
    }
}

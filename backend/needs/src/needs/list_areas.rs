//! Areas with how many needs lie in them.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_domain::states::needs::NeedState as State;
use yichuang_store::{areas, needs};

/// An area and its public needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedAreaView {
    #[schema(example = "320402000000")]
    pub code: String,
    #[schema(example = "常州市天宁区")]
    pub name: String,
    #[schema(example = "district")]
    pub level: String,
    pub parent_code: Option<String>,
    /// Public needs of the area and of all below it.
    pub needs: i64,
    /// Those of them that a proposal may answer now.
    pub open: i64,
}

/// Areas that have public needs, and those above them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedAreaList {
    pub items: Vec<NeedAreaView>,
}

/// List areas with public needs
///
/// Parents before children, each with the needs of all below it: the way to a need without a map.
#[utoipa::path(get, path = "/public/need-areas", operation_id = "listNeedAreas", tag = "needs",
    responses((status = 200, description = "The areas", body = NeedAreaList)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let states = |of: &[State]| of.iter().map(ToString::to_string).collect::<Vec<String>>();
    let all = needs::counts_by_area(&uow.conn, &states(&State::PUBLIC)).await?;
    let open: HashMap<String, i64> = needs::counts_by_area(&uow.conn, &states(&State::OPEN)).await?.into_iter().collect();
    let areas = areas::list(&uow.conn).await?;
    let mut sums: HashMap<&str, (i64, i64)> = HashMap::new();
    for (code, count) in &all {
        let Some(area) = areas.iter().find(|area| area.code == *code) else { continue };
        for above in area.path.split('/').filter(|code| !code.is_empty()) {
            let sum = sums.entry(above).or_default();
            *sum = (sum.0 + count, sum.1 + open.get(code).copied().unwrap_or(0));
        }
    }
    let items = areas.iter().filter_map(|area| {
        let (needs, open) = *sums.get(area.code.as_str())?;
        Some(NeedAreaView {
            code: area.code.clone(),
            name: area.name.clone(),
            level: area.level.clone(),
            parent_code: area.parent_code.clone(),
            needs,
            open,
        })
    });
    Reply::ok(&NeedAreaList { items: items.collect() })
}

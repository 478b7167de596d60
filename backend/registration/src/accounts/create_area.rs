//! Add areas, one or a list of them.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_store::areas;
use yichuang_store::record::Area;

use super::list_areas::{AreaList, AreaView};

/// From the whole to the part.
const LEVELS: [&str; 6] = ["province", "city", "district", "street", "community", "grid"];

/// An area.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaInput {
    /// Code of the statistical division, twelve digits.
    #[schema(pattern = "^[0-9]{12}$", example = "320402001000")]
    pub code: String,
    #[schema(min_length = 2, max_length = 60, pattern = r"\S", example = "雕庄街道")]
    pub name: String,
    /// `province`, `city`, `district`, `street`, `community` or `grid`.
    #[schema(pattern = "^(province|city|district|street|community|grid)$", example = "street")]
    pub level: String,
    /// The area it is part of; none for the highest.
    #[schema(max_length = 12, example = "320402000000")]
    pub parent_code: Option<String>,
}

/// Areas, those above before those below or in any order.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreasInput {
    #[schema(min_items = 1, max_items = 2000)]
    pub areas: Vec<AreaInput>,
}

/// Add areas
///
/// All of them or none, every fault at once. An area that is known already with the same name, level and parent is left
/// alone, so the same list can be sent again; one that differs is refused. Areas are never moved or removed: grants and
/// everything else stand by their path.
#[utoipa::path(post, path = "/areas", operation_id = "createAreas", tag = "accounts", request_body = AreasInput,
    responses((status = 201, description = "All areas", body = AreaList)))]
pub async fn handler(cx: Cx, Json(input): Json<AreasInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        run(&uow, &input.areas).await?;
        let all = areas::list(&uow.conn).await?.into_iter().map(AreaView::from).collect();
        Reply::created("/api/v1/areas".to_owned(), &AreaList { items: all })
    })
    .await
}

pub async fn run(uow: &Uow, input: &[AreaInput]) -> Result<(), Problem> {
    let known: BTreeMap<String, Area> = areas::list(&uow.conn).await?.into_iter().map(|area| (area.code.clone(), area)).collect();
    let faults = faults(input, &known);
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let mut new: Vec<&AreaInput> = input.iter().filter(|area| !known.contains_key(&area.code)).collect();
    new.sort_by_key(|area| depth(&area.level));
    for area in &new {
        areas::ensure(&uow.conn, &area.code, area.name.trim(), &area.level, area.parent_code.as_deref()).await?;
    }
    let codes: Vec<&str> = new.iter().map(|area| area.code.as_str()).collect();
    uow.audit("area.create", Subject::new("area", Uuid::nil()).after(json!({ "codes": codes }))).await
}

fn depth(level: &str) -> usize {
    LEVELS.iter().position(|known| *known == level).unwrap_or(LEVELS.len())
}

fn faults(input: &[AreaInput], known: &BTreeMap<String, Area>) -> Vec<Fault> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (index, area) in input.iter().enumerate() {
        let at = |field: &str| format!("/areas/{index}/{field}");
        if let Some(before) = first.insert(&area.code, index) {
            faults.push(Fault::new(at("code"), "duplicate", "The list has this code twice").with_limit(format!("/areas/{before}")));
        }
        if let Some(same) = known.get(&area.code) {
            let differs = same.name != area.name.trim() || same.level != area.level || same.parent_code != area.parent_code;
            if differs {
                let fault = Fault::new(at("code"), "area_differs", "The area is known with another name, level or parent");
                faults.push(fault.with_limit(&same.name).with_actual(area.name.trim()));
            }
            continue;
        }
        let Some(parent) = &area.parent_code else { continue };
        let level = known.get(parent).map(|area| area.level.as_str());
        let level = level.or_else(|| input.iter().find(|other| other.code == *parent).map(|other| other.level.as_str()));
        match level {
            None => faults.push(Fault::new(at("parent_code"), "unknown", "There is no such area").with_actual(parent)),
            Some(level) if depth(level) >= depth(&area.level) => {
                faults.push(
                    Fault::new(at("level"), "not_below", "An area lies below a wider one").with_limit(level).with_actual(&area.level),
                );
            }
            Some(_) => {}
        }
    }
    faults
}

//! Within how many working days needs are answered.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::rules::needs::RESPONSE_DAYS;
use yichuang_store::record::Area;
use yichuang_store::{areas, settings};

use super::clock::SETTING;

/// An area with working days of its own.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResponseDaysView {
    #[schema(example = "320402001000")]
    pub area_code: String,
    #[schema(example = "红梅街道")]
    pub area_name: String,
    /// Working days for the first answer, in this area and below it.
    #[schema(example = 5)]
    pub days: u32,
}

/// The response clock of needs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ResponseDaysList {
    /// Working days where no area says otherwise.
    #[schema(example = 3)]
    pub default_days: u32,
    /// Areas that say otherwise, as far as the caller sees; the nearest one up the line holds.
    pub items: Vec<ResponseDaysView>,
}

/// List the response clocks of needs
///
/// Within how many working days a need gets its first answer: by default, and in the areas that have set it.
#[utoipa::path(get, path = "/response-days", operation_id = "listResponseDays", tag = "needs",
    responses((status = 200, description = "The clocks", body = ResponseDaysList)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    Reply::ok(&all(&cx.read()).await?)
}

pub(super) async fn all(uow: &Uow) -> Result<ResponseDaysList, Problem> {
    let prefix = format!("{SETTING}:");
    let set = settings::beginning(&uow.conn, &prefix).await?;
    let default_days = settings::get(&uow.conn, SETTING).await?.and_then(|text| text.parse().ok()).unwrap_or(RESPONSE_DAYS);
    let codes: Vec<String> = set.iter().map(|(name, _)| name[prefix.len()..].to_owned()).collect();
    let reach = uow.caller()?.reach(STAFF);
    let inside =
        |area: &Area| reach.everything || reach.area_paths.iter().any(|path| area.path.starts_with(path) || path.starts_with(&area.path));
    let mut areas: Vec<Area> = areas::get_many(&uow.conn, &codes).await?.into_iter().filter(inside).collect();
    areas.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let days = |area: &Area| set.iter().find(|(name, _)| name[prefix.len()..] == area.code).and_then(|(_, days)| days.parse().ok());
    let view = |area: Area| Some(ResponseDaysView { days: days(&area)?, area_code: area.code, area_name: area.name });
    Ok(ResponseDaysList { default_days, items: areas.into_iter().filter_map(view).collect() })
}

//! Set within how many working days needs of an area are answered.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use yichuang_base::access::STAFF;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_store::{areas, settings};

use super::clock::SETTING;
use super::response_days::{ResponseDaysList, all};

/// The response clock of an area.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResponseDaysInput {
    /// Working days for the first answer; nothing: as the area above says.
    #[schema(minimum = 1, maximum = 30, example = 5)]
    pub days: Option<u32>,
}

/// Set the response clock of an area
///
/// For needs that come in from now on, in the area and below it; a need that waits keeps its day. By the director of
/// the area. The same again changes nothing.
#[utoipa::path(put, path = "/response-days/{area_code}", operation_id = "setResponseDays", tag = "needs",
    params(("area_code" = String, Path, description = "Area")), request_body = ResponseDaysInput,
    responses((status = 200, description = "All clocks the caller sees", body = ResponseDaysList)))]
pub async fn handler(cx: Cx, Path(code): Path<String>, Json(input): Json<ResponseDaysInput>) -> Response {
    let code = code.as_str();
    cx.write(|uow| async move {
        run(&uow, code, input).await?;
        Reply::ok(&all(&uow).await?)
    })
    .await
}

pub async fn run(uow: &Uow, code: &str, input: ResponseDaysInput) -> Result<(), Problem> {
    let area = areas::find(&uow.conn, code).await?.ok_or_else(Problem::not_found)?;
    uow.must_see(STAFF, &Place::area(&area.path))?;
    if !uow.caller()?.holds(&[Role::ProgrammeDirector], &Place::area(&area.path)) {
        return Err(Problem::forbidden("The director of the area sets its response clock"));
    }
    let name = format!("{SETTING}:{}", area.code);
    let before: Option<u32> = settings::get(&uow.conn, &name).await?.and_then(|text| text.parse().ok());
    if before == input.days {
        return Ok(());
    }
    match input.days {
        Some(days) => settings::set(&uow.conn, &name, &days.to_string()).await?,
        None => settings::remove(&uow.conn, &name).await?,
    }
    let subject = Subject::new("setting", uow.id()).before(json!({ "area": area.code, "days": before }));
    uow.audit("need.set_response_days", subject.after(json!({ "area": area.code, "days": input.days }))).await
}

//! Edit what is published of a need.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::needs::NeedState;
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;
use yichuang_store::{areas, update};

use super::fields::NeedFields;
use super::publish::missing;
use super::{create, open, place, reply, similar, view};

/// The fields to change; those left out stay.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedChangeInput {
    /// Another area, such as the community in which it really lies.
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: Option<String>,
    #[serde(flatten)]
    pub fields: NeedFields,
}

/// Change a need
///
/// The published wording, whom it concerns, its money and its area. The reporter's own words stay as they are; every
/// version of the wording is in the trail.
#[utoipa::path(patch, path = "/needs/{id}", operation_id = "updateNeed", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")), request_body = NeedChangeInput,
    responses((status = 200, description = "The need", body = view::NeedView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<NeedChangeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let need = run(&uow, NeedId(id), seen, input).await?;
        reply(&uow, &need).await
    })
    .await
}

pub async fn run(uow: &Uow, id: NeedId, seen: IfMatch, input: &NeedChangeInput) -> Result<Need, Problem> {
    let before = open(uow, id, seen).await?;
    may_edit(uow, &before)?;
    let state: NeedState = state_of(&before.state)?;
    let mut after = input.fields.applied(before.clone())?;
    if let Some(code) = &input.area_code {
        let area = areas::find(&uow.conn, code).await?;
        let area = area.filter(|area| uow.caller().is_ok_and(|who| who.holds(&create::officers(), &Place::area(&area.path))));
        let unknown = || Problem::faults(vec![Fault::new("/area_code", "unknown", "There is no such area of yours")]);
        let area = area.ok_or_else(unknown)?;
        after = Need { area_code: area.code, area_path: area.path, ..after };
    }
    let faults = if state.is_public() { missing(&after)? } else { Vec::new() };
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let after = update(&uow.conn, Need { updated_at: uow.micros(), ..after }).await?;
    similar::remember(uow, &after).await?;
    uow.audit("need.update", Subject::new("need", id).before(wording(&before)).after(wording(&after))).await?;
    Ok(after)
}

/// 403 for staff who only read, 409 once nothing changes any more.
fn may_edit(uow: &Uow, need: &Need) -> Result<(), Problem> {
    if !uow.caller()?.holds(&create::officers(), &place(need)) {
        return Err(Problem::forbidden("Your role here may not do this"));
    }
    if state_of::<NeedState>(&need.state)?.is_alive() {
        return Ok(());
    }
    Err(Problem::refused("not_editable", "A need that has come to its end is not changed any more").with("state", &*need.state))
}

fn wording(need: &Need) -> Value {
    json!({
        "title": need.title, "description": need.description, "category": need.category, "target_group": need.target_group,
        "head_count": need.head_count, "urgency": need.urgency, "area_code": need.area_code, "amount_fen": need.amount_fen,
        "self_raised_min_fen": need.self_raised_min_fen, "min_applicants": need.min_applicants,
        "starts_on": need.starts_on, "ends_on": need.ends_on,
    })
}

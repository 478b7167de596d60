//! Enter a need as staff.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::NeedSource;
use yichuang_domain::fault::Fault;
use yichuang_domain::machine::Machine as _;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::needs::ResponseLevel;
use yichuang_domain::states::needs::{NeedEvent, NeedMachine};
use yichuang_store::areas;
use yichuang_store::record::Need;

use super::fields::NeedFields;
use super::{clock, persons, report, view};

/// A need as staff enter it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedInput {
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: String,
    /// What is needed, in the words of who brought it up.
    #[schema(min_length = 5, max_length = 2000, pattern = r"\S", example = "小区里独居老人多，没有地方吃午饭")]
    pub words: String,
    /// Where exactly.
    #[schema(max_length = 200, example = "3幢楼下")]
    pub place: Option<String>,
    /// Who brought it up.
    pub source: NeedSource,
    /// How who brought it up can be reached; never shown to the public.
    #[schema(max_length = 254, example = "13861234567")]
    pub contact: Option<String>,
    #[serde(flatten)]
    pub fields: NeedFields,
}

/// Enter a need
///
/// By staff, for an area of theirs, with everything that is known already. It is answered like any other.
#[utoipa::path(post, path = "/needs", operation_id = "createNeed", tag = "needs", request_body = NeedInput,
    responses((status = 201, description = "The need", body = view::NeedView)))]
pub async fn handler(cx: Cx, Json(input): Json<NeedInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let need = run(&uow, input, false).await?;
        let view = view::view(&uow, &need).await?;
        Ok(Reply::created(format!("/api/v1/needs/{}", need.id), &view)?.version(need.version))
    })
    .await
}

/// Who enters and answers needs.
pub(super) fn officers() -> Vec<Role> {
    NeedMachine::TABLE.iter().filter(|edge| edge.event == NeedEvent::Accept).flat_map(|edge| edge.roles).copied().collect()
}

pub async fn run(uow: &Uow, input: &NeedInput, demonstration: bool) -> Result<Need, Problem> {
    let unknown = || Problem::faults(vec![Fault::new("/area_code", "unknown", "There is no such area")]);
    let area = areas::find(&uow.conn, &input.area_code).await?.ok_or_else(unknown)?;
    if !uow.caller()?.holds(&officers(), &Place::area(&area.path)) {
        return Err(Problem::forbidden("You enter needs for areas of your own"));
    }
    let contact = persons::contact(&uow.app, input.contact.as_deref())?;
    let owed = clock::owed(uow, &area.path, ResponseLevel::of_area(&area.level)).await?;
    let blank = report::blank(uow, &area, &owed, contact.as_ref()).await?;
    let need = input.fields.applied(Need {
        words: input.words.trim().to_owned(),
        place: input.place.as_deref().map(str::trim).unwrap_or_default().to_owned(),
        source: input.source.0.to_string(),
        demonstration,
        ..blank
    })?;
    report::keep(uow, &need, &owed).await?;
    Ok(need)
}

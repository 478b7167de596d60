//! Change an expert's record.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::screen;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::states::experts::ExpertState as State;
use yichuang_store::experts as rows;
use yichuang_store::ids::ExpertId;
use yichuang_store::record::{Expert, ExpertSpeciality};

use super::fields::{ExpertProfileInput, Known, check, filled, parts};
use super::{open, place, reply, snapshot};

/// Change an expert
///
/// By the expert themself or an officer of the area; the whole record is sent. While it waits for its approval nothing
/// changes. Once approved, name, titles, area and specialities are changed by an officer only, and a place of work is
/// ended, never taken away. Places of work are compared with every organisation at once.
#[utoipa::path(put, path = "/experts/{id}", operation_id = "updateExpert", tag = "experts",
    params(("id" = Uuid, Path, description = "Expert")), request_body = ExpertProfileInput,
    responses((status = 200, description = "The expert", body = super::get::ExpertDetail)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<ExpertProfileInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, ExpertId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ExpertId, seen: IfMatch, input: &ExpertProfileInput) -> Result<Expert, Problem> {
    let before = open(uow, id, seen).await?;
    let officer = uow.caller()?.holds(&[Role::ProgrammeOfficer], &place(&before));
    if !officer && !uow.is_me(before.user_id).await? {
        return Err(Problem::forbidden("Only the expert and officers of the area change the record"));
    }
    if before.state == State::Submitted.as_str() {
        return Err(Problem::refused("under_approval", "The record waits for its approval").with("state", before.state));
    }
    let affiliations = rows::affiliations_of(&uow.conn, id).await?;
    let specialities = rows::specialities_of(&uow.conn, id).await?;
    let area = check(uow, input, Some(&Known { expert: &before, affiliations: &affiliations })).await?;
    if !officer {
        kept(&before, &specialities, input)?;
    } else if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &yichuang_base::caller::Place::area(&area.path)) {
        return Err(Problem::fault("/area_code", "out_of_reach", "You are not an officer of this area"));
    }
    let said = snapshot(&before, &affiliations, &specialities);
    let row = filled(uow, before, input, area)?;
    let (affiliations, specialities) = parts(uow, &row, input);
    let after = yichuang_store::update(&uow.conn, row).await?;
    let says = snapshot(&after, &affiliations, &specialities);
    rows::replace(&uow.conn, id, affiliations, specialities).await?;
    uow.audit("expert.update", Subject::new("expert", id).before(said).after(says)).await?;
    screen::expert(uow, &after).await?;
    Ok(after)
}

/// What was approved is changed by the bureau, not by the expert.
fn kept(before: &Expert, specialities: &[ExpertSpeciality], input: &ExpertProfileInput) -> Result<(), Problem> {
    if !matches!(before.state.as_str(), "approved" | "suspended") {
        return Ok(());
    }
    let mut knows: Vec<(String, i32)> = input.specialities.iter().map(|one| (one.code.0.to_string(), one.weight)).collect();
    knows.sort_unstable();
    let knew: Vec<(String, i32)> = specialities.iter().map(|one| (one.code.clone(), one.weight)).collect();
    let changed = [
        ("/name", input.name.trim() != before.name),
        ("/titles", input.titles.trim() != before.titles),
        ("/area_code", input.area_code != before.area_code),
        ("/specialities", knows != knew),
    ];
    let fault = |(pointer, _): (&str, bool)| Fault::new(pointer, "approved_already", "Once approved, an officer changes this");
    let faults: Vec<Fault> = changed.into_iter().filter(|(_, changed)| *changed).map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

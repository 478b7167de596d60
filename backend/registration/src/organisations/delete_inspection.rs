//! Take back one year's inspection.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;
use yichuang_store::{standing, update};

use super::open;
use super::record_inspection::may_write;
use super::standing::reply;

/// Take back a yearly inspection
///
/// That was entered by mistake; the trail keeps it. What an officer has confirmed is taken back by officers only.
#[utoipa::path(delete, path = "/organisations/{id}/inspections/{year}", operation_id = "deleteInspection", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation"), ("year" = i32, Path, description = "Year inspected")),
    responses((status = 200, description = "Inspections and list entries", body = super::standing::StandingView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path((id, year)): Path<(Uuid, i32)>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), seen, year).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, seen: IfMatch, year: i32) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    let known = standing::inspections(&uow.conn, id).await?.into_iter().find(|known| known.year == year);
    let known = known.ok_or_else(Problem::not_found)?;
    may_write(uow, &row, Some(&known)).await?;
    standing::delete_inspection(&uow.conn, id, year).await?;
    let before = json!({ "year": year, "result": known.result, "proof": known.proof });
    uow.audit("organisation.delete_inspection", Subject::new("organisation", id).before(before)).await?;
    Ok(update(&uow.conn, Organisation { updated_at: uow.micros(), ..row }).await?)
}

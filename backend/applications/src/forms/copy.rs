//! Copy a form, as a form of its own or as the next version.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::document;
use yichuang_domain::forms::Form;
use yichuang_store::ids::FormId;
use yichuang_store::record::{Area, Form as Row};
use yichuang_store::{forms as rows, insert};

use super::create::{building_area, draft, snapshot};
use super::{BUILDERS, known, place, view::view};

/// What the copy is.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormCopyInput {
    /// The next version of the same form, in the same area, instead of a form of its own.
    #[schema(example = false)]
    pub next_version: bool,
    /// The title of the copy; the same when left out.
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "社区公益创投项目申报书（2027）")]
    pub title: Option<String>,
    /// The area of a form of its own; the same when left out.
    #[schema(min_length = 1, max_length = 20, example = "320402000000")]
    pub area_code: Option<String>,
}

/// Copy a form
///
/// Starts a draft from any version the caller may read: a form of its own, or the next version of a published one. A
/// form has at most one draft at a time.
#[utoipa::path(post, path = "/forms/{id}/copy", operation_id = "copyForm", tag = "forms",
    params(("id" = Uuid, Path, description = "Form")), request_body = FormCopyInput,
    responses((status = 201, description = "The draft", body = super::view::FormView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<FormCopyInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, FormId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/forms/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: FormId, input: &FormCopyInput) -> Result<Row, Problem> {
    let from = known(uow, id).await?;
    let form: Form = document(&from.document)?;
    let title = input.title.as_deref().unwrap_or(&from.title);
    let row = if input.next_version {
        let next = next_revision(uow, &from).await?;
        let area = Area { code: from.area_code.clone(), path: from.area_path.clone(), ..nowhere() };
        Row { chain_id: from.chain_id, revision: next, ..draft(uow, &area, title, &form)? }
    } else {
        let area = building_area(uow, input.area_code.as_deref().unwrap_or(&from.area_code)).await?;
        draft(uow, &area, title, &form)?
    };
    let row = Row { purpose: from.purpose.clone(), copied_from: Some(from.id), ..row };
    insert(&uow.conn, row.clone()).await?;
    uow.audit("form.copy", Subject::new("form", row.id).before(snapshot(&from)).after(snapshot(&row))).await?;
    Ok(row)
}

/// The number of the next version; the chain is held, so that two at once cannot both be it.
async fn next_revision(uow: &Uow, from: &Row) -> Result<i32, Problem> {
    if !uow.caller()?.holds(BUILDERS, &place(from)) {
        return Err(Problem::forbidden("Only a programme officer of this area may continue the form"));
    }
    uow.lock::<Row>(from.chain_id).await?;
    let newest = rows::newest(&uow.conn, from.chain_id).await?.ok_or_else(Problem::not_found)?;
    if newest.state == "draft" {
        let refusal = Problem::refused("draft_exists", "The form has a draft already; publish or discard it first");
        return Err(refusal.with("form_id", newest.id.0.to_string()));
    }
    Ok(newest.revision + 1)
}

fn nowhere() -> Area {
    Area { code: String::new(), name: String::new(), level: String::new(), parent_code: None, path: String::new() }
}

//! Start a form.

use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{FormPurpose, canonical};
use yichuang_domain::forms::{Form, standard};
use yichuang_store::ids::FormId;
use yichuang_store::record::{Area, Form as Row};
use yichuang_store::{areas, insert};

use super::{BUILDERS, count, read, view::view};

/// A new form.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "社区公益创投项目申报书")]
    pub title: String,
    #[schema(inline)]
    pub purpose: FormPurpose,
    #[schema(min_length = 1, max_length = 20, example = "320402000000")]
    pub area_code: String,
    /// The form itself, `form/1`; the standard form when left out. As a draft it may still be unsound.
    #[schema(value_type = Option<Object>, example = json!({ "format": "form/1", "sections": [] }))]
    pub document: Option<Value>,
}

/// Create a form
///
/// Starts a draft in the library of an area, with the standard form or a document of one's own.
#[utoipa::path(post, path = "/forms", operation_id = "createForm", tag = "forms", request_body = FormInput,
    responses((status = 201, description = "The draft", body = super::view::FormView)))]
pub async fn handler(cx: Cx, Json(input): Json<FormInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input, false).await?;
        Ok(Reply::created(format!("/api/v1/forms/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, input: &FormInput, demonstration: bool) -> Result<Row, Problem> {
    let area = building_area(uow, &input.area_code).await?;
    let form = input.document.as_ref().map_or_else(|| Ok(standard()), read)?;
    let row = Row { purpose: input.purpose.0.to_string(), demonstration, ..draft(uow, &area, &input.title, &form)? };
    insert(&uow.conn, row.clone()).await?;
    uow.audit("form.create", Subject::new("form", row.id).after(snapshot(&row))).await?;
    Ok(row)
}

/// The area of a form, where the caller must be a programme officer.
pub(super) async fn building_area(uow: &Uow, code: &str) -> Result<Area, Problem> {
    let area = areas::find(&uow.conn, code).await?;
    let area = area.ok_or_else(|| Problem::fault("/area_code", "unknown", "There is no such area"))?;
    if !uow.caller()?.holds(BUILDERS, &Place::area(&area.path)) {
        return Err(Problem::forbidden("Only a programme officer of this area may build forms for it"));
    }
    Ok(area)
}

/// The first version of a chain of its own.
pub(super) fn draft(uow: &Uow, area: &Area, title: &str, form: &Form) -> Result<Row, Problem> {
    let id = FormId(uow.id());
    let me = uow.caller()?.user;
    Ok(Row {
        id,
        chain_id: id,
        revision: 1,
        purpose: String::new(),
        title: title.trim().to_owned(),
        area_code: area.code.clone(),
        area_path: area.path.clone(),
        document: canonical(form)?,
        sha256: form.content_hash().map_err(Problem::internal)?,
        fields: count(form),
        copied_from: None,
        demonstration: false,
        published_at: None,
        state: "draft".to_owned(),
        version: 1,
        created_by: me,
        updated_by: me,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

pub(super) fn snapshot(row: &Row) -> Value {
    serde_json::json!({
        "title": row.title, "purpose": row.purpose, "area_code": row.area_code, "revision": row.revision, "sha256": row.sha256,
    })
}

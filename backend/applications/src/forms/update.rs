//! Rewrite a draft of a form.

use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_store::ids::FormId;
use yichuang_store::record::Form as Row;
use yichuang_store::update;

use super::{BUILDERS, count, create::snapshot, open, place, read, reply};

/// What to change; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormChangeInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "社区公益创投项目申报书")]
    pub title: Option<String>,
    /// The whole form, `form/1`; it may still be unsound.
    #[schema(value_type = Option<Object>, example = json!({ "format": "form/1", "sections": [] }))]
    pub document: Option<Value>,
}

/// Change a form
///
/// Possible while it is a draft. What keeps it from being published is in the answer, and does not keep it from
/// being saved.
#[utoipa::path(patch, path = "/forms/{id}", operation_id = "updateForm", tag = "forms",
    params(("id" = Uuid, Path, description = "Form")), request_body = FormChangeInput,
    responses((status = 200, description = "The form", body = super::view::FormView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<FormChangeInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, FormId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: FormId, seen: IfMatch, input: &FormChangeInput) -> Result<Row, Problem> {
    let before = open(uow, id, seen).await?;
    if !uow.caller()?.holds(BUILDERS, &place(&before)) {
        return Err(Problem::forbidden("Only a programme officer of this area may change the form"));
    }
    if before.state != "draft" {
        return Err(Problem::refused("not_editable", "A form can be changed while it is a draft").with("state", before.state));
    }
    let mut row = Row { updated_at: uow.micros(), updated_by: uow.caller()?.user, ..before.clone() };
    if let Some(title) = &input.title {
        title.trim().clone_into(&mut row.title);
    }
    if let Some(sent) = &input.document {
        let form = read(sent)?;
        row.document = canonical(&form)?;
        row.sha256 = form.content_hash().map_err(Problem::internal)?;
        row.fields = count(&form);
    }
    let after = update(&uow.conn, row).await?;
    uow.audit("form.update", Subject::new("form", after.id).before(snapshot(&before)).after(snapshot(&after))).await?;
    Ok(after)
}

//! Check a form without saving it.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::FaultView;

use super::{inside, read};

/// A form to be checked.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FormCheckInput {
    /// The whole form, `form/1`.
    #[schema(value_type = Object, example = json!({ "format": "form/1", "sections": [] }))]
    pub document: Value,
}

/// What a form would be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormCheckView {
    /// What would keep it from being published, with pointers below `/document`.
    pub faults: Vec<FaultView>,
    /// SHA-256 of the canonical JSON of the document.
    pub sha256: String,
    /// How many fields it has.
    #[schema(example = 24)]
    pub fields: i32,
}

/// Check a form
///
/// Says everything that would keep the document from being published; nothing is saved.
#[utoipa::path(post, path = "/forms/check", operation_id = "checkForm", tag = "forms", request_body = FormCheckInput,
    responses((status = 200, description = "The faults", body = FormCheckView)))]
pub async fn handler(cx: Cx, Json(input): Json<FormCheckInput>) -> Response {
    let input = &input;
    cx.write(|_| async move {
        let form = read(&input.document)?;
        let faults = form.validate().into_iter().map(inside).map(Into::into).collect();
        let sha256 = form.content_hash().map_err(Problem::internal)?;
        Reply::ok(&FormCheckView { faults, sha256, fields: super::count(&form) })
    })
    .await
}

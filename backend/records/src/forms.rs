//! The form that a call uses.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::forms::{self, Form, Purpose};
use yichuang_store::forms as rows;
use yichuang_store::ids::CallId;
use yichuang_store::record::Form as Row;

/// The form that a call uses: a version of the library, or the standard form.
pub struct Used {
    /// Nothing for the standard form.
    pub row: Option<Row>,
    pub form: Form,
    pub sha256: String,
}

impl Used {
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.row.is_none()
    }
}

/// What applicants of a call fill in.
pub async fn used(uow: &Uow, call: CallId) -> Result<Used, Problem> {
    if let Some(row) = rows::of_call(&uow.conn, call, Purpose::Proposal.as_str()).await? {
        return Ok(Used { form: document(&row.document)?, sha256: row.sha256.clone(), row: Some(row) });
    }
    let form = forms::standard();
    Ok(Used { row: None, sha256: form.content_hash().map_err(Problem::internal)?, form })
}

/// The form of a call.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallFormView {
    /// The standard form, whose answers are the texts and indicators of the proposal itself.
    pub standard: bool,
    /// The version in the library; nothing for the standard form.
    pub id: Option<Uuid>,
    #[schema(example = "社区公益创投项目申报书")]
    pub title: Option<String>,
    /// Which version of its chain it is.
    #[schema(example = 1)]
    pub revision: Option<i32>,
    /// SHA-256 of the canonical JSON of the document.
    pub sha256: String,
    /// The form itself, `form/1`.
    #[schema(value_type = Object)]
    pub document: Value,
}

impl CallFormView {
    pub fn of(used: &Used) -> Result<Self, Problem> {
        Ok(Self {
            standard: used.is_standard(),
            id: used.row.as_ref().map(|row| row.id.0),
            title: used.row.as_ref().map(|row| row.title.clone()),
            revision: used.row.as_ref().map(|row| row.revision),
            sha256: used.sha256.clone(),
            document: serde_json::to_value(&used.form).map_err(Problem::internal)?,
        })
    }
}

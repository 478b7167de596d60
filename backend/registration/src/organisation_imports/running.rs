//! How far imports are.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;

/// An import that runs at this moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RunningImportView {
    /// The upload that is imported.
    pub file_id: Uuid,
    /// Rows that are registered so far; they count only when all of them are.
    #[schema(example = 120)]
    pub done: usize,
    /// Rows of the sheet.
    #[schema(example = 800)]
    pub rows: usize,
}

/// The imports of one person that run at this moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RunningImportList {
    pub items: Vec<RunningImportView>,
}

/// List running imports of organisations
///
/// How far the caller's own imports are, while `importOrganisations` runs. An import is one transaction: before it ends
/// nothing of it is kept. An installation of several processes answers only for the one that is asked, so that an empty
/// list does not mean that nothing runs.
#[utoipa::path(get, path = "/organisation-imports/running", operation_id = "listRunningOrganisationImports", tag = "organisations",
    responses((status = 200, description = "How far", body = RunningImportList)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let uow = cx.read();
    let running = uow.app.running.of(uow.caller()?.user).into_iter();
    let items = running.map(|(file_id, done, rows)| RunningImportView { file_id, done, rows }).collect();
    Reply::ok(&RunningImportList { items })
}

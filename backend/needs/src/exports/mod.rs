//! The lists of this chapter as workbooks.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;
use yichuang_base::exports::table::Table;

pub mod needs;

/// Every list with the table of its sheet.
pub const TABLES: &[(&str, &Table)] = &[("/needs", &needs::TABLE)];

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(needs::handler))
}

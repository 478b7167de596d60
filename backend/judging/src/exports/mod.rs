//! The lists of this chapter as workbooks.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;
use yichuang_base::exports::table::Table;

pub mod assignment_runs;
pub mod assignments;
pub mod notices;
pub mod objections;
pub mod reviewers;

/// Every list with the table of its sheet.
pub const TABLES: &[(&str, &Table)] = &[
    ("/assignments", &assignments::TABLE),
    ("/calls/{id}/assignment-runs", &assignment_runs::TABLE),
    ("/notices", &notices::TABLE),
    ("/objections", &objections::TABLE),
    ("/reviewers", &reviewers::TABLE),
];

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(assignment_runs::handler))
        .routes(routes!(assignments::handler))
        .routes(routes!(notices::handler))
        .routes(routes!(objections::handler))
        .routes(routes!(reviewers::handler))
}

//! The lists of this chapter as workbooks.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;
use yichuang_base::exports::table::Table;

pub mod amendments;
pub mod calls;
pub mod forms;
pub mod openings;
pub mod proposals;
pub mod questions;

/// Every list with the table of its sheet.
pub const TABLES: &[(&str, &Table)] = &[
    ("/calls", &calls::TABLE),
    ("/calls/{id}/amendments", &amendments::TABLE),
    ("/forms", &forms::TABLE),
    ("/proposal-openings", &openings::TABLE),
    ("/proposals", &proposals::TABLE),
    ("/questions", &questions::TABLE),
];

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(amendments::handler))
        .routes(routes!(calls::handler))
        .routes(routes!(forms::handler))
        .routes(routes!(openings::handler))
        .routes(routes!(proposals::handler))
        .routes(routes!(questions::handler))
}

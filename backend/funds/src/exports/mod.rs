//! The lists of this chapter as workbooks.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;
use yichuang_base::exports::table::Table;

pub mod allotments;
pub mod donations;
pub mod fund_reports;
pub mod funds;
pub mod journals;

/// Every list with the table of its sheet.
pub const TABLES: &[(&str, &Table)] = &[
    ("/allotments", &allotments::TABLE),
    ("/donations", &donations::TABLE),
    ("/fund-reports", &fund_reports::TABLE),
    ("/funds", &funds::TABLE),
    ("/ledger/journals", &journals::TABLE),
];

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(allotments::handler))
        .routes(routes!(donations::handler))
        .routes(routes!(fund_reports::handler))
        .routes(routes!(funds::handler))
        .routes(routes!(journals::handler))
}

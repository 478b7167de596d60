//! The lists of this chapter as workbooks.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;
use yichuang_base::exports::table::Table;

pub mod bank_lines;
pub mod bank_statements;
pub mod batches;
pub mod fund_orders;
pub mod invoices;
pub mod payments;
pub mod periods;
pub mod projects;
pub mod tranches;
pub mod year_ends;

/// Every list with the table of its sheet.
pub const TABLES: &[(&str, &Table)] = &[
    ("/bank-lines", &bank_lines::TABLE),
    ("/bank-statements", &bank_statements::TABLE),
    ("/batches", &batches::TABLE),
    ("/fund-orders", &fund_orders::TABLE),
    ("/invoices", &invoices::TABLE),
    ("/payments", &payments::TABLE),
    ("/periods", &periods::TABLE),
    ("/projects", &projects::TABLE),
    ("/tranches", &tranches::TABLE),
    ("/year-ends", &year_ends::TABLE),
];

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(bank_lines::handler))
        .routes(routes!(bank_statements::handler))
        .routes(routes!(batches::handler))
        .routes(routes!(fund_orders::handler))
        .routes(routes!(invoices::handler))
        .routes(routes!(payments::handler))
        .routes(routes!(periods::handler))
        .routes(routes!(projects::handler))
        .routes(routes!(tranches::handler))
        .routes(routes!(year_ends::handler))
}

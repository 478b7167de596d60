//! Every list as a workbook.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::exports;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(exports::account_changes::handler))
        .routes(routes!(exports::allotments::handler))
        .routes(routes!(exports::amendments::handler))
        .routes(routes!(exports::assignments::handler))
        .routes(routes!(exports::assignment_runs::handler))
        .routes(routes!(exports::audit_events::handler))
        .routes(routes!(exports::bank_lines::handler))
        .routes(routes!(exports::bank_statements::handler))
        .routes(routes!(exports::batches::handler))
        .routes(routes!(exports::calls::handler))
        .routes(routes!(exports::documents::handler))
        .routes(routes!(exports::donations::handler))
        .routes(routes!(exports::forms::handler))
        .routes(routes!(exports::conflicts::handler))
        .routes(routes!(exports::fund_orders::handler))
        .routes(routes!(exports::fund_reports::handler))
        .routes(routes!(exports::experts::handler))
        .routes(routes!(exports::funds::handler))
        .routes(routes!(exports::history::handler))
        .routes(routes!(exports::invitations::handler))
        .routes(routes!(exports::journals::handler))
        .routes(routes!(exports::members::handler))
        .routes(routes!(exports::needs::handler))
        .routes(routes!(exports::notices::handler))
        .routes(routes!(exports::objections::handler))
        .routes(routes!(exports::openings::handler))
        .routes(routes!(exports::organisation_imports::handler))
        .routes(routes!(exports::organisations::handler))
        .routes(routes!(exports::payments::handler))
        .routes(routes!(exports::periods::handler))
        .routes(routes!(exports::invoices::handler))
        .routes(routes!(exports::projects::handler))
        .routes(routes!(exports::proposals::handler))
        .routes(routes!(exports::questions::handler))
        .routes(routes!(exports::reviewers::handler))
        .routes(routes!(exports::sponsorships::handler))
        .routes(routes!(exports::staff::handler))
        .routes(routes!(exports::tranches::handler))
        .routes(routes!(exports::users::handler))
        .routes(routes!(exports::verifications::handler))
        .routes(routes!(exports::year_ends::handler))
}

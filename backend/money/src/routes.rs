//! Where the money is: projects, tranches, payments, batches, funds, orders.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::{agreements, exports, fund_orders, invoices, payment_tiers, payments, periods, projects, statements, year_ends};

/// Every operation of this chapter.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(projects())
        .merge(tranches())
        .merge(payments())
        .merge(batches())
        .merge(orders())
        .merge(bank())
        .merge(months())
        .merge(years())
        .merge(exports::routes())
}

fn projects() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(projects::list::handler))
        .routes(routes!(projects::get::handler))
        .routes(routes!(projects::terminate::handler))
        .routes(routes!(projects::ask_extension::handler))
        .routes(routes!(projects::grant_extension::handler))
        .routes(routes!(projects::refuse_extension::handler))
        .routes(routes!(projects::list_public::handler))
        .routes(routes!(projects::get_public::handler))
        .routes(routes!(agreements::draft::handler))
        .routes(routes!(agreements::get::handler))
        .routes(routes!(agreements::pdf::handler))
        .routes(routes!(agreements::offer::handler))
        .routes(routes!(agreements::sign::handler))
}

fn tranches() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(payments::list_tranches::handler))
        .routes(routes!(payments::summarise_tranches::handler))
        .routes(routes!(payments::get_tranche::handler))
        .routes(routes!(payments::mark_due::handler))
        .routes(routes!(payments::request::handler))
        .routes(routes!(payments::prepare::handler))
        .routes(routes!(invoices::list::handler))
        .routes(routes!(invoices::cancel::handler))
}

fn payments() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(payments::list::handler))
        .routes(routes!(payments::get::handler))
        .routes(routes!(payments::check::handler))
        .routes(routes!(payments::approve::handler))
        .routes(routes!(payments::endorse::handler))
        .routes(routes!(payments::reject::handler))
        .routes(routes!(payments::withdraw_approval::handler))
        .routes(routes!(payment_tiers::get::handler, payment_tiers::propose::handler))
        .routes(routes!(payment_tiers::confirm::handler))
}

fn batches() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(payments::list_batches::handler, payments::create_batch::handler))
        .routes(routes!(payments::get_batch::handler))
        .routes(routes!(payments::lock_batch::handler))
        .routes(routes!(payments::approve_batch::handler))
        .routes(routes!(payments::generate_batch::handler))
        .routes(routes!(payments::download_bank_file::handler))
        .routes(routes!(payments::profiles::handler))
        .routes(routes!(payments::submit_batch::handler))
        .routes(routes!(payments::import_return::handler))
        .routes(routes!(payments::void_batch::handler))
}

fn orders() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(fund_orders::list::handler, fund_orders::create::handler))
        .routes(routes!(fund_orders::get::handler))
        .routes(routes!(fund_orders::check::handler))
        .routes(routes!(fund_orders::approve::handler))
        .routes(routes!(fund_orders::endorse::handler))
        .routes(routes!(fund_orders::reject::handler))
        .routes(routes!(fund_orders::withdraw::handler))
}

fn bank() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(statements::list::handler, statements::import::handler))
        .routes(routes!(statements::preview::handler))
        .routes(routes!(statements::get::handler))
        .routes(routes!(statements::list_lines::handler))
        .routes(routes!(statements::get_line::handler))
        .routes(routes!(statements::matches::handler))
        .routes(routes!(statements::match_line::handler))
        .routes(routes!(statements::match_lines::handler))
        .routes(routes!(statements::explain::handler))
        .routes(routes!(statements::confirm::handler))
        .routes(routes!(statements::reject::handler))
        .routes(routes!(statements::release::handler))
}

fn months() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(periods::reconcile::handler))
        .routes(routes!(periods::list::handler, periods::propose::handler))
        .routes(routes!(periods::get::handler))
        .routes(routes!(periods::close::handler))
        .routes(routes!(periods::send_back::handler))
}

fn years() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(year_ends::preview::handler))
        .routes(routes!(year_ends::list::handler, year_ends::propose::handler))
        .routes(routes!(year_ends::get::handler))
        .routes(routes!(year_ends::check::handler))
        .routes(routes!(year_ends::close::handler))
        .routes(routes!(year_ends::send_back::handler))
}

//! Where the money comes from, and what became of it in all.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::{donations, exports, fund_reports, funds, lottery_disclosures};

/// Every operation of this chapter.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(funds()).merge(community_funds()).merge(reports()).merge(exports::routes())
}

fn funds() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(funds::list::handler, funds::create::handler))
        .routes(routes!(funds::get::handler))
        .routes(routes!(funds::set_bank_account::handler))
        .routes(routes!(funds::list_allotments::handler))
        .routes(routes!(funds::get_allotment::handler))
        .routes(routes!(funds::create_allotment::handler))
        .routes(routes!(funds::approve_allotment::handler))
        .routes(routes!(funds::trial_balance::handler))
        .routes(routes!(funds::list_journals::handler))
        .routes(routes!(funds::get_voucher::handler))
        .routes(routes!(funds::export_beancount::handler))
}

fn community_funds() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(donations::list::handler))
        .routes(routes!(donations::create::handler))
        .routes(routes!(donations::get::handler))
        .routes(routes!(donations::confirm::handler))
        .routes(routes!(donations::reject::handler))
        .routes(routes!(donations::withdraw::handler))
        .routes(routes!(donations::hand_out::handler))
        .routes(routes!(donations::list_funds::handler))
        .routes(routes!(donations::get_fund::handler))
        .routes(routes!(donations::list_public::handler))
}

fn reports() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(fund_reports::get::handler))
        .routes(routes!(fund_reports::plan::handler))
        .routes(routes!(lottery_disclosures::list::handler))
        .routes(routes!(lottery_disclosures::get::handler))
}

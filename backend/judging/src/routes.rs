//! Who judges what, and what comes of it: draws, reviews, notices.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::{assignment_runs, defences, draws, exports, juries, lotteries, notices, objections, review_corrections, reviews};

/// Every operation of this chapter.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(reviews()).merge(defences()).merge(draws()).merge(notices()).merge(exports::routes())
}

fn reviews() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(reviews::feedback::handler))
        .routes(routes!(reviews::list_reviewers::handler))
        .routes(routes!(assignment_runs::list::handler, assignment_runs::apply::handler))
        .routes(routes!(assignment_runs::preview::handler))
        .routes(routes!(assignment_runs::undo::handler))
        .routes(routes!(reviews::get_panel::handler, reviews::appoint_panel::handler))
        .routes(routes!(reviews::list_assignments::handler))
        .routes(routes!(reviews::get_assignment::handler))
        .routes(routes!(reviews::attest::handler))
        .routes(routes!(reviews::recuse::handler))
        .routes(routes!(reviews::get_answers::handler))
        .routes(routes!(reviews::save::handler))
        .routes(routes!(reviews::submit::handler))
        .routes(routes!(reviews::withdraw::handler))
        .routes(routes!(reviews::abstain::handler))
        .routes(routes!(reviews::seal::handler))
        .routes(routes!(reviews::set_last_day::handler))
        .routes(routes!(reviews::request_reopening::handler))
        .routes(routes!(reviews::approve_reopening::handler))
        .routes(routes!(reviews::reject_reopening::handler))
        .routes(routes!(reviews::get_results::handler))
        .routes(routes!(reviews::score_sheet_pdf::handler))
        .routes(routes!(reviews::verify::handler))
        .routes(routes!(reviews::bundle::handler))
        .routes(routes!(reviews::get_diagnostics::handler))
        .routes(routes!(reviews::get_own_diagnostics::handler))
        .routes(routes!(review_corrections::list::handler))
        .routes(routes!(review_corrections::request::handler))
        .routes(routes!(review_corrections::approve::handler))
        .routes(routes!(review_corrections::reject::handler))
        .routes(routes!(reviews::get_public_bundle::handler))
        .routes(routes!(lotteries::list::handler, lotteries::commit::handler))
        .routes(routes!(lotteries::draw::handler))
        .routes(routes!(lotteries::list_public::handler))
}

fn defences() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(defences::get::handler, defences::announce::handler))
        .routes(routes!(defences::watch::handler))
        .routes(routes!(defences::draw::handler))
        .routes(routes!(defences::open::handler))
        .routes(routes!(defences::begin_scoring::handler))
        .routes(routes!(defences::close::handler))
        .routes(routes!(defences::reopen::handler))
        .routes(routes!(defences::miss::handler))
        .routes(routes!(defences::recall::handler))
        .routes(routes!(reviews::seal_defence::handler))
        .routes(routes!(juries::get::handler, juries::enter::handler))
        .routes(routes!(juries::confirm::handler))
        .routes(routes!(juries::reject::handler))
}

fn draws() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(draws::list::handler, draws::announce::handler))
        .routes(routes!(draws::candidates::handler))
        .routes(routes!(draws::draw::handler))
        .routes(routes!(draws::confirm::handler))
        .routes(routes!(draws::replace::handler))
        .routes(routes!(draws::void::handler))
        .routes(routes!(draws::list_public::handler))
        .routes(routes!(draws::file::handler))
}

fn notices() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(notices::get_decision::handler, notices::propose::handler))
        .routes(routes!(notices::approve_decision::handler))
        .routes(routes!(notices::return_decision::handler))
        .routes(routes!(notices::draft::handler))
        .routes(routes!(notices::list::handler))
        .routes(routes!(notices::get::handler))
        .routes(routes!(notices::publish::handler))
        .routes(routes!(notices::close::handler))
        .routes(routes!(notices::discard::handler))
        .routes(routes!(notices::list_public::handler))
        .routes(routes!(notices::get_public::handler))
        .routes(routes!(notices::extend::handler))
        .routes(routes!(notices::funding_alternatives::handler))
        .routes(routes!(objections::file::handler))
        .routes(routes!(objections::record::handler))
        .routes(routes!(objections::list::handler))
        .routes(routes!(objections::get::handler))
        .routes(routes!(objections::assign::handler))
        .routes(routes!(objections::admit::handler))
        .routes(routes!(objections::dismiss::handler))
        .routes(routes!(objections::order_re_review::handler))
        .routes(routes!(objections::answer::handler))
}

//! What residents and communities need.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::{exports, needs};

/// Every operation of this chapter.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(needs()).merge(exports::routes())
}

fn needs() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(needs::form::handler))
        .routes(routes!(needs::list_public::handler, needs::report::handler))
        .routes(routes!(needs::similar::public))
        .routes(routes!(needs::get_public::handler))
        .routes(routes!(needs::list_areas::handler))
        .routes(routes!(needs::request_endorsement::handler))
        .routes(routes!(needs::confirm_endorsement::handler))
        .routes(routes!(needs::stop_following::handler))
        .routes(routes!(needs::follow::handler))
        .routes(routes!(needs::add::handler))
        .routes(routes!(needs::withdraw::handler))
        .routes(routes!(needs::list::handler, needs::create::handler))
        .routes(routes!(needs::import::handler))
        .routes(routes!(needs::import_sheet::handler))
        .routes(routes!(needs::template::handler))
        .routes(routes!(needs::response_days::handler))
        .routes(routes!(needs::set_response_days::handler))
        .routes(routes!(needs::get::handler, needs::update::handler))
        .routes(routes!(needs::similar::handler))
        .routes(routes!(needs::accept::handler))
        .routes(routes!(needs::merge::handler))
        .routes(routes!(needs::decline::handler))
        .routes(routes!(needs::publish::handler))
        .routes(routes!(needs::mark_met::handler))
        .routes(routes!(needs::mark_unmet::handler))
        .routes(routes!(needs::reveal_contact::handler))
        .routes(routes!(needs::endorse::handler))
}

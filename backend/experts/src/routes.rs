//! Who may judge, and who may not judge what.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::{conflicts, experts, exports};

/// Every operation of this chapter.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(experts()).merge(conflicts()).merge(exports::routes())
}

fn experts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(experts::list::handler, experts::register::handler))
        .routes(routes!(experts::mine::handler))
        .routes(routes!(experts::import::handler))
        .routes(routes!(experts::template::handler))
        .routes(routes!(experts::bulk_approve::handler))
        .routes(routes!(experts::get::handler, experts::update::handler))
        .routes(routes!(experts::submit::handler))
        .routes(routes!(experts::send_back::handler))
        .routes(routes!(experts::approve::handler))
        .routes(routes!(experts::ask_renewal::handler))
        .routes(routes!(experts::suspend::handler))
        .routes(routes!(experts::reinstate::handler))
}

fn conflicts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(conflicts::list::handler, conflicts::declare::handler))
        .routes(routes!(conflicts::record::handler))
        .routes(routes!(conflicts::get::handler))
        .routes(routes!(conflicts::decide::confirm))
        .routes(routes!(conflicts::decide::dismiss))
        .routes(routes!(conflicts::detect::handler))
}

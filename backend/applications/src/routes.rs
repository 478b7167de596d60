//! Calls, forms, proposals, and the way to their files.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::{amendments, calls, downloads, exports, forms, proposals, questions};

/// Every operation of this chapter.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(calls())
        .merge(amendments())
        .merge(questions())
        .merge(proposals())
        .merge(forms())
        .merge(downloads())
        .merge(exports::routes())
}

fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(calls::list_presets::handler))
        .routes(routes!(calls::list::handler, calls::create::handler))
        .routes(routes!(calls::get::handler, calls::update::handler))
        .routes(routes!(calls::approve::handler))
        .routes(routes!(calls::publish::handler))
        .routes(routes!(calls::start_screening::handler))
        .routes(routes!(calls::start_review::handler))
        .routes(routes!(calls::start_deciding::handler))
        .routes(routes!(calls::cancel::handler))
        .routes(routes!(calls::archive::handler))
        .routes(routes!(calls::list_public::handler))
        .routes(routes!(calls::get_public::handler))
        .routes(routes!(calls::eligibility::handler))
        .routes(routes!(calls::check_scheme::handler))
        .routes(routes!(calls::check_timetable::handler))
        .routes(routes!(calls::copy::handler))
        .routes(routes!(calls::open_round::handler))
}

fn amendments() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(amendments::list::handler, amendments::propose::handler))
        .routes(routes!(amendments::check::handler))
        .routes(routes!(amendments::get::handler))
        .routes(routes!(amendments::approve::handler))
        .routes(routes!(amendments::send_back::handler))
        .routes(routes!(amendments::withdraw::handler))
        .routes(routes!(amendments::list_public::handler))
}

fn questions() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(questions::ask::handler))
        .routes(routes!(questions::list::handler))
        .routes(routes!(questions::get::handler))
        .routes(routes!(questions::answer::handler))
        .routes(routes!(questions::decline::handler))
        .routes(routes!(questions::list_public::handler))
}

fn proposals() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(proposals::list::handler, proposals::create::handler))
        .routes(routes!(proposals::get::handler, proposals::update::handler))
        .routes(routes!(proposals::set_needs::list, proposals::set_needs::handler))
        .routes(routes!(proposals::list_attachments::handler, proposals::attach::handler))
        .routes(routes!(proposals::detach::handler))
        .routes(routes!(proposals::check::handler))
        .routes(routes!(proposals::submit::handler))
        .routes(routes!(proposals::withdraw::handler))
        .routes(routes!(proposals::declare_eligible::handler))
        .routes(routes!(proposals::declare_ineligible::handler))
        .routes(routes!(proposals::request_correction::handler))
        .routes(routes!(proposals::ask_signature::handler))
        .routes(routes!(proposals::sign::handler))
        .routes(routes!(proposals::return_to_writers::handler))
        .routes(routes!(proposals::snapshot::handler))
        .routes(routes!(proposals::pdf::handler))
        .routes(routes!(proposals::receipt_pdf::handler))
        .routes(routes!(proposals::verify_receipt::handler))
        .routes(routes!(proposals::copy::handler))
        .routes(routes!(proposals::editors::handler))
        .routes(routes!(proposals::similar::handler))
        .routes(routes!(proposals::screening::handler))
        .routes(routes!(proposals::judge_rule::handler))
        .routes(routes!(proposals::bulk::handler))
        .routes(routes!(proposals::list_openings::handler))
}

fn forms() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(forms::list::handler, forms::create::handler))
        .routes(routes!(forms::check::handler))
        .routes(routes!(forms::get::handler, forms::update::handler))
        .routes(routes!(forms::publish::handler))
        .routes(routes!(forms::discard::handler))
        .routes(routes!(forms::copy::handler))
        .routes(routes!(forms::call_form::get, forms::call_form::set))
        .routes(routes!(forms::call_form::get_public))
        .routes(routes!(proposals::get_answers::handler))
        .routes(routes!(proposals::save_section::handler))
}

fn downloads() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(downloads::get::handler))
        .routes(routes!(downloads::get_content::handler))
        .routes(routes!(downloads::get::public))
        .routes(routes!(downloads::get_content::public))
}

//! The table of contents: every operation, grouped by noun.

use axum::Router;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::{
    accounts, agreements, amendments, assignment_runs, audit, bank_accounts, calls, conflicts, draws, experts, exports, files, forms,
    fund_orders, funds, lotteries, members, needs, notices, objections, organisation_documents, organisation_imports, organisations,
    payments, portal, projects, proposals, questions, reviews, sponsorships, staff, verifications,
};
use crate::app::App;
use crate::http::prepare::{prepare, stamp};
use crate::problem::Problem;
use crate::web;

/// Every operation of the contract.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let api = OpenApiRouter::new()
        .merge(accounts())
        .merge(organisations())
        .merge(organisation_people())
        .merge(sponsorships())
        .merge(calls())
        .merge(needs())
        .merge(amendments())
        .merge(questions())
        .merge(proposals())
        .merge(forms())
        .merge(reviews())
        .merge(conflicts())
        .merge(orders())
        .merge(experts())
        .merge(draws())
        .merge(notices())
        .merge(projects())
        .merge(tranches())
        .merge(payments())
        .merge(batches())
        .merge(funds())
        .merge(files())
        .merge(portal())
        .merge(exports())
        .routes(routes!(audit::list::handler));
    OpenApiRouter::new().nest("/api/v1", api)
}

fn portal() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(portal::search::handler))
        .routes(routes!(portal::request_subscription::handler))
        .routes(routes!(portal::confirm_subscription::handler))
        .routes(routes!(portal::end_subscription::handler))
}

fn accounts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts::create_session::handler))
        .routes(routes!(accounts::current_session::handler, accounts::delete_session::handler))
        .routes(routes!(accounts::register::handler))
        .routes(routes!(accounts::change_password::handler))
        .routes(routes!(accounts::list_users::handler))
        .routes(routes!(accounts::get_user::handler))
        .routes(routes!(accounts::create_grant::handler))
        .routes(routes!(accounts::delete_grant::handler))
        .routes(routes!(accounts::list_areas::handler, accounts::create_area::handler))
        .routes(routes!(accounts::clock::get))
        .routes(routes!(accounts::clock::advance))
}

fn organisations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(organisation_record())
        .routes(routes!(organisations::list::handler, organisations::create::handler))
        .routes(routes!(organisations::get::handler, organisations::update::handler))
        .routes(routes!(organisations::set_bank_account::handler))
        .routes(routes!(organisations::submit::handler))
        .routes(routes!(organisations::verify::handler))
        .routes(routes!(organisations::send_back::handler))
        .routes(routes!(organisations::reject::handler))
        .routes(routes!(organisations::suspend::handler))
        .routes(routes!(organisations::reinstate::handler))
        .routes(routes!(organisations::deregister::handler))
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
        .routes(routes!(reviews::get_answers::handler))
}

fn organisation_people() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts::disable::handler))
        .routes(routes!(accounts::disable::enable))
        .routes(routes!(accounts::join::handler))
        .routes(routes!(accounts::verification::verify))
        .routes(routes!(accounts::verification::again))
        .routes(routes!(accounts::password_reset::request))
        .routes(routes!(accounts::password_reset::confirm))
        .routes(routes!(members::list::handler))
        .routes(routes!(members::update::handler, members::remove::handler))
        .routes(routes!(members::leave::handler))
        .routes(routes!(members::list_invitations::handler, members::invite::handler))
        .routes(routes!(members::resend::handler))
        .routes(routes!(members::revoke::handler))
        .routes(routes!(members::preview::handler))
        .routes(routes!(members::accept::handler))
        .routes(routes!(members::accept::join))
        .routes(routes!(members::request_access::handler))
        .routes(routes!(members::check_uscc::handler))
        .routes(routes!(organisation_imports::list::handler, organisation_imports::create::handler))
        .routes(routes!(organisation_imports::check::handler))
        .routes(routes!(organisation_imports::template::handler))
        .routes(routes!(organisation_imports::running::handler))
        .routes(routes!(organisation_imports::result::faults))
        .routes(routes!(organisation_imports::result::handler))
        .routes(routes!(organisation_imports::get::handler))
        .routes(routes!(organisations::duplicates::list))
        .routes(routes!(organisations::duplicates::decide))
}

fn sponsorships() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sponsorships::list::handler, sponsorships::ask::handler))
        .routes(routes!(sponsorships::answer::agree))
        .routes(routes!(sponsorships::answer::refuse))
        .routes(routes!(sponsorships::answer::withdraw))
        .routes(routes!(sponsorships::answer::end))
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

fn organisation_record() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(organisations::standing::handler))
        .routes(routes!(organisations::eligibility::handler))
        .routes(routes!(organisations::record_inspection::handler, organisations::delete_inspection::handler))
        .routes(routes!(organisations::record_list_entry::handler))
        .routes(routes!(organisations::correct_list_entry::handler))
        .routes(routes!(organisations::history::handler))
        .routes(routes!(organisations::bulk::handler))
        .routes(routes!(bank_accounts::list::handler))
        .routes(routes!(bank_accounts::get::handler))
        .routes(routes!(bank_accounts::confirm::handler))
        .routes(routes!(bank_accounts::cancel::handler))
        .routes(routes!(bank_accounts::reveal::handler))
        .routes(routes!(organisation_documents::list::handler, organisation_documents::create::handler))
        .routes(routes!(
            organisation_documents::get::handler,
            organisation_documents::update::handler,
            organisation_documents::remove::handler
        ))
        .routes(routes!(staff::list::handler, staff::create::handler))
        .routes(routes!(staff::get::handler, staff::update::handler))
        .routes(routes!(staff::reveal::handler))
        .routes(routes!(verifications::list::handler))
        .routes(routes!(verifications::get::handler))
        .routes(routes!(verifications::save_checklist::handler))
        .routes(routes!(verifications::accept::handler))
        .routes(routes!(verifications::send_back::handler))
        .routes(routes!(verifications::withdraw::handler))
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
        .routes(routes!(proposals::feedback::handler))
        .routes(routes!(proposals::judge_rule::handler))
        .routes(routes!(proposals::bulk::handler))
        .routes(routes!(proposals::openings::handler))
}

fn reviews() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(reviews::list_reviewers::handler))
        .routes(routes!(assignment_runs::list::handler, assignment_runs::apply::handler))
        .routes(routes!(assignment_runs::preview::handler))
        .routes(routes!(assignment_runs::undo::handler))
        .routes(routes!(reviews::get_panel::handler, reviews::appoint_panel::handler))
        .routes(routes!(reviews::list_assignments::handler))
        .routes(routes!(reviews::get_assignment::handler))
        .routes(routes!(reviews::attest::handler))
        .routes(routes!(reviews::recuse::handler))
        .routes(routes!(reviews::save::handler))
        .routes(routes!(reviews::submit::handler))
        .routes(routes!(reviews::withdraw::handler))
        .routes(routes!(reviews::abstain::handler))
        .routes(routes!(reviews::seal::handler))
        .routes(routes!(reviews::get_results::handler))
        .routes(routes!(reviews::score_sheet_pdf::handler))
        .routes(routes!(reviews::verify::handler))
        .routes(routes!(reviews::bundle::handler))
        .routes(routes!(reviews::get_diagnostics::handler))
        .routes(routes!(reviews::get_public_bundle::handler))
        .routes(routes!(lotteries::list::handler, lotteries::commit::handler))
        .routes(routes!(lotteries::draw::handler))
        .routes(routes!(lotteries::list_public::handler))
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

fn projects() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(projects::list::handler))
        .routes(routes!(projects::get::handler))
        .routes(routes!(projects::terminate::handler))
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
}

fn payments() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(payments::list::handler))
        .routes(routes!(payments::get::handler))
        .routes(routes!(payments::check::handler))
        .routes(routes!(payments::approve::handler))
        .routes(routes!(payments::reject::handler))
        .routes(routes!(payments::withdraw_approval::handler))
}

fn batches() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(payments::list_batches::handler, payments::create_batch::handler))
        .routes(routes!(payments::get_batch::handler))
        .routes(routes!(payments::lock_batch::handler))
        .routes(routes!(payments::approve_batch::handler))
        .routes(routes!(payments::generate_batch::handler))
        .routes(routes!(payments::download_bank_file::handler))
        .routes(routes!(payments::submit_batch::handler))
        .routes(routes!(payments::import_return::handler))
        .routes(routes!(payments::void_batch::handler))
}

fn funds() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(funds::list::handler, funds::create::handler))
        .routes(routes!(funds::get::handler))
        .routes(routes!(funds::list_allotments::handler))
        .routes(routes!(funds::get_allotment::handler))
        .routes(routes!(funds::create_allotment::handler))
        .routes(routes!(funds::approve_allotment::handler))
        .routes(routes!(funds::trial_balance::handler))
        .routes(routes!(funds::list_journals::handler))
        .routes(routes!(funds::export_beancount::handler))
}

fn orders() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(fund_orders::list::handler, fund_orders::create::handler))
        .routes(routes!(fund_orders::get::handler))
        .routes(routes!(fund_orders::check::handler))
        .routes(routes!(fund_orders::approve::handler))
        .routes(routes!(fund_orders::reject::handler))
        .routes(routes!(fund_orders::withdraw::handler))
}

fn exports() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(exports::account_changes::handler))
        .routes(routes!(exports::allotments::handler))
        .routes(routes!(exports::amendments::handler))
        .routes(routes!(exports::assignments::handler))
        .routes(routes!(exports::assignment_runs::handler))
        .routes(routes!(exports::audit_events::handler))
        .routes(routes!(exports::batches::handler))
        .routes(routes!(exports::calls::handler))
        .routes(routes!(exports::documents::handler))
        .routes(routes!(exports::forms::handler))
        .routes(routes!(exports::conflicts::handler))
        .routes(routes!(exports::fund_orders::handler))
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
        .routes(routes!(exports::projects::handler))
        .routes(routes!(exports::proposals::handler))
        .routes(routes!(exports::questions::handler))
        .routes(routes!(exports::reviewers::handler))
        .routes(routes!(exports::sponsorships::handler))
        .routes(routes!(exports::staff::handler))
        .routes(routes!(exports::tranches::handler))
        .routes(routes!(exports::users::handler))
        .routes(routes!(exports::verifications::handler))
}

fn files() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(files::list_purposes::handler))
        .routes(routes!(files::create::handler))
        .routes(routes!(files::get::handler))
        .routes(routes!(files::put_content::handler, files::get_content::handler))
        .routes(routes!(files::complete::handler))
        .routes(routes!(files::remove::handler))
        .routes(routes!(files::create::public))
        .routes(routes!(files::get::public))
        .routes(routes!(files::put_content::public, files::get_content::public))
        .routes(routes!(files::complete::public))
        .routes(routes!(files::remove::public))
}

/// The whole server: API, health, contract and pages.
pub fn build(app: &App) -> Router {
    let (api, _) = routes().split_for_parts();
    let api = api.method_not_allowed_fallback(method_not_allowed).route_layer(middleware::from_fn_with_state(app.clone(), prepare));
    let csp = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    api.merge(web::router())
        .fallback(web::page_or_nothing)
        .with_state(app.clone())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(no_file)))
        .layer(fixed_header("content-security-policy", csp))
        .layer(fixed_header("x-content-type-options", "nosniff"))
        .layer(fixed_header("referrer-policy", "same-origin"))
        .layer(fixed_header("x-frame-options", "DENY"))
        .layer(fixed_header("permissions-policy", "camera=(), microphone=(), geolocation=()"))
}

/// Files are sent as they are kept: their ETag is that of these bytes, and most are packed already.
fn no_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

fn fixed_header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(header::HeaderName::from_static(name), HeaderValue::from_static(value))
}

async fn method_not_allowed() -> Response {
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This address does not take this method");
    let mut response = problem.into_response();
    stamp(&mut response, "unmatched").await;
    response
}

fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    Problem::internal("a handler panicked").into_response()
}

//! Everything before the deadline: accounts, organisations, needs, calls, forms, proposals, files, the portal.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_applications::{amendments, calls, downloads, forms, needs, proposals, questions};
use yichuang_base::app::App;
use yichuang_judging::reviews;
use yichuang_registration::{
    accounts, bank_accounts, files, members, organisation_documents, organisation_imports, organisations, portal, sponsorships, staff,
    verifications,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
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
        .merge(files())
        .merge(portal())
}

fn accounts() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts::create_session::handler))
        .routes(routes!(accounts::current_session::handler, accounts::delete_session::handler))
        .routes(routes!(accounts::register::handler))
        .routes(routes!(accounts::change_password::handler))
        .merge(second_factor())
        .routes(routes!(accounts::delegations::create::handler))
        .routes(routes!(accounts::delegations::end::handler))
        .routes(routes!(accounts::list_users::handler))
        .routes(routes!(accounts::get_user::handler))
        .routes(routes!(accounts::create_grant::handler))
        .routes(routes!(accounts::delete_grant::handler))
        .routes(routes!(accounts::list_areas::handler, accounts::create_area::handler))
        .routes(routes!(accounts::clock::get))
        .routes(routes!(accounts::clock::advance))
}

fn second_factor() -> OpenApiRouter<App> {
    use accounts::second_factor::{confirm, get, remove, reset, start, step_up};
    OpenApiRouter::new()
        .routes(routes!(get::handler, start::handler))
        .routes(routes!(confirm::handler))
        .routes(routes!(remove::handler))
        .routes(routes!(reset::handler))
        .routes(routes!(step_up::handler))
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

fn organisation_record() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(organisations::standing::handler))
        .routes(routes!(calls::eligibility::handler))
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

fn sponsorships() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sponsorships::list::handler, sponsorships::ask::handler))
        .routes(routes!(sponsorships::answer::agree))
        .routes(routes!(sponsorships::answer::refuse))
        .routes(routes!(sponsorships::answer::withdraw))
        .routes(routes!(sponsorships::answer::end))
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
        .routes(routes!(proposals::openings::handler))
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

fn files() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(files::list_purposes::handler))
        .routes(routes!(files::create::handler))
        .routes(routes!(downloads::get::handler))
        .routes(routes!(files::put_content::handler, downloads::get_content::handler))
        .routes(routes!(files::complete::handler))
        .routes(routes!(files::remove::handler))
        .routes(routes!(files::create::public))
        .routes(routes!(downloads::get::public))
        .routes(routes!(files::put_content::public, downloads::get_content::public))
        .routes(routes!(files::complete::public))
        .routes(routes!(files::remove::public))
}

fn portal() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(portal::search::handler))
        .routes(routes!(portal::request_subscription::handler))
        .routes(routes!(portal::confirm_subscription::handler))
        .routes(routes!(portal::end_subscription::handler))
}

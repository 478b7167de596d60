//! Accounts, organisations and their people, files, the portal, the trail.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;

use crate::{
    accounts, audit, bank_accounts, exports, files, members, organisation_documents, organisation_imports, organisations, portal,
    sponsorships, staff, verifications,
};

/// Every operation of this chapter.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(accounts())
        .merge(organisations())
        .merge(organisation_people())
        .merge(sponsorships())
        .merge(files())
        .merge(portal())
        .merge(trail())
        .merge(exports::routes())
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

fn files() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(files::list_purposes::handler))
        .routes(routes!(files::create::handler))
        .routes(routes!(files::put_content::handler))
        .routes(routes!(files::complete::handler))
        .routes(routes!(files::remove::handler))
        .routes(routes!(files::create::public))
        .routes(routes!(files::put_content::public))
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

fn trail() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(audit::list::handler))
}

//! The lists of this chapter as workbooks.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use yichuang_base::app::App;
use yichuang_base::exports::table::Table;

pub mod account_changes;
pub mod audit_events;
pub mod documents;
pub mod history;
pub mod invitations;
pub mod members;
pub mod organisation_imports;
pub mod organisations;
pub mod sponsorships;
pub mod staff;
pub mod users;
pub mod verifications;

/// Every list with the table of its sheet.
pub const TABLES: &[(&str, &Table)] = &[
    ("/audit-events", &audit_events::TABLE),
    ("/organisation-imports", &organisation_imports::TABLE),
    ("/organisations", &organisations::TABLE),
    ("/organisations/{id}/account-changes", &account_changes::TABLE),
    ("/organisations/{id}/documents", &documents::TABLE),
    ("/organisations/{id}/history", &history::TABLE),
    ("/organisations/{id}/invitations", &invitations::TABLE),
    ("/organisations/{id}/members", &members::TABLE),
    ("/organisations/{id}/sponsorships", &sponsorships::TABLE),
    ("/organisations/{id}/staff", &staff::TABLE),
    ("/users", &users::TABLE),
    ("/verifications", &verifications::TABLE),
];

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(account_changes::handler))
        .routes(routes!(audit_events::handler))
        .routes(routes!(documents::handler))
        .routes(routes!(history::handler))
        .routes(routes!(invitations::handler))
        .routes(routes!(members::handler))
        .routes(routes!(organisation_imports::handler))
        .routes(routes!(organisations::handler))
        .routes(routes!(sponsorships::handler))
        .routes(routes!(staff::handler))
        .routes(routes!(users::handler))
        .routes(routes!(verifications::handler))
}

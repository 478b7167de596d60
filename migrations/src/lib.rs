//! One set of migrations for SQLite and PostgreSQL, expand/contract, each with a working `down`.

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod attachments;
mod audit_chain;
mod calls;
mod conflicts;
mod corrections;
mod defence;
mod delegations;
mod desk;
mod donations;
mod draws;
mod envelopes;
mod experts;
mod files;
mod flat_lists;
mod forms;
mod found_by_organisation;
mod frozen;
mod fund_orders;
mod guards_by_statement;
mod initial;
mod invoices;
mod juries;
mod ledger_by_index;
mod lists;
mod needs;
mod one_guard;
mod organisation_documents;
mod organisation_record;
mod orgpeople;
mod payers;
mod portal;
mod reopening;
mod reservations;
mod results;
mod review_until;
mod screening;
mod script;
mod search;
mod second_factor;
mod site_visits;
mod statements;
mod tiers;
mod whole_balances;
mod year_ends;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(initial::MIGRATION),
            Box::new(search::MIGRATION),
            Box::new(files::MIGRATION),
            Box::new(organisation_record::MIGRATION),
            Box::new(orgpeople::MIGRATION),
            Box::new(needs::MIGRATION),
            Box::new(calls::MIGRATION),
            Box::new(forms::MIGRATION),
            Box::new(portal::MIGRATION),
            Box::new(screening::MIGRATION),
            Box::new(organisation_documents::MIGRATION),
            Box::new(results::MIGRATION),
            Box::new(lists::MIGRATION),
            Box::new(attachments::MIGRATION),
            Box::new(conflicts::MIGRATION),
            Box::new(fund_orders::MIGRATION),
            Box::new(experts::MIGRATION),
            Box::new(draws::MIGRATION),
            Box::new(desk::MIGRATION),
            Box::new(statements::MIGRATION),
            Box::new(defence::MIGRATION),
            Box::new(corrections::MIGRATION),
            Box::new(tiers::MIGRATION),
            Box::new(tiers::ASKED),
            Box::new(invoices::MIGRATION),
            Box::new(second_factor::MIGRATION),
            Box::new(delegations::MIGRATION),
            Box::new(year_ends::MIGRATION),
            Box::new(whole_balances::MIGRATION),
            Box::new(reservations::MIGRATION),
            Box::new(reservations::REDUCTIONS),
            Box::new(juries::MIGRATION),
            Box::new(ledger_by_index::MIGRATION),
            Box::new(frozen::MIGRATION),
            Box::new(donations::MIGRATION),
            Box::new(payers::MIGRATION),
            Box::new(found_by_organisation::MIGRATION),
            Box::new(guards_by_statement::MIGRATION),
            Box::new(site_visits::MIGRATION),
            Box::new(audit_chain::MIGRATION),
            Box::new(lists::PERSONS),
            Box::new(review_until::MIGRATION),
            Box::new(one_guard::MIGRATION),
            Box::new(envelopes::MIGRATION),
            Box::new(flat_lists::MIGRATION),
            Box::new(reopening::MIGRATION),
        ]
    }
}

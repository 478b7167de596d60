//! Everything that knows SQL. The rest of the house sees records, typed ids and the functions here.
//!
//! A [`Conn`] is either the pool (reads) or one write transaction made by [`Store::begin`]: `BEGIN IMMEDIATE`
//! on SQLite, `READ COMMITTED` with guarded updates on PostgreSQL. Money leaves a position only through
//! [`ledger::post`].

pub mod account_changes;
pub mod accounts;
pub mod amendments;
pub mod areas;
pub mod around;
pub mod assignment_runs;
pub mod attachments;
pub mod audit;
pub mod audit_chain;
mod balances;
pub mod calls;
pub mod conflicts;
pub mod conn;
pub mod donations;
mod entities;
pub mod error;
pub mod experts;
pub mod files;
pub mod forms;
pub mod fund_orders;
pub mod fund_reports;
pub mod funds;
pub mod idempotency;
pub mod ids;
pub mod invoices;
pub mod juries;
pub mod ledger;
pub mod likeness;
pub mod lotteries;
pub mod needs;
pub mod notices;
pub mod numbers;
pub mod objections;
pub mod organisation_documents;
pub mod organisations;
pub mod outbox;
pub mod page;
pub mod payments;
pub mod portal;
pub mod projects;
pub mod proposals;
pub mod questions;
pub mod record;
pub mod review_corrections;
pub mod reviews;
pub mod rounds;
pub mod screening;
pub mod seal;
pub mod search;
pub mod second_factors;
pub mod settings;
pub mod several;
pub mod sketches;
pub mod staff;
pub mod standing;
pub mod statements;
pub mod verifications;
pub mod year_ends;

pub mod account_tokens;
pub mod defences;
pub mod draws;
pub mod duplicates;
pub mod members;
pub mod organisation_imports;
pub mod sponsorships;
pub mod subscriptions;
pub mod throttles;
pub mod tiers;

pub use conn::{Conn, Store};
pub use error::StoreError;
pub use page::{Page, PageOf, Reach};
pub use record::{Record, Versioned, delete, find, get_many, insert, insert_all, lock, update, update_all};

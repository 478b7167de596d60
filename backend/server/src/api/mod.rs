//! One folder a noun, one file an operation. Each file holds the operation's wire types, its handler, and the
//! use case `run`, which the import of past rounds calls as well.

pub mod accounts;
pub mod agreements;
pub mod amendments;
pub mod assignment_runs;
pub mod audit;
pub mod calls;
pub mod conflicts;
pub mod defences;
pub mod downloads;
pub mod draws;
pub mod experts;
pub mod exports;
pub mod files;
pub mod forms;
pub mod fund_orders;
pub mod funds;
pub mod invoices;
pub mod lotteries;
pub mod members;
pub mod needs;
pub mod notices;
pub mod objections;
pub mod organisation_imports;
pub mod organisations;
pub mod payment_tiers;
pub mod payments;
pub mod periods;
pub mod portal;
pub mod projects;
pub mod proposals;
pub mod questions;
pub mod review_corrections;
pub mod reviews;

pub mod bank_accounts;
pub mod organisation_documents;
pub mod sponsorships;
pub mod staff;
pub mod statements;
pub mod verifications;

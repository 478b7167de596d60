//! Projects, agreements, tranches, payments, files for the bank, orders, statements, the end of months and years.

pub mod agreements;
pub mod bank_file;
pub mod exports;
pub mod fund_orders;
pub mod invoices;
pub mod payment_tiers;
pub mod payments;
pub mod periods;
pub mod projects;
pub mod routes;
pub mod statements;
mod xml;
pub mod year_ends;

//! Projects, agreements, tranches, payments, files for the bank, funds and the orders about them.

pub mod agreements;
pub mod bank_file;
pub mod donations;
pub mod fund_orders;
pub mod fund_reports;
pub mod funds;
pub mod invoices;
pub mod lottery_disclosures;
pub mod payment_tiers;
pub mod payments;
pub mod periods;
pub mod projects;
pub mod routes;
pub mod statements;
mod xml;
pub mod year_ends;

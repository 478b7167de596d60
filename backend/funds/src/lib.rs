//! Funds with their allotments and donations, and the reports about them.

pub mod donations;
pub mod exports;
pub mod fund_reports;
pub mod funds;
pub mod lottery_disclosures;
pub mod routes;

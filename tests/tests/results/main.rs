//! Everything after the deadline: conflicts, reviews, results, objections, the whole story, the money.
//!
//! One binary: each test binary links the whole server, which costs more than all tests of it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test code: a broken assumption should stop the test")]

mod after_year_end;
mod aggregates;
mod assignment_runs;
mod bank_files;
mod batches;
mod broken_machines;
mod closed_months;
mod conflicts;
mod defence;
mod desk;
mod donations;
mod draws;
mod experts;
mod failure_cases;
mod frozen_decisions;
mod fund_orders;
mod fund_reports;
mod golden_round;
mod invoices;
mod jury;
mod last_day;
mod late_returns;
mod ledger_store;
mod lottery_disclosures;
mod money_rules;
mod objections;
mod reconciliation;
mod reductions;
mod reservations;
mod results;
mod review_corrections;
mod reviews;
mod story;
mod tiers;
mod year_ends;

//! Experts, conflicts, draws, assignments, reviews, results, notices, objections.

pub mod assignment_runs;
pub mod chance;
pub mod defences;
pub mod draws;
pub mod exports;
pub mod juries;
pub mod lotteries;
pub mod notices;
pub mod objections;
pub mod review_corrections;
pub mod reviews;
pub mod routes;

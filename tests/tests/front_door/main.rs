//! Everything before the deadline: organisations, needs, calls, proposals, screening.
//!
//! One binary: each test binary links the whole server, which costs more than all tests of it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test code: a broken assumption should stop the test")]

mod amendments;
mod answer_files;
mod attachments;
mod bank_accounts;
mod calls;
mod documents;
mod duplicates;
mod forms;
mod need_endorsements;
mod need_list;
mod need_sheets;
mod needs;
mod organisation_imports;
mod organisation_record;
mod proposals;
mod questions;
mod response_days;
mod screening;
mod sealed;
mod submission;
mod verifications;

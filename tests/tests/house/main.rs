//! The house itself: contract, roles, bad input, races, command line, files, lists, administration.
//!
//! One binary: each test binary links the whole server, which costs more than all tests of it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test code: a broken assumption should stop the test")]

mod administration;
mod bad_input;
mod cli;
mod contract;
mod delegations;
mod demonstration_clock;
mod exports;
mod files;
mod filters;
mod kept;
mod matrix;
mod members;
mod openapi_compat;
mod portal;
mod races;
mod second_factor;
mod statements;
mod trail;

//! The server of Yichuang: the HTTP contract, jobs, import and the command line.

pub mod access;
pub mod actions;
pub mod api;
pub mod app;
pub mod bank_file;
pub mod caller;
pub mod cli;
pub mod clock;
pub mod clockwork;
pub mod config;
pub mod demo;
mod examples;
pub mod http;
pub mod ids;
pub mod import;
pub mod jobs;
pub mod ledger;
pub mod openapi;
pub mod password;
pub mod problem;
pub mod router;
pub mod uow;
mod web;
pub mod wire;

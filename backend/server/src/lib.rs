//! The server of Yichuang: the HTTP contract, jobs, import and the command line.

// Only for its features: object_store speaks to S3 through it.
use reqwest as _;

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
mod content;
pub mod demo;
pub mod documents;
mod examples;
pub mod http;
pub mod ids;
pub mod import;
pub mod jobs;
pub mod ledger;
pub mod objects;
pub mod openapi;
pub mod parties;
pub mod password;
pub mod problem;
pub mod recusal;
pub mod router;
pub mod running;
pub mod sheets;
pub mod throttle;
pub mod tokens;
pub mod uow;
mod web;
pub mod wire;

//! The server of Yichuang: the HTTP contract, jobs, import and the command line.

pub mod cli;
pub mod clockwork;
pub mod demo;
mod examples;
#[cfg(test)]
mod exports;
pub mod import;
pub mod jobs;
pub mod openapi;
pub mod router;
mod web;

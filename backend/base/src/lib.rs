//! What every operation stands on: who calls, what they may do, the unit of work, the words of the contract.

// Only for its features: object_store speaks to S3 through it.
use reqwest as _;

pub mod access;
pub mod actions;
pub mod app;
pub mod caller;
pub mod clock;
pub mod config;
pub mod content;
pub mod documents;
pub mod exports;
pub mod http;
pub mod ids;
pub mod ledger;
pub mod objects;
pub mod parties;
pub mod password;
pub mod problem;
pub mod recusal;
pub mod running;
pub mod second_factor;
pub mod sheets;
pub mod throttle;
pub mod tokens;
pub mod trail;
pub mod uow;
pub mod wire;

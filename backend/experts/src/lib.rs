//! Experts and conflicts of interest.

pub mod conflicts;
pub mod experts;
pub mod exports;
pub mod routes;

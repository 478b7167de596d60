//! Calls with their forms, amendments and questions, and proposals until they are handed in and screened.

pub mod amendments;
pub mod calls;
pub mod downloads;
pub mod exports;
pub mod forms;
pub mod proposals;
pub mod questions;
pub mod routes;

//! The append-only trail.

pub mod list;

//! Roles that are lent to somebody else until a day.

pub mod create;
pub mod end;

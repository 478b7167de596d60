//! One folder a noun, one file an operation. Each file holds the operation's wire types, its handler, and the
//! use case `run`, which the import of past rounds calls as well.

pub mod accounts;
pub mod audit;
pub mod calls;
pub mod organisations;
pub mod proposals;
pub mod reviews;

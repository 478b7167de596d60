//! What more than one chapter knows of a noun: where it stands and who may see it, how it moves, what was written in it.
//!
//! Chapters never know one another. What two of them need lies here, and a handler never does: whoever touches a handler
//! compiles its chapter again and no other.

pub mod accounts;
pub mod bank_accounts;
pub mod calls;
pub mod files;
pub mod forms;
pub mod funds;
pub mod needs;
pub mod news;
pub mod organisations;
pub mod projects;
pub mod proposals;
pub mod sheets;

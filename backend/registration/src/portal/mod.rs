//! What everybody can do without an account: search all that is public, and be written to about what is new.

pub mod confirm_subscription;
pub mod end_subscription;
pub mod news;
pub mod request_subscription;
pub mod search;

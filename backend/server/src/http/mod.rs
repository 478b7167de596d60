//! How a request travels: prepared once (operation, body, caller, access rule), handed to one handler, answered.

pub mod cx;
pub mod extract;
pub mod operations;
pub mod prepare;
pub mod reply;

pub use cx::Cx;
pub use extract::{IfMatch, Json, Path, Query};
pub use reply::Reply;

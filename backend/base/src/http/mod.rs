//! How a request travels: prepared once (operation, body, caller, access rule), handed to one handler, answered.

pub mod cx;
mod disposition;
pub mod extract;
pub mod operations;
pub mod prepare;
pub mod reply;
pub mod rule;

pub use cx::Cx;
pub use disposition::disposition;
pub use extract::{IfMatch, Json, Path, Query, Raw};
pub use reply::Reply;

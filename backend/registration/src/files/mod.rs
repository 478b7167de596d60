//! Files: uploaded in chunks, checked, attached to a thing, read by whoever may read the thing.
//!
//! What a file is to other nouns stands in `records::files`; who may read one, in `downloads`.

pub use yichuang_records::files::*;

pub mod complete;
pub mod create;
pub mod list_purposes;
pub mod put_content;
pub mod remove;
pub mod sweep;

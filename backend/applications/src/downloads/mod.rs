//! Files as others read them: whoever may read a thing may read what is attached to it.
//!
//! `readers.rs` says for each kind of thing who that is: add a line there.

pub mod get;
pub mod get_content;
mod readers;

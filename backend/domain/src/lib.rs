//! Pure rules of public-welfare venture funding (公益创投).
//!
//! No I/O, no async, no SQL, no HTTP, no clock and no randomness except as arguments. Whatever decides
//! who may act, who is ranked where and which fen goes where lives here and is proven here.

pub mod assignment;
pub mod calendar;
pub mod calls;
pub mod cnaps;
pub mod conflicts;
pub mod draws;
pub mod experts;
pub mod fault;
pub mod files;
pub mod forms;
pub mod ledger;
pub mod machine;
pub mod money;
pub mod reviews;
pub mod roles;
pub mod rules;
pub mod schemes;
pub mod statements;
pub mod states;
pub mod text;
pub mod time;
pub mod trail;
pub mod uscc;

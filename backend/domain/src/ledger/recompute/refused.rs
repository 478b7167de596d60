//! Why an event of the input is refused.

use std::fmt::Display;

use crate::ledger::refusal::Refusal;
use crate::machine::Illegal;

/// Why an event is refused: a stable code and one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) code: &'static str,
    pub(super) detail: String,
}

impl Refused {
    pub(super) fn new(code: &'static str, detail: impl Display) -> Self {
        Self { code, detail: detail.to_string() }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.code(), &refusal)
    }
}

impl From<Illegal> for Refused {
    fn from(illegal: Illegal) -> Self {
        Self::new("illegal_event", &illegal)
    }
}

//! One reason why something handed over is refused, in a shape the edge can show beside the field.

use serde::{Deserialize, Serialize};

/// One reason why an input is refused.
///
/// A check collects every fault it can find before it answers, so that the person correcting the
/// input sees all of them at once instead of one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fault {
    /// Where: an RFC 6901 JSON pointer into the input (`""` is the whole document).
    pub pointer: String,
    /// What: a stable machine code (`out_of_range`, `sum_not_10000`, …) that clients translate.
    pub code: String,
    /// Why, in one plain sentence without a full stop.
    pub detail: String,
    /// The limit or the expected value, when the rule has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// The value that was found, when it can be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
}

impl Fault {
    /// A fault at `pointer` with a stable `code` and one sentence of `detail`.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into(), detail: detail.into(), limit: None, actual: None }
    }

    /// The same fault in a document that stands at `pointer` of a larger one.
    #[must_use]
    pub fn below(self, pointer: &str) -> Self {
        Self { pointer: format!("{pointer}{}", self.pointer), ..self }
    }

    /// The same fault, naming the limit or the expected value.
    #[must_use]
    pub fn with_limit(mut self, limit: impl Into<String>) -> Self {
        self.limit = Some(limit.into());
        self
    }

    /// The same fault, naming the value that was found.
    #[must_use]
    pub fn with_actual(mut self, actual: impl Into<String>) -> Self {
        self.actual = Some(actual.into());
        self
    }
}

/// One step of an RFC 6901 JSON pointer, escaped: `~` becomes `~0` and `/` becomes `~1`.
#[must_use]
pub fn pointer_step(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_without_limit_or_actual_shows_neither() {
        let shown = serde_json::to_value(Fault::new("/a", "out_of_range", "too large")).unwrap();
        assert_eq!(shown, serde_json::json!({"pointer": "/a", "code": "out_of_range", "detail": "too large"}));
    }

    #[test]
    fn a_fault_shows_the_limit_and_the_actual_value_it_carries() {
        let fault = Fault::new("/a", "out_of_range", "too large").with_limit("10").with_actual("11");
        let shown = serde_json::to_value(&fault).unwrap();
        assert_eq!(shown["limit"], "10");
        assert_eq!(shown["actual"], "11");
        assert_eq!(serde_json::from_value::<Fault>(shown).unwrap(), fault);
    }

    #[test]
    fn a_pointer_step_escapes_tilde_and_slash() {
        assert_eq!(pointer_step("a/b~c"), "a~1b~0c");
    }
}

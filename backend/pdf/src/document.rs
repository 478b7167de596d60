//! What of a document concerns the file as a whole. Everything else is read by the template.

use serde_json::Value;
use typst::foundations::Datetime;
use typst_pdf::Timestamp;

/// The form of document that this program reads.
const FORMAT: &str = "document/1";

pub struct Stamp {
    /// Makes the file's identity: number and fingerprint of the document.
    pub ident: String,
    /// The instant the document states, never that of the printing.
    pub at: Option<Timestamp>,
}

impl Stamp {
    pub fn of(input: &str) -> Result<Self, String> {
        let document: Value = serde_json::from_str(input).map_err(|error| format!("the document is not JSON: {error}"))?;
        if document["format"] != FORMAT {
            return Err(format!("the document is not of the format {FORMAT}"));
        }
        let text = |field: &str| document[field].as_str().unwrap_or_default();
        Ok(Self { ident: format!("{} {}", text("reference"), text("fingerprint")), at: timestamp(text("created_at")) })
    }
}

/// `2026-06-01T01:00:00Z`, to the second; anything else is no instant.
fn timestamp(text: &str) -> Option<Timestamp> {
    let digits = |from: usize, to: usize| text.get(from..to)?.parse::<i32>().ok();
    let small = |from, to| digits(from, to).and_then(|number| u8::try_from(number).ok());
    if !text.ends_with('Z') {
        return None;
    }
    Datetime::from_ymd_hms(digits(0, 4)?, small(5, 7)?, small(8, 10)?, small(11, 13)?, small(14, 16)?, small(17, 19)?)
        .map(Timestamp::new_utc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_format_is_refused() {
        assert!(Stamp::of(r#"{"format":"document/2"}"#).is_err());
        assert!(Stamp::of("{").is_err());
    }

    #[test]
    fn the_instant_is_that_of_the_document() {
        assert_eq!(timestamp("2026-06-01T01:02:03Z"), Datetime::from_ymd_hms(2026, 6, 1, 1, 2, 3).map(Timestamp::new_utc));
        assert_eq!(timestamp("2026-06-01T01:02:03.123456Z"), Datetime::from_ymd_hms(2026, 6, 1, 1, 2, 3).map(Timestamp::new_utc));
        assert_eq!(timestamp("2026-13-01T01:02:03Z"), None);
        assert_eq!(timestamp("yesterday"), None);
    }
}

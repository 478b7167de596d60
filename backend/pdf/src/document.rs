//! The form `document/1`: what a server may say, read strictly, so that a mistake is named here and not in the layout.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use typst::foundations::Datetime;
use typst_pdf::Timestamp;

use crate::{code, text};

/// The form of document that this program reads.
const FORMAT: &str = "document/1";

/// A label and its value.
type Fact = (String, String);

/// One document; docs/documents.md describes every member.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    format: String,
    language: Language,
    #[serde(default)]
    issuer: String,
    title: String,
    #[serde(default)]
    subtitle: String,
    reference: String,
    #[serde(default)]
    fingerprint: String,
    created_at: String,
    #[serde(default)]
    watermark: String,
    #[serde(default)]
    numbered: bool,
    #[serde(default)]
    facts: Vec<Fact>,
    sections: Vec<Section>,
    #[serde(default)]
    signatures: Vec<Signature>,
    #[serde(default)]
    footer: String,
}

#[derive(Debug, Deserialize, Serialize)]
enum Language {
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Section {
    title: String,
    blocks: Vec<Block>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Block {
    Text {
        #[serde(default)]
        title: String,
        text: String,
    },
    Facts {
        #[serde(default)]
        title: String,
        items: Vec<Fact>,
    },
    Table {
        #[serde(default)]
        title: String,
        columns: Vec<Column>,
        rows: Vec<Vec<String>>,
        #[serde(default)]
        total: Vec<String>,
        #[serde(default)]
        in_words: String,
    },
    Note {
        text: String,
    },
    Qr {
        #[serde(default)]
        title: String,
        data: String,
        text: String,
        /// The symbol, drawn by this program.
        #[serde(skip_deserializing)]
        svg: String,
    },
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Column {
    title: String,
    width: u16,
    #[serde(default)]
    align: Align,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Align {
    #[default]
    Left,
    Right,
}

/// Who signs, and what stands under the name; an empty value is a line to write on.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    title: String,
    items: Vec<Fact>,
}

impl Document {
    /// Reads a document, makes its texts printable and draws its codes; says what is wrong with it.
    pub fn read(input: &[u8]) -> Result<Self, String> {
        let mut value: Value = serde_json::from_slice(input).map_err(|error| format!("the document is not JSON: {error}"))?;
        text::clean(&mut value);
        let mut document: Self = serde_json::from_value(value).map_err(|error| format!("the document is not sound: {error}"))?;
        if document.format != FORMAT {
            return Err(format!("the document is of the format `{}`, not {FORMAT}", document.format));
        }
        if document.stamp().is_none() {
            return Err(format!("created_at is `{}`, no instant such as 2026-06-01T01:00:00Z", document.created_at));
        }
        for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
            block.complete()?;
        }
        Ok(document)
    }

    /// What makes the file's identity: number and fingerprint.
    pub fn identity(&self) -> String {
        format!("{} {}", self.reference, self.fingerprint)
    }

    /// The instant the document states, never that of the printing.
    pub fn stamp(&self) -> Option<Timestamp> {
        instant(&self.created_at).map(Timestamp::new_utc)
    }
}

impl Block {
    /// Checks that a table is one, and draws the symbol of a code.
    fn complete(&mut self) -> Result<(), String> {
        match self {
            Self::Table { title, columns, rows, total, .. } => {
                let width = columns.len();
                let odd = |row: &Vec<String>| row.len() != width;
                let broken = rows.iter().any(odd) || (!total.is_empty() && odd(total)) || columns.iter().any(|column| column.width == 0);
                if broken || width == 0 {
                    return Err(format!("the table `{title}` does not have {width} cells with a width in every row"));
                }
            }
            Self::Qr { data, svg, .. } => *svg = code::svg(data)?,
            Self::Text { .. } | Self::Facts { .. } | Self::Note { .. } => {}
        }
        Ok(())
    }
}

/// `2026-06-01T01:00:00Z`, to the second; anything else is no instant.
fn instant(text: &str) -> Option<Datetime> {
    let digits = |from: usize, to: usize| text.get(from..to)?.parse::<i32>().ok();
    let small = |from, to| digits(from, to).and_then(|number| u8::try_from(number).ok());
    if !text.ends_with('Z') {
        return None;
    }
    Datetime::from_ymd_hms(digits(0, 4)?, small(5, 7)?, small(8, 10)?, small(11, 13)?, small(14, 16)?, small(17, 19)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(change: impl FnOnce(&mut Value)) -> Result<Document, String> {
        let mut value = json!({
            "format": "document/1", "language": "zh-CN", "title": "申报书", "reference": "P2026-0001",
            "created_at": "2026-06-01T01:02:03.123456Z",
            "sections": [{ "title": "预算", "blocks": [
                { "kind": "table", "columns": [{ "title": "科目", "width": 1 }, { "title": "金额", "width": 1, "align": "right" }], "rows": [["活动", "1.00"]] },
                { "kind": "qr", "data": "https://example.org/receipts", "text": "扫码核验" },
            ] }],
        });
        change(&mut value);
        Document::read(value.to_string().as_bytes())
    }

    #[test]
    fn a_sound_document_is_read_and_its_codes_are_drawn() {
        let read = serde_json::to_value(document(|_| ()).unwrap()).unwrap();
        assert!(read["sections"][0]["blocks"][1]["svg"].as_str().unwrap().contains("<svg"));
    }

    #[test]
    fn a_mistake_is_named() {
        let said = |change: fn(&mut Value)| document(change).unwrap_err();
        assert!(said(|value| value["format"] = json!("document/2")).contains("document/2"));
        assert!(said(|value| value["titel"] = json!("x")).contains("titel"));
        assert!(said(|value| value["created_at"] = json!("yesterday")).contains("yesterday"));
        assert!(said(|value| value["sections"][0]["blocks"][0]["rows"][0] = json!(["x"])).contains("2 cells"));
        assert!(said(|value| value["sections"][0]["blocks"][0]["columns"][0]["width"] = json!(0)).contains("width"));
        assert!(said(|value| value["sections"][0]["blocks"][1]["data"] = json!("x".repeat(4_000))).contains("QR"));
        assert!(Document::read(b"{").is_err());
    }

    #[test]
    fn the_instant_is_that_of_the_document() {
        assert_eq!(instant("2026-06-01T01:02:03Z"), Datetime::from_ymd_hms(2026, 6, 1, 1, 2, 3));
        assert_eq!(instant("2026-06-01T01:02:03.123456Z"), Datetime::from_ymd_hms(2026, 6, 1, 1, 2, 3));
        assert_eq!(instant("2026-13-01T01:02:03Z"), None);
        assert_eq!(instant("2026-06-01T01:02:03+08:00"), None);
    }
}

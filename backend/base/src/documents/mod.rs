//! Documents for paper: what is printed, as data (`document/1`, see docs/documents.md), and the program that sets it as
//! PDF.
//!
//! A noun gives a [`Document`]; `yichuang-pdf`, a program of its own, sets it. So the server is built without a
//! typesetter, and a document can neither read files nor run code. The same document gives the same bytes.

mod program;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Serialize;
use yichuang_domain::money::Fen;
use yichuang_domain::time::Timestamp;

pub use program::{command, found, set};

use crate::http::disposition;
use crate::problem::Problem;

/// What stands where nothing was said.
pub const NOTHING: &str = "—";

/// A label and its value.
pub type Fact = (String, String);

/// One document. All texts are final: money, days and labels are written as people read them, in Chinese.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    format: &'static str,
    language: &'static str,
    /// Who issues it, above the title.
    pub issuer: String,
    pub title: String,
    /// What it is about, under the title.
    pub subtitle: String,
    /// The number people quote.
    pub reference: String,
    /// SHA-256 of what is printed; empty where there is none.
    pub fingerprint: String,
    /// The instant the document states; the PDF says it was made then.
    #[serde(serialize_with = "to_the_second")]
    pub created_at: Timestamp,
    /// Large and pale behind every page, such as 草稿; empty for none.
    pub watermark: String,
    /// The sections are counted 一、二、….
    pub numbered: bool,
    /// Labels and values under the title.
    pub facts: Vec<Fact>,
    pub sections: Vec<Section>,
    /// Who signs.
    pub signatures: Vec<Signature>,
    /// At the foot of every page, before the page number.
    pub footer: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// A part of a section; an empty title is none.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Paragraphs, parted by line breaks.
    Text { title: String, text: String },
    /// Labels and values.
    Facts { title: String, items: Vec<Fact> },
    /// Rows under a head that is repeated on every page; `total` has a cell for each column or is empty, `in_words`
    /// is a line under all of them.
    Table { title: String, columns: Vec<Column>, rows: Vec<Vec<String>>, total: Vec<String>, in_words: String },
    /// Something to heed.
    Note { text: String },
    /// A QR code of `data`, which is printed under the text too.
    Qr { title: String, data: String, text: String },
}

/// A column of a table; widths are shares of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub title: String,
    pub width: u16,
    align: &'static str,
}

/// Who signs, and what stands under the name; an empty value is a line to write on.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    pub title: String,
    pub items: Vec<Fact>,
}

impl Document {
    #[must_use]
    pub fn new(title: &str, reference: &str, created_at: Timestamp) -> Self {
        Self {
            format: "document/1",
            language: "zh-CN",
            issuer: String::new(),
            title: title.to_owned(),
            subtitle: String::new(),
            reference: reference.to_owned(),
            fingerprint: String::new(),
            created_at,
            watermark: String::new(),
            numbered: false,
            facts: Vec::new(),
            sections: Vec::new(),
            signatures: Vec::new(),
            footer: String::new(),
        }
    }

    /// Adds a section.
    pub fn section(&mut self, title: &str, blocks: Vec<Block>) {
        self.sections.push(Section { title: title.to_owned(), blocks });
    }
}

impl Block {
    /// A table without a total.
    #[must_use]
    pub fn table(title: &str, columns: Vec<Column>, rows: Vec<Vec<String>>) -> Self {
        Self::Table { title: title.to_owned(), columns, rows, total: Vec::new(), in_words: String::new() }
    }

    /// Paragraphs, or a word that says there are none.
    #[must_use]
    pub fn text(title: &str, text: &str) -> Self {
        let text = if text.trim().is_empty() { "（未填写）" } else { text };
        Self::Text { title: title.to_owned(), text: text.to_owned() }
    }
}

impl Column {
    /// Words.
    #[must_use]
    pub fn text(title: &str, width: u16) -> Self {
        Self { title: title.to_owned(), width, align: "left" }
    }

    /// Figures, which stand at the right.
    #[must_use]
    pub fn figure(title: &str, width: u16) -> Self {
        Self { align: "right", ..Self::text(title, width) }
    }
}

#[must_use]
pub fn fact(label: &str, value: impl Into<String>) -> Fact {
    (label.to_owned(), value.into())
}

/// The text, or a dash where there is none.
#[must_use]
pub fn or_nothing(text: &str) -> String {
    if text.trim().is_empty() { NOTHING.to_owned() } else { text.to_owned() }
}

/// An amount in figures and in capital numerals, which nobody alters by a stroke.
#[must_use]
pub fn amount(amount: Fen) -> String {
    format!("¥{}（人民币{}）", amount.grouped(), amount.upper())
}

/// An instant by the clocks of Shanghai, to the second.
#[must_use]
pub fn beijing(at: Timestamp) -> String {
    format!("{}（北京时间）", at.shanghai_second())
}

/// RFC 3339 in UTC, whole seconds.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it serialises by reference")]
fn to_the_second<S: serde::Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = Timestamp::from_micros(at.unix_seconds() * 1_000_000).unwrap_or(*at);
    serializer.collect_str(&whole)
}

/// The PDF as an answer, to be saved under a name that may be Chinese.
pub fn answer(pdf: Vec<u8>, name: &str) -> Result<Response, Problem> {
    let mut response = Response::new(Body::from(pdf));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition(name)).map_err(Problem::internal)?);
    Ok(response)
}

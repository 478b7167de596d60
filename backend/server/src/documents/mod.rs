//! Documents for paper: what is printed, as data, and the program that sets it as PDF.
//!
//! A noun gives a [`Document`]; `yichuang-pdf`, a program of its own, sets it. So the server is built without a
//! typesetter, and a document can neither read files nor run code. The same document gives the same bytes.

mod program;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Serialize;

pub use program::{found, set};

use crate::problem::Problem;
use crate::wire::Instant;

/// One document. All texts are final: money, days and labels are written as people read them.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    format: &'static str,
    /// `zh-CN` or `en`.
    pub language: String,
    /// Who issues it.
    pub issuer: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The number people quote.
    pub reference: String,
    /// SHA-256 of what is printed, where there is one.
    pub fingerprint: String,
    /// The instant the document states.
    pub created_at: Instant,
    /// Labels and values under the title.
    pub facts: Vec<(String, String)>,
    pub sections: Vec<Section>,
    /// Who signs on paper.
    pub signatures: Vec<String>,
    /// At the foot of every page.
    pub footer: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    pub title: String,
    pub blocks: Vec<Block>,
}

/// A part of a section, with a title of its own if it has one.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Paragraphs, parted by line breaks.
    Text {
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        text: String,
    },
    /// Labels and values.
    Facts {
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        items: Vec<(String, String)>,
    },
    Table {
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        columns: Vec<Column>,
        rows: Vec<Vec<String>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        total: Option<Vec<String>>,
    },
    /// Something to heed.
    Note { text: String },
}

/// A column of a table; widths are shares of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub title: String,
    pub width: u32,
    pub align: &'static str,
}

impl Document {
    #[must_use]
    pub fn new(title: impl Into<String>, reference: impl Into<String>, created_at: Instant) -> Self {
        Self {
            format: "document/1",
            language: "zh-CN".to_owned(),
            issuer: String::new(),
            title: title.into(),
            subtitle: None,
            reference: reference.into(),
            fingerprint: String::new(),
            created_at,
            facts: Vec::new(),
            sections: Vec::new(),
            signatures: Vec::new(),
            footer: String::new(),
        }
    }
}

impl Column {
    /// Words.
    #[must_use]
    pub fn text(title: &str, width: u32) -> Self {
        Self { title: title.to_owned(), width, align: "left" }
    }

    /// Figures, which stand at the right.
    #[must_use]
    pub fn figure(title: &str, width: u32) -> Self {
        Self { title: title.to_owned(), width, align: "right" }
    }
}

/// The PDF as an answer, under a name that may be Chinese.
pub fn answer(pdf: Vec<u8>, name: &str) -> Result<Response, Problem> {
    let encoded: String = name
        .bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
            },
        )
        .collect();
    let disposition = format!("inline; filename=\"document.pdf\"; filename*=UTF-8''{encoded}.pdf");
    let mut response = Response::new(Body::from(pdf));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(Problem::internal)?);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}

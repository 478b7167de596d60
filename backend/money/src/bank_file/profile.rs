//! The forms in which banks take files, as data: which columns in which order, how long, in which encoding.

use serde::Deserialize;
use yichuang_domain::fault::Fault;

use super::Line;

/// The documents of all profiles.
const PROFILES: [&str; 4] = [
    include_str!("profiles/default.json"),
    include_str!("profiles/corporate.json"),
    include_str!("profiles/workbook.json"),
    include_str!("profiles/pain.json"),
];

/// How a bank reads the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Encoding {
    /// Without a byte-order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "gb18030")]
    Gb18030,
}

impl Encoding {
    /// As HTTP calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
        }
    }

    /// The bytes of a text. Both encodings have every character.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
        }
    }
}

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text with commas and CRLF.
    Csv,
    /// A workbook of one sheet, every cell a text; its encoding is its own affair.
    Xlsx,
    /// An ISO 20022 message `pain.001.001.09`; its columns only say how long each part may be.
    Pain001,
}

impl Format {
    /// How the name of such a file ends, and what the contract calls it.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pain001 => "xml",
        }
    }
}

/// What a profile is called on a page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    pub zh: String,
    pub en: String,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The running number of the line, from 1.
    Sequence,
    Payment,
    Name,
    Account,
    Bank,
    Cnaps,
    /// Yuan with two decimals, without separators.
    Amount,
    Memo,
}

impl Field {
    pub(super) fn is_digits(self) -> bool {
        matches!(self, Self::Account | Self::Cnaps)
    }

    /// The name of the field in a pointer.
    pub(super) fn step(self) -> &'static str {
        match self {
            Self::Sequence => "sequence",
            Self::Payment => "payment",
            Self::Name => "name",
            Self::Account => "account",
            Self::Bank => "bank",
            Self::Cnaps => "cnaps",
            Self::Amount => "amount",
            Self::Memo => "memo",
        }
    }
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub field: Field,
    pub header: String,
    /// The most bytes a cell may have, counted in GB18030 as banks do.
    pub max_bytes: usize,
}

/// The form of a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub code: String,
    pub title: Title,
    pub version: u32,
    pub format: Format,
    pub encoding: Encoding,
    /// Whether the first line names the columns.
    pub header: bool,
    pub max_lines: usize,
    pub columns: Vec<Column>,
}

impl Profile {
    /// Code and version, such as `default/1`: what a stored file was written by.
    #[must_use]
    pub fn template_version(&self) -> String {
        format!("{}/{}", self.code, self.version)
    }

    /// As HTTP calls its files.
    #[must_use]
    pub fn media_type(&self) -> String {
        match self.format {
            Format::Csv => format!("text/csv; charset={}", self.encoding.name()),
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
            Format::Pain001 => "application/xml".to_owned(),
        }
    }

    pub(super) fn cells(&self, sequence: usize, line: &Line) -> Vec<String> {
        let cell = |column: &Column| match column.field {
            Field::Sequence => sequence.to_string(),
            Field::Payment => line.number.clone(),
            Field::Name => line.account_name.clone(),
            Field::Account => line.account_number.clone(),
            Field::Bank => line.bank_name.clone(),
            Field::Cnaps => line.cnaps.clone(),
            Field::Amount => line.amount.to_string(),
            Field::Memo => line.memo.clone(),
        };
        self.columns.iter().map(cell).collect()
    }
}

/// Every profile, the one for all banks first.
///
/// # Errors
/// `broken_profile` when a document that came with the software cannot be read.
pub fn profiles() -> Result<Vec<Profile>, Fault> {
    let read = PROFILES.iter().map(|document| serde_json::from_str(document)).collect::<Result<_, _>>();
    read.map_err(|error: serde_json::Error| Fault::new("", "broken_profile", error.to_string()))
}

/// The profile of this code.
///
/// # Errors
/// `unknown_profile`, with all that there are as its limit.
pub fn profile(code: &str) -> Result<Profile, Fault> {
    let all = profiles()?;
    let codes: Vec<String> = all.iter().map(|one| one.code.clone()).collect();
    let unknown = || Fault::new("", "unknown_profile", format!("There is no profile {code}")).with_limit(codes.join(", "));
    all.into_iter().find(|one| one.code == code).ok_or_else(unknown)
}

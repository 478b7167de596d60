//! The document of a call: what is announced with it beside its scheme and its form.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::timetable::Timetable;
use crate::fault::Fault;
use crate::string_enum;
use crate::time::Day;

/// The most documents one call may ask for.
pub const MAX_DOCUMENTS: usize = 40;
/// The most files one call may hand out.
pub const MAX_ATTACHMENTS: usize = 20;

string_enum! {
    /// A kind of file that a required document may be.
    pub enum AcceptedType {
        Pdf "pdf" "PDF" "A PDF";
        Image "image" "图片（JPG、PNG）" "A picture: JPEG or PNG";
        Word "word" "Word 文档" "A text: docx";
        Excel "excel" "Excel 表格" "A spreadsheet: xlsx";
    }
}

/// A document that applicants hand in with their proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredDocument {
    /// A code, unique in the call; an attachment of a proposal names it.
    pub code: String,
    /// What people see.
    pub title: String,
    /// True if nothing can be submitted without it.
    pub mandatory: bool,
    /// The kinds of files that are taken; at least one.
    pub accepts: Vec<AcceptedType>,
    /// What it must show, for applicants; may be empty.
    #[serde(default)]
    pub note: String,
}

/// A file that the call hands out (a template, the full text with its seal).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The id of the file.
    pub file_id: String,
    /// What people see.
    pub title: String,
}

/// What a call says beside its scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallDocument {
    /// The dates after the deadline; absent = none are announced.
    #[serde(default)]
    pub timetable: Option<Timetable>,
    /// What applicants hand in.
    #[serde(default)]
    pub required_documents: Vec<RequiredDocument>,
    /// What they are given.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// The last days of the later rounds of a standing call (常年受理), in order; empty = one round.
    #[serde(default)]
    pub later_rounds: Vec<Day>,
}

impl CallDocument {
    /// Every fault of the lists; the dates are judged by
    /// [`check_timetable`](super::check_timetable).
    #[must_use]
    pub fn validate(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.check_documents(&mut faults);
        let mut files = BTreeSet::new();
        for (index, file) in self.attachments.iter().enumerate() {
            if !files.insert(&file.file_id) {
                faults.push(Fault::new(format!("/attachments/{index}/file_id"), "duplicate", "stands twice in the list"));
            }
            if file.title.trim().is_empty() {
                faults.push(Fault::new(format!("/attachments/{index}/title"), "empty", "must not be empty"));
            }
        }
        for (pointer, found, most) in [
            ("/required_documents", self.required_documents.len(), MAX_DOCUMENTS),
            ("/attachments", self.attachments.len(), MAX_ATTACHMENTS),
        ] {
            if found > most {
                let fault = Fault::new(pointer, "too_many", "the list is too long");
                faults.push(fault.with_limit(most.to_string()).with_actual(found.to_string()));
            }
        }
        for (index, pair) in self.later_rounds.windows(2).enumerate() {
            if let [before, after] = pair
                && after <= before
            {
                let fault = Fault::new(format!("/later_rounds/{}", index + 1), "out_of_order", "each round ends after the one before");
                faults.push(fault.with_limit(before.to_string()).with_actual(after.to_string()));
            }
        }
        faults
    }

    fn check_documents(&self, faults: &mut Vec<Fault>) {
        let mut codes = BTreeSet::new();
        for (index, document) in self.required_documents.iter().enumerate() {
            let pointer = format!("/required_documents/{index}");
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            if !(1..=40).contains(&document.code.len()) || !document.code.bytes().all(plain) {
                let detail = "must be 1 to 40 lower-case letters, digits and underscores";
                faults.push(Fault::new(format!("{pointer}/code"), "form", detail).with_actual(&*document.code));
            }
            if !codes.insert(&document.code) {
                let fault = Fault::new(format!("{pointer}/code"), "duplicate", "stands twice in the list");
                faults.push(fault.with_actual(&*document.code));
            }
            if document.title.trim().is_empty() {
                faults.push(Fault::new(format!("{pointer}/title"), "empty", "must not be empty"));
            }
            if document.accepts.is_empty() {
                faults.push(Fault::new(format!("{pointer}/accepts"), "empty", "must have at least one entry"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(code: &str) -> RequiredDocument {
        RequiredDocument {
            code: code.to_owned(),
            title: "法人登记证书".to_owned(),
            mandatory: true,
            accepts: vec![AcceptedType::Pdf],
            note: String::new(),
        }
    }

    #[test]
    fn an_empty_document_is_one_without_dates_and_lists() {
        let read: CallDocument = serde_json::from_str("{}").unwrap();
        assert_eq!(read, CallDocument::default());
        assert_eq!(read.validate(), []);
    }

    #[test]
    fn every_fault_of_the_lists_is_named_at_once() {
        let day = |text: &str| text.parse().unwrap();
        let untitled = RequiredDocument { title: " ".to_owned(), accepts: Vec::new(), ..document("Licence") };
        let file = Attachment { file_id: "a".to_owned(), title: String::new() };
        let call = CallDocument {
            required_documents: vec![document("licence"), document("licence"), untitled],
            attachments: vec![file.clone(), file],
            later_rounds: vec![day("2026-06-30"), day("2026-06-30")],
            ..CallDocument::default()
        };
        let found: Vec<_> = call.validate().into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect();
        assert_eq!(
            found,
            [
                "/required_documents/1/code duplicate",
                "/required_documents/2/code form",
                "/required_documents/2/title empty",
                "/required_documents/2/accepts empty",
                "/attachments/0/title empty",
                "/attachments/1/file_id duplicate",
                "/attachments/1/title empty",
                "/later_rounds/1 out_of_order",
            ]
        );
    }
}

//! Forms: what an officer asks applicants, as a document of typed sections, and how answers are judged by it.
//!
//! A form is read from its document ([`Form::read`]), checked on its own ([`Form::validate`]), and then judges answers
//! twice: as a draft, where only types and hard limits count, and as complete. Whatever is complete passes as a draft.
//!
//! Characters are counted as Unicode code points, with a line break counted once. For Chinese that is what people
//! count, and a browser and the server always agree on it, which they would not about grapheme clusters of two
//! versions of Unicode.

mod answers;
mod cells;
mod check;
mod input;
mod standard;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use answers::{SectionState, Stage};
pub use input::{Choice, Column, Input};
pub use standard::standard;

use crate::fault::Fault;
use crate::schemes::{Text, canonical_json, sha256_hex};
use crate::string_enum;

/// The version of the form document that this release reads and writes.
pub const FORMAT: &str = "form/1";
/// The most fields of one form.
pub const MAX_FIELDS: usize = 100;
/// The most sections of one form.
pub const MAX_SECTIONS: usize = 20;

/// What was answered in one section, by the code of the field.
pub type SectionAnswers = Map<String, Value>;
/// What was answered, by the code of the section.
pub type Answers = BTreeMap<String, SectionAnswers>;
/// The files that were handed over for fields of the form: the code of the field, by the id of the file.
pub type Files = BTreeMap<String, String>;

string_enum! {
    /// What a form is filled in for.
    pub enum Purpose {
        Proposal "proposal" "申报" "To apply in a call";
        Report "report" "报告" "To report on a project";
    }
}

string_enum! {
    /// A part of every proposal that a text field may stand for, so that lists and reviewers find it in any form.
    pub enum StandardPart {
        Summary "summary" "项目概述" "The summary";
        Need "need" "需求分析" "The need";
        Goals "goals" "项目目标" "The goals";
        Activities "activities" "活动计划" "The activities";
        Team "team" "项目团队" "The team";
        Risks "risks" "风险与应对" "The risks";
    }
}

/// A form: sections in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The version of this document's own form; see [`FORMAT`].
    pub format: String,
    /// The sections.
    pub sections: Vec<Section>,
}

/// One page of a form, saved by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name in the answers, unique in the form.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// What applicants should know before they fill it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// An earlier section that must be complete before this one can be started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The fields.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in the answers, unique in the form.
    pub code: String,
    /// The question.
    pub label: Text,
    /// How to answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// Shown only then; always when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_when: Option<Condition>,
    /// The part of a proposal that this text is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<StandardPart>,
    /// What kind of answer it takes.
    pub input: Input,
}

/// When a field is shown: an earlier field of the same section, itself always shown, has one of these answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The other field: a choice, or yes and no.
    pub field: String,
    /// Codes of its options; `yes` or `no`.
    pub one_of: Vec<String>,
}

impl Form {
    /// Reads a form document. A document of the wrong shape has one fault, which names the member; whether the form
    /// is any good is the question of [`Form::validate`].
    pub fn read(document: &Value) -> Result<Self, Fault> {
        Self::deserialize(document).map_err(|error| Fault::new("", "form", error.to_string()))
    }

    /// The section with this code.
    #[must_use]
    pub fn section(&self, code: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.code == code)
    }

    /// Every field with the code of its section, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&Section, &Field)> {
        self.sections.iter().flat_map(|section| section.fields.iter().map(move |field| (section, field)))
    }

    /// The fingerprint of the content: SHA-256 of the canonical JSON, in hexadecimal digits.
    pub fn content_hash(&self) -> Result<String, serde_json::Error> {
        let document = serde_json::to_value(self)?;
        Ok(sha256_hex(canonical_json(&document).as_bytes()))
    }

    /// Answers without what is not shown and without sections or fields that the form does not have: what is handed
    /// in and read by others.
    #[must_use]
    pub fn shown(&self, answers: &Answers) -> Answers {
        let of = |section: &Section| {
            let given = answers.get(&section.code)?;
            let shown = section.fields.iter().filter(|field| section.is_shown(field, given));
            let kept = shown.filter_map(|field| given.get(&field.code).map(|value| (field.code.clone(), value.clone())));
            Some((section.code.clone(), kept.collect()))
        };
        self.sections.iter().filter_map(of).collect()
    }

    /// The text that stands for a part of every proposal; nothing when the form has no such field, or not shown.
    #[must_use]
    pub fn text_for<'a>(&self, part: StandardPart, answers: &'a Answers) -> Option<&'a str> {
        let (section, field) = self.fields().find(|(_, field)| field.stands_for == Some(part))?;
        let given = answers.get(&section.code)?;
        given.get(&field.code).filter(|_| section.is_shown(field, given))?.as_str()
    }

    /// The rows of the first indicator table, if the form has one.
    #[must_use]
    pub fn indicators<'a>(&self, answers: &'a Answers) -> Option<&'a [Value]> {
        let (section, field) = self.fields().find(|(_, field)| matches!(field.input, Input::Indicators { .. }))?;
        let rows = answers.get(&section.code).and_then(|given| given.get(&field.code)).and_then(Value::as_array);
        Some(rows.map(Vec::as_slice).unwrap_or_default())
    }
}

impl Section {
    /// Whether a field is shown, given the answers of its section.
    #[must_use]
    pub fn is_shown(&self, field: &Field, answers: &SectionAnswers) -> bool {
        let Some(condition) = &field.shown_when else { return true };
        let holds = |code: &str| condition.one_of.iter().any(|one| one == code);
        match answers.get(&condition.field) {
            Some(Value::String(code)) => holds(code),
            Some(Value::Bool(yes)) => holds(if *yes { "yes" } else { "no" }),
            Some(Value::Array(codes)) => codes.iter().filter_map(Value::as_str).any(holds),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;

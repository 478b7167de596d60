//! Answers against a form: every fault at once, with pointers into the answers.

use super::cells::{self, count, is_empty};
use super::{Answers, Field, Files, Form, Input, Section, SectionAnswers};
use crate::fault::{Fault, pointer_step};
use crate::string_enum;

/// How strictly answers are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Types and hard limits only: what may be stored.
    Draft,
    /// Everything: what may be handed in.
    Complete,
}

string_enum! {
    /// How far a section is.
    pub enum SectionState {
        NotStarted "not_started" "未填写" "Nothing is answered yet";
        InProgress "in_progress" "填写中" "Something is still missing";
        Complete "complete" "已完成" "Nothing is missing and nothing is wrong";
        Faulty "faulty" "需更正" "An answer breaks a rule";
        Waiting "waiting" "暂不能填写" "Another section must be complete first";
    }
}

/// Faults of what is only not there yet.
const UNFINISHED: [&str; 4] = ["missing", "too_short", "too_few", "accepted"];

impl Form {
    /// Every fault of the answers; pointers are `/section/field…`.
    #[must_use]
    pub fn faults(&self, answers: &Answers, files: &Files, stage: Stage) -> Vec<Fault> {
        let unknown = answers.keys().filter(|code| self.section(code).is_none());
        let mut found: Vec<Fault> =
            unknown.map(|code| Fault::new(format!("/{}", pointer_step(code)), "unknown_field", "The form has no such section")).collect();
        let nothing = SectionAnswers::new();
        for section in &self.sections {
            let given = answers.get(&section.code).unwrap_or(&nothing);
            let place = format!("/{}", pointer_step(&section.code));
            let faults = section.faults(given, files, stage).into_iter();
            found.extend(faults.map(|fault| Fault { pointer: format!("{place}{}", fault.pointer), ..fault }));
        }
        found
    }

    /// How far a section is; one that waits for another can be read but not begun.
    #[must_use]
    pub fn state(&self, section: &Section, answers: &Answers, files: &Files) -> SectionState {
        let own = section.progress(answers.get(&section.code), files);
        let before = section.after.as_deref().and_then(|code| self.section(code));
        let open = |before: &Section| {
            let given = answers.get(&before.code).cloned().unwrap_or_default();
            before.faults(&given, files, Stage::Complete).is_empty()
        };
        if own == SectionState::NotStarted && !before.is_none_or(open) { SectionState::Waiting } else { own }
    }
}

impl Section {
    /// Every fault of the answers of this section; pointers are `/field…`.
    #[must_use]
    pub fn faults(&self, answers: &SectionAnswers, files: &Files, stage: Stage) -> Vec<Fault> {
        let unknown = answers.keys().filter(|code| !self.fields.iter().any(|field| field.code == **code));
        let mut found: Vec<Fault> =
            unknown.map(|code| Fault::new(format!("/{}", pointer_step(code)), "unknown_field", "The section has no such field")).collect();
        for field in &self.fields {
            let hidden = !self.is_shown(field, answers);
            // What is hidden is kept as typed, and neither asked for nor handed in.
            let stage = if hidden { Stage::Draft } else { stage };
            field.check(answers, files, stage, &mut found);
        }
        found
    }

    fn progress(&self, answers: Option<&SectionAnswers>, files: &Files) -> SectionState {
        let nothing = SectionAnswers::new();
        let answers = answers.unwrap_or(&nothing);
        let said = answers.values().any(|value| !is_empty(value) && value != &serde_json::Value::Bool(false));
        if !said {
            return SectionState::NotStarted;
        }
        let faults = self.faults(answers, files, Stage::Complete);
        if faults.is_empty() {
            SectionState::Complete
        } else if faults.iter().all(|fault| UNFINISHED.contains(&fault.code.as_str())) {
            SectionState::InProgress
        } else {
            SectionState::Faulty
        }
    }
}

impl Field {
    fn check(&self, answers: &SectionAnswers, files: &Files, stage: Stage, found: &mut Vec<Fault>) {
        let pointer = format!("/{}", pointer_step(&self.code));
        if let Input::File { max_files, .. } = &self.input {
            let of_field = |id: &str| files.get(id).is_some_and(|code| *code == self.code);
            match answers.get(&self.code).filter(|value| !is_empty(value)) {
                Some(value) => cells::handed_over(value, &pointer, *max_files, of_field, found),
                None if stage == Stage::Complete => count(0, &pointer, u32::from(self.required), *max_files, found),
                None => {}
            }
            return;
        }
        match answers.get(&self.code).filter(|value| !is_empty(value)) {
            Some(value) => cells::faults(&self.input, value, &pointer, stage, found),
            None if stage == Stage::Complete && self.is_asked() => {
                found.push(Fault::new(pointer, "missing", "Must be filled in before submission"));
            }
            None => {}
        }
    }

    /// Whether saying nothing is a fault.
    fn is_asked(&self) -> bool {
        self.required || matches!(self.input, Input::Declaration {})
    }
}

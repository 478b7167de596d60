//! What a proposal answers in the form of its call, section by section.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{FaultView, Instant, PersonView, SectionState, document};
use yichuang_domain::fault::{Fault, pointer_step};
use yichuang_domain::forms::{Answers, Files, Input, Section, SectionAnswers, Stage, StandardPart};
use yichuang_store::ids::UserId;
use yichuang_store::record::{Proposal, ProposalSection, User};
use yichuang_store::{forms as rows, get_many};

use super::attachments;
use super::document::{ProposalDocument, ProposalIndicator, document_of};
use crate::forms::CallFormView;
use crate::forms::{Used, used};

/// The answers of one section.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalSectionView {
    #[schema(example = "need")]
    pub code: String,
    /// By the code of the field; text, `true`, or a list, as the form says.
    #[schema(value_type = Object)]
    pub answers: Value,
    /// How far it is.
    pub state: SectionState,
    /// What is missing or wrong, with pointers such as `/answers/need/why`.
    pub faults: Vec<FaultView>,
    /// Of this section alone; 0 as long as nothing was saved.
    pub version: i32,
    pub saved_at: Option<Instant>,
    pub saved_by: Option<PersonView>,
}

/// How far a section is, and who worked on it last.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SectionProgressView {
    #[schema(example = "need")]
    pub code: String,
    pub state: SectionState,
    pub version: i32,
    pub saved_at: Option<Instant>,
    pub saved_by: Option<PersonView>,
}

/// A form with what was answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalAnswersView {
    pub form: CallFormView,
    /// The reader may not know the content before the deadline, or before the declaration; the sections are left out.
    pub sealed: bool,
    /// One for each section of the form, in its order.
    pub sections: Vec<ProposalSectionView>,
}

/// The form of a proposal's call, with everything that was answered.
pub struct Sheet {
    pub used: Used,
    pub rows: Vec<ProposalSection>,
    pub answers: Answers,
    pub files: Files,
}

impl Sheet {
    pub async fn of(uow: &Uow, proposal: &Proposal) -> Result<Self, Problem> {
        let used = used(uow, proposal.call_id).await?;
        if used.is_standard() {
            let answers = of_document(&document_of(proposal)?)?;
            return Ok(Self { used, rows: Vec::new(), answers, files: Files::new() });
        }
        let rows = rows::sections(&uow.conn, proposal.id).await?;
        let answers = rows.iter().map(|row| Ok((row.code.clone(), document::<SectionAnswers>(&row.answers)?)));
        let answers = answers.collect::<Result<Answers, Problem>>()?;
        let asks = used.form.fields().any(|(_, field)| matches!(field.input, Input::File { .. }));
        let files = if asks { attachments::of_fields(uow, proposal.id).await? } else { Files::new() };
        Ok(Self { used, rows, answers, files })
    }

    /// The same with what a section would say.
    #[must_use]
    pub fn with(mut self, code: &str, answers: SectionAnswers) -> Self {
        self.answers.insert(code.to_owned(), answers);
        self
    }

    #[must_use]
    pub fn row(&self, code: &str) -> Option<&ProposalSection> {
        self.rows.iter().find(|row| row.code == code)
    }

    /// What keeps the answers from being handed in; pointers lead below `/answers`.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let found = self.used.form.faults(&self.answers, &self.files, Stage::Complete);
        found.into_iter().map(|fault| Fault { pointer: format!("/answers{}", fault.pointer), ..fault }).collect()
    }

    /// What is handed in: the version of the form, and what was shown and answered.
    #[must_use]
    pub fn snapshot(&self) -> Value {
        let row = self.used.row.as_ref();
        json!({
            "format": self.used.form.format, "id": row.map(|row| row.id), "revision": row.map(|row| row.revision),
            "sha256": self.used.sha256, "answers": self.used.form.shown(&self.answers),
        })
    }

    /// The document with the texts and indicators that fields of the form stand for, so that everybody who reads a
    /// proposal finds them whatever form it was written in.
    pub fn stand_in(&self, mut document: ProposalDocument) -> ProposalDocument {
        if self.used.is_standard() {
            return document;
        }
        let form = &self.used.form;
        let content = &mut document.content;
        for part in StandardPart::ALL {
            let place = match part {
                StandardPart::Summary => &mut content.summary,
                StandardPart::Need => &mut content.need,
                StandardPart::Goals => &mut content.goals,
                StandardPart::Activities => &mut content.activities,
                StandardPart::Team => &mut content.team,
                StandardPart::Risks => &mut content.risks,
            };
            form.text_for(*part, &self.answers).unwrap_or_default().clone_into(place);
        }
        if let Some(rows) = form.indicators(&self.answers) {
            document.indicators = rows.iter().map(indicator).collect();
        }
        document
    }

    /// Whether indicators are asked by the form, and not beside it.
    #[must_use]
    pub fn asks_indicators(&self) -> bool {
        self.used.form.indicators(&self.answers).is_some()
    }

    pub async fn progress(&self, uow: &Uow) -> Result<Vec<SectionProgressView>, Problem> {
        let people = self.people(uow).await?;
        let of = |section: &Section| {
            let view = self.section(section, &people)?;
            let ProposalSectionView { code, state, version, saved_at, saved_by, .. } = view;
            Ok(SectionProgressView { code, state, version, saved_at, saved_by })
        };
        self.used.form.sections.iter().map(of).collect()
    }

    /// Everything, for those who may read it; `named` says who saved what, which is nobody's business outside.
    pub async fn view(&self, uow: &Uow, named: bool) -> Result<ProposalAnswersView, Problem> {
        let people = if named { self.people(uow).await? } else { HashMap::new() };
        let sections = self.used.form.sections.iter().map(|section| self.section(section, &people)).collect::<Result<_, _>>()?;
        Ok(ProposalAnswersView { form: CallFormView::of(&self.used)?, sealed: false, sections })
    }

    /// The form without any answer.
    pub fn sealed(&self) -> Result<ProposalAnswersView, Problem> {
        Ok(ProposalAnswersView { form: CallFormView::of(&self.used)?, sealed: true, sections: Vec::new() })
    }

    async fn people(&self, uow: &Uow) -> Result<HashMap<UserId, PersonView>, Problem> {
        let mut ids: Vec<UserId> = self.rows.iter().map(|row| row.updated_by).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = get_many::<User>(&uow.conn, &ids).await?;
        Ok(found.into_iter().map(|user| (user.id, PersonView { id: user.id.0, name: user.name })).collect())
    }

    pub fn section(&self, section: &Section, people: &HashMap<UserId, PersonView>) -> Result<ProposalSectionView, Problem> {
        let row = self.row(&section.code);
        let given = self.answers.get(&section.code).cloned().unwrap_or_default();
        let place = format!("/answers/{}", pointer_step(&section.code));
        let faults = section.faults(&given, &self.files, Stage::Complete).into_iter();
        let faults = faults.map(|fault| Fault { pointer: format!("{place}{}", fault.pointer), ..fault }.into());
        Ok(ProposalSectionView {
            code: section.code.clone(),
            state: SectionState(self.used.form.state(section, &self.answers, &self.files)),
            faults: faults.collect(),
            answers: Value::Object(given),
            version: row.map_or(0, |row| row.version),
            saved_at: Instant::maybe(row.map(|row| row.updated_at))?,
            saved_by: row.and_then(|row| people.get(&row.updated_by).cloned()),
        })
    }
}

/// The texts and indicators of a proposal as answers of the standard form.
fn of_document(document: &ProposalDocument) -> Result<Answers, Problem> {
    let content = &document.content;
    let indicators = serde_json::to_value(&document.indicators).map_err(Problem::internal)?;
    let answers = json!({
        "basic": { "summary": content.summary },
        "need": { "need": content.need, "goals": content.goals },
        "plan": { "activities": content.activities, "team": content.team, "risks": content.risks },
        "measure": { "indicators": indicators },
    });
    serde_json::from_value(answers).map_err(Problem::internal)
}

fn indicator(row: &Value) -> ProposalIndicator {
    let nothing = Map::new();
    let cells = row.as_object().unwrap_or(&nothing);
    let text = |name: &str| cells.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    ProposalIndicator { name: text("name"), unit: text("unit"), baseline: text("baseline"), target: text("target") }
}

//! The state of a recomputation.

use std::collections::{BTreeMap, BTreeSet};

use super::input::{Amount, EventInput, Input};
use super::project::{Phase, Project};
use super::refused::Refused;
use crate::fault::Fault;
use crate::ledger::book::Book;
use crate::ledger::events::{LedgerEvent, Place};
use crate::ledger::identities::Scope;
use crate::ledger::posting::{Journal, NO_DETAIL};
use crate::money::Fen;

/// A line of the input while its events are applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) source: String,
    /// The allotments of the line, the open one last.
    pub(super) allotments: Vec<String>,
}

/// Everything that events change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) book: Book,
    pub(super) lines: Vec<Line>,
    pub(super) projects: BTreeMap<String, Project>,
    pub(super) batches: BTreeSet<String>,
    /// The last year that was closed.
    pub(super) closed_year: Option<i32>,
}

/// What one event would change, before it is known whether it may.
#[derive(Default)]
pub(super) struct Staged {
    pub(super) projects: BTreeMap<String, Project>,
    pub(super) lines: Option<Vec<Line>>,
    pub(super) batch: Option<String>,
    pub(super) closed_year: Option<i32>,
    pub(super) journals: Vec<Journal>,
}

impl Run {
    pub(super) fn new(input: &Input) -> Self {
        let projects = input.projects.iter().map(|project| {
            let state = Project {
                id: project.id.clone(),
                line: project.line.clone(),
                shares_bp: project.shares_bp.clone(),
                phase: Phase::Proposed,
                allotment: project.line.clone(),
                tranches: Vec::new(),
            };
            (project.id.clone(), state)
        });
        let lines =
            input.lines.iter().map(|line| Line { id: line.id.clone(), source: line.source.clone(), allotments: vec![line.id.clone()] });
        Self { book: Book::default(), lines: lines.collect(), projects: projects.collect(), batches: BTreeSet::new(), closed_year: None }
    }

    /// Applies an event whole, or refuses it without a trace.
    pub(super) fn apply(&mut self, event: &EventInput) -> Result<(), Refused> {
        if let Some(closed) = self.closed_year.filter(|closed| event.date.year() <= *closed) {
            return Err(Refused::new("year_closed", format!("the year {closed} is closed")));
        }
        let staged = self.stage(event)?;
        self.book.post_all(staged.journals)?;
        self.projects.extend(staged.projects);
        self.batches.extend(staged.batch);
        if let Some(lines) = staged.lines {
            self.lines = lines;
        }
        self.closed_year = staged.closed_year.or(self.closed_year);
        Ok(())
    }

    /// The identities that the book breaks; there are none unless the ledger itself is wrong.
    pub(super) fn violations(&self, pointer: &str) -> Vec<Fault> {
        let scope = if self.closed_year.is_some() { Scope::Total } else { Scope::PerAllotment };
        let found = self.book.identities(scope);
        found.iter().map(|broken| Fault::new(pointer, "identity", broken.to_string())).collect()
    }

    pub(super) fn line(&self, id: &str) -> Result<&Line, Refused> {
        let found = self.lines.iter().find(|line| line.id == id);
        found.ok_or_else(|| Refused::new("unknown_line", format!("there is no line {id}")))
    }

    /// The place of the money of `line` in `allotment`.
    pub(super) fn place(&self, line: &str, allotment: &str) -> Result<Place, Refused> {
        let line = self.line(line)?;
        Ok(line.place(allotment))
    }
}

impl Line {
    /// The allotment of the open year.
    pub(super) fn open(&self) -> &str {
        self.allotments.last().unwrap_or(&self.id)
    }

    pub(super) fn place(&self, allotment: &str) -> Place {
        Place { allotment: allotment.to_owned(), origin: self.id.clone(), source: self.source.clone(), bank: NO_DETAIL.to_owned() }
    }
}

impl Staged {
    /// The project as the event leaves it so far.
    pub(super) fn project(&mut self, run: &Run, id: &str) -> Result<&mut Project, Refused> {
        if !self.projects.contains_key(id) {
            let unknown = || Refused::new("unknown_project", format!("there is no project {id}"));
            let project = run.projects.get(id).ok_or_else(unknown)?;
            self.projects.insert(id.to_owned(), project.clone());
        }
        let unknown = || Refused::new("unknown_project", format!("there is no project {id}"));
        self.projects.get_mut(id).ok_or_else(unknown)
    }

    pub(super) fn post(&mut self, event: &EventInput, posting: &LedgerEvent, memo: &str) -> Result<(), Refused> {
        self.journals.push(posting.journal(event.date, memo)?);
        Ok(())
    }
}

/// The amount of an event, or why it is none.
pub(super) fn known(amount: &Amount) -> Result<Fen, Refused> {
    amount.clone()
}

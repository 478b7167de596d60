//! The year-end: what lapses lapses, everything else is carried into the next year.

use super::input::EventInput;
use super::refused::Refused;
use super::run::{Line, Run, Staged};
use crate::ledger::Closing;
use crate::ledger::events::{LedgerEvent, Position};
use crate::time::Day;

impl Run {
    pub(super) fn year_end(&self, staged: &mut Staged, event: &EventInput, lapse_sources: &[String]) -> Result<(), Refused> {
        let year = event.date.year();
        let next = Day::new(year.saturating_add(1), 1, 1).map_err(|error| Refused::new(error.code(), error))?;
        staged.projects.clone_from(&self.projects);
        let mut lines = self.lines.clone();
        for line in &mut lines {
            let target = format!("{}@{}", line.id, next.year());
            let lapses = lapse_sources.contains(&line.source);
            for old in line.allotments.clone() {
                let positions = self.lapse(staged, event, line, &old, lapses)?;
                if !positions.is_empty() {
                    carry(staged, event, next, (&old, &target), positions)?;
                }
                move_projects(staged, &line.id, &old, &target);
            }
            line.allotments.push(target);
        }
        staged.lines = Some(lines);
        staged.closed_year = Some(year);
        Ok(())
    }

    /// Lapses the available money if it does not carry over; answers the positions that remain.
    fn lapse(&self, staged: &mut Staged, event: &EventInput, line: &Line, allotment: &str, lapses: bool) -> Result<Vec<Position>, Refused> {
        let Closing { lapse, carried } = Closing::of(self.book.positions(allotment), lapses);
        if !lapse.is_zero() {
            let place = line.place(allotment);
            staged.post(event, &LedgerEvent::Lapse { place, amount: lapse }, allotment)?;
        }
        Ok(carried)
    }
}

fn carry(staged: &mut Staged, event: &EventInput, next: Day, (old, new): (&str, &str), positions: Vec<Position>) -> Result<(), Refused> {
    let out = LedgerEvent::CarryOut { allotment: old.to_owned(), positions: positions.clone() };
    staged.post(event, &out, old)?;
    let into = LedgerEvent::CarryIn { allotment: new.to_owned(), positions };
    staged.journals.push(into.journal(next, new)?);
    Ok(())
}

/// Projects follow their positions; what was paid stays in the year it was paid from.
fn move_projects(staged: &mut Staged, line: &str, old: &str, new: &str) {
    for project in staged.projects.values_mut().filter(|project| project.line == line) {
        if project.allotment == old {
            new.clone_into(&mut project.allotment);
        }
        for tranche in &mut project.tranches {
            if tranche.is_outstanding() && tranche.allotment == old {
                new.clone_into(&mut tranche.allotment);
            }
        }
    }
}

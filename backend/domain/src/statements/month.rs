//! When a month of an account is reconciled.

use crate::fault::Fault;
use crate::ledger::yuan;

/// What bank and books say about an account at the end of a month, in fen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MonthFigures {
    /// What the account held before the first line of the month.
    pub opening: i64,
    /// Money that came in during the month, by the statements.
    pub inflow: i64,
    /// Money that went out during the month, by the statements; not negative.
    pub outflow: i64,
    /// F1002 of the account at the end of the month.
    pub ledger: i64,
    /// Lines up to then whose movement is booked later: the bank was first.
    pub bank_first: i64,
    /// Later lines whose movement is booked up to then: the books were first.
    pub books_first: i64,
    /// Lines up to then that two persons have explained and the books will not know.
    pub explained: i64,
    /// Lines up to then that nobody has matched, or that wait for the second person.
    pub open_lines: u32,
    /// Movements of the books up to then that no line has.
    pub open_movements: u32,
    /// True when statements reach to the last day of the month without a gap.
    pub covered: bool,
    /// True when the month is over.
    pub over: bool,
    /// True when no earlier month of the account is open while a still earlier one is closed.
    pub follows: bool,
}

impl MonthFigures {
    /// What the account held after the last line of the month, by the statements.
    #[must_use]
    pub const fn closing(&self) -> i64 {
        self.opening + self.inflow - self.outflow
    }

    /// What statements and books differ by when everything is taken off that both sides know the reason of. A month is
    /// reconciled at zero and at nothing else.
    #[must_use]
    pub const fn difference(&self) -> i64 {
        self.closing() - self.ledger - self.bank_first + self.books_first - self.explained
    }
}

/// One line of the checklist of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthItem {
    /// Its code.
    pub code: &'static str,
    /// Nothing when it is done, otherwise what is missing.
    pub fault: Option<Fault>,
}

/// The checklist: a month closes when every line of it is done.
#[must_use]
pub fn month_items(figures: &MonthFigures) -> Vec<MonthItem> {
    let item = |code: &'static str, done: bool, detail: &str, actual: String| {
        let fault = (!done).then(|| Fault::new(format!("/{code}"), code, detail).with_actual(actual));
        MonthItem { code, fault }
    };
    let difference = figures.difference();
    vec![
        item("month_over", figures.over, "The month is not over yet", String::new()),
        item("earlier_month_open", figures.follows, "The month before is not closed yet", String::new()),
        item("statement_missing", figures.covered, "The statements do not reach to the end of the month without a gap", String::new()),
        item(
            "lines_open",
            figures.open_lines == 0,
            "Lines of the statements are neither matched nor confirmed",
            figures.open_lines.to_string(),
        ),
        item(
            "movements_open",
            figures.open_movements == 0,
            "Movements of the books are on no statement",
            figures.open_movements.to_string(),
        ),
        item("difference", difference == 0, "Statements and books differ", yuan(i128::from(difference))),
    ]
}

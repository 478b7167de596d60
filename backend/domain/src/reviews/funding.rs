//! The funding line: how far down the ranking the budget reaches.

use crate::money::{Fen, MoneyError};

/// The result of walking the ranking with a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundingLine<Id> {
    /// The proposals funded, in the order of the ranking.
    pub selected: Vec<Id>,
    /// What is left of the budget.
    pub leftover: Fen,
}

/// Why no funding line can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum FundingError {
    /// The budget is below zero.
    #[error("a budget is not below zero")]
    NegativeBudget,
    /// The request of a proposal is zero or below; `index` counts the ranking from 0.
    #[error("request {index} of the ranking is not above zero")]
    NotPositive {
        /// The position in the ranking, from 0.
        index: usize,
    },
    /// The amounts are too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// The funding line `strict_rank_stop` (A14): fund down the ranking while the request fits what is
/// left, and stop at the first that does not fit. Nobody is skipped, nothing is funded in part.
///
/// `ranked` pairs each proposal with its request, best first.
pub fn funding_line_strict<Id: Clone>(ranked: &[(Id, Fen)], budget: Fen) -> Result<FundingLine<Id>, FundingError> {
    check_amounts(ranked.iter().map(|row| row.1), budget)?;
    let mut line = FundingLine { selected: Vec::new(), leftover: budget };
    for (id, request) in ranked {
        if *request > line.leftover {
            break;
        }
        line.leftover = line.leftover.checked_sub(*request)?;
        line.selected.push(id.clone());
    }
    Ok(line)
}

/// The tie group that the strict funding line cuts, if it cuts one: only then a lottery is held
/// (INV-16).
///
/// `ranked` pairs the tie group of each proposal (`None` outside any) with its request, best first.
/// A group is cut when not all of it can be funded but some member of it could be, so that the order
/// inside the group decides about money.
pub fn lottery_group(ranked: &[(Option<u32>, Fen)], budget: Fen) -> Result<Option<u32>, FundingError> {
    check_amounts(ranked.iter().map(|row| row.1), budget)?;
    let mut left = budget;
    let mut rest = ranked;
    while let Some((group, request)) = rest.first().copied() {
        let size = match group {
            None => 1,
            Some(_) => rest.iter().take_while(|row| row.0 == group).count(),
        };
        let total = Fen::sum(rest[..size].iter().map(|row| row.1))?;
        if total > left {
            let smallest = rest[..size].iter().map(|row| row.1).min().unwrap_or(request);
            return Ok(group.filter(|_| smallest <= left));
        }
        left = left.checked_sub(total)?;
        rest = &rest[size..];
    }
    Ok(None)
}

fn check_amounts(mut requests: impl Iterator<Item = Fen>, budget: Fen) -> Result<(), FundingError> {
    if budget.is_negative() {
        return Err(FundingError::NegativeBudget);
    }
    match requests.position(|request| request <= Fen::ZERO) {
        Some(index) => Err(FundingError::NotPositive { index }),
        None => Ok(()),
    }
}

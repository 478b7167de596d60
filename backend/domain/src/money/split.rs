//! Splitting one amount into shares that add up to it exactly.

use super::{Fen, WHOLE_BP};

/// Why a split is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SplitError {
    /// The total is below zero.
    #[error("only an amount of zero or more can be split")]
    NegativeTotal,
    /// A share is zero; `index` counts from 0. An empty tranche is left out, not written as zero.
    #[error("share {index} is zero")]
    ZeroShare {
        /// The position of the share, from 0.
        index: usize,
    },
    /// The shares do not add up to 10 000 basis points (an empty list adds up to 0).
    #[error("the shares add up to {sum} basis points instead of 10000")]
    SharesNotWhole {
        /// What the shares add up to.
        sum: u64,
    },
}

impl SplitError {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NegativeTotal => "negative_total",
            Self::ZeroShare { .. } => "zero_share",
            Self::SharesNotWhole { .. } => "sum_not_10000",
        }
    }
}

/// Splits `total` by `shares_bp` (basis points) so that the parts add up to it exactly.
///
/// Largest remainder: each part is first the floor of its exact share; the fen left over go one each
/// to the parts with the largest remainders, ties to the earliest. Each part is less than one fen
/// away from its exact share. A change of contract never splits again what was drawn: split the
/// difference over the open tranches instead.
pub fn split(total: Fen, shares_bp: &[u32]) -> Result<Vec<Fen>, SplitError> {
    if total.is_negative() {
        return Err(SplitError::NegativeTotal);
    }
    if let Some(index) = shares_bp.iter().position(|&share| share == 0) {
        return Err(SplitError::ZeroShare { index });
    }
    let sum: u64 = shares_bp.iter().map(|&share| u64::from(share)).sum();
    if sum != u64::from(WHOLE_BP) {
        return Err(SplitError::SharesNotWhole { sum });
    }
    // At most 10^14 fen times 10^4: exact in i64.
    let products: Vec<i64> = shares_bp.iter().map(|&share| total.get() * i64::from(share)).collect();
    let whole = i64::from(WHOLE_BP);
    let mut parts: Vec<i64> = products.iter().map(|product| product / whole).collect();
    let mut left_over = total.get() - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&index| (-(products[index] % whole), index));
    for index in order {
        if left_over == 0 {
            break;
        }
        parts[index] += 1;
        left_over -= 1;
    }
    Ok(parts.into_iter().map(Fen).collect())
}

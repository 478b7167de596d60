//! The one rounding of an exact value.

use super::exact::{Exact, ExactError};
use crate::money::round_div;

pub use crate::money::Rounding;

/// The largest number of decimals a score is rounded to.
pub const MAX_DP: u32 = 9;

/// The value rounded once to `dp` decimals (at most [`MAX_DP`]) as a whole number of 10⁻ᵈᵖ points:
/// the key that ranks. 83.625 at two decimals is 8363 half up and 8362 half even.
///
/// Ranking by what is displayed means that no invisible decimal decides about money.
pub fn round_key(value: Exact, dp: u32, rounding: Rounding) -> Result<i128, ExactError> {
    if dp > MAX_DP {
        return Err(ExactError::Overflow);
    }
    let scale = 10_i128.pow(dp);
    let scaled = value.checked_scale(scale, 1)?;
    Ok(round_div(scaled.num(), scaled.den(), rounding))
}

/// The value rounded once to `dp` decimals (at most [`MAX_DP`]), with exactly that many shown.
///
/// A value that rounds to zero shows no sign: -1/200 half even at two decimals is `0.00`. Rounding a
/// rounded value again is forbidden: 84.446 is 84.4 at one decimal, not 84.5 by way of 84.45.
pub fn round_once(value: Exact, dp: u32, rounding: Rounding) -> Result<String, ExactError> {
    let key = round_key(value, dp, rounding)?;
    let scale = 10_u128.pow(dp);
    let (size, sign) = (key.unsigned_abs(), if key < 0 { "-" } else { "" });
    let width = usize::try_from(dp).unwrap_or(0);
    Ok(match dp {
        0 => format!("{sign}{size}"),
        _ => format!("{sign}{}.{:0width$}", size / scale, size % scale),
    })
}

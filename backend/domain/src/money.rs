//! Money: an exact number of fen (分, 1/100 yuan), never a float.
//!
//! Source of every rule: the numbers section of the ledger rules. Amounts travel as JSON strings with
//! two decimals, are stored as 64-bit integers of fen, and every operation that can leave the range is
//! checked.

mod split;
mod upper;

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use split::{SplitError, split};
pub use upper::rmb_upper;

/// The number of basis points in one whole (100 %).
pub const WHOLE_BP: u32 = 10_000;

/// The largest amount, in fen: ¥999,999,999,999.99.
const MAX_FEN: i64 = 99_999_999_999_999;

/// An exact amount of money in fen (分), between `-999999999999.99` and `999999999999.99` yuan.
///
/// It reads and writes JSON as a string such as `"1234.50"`; a JSON number is refused, because
/// readers that go through binary floats change amounts silently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fen(i64);

/// Why an amount is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum MoneyError {
    /// The text is not `-?(0|[1-9][0-9]*)(\.[0-9]+)?`: a sign `+`, a separator, an exponent, a
    /// leading zero, a full-width digit, nothing at all, …
    #[error("money is a string such as \"1234.50\": digits and at most two decimals")]
    Form,
    /// Zero with a minus sign (`-0`, `-0.00`).
    #[error("zero carries no sign")]
    NegativeZero,
    /// The amount has a part smaller than one fen.
    #[error("money has at most two decimals")]
    TooPrecise,
    /// The amount, or the result of a calculation, is beyond ±999999999999.99 yuan.
    #[error("the amount is outside -999999999999.99 to 999999999999.99")]
    OutOfRange,
    /// A ratio with a denominator that is zero or negative.
    #[error("the denominator of a ratio is a positive number")]
    Denominator,
}

impl MoneyError {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::NegativeZero => "negative_zero",
            Self::TooPrecise => "too_precise",
            Self::OutOfRange => "out_of_range",
            Self::Denominator => "denominator",
        }
    }
}

/// How a value half-way between two neighbours is rounded. The mode is part of the policy, never of
/// the code that calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 四舍五入: half away from zero. The default for everything published.
    #[default]
    HalfUp,
    /// GB/T 8170 style: half to the even neighbour.
    HalfEven,
}

impl Fen {
    /// The largest amount: ¥999,999,999,999.99.
    pub const MAX: Self = Self(MAX_FEN);
    /// The smallest amount: ¥-999,999,999,999.99.
    pub const MIN: Self = Self(-MAX_FEN);
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of `fen`; [`MoneyError::OutOfRange`] outside [`Fen::MIN`] to [`Fen::MAX`].
    pub const fn new(fen: i64) -> Result<Self, MoneyError> {
        if fen < -MAX_FEN || fen > MAX_FEN {
            return Err(MoneyError::OutOfRange);
        }
        Ok(Self(fen))
    }

    /// The number of fen, for storage.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads `-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?` and nothing else; the text is in yuan.
    ///
    /// Refuses `+5`, `.5`, `5.`, `01`, `1e3`, `1_000`, `1,000`, full-width digits, `NaN`, the empty
    /// text and a zero with a sign.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        parse_hundredths(text, 12).map(Self)
    }

    /// True below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// True at zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum of two amounts, or [`MoneyError::OutOfRange`].
    pub const fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        // Both are far inside i64, so the plain sum cannot overflow it.
        Self::new(self.0 + other.0)
    }

    /// The difference of two amounts, or [`MoneyError::OutOfRange`].
    pub const fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        Self::new(self.0 - other.0)
    }

    /// The same amount with the other sign. The range is symmetric, so this cannot fail; it answers a
    /// `Result` to chain with its neighbours.
    pub const fn checked_neg(self) -> Result<Self, MoneyError> {
        Self::new(-self.0)
    }

    /// The sum of many amounts. Only the total has to be in range, so the order does not matter.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        Self::from_wide(amounts.into_iter().map(|amount| i128::from(amount.0)).sum())
    }

    /// `self · num / den`, computed exactly and rounded once to whole fen.
    ///
    /// [`MoneyError::Denominator`] unless `den > 0`; [`MoneyError::OutOfRange`] if the result is.
    pub fn mul_ratio(self, num: i64, den: i64, rounding: Rounding) -> Result<Self, MoneyError> {
        if den <= 0 {
            return Err(MoneyError::Denominator);
        }
        // |fen| < 2^47 and |num| <= 2^63: the product is exact in i128.
        let product = i128::from(self.0) * i128::from(num);
        Self::from_wide(round_div(product, i128::from(den), rounding))
    }

    /// A decimal number of yuan rounded once to whole fen.
    pub fn from_decimal_rounded(yuan: Decimal, rounding: Rounding) -> Result<Self, MoneyError> {
        // A decimal has a mantissa below 2^96 and a scale of at most 28: all of this fits i128.
        let fen = round_div(yuan.mantissa() * 100, 10_i128.pow(yuan.scale()), rounding);
        Self::from_wide(fen)
    }

    /// The amount for people: `1,234,567.80`, with a leading `-` below zero. Never parsed back.
    #[must_use]
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |d| ("-", d));
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
        let mut out = String::from(sign);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out.push('.');
        out.push_str(cents);
        out
    }

    /// The amount in capital Chinese numerals; see [`rmb_upper`].
    #[must_use]
    pub fn upper(self) -> String {
        rmb_upper(self)
    }

    fn from_wide(fen: i128) -> Result<Self, MoneyError> {
        i64::try_from(fen).map_err(|_| MoneyError::OutOfRange).and_then(Self::new)
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", size / 100, size % 100))
    }
}

impl FromStr for Fen {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        Self::parse(text)
    }
}

impl From<Fen> for Decimal {
    /// The amount in yuan, exactly, with a scale of two.
    fn from(amount: Fen) -> Self {
        Self::new(amount.0, 2)
    }
}

impl TryFrom<Decimal> for Fen {
    type Error = MoneyError;

    /// Yuan to fen without rounding; [`MoneyError::TooPrecise`] if a part of a fen would be lost.
    fn try_from(yuan: Decimal) -> Result<Self, MoneyError> {
        let yuan = yuan.normalize();
        let missing = 2_u32.checked_sub(yuan.scale()).ok_or(MoneyError::TooPrecise)?;
        Self::from_wide(yuan.mantissa() * 10_i128.pow(missing))
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FenVisitor;

        impl de::Visitor<'_> for FenVisitor {
            type Value = Fen;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("money is a string such as \"1234.50\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Fen, E> {
                Fen::parse(text).map_err(E::custom)
            }
        }

        deserializer.deserialize_str(FenVisitor)
    }
}

/// A share of a whole in basis points (万分之一): 0 to 10 000, where 10 000 is 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct BasisPoints(u32);

/// A share above 10 000 basis points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("a share is 0 to 10000 basis points, not {found}")]
pub struct BasisPointsError {
    /// The number that was given.
    pub found: u32,
}

impl BasisPoints {
    /// 100 %.
    pub const WHOLE: Self = Self(WHOLE_BP);

    /// A share of `bp` basis points, at most 10 000.
    pub const fn new(bp: u32) -> Result<Self, BasisPointsError> {
        if bp > WHOLE_BP {
            return Err(BasisPointsError { found: bp });
        }
        Ok(Self(bp))
    }

    /// The number of basis points.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// This share of `amount`, rounded once to whole fen. A schedule of several shares uses
    /// [`split()`] instead: parts rounded one by one miss the total.
    pub fn of(self, amount: Fen, rounding: Rounding) -> Result<Fen, MoneyError> {
        amount.mul_ratio(i64::from(self.0), i64::from(WHOLE_BP), rounding)
    }
}

impl TryFrom<u32> for BasisPoints {
    type Error = BasisPointsError;

    fn try_from(bp: u32) -> Result<Self, BasisPointsError> {
        Self::new(bp)
    }
}

impl From<BasisPoints> for u32 {
    fn from(share: BasisPoints) -> Self {
        share.0
    }
}

/// `num / den` rounded once to an integer, for `den > 0`. No intermediate value exceeds its inputs.
pub(crate) fn round_div(num: i128, den: i128, rounding: Rounding) -> i128 {
    let (quotient, rest) = (num / den, (num % den).abs());
    // `rest` against `den - rest` instead of `2·rest` against `den`, which could overflow.
    let up = match rest.cmp(&(den - rest)) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => rounding == Rounding::HalfUp || quotient % 2 != 0,
    };
    if up { quotient + num.signum() } else { quotient }
}

/// Reads `-?(0|[1-9][0-9]*)(\.[0-9]{1,2})?` as a whole number of hundredths, with at most
/// `whole_digits` (≤ 15) digits before the point. Shared by money and by review scores.
pub(crate) fn parse_hundredths(text: &str, whole_digits: usize) -> Result<i64, MoneyError> {
    let (negative, body) = text.strip_prefix('-').map_or((false, text), |body| (true, body));
    let (whole, fraction) = match body.split_once('.') {
        Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
        Some(_) => return Err(MoneyError::Form),
        None => (body, ""),
    };
    if !is_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(MoneyError::Form);
    }
    if fraction.len() > 2 {
        return Err(MoneyError::TooPrecise);
    }
    if whole.len() > whole_digits {
        return Err(MoneyError::OutOfRange);
    }
    // At most 15 + 2 digits: far inside i64.
    let padding = &"00"[fraction.len()..];
    let digits = whole.bytes().chain(fraction.bytes()).chain(padding.bytes());
    let size = digits.fold(0, |size, digit| size * 10 + i64::from(digit - b'0'));
    match (negative, size) {
        (true, 0) => Err(MoneyError::NegativeZero),
        (true, size) => Ok(-size),
        (false, size) => Ok(size),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

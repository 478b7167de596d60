//! Exact rational numbers whose every operation is checked.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_integer::Integer;

/// An exact rational number: a 128-bit numerator over a positive 128-bit denominator.
///
/// It is kept as computed and brought to lowest terms only when shown, because the greatest common
/// divisor costs far more than the sums it would serve. Equality and order are those of the value:
/// 2/4 equals 1/2.
#[derive(Debug, Clone, Copy)]
pub struct Exact {
    num: i128,
    den: i128,
}

/// Why an exact number cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ExactError {
    /// A numerator or denominator beyond 128 bits.
    #[error("the numbers are too large to be computed exactly")]
    Overflow,
    /// A denominator of zero.
    #[error("a fraction has a denominator other than zero")]
    ZeroDenominator,
    /// Not `n` or `n/d`.
    #[error("an exact number is written n or n/d")]
    Form,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// `num / den`, with the sign moved to the numerator.
    pub const fn new(num: i128, den: i128) -> Result<Self, ExactError> {
        match den {
            0 => Err(ExactError::ZeroDenominator),
            1.. => Ok(Self { num, den }),
            _ => match (num.checked_neg(), den.checked_neg()) {
                (Some(num), Some(den)) => Ok(Self { num, den }),
                _ => Err(ExactError::Overflow),
            },
        }
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self { num: number as i128, den: 1 }
    }

    /// The numerator as kept, not necessarily in lowest terms.
    #[must_use]
    pub const fn num(self) -> i128 {
        self.num
    }

    /// The denominator as kept, always positive, not necessarily in lowest terms.
    #[must_use]
    pub const fn den(self) -> i128 {
        self.den
    }

    /// The same number in lowest terms.
    #[must_use]
    pub fn reduced(self) -> Self {
        // Nearly every number fits 64 bits, where the divisor is many times cheaper.
        if let (Ok(num), Ok(den)) = (i64::try_from(self.num), i64::try_from(self.den))
            && num != i64::MIN
        {
            let divisor = num.gcd(&den);
            return Self { num: i128::from(num / divisor), den: i128::from(den / divisor) };
        }
        // Unsigned, because the magnitude of i128::MIN is no i128. The divisor divides the positive
        // denominator, so it always is one.
        let divisor = self.num.unsigned_abs().gcd(&self.den.unsigned_abs());
        i128::try_from(divisor).map_or(self, |divisor| Self { num: self.num / divisor, den: self.den / divisor })
    }

    /// The sum, or [`ExactError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, ExactError> {
        if self.den == other.den {
            return self.num.checked_add(other.num).map_or(Err(ExactError::Overflow), |num| Ok(Self { num, den: self.den }));
        }
        let (a, b) = (self.reduced(), other.reduced());
        let shared = a.den.gcd(&b.den);
        let (a_scale, b_scale) = (b.den / shared, a.den / shared);
        let sum = || {
            let left = a.num.checked_mul(a_scale)?;
            let right = b.num.checked_mul(b_scale)?;
            Some(Self { num: left.checked_add(right)?, den: a.den.checked_mul(a_scale)? })
        };
        sum().ok_or(ExactError::Overflow)
    }

    /// `self · num / den`, or [`ExactError::Overflow`].
    pub fn checked_scale(self, num: i128, den: i128) -> Result<Self, ExactError> {
        let product = |a: Self| Some((a.num.checked_mul(num)?, a.den.checked_mul(den)?));
        let (num, den) = product(self).or_else(|| product(self.reduced())).ok_or(ExactError::Overflow)?;
        Self::new(num, den)
    }

    /// The sum of many numbers, divided by `count`; the mean if `count` is how many there are.
    pub(crate) fn sum_over(numbers: impl IntoIterator<Item = Self>, count: i128) -> Result<Self, ExactError> {
        let mut numbers = numbers.into_iter();
        let first = numbers.next().unwrap_or(Self::ZERO);
        numbers.try_fold(first, Self::checked_add)?.checked_scale(1, count)
    }
}

impl Ord for Exact {
    /// The order of the values. Never overflows: where the cross products would, the continued
    /// fractions are compared instead.
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        match (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => cmp_continued(*self, *other),
        }
    }
}

fn cmp_continued(mut a: Exact, mut b: Exact) -> Ordering {
    let mut swapped = false;
    loop {
        let (a_whole, a_rest) = a.num.div_mod_floor(&a.den);
        let (b_whole, b_rest) = b.num.div_mod_floor(&b.den);
        let order = match (a_whole.cmp(&b_whole), a_rest == 0, b_rest == 0) {
            (Ordering::Equal, true, true) => Ordering::Equal,
            (Ordering::Equal, true, false) => Ordering::Less,
            (Ordering::Equal, false, true) => Ordering::Greater,
            (Ordering::Equal, false, false) => {
                // Equal whole parts: the larger fraction is the one with the smaller inverse.
                (a, b) = (Exact { num: a.den, den: a_rest }, Exact { num: b.den, den: b_rest });
                swapped = !swapped;
                continue;
            }
            (order, _, _) => order,
        };
        return if swapped { order.reverse() } else { order };
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl fmt::Display for Exact {
    /// Lowest terms: `669/8`, or `88` for a whole number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { num, den } = self.reduced();
        if den == 1 { write!(f, "{num}") } else { write!(f, "{num}/{den}") }
    }
}

impl FromStr for Exact {
    type Err = ExactError;

    fn from_str(text: &str) -> Result<Self, ExactError> {
        let (num, den) = text.split_once('/').unwrap_or((text, "1"));
        let integer = |text: &str| text.parse().map_err(|_| ExactError::Form);
        Self::new(integer(num)?, integer(den)?)
    }
}

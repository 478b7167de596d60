//! The line number of a bank branch in the national payment system (联行号, CNAPS).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A CNAPS line number: 12 digits = bank 3 + city 4 + branch 4 + check 1.
///
/// The form decides. The check digit fits ISO 7064 MOD 11,10 on published branch lists, but no
/// official text says so; a wrong one asks for a second look ([`Cnaps::check_digit_ok`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cnaps([u8; 12]);

/// Why a line number is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CnapsError {
    /// Not 12 characters.
    #[error("a bank line number has 12 digits, not {found} characters")]
    Length {
        /// How many characters were given.
        found: usize,
    },
    /// A character that is not a digit 0–9.
    #[error("character {position} is {found:?} where a bank line number has a digit")]
    Character {
        /// The position, from 1.
        position: usize,
        /// The character found.
        found: char,
    },
}

impl CnapsError {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "length",
            Self::Character { .. } => "character",
        }
    }
}

impl Cnaps {
    /// Reads exactly 12 digits; the check digit is not looked at.
    pub fn parse(text: &str) -> Result<Self, CnapsError> {
        let found = text.chars().count();
        if found != 12 {
            return Err(CnapsError::Length { found });
        }
        let mut digits = [b'0'; 12];
        for (index, (slot, found)) in digits.iter_mut().zip(text.chars()).enumerate() {
            *slot = u8::try_from(found).ok().filter(u8::is_ascii_digit).ok_or(CnapsError::Character { position: index + 1, found })?;
        }
        Ok(Self(digits))
    }

    /// The line number that begins with these eleven ASCII digits, with its check digit added.
    pub fn with_check_digit(first: &[u8; 11]) -> Result<Self, CnapsError> {
        let mut digits = [b'0'; 12];
        digits[..11].copy_from_slice(first);
        if let Some(index) = first.iter().position(|byte| !byte.is_ascii_digit()) {
            return Err(CnapsError::Character { position: index + 1, found: char::from(first[index]) });
        }
        digits[11] = check_digit(first);
        Ok(Self(digits))
    }

    /// True if the twelfth digit is the ISO 7064 MOD 11,10 check of the first eleven. A false answer
    /// is a warning, never a refusal.
    #[must_use]
    pub fn check_digit_ok(&self) -> bool {
        self.0[11] == check_digit(&self.0[..11])
    }

    /// The three digits of the bank.
    #[must_use]
    pub fn bank(&self) -> String {
        self.0[..3].iter().copied().map(char::from).collect()
    }
}

/// ISO 7064 MOD 11,10 over ASCII digits.
fn check_digit(digits: &[u8]) -> u8 {
    let product = digits.iter().fold(10_u8, |product, digit| {
        let sum = (product + (digit - b'0')) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    b'0' + (11 - product) % 10
}

impl fmt::Display for Cnaps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = self.0.iter().copied().map(char::from).collect();
        f.pad(&text)
    }
}

impl FromStr for Cnaps {
    type Err = CnapsError;

    fn from_str(text: &str) -> Result<Self, CnapsError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Cnaps {
    type Error = CnapsError;

    fn try_from(text: String) -> Result<Self, CnapsError> {
        Self::parse(&text)
    }
}

impl From<Cnaps> for String {
    fn from(line: Cnaps) -> Self {
        line.to_string()
    }
}

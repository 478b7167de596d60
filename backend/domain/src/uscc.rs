//! The unified social credit code (统一社会信用代码) of an organisation, GB 32100-2015.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The 31 characters of GB 32100-2015 in the order of their values; I, O, S, V and Z are not used.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// The weights of the first 17 characters: powers of 3 modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/// The weights of the eight characters of the body, GB 11714-1997.
const BODY_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A unified social credit code with a correct form and a correct 18th character.
///
/// 18 characters: registrar, kind, district (6), body (8), check of the body, check of the whole.
/// Only form and the 18th character decide; a body whose own check fails is a warning, because some
/// old organisations have such a code ([`Uscc::inner_code_warning`]).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc(String);

/// Why a unified social credit code is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum UsccError {
    /// Not 18 characters.
    #[error("a unified social credit code has 18 characters, not {found}")]
    Length {
        /// How many characters were given.
        found: usize,
    },
    /// A character outside `0123456789ABCDEFGHJKLMNPQRTUWXY` (lower case, I, O, S, V, Z, …).
    #[error("character {position} is {found:?}, which no unified social credit code contains")]
    Character {
        /// The position, from 1.
        position: usize,
        /// The character found.
        found: char,
    },
    /// The 18th character does not fit the first 17.
    #[error("the last character is {found} where the others require {expected}")]
    CheckDigit {
        /// The character that the first 17 require.
        expected: char,
        /// The character found.
        found: char,
    },
    /// Only for codes made for demonstration: the district is not six digits.
    #[error("a district code has six digits")]
    District,
}

impl UsccError {
    /// The stable machine code of this error, for clients to translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "length",
            Self::Character { .. } => "character",
            Self::CheckDigit { .. } => "check_digit",
            Self::District => "district",
        }
    }
}

/// The check character of the body (the 17th of the code) is not the one GB 11714 computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InnerCodeWarning {
    /// The character that the eight characters of the body require.
    pub expected: char,
    /// The 17th character.
    pub found: char,
}

/// The kinds of social organisation registered by civil affairs (first character 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 社会团体, second character 1.
    Association,
    /// 民办非企业单位 (社会服务机构), second character 2.
    SocialService,
    /// 基金会, second character 3.
    Foundation,
}

impl OrganisationKind {
    const fn digit(self) -> u8 {
        match self {
            Self::Association => b'1',
            Self::SocialService => b'2',
            Self::Foundation => b'3',
        }
    }
}

impl Uscc {
    /// Reads 18 characters as they stand: no trimming, no change of case.
    pub fn parse(text: &str) -> Result<Self, UsccError> {
        let found = text.chars().count();
        if found != 18 {
            return Err(UsccError::Length { found });
        }
        let mut sum = 0;
        for (index, found) in text.chars().enumerate() {
            let value = value_of(found).ok_or(UsccError::Character { position: index + 1, found })?;
            // The 18th character has no weight.
            sum += value * WEIGHTS.get(index).copied().unwrap_or(0);
        }
        let expected = check_of(sum);
        match text.chars().next_back() {
            Some(found) if found != expected => Err(UsccError::CheckDigit { expected, found }),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six characters of the district of the registrar (positions 3 to 8).
    #[must_use]
    pub fn district(&self) -> &str {
        &self.0[2..8]
    }

    /// The kind of social organisation; `None` where the code was not given by civil affairs, or for
    /// a kind that is none of the three.
    #[must_use]
    pub fn organisation_kind(&self) -> Option<OrganisationKind> {
        match self.0.get(..2) {
            Some("51") => Some(OrganisationKind::Association),
            Some("52") => Some(OrganisationKind::SocialService),
            Some("53") => Some(OrganisationKind::Foundation),
            _ => None,
        }
    }

    /// A warning where the check character of the body is wrong by GB 11714. The code is valid
    /// nevertheless: ask for a second look, do not refuse.
    #[must_use]
    pub fn inner_code_warning(&self) -> Option<InnerCodeWarning> {
        let bytes = self.0.as_bytes();
        let expected = body_check(&bytes[8..16]);
        let found = char::from(bytes[16]);
        (expected != found).then_some(InnerCodeWarning { expected, found })
    }

    /// A fully valid code for demonstration data: registrar 5, both check characters right, the body
    /// `MJ9` and five characters drawn from SHA-256 of `seed`. The same arguments give the same code.
    ///
    /// `district` is six digits, else [`UsccError::District`].
    pub fn for_demonstration(kind: OrganisationKind, district: &str, seed: &[u8]) -> Result<Self, UsccError> {
        if district.len() != 6 || !district.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(UsccError::District);
        }
        let mut code = vec![b'5', kind.digit()];
        code.extend_from_slice(district.as_bytes());
        code.extend_from_slice(b"MJ9");
        let drawn = Sha256::digest(seed);
        code.extend(drawn.iter().take(5).map(|&byte| ALPHABET[usize::from(byte) % 31]));
        let mut text: String = code.iter().copied().map(char::from).collect();
        text.push(body_check(&code[8..16]));
        let sum = text.chars().zip(WEIGHTS).filter_map(|(c, w)| Some(value_of(c)? * w)).sum();
        text.push(check_of(sum));
        Self::parse(&text)
    }
}

/// The value of a character in GB 32100: its index in the alphabet.
fn value_of(character: char) -> Option<usize> {
    ALPHABET.iter().position(|&known| char::from(known) == character)
}

/// The 18th character for the weighted sum of the first 17.
fn check_of(sum: usize) -> char {
    char::from(ALPHABET[(31 - sum % 31) % 31])
}

/// The check character of the eight characters of a body, GB 11714: digits count 0–9, letters 10–35.
fn body_check(body: &[u8]) -> char {
    let value = |byte: u8| match byte {
        b'0'..=b'9' => usize::from(byte - b'0'),
        other => usize::from(other.saturating_sub(b'A')) + 10,
    };
    let sum: usize = body.iter().zip(BODY_WEIGHTS).map(|(&byte, weight)| value(byte) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from(b"0123456789"[digit % 10]),
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Uscc {
    type Err = UsccError;

    fn from_str(text: &str) -> Result<Self, UsccError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Uscc {
    type Error = UsccError;

    fn try_from(text: String) -> Result<Self, UsccError> {
        Self::parse(&text)
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.0
    }
}

//! The code by which somebody without an account follows what they reported: read aloud and typed on a phone.
//!
//! Twelve characters in three groups, of digits and capital letters without 0, 1, I, L and O. The last one is a
//! check character: one wrong character, or two that changed places, are always noticed.

use std::fmt;
use std::str::FromStr;

/// Thirty-one characters; a prime number, which is what makes the check catch every exchange.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH: usize = 12;
const MODULUS: usize = ALPHABET.len();

/// A code whose check character fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FollowCode([u8; LENGTH]);

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FollowCodeError {
    /// Not twelve characters of the alphabet.
    #[error("a code has twelve characters, digits 2 to 9 and letters without I, L and O")]
    Form,
    /// The check character does not fit: one character is wrong, or two changed places.
    #[error("the code has a typing error")]
    Check,
}

impl FollowCode {
    /// The code that follows from a keyed digest of 64 hexadecimal digits; each four of them give one character.
    #[must_use]
    pub fn from_digest(digest: &str) -> Self {
        let mut code = [symbol(0); LENGTH];
        let digits: Vec<u32> = digest.chars().filter_map(|digit| digit.to_digit(16)).collect();
        for (place, four) in code.iter_mut().zip(digits.chunks_exact(4)).take(LENGTH - 1) {
            *place = symbol(four.iter().fold(0, |value, digit| value * 16 + *digit as usize));
        }
        let check = (0..MODULUS).find(|check| {
            code[LENGTH - 1] = symbol(*check);
            sum(&code) == Some(0)
        });
        debug_assert!(check.is_some(), "twelve is no multiple of thirty-one");
        Self(code)
    }

    /// The code without its dashes, as it is looked up.
    #[must_use]
    pub fn as_text(&self) -> String {
        self.0.iter().map(|byte| char::from(*byte)).collect()
    }
}

fn symbol(value: usize) -> u8 {
    ALPHABET[value % MODULUS]
}

/// The weighted sum of the characters; zero for a code that fits, nothing for a character outside the alphabet.
fn sum(code: &[u8; LENGTH]) -> Option<usize> {
    let mut sum = 0;
    for (index, byte) in code.iter().enumerate() {
        sum += (index + 1) * ALPHABET.iter().position(|known| known == byte)?;
    }
    Some(sum % MODULUS)
}

impl FromStr for FollowCode {
    type Err = FollowCodeError;

    /// Reads a code as people type it: in either case, with or without spaces and dashes.
    fn from_str(text: &str) -> Result<Self, FollowCodeError> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—' | '–'));
        let bytes: Option<Vec<u8>> = typed.map(|c| u8::try_from(c.to_ascii_uppercase()).ok()).collect();
        let code = bytes.and_then(|bytes| <[u8; LENGTH]>::try_from(bytes).ok()).ok_or(FollowCodeError::Form)?;
        match sum(&code) {
            Some(0) => Ok(Self(code)),
            Some(_) => Err(FollowCodeError::Check),
            None => Err(FollowCodeError::Form),
        }
    }
}

impl fmt::Display for FollowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.as_text();
        write!(f, "{}-{}-{}", &text[..4], &text[4..8], &text[8..])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = FollowCode::from_digest(&"07a3".repeat(16));
        let shown = code.to_string();
        assert_eq!(shown.len(), 14);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', ""), format!("  {} ", shown.replace('-', " "))] {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
        assert_eq!("".parse::<FollowCode>(), Err(FollowCodeError::Form));
        assert_eq!("OOOO-OOOO-OOOO".parse::<FollowCode>(), Err(FollowCodeError::Form));
        assert_eq!("一二三四五六七八九十百千".parse::<FollowCode>(), Err(FollowCodeError::Form));
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_always_noticed(digest in "[0-9a-f]{64}", place in 0_usize..12, step in 1_usize..31) {
            let mut code = FollowCode::from_digest(&digest).0;
            let old = ALPHABET.iter().position(|known| *known == code[place]).unwrap();
            code[place] = symbol(old + step);
            let typed: String = code.iter().map(|byte| char::from(*byte)).collect();
            prop_assert_eq!(typed.parse::<FollowCode>(), Err(FollowCodeError::Check));
        }

        #[test]
        fn two_characters_that_changed_places_are_always_noticed(digest in "[0-9a-f]{64}", a in 0_usize..12, b in 0_usize..12) {
            let mut code = FollowCode::from_digest(&digest).0;
            prop_assume!(code[a] != code[b]);
            code.swap(a, b);
            let typed: String = code.iter().map(|byte| char::from(*byte)).collect();
            prop_assert_eq!(typed.parse::<FollowCode>(), Err(FollowCodeError::Check));
        }

        #[test]
        fn every_digest_gives_a_code_that_fits(digest in "[0-9a-f]{64}") {
            let code = FollowCode::from_digest(&digest);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }
    }
}

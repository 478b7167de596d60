//! Searching words in Chinese and English texts: what of a text is indexed, and what of a query must be found.
//!
//! Chinese has no spaces, and its words are mostly of two characters. So a run of Chinese characters is indexed by
//! its pairs (社区助餐: 社区, 区助, 助餐, and 餐 for the end), and everything else by its words. Full-width letters
//! and digits count as their narrow forms, capitals as small letters.

use std::collections::BTreeSet;

/// At most this many terms of one text are indexed; more says nothing that would help to find it.
pub const MOST_TERMS: usize = 600;
/// At most this many terms of one query count.
const MOST_QUERY_TERMS: usize = 12;
/// Longer words are cut, in the index and in the query alike.
const LONGEST_WORD: usize = 32;

/// One thing a query asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// A pair of Chinese characters.
    Exactly(String),
    /// The beginning of a word, or a single Chinese character.
    Beginning(String),
}

/// The terms by which these texts are found, each once.
#[must_use]
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for run in texts.into_iter().flat_map(runs) {
        match run {
            Run::Chinese(characters) => {
                found.extend(characters.windows(2).map(String::from_iter));
                found.extend(characters.last().map(char::to_string));
            }
            Run::Word(word) => {
                let digits = word.trim_start_matches(|c: char| !c.is_ascii_digit());
                if !digits.is_empty() && digits.len() < word.len() {
                    found.insert(digits.to_owned());
                }
                found.insert(word);
            }
        }
        if found.len() >= MOST_TERMS {
            break;
        }
    }
    found
}

/// What a text must have to answer the query: all of these. Empty for a query without any word.
#[must_use]
pub fn wanted(query: &str) -> BTreeSet<Wanted> {
    let mut all = BTreeSet::new();
    for run in runs(query) {
        match run {
            Run::Chinese(characters) if characters.len() == 1 => {
                all.insert(Wanted::Beginning(characters.iter().collect()));
            }
            Run::Chinese(characters) => all.extend(characters.windows(2).map(|pair| Wanted::Exactly(pair.iter().collect()))),
            Run::Word(word) => {
                all.insert(Wanted::Beginning(word));
            }
        }
    }
    all.into_iter().take(MOST_QUERY_TERMS).collect()
}

/// The first text after all that begin with `prefix`, in the order of code points; `None` when there is none.
#[must_use]
pub fn after(prefix: &str) -> Option<String> {
    let mut characters: Vec<char> = prefix.chars().collect();
    while let Some(last) = characters.pop() {
        // The one gap of the code points is that of the surrogates.
        let next = if last == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(u32::from(last) + 1) };
        if let Some(next) = next {
            characters.push(next);
            return Some(characters.into_iter().collect());
        }
    }
    None
}

/// One character in its plain form: narrow and small.
#[must_use]
pub fn plain(character: char) -> char {
    let narrow = match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    };
    narrow.to_lowercase().next().unwrap_or(narrow)
}

enum Run {
    Chinese(Vec<char>),
    Word(String),
}

/// The runs of Chinese characters and the words of a text, in order; what is neither parts them.
fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    for character in text.chars().map(plain) {
        let chinese = is_chinese(character);
        match found.last_mut() {
            Some(Run::Chinese(run)) if chinese => run.push(character),
            Some(Run::Word(word)) if !chinese && character.is_alphanumeric() => {
                if word.chars().count() < LONGEST_WORD {
                    word.push(character);
                }
            }
            _ if chinese => found.push(Run::Chinese(vec![character])),
            _ if character.is_alphanumeric() => found.push(Run::Word(character.to_string())),
            // An empty word parts what stands on both sides of a mark.
            Some(Run::Word(word)) if word.is_empty() => {}
            _ => found.push(Run::Word(String::new())),
        }
    }
    found.retain(|run| !matches!(run, Run::Word(word) if word.is_empty()));
    found
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a text with these terms answers the query, as a database would find it.
    fn finds(text: &str, query: &str) -> bool {
        let (terms, wanted) = (terms([text]), wanted(query));
        !wanted.is_empty()
            && wanted.iter().all(|one| match one {
                Wanted::Exactly(term) => terms.contains(term),
                Wanted::Beginning(prefix) => {
                    terms.iter().any(|term| term.as_str() >= prefix.as_str() && after(prefix).is_none_or(|end| *term < end))
                }
            })
    }

    #[test]
    fn two_characters_are_a_word() {
        assert!(finds("社区老人助餐与陪伴项目", "助餐"));
        assert!(finds("社区老人助餐与陪伴项目", "老人 陪伴"));
        assert!(!finds("社区老人助餐与陪伴项目", "助残"));
    }

    #[test]
    fn one_character_is_found_at_the_end_as_well() {
        assert!(finds("助餐", "餐"));
        assert!(finds("助餐", "助"));
        assert!(!finds("助餐", "残"));
    }

    #[test]
    fn words_are_found_by_their_beginning_whatever_their_width_and_case() {
        assert!(finds("Tianning Community ＡＢＣ", "comm"));
        assert!(finds("Tianning Community ＡＢＣ", "abc"));
        assert!(!finds("Tianning Community", "unity"));
    }

    #[test]
    fn numbers_are_found_with_and_without_their_prefix() {
        assert!(finds("YC2026-0012", "yc2026-0012"));
        assert!(finds("YC2026-0012", "2026-0012"));
        assert!(finds("YC2026-0012", "0012"));
        assert!(!finds("YC2026-0012", "0013"));
    }

    #[test]
    fn marks_alone_ask_for_nothing() {
        assert!(wanted(" ，。!-- ").is_empty());
    }

    #[test]
    fn nothing_comes_after_the_last_code_point() {
        assert_eq!(after("a"), Some("b".to_owned()));
        assert_eq!(after("\u{d7ff}"), Some("\u{e000}".to_owned()));
        assert_eq!(after("\u{10ffff}"), None);
        assert_eq!(after("a\u{10ffff}"), Some("b".to_owned()));
    }

    proptest! {
        #[test]
        fn a_text_is_found_by_every_part_of_it_that_starts_with_a_word(text in "[\u{4e00}-\u{4e20}]{2,12}( [a-z]{1,6}[0-9]{0,4}){0,3}", from in 0usize..11, length in 2usize..6) {
            let chinese: Vec<char> = text.chars().take_while(|c| is_chinese(*c)).collect();
            let from = from.min(chinese.len() - 2);
            let part: String = chinese[from..(from + length).min(chinese.len())].iter().collect();
            prop_assert!(finds(&text, &part));
            prop_assert!(finds(&text, &text));
        }

        #[test]
        fn every_prefix_sorts_before_what_comes_after_it(prefix in "\\PC{1,5}", rest in "\\PC{0,5}") {
            if let Some(end) = after(&prefix) {
                let longer = format!("{prefix}{rest}");
                prop_assert!(longer < end);
                prop_assert!(prefix < end);
            }
        }
    }
}

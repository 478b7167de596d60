//! Text that stands in two proposals: fingerprints to find candidates by an index, and the passages themselves to
//! show side by side.
//!
//! Only letters, digits and Chinese characters count, as in [`super::similarity`], which says how alike two short texts
//! are as a whole; here it matters which words stand in both, and where.

use std::collections::{BTreeSet, HashMap};

use super::similarity::letter;

/// Characters of one fingerprinted piece.
const PIECE: usize = 8;
/// Fingerprints kept of one text: the smallest ones, so that two texts keep the same ones of what they share.
const KEPT: usize = 200;
/// A shared piece that stands in more places than this is boilerplate.
const PLACES: usize = 16;

/// A run of characters that two texts have in common, as each of them writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// In the first text, with its own punctuation.
    pub left: String,
    /// In the second.
    pub right: String,
    /// How many characters count.
    pub length: usize,
}

/// The characters that count, each with its place in the text.
fn counted(text: &str) -> Vec<(char, usize)> {
    text.char_indices().filter_map(|(at, c)| Some((letter(c)?, at))).collect()
}

/// FNV-1a: the same on every machine and in every release, because it is stored.
fn hash(piece: &[(char, usize)]) -> i64 {
    let mut value: u64 = 0xcbf2_9ce4_8422_2325;
    for (c, _) in piece {
        for byte in u32::from(*c).to_le_bytes() {
            value = (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    // Mixed once more, because the smallest are kept and the low characters must not decide alone.
    value ^= value >> 29;
    value = value.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value ^= value >> 32;
    i64::try_from(value >> 1).unwrap_or(0)
}

/// What is stored of a text to find others that share pieces with it; empty for a text of a few characters.
#[must_use]
pub fn fingerprints(text: &str) -> Vec<i64> {
    let chars = counted(text);
    let found: BTreeSet<i64> = chars.windows(PIECE).map(hash).collect();
    found.into_iter().take(KEPT).collect()
}

/// The longest passages of at least `least` characters that both texts hold, the longest first, and the share of the
/// first text that they cover, in basis points.
#[must_use]
pub fn shared_passages(left: &str, right: &str, least: usize) -> (Vec<Passage>, u32) {
    let (a, b) = (counted(left), counted(right));
    let mut places: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, piece) in b.windows(PIECE).enumerate() {
        places.entry(hash(piece)).or_default().push(at);
    }
    let (mut found, mut covered, mut at) = (Vec::new(), 0_usize, 0_usize);
    while at + PIECE <= a.len() {
        let piece = &a[at..at + PIECE];
        let candidates = places.get(&hash(piece)).into_iter().flatten().take(PLACES);
        let best = candidates.map(|&start| (run(&a[at..], &b[start..]), start)).max();
        match best.filter(|(length, _)| *length >= least.max(PIECE)) {
            Some((length, start)) => {
                let passage = Passage { left: slice(left, &a, at, length), right: slice(right, &b, start, length), length };
                covered += length;
                found.push(passage);
                at += length;
            }
            None => at += 1,
        }
    }
    found.sort_by_key(|passage| std::cmp::Reverse(passage.length));
    let share = if a.is_empty() { 0 } else { covered * 10_000 / a.len() };
    (found, u32::try_from(share).unwrap_or(10_000))
}

/// How far two texts agree from here on.
fn run(a: &[(char, usize)], b: &[(char, usize)]) -> usize {
    a.iter().zip(b).take_while(|((a, _), (b, _))| a == b).count()
}

/// The passage as the text writes it, from its first counted character to its last.
fn slice(text: &str, chars: &[(char, usize)], at: usize, length: usize) -> String {
    let Some((start, last)) = chars.get(at).zip(chars.get(at + length - 1)) else { return String::new() };
    let end = text[last.1..].chars().next().map_or(last.1, |c| last.1 + c.len_utf8());
    text[start.1..end].to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HERE: &str = "本项目为社区60岁以上独居老人提供助餐服务，每周五次送餐上门。另组织茶话会。";
    const THERE: &str = "我们将为社区６０岁以上独居老人提供助餐服务（每周五次送餐上门）；并建立志愿者队伍。";

    #[test]
    fn a_copied_passage_is_found_over_punctuation_and_width_and_shown_as_each_wrote_it() {
        let (passages, share) = shared_passages(HERE, THERE, 12);
        assert_eq!(passages.len(), 1);
        assert_eq!(passages[0].left, "为社区60岁以上独居老人提供助餐服务，每周五次送餐上门");
        assert_eq!(passages[0].right, "为社区６０岁以上独居老人提供助餐服务（每周五次送餐上门");
        assert_eq!((passages[0].length, share), (26, 7_428));
    }

    #[test]
    fn texts_about_other_things_share_nothing() {
        let other = "青少年暑期夏令营与课业辅导，邀请大学生志愿者参加。";
        assert_eq!(shared_passages(HERE, other, 12), (Vec::new(), 0));
        let mine = fingerprints(HERE);
        assert!(fingerprints(other).iter().all(|one| !mine.contains(one)));
        assert!(fingerprints(THERE).iter().filter(|one| mine.contains(one)).count() >= 10);
        assert!(fingerprints("太短").is_empty());
    }

    proptest! {
        #[test]
        fn a_text_covers_itself_wholly_and_shares_are_shares(text in "[一-龥a-z，。]{8,60}", other in "[一-龥a-z，。]{0,60}") {
            let counted = text.chars().filter(|c| c.is_alphanumeric()).count();
            if counted >= 8 {
                prop_assert_eq!(shared_passages(&text, &text, 8).1, 10_000);
            }
            let (passages, share) = shared_passages(&text, &other, 8);
            prop_assert!(share <= 10_000);
            for passage in passages {
                prop_assert!(text.contains(&passage.left) && other.contains(&passage.right));
            }
            let kept = fingerprints(&text);
            prop_assert!(kept.iter().all(|one| *one >= 0) && kept.len() <= 200);
        }
    }
}

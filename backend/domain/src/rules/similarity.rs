//! How alike two texts are: hints for a person to look, never a decision.
//!
//! A text is the set of the character pairs that stand beside each other in it, which needs no dictionary and
//! works for Chinese words of two characters. Shares are basis points; nothing here is a float.

use std::collections::BTreeSet;

use crate::money::WHOLE_BP;

/// How many hashes a sketch keeps.
pub const SKETCH_LEN: usize = 48;
/// From this share of common pairs on, two texts count as near.
const NEAR_JACCARD_BP: u32 = 3_500;
/// From this share of the shorter text on, it counts as said by the longer one.
const NEAR_CONTAINMENT_BP: u32 = 6_500;
/// A text with fewer pairs than this is contained in too much to be a hint.
const SHORTEST: usize = 6;

/// The character pairs of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(BTreeSet<u64>);

/// How alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Likeness {
    /// Common pairs as a share of the pairs of either.
    pub jaccard_bp: u32,
    /// Common pairs as a share of the pairs of the shorter one.
    pub containment_bp: u32,
    /// Whether a person should look at both.
    pub near: bool,
}

impl Shingles {
    /// The pairs of all these texts; no pair reaches from one text into the next.
    #[must_use]
    pub fn of(texts: &[&str]) -> Self {
        let mut pairs = BTreeSet::new();
        for text in texts {
            let letters: Vec<char> = text.chars().filter_map(letter).collect();
            if let [only] = letters.as_slice() {
                pairs.insert(pair(*only, '\0'));
            }
            pairs.extend(letters.iter().zip(letters.iter().skip(1)).map(|(first, second)| pair(*first, *second)));
        }
        Self(pairs)
    }

    /// How many different pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True for a text without letters or digits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How alike two texts are; the order of the two does not matter.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Likeness {
        let common = self.0.intersection(&other.0).count();
        let shorter = self.len().min(other.len());
        let (jaccard_bp, containment_bp) = (share(common, self.len() + other.len() - common), share(common, shorter));
        let contained = shorter >= SHORTEST && containment_bp >= NEAR_CONTAINMENT_BP;
        Likeness { jaccard_bp, containment_bp, near: jaccard_bp >= NEAR_JACCARD_BP || contained }
    }

    /// A sample of the pairs that does not grow with the text: the smallest hashes. Like texts have many of them
    /// in common, so an index over sketches finds the candidates that [`Shingles::likeness`] then judges.
    #[must_use]
    pub fn sketch(&self) -> Vec<i64> {
        let mut hashes: Vec<i64> = self.0.iter().map(|pair| mixed(*pair)).collect();
        hashes.sort_unstable();
        hashes.truncate(SKETCH_LEN);
        hashes
    }
}

/// A letter or digit as it counts: lower case, narrow; nothing for spaces and punctuation.
pub(super) fn letter(c: char) -> Option<char> {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    narrow.is_alphanumeric().then(|| narrow.to_lowercase().next().unwrap_or(narrow))
}

fn pair(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 21 | u64::from(u32::from(second))
}

/// The finaliser of `SplitMix64`, without the sign, so that neighbouring pairs lie far apart.
fn mixed(pair: u64) -> i64 {
    let mut z = pair.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i64::try_from((z ^ (z >> 31)) >> 1).unwrap_or(i64::MAX)
}

fn share(part: usize, whole: usize) -> u32 {
    if whole == 0 {
        return 0;
    }
    u32::try_from(part * WHOLE_BP as usize / whole).unwrap_or(WHOLE_BP)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn like(a: &str, b: &str) -> Likeness {
        Shingles::of(&[a]).likeness(&Shingles::of(&[b]))
    }

    #[test]
    fn spaces_punctuation_width_and_case_do_not_matter() {
        let same = like("电梯坏了，Ａ座 老人下不了楼！", "电梯坏了a座老人下不了楼");
        assert_eq!((same.jaccard_bp, same.containment_bp, same.near), (10_000, 10_000, true));
    }

    #[test]
    fn two_reports_of_one_thing_are_near_and_two_of_different_things_are_not() {
        let elder = "小区独居老人多，没有助餐点，吃饭困难";
        assert!(like(elder, "独居老人吃饭困难，希望小区设助餐点").near);
        assert!(like("老人吃饭困难，没有助餐点", &format!("{elder}。另外楼道灯坏了很久，晚上看不见，容易摔跤，请一并处理")).near);
        assert!(!like(elder, "小区电动车乱停，充电桩不够，有火灾隐患").near);
    }

    #[test]
    fn a_word_or_two_is_contained_in_everything_and_is_no_hint() {
        assert!(!like("老人", "小区独居老人多，没有助餐点，吃饭困难").near);
        assert!(like("老人", "老人").near);
    }

    #[test]
    fn an_empty_text_is_like_nothing() {
        let nothing = like("", "……！");
        assert_eq!((nothing.jaccard_bp, nothing.containment_bp, nothing.near), (0, 0, false));
        assert!(Shingles::of(&["，"]).is_empty());
        assert_eq!(Shingles::of(&["老"]).len(), 1);
    }

    #[test]
    fn a_sketch_is_bounded_and_near_texts_share_hashes() {
        let long: String = (0..3_000_u32).filter_map(|n| char::from_u32(0x4e00 + n * 5)).collect();
        assert_eq!(Shingles::of(&[&long]).sketch().len(), SKETCH_LEN);
        let a = Shingles::of(&["小区独居老人多，没有助餐点，吃饭困难"]).sketch();
        let b = Shingles::of(&["独居老人吃饭困难，希望小区设助餐点"]).sketch();
        assert!(a.iter().filter(|hash| b.contains(hash)).count() >= 5);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_bounded_and_whole_for_equal_texts(a in "\\PC{0,60}", b in "\\PC{0,60}") {
            let (forth, back) = (like(&a, &b), like(&b, &a));
            prop_assert_eq!(forth, back);
            prop_assert!(forth.jaccard_bp <= forth.containment_bp && forth.containment_bp <= 10_000);
            let itself = like(&a, &a);
            prop_assert!(itself.jaccard_bp == 10_000 || Shingles::of(&[&a]).is_empty());
        }

        #[test]
        fn a_sketch_is_sorted_without_repeats_and_never_negative(a in "\\PC{0,200}") {
            let sketch = Shingles::of(&[&a]).sketch();
            prop_assert!(sketch.iter().all(|hash| *hash >= 0));
            prop_assert!(sketch.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}

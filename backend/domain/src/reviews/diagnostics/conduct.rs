//! How reviews were written (A8): in hardly any time, or with a comment that stands in another one as well. What is found asks for
//! an explanation and changes no number. The texts and times are no part of a sealed input; whoever holds them hands them in.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::rules::similarity::Shingles;

/// A review that took less than this many seconds from the opening of the proposal asks for an explanation.
pub const QUICK_SECONDS: i64 = 30;
/// A comment with fewer letters, digits and characters says too little to be copied: stock phrases never count, however many.
const SHORTEST: usize = 20;
/// From this share of common character pairs on, two comments are nearly identical. Two opinions on one proposal share a third
/// at most; the same text with another name in it shares three quarters and more.
const COPIED_JACCARD_BP: u32 = 7_500;

/// A review as it was written, beside its scores.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    /// The proposal, as in the reviews.
    pub proposal: &'a str,
    /// The reviewer, as in the reviews.
    pub reviewer: &'a str,
    /// When the proposal was opened to the reviewer, in microseconds.
    pub opened_at: Option<i64>,
    /// When the review was submitted last, in microseconds.
    pub submitted_at: Option<i64>,
    /// Everything the applicant will read of it, each comment by itself.
    pub comments: &'a [&'a str],
}

/// A review that was written in hardly any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quick {
    /// The proposal.
    pub proposal: String,
    /// The reviewer.
    pub reviewer: String,
    /// Whole seconds from the opening of the proposal to the submission.
    pub seconds: i64,
}

/// Reviews whose comments are nearly identical: of one reviewer on several proposals, or of several reviewers on one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// The reviewers, sorted.
    pub reviewers: Vec<String>,
    /// The proposals, sorted.
    pub proposals: Vec<String>,
}

/// Everything about the writing that asks for an explanation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Conduct {
    /// By reviewer and proposal.
    pub quick: Vec<Quick>,
    /// Those of one reviewer first, then those about one proposal.
    pub copied: Vec<Copied>,
}

/// Looks at how reviews were written; the order they come in does not matter.
#[must_use]
pub fn conduct(reviews: &[Writing<'_>]) -> Conduct {
    let mut reviews = reviews.to_vec();
    reviews.sort_by_key(|review| (review.reviewer, review.proposal));
    let quick = reviews.iter().filter_map(|review| {
        let seconds = seconds(review).filter(|seconds| *seconds < QUICK_SECONDS)?;
        Some(Quick { proposal: review.proposal.to_owned(), reviewer: review.reviewer.to_owned(), seconds })
    });
    Conduct { quick: quick.collect(), copied: copied(&reviews) }
}

fn seconds(review: &Writing<'_>) -> Option<i64> {
    Some((review.submitted_at? - review.opened_at?).max(0) / 1_000_000)
}

fn copied(reviews: &[Writing<'_>]) -> Vec<Copied> {
    let texts = reviews.iter().map(|review| (review, text(review)));
    let texts: Vec<(&Writing<'_>, Shingles)> = texts.filter(|(_, text)| !text.is_empty()).collect();
    let mut of_reviewer: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut on_proposal: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, (review, _)) in texts.iter().enumerate() {
        of_reviewer.entry(review.reviewer).or_default().push(index);
        on_proposal.entry(review.proposal).or_default().push(index);
    }
    let alike = |a: usize, b: usize| texts[a].1.likeness(&texts[b].1).jaccard_bp >= COPIED_JACCARD_BP;
    let groups = of_reviewer.values().chain(on_proposal.values()).flat_map(|members| clusters(members, &alike));
    groups
        .map(|group| {
            let of = |name: fn(&Writing<'_>) -> String| {
                let mut names: Vec<String> = group.iter().map(|index| name(texts[*index].0)).collect();
                names.sort_unstable();
                names.dedup();
                names
            };
            Copied { reviewers: of(|review| review.reviewer.to_owned()), proposals: of(|review| review.proposal.to_owned()) }
        })
        .collect()
}

/// All comments of a review that are long enough, as one text.
fn text(review: &Writing<'_>) -> Shingles {
    let long = review.comments.iter().copied().filter(|comment| comment.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST);
    Shingles::of(&long.collect::<Vec<_>>())
}

/// Those that are alike, directly or by way of others, in groups of two and more.
fn clusters(members: &[usize], alike: &dyn Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &one in members {
        let (near, mut rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| group.iter().any(|&other| alike(one, other)));
        rest.push(near.into_iter().flatten().chain([one]).collect());
        groups = rest;
    }
    groups.retain(|group| group.len() > 1);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "需求调研扎实，服务对象清楚，预算与活动一一对应，建议补充志愿者培训计划。";

    fn review<'a>(proposal: &'a str, reviewer: &'a str, comments: &'a [&'a str]) -> Writing<'a> {
        Writing { proposal, reviewer, opened_at: Some(0), submitted_at: Some(600_000_000), comments }
    }

    fn found(reviews: &[Writing<'_>]) -> Vec<(Vec<String>, Vec<String>)> {
        conduct(reviews).copied.into_iter().map(|one| (one.reviewers, one.proposals)).collect()
    }

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn half_a_minute_is_enough_and_a_moment_less_is_not() {
        let at = |submitted_at| Writing { submitted_at, ..review("A", "R1", &[]) };
        let quick = |submitted_at| conduct(&[at(submitted_at)]).quick.first().map(|one| one.seconds);
        assert_eq!([quick(Some(30_000_000)), quick(Some(29_999_999)), quick(Some(0))], [None, Some(29), Some(0)]);
        assert_eq!([quick(None), quick(Some(-5))], [None, Some(0)]);
        assert_eq!(conduct(&[Writing { opened_at: None, ..at(Some(1)) }]), Conduct::default());
    }

    #[test]
    fn one_text_on_several_proposals_is_one_finding_whatever_its_punctuation() {
        let spaced = LONG.replace('，', " ");
        let again = [spaced.as_str()];
        let reviews = [
            review("C", "R1", &[LONG]),
            review("A", "R1", &again),
            review("B", "R1", &[LONG]),
            review("D", "R1", &["另一份意见，说的是完全不同的事情，与前面几份没有相同之处。"]),
        ];
        assert_eq!(found(&reviews), [(names(&["R1"]), names(&["A", "B", "C"]))]);
    }

    #[test]
    fn a_few_other_words_do_not_hide_a_copy_and_two_opinions_are_no_copy() {
        let changed = LONG.replace("志愿者", "社工");
        assert_eq!(found(&[review("A", "R1", &[LONG]), review("A", "R2", &[&changed])]), [(names(&["R1", "R2"]), names(&["A"]))]);
        let other = "需求调研扎实，但服务对象偏宽，预算中志愿者补贴缺少依据，建议分期实施并补充风险预案。";
        assert!(found(&[review("A", "R1", &[LONG]), review("A", "R2", &[other])]).is_empty());
    }

    #[test]
    fn short_comments_and_those_of_others_on_other_proposals_are_no_copies() {
        assert!(found(&[review("A", "R1", &["同意立项，预算合理。"]), review("B", "R1", &["同意立项，预算合理。"])]).is_empty());
        let (short, enough) = ("需求清楚方案可行预算合理团队稳定同意立", "需求清楚方案可行预算合理团队稳定同意立项");
        assert_eq!((short.chars().count(), enough.chars().count()), (19, 20));
        assert!(found(&[review("A", "R1", &[short]), review("B", "R1", &[short])]).is_empty());
        assert_eq!(found(&[review("A", "R1", &[enough]), review("B", "R1", &[enough])]).len(), 1);
        assert!(found(&[review("A", "R1", &[LONG]), review("B", "R2", &[LONG])]).is_empty());
    }

    #[test]
    fn stock_phrases_do_not_add_up_to_a_copy_and_do_not_hide_one() {
        let stock = ["按评分细则给分。"; 8];
        assert!(found(&[review("A", "R1", &stock), review("B", "R1", &stock)]).is_empty());
        assert_eq!(found(&[review("A", "R1", &["同意。", LONG]), review("B", "R1", &[LONG, "预算偏高，请核减。"])]).len(), 1);
    }

    #[test]
    fn what_is_found_does_not_depend_on_the_order() {
        let mut reviews =
            vec![review("A", "R1", &[LONG]), review("B", "R1", &[LONG]), review("A", "R2", &[LONG]), review("B", "R3", &["无"])];
        let before = conduct(&reviews);
        assert_eq!(before.copied.len(), 2);
        reviews.reverse();
        assert_eq!(conduct(&reviews), before);
    }
}

//! Stages, shortlist, ranking and the funding line.

use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{
    AggregateError, Candidate, Exact, FundingError, RankError, Rounding, funding_line_strict, lottery_group, rank, shortlist, stage_combine,
};

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn candidate(id: &str, score: &str, defence: Option<&str>, means: &[&str]) -> Candidate {
    let named = means.iter().enumerate().map(|(i, mean)| (format!("C{}", i + 1), exact(mean)));
    Candidate { id: id.to_owned(), score: exact(score), defence: defence.map(exact), criterion_means: named.collect(), request: None }
}

fn ranking(candidates: &[Candidate]) -> Vec<(usize, String, String, Option<u32>)> {
    let rows = rank(candidates, 2, Rounding::HalfUp).unwrap();
    rows.into_iter().map(|row| (row.rank, row.id, row.reason.to_string(), row.tie_group)).collect()
}

fn row(rank: usize, id: &str, why: &str, group: Option<u32>) -> (usize, String, String, Option<u32>) {
    (rank, id.to_owned(), why.to_owned(), group)
}

#[test]
fn stages_combine_exactly_and_only_with_weights_that_are_a_whole() {
    let combined = stage_combine(&[(6_000, exact("254/3")), (4_000, exact("88"))]).unwrap();
    assert_eq!(combined.to_string(), "86");
    let refused = stage_combine(&[(6_000, exact("1")), (3_999, exact("1"))]);
    assert_eq!(refused, Err(AggregateError::StageWeights { sum: 9_999 }));
}

#[test]
fn everyone_who_ties_at_the_cut_is_admitted() {
    let rows = [("P4", exact("80")), ("P2", exact("90001/1000")), ("P1", exact("90")), ("P3", exact("90004/1000")), ("P5", exact("95"))];
    let cut = |places| shortlist(&rows, places, 2, Rounding::HalfUp).unwrap();
    assert_eq!(cut(1), ["P5"]);
    assert_eq!(cut(2), ["P1", "P2", "P3", "P5"]);
    assert_eq!(cut(4), ["P1", "P2", "P3", "P5"]);
    assert_eq!(cut(5).len(), 5);
    assert_eq!(cut(9).len(), 5);
    assert_eq!(cut(0), Vec::<&str>::new());
}

#[test]
fn the_chain_of_ties_names_the_key_that_decided() {
    let rows = [
        candidate("F", "80", Some("70"), &["9", "8"]),
        candidate("E", "80", Some("70"), &["9", "17/2"]),
        candidate("D", "80", Some("70"), &["28/3", "1"]),
        candidate("C", "80", Some("75"), &["1", "1"]),
        candidate("B", "80004/1000", Some("76"), &["1", "1"]),
        candidate("A", "81", Some("1"), &["1", "1"]),
    ];
    let expected = [
        row(1, "A", "score", None),
        row(2, "B", "score", None),
        row(3, "C", "tie-break: defence", None),
        row(4, "D", "tie-break: defence", None),
        row(5, "E", "tie-break: C1 mean of kept", None),
        row(6, "F", "tie-break: C2 mean of kept", None),
    ];
    assert_eq!(ranking(&rows), expected);
}

#[test]
fn equal_on_every_key_is_one_tie_group_for_a_lottery() {
    let rows = [
        candidate("B", "80", None, &["9"]),
        candidate("A", "80", None, &["9"]),
        candidate("C", "80", None, &["9"]),
        candidate("Z", "90", None, &["9"]),
        candidate("E", "70", None, &["9"]),
        candidate("D", "70", None, &["9"]),
    ];
    let expected = [
        row(1, "Z", "score", None),
        row(2, "A", "score", Some(1)),
        row(3, "B", "LOTTERY", Some(1)),
        row(4, "C", "LOTTERY", Some(1)),
        row(5, "D", "score", Some(2)),
        row(6, "E", "LOTTERY", Some(2)),
    ];
    assert_eq!(ranking(&rows), expected);
}

#[test]
fn a_lower_request_breaks_a_tie_only_where_it_is_known() {
    let mut rows = [candidate("A", "80", None, &["9"]), candidate("B", "80", None, &["9"])];
    rows[0].request = Some(yuan("300000"));
    rows[1].request = Some(yuan("200000"));
    let expected = [row(1, "B", "score", None), row(2, "A", "tie-break: lower ask", None)];
    assert_eq!(ranking(&rows), expected);
    rows[1].request = None;
    let error = rank(&rows, 2, Rounding::HalfUp).unwrap_err();
    assert_eq!(error, RankError::MissingRequest { id: "B".to_owned() });
    rows[1].score = exact("81");
    assert_eq!(ranking(&rows)[0].1, "B");
}

#[test]
fn candidates_that_cannot_be_compared_are_refused() {
    let rows = [candidate("A", "80", None, &["9"]), candidate("A", "81", None, &["9"])];
    assert!(matches!(rank(&rows, 2, Rounding::HalfUp), Err(RankError::Repeated { .. })));
    for unlike in [candidate("B", "80", Some("1"), &["9"]), candidate("B", "80", None, &[])] {
        let rows = [candidate("A", "80", None, &["9"]), unlike];
        let error = rank(&rows, 2, Rounding::HalfUp).unwrap_err();
        assert_eq!(error, RankError::UnlikeKeys { id: "B".to_owned() });
    }
    assert_eq!(rank(&[], 2, Rounding::HalfUp), Ok(vec![]));
}

#[test]
fn the_strict_line_stops_at_the_first_that_does_not_fit() {
    let rows = [("A", yuan("50")), ("B", yuan("60")), ("C", yuan("1"))];
    let line = funding_line_strict(&rows, yuan("100")).unwrap();
    assert_eq!((line.selected, line.leftover), (vec!["A"], yuan("50")));
    let line = funding_line_strict(&rows, yuan("111")).unwrap();
    assert_eq!((line.selected.len(), line.leftover), (3, Fen::ZERO));
    let refused = funding_line_strict(&[("A", Fen::ZERO)], yuan("1"));
    assert_eq!(refused, Err(FundingError::NotPositive { index: 0 }));
    assert_eq!(funding_line_strict(&rows, yuan("-1")), Err(FundingError::NegativeBudget));
}

#[test]
fn a_lottery_is_held_only_where_the_line_cuts_a_tie_group() {
    let rows = [(None, yuan("50")), (Some(1), yuan("40")), (Some(1), yuan("60")), (None, yuan("9"))];
    let cut = |budget: &str| lottery_group(&rows, yuan(budget)).unwrap();
    assert_eq!(cut("150"), None, "the whole group is funded");
    assert_eq!(cut("149.99"), Some(1));
    assert_eq!(cut("90"), Some(1), "only one member fits, so the order decides");
    assert_eq!(cut("89.99"), None, "no member fits in any order");
    assert_eq!(cut("49"), None);
    assert_eq!(cut("1000"), None);
}

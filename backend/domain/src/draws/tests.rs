use proptest::prelude::*;

use super::*;

fn candidate(id: &str, stratum: &str, employer: &str) -> Candidate {
    Candidate { id: id.to_owned(), stratum: stratum.to_owned(), employer: employer.to_owned() }
}

fn stratum(code: &str, seats: u32) -> Stratum {
    Stratum { code: code.to_owned(), seats, reserves: 2 }
}

fn list(candidates: Vec<Candidate>, strata: Vec<Stratum>) -> List {
    List { round: "YC2026-0001/1".to_owned(), candidates, strata }
}

#[test]
fn a_seat_that_only_one_employer_can_fill_is_kept_for_it() {
    // Only `x` has a finance expert; whoever of `x` draws the lowest general ticket must not take its place.
    let people =
        vec![candidate("f", "finance", "x"), candidate("a", "general", "x"), candidate("b", "general", "y"), candidate("c", "general", "")];
    let list = list(people, vec![stratum("general", 2), stratum("finance", 1)]);
    for n in 0..64 {
        let outcome = draw(&list, &format!("{n}")).unwrap();
        let mut ids: Vec<&str> = outcome.panel.iter().map(|drawn| drawn.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["b", "c", "f"]);
    }
}

#[test]
fn a_list_that_cannot_fill_its_seats_says_which() {
    let people = vec![candidate("a", "finance", "x"), candidate("b", "finance", "x"), candidate("c", "general", "y")];
    let short = list(people, vec![stratum("finance", 2), stratum("general", 1)]);
    assert_eq!(short.check(), Err(DrawError::TooFew { strata: vec!["finance".to_owned()], seats: 2, employers: 1 }));
    let even = list(vec![candidate("a", "g", ""), candidate("b", "g", "")], vec![stratum("g", 2)]);
    assert_eq!(even.check(), Err(DrawError::NotOdd(2)));
    let twice = list(vec![candidate("a", "g", ""), candidate("a", "g", "")], vec![stratum("g", 1)]);
    assert_eq!(twice.check(), Err(DrawError::Twice("a".to_owned())));
    let lost = list(vec![candidate("a", "h", "")], vec![stratum("g", 1)]);
    assert!(matches!(lost.check(), Err(DrawError::UnknownStratum { .. })));
}

#[test]
fn the_hashes_are_those_written_down() {
    // sha256sum of the texts, reckoned outside.
    let people = vec![candidate("b", "g", ""), candidate("a", "g", "")];
    let list = list(people, vec![stratum("g", 1)]);
    let text = r#"{"candidates":[{"employer":"","id":"a","stratum":"g"},{"employer":"","id":"b","stratum":"g"}],"round":"YC2026-0001/1","strata":[{"code":"g","reserves":2,"seats":1}]}"#;
    assert_eq!(list.sha256(), sha256_hex(text.as_bytes()));
    assert_eq!(ticket("00", "a"), sha256_hex(b"00:a"));
    assert_eq!(commitment("r", "l", "s"), sha256_hex(b"r\nl\ns"));
    assert_eq!(seed("r", "l", "s", "e"), sha256_hex(b"r\nl\ns\ne"));
}

#[test]
fn the_first_reserve_of_the_stratum_whose_employer_does_not_sit_takes_over() {
    let people = vec![candidate("a", "g", "x"), candidate("b", "g", "y"), candidate("c", "g", "z"), candidate("d", "g", "y")];
    let list = list(people, vec![Stratum { code: "g".to_owned(), seats: 1, reserves: 3 }]);
    let outcome = draw(&list, "any").unwrap();
    let sitting = [outcome.panel[0].id.as_str()];
    assert_eq!(replacement(&list, &outcome, &sitting, sitting[0]), outcome.reserves.first());
    let drawn = |id: &str| Drawn { id: id.to_owned(), stratum: "g".to_owned(), ticket: String::new() };
    let made = Outcome { panel: vec![drawn("a"), drawn("b")], reserves: vec![drawn("d"), drawn("c")], passed_over: Vec::new() };
    assert_eq!(replacement(&list, &made, &["a", "b"], "a").unwrap().id, "c");
    assert_eq!(replacement(&list, &made, &["a", "b"], "b").unwrap().id, "d");
}

fn lists() -> impl Strategy<Value = List> {
    let people = prop::collection::vec((0..3_usize, 0..6_usize), 1..18);
    (people, prop::collection::vec(0..3_u32, 3)).prop_map(|(people, seats)| {
        let codes = ["finance", "social_work", "field"];
        let candidate = |(n, (stratum, employer)): (usize, (usize, usize))| {
            candidate(&format!("p{n:02}"), codes[stratum], if employer == 5 { "" } else { ["u", "v", "w", "x", "y"][employer] })
        };
        let strata = codes.iter().zip(seats).map(|(code, seats)| stratum(code, seats)).collect();
        list(people.into_iter().enumerate().map(candidate).collect(), strata)
    })
}

/// Whether some choice fills the seats, by trying all of them.
fn possible(list: &List) -> bool {
    fn try_all(list: &List, from: usize, left: &mut Vec<u32>, employers: &mut Vec<String>) -> bool {
        if left.iter().all(|seats| *seats == 0) {
            return true;
        }
        let Some(one) = list.candidates.get(from) else { return false };
        let place = list.strata.iter().position(|stratum| stratum.code == one.stratum).unwrap();
        if left[place] > 0 && (one.employer.is_empty() || !employers.contains(&one.employer)) {
            left[place] -= 1;
            employers.push(one.employer.clone());
            if try_all(list, from + 1, left, employers) {
                return true;
            }
            employers.pop();
            left[place] += 1;
        }
        try_all(list, from + 1, left, employers)
    }
    try_all(list, 0, &mut list.strata.iter().map(|stratum| stratum.seats).collect(), &mut Vec::new())
}

proptest! {
    #[test]
    fn a_draw_fills_every_seat_once_and_no_employer_twice(list in lists(), seed in "[0-9a-f]{8}") {
        let seats: u32 = list.strata.iter().map(|stratum| stratum.seats).sum();
        prop_assume!(seats % 2 == 1);
        prop_assert_eq!(list.check().is_ok(), possible(&list));
        let Ok(outcome) = draw(&list, &seed) else { return Ok(()) };
        for stratum in &list.strata {
            let n = outcome.panel.iter().filter(|drawn| drawn.stratum == stratum.code).count();
            prop_assert_eq!(n, stratum.seats as usize);
        }
        let find = |id: &str| list.candidates.iter().find(|one| one.id == id).unwrap();
        let mut employers: Vec<&str> = outcome.panel.iter().map(|drawn| find(&drawn.id).employer.as_str()).filter(|e| !e.is_empty()).collect();
        let all = employers.len();
        employers.sort_unstable();
        employers.dedup();
        prop_assert_eq!(employers.len(), all);
        prop_assert!(outcome.reserves.iter().all(|reserve| outcome.panel.iter().all(|drawn| drawn.id != reserve.id)));
        prop_assert!(outcome.panel.is_sorted_by(|a, b| a.ticket < b.ticket));
    }

    #[test]
    fn the_order_of_the_list_decides_nothing(list in lists(), turn in 0..17_usize, entropy in "[0-9]{6}") {
        let mut other = list.clone();
        let n = other.candidates.len();
        other.candidates.rotate_left(turn % n);
        prop_assert_eq!(file(&list, "salt", "ref", &entropy), file(&other, "salt", "ref", &entropy));
    }

    #[test]
    fn another_list_has_another_commitment(list in lists(), seats in 1..9_u32) {
        let mut other = list.clone();
        other.strata[0].seats += seats;
        prop_assert_ne!(list.sha256(), other.sha256());
        prop_assert_ne!(commitment("r", &list.sha256(), "s"), commitment("r", &other.sha256(), "s"));
    }
}

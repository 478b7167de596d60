use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::money::Fen;
use crate::time::Day;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn line(on: &str, amount: &str, account: &str, summary: &str) -> StatementLine {
    StatementLine {
        booked_on: day(on),
        serial: None,
        amount: Fen::parse(amount).unwrap(),
        balance: Fen::ZERO,
        counter_name: "示例社会工作服务中心1（测试）".to_owned(),
        counter_account: account.to_owned(),
        summary: summary.to_owned(),
    }
}

fn payment(number: &str, amount: &str, account: &str) -> Candidate {
    Candidate {
        kind: CandidateKind::Movement,
        amount: Fen::parse(amount).unwrap(),
        day: day("2026-07-10"),
        number: Some(number.to_owned()),
        account: Some(account.to_owned()),
        name: Some("示例社会工作服务中心1(测试)".to_owned()),
    }
}

#[test]
fn equal_lines_have_keys_of_their_own_and_the_same_ones_again() {
    let twice = line("2026-07-10", "-100.00", "62000", "公益创投");
    let lines = [twice.clone(), line("2026-07-10", "-100.01", "62000", "公益创投"), twice.clone()];
    let keys = line_keys("TN-FC", &lines);
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 3);
    assert_eq!(line_keys("TN-FC", &[twice.clone(), twice.clone()]), [keys[0].clone(), keys[2].clone()], "whatever stands between them");
    assert_ne!(line_keys("TN-CJ", std::slice::from_ref(&twice))[0], keys[0], "another account has other lines");
    let numbered = StatementLine { serial: Some("2026071000017".to_owned()), ..twice };
    assert_eq!(line_keys("TN-FC", &[numbered]), ["serial:2026071000017"]);
}

#[test]
fn a_statement_that_lost_a_line_or_left_days_out_is_not_taken() {
    let span = |starts, ends, opening, closing| StatementSpan { starts_on: day(starts), ends_on: day(ends), opening, closing };
    let july = span("2026-07-01", "2026-07-31", 0, 500);
    let mut movements = BTreeMap::from([(day("2026-07-05"), 500), (day("2026-08-02"), -200)]);
    let codes = |new: StatementSpan, movements: &BTreeMap<Day, i64>| -> Vec<String> {
        chain_faults(&[july], &new, movements).into_iter().map(|fault| fault.code).collect()
    };
    assert!(codes(span("2026-08-01", "2026-08-31", 500, 300), &movements).is_empty());
    assert!(codes(span("2026-07-20", "2026-08-31", 500, 300), &movements).is_empty(), "statements may overlap");
    assert_eq!(codes(span("2026-08-01", "2026-08-31", 500, 250), &movements), ["closing_differs"]);
    assert_eq!(codes(span("2026-08-01", "2026-08-31", 400, 200), &movements), ["opening_differs", "closing_differs"]);
    assert_eq!(codes(span("2026-08-02", "2026-08-31", 500, 300), &movements), ["gap"]);
    movements.insert(day("2026-08-03"), 0);
    assert_eq!(covered_until(&[july, span("2026-08-02", "2026-08-31", 500, 300)]).unwrap().until, day("2026-07-31"));
    assert!(covered_until(&[]).is_none());
}

#[test]
fn the_number_of_the_payment_is_the_strongest_sign_and_another_number_excludes() {
    let lines = [
        line("2026-07-10", "-100.00", "62000", "PAY-2026-000002 公益创投"),
        line("2026-07-10", "-100.00", "62000", "PAY-2026-000001 公益创投"),
        line("2026-07-10", "-100.00", "62000", "PAY-2026-000009 公益创投"),
    ];
    let candidates = [payment("PAY-2026-000001", "-100.00", "62000"), payment("PAY-2026-000002", "-100.00", "62000")];
    let found = suggest(&lines, &candidates);
    let pairs: Vec<_> = found.iter().map(|one| (one.line, one.candidate, one.sure)).collect();
    assert_eq!(pairs, [(0, 1, true), (1, 0, true)]);
    let all = [MatchReason::PaymentNumber, MatchReason::Amount, MatchReason::CounterAccount, MatchReason::CounterName, MatchReason::Day];
    assert_eq!(found[0].reasons, all);
}

#[test]
fn without_a_number_amount_and_account_are_a_suggestion_and_two_that_fit_are_not_sure() {
    let plain = line("2026-07-11", "-100.00", "62000", "转账");
    let one = suggest(std::slice::from_ref(&plain), &[payment("PAY-2026-000001", "-100.00", "62000")]);
    assert_eq!((one.len(), one[0].sure), (1, true));
    let both = [payment("PAY-2026-000001", "-100.00", "62000"), payment("PAY-2026-000002", "-100.00", "62000")];
    let two = suggest(&[plain.clone(), plain.clone()], &both);
    assert_eq!(two.iter().map(|one| (one.line, one.candidate, one.sure)).collect::<Vec<_>>(), [(0, 0, false), (1, 1, false)]);
    assert!(suggest(&[line("2026-07-11", "-100.01", "62000", "转账")], &both).is_empty(), "one fen off is something else");
    assert!(suggest(&[StatementLine { counter_name: "他人".to_owned(), ..line("2026-07-10", "-100.00", "1", "转账") }], &both).is_empty());
}

#[test]
fn a_receipt_is_suggested_by_amount_and_day_and_a_return_only_by_its_number() {
    let receipt = Candidate {
        kind: CandidateKind::Movement,
        amount: Fen::parse("500.00").unwrap(),
        number: None,
        account: None,
        name: None,
        ..payment("", "1.00", "")
    };
    assert!(suggest(&[line("2026-07-12", "500.00", "", "拨款")], std::slice::from_ref(&receipt))[0].sure);
    assert!(suggest(&[line("2026-08-12", "500.00", "", "拨款")], &[receipt]).is_empty());
    let back = Candidate { kind: CandidateKind::LateReturn, ..payment("PAY-2026-000001", "100.00", "62000") };
    assert!(suggest(&[line("2026-07-20", "100.00", "62000", "退汇")], std::slice::from_ref(&back)).is_empty());
    assert_eq!(suggest(&[line("2026-07-20", "100.00", "62000", "退汇 PAY-2026-000001")], &[back]).len(), 1);
}

#[test]
fn a_month_is_reconciled_at_zero_and_every_difference_has_its_reason() {
    let done = MonthFigures {
        opening: 100,
        inflow: 50,
        outflow: 30,
        ledger: 120,
        covered: true,
        over: true,
        follows: true,
        ..MonthFigures::default()
    };
    assert_eq!((done.closing(), done.difference()), (120, 0));
    assert!(month_items(&done).iter().all(|item| item.fault.is_none()));
    let open = |figures: MonthFigures| -> Vec<&str> {
        month_items(&figures).into_iter().filter(|item| item.fault.is_some()).map(|item| item.code).collect()
    };
    assert_eq!(open(MonthFigures { ledger: 119, ..done }), ["difference"]);
    assert!(open(MonthFigures { ledger: 119, explained: 1, ..done }).is_empty());
    assert!(open(MonthFigures { ledger: 150, bank_first: -30, ..done }).is_empty());
    assert!(open(MonthFigures { ledger: 90, books_first: -30, ..done }).is_empty());
    assert_eq!(open(MonthFigures { covered: false, over: false, follows: false, open_lines: 1, open_movements: 2, ..done }).len(), 5);
}

proptest! {
    #[test]
    fn no_line_and_no_candidate_is_suggested_twice_and_amounts_agree(
        lines in prop::collection::vec((1i64..4, 0usize..3), 0..8), books in prop::collection::vec((1i64..4, 0usize..3), 0..8),
    ) {
        let account = |n: usize| format!("6200{n}");
        let lines: Vec<_> = lines.iter().map(|(fen, n)| line("2026-07-10", &format!("-0.0{fen}"), &account(*n), "转账")).collect();
        let books: Vec<_> = books.iter().enumerate().map(|(at, (fen, n))| payment(&format!("PAY-2026-00000{at}"), &format!("-0.0{fen}"), &account(*n))).collect();
        let found = suggest(&lines, &books);
        let at: BTreeSet<_> = found.iter().map(|one| one.line).collect();
        let of: BTreeSet<_> = found.iter().map(|one| one.candidate).collect();
        prop_assert_eq!((at.len(), of.len()), (found.len(), found.len()));
        for one in &found {
            prop_assert_eq!(lines[one.line].amount, books[one.candidate].amount);
        }
    }

    #[test]
    fn keys_of_one_file_differ_and_do_not_depend_on_what_else_is_in_it(fen in prop::collection::vec(1i64..3, 1..12)) {
        let lines: Vec<_> = fen.iter().map(|fen| line("2026-07-10", &format!("-0.0{fen}"), "62000", "转账")).collect();
        let keys = line_keys("TN-FC", &lines);
        prop_assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        let ones: Vec<_> = lines.iter().filter(|line| line.amount.get() == -1).cloned().collect();
        let of_ones: Vec<_> = keys.iter().zip(&lines).filter(|(_, line)| line.amount.get() == -1).map(|(key, _)| key.clone()).collect();
        prop_assert_eq!(line_keys("TN-FC", &ones), of_ones);
    }
}

//! What every book keeps, whatever is posted.

mod events;
mod plain_text;

use super::*;
use crate::fault::Fault;
use crate::machine::StringEnum;
use crate::money::Fen;
use crate::time::Day;
use proptest::prelude::*;

fn fen(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn place(allotment: &str) -> Place {
    Place { allotment: allotment.to_owned(), origin: allotment.to_owned(), source: "lottery".to_owned(), bank: "main".to_owned() }
}

fn journal(event: &LedgerEvent) -> Journal {
    event.journal(day("2026-01-15"), "memo").unwrap()
}

fn funded(amount: &str) -> Book {
    let mut book = Book::default();
    let event = LedgerEvent::AllotWithCash { place: place("A"), amount: fen(amount) };
    book.post(journal(&event)).unwrap();
    book
}

fn reserve(amount: &str) -> LedgerEvent {
    LedgerEvent::Reserve { place: place("A"), award: "P1".to_owned(), amount: fen(amount) }
}

fn leg(account: Account, allotment: &str, amount: i64) -> Leg {
    Leg { account, allotment: allotment.to_owned(), detail: NO_DETAIL.to_owned(), amount: Fen::new(amount).unwrap() }
}

fn check(legs: Vec<Leg>) -> Result<(), &'static str> {
    let journal = Journal { event: EventCode::E01, biz_date: day("2026-01-15"), memo: String::new(), legs };
    journal.check().map_err(|refusal| refusal.code())
}

#[test]
fn the_chart_has_eighteen_accounts_with_a_layer_and_a_sign_each() {
    assert_eq!(Account::ALL.len(), 18);
    for account in Account::ALL {
        let layer = if account.as_str().starts_with('B') { Layer::Budget } else { Layer::Financial };
        assert_eq!(account.layer(), layer);
        assert!(account.beancount().contains(|c: char| c.is_ascii_uppercase()));
    }
    assert_eq!(Account::B10.sign(), Sign::NotPositive);
    assert_eq!(Account::B20.sign(), Sign::NotNegative);
}

#[test]
fn a_journal_balances_per_layer_and_per_allotment_or_is_none() {
    use Account::{B10, B20, F1002, F3001};
    assert_eq!(check(vec![leg(B20, "A", 1), leg(B10, "A", -1)]), Ok(()));
    assert_eq!(check(vec![leg(F1002, "A", 1), leg(F3001, "B", -1)]), Ok(()));
    assert_eq!(check(vec![]), Err("too_few_legs"));
    assert_eq!(check(vec![leg(B20, "A", 1)]), Err("too_few_legs"));
    assert_eq!(check(vec![leg(B20, "A", 0), leg(B10, "A", 0)]), Err("zero_leg"));
    assert_eq!(check(vec![leg(B20, "", 1), leg(B10, "", -1)]), Err("empty_key"));
    assert_eq!(check(vec![leg(B20, "A", 2), leg(B10, "A", -1)]), Err("unbalanced"));
    assert_eq!(check(vec![leg(B20, "A", 1), leg(F3001, "A", -1)]), Err("unbalanced"));
    assert_eq!(check(vec![leg(B20, "A", 1), leg(B10, "B", -1)]), Err("unbalanced"));
}

#[test]
fn an_overspend_is_refused_with_what_is_missing_and_leaves_no_trace() {
    let mut book = funded("100.00");
    let before = book.clone();
    let refusal = book.post(journal(&reserve("100.01"))).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::Short { account: Account::B20, allotment: "A".to_owned(), detail: NO_DETAIL.to_owned(), short_by: fen("0.01") }
    );
    assert_eq!(refusal.to_string(), "B20 可用额度 of A/- is short by 0.01");
    assert_eq!(book, before);
    book.post(journal(&reserve("100.00"))).unwrap();
    assert_eq!(book.balance(Account::B30, "A", "P1"), fen("100.00"));
}

#[test]
fn one_refused_journal_refuses_all_that_come_with_it() {
    let mut book = funded("100.00");
    let before = book.clone();
    let journals = vec![journal(&reserve("60.00")), journal(&reserve("60.00"))];
    assert_eq!(book.post_all(journals).unwrap_err().code(), "insufficient");
    assert_eq!(book, before);
}

#[test]
fn the_bank_is_never_overdrawn_but_holds_the_money_of_many_allotments() {
    let mut book = funded("100.00");
    let other = LedgerEvent::Allot { place: place("B"), amount: fen("50.00") };
    book.post(journal(&other)).unwrap();
    let lapse = |amount| journal(&LedgerEvent::Lapse { place: place("B"), amount: fen(amount) });
    // Allotment B brought no cash, but the account has that of A.
    book.post(lapse("50.00")).unwrap();
    let more = LedgerEvent::Allot { place: place("B"), amount: fen("50.01") };
    book.post(journal(&more)).unwrap();
    assert_eq!(book.post(lapse("50.01")).unwrap_err().code(), "wrong_sign");
}

#[test]
fn a_journal_is_reversed_once_and_a_reversal_never() {
    let mut book = funded("100.00");
    let before = book.clone();
    book.post(journal(&reserve("40.00"))).unwrap();
    book.reverse(2, day("2026-02-01"), "wrong award").unwrap();
    assert!(book.balances().eq(before.balances()));
    let code = |result: Result<(), Refusal>| result.unwrap_err().code();
    assert_eq!(code(book.reverse(2, day("2026-02-01"), "")), "already_reversed");
    assert_eq!(code(book.reverse(3, day("2026-02-01"), "")), "reversal_of_reversal");
    assert_eq!(code(book.reverse(0, day("2026-02-01"), "")), "unknown_journal");
    assert_eq!(code(book.reverse(4, day("2026-02-01"), "")), "unknown_journal");
}

#[test]
fn a_reversal_of_money_that_is_spent_is_refused() {
    let mut book = funded("100.00");
    book.post(journal(&reserve("100.00"))).unwrap();
    let refusal = book.reverse(1, day("2026-02-01"), "").unwrap_err();
    assert_eq!(refusal.code(), "insufficient");
    book.reverse(2, day("2026-02-01"), "").unwrap();
    book.reverse(1, day("2026-02-01"), "").unwrap();
    assert_eq!(book.balances().count(), 0);
}

#[test]
fn a_balance_beyond_the_range_of_money_is_refused() {
    let mut book = funded("999999999999.99");
    let before = book.clone();
    let more = LedgerEvent::Allot { place: place("A"), amount: fen("0.01") };
    assert_eq!(book.post(journal(&more)).unwrap_err().code(), "out_of_range");
    assert_eq!(book, before);
}

#[test]
fn the_seal_changes_with_anything_in_the_journal() {
    let original = journal(&reserve("40.00"));
    assert_eq!(
        canonical(&original),
        r#"{"biz_date":"2026-01-15","event":"E03","legs":[["B30","A","P1",4000],["B20","A","-",-4000]],"memo":"memo"}"#
    );
    let mut changed = vec![original.clone(); 4];
    changed[0].legs.swap(0, 1);
    changed[1].memo.push(' ');
    changed[2].legs[0].detail = "P2".to_owned();
    changed[3].biz_date = day("2026-01-16");
    assert!(changed.iter().all(|journal| seal(journal) != seal(&original)));
    assert_eq!(seal(&original), seal(&original.clone()));
    assert_eq!(seal(&original).len(), 64);
}

#[test]
fn an_identity_that_is_broken_is_named() {
    let mut book = funded("100.00");
    assert_eq!(book.identities(Scope::PerAllotment), []);
    let cost = |amount| {
        let legs = vec![leg(Account::F5001, "A", amount), leg(Account::F2202, "A", -amount)];
        let (event, memo) = (EventCode::E05, String::new());
        Journal { event, biz_date: day("2026-01-15"), memo, legs }
    };
    book.post(cost(1)).unwrap();
    for scope in [Scope::PerAllotment, Scope::Total] {
        let names: Vec<_> = book.identities(scope).iter().map(|broken| broken.identity).collect();
        assert_eq!(names, [Identity::I9, Identity::I11]);
    }
    let shown = book.identities(Scope::PerAllotment)[0].to_string();
    assert_eq!(shown, "I9 does not hold for A: 0.01 against 0.00");
}

#[test]
fn a_journal_travels_as_json_with_amounts_as_strings() {
    let original = journal(&reserve("40.00"));
    let shown = serde_json::to_value(&original).unwrap();
    assert_eq!(shown["legs"][1]["amount"], "-40.00");
    assert_eq!(shown["event"], "E03");
    assert_eq!(serde_json::from_value::<Journal>(shown).unwrap(), original);
    assert_eq!(<Account as StringEnum>::NAME, "Account");
    let _: fn(&serde_json::Value) -> Result<serde_json::Value, Vec<Fault>> = recompute;
}

/// A journal of pairs that balance, over few keys so that they meet.
fn any_journal() -> impl Strategy<Value = Journal> {
    let budget = prop::sample::select(vec![Account::B10, Account::B20, Account::B30, Account::B40]);
    let pair = (budget.clone(), budget, 0_usize..3, 1_i64..500);
    prop::collection::vec(pair, 1..4).prop_map(|pairs| Journal {
        event: EventCode::E02,
        biz_date: day("2026-03-01"),
        memo: String::new(),
        legs: pairs
            .into_iter()
            .flat_map(|(debit, credit, at, amount)| {
                let allotment = ["A", "B", "C"][at];
                [leg(debit, allotment, amount), leg(credit, allotment, -amount)]
            })
            .collect(),
    })
}

proptest! {
    #[test]
    fn no_sequence_of_journals_makes_a_position_negative(
        journals in prop::collection::vec(any_journal(), 0..40)
    ) {
        let mut book = Book::default();
        for journal in journals {
            let before = book.clone();
            if book.post(journal).is_err() {
                prop_assert_eq!(&book, &before);
            }
            for (account, _, _, amount) in book.balances() {
                prop_assert!(account == Account::B10 || amount > Fen::ZERO);
            }
            prop_assert_eq!(book.identities(Scope::PerAllotment), []);
        }
        let mut rebuilt = Book::default();
        rebuilt.post_all(book.journals().to_vec()).unwrap();
        prop_assert_eq!(rebuilt, book);
    }

    #[test]
    fn a_reversal_restores_every_balance(
        journals in prop::collection::vec(any_journal(), 1..20), last in any_journal()
    ) {
        let mut book = Book::default();
        for journal in journals {
            let _ = book.post(journal);
        }
        let before = book.clone();
        if book.post(last).is_ok() {
            book.reverse(book.journals().len(), day("2026-04-01"), "").unwrap();
        }
        prop_assert!(book.balances().eq(before.balances()));
    }
}

//! The plain-text export.

use super::*;

#[test]
fn the_export_opens_posts_and_asserts() {
    let mut book = funded("100.00");
    book.post(journal(&reserve("40.00"))).unwrap();
    let text = beancount(book.journals());
    let expected = "option \"operating_currency\" \"CNY\"\n\
        2026-01-15 open Equity:Budget:Authority:A CNY\n\
        2026-01-15 open Equity:Budget:Available:A CNY\n\
        2026-01-15 open Equity:Budget:Reserved:A:P1 CNY\n\
        2026-01-15 open Assets:Bank:A:Kmain CNY\n\
        2026-01-15 open Income:FundReceipts:A:Klottery CNY\n\
        2026-01-15 * \"E01 预算下达\" \"memo\"\n  \
          Equity:Budget:Available:A  100.00 CNY\n  \
          Equity:Budget:Authority:A  -100.00 CNY\n  \
          Assets:Bank:A:Kmain  100.00 CNY\n  \
          Income:FundReceipts:A:Klottery  -100.00 CNY\n\
        2026-01-15 * \"E03 立项占用\" \"memo\"\n  \
          Equity:Budget:Reserved:A:P1  40.00 CNY\n  \
          Equity:Budget:Available:A  -40.00 CNY\n\
        2026-01-16 balance Equity:Budget:Authority:A  -100.00 ~ 0.00 CNY\n\
        2026-01-16 balance Equity:Budget:Available:A  60.00 ~ 0.00 CNY\n\
        2026-01-16 balance Equity:Budget:Reserved:A:P1  40.00 ~ 0.00 CNY\n\
        2026-01-16 balance Assets:Bank:A:Kmain  100.00 ~ 0.00 CNY\n\
        2026-01-16 balance Income:FundReceipts:A:Klottery  -100.00 ~ 0.00 CNY\n";
    assert_eq!(text, expected);
}

#[test]
fn keys_that_would_be_written_alike_stay_apart() {
    let mut book = Book::default();
    for (allotment, award) in [("0192-a", "P1.T1"), ("0192-a", "P1-T1"), ("福@1", "\"x\ny")] {
        let place = place(allotment);
        let allot = LedgerEvent::Allot { place: place.clone(), amount: fen("1.00") };
        let reserve = LedgerEvent::Reserve { place, award: award.to_owned(), amount: fen("1.00") };
        book.post(allot.journal(day("2026-01-01"), "say \"hi\" \\\n").unwrap()).unwrap();
        book.post(reserve.journal(day("2026-01-01"), "").unwrap()).unwrap();
    }
    let text = beancount(book.journals());
    assert!(text.contains("Equity:Budget:Reserved:K0192-a:P1-T1 "));
    assert!(text.contains("Equity:Budget:Reserved:K0192-a:P1-T1-2 "));
    assert!(text.contains("Equity:Budget:Reserved:KU798f-Y1:K-x-y "));
    assert!(text.contains("\"say 'hi' / \""));
    let accounts = text.lines().filter_map(|line| line.split(" open ").nth(1));
    for account in accounts {
        let name = account.trim_end_matches(" CNY");
        assert!(name.split(':').all(|part| part.starts_with(|c: char| c.is_ascii_uppercase())));
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b':' || b == b'-'));
    }
}

#[test]
fn nothing_posted_is_a_ledger_of_nothing() {
    assert_eq!(beancount(&[]), "option \"operating_currency\" \"CNY\"\n");
}

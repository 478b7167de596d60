//! Every event posts what the table of postings says.

use super::*;
use LedgerEvent as E;

/// The legs of an event as `account allotment/detail amount`, one after the other.
fn legs(event: &LedgerEvent) -> String {
    event
        .journal(day("2026-01-15"), "")
        .unwrap()
        .legs
        .iter()
        .map(|leg| format!("{} {}/{} {}", leg.account, leg.allotment, leg.detail, leg.amount))
        .collect::<Vec<_>>()
        .join(", ")
}

fn carried() -> Place {
    Place { allotment: "A@2027".to_owned(), ..place("A") }
}

fn s(text: &str) -> String {
    text.to_owned()
}

#[test]
fn funding_and_adjusting() {
    let (place_a, amount) = (place("A"), fen("7.00"));
    assert_eq!(legs(&E::Allot { place: place_a.clone(), amount }), "B20 A/- 7.00, B10 A/- -7.00");
    assert_eq!(
        legs(&E::AllotWithCash { place: place_a.clone(), amount }),
        "B20 A/- 7.00, B10 A/- -7.00, F1002 A/main 7.00, F3001 A/lottery -7.00"
    );
    assert_eq!(legs(&E::ReceiveCash { place: place_a.clone(), amount }), "F1002 A/main 7.00, F3001 A/lottery -7.00");
    let with_cash = E::AdjustWithCash { from: place_a.clone(), to: place("B"), amount };
    let cash = "F3001 A/lottery 7.00, F1002 A/main -7.00, F1002 B/main 7.00, F3001 B/lottery -7.00";
    assert!(legs(&with_cash).ends_with(cash), "{}", legs(&with_cash));
    assert_eq!(legs(&E::Adjust { from: place_a, to: place("B"), amount }), "B10 A/- 7.00, B20 A/- -7.00, B20 B/- 7.00, B10 B/- -7.00");
}

#[test]
fn reserving_and_committing() {
    let award = || s("W");
    let contract = || s("C");
    let amount = fen("7.00");
    assert_eq!(legs(&E::Reserve { place: place("A"), award: award(), amount }), "B30 A/W 7.00, B20 A/- -7.00");
    assert_eq!(legs(&E::ReleaseReserve { place: place("A"), award: award(), amount }), "B20 A/- 7.00, B30 A/W -7.00");
    let commit = |reserved, contracted| E::Commit {
        place: place("A"),
        award: award(),
        contract: contract(),
        reserved: fen(reserved),
        contracted: fen(contracted),
    };
    assert_eq!(legs(&commit("7.00", "7.00")), "B40 A/C 7.00, B30 A/W -7.00");
    assert_eq!(legs(&commit("7.00", "6.99")), "B40 A/C 6.99, B30 A/W -7.00, B20 A/- 0.01");
    let tranche = s("T");
    assert_eq!(
        legs(&E::FallDue { place: place("A"), contract: contract(), tranche, amount }),
        "B50 A/T 7.00, B40 A/C -7.00, F5001 A/C 7.00, F2202 A/T -7.00"
    );
    assert_eq!(legs(&E::ReleaseCommitment { place: place("A"), contract: contract(), amount }), "B20 A/- 7.00, B40 A/C -7.00");
    let tranche = s("T");
    assert_eq!(
        legs(&E::CancelDue { place: place("A"), contract: contract(), tranche, amount }),
        "B20 A/- 7.00, B50 A/T -7.00, F2202 A/T 7.00, F5001 A/C -7.00"
    );
}

#[test]
fn paying_also_after_the_year_was_carried() {
    let (tranche, payment, contract, amount) = (|| s("T"), || s("Y"), || s("C"), fen("7.00"));
    let approve = E::ApprovePayment { place: place("A"), tranche: tranche(), payment: payment(), amount };
    assert_eq!(legs(&approve), "B55 A/Y 7.00, B50 A/T -7.00");
    let export = E::Export { place: place("A"), tranche: tranche(), payment: payment(), amount };
    assert_eq!(legs(&export), "B60 A/Y 7.00, B55 A/Y -7.00, F2202 A/T 7.00, F1201 A/Y -7.00");
    let pay = E::Pay { place: carried(), contract: contract(), payment: payment(), amount };
    assert_eq!(legs(&pay), "B70 A@2027/C 7.00, B60 A@2027/Y -7.00, F1201 A/Y 7.00, F1002 A/main -7.00");
    let reject = E::Reject { place: place("A"), tranche: tranche(), payment: payment(), amount };
    assert_eq!(legs(&reject), "B50 A/T 7.00, B60 A/Y -7.00, F1201 A/Y 7.00, F2202 A/T -7.00");
    let bounce = E::Bounce { place: place("A"), contract: contract(), tranche: tranche(), amount };
    assert_eq!(legs(&bounce), "B50 A/T 7.00, B70 A/C -7.00, F1002 A/main 7.00, F2202 A/T -7.00");
}

#[test]
fn recovering_and_giving_back() {
    let (award, contract, clawback, amount) = (|| s("W"), || s("C"), || s("K"), fen("7.00"));
    let at = || place("A");
    let order = E::OrderClawback { place: at(), contract: contract(), clawback: clawback(), amount };
    assert_eq!(legs(&order), "F1221 A/K 7.00, F5001 A/C -7.00");
    let receive = E::ReceiveClawback { place: at(), award: award(), contract: contract(), clawback: clawback(), amount };
    assert_eq!(legs(&receive), "B80 A/W 7.00, B70 A/C -7.00, F1002 A/main 7.00, F1221 A/K -7.00");
    assert_eq!(legs(&E::ReuseRecovered { place: at(), award: award(), amount }), "B20 A/- 7.00, B80 A/W -7.00");
    assert_eq!(
        legs(&E::SurrenderRecovered { place: at(), award: award(), amount }),
        "B95 A/- 7.00, B80 A/W -7.00, F3901 A/lottery 7.00, F1002 A/main -7.00"
    );
    let unspent = E::ReturnUnspent { place: at(), award: award(), contract: contract(), amount };
    assert_eq!(legs(&unspent), "B80 A/W 7.00, B70 A/C -7.00, F1002 A/main 7.00, F5001 A/C -7.00");
    let lost = E::WriteOff { place: at(), contract: contract(), clawback: clawback(), amount };
    assert_eq!(legs(&lost), "F5001 A/C 7.00, F1221 A/K -7.00");
}

#[test]
fn closing_the_year() {
    let lapse = E::Lapse { place: place("A"), amount: fen("7.00") };
    assert_eq!(legs(&lapse), "B95 A/- 7.00, B20 A/- -7.00, F3901 A/lottery 7.00, F1002 A/main -7.00");
    let position = |account, detail, amount| Position { account, detail: s(detail), amount: fen(amount) };
    let positions = vec![position(Account::B20, "-", "7.00"), position(Account::B40, "C", "3.00")];
    let out = E::CarryOut { allotment: s("A"), positions: positions.clone() };
    assert_eq!(legs(&out), "B90 A/- 10.00, B20 A/- -7.00, B40 A/C -3.00");
    let into = E::CarryIn { allotment: s("A@2027"), positions };
    assert_eq!(legs(&into), "B10 A@2027/- -10.00, B20 A@2027/- 7.00, B40 A@2027/C 3.00");
    let nothing = E::CarryOut { allotment: s("A"), positions: Vec::new() };
    assert_eq!(nothing.legs().unwrap_err().code(), "not_positive");
}

#[test]
fn a_reversal_posts_the_exact_negative() {
    let original = journal(&reserve("7.00"));
    let reversal = E::Reverse { journal: Box::new(original) };
    assert_eq!(legs(&reversal), "B30 A/P1 -7.00, B20 A/- 7.00");
    let again = E::Reverse { journal: Box::new(journal(&reversal)) };
    assert_eq!(again.legs().unwrap_err().code(), "reversal_of_reversal");
}

#[test]
fn an_event_against_its_own_rule_has_no_legs() {
    let code = |event: &LedgerEvent| event.legs().unwrap_err().code();
    for amount in ["0.00", "-1.00"] {
        assert_eq!(code(&reserve(amount)), "not_positive");
        assert_eq!(code(&E::Allot { place: place("A"), amount: fen(amount) }), "not_positive");
    }
    let mut fiscal = place("B");
    fiscal.source = "fiscal".to_owned();
    let adjust = |to| E::Adjust { from: place("A"), to, amount: fen("1.00") };
    assert_eq!(code(&adjust(fiscal)), "cross_source");
    assert_eq!(code(&adjust(place("A"))), "same_allotment");
    let commit = E::Commit { place: place("A"), award: s("W"), contract: s("C"), reserved: fen("7.00"), contracted: fen("7.01") };
    assert_eq!(code(&commit), "contract_above_award");
}

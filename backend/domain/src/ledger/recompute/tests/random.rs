//! Random sequences of events: whatever happens, the ledger stays sound.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::super::input::EventInput;
use super::super::project::Phase;
use super::*;
use crate::ledger::accounts::{Account, Layer, Sign};
use crate::ledger::book::Book;
use crate::money::Fen;

const KINDS: [&str; 19] = [
    "allot",
    "allot",
    "adjust",
    "award",
    "award",
    "contract",
    "due",
    "due",
    "approve",
    "approve",
    "export",
    "paid",
    "reject",
    "bounce",
    "clawback_order",
    "clawback_received",
    "unspent_return",
    "terminate",
    "year_end",
];

fn any_event() -> impl Strategy<Value = Value> {
    let disposal = prop::sample::select(vec!["recovered_to_available", "recovered_upstream"]);
    let kind = prop_oneof![9 => prop::sample::select(KINDS.to_vec()), 1 => disposal];
    (kind, 0_usize..4, 0_usize..4, 1_u64..4, 1_i64..40_000, 0_i32..3).prop_map(|(kind, one, other, tranche, fen, year)| {
        let line = |at: usize| ["L1", "L2", "L3", "L4"][at];
        let project = ["P1", "P2", "P3", "P4"][one];
        json!({
            "event": kind,
            "date": format!("{}-06-30", 2026 + year),
            "line": line(one),
            "from_line": line(one),
            "to_line": line(other),
            "project": project,
            "tranche": tranche,
            "amount": Fen::new(fen).unwrap().to_string(),
            "batch": format!("B{fen}"),
            "items": [[project, tranche]],
            "lapse_sources": if fen % 2 == 0 { json!(["fiscal"]) } else { json!([]) },
        })
    })
}

fn input(events: &[Value]) -> Value {
    json!({
        "lines": {
            "L1": {"source": "lottery"}, "L2": {"source": "lottery"},
            "L3": {"source": "fiscal"}, "L4": {"source": "fiscal"},
        },
        "projects": {
            "P1": {"line": "L1", "shares_bp": [5000, 3000, 2000]},
            "P2": {"line": "L1", "shares_bp": [3333, 3333, 3334]},
            "P3": {"line": "L2", "shares_bp": [6000, 4000]},
            "P4": {"line": "L3", "shares_bp": [10000]},
        },
        "events": events,
    })
}

fn check_sound(run: &Run) -> Result<(), TestCaseError> {
    let mut layers: BTreeMap<Layer, i128> = BTreeMap::new();
    for (account, _, _, amount) in run.book.balances() {
        *layers.entry(account.layer()).or_default() += i128::from(amount.get());
        if account.layer() == Layer::Budget {
            let good = match account.sign() {
                Sign::NotNegative => amount > Fen::ZERO,
                Sign::NotPositive => amount < Fen::ZERO,
            };
            prop_assert!(good, "{account} {amount}");
        }
    }
    prop_assert!(layers.values().all(|sum| *sum == 0));
    prop_assert_eq!(run.violations(""), vec![]);
    for project in run.projects.values() {
        let at = |account| run.book.detail_total(account, &project.id);
        for tranche in &project.tranches {
            let held: i128 =
                [Account::B50, Account::B55, Account::B60].iter().map(|account| run.book.detail_total(*account, &tranche.key)).sum();
            let expected = if tranche.is_open() { i128::from(tranche.amount.get()) } else { 0 };
            prop_assert_eq!(held, expected, "{}", tranche.key);
            prop_assert_eq!(
                i128::from(run.book.balance(Account::B50, &tranche.allotment, &tranche.key).get()),
                run.book.detail_total(Account::B50, &tranche.key)
            );
        }
        if project.phase == Phase::Contracted {
            let planned: i128 = project
                .tranches
                .iter()
                .filter(|tranche| tranche.state.as_str() == "planned")
                .map(|tranche| i128::from(tranche.amount.get()))
                .sum();
            prop_assert_eq!(at(Account::B40), planned);
            let here = run.book.balance(Account::B40, &project.allotment, &project.id);
            prop_assert_eq!(i128::from(here.get()), planned);
            for tranche in project.tranches.iter().filter(|tranche| tranche.is_outstanding()) {
                let due = tranche.is_open() || tranche.allotment == project.allotment;
                prop_assert!(due, "{} was left behind", tranche.key);
            }
        }
    }
    Ok(())
}

fn apply(run: &mut Run, event: &EventInput) -> Result<bool, TestCaseError> {
    let before = run.clone();
    let accepted = run.apply(event).is_ok();
    if !accepted {
        prop_assert_eq!(&*run, &before);
    }
    check_sound(run)?;
    Ok(accepted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn random_events_never_break_an_identity(
        events in prop::collection::vec(any_event(), 0..120)
    ) {
        let document = input(&events);
        let parsed = read_input(&document, "").unwrap();
        let mut run = Run::new(&parsed);
        for event in &parsed.events {
            apply(&mut run, event)?;
        }
        let mut rebuilt = Book::default();
        rebuilt.post_all(run.book.journals().to_vec()).unwrap();
        prop_assert_eq!(&rebuilt, &run.book);
        prop_assert!(recompute(&document).is_ok());
    }

    #[test]
    fn a_year_that_works_stays_sound_when_events_are_lost_doubled_or_swapped(
        picks in prop::collection::vec((0_usize..106, 0_u8..4), 0..24)
    ) {
        let mut document = golden()["input"].clone();
        let events = document["events"].as_array_mut().unwrap();
        for event in events.iter_mut() {
            event.as_object_mut().unwrap().remove("expect");
        }
        for (at, what) in picks {
            let at = at.min(events.len() - 2);
            match what {
                0 => drop(events.remove(at)),
                1 => events.insert(at, events[at].clone()),
                _ => events.swap(at, at + 1),
            }
        }
        let parsed = read_input(&document, "").unwrap();
        let mut run = Run::new(&parsed);
        for event in &parsed.events {
            apply(&mut run, event)?;
        }
    }
}

//! The golden fund year, and what happens to years that break the rules.

mod closing;
mod random;

use super::*;
use crate::ledger::beancount;

fn golden() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/golden/ledger_golden.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The input of a small fund with one event list: two lottery lines, one fiscal, two projects.
fn fund(events: &[Value]) -> Value {
    json!({
        "lines": {
            "L1": {"source": "lottery"}, "L2": {"source": "lottery"}, "L3": {"source": "fiscal"},
        },
        "projects": {
            "P1": {"line": "L1", "shares_bp": [5000, 5000]},
            "P3": {"line": "L3", "shares_bp": [10000]},
        },
        "events": events,
    })
}

/// Events that bring P1 to the payment of its first tranche, then `more`.
fn paid_then(more: &[Value]) -> Vec<Value> {
    let mut events = vec![
        json!({"date": "2026-01-01", "event": "allot", "line": "L1", "amount": "100.00"}),
        json!({"date": "2026-01-01", "event": "allot", "line": "L3", "amount": "100.00"}),
        json!({"date": "2026-01-02", "event": "award", "project": "P1", "amount": "100.00"}),
        json!({"date": "2026-01-03", "event": "contract", "project": "P1", "amount": "80.00"}),
        json!({"date": "2026-01-04", "event": "due", "project": "P1", "tranche": 1}),
        json!({"date": "2026-01-05", "event": "approve", "project": "P1", "tranche": 1}),
        json!({"date": "2026-01-06", "event": "export", "batch": "B1", "items": [["P1", 1]]}),
        json!({"date": "2026-01-07", "event": "paid", "project": "P1", "tranche": 1}),
    ];
    events.extend_from_slice(more);
    events
}

fn tranche(event: &str, number: u32) -> Value {
    json!({"date": "2026-02-01", "event": event, "project": "P1", "tranche": number})
}

fn amount(event: &str, amount: &str) -> Value {
    json!({"date": "2026-02-01", "event": event, "project": "P1", "amount": amount})
}

/// The codes of the refused events.
fn refused(events: &[Value]) -> Vec<String> {
    let answer = recompute(&fund(events)).unwrap();
    answer
        .get(REFUSED)
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |list| list.iter().map(|entry| entry["code"].as_str().unwrap().to_owned()).collect())
}

fn final_of(events: &[Value], account: &str) -> String {
    let answer = recompute(&fund(events)).unwrap();
    assert_eq!(answer.get(REFUSED), None, "{answer}");
    answer["final"][account].as_str().unwrap().to_owned()
}

fn run(input: &Value) -> Run {
    let input = read_input(input, "").unwrap();
    let mut run = Run::new(&input);
    for event in &input.events {
        let _ = run.apply(event);
    }
    run
}

#[test]
fn the_golden_year_comes_out_to_the_last_fen() {
    let golden = golden();
    assert_eq!(recompute(&golden).unwrap(), golden["expected"]);
    assert_eq!(recompute(&golden["input"]).unwrap(), golden["expected"]);
}

#[test]
fn without_its_mark_the_refused_award_is_listed_and_nothing_else_changes() {
    let mut input = golden()["input"].clone();
    let index = 8;
    assert_eq!(input["events"][index]["expect"], "refused");
    input["events"][index].as_object_mut().unwrap().remove("expect");
    let mut answer = recompute(&input).unwrap();
    let refused = answer.as_object_mut().unwrap().remove(REFUSED).unwrap();
    assert_eq!(answer, golden()["expected"]);
    assert_eq!(refused[0]["index"], index);
    assert_eq!(refused[0]["event"], "award");
    assert_eq!(refused[0]["code"], "insufficient");
    assert_eq!(refused.as_array().unwrap().len(), 1);
}

#[test]
fn an_event_marked_as_refused_that_every_rule_allows_is_a_fault() {
    let mut input = golden();
    input["input"]["events"][0]["expect"] = json!("refused");
    let faults = recompute(&input).unwrap_err();
    assert_eq!(faults[0].pointer, "/input/events/0/expect");
    assert_eq!(faults[0].code, "accepted");
}

#[test]
fn the_money_of_one_source_stays_with_it() {
    let adjust =
        |to: &str, amount: &str| json!({"date": "2026-02-01", "event": "adjust", "from_line": "L3", "to_line": to, "amount": amount});
    assert_eq!(
        refused(&paid_then(&[
            adjust("L1", "1.00"),
            adjust("L3", "1.00"),
            adjust("L9", "1.00"),
            json!({"date": "2026-02-01", "event": "adjust", "from_line": "L1", "to_line": "L2", "amount": "20.01"}),
            json!({"date": "2026-02-01", "event": "adjust", "from_line": "L1", "to_line": "L2", "amount": "20.00"}),
        ])),
        ["cross_source", "same_allotment", "unknown_line", "insufficient"]
    );
}

#[test]
fn no_step_is_taken_twice_or_out_of_order() {
    assert_eq!(
        refused(&paid_then(&[
            amount("award", "1.00"),
            amount("contract", "1.00"),
            tranche("due", 1),
            tranche("approve", 1),
            tranche("paid", 1),
            tranche("reject", 1),
            tranche("approve", 2),
            tranche("paid", 2),
            tranche("bounce", 2),
            tranche("due", 3),
            tranche("due", 0),
            json!({"date": "2026-02-01", "event": "export", "batch": "B2", "items": [["P1", 2]]}),
            json!({"date": "2026-02-01", "event": "export", "batch": "B2", "items": []}),
            json!({"date": "2026-02-01", "event": "due", "project": "P9", "tranche": 1}),
            json!({"date": "2026-02-01", "event": "contract", "project": "P3", "amount": "1.00"}),
        ])),
        [
            "already_awarded",
            "already_contracted",
            "illegal_event",
            "illegal_event",
            "illegal_event",
            "illegal_event",
            "illegal_event",
            "illegal_event",
            "illegal_event",
            "unknown_tranche",
            "unknown_tranche",
            "illegal_event",
            "empty_batch",
            "unknown_project",
            "not_awarded",
        ]
    );
}

#[test]
fn a_batch_is_exported_whole_or_not_at_all() {
    let export = |batch: &str, items: Value| json!({"date": "2026-02-01", "event": "export", "batch": batch, "items": items});
    let events = paid_then(&[
        tranche("due", 2),
        tranche("approve", 2),
        export("B2", json!([["P1", 2], ["P1", 1]])),
        export("B2", json!([["P1", 2], ["P1", 2]])),
        export("B1", json!([["P1", 2]])),
        export("B2", json!([["P1", 2]])),
        tranche("bounce", 2),
        tranche("paid", 2),
        tranche("paid", 2),
    ]);
    assert_eq!(refused(&events), ["illegal_event", "illegal_event", "batch_exists", "illegal_event", "illegal_event"]);
}

#[test]
fn money_comes_back_once() {
    let events = paid_then(&[tranche("bounce", 1), tranche("bounce", 1), tranche("approve", 1)]);
    assert_eq!(refused(&events), ["illegal_event"]);
    let rejected = paid_then(&[
        tranche("due", 2),
        tranche("approve", 2),
        json!({"date": "2026-02-01", "event": "export", "batch": "B2", "items": [["P1", 2]]}),
        tranche("reject", 2),
        tranche("reject", 2),
        tranche("paid", 2),
    ]);
    assert_eq!(refused(&rejected), ["illegal_event", "illegal_event"]);
}

#[test]
fn amounts_that_are_none_are_refused() {
    let award = |text: &str| json!({"date": "2026-02-01", "event": "award", "project": "P3", "amount": text});
    let events = ["0.00", "-1.00", "1e3", "1,000", "0.001", "", "9999999999999"].map(award);
    assert_eq!(refused(&paid_then(&events)), ["not_positive", "not_positive", "form", "form", "too_precise", "form", "out_of_range",]);
}

#[test]
fn a_checkpoint_has_a_name_of_its_own() {
    let checkpoint = |name: &str| json!({"date": "2026-02-01", "event": "checkpoint", "name": name});
    let events = paid_then(&[checkpoint("mid"), checkpoint("mid"), checkpoint("final")]);
    let faults = recompute(&fund(&events)).unwrap_err();
    let codes: Vec<_> = faults.iter().map(|fault| fault.code.as_str()).collect();
    assert_eq!(codes, ["duplicate", "reserved_name"]);
    let answer = recompute(&fund(&paid_then(&[checkpoint("mid")]))).unwrap();
    assert_eq!(answer["mid"]["by_line"]["L1"]["B70"], "40.00");
    assert_eq!(answer["mid"]["totals"]["F1002"], "160.00");
}

#[test]
fn an_input_that_cannot_be_read_names_every_fault_at_once() {
    let input = json!({
        "lines": {"L1": {"source": ""}, "L/2": {"source": "x"}},
        "projects": {
            "P1": {"line": "L9", "shares_bp": [10000]},
            "P2": {"line": "L/2", "shares_bp": [5000, 4999]},
            "P3": {"line": "L/2", "shares_bp": "all"},
        },
        "events": [
            {"date": "2026-02-29", "event": "terminate", "project": "P1"},
            {"date": "2026-02-01", "event": "explode"},
            {"date": "2026-02-01", "event": "explode", "expect": "refused"},
            {"date": "2026-02-01", "event": "award", "project": "P1", "amount": 5},
            {"date": "2026-02-01", "event": "due", "project": "P1", "tranche": "1"},
            {"date": "2026-02-01", "event": "export", "batch": "B", "items": [["P1"]]},
            {"date": "2026-02-01", "event": "terminate", "project": "P1", "expect": "success"},
            {"date": "2026-12-31", "event": "year_end", "lapse_sources": "all"},
            7,
        ],
    });
    let faults = recompute(&input).unwrap_err();
    let found: Vec<_> = faults.iter().map(|f| (f.pointer.as_str(), f.code.as_str())).collect();
    assert_eq!(
        found,
        [
            ("/lines/L1/source", "wrong_type"),
            ("/projects/P1/line", "unknown_line"),
            ("/projects/P2/shares_bp", "sum_not_10000"),
            ("/projects/P3/shares_bp", "wrong_type"),
            ("/events/0/date", "no_such_day"),
            ("/events/1/event", "unknown_event"),
            ("/events/3/amount", "amount_is_number"),
            ("/events/4/tranche", "wrong_type"),
            ("/events/5/items", "wrong_type"),
            ("/events/6/expect", "wrong_type"),
            ("/events/7/lapse_sources", "wrong_type"),
            ("/events/8/event", "wrong_type"),
        ]
    );
    assert_eq!(recompute(&json!(null)).unwrap_err().len(), 3);
}

#[test]
fn the_golden_year_is_exported_with_a_balance_for_every_account() {
    let run = run(&golden()["input"]);
    let text = beancount(run.book.journals());
    assert!(text.contains("  Equity:Budget:Exported:L2-Y2027:P4-T3  -96000.00 CNY\n"));
    assert!(text.contains("2027-01-05 balance Assets:Bank:L1 "));
    let opened = text.matches(" open ").count();
    assert_eq!(text.matches(" balance ").count(), opened);
    assert_eq!(text.matches(" * \"").count(), 123);
}

//! Money that comes back, terminations and year-ends.

use super::*;

#[test]
fn no_more_is_claimed_received_or_disposed_of_than_there_is() {
    let events = paid_then(&[
        amount("clawback_order", "40.01"),
        amount("clawback_order", "30.00"),
        amount("clawback_order", "10.01"),
        amount("unspent_return", "10.01"),
        amount("clawback_received", "30.01"),
        amount("recovered_to_available", "0.01"),
        amount("clawback_received", "30.00"),
        amount("unspent_return", "10.00"),
        amount("recovered_upstream", "40.01"),
        amount("recovered_to_available", "15.00"),
        amount("recovered_upstream", "25.00"),
        amount("clawback_order", "0.01"),
    ]);
    assert_eq!(
        refused(&events),
        ["above_net_paid", "above_net_paid", "above_net_paid", "above_receivable", "above_recovered", "above_recovered", "above_net_paid",]
    );
}

#[test]
fn a_termination_releases_what_is_undrawn_or_due_and_happens_once() {
    let terminate = || json!({"date": "2026-03-01", "event": "terminate", "project": "P1"});
    assert_eq!(final_of(&paid_then(&[terminate()]), "B20"), "160.00");
    let due = paid_then(&[tranche("due", 2), terminate()]);
    assert_eq!(final_of(&due, "B20"), "160.00");
    assert_eq!(final_of(&due, "F2202"), "0.00");
    let approved = paid_then(&[tranche("due", 2), tranche("approve", 2), terminate()]);
    assert_eq!(refused(&approved), ["nothing_undrawn"]);
    let after = paid_then(&[terminate(), terminate(), tranche("due", 2), tranche("bounce", 1)]);
    assert_eq!(refused(&after), ["not_active", "illegal_event"]);
    let early = json!({"date": "2026-03-01", "event": "terminate", "project": "P3"});
    assert_eq!(refused(&paid_then(&[early])), ["not_active"]);
}

#[test]
fn a_closed_year_is_closed_and_the_next_one_goes_on() {
    let year_end = |date: &str| json!({"date": date, "event": "year_end", "lapse_sources": ["fiscal"]});
    let mut late = tranche("due", 2);
    late["date"] = json!("2027-01-05");
    let mut bounced = tranche("bounce", 1);
    bounced["date"] = json!("2027-01-05");
    let events = paid_then(&[
        year_end("2026-12-31"),
        year_end("2026-12-31"),
        tranche("due", 2),
        late,
        bounced,
        json!({"date": "2027-01-06", "event": "terminate", "project": "P1"}),
        year_end("2027-12-31"),
        year_end("2028-12-31"),
    ]);
    let answer = recompute(&fund(&events)).unwrap();
    let codes: Vec<_> = answer[REFUSED].as_array().unwrap().iter().map(|entry| entry["code"].clone()).collect();
    assert_eq!(codes, ["year_closed", "year_closed"]);
    assert_eq!(answer["final"]["B20"], "100.00");
    assert_eq!(answer["final"]["B95"], "100.00");
    assert_eq!(answer["final"]["F1002"], "100.00");
}

#[test]
fn recovered_money_of_a_closed_year_goes_back_but_is_not_spent_again() {
    let late = |event: &str| json!({"date": "2027-02-01", "event": event, "project": "P1", "amount": "5.00"});
    let events = paid_then(&[
        json!({"date": "2026-12-31", "event": "year_end", "lapse_sources": []}),
        late("unspent_return"),
        late("recovered_to_available"),
        late("recovered_upstream"),
    ]);
    assert_eq!(refused(&events), ["year_closed"]);
}

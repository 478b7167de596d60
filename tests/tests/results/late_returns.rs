//! Money that comes back after it was paid (退汇): the payment is returned, once, and whoever pays again needs new hands.

use serde_json::{Value, json};
use yichuang_tests::steps::{self, Round, assert_none, id};
use yichuang_tests::{Cast, World, on_both};

/// A round with one payment of ¥100,000 that the bank has paid; its batch is closed.
async fn paid(world: &World, cast: &Cast) -> (Round, String, String) {
    let (round, payments) = steps::approved_payments(world, cast, &["200000.00"]).await;
    let batch = steps::submitted_batch(cast, &payments).await;
    let line = steps::bank_line(cast, &payments[0], "paid", &world.today(), "").await;
    let answer = cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();
    assert_eq!(answer["batch"]["state"], "closed");
    (round, payments[0].clone(), batch)
}

async fn import(cast: &Cast, batch: &str, lines: &[String]) -> Value {
    cast.checker.act(batch, "bank-return", steps::bank_return(lines)).await.ok()
}

fn exceptions(answer: &Value) -> Vec<&str> {
    answer["return"]["lines"].as_array().unwrap().iter().filter_map(|line| line["exception"].as_str()).collect()
}

on_both! {
    async fn money_that_comes_back_makes_its_tranche_due_again_and_is_posted_once(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payment, batch) = paid(&world, &cast).await;
        let line = steps::bank_line(&cast, &payment, "退汇", &world.today(), "户名不符").await;
        let answer = import(&cast, &batch, std::slice::from_ref(&line)).await;
        assert_eq!((&answer["returned_count"], &answer["returned_total"]), (&json!(1), &json!("100000.00")));
        assert_eq!(answer["batch"]["state"], "closed", "the batch had its outcome and keeps it");
        let seen = cast.maker.get(&payment).await.ok();
        assert_eq!((&seen["state"], &seen["reason"]), (&json!("returned"), &json!("户名不符")));
        let tranche = format!("/tranches/{}", seen["tranche"]["id"].as_str().unwrap());
        let due = round.grantees[0].owner.get(&tranche).await.ok();
        assert_eq!((&due["state"], &due["return_reason"]), (&json!("due"), &json!("户名不符")));
        for (account, amount) in [("B50", "100000.00"), ("B70", "0.00"), ("F1002", "200000.00"), ("F2202", "-100000.00")] {
            assert_eq!(steps::balance(&cast, account).await, amount, "{account}");
        }

        // The same money comes back a second time: an exception, and nothing is posted.
        let again = import(&cast, &batch, &[line, String::new()]).await;
        assert_eq!(exceptions(&again), ["already_returned"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E10'").await, 1);

        // Who is paid now needs a new payment with three new hands.
        round.grantees[0].owner.act(&tranche, "request", json!({ "note": "账户已更正" })).await.ok();
        let second = id(&cast.maker.push(&format!("{tranche}/payment")).await.created());
        assert_ne!(format!("/payments/{second}"), payment);
        let hands = cast.maker.get(&format!("/payments/{second}")).await.ok()["approvals"].clone();
        assert_eq!(hands.as_array().unwrap().len(), 1, "only the maker's: {hands:#}");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn what_cannot_have_come_back_is_an_exception(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let today = world.today();
        let early = steps::bank_line(&cast, &payments[0], "returned", &today, "").await;
        assert_eq!(exceptions(&import(&cast, &batch, &[early]).await), ["not_paid"]);
        let paid = steps::bank_line(&cast, &payments[0], "paid", &today, "").await;
        import(&cast, &batch, &[paid]).await;

        let number = cast.maker.get(&payments[0]).await.ok()["number"].as_str().unwrap().to_owned();
        let lines = [("99999.99", today.as_str()), ("100000.00", "2099-01-01"), ("100000.00", "2020-01-01")];
        let mut found = Vec::new();
        for (amount, day) in lines {
            let answer = import(&cast, &batch, &[format!("{number},退汇,{amount},{day},")]).await;
            found.extend(exceptions(&answer).into_iter().map(str::to_owned));
        }
        assert_eq!(found, ["amount_differs", "date_in_future", "before_paid"]);

        // What was recovered from the organisation meanwhile cannot come back from the bank as well.
        let project = cast.officer.get(&format!("/projects?call_id={}", round.call)).await.ok()["items"][0]["id"].clone();
        let order = json!({ "kind": "unspent_return", "amount": "1.00", "project_id": project, "reason": "结余退回", "evidence": "回单" });
        let order = format!("/fund-orders/{}", id(&cast.maker.post("/fund-orders", order).await.created()));
        cast.checker.act(&order, "check", Value::Null).await.ok();
        cast.approver.act(&order, "approve", Value::Null).await.ok();
        let answer = import(&cast, &batch, &[format!("{number},退汇,100000.00,{today},账户已销户")]).await;
        assert_eq!(exceptions(&answer), ["recovered_meanwhile"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E10'").await, 0);
        assert_none(&steps::broken_identities(&cast).await);
    }
}

//! Batches, files for the bank, and its answers.

use serde_json::{Value, json};
use yichuang_tests::steps::{self, assert_none};
use yichuang_tests::{Cast, Server, on_both};

use super::money_rules::expect_blocked;

on_both! {
    async fn a_batch_takes_approved_payments_only_and_each_once(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00", "100000.00"]).await;
        let mut payments = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            steps::active_project(&cast, grantee, project).await;
            let tranche = steps::requested_tranche(&cast, grantee, project).await;
            payments.push(steps::prepared_payment(&cast, &tranche).await);
        }
        cast.checker.act(&payments[0], "check", Value::Null).await.ok();
        let batch = |payments: &[String]| cast.maker.post("/batches", json!({ "payment_ids": steps::ids(payments) }));
        let answer = batch(&payments).await;
        let expected = [
            "/PAY-2026-000001 not_approved", "/PAY-2026-000002 not_approved", "/PAY-2026-000001/approver approvals_missing",
            "/PAY-2026-000002/checker approvals_missing", "/PAY-2026-000002/approver approvals_missing",
        ];
        assert_eq!(answer.faults(), expected);
        answer.refused(409, "not_payable");
        cast.approver.act(&payments[0], "approve", Value::Null).await.ok();
        expect_blocked(batch(&payments).await, &["/PAY-2026-000002 not_approved", "/PAY-2026-000002/checker approvals_missing", "/PAY-2026-000002/approver approvals_missing"]);
        let stranger = ["/payments/0198c0de-0000-7000-8000-000000000001".to_owned()];
        assert_eq!(batch(&stranger).await.faults(), ["/payment_ids/0 unknown"]);
        batch(&payments[..1]).await.created();
        expect_blocked(batch(&payments[..1]).await, &["/PAY-2026-000001 not_approved"]);
    }
}

on_both! {
    async fn a_batch_is_dropped_before_its_file_exists_and_never_after(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let first = steps::approved_batch(&cast, &payments).await;
        let reason = json!({ "reason": "明细有误，重新组批" });
        cast.maker.act(&first, "void", reason.clone()).await.ok();
        assert_eq!(cast.maker.get(&payments[0]).await.ok()["state"], "approved");
        let second = steps::generated_batch(&cast, &payments).await;
        cast.maker.act(&second, "void", reason.clone()).await.refused(409, "file_exists");
        cast.approver.act(&second, "void", reason).await.refused(409, "file_exists");
        cast.maker.act(&second, "generate", Value::Null).await.refused(409, "illegal_event");
        assert_eq!(steps::balance(&cast, "B60").await, "100000.00");
    }
}

on_both! {
    async fn the_bank_file_is_the_same_at_every_download_and_every_download_is_recorded(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::generated_batch(&cast, &payments).await;
        let sha256 = cast.maker.get(&batch).await.ok()["file_sha256"].clone();
        let first = cast.maker.get(&format!("{batch}/bank-file")).await;
        world.later(86_400);
        let second = cast.checker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(first.bytes, second.bytes);
        assert_eq!(yichuang_domain::schemes::sha256_hex(&second.bytes), sha256);
        cast.officer.get(&format!("{batch}/bank-file")).await.refused(403, "forbidden");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE action = 'batch.download'").await, 2);
        let shown = cast.maker.get(&batch).await;
        let account = String::from_utf8(first.bytes).unwrap().lines().nth(1).unwrap().split(',').nth(3).unwrap().to_owned();
        assert!(!String::from_utf8(shown.bytes).unwrap().contains(&account), "a view shows the whole account number");
    }
}

// ---- the bank's answer -------------------------------------------------------------------------------------

/// Requests whose first half is the amount of a line of the golden bank file.
const GOLDEN: [(&str, &str); 8] = [
    ("300000.00", "150000.00"),
    ("250000.00", "125000.00"),
    ("199999.99", "99999.99"),
    ("384000.00", "192000.00"),
    ("333333.32", "166666.66"),
    ("141600.00", "70800.00"),
    ("260000.00", "130000.00"),
    ("99990.00", "49995.00"),
];

on_both! {
    async fn a_bank_that_rejects_one_of_eight_pays_the_other_seven(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &GOLDEN.map(|(request, _)| request)).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let file = String::from_utf8(cast.maker.get(&format!("{batch}/bank-file")).await.bytes).unwrap();
        let amounts: Vec<&str> = file.lines().skip(1).map(|line| line.split(',').nth(6).unwrap()).collect();
        assert_eq!(amounts, GOLDEN.map(|(_, first)| first));
        let mut lines = Vec::new();
        for (n, payment) in payments.iter().enumerate() {
            let (result, reason) = if n == 5 { ("rejected", "账号户名不符") } else { ("paid", "") };
            lines.push(steps::bank_line(&cast, payment, result, &world.today(), reason).await);
        }
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&lines)).await.ok();
        assert_eq!((&result["paid_count"], &result["paid_total"]), (&json!(7), &json!("913661.65")));
        assert_eq!((&result["rejected_count"], &result["rejected_total"]), (&json!(1), &json!("70800.00")));
        assert_eq!((&result["exception_count"], &result["unanswered"]), (&json!(0), &json!([])));
        assert_eq!(result["batch"]["state"], "closed");
        for (account, amount) in [("B50", "70800.00"), ("B60", "0.00"), ("B70", "913661.65"), ("F2202", "-70800.00"), ("F1201", "0.00")] {
            assert_eq!(steps::balance(&cast, account).await, amount, "{account}");
        }
        assert_none(&steps::broken_identities(&cast).await);

        // The rejected one starts again from its request, through three fresh hands.
        let rejected = cast.maker.get(&payments[5]).await.ok();
        assert_eq!((&rejected["state"], &rejected["reason"]), (&json!("rejected"), &json!("账号户名不符")));
        cast.approver.act(&payments[5], "approve", Value::Null).await.refused(409, "illegal_event");
        let again = cast.maker.post("/batches", json!({ "payment_ids": steps::ids(&payments[5..6]) })).await;
        expect_blocked(again, &[&format!("/{} not_approved", rejected["number"].as_str().unwrap())]);
        let tranche = format!("/tranches/{}", rejected["tranche"]["id"].as_str().unwrap());
        cast.maker.push(&format!("{tranche}/payment")).await.refused(409, "illegal_event");
        round.grantees[5].owner.act(&tranche, "request", json!({ "note": "户名已更正" })).await.ok();
        let fresh = steps::prepared_payment(&cast, &tranche).await;
        assert_eq!(cast.maker.get(&fresh).await.ok()["approvals"].as_array().unwrap().len(), 1);
        cast.checker.act(&fresh, "check", Value::Null).await.ok();
        cast.approver.act(&fresh, "approve", Value::Null).await.ok();
        let batch = steps::submitted_batch(&cast, std::slice::from_ref(&fresh)).await;
        let line = steps::bank_line(&cast, &fresh, "paid", &world.today(), "").await;
        cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();
        assert_eq!(steps::balance(&cast, "B70").await, "984461.65");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn a_line_that_does_not_match_is_an_exception_and_moves_no_money(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00", "90000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let day = world.today();
        let lines = [
            format!("PAY-2026-000001,paid,100000.01,{day},"), format!("PAY-2026-999999,paid,50000.00,{day},"),
            "PAY-2026-000002,paid,50000.00,2026-12-31,".to_owned(), format!("PAY-2026-000003,处理中,45000.00,{day},"),
        ];
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&lines)).await.ok();
        let exceptions: Vec<&str> = result["return"]["lines"].as_array().unwrap().iter().map(|line| line["exception"].as_str().unwrap()).collect();
        assert_eq!(exceptions, ["amount_differs", "unknown_number", "date_in_future", "unknown_result"]);
        assert_eq!(result["unanswered"], json!(["PAY-2026-000001", "PAY-2026-000002", "PAY-2026-000003"]));
        assert_eq!((steps::balance(&cast, "B60").await, steps::balance(&cast, "B70").await), ("195000.00".to_owned(), "0.00".to_owned()));

        let good = format!("PAY-2026-000001,paid,100000.00,{day},");
        let twice = [good.clone(), good.clone()];
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&twice)).await.ok();
        assert_eq!((&result["paid_count"], &result["return"]["lines"][1]["exception"]), (&json!(1), &json!("repeated")));
        // The same file again is refused; saved anew with other bytes, its lines are known.
        cast.checker.act(&batch, "bank-return", steps::bank_return(&twice)).await.refused(409, "already_imported");
        let saved_anew = [good, format!("PAY-2026-000002,失败,50000.00,{day},账户已注销")];
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&saved_anew)).await.ok();
        assert_eq!(result["return"]["lines"][0]["exception"], "already_settled");
        assert_eq!((&result["paid_count"], &result["rejected_count"]), (&json!(0), &json!(1)));
        assert_eq!(result["unanswered"], json!(["PAY-2026-000003"]));
        assert_eq!(steps::balance(&cast, "B70").await, "100000.00");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn a_file_of_another_form_is_refused_as_a_whole(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let import = |content: &str| cast.checker.act(&batch, "bank-return", json!({ "file_name": "回盘.csv", "content": content }));
        let day = world.today();
        let header = "支付编号,结果,金额,日期,原因\n";
        for content in [
            "支付编号,金额\nPAY-2026-000001,100000.00\n".to_owned(), format!("{header}PAY-2026-000001,paid,100000.00,{day},\nPAY-2026-0000"),
            header.to_owned(),
        ] {
            import(&content).await.refused(422, "invalid");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM bank_returns").await, 0);
        assert_eq!(cast.maker.get(&batch).await.ok()["state"], "submitted");
    }
}

// ---- kill −9 -----------------------------------------------------------------------------------------------

on_both! {
    async fn a_server_killed_between_commit_and_download_gives_the_same_file(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "199999.99"]).await;
        let batch = steps::approved_batch(&cast, &payments).await;
        let server = Server::start(&world).await;
        let generated = cast.maker.at(&server).act(&batch, "generate", Value::Null).await.ok();
        server.kill();
        let server = Server::start(&world).await;
        let maker = cast.maker.at(&server);
        let first = maker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(yichuang_domain::schemes::sha256_hex(&first.bytes), generated["file_sha256"]);
        server.kill();
        let server = Server::start(&world).await;
        let second = cast.maker.at(&server).get(&format!("{batch}/bank-file")).await;
        assert_eq!((second.status.as_u16(), &second.bytes), (200, &first.bytes));
        assert_none(&steps::broken_identities(&cast).await);
    }
}

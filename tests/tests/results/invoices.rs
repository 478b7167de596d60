//! Invoices of payments: made out by the payee to the funder, dated in the project, used once, gone with a red one.

use serde_json::{Value, json};
use yichuang_tests::steps::{self, Grantee, Round, assert_none, id};
use yichuang_tests::{Cast, World, on_both};

/// An active project of ¥200,000, with its first two tranches (¥100,000 and ¥80,000) due.
async fn due(world: &World, cast: &Cast) -> (Round, [String; 2]) {
    let (round, projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    steps::active_project(cast, &round.grantees[0], &projects[0]).await;
    let tranches = [steps::due_tranche(cast, &projects[0], 1).await, steps::due_tranche(cast, &projects[0], 2).await];
    (round, tranches)
}

/// An invoice of the payee to the funder over an amount without tax, dated today.
async fn invoice(world: &World, cast: &Cast, grantee: &Grantee, tranche: &str, number: u32, amount: &str) -> Value {
    let shown = cast.maker.get(tranche).await.ok();
    let organisation = grantee.owner.get(&format!("/organisations/{}", id(&shown["organisation"]))).await.ok();
    let call = cast.officer.get(&format!("/calls/{}", id(&shown["call"]))).await.ok();
    json!({
        "number": format!("{}32{number:016}", &world.today()[2..4]), "issued_on": world.today(),
        "seller_name": organisation["name"], "seller_uscc": organisation["uscc"], "buyer_name": call["host_name"],
        "buyer_uscc": null, "amount": amount, "tax": "0.00", "total": amount, "xml": null,
    })
}

fn file(invoice: &Value, total: &str) -> String {
    let text = |field: &str| invoice[field].as_str().unwrap().to_owned();
    format!(
        "<EInvoice><SellerName>{}</SellerName><SellerIdNum>{}</SellerIdNum><BuyerName>{}</BuyerName>\
         <TotalAmWithoutTax>{total}</TotalAmWithoutTax><TotalTaxAm>0.00</TotalTaxAm>\
         <TotalTax-includedAmount>{total}</TotalTax-includedAmount><InvoiceNumber>{}</InvoiceNumber>\
         <IssueTime>{} 10:00:00</IssueTime></EInvoice>",
        text("seller_name"),
        text("seller_uscc"),
        text("buyer_name"),
        text("number"),
        text("issued_on")
    )
}

fn request(invoices: &[&Value]) -> Value {
    json!({ "note": "申请拨付", "invoices": invoices })
}

on_both! {
    async fn an_invoice_supports_one_payment_and_is_never_used_again(world: World) {
        let cast = Cast::new(&world).await;
        let (round, [first, second]) = due(&world, &cast).await;
        let owner = &round.grantees[0].owner;
        let used = invoice(&world, &cast, &round.grantees[0], &first, 1, "100000.00").await;
        owner.act(&first, "request", request(&[&used])).await.ok();

        let mut again = used.clone();
        for field in ["amount", "total"] {
            again[field] = json!("80000.00");
        }
        let refused = owner.act(&second, "request", request(&[&again])).await;
        assert_eq!(refused.faults(), ["/invoices/0/number invoice_used"]);
        let number = json!({ "invoice_number": used["number"] });
        owner.act(&second, "request", number).await.refused(409, "invoice_used");

        let payment = steps::approved_payment(&cast, &first).await;
        let shown = cast.maker.get(&payment).await.ok();
        assert_eq!(shown["invoices"][0]["number"], used["number"]);
        let list = cast.auditor.get("/invoices").await.ok();
        assert_eq!((&list["items"][0]["used"], &list["items"][0]["state"]), (&json!("100000.00"), &json!("used")));
        assert_eq!(owner.get("/invoices").await.ok()["items"].as_array().unwrap().len(), 1);
        assert!(world.sql("UPDATE invoices SET number = '26320000000000000009'").await.is_err());
        assert!(world.sql("DELETE FROM invoices").await.is_err());
    }
}

on_both! {
    async fn an_invoice_that_is_used_by_two_requests_at_once_supports_one(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00", "200000.00"]).await;
        let mut wanted = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            steps::active_project(&cast, grantee, project).await;
            let tranche = steps::due_tranche(&cast, project, 1).await;
            let invoice = invoice(&world, &cast, grantee, &tranche, 7, "100000.00").await;
            wanted.push((tranche, invoice));
        }
        let (a, b) = tokio::join!(
            round.grantees[0].owner.act(&wanted[0].0, "request", request(&[&wanted[0].1])),
            round.grantees[1].owner.act(&wanted[1].0, "request", request(&[&wanted[1].1]))
        );
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert!(statuses[0] == 200 && [409, 422].contains(&statuses[1]), "{statuses:?}");
        assert_eq!(world.number("SELECT COUNT(*) FROM invoices").await, 1);
    }
}

on_both! {
    async fn a_number_that_is_an_invoice_of_one_request_and_the_receipt_of_another_at_once_counts_once(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00", "200000.00"]).await;
        let mut tranches = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            steps::active_project(&cast, grantee, project).await;
            tranches.push(steps::due_tranche(&cast, project, 1).await);
        }
        let invoice = invoice(&world, &cast, &round.grantees[0], &tranches[0], 8, "100000.00").await;
        let receipt = json!({ "invoice_number": invoice["number"] });
        let (a, b) = tokio::join!(
            round.grantees[0].owner.act(&tranches[0], "request", request(&[&invoice])),
            round.grantees[1].owner.act(&tranches[1], "request", receipt)
        );
        let won = [&a, &b].into_iter().filter(|answer| answer.status == 200).count();
        assert_eq!(won, 1, "{} {}", a.body, b.body);
        let kept = world.number("SELECT (SELECT COUNT(*) FROM invoices) + (SELECT COUNT(*) FROM tranches WHERE invoice_number IS NOT NULL)");
        assert_eq!(kept.await, 1);
    }
}

on_both! {
    async fn everything_that_is_wrong_with_an_invoice_is_named_at_once(world: World) {
        let cast = Cast::new(&world).await;
        let (round, [first, _]) = due(&world, &cast).await;
        let owner = &round.grantees[0].owner;
        let right = invoice(&world, &cast, &round.grantees[0], &first, 1, "100000.00").await;
        let mut wrong = right.clone();
        wrong["seller_uscc"] = json!("53310115MJ90000305");
        wrong["buyer_name"] = json!("另一家单位");
        wrong["tax"] = json!("0.01");
        let answer = owner.act(&first, "request", request(&[&wrong])).await;
        let expected =
            ["/invoices/0/seller_uscc seller_differs", "/invoices/0/buyer_name buyer_differs", "/invoices/0/total invoice_sum_differs"];
        assert_eq!(answer.faults(), expected);

        let mut early = right.clone();
        early["issued_on"] = json!(format!("{}-01-01", &world.today()[..4]));
        assert_eq!(owner.act(&first, "request", request(&[&early])).await.faults(), ["/invoices/0/issued_on outside_project"]);

        let mut less = right.clone();
        for field in ["amount", "total"] {
            less[field] = json!("99999.99");
        }
        assert_eq!(owner.act(&first, "request", request(&[&less])).await.faults(), ["/invoices invoices_sum_differs"]);

        let mut with_file = right.clone();
        with_file["xml"] = json!(file(&right, "100000.01"));
        let differs = owner.act(&first, "request", request(&[&with_file])).await;
        assert_eq!(differs.faults(), ["/invoices/0/amount file_differs", "/invoices/0/total file_differs"]);
        with_file["xml"] = json!("no file at all");
        assert!(owner.act(&first, "request", request(&[&with_file])).await.faults()[0].starts_with("/invoices/0/xml"));

        assert_eq!(cast.maker.get(&first).await.ok()["state"], "due", "nothing of what was refused is kept");
        with_file["xml"] = json!(file(&right, "100000.00"));
        owner.act(&first, "request", request(&[&with_file])).await.ok();
        let kept = cast.auditor.get("/invoices").await.ok();
        assert_eq!(kept["items"][0]["file_sha256"].as_str().unwrap().len(), 64);
    }
}

on_both! {
    async fn a_red_invoice_cancels_its_blue_one_and_stops_the_open_payment(world: World) {
        let cast = Cast::new(&world).await;
        let (round, [first, _]) = due(&world, &cast).await;
        let (grantee, owner) = (&round.grantees[0], &round.grantees[0].owner);
        let blue = invoice(&world, &cast, grantee, &first, 1, "100000.00").await;
        owner.act(&first, "request", request(&[&blue])).await.ok();
        let payment = steps::approved_payment(&cast, &first).await;
        let row = cast.maker.get(&payment).await.ok()["invoices"][0].clone();
        let path = format!("/invoices/{}", id(&row));
        let red = json!({ "number": blue["number"], "issued_on": world.today(), "reason": "开票有误" });
        let cancel = async |body: Value, version: &Value| {
            let call = cast.checker.call(axum::http::Method::POST, &format!("{path}/cancel")).if_match(&format!("\"{version}\""));
            call.json(body).send().await
        };
        assert_eq!(cancel(red.clone(), &row["version"]).await.faults(), ["/number invoice_used"]);
        let mut red = red;
        red["number"] = json!(format!("{}32{:016}", &world.today()[2..4], 98));
        let gone = cancel(red.clone(), &row["version"]).await.ok();
        assert_eq!(gone["state"], "cancelled");
        assert_eq!(cast.maker.get(&payment).await.ok()["state"], "void");
        assert_eq!(cast.maker.get(&first).await.ok()["state"], "due");
        assert_eq!((steps::balance(&cast, "B55").await, steps::balance(&cast, "B50").await), ("0.00".to_owned(), "180000.00".to_owned()));
        red["number"] = json!(format!("{}32{:016}", &world.today()[2..4], 97));
        cancel(red, &gone["version"]).await.refused(409, "illegal_event");

        let again = owner.act(&first, "request", json!({ "note": "再次申请" })).await;
        assert_eq!(again.faults(), ["/invoices invoice_cancelled"]);
        let reuse = owner.act(&first, "request", request(&[&blue])).await;
        assert_eq!(reuse.faults(), ["/invoices/0/number invoice_used"], "a cancelled number stays used");
        let fresh = invoice(&world, &cast, grantee, &first, 2, "100000.00").await;
        owner.act(&first, "request", request(&[&fresh])).await.ok();
        steps::approved_payment(&cast, &first).await;
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn a_red_invoice_that_comes_when_the_payment_is_in_a_batch_keeps_the_file_from_being_made(world: World) {
        let cast = Cast::new(&world).await;
        let (round, [first, _]) = due(&world, &cast).await;
        let blue = invoice(&world, &cast, &round.grantees[0], &first, 1, "100000.00").await;
        round.grantees[0].owner.act(&first, "request", request(&[&blue])).await.ok();
        let payment = steps::approved_payment(&cast, &first).await;
        let batch = steps::approved_batch(&cast, std::slice::from_ref(&payment)).await;
        let shown = cast.maker.get(&payment).await.ok();
        let red = json!({ "number": format!("{}32{:016}", &world.today()[2..4], 99), "issued_on": world.today(), "reason": "开票有误" });
        let call = cast.maker.call(axum::http::Method::POST, &format!("/invoices/{}/cancel", id(&shown["invoices"][0])));
        call.if_match(&format!("\"{}\"", shown["invoices"][0]["version"])).json(red).send().await.ok();
        let stopped = cast.maker.act(&batch, "generate", Value::Null).await;
        let number = shown["number"].as_str().unwrap();
        assert_eq!(stopped.faults(), [format!("/{number}/invoices invoice_cancelled")]);
        stopped.refused(409, "not_payable");
    }
}

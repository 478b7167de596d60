//! Months that are closed, and the messages of the bank.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};
use yichuang_base::caller::Caller;
use yichuang_base::ledger as books;
use yichuang_base::uow::Uow;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::time::Timestamp;
use yichuang_store::ids::{AllotmentId, UserId};
use yichuang_store::record::User;
use yichuang_store::{accounts, find};
use yichuang_tests::steps::{self, assert_none, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

use super::reconciliation::{Line, MONTH_END, csv, fund_of, imported, line, matches, month_of, paid, pairs, whole_statement, yuan};

/// A fund of ¥5,000 whose month is proposed for closing: the fund, the month, the period and the last day.
async fn proposed_month(world: &World, cast: &Cast) -> (String, String, String, String) {
    let allotment = steps::approved_allotment(world, cast, "5000.00").await;
    let fund = cast.auditor.get(&format!("/allotments/{allotment}")).await.ok()["fund"]["id"].as_str().unwrap().to_owned();
    let day = world.today();
    let (month, first, last) = month_of(&day);
    world.at(&format!("{last}{MONTH_END}"));
    world.later(86_400);
    imported(&cast.checker, &fund, (&first, &last), &csv(0, &[line(&day, 500_000, "", "拨款")])).await.created();
    cast.checker.post("/bank-lines/match", pairs(&matches(cast, &fund).await)).await.ok();
    let period = cast.checker.post("/periods", json!({ "fund_id": fund, "month": month })).await.created();
    (fund, allotment, format!("/periods/{}", id(&period)), last)
}

/// A posting of the maker about this allotment, dated at an instant: what the server does, without a request.
async fn posted_at(world: &World, cast: &Cast, allotment: &str, instant: &str) -> Result<(), String> {
    let conn = world.app.store.begin().await.unwrap();
    let user: User = find(&conn, UserId(cast.maker.id)).await.unwrap().unwrap();
    let who = Caller::new(&user, &accounts::grants_of(&conn, user.id).await.unwrap());
    let now = Timestamp::parse(instant).unwrap();
    let uow = Uow::new(Arc::new(conn), world.app.clone(), Some(who), now, "test".to_owned());
    let allotment = AllotmentId(allotment.parse().unwrap());
    let place = books::place_of(&uow, allotment).await.map_err(|problem| problem.code)?;
    let event = LedgerEvent::ReceiveCash { place, amount: "1.00".parse().unwrap() };
    books::post(&uow, &event, ("allotment", allotment.0), "到款").await.map_err(|problem| problem.code)?;
    let conn = Arc::into_inner(uow.conn).unwrap();
    conn.commit().await.map_err(|error| error.to_string())
}

on_both! {
    async fn nothing_is_posted_into_a_closed_month_or_one_before_it(world: World) {
        let cast = Cast::new(&world).await;
        let (fund, allotment, period, last) = proposed_month(&world, &cast).await;
        let within = format!("{last}T03:00:00Z");
        cast.approver.act(&period, "close", Value::Null).await.ok();
        let journals = world.number("SELECT COUNT(*) FROM journals").await;
        assert_eq!(posted_at(&world, &cast, &allotment, &within).await, Err("month_closed".to_owned()));
        assert_eq!(posted_at(&world, &cast, &allotment, "2026-01-15T03:00:00Z").await, Err("month_closed".to_owned()));
        assert_eq!(world.number("SELECT COUNT(*) FROM journals").await, journals, "no row is left behind");
        let line = imported(&cast.checker, &fund, (&last, &last), &csv(500_000, &[line(&last, -1, "", "补记")])).await;
        assert_eq!(line.fault_codes(), ["month_closed"]);
        let open = world.app.clock.now().to_string();
        assert_eq!(posted_at(&world, &cast, &allotment, &open).await, Ok(()));
        // Another fund has months of its own.
        let other = steps::approved_allotment(&world, &cast, "1.00").await;
        assert_eq!(posted_at(&world, &cast, &other, &within).await, Ok(()));
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn of_a_posting_and_the_closing_of_its_month_at_once_one_comes_first(world: World) {
        let cast = Cast::new(&world).await;
        let (_, allotment, period, last) = proposed_month(&world, &cast).await;
        let within = format!("{last}T03:00:00Z");
        let (closed, posted) = tokio::join!(
            cast.approver.act(&period, "close", Value::Null),
            posted_at(&world, &cast, &allotment, &within)
        );
        match posted {
            Ok(()) => assert_eq!(closed.refused(409, "not_reconciled")["errors"][0]["code"], "movements_open"),
            Err(code) => {
                assert_eq!(code, "month_closed");
                assert_eq!(closed.ok()["difference"], "0.00");
            }
        }
        let late = "SELECT COUNT(*) FROM journals j WHERE j.memo = '到款' AND EXISTS (SELECT 1 FROM periods WHERE state = 'closed')";
        assert_eq!(world.number(late).await, 0);
    }
}

// ---- messages of the bank ------------------------------------------------------------------------------------

/// A message of the bank (camt.053) about the same lines; `opening` in fen.
fn camt(opening: i64, lines: &[Line]) -> String {
    let balance = |code: &str, fen: i64| {
        let sign = if fen < 0 { "DBIT" } else { "CRDT" };
        let amount = yuan(fen.abs());
        format!("<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd></Bal>")
    };
    let closing = opening + lines.iter().map(|line| line.fen).sum::<i64>();
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">".to_owned();
    write!(text, "<BkToCstmrStmt><Stmt><Id>1</Id>{}{}", balance("OPBD", opening), balance("CLBD", closing)).unwrap();
    for Line { day, fen, summary, .. } in lines {
        let sign = if *fen < 0 { "DBIT" } else { "CRDT" };
        write!(
            text,
            "<Ntry><Amt Ccy=\"CNY\">{}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>\
             <NtryDtls><TxDtls><RmtInf><Ustrd>{summary}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
            yuan(fen.abs())
        )
        .unwrap();
    }
    text + "</Stmt></BkToCstmrStmt></Document>"
}

async fn sent_message(actor: &Actor, verb: &str, fund: &str, days: (&str, &str), text: &str) -> Answer {
    let file = steps::uploaded_message(actor, "对账单.xml", text.as_bytes()).await;
    let body = json!({ "fund_id": fund, "file_id": file, "starts_on": days.0, "ends_on": days.1 });
    actor.post(&format!("/bank-statements{verb}"), body).await
}

on_both! {
    async fn a_message_of_the_bank_brings_each_entry_once_and_leads_from_balance_to_balance(world: World) {
        let cast = Cast::new(&world).await;
        let (round, _, numbers, day) = paid(&world, &cast, &["200000.00", "300000.00"]).await;
        let fund = fund_of(&cast, &round).await;
        let (_, first, last) = month_of(&day);
        world.at(&format!("{last}{MONTH_END}"));
        let mut lines = whole_statement(&cast, &fund, &numbers, &day).await;
        lines.extend([line(&day, -100, "", "手续费"), line(&day, -100, "", "手续费")]);
        let (before, days) = ((first.as_str(), day.as_str()), (first.as_str(), last.as_str()));

        let broken = camt(0, &lines).replace("<Amt Ccy=\"CNY\">1.00</Amt>", "<Amt Ccy=\"USD\">1.00</Amt>");
        let expected = ["/cells/Ntry[4]/Amt other_currency", "/cells/Ntry[5]/Amt other_currency"];
        let looked = sent_message(&cast.checker, "/preview", &fund, days, &broken).await;
        assert_eq!((looked.faults(), &looked.body["ready"]), (expected.map(str::to_owned).to_vec(), &json!(false)));
        assert_eq!(sent_message(&cast.checker, "", &fund, days, &broken).await.faults(), expected);
        let lost = camt(0, &lines).replacen("<Amt Ccy=\"CNY\">1.00</Amt>", "<Amt Ccy=\"CNY\">2.00</Amt>", 1);
        assert_eq!(sent_message(&cast.checker, "", &fund, days, &lost).await.faults(), ["/cells/Bal/CLBD closing_differs"]);
        let bomb = camt(0, &lines).replace("<Document", "<!DOCTYPE d [<!ENTITY a \"1\">]><Document");
        assert_eq!(sent_message(&cast.checker, "", &fund, days, &bomb).await.faults(), ["/cells/Document malformed"]);

        let whole = camt(0, &lines);
        let done = sent_message(&cast.checker, "", &fund, days, &whole).await.created();
        assert_eq!((&done["line_count"], &done["new_count"], &done["opening"]), (&json!(5), &json!(5), &json!("0.00")));
        assert_eq!(done["closing"], json!(yuan(lines.iter().map(|line| line.fen).sum())));
        sent_message(&cast.checker, "", &fund, days, &whole).await.refused(409, "already_imported");
        // Saved again with other bytes, and as a table: each line is known, also the two equal ones.
        let again = sent_message(&cast.checker, "", &fund, days, &whole.replace("?>\n", "?>\n\n")).await.created();
        assert_eq!((&again["line_count"], &again["new_count"]), (&json!(5), &json!(0)));
        let table = imported(&cast.checker, &fund, before, &csv(0, &lines)).await.created();
        assert_eq!((&table["line_count"], &table["new_count"]), (&json!(5), &json!(0)));
        let found = matches(&cast, &fund).await;
        assert_eq!(pairs(&found)["pairs"].as_array().unwrap().len(), 3, "{found:#}");
    }
}

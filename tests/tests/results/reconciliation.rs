//! What the bank says against what the books say: every line once, a person accepts what it is, two persons explain what
//! the books do not know, and a month closes at a difference of 0.00 and at nothing else.

use std::fmt::Write as _;

use serde_json::{Value, json};
use yichuang_tests::steps::{self, Round, assert_none, id, uploaded_sheet};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// The month after everything that these tests do.
pub(super) const MONTH_END: &str = "T04:00:00Z";

/// A line of a statement: day, serial number, fen with sign, other account and summary.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) day: String,
    pub(super) serial: String,
    pub(super) fen: i64,
    pub(super) account: String,
    pub(super) summary: String,
}

pub(super) fn line(day: &str, fen: i64, account: &str, summary: &str) -> Line {
    Line { day: day.to_owned(), serial: String::new(), fen, account: account.to_owned(), summary: summary.to_owned() }
}

pub(super) fn yuan(fen: i64) -> String {
    format!("{}{}.{:02}", if fen < 0 { "-" } else { "" }, fen.abs() / 100, fen.abs() % 100)
}

/// A statement as the bank writes it; `opening` in fen.
pub(super) fn csv(opening: i64, lines: &[Line]) -> String {
    let mut text = "交易日期,流水号,收入金额,支出金额,余额,对方户名,对方账号,摘要\r\n".to_owned();
    let mut balance = opening;
    for Line { day, serial, fen, account, summary } in lines {
        balance += fen;
        let (came, went) = if *fen > 0 { (yuan(*fen), String::new()) } else { (String::new(), yuan(-fen)) };
        write!(text, "{day},{serial},{came},{went},{},对方,{account},{summary}\r\n", yuan(balance)).unwrap();
    }
    text
}

/// The fund of the round's allotment.
pub(super) async fn fund_of(cast: &Cast, round: &Round) -> String {
    cast.auditor.get(&format!("/allotments/{}", round.allotment)).await.ok()["fund"]["id"].as_str().unwrap().to_owned()
}

async fn sent(actor: &Actor, verb: &str, fund: &str, days: (&str, &str), text: &str) -> Answer {
    let file = uploaded_sheet(actor, "对账单.csv", "text/csv", text.as_bytes()).await;
    actor
        .post(&format!("/bank-statements{verb}"), json!({ "fund_id": fund, "file_id": file, "starts_on": days.0, "ends_on": days.1 }))
        .await
}

pub(super) async fn imported(actor: &Actor, fund: &str, days: (&str, &str), text: &str) -> Answer {
    sent(actor, "", fund, days, text).await
}

pub(super) async fn matches(cast: &Cast, fund: &str) -> Value {
    cast.auditor.get(&format!("/funds/{fund}/bank-matches")).await.ok()
}

async fn reconciliation(cast: &Cast, fund: &str, month: &str) -> Value {
    cast.auditor.get(&format!("/funds/{fund}/reconciliation?month={month}")).await.ok()
}

fn undone(view: &Value) -> Vec<&str> {
    view["items"].as_array().unwrap().iter().filter(|item| item["done"] != true).map(|item| item["code"].as_str().unwrap()).collect()
}

/// What accepts every suggestion of an account that is sure.
pub(super) fn pairs(found: &Value) -> Value {
    let items = found["items"].as_array().unwrap().iter().filter(|item| item["suggestion"]["sure"] == true);
    let pair = |item: &Value| {
        let (line, of) = (&item["line"], &item["suggestion"]);
        let payment = if of["journal_id"].is_null() { of["payment_id"].clone() } else { Value::Null };
        json!({ "line_id": line["id"], "version": line["version"], "journal_id": of["journal_id"], "payment_id": payment })
    };
    json!({ "pairs": items.map(pair).collect::<Vec<_>>() })
}

/// A round with payments the bank has paid; their numbers in order, and the day of everything.
pub(super) async fn paid(world: &World, cast: &Cast, requests: &[&str]) -> (Round, Vec<String>, Vec<String>, String) {
    let (round, payments) = steps::approved_payments(world, cast, requests).await;
    let batch = steps::submitted_batch(cast, &payments).await;
    let (mut lines, mut numbers) = (Vec::new(), Vec::new());
    for payment in &payments {
        lines.push(steps::bank_line(cast, payment, "paid", &world.today(), "").await);
        numbers.push(cast.maker.get(payment).await.ok()["number"].as_str().unwrap().to_owned());
    }
    cast.checker.act(&batch, "bank-return", steps::bank_return(&lines)).await.ok();
    (round, payments, numbers, world.today())
}

/// The first and the last day of the month of a day, in which no test does anything after the last.
pub(super) fn month_of(day: &str) -> (String, String, String) {
    let month = day[..7].to_owned();
    let last = (28..=31).rev().map(|day| format!("{month}-{day}")).find(|day| yichuang_domain::time::Day::parse(day).is_ok()).unwrap();
    (month.clone(), format!("{month}-01"), last)
}

/// Lines of the statement about allotment and payments of a paid round of ¥200,000 and ¥300,000 (half of it first).
pub(super) async fn whole_statement(cast: &Cast, fund: &str, numbers: &[String], day: &str) -> Vec<Line> {
    let movements = matches(cast, fund).await["movements"].clone();
    let receipt = movements.as_array().unwrap().iter().find(|one| !one["amount"].as_str().unwrap().starts_with('-')).unwrap().clone();
    let came = receipt["day"].as_str().unwrap();
    vec![
        line(came, 50_000_000, "", "财政拨款"),
        line(day, -10_000_000, "", &format!("{} 公益创投首期款", numbers[0])),
        line(day, -15_000_000, "", &format!("公益创投首期款{}", numbers[1])),
    ]
}

on_both! {
    async fn from_a_paid_batch_to_a_closed_month_at_a_difference_of_zero(world: World) {
        let cast = Cast::new(&world).await;
        let (round, _, numbers, day) = paid(&world, &cast, &["200000.00", "300000.00"]).await;
        let fund = fund_of(&cast, &round).await;
        let (month, _, last) = month_of(&day);
        let lines = whole_statement(&cast, &fund, &numbers, &day).await;
        let starts = format!("{}-01", &lines[0].day[..7]);
        let open = reconciliation(&cast, &fund, &month).await;
        assert_eq!(undone(&open), ["month_over", "statement_missing", "movements_open", "difference"]);
        assert_eq!((&open["ledger"], &open["difference"]), (&json!("250000.00"), &json!("-250000.00")));

        world.at(&format!("{last}{MONTH_END}"));
        world.later(86_400);
        let text = csv(0, &lines);
        let preview = sent(&cast.checker, "/preview", &fund, (&starts, &last), &text).await.ok();
        assert_eq!((&preview["ready"], &preview["new_count"], &preview["closing"]), (&json!(true), &json!(3), &json!("250000.00")));
        assert_eq!(world.number("SELECT COUNT(*) FROM bank_lines").await, 0, "a preview changes nothing");
        let statement = imported(&cast.checker, &fund, (&starts, &last), &text).await.created();
        assert_eq!((&statement["opening"], &statement["closing"], &statement["new_count"]), (&json!("0.00"), &json!("250000.00"), &json!(3)));

        // Nothing is matched by itself.
        let found = matches(&cast, &fund).await;
        assert_eq!(found["items"].as_array().unwrap().len(), 3);
        assert_eq!(found["unknown_payment_count"], 0);
        let reasons: Vec<&Value> = found["items"].as_array().unwrap().iter().map(|item| &item["suggestion"]["reasons"]).collect();
        assert_eq!(reasons, [&json!(["amount", "day"]), &json!(["payment_number", "amount", "day"]), &json!(["payment_number", "amount", "day"])]);
        assert_eq!(undone(&reconciliation(&cast, &fund, &month).await), ["lines_open", "movements_open"]);

        // The maker of the batch sends money and does not say that it arrived.
        let maker = world.login_of_person("经办的第二账号", &[("finance_checker", world.district().await)], Some(cast.maker.id)).await;
        assert_eq!(maker.post("/bank-lines/match", pairs(&found)).await.fault_codes(), ["same_person", "same_person"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM bank_lines WHERE state = 'matched'").await, 0, "all of them or none");
        let accepted = cast.checker.post("/bank-lines/match", pairs(&found)).await.ok();
        assert!(accepted["items"].as_array().unwrap().iter().all(|line| line["state"] == "matched"));

        let done = reconciliation(&cast, &fund, &month).await;
        assert_eq!(undone(&done), Vec::<&str>::new(), "{done:#}");
        assert_eq!((&done["closing"], &done["ledger"], &done["difference"]), (&json!("250000.00"), &json!("250000.00"), &json!("0.00")));
        let proposed = cast.checker.post("/periods", json!({ "fund_id": fund, "month": month })).await.created();
        let period = format!("/periods/{}", id(&proposed));
        let same = world.login_of_person("复核的第二账号", &[("finance_approver", world.district().await)], Some(cast.checker.id)).await;
        same.act(&period, "close", Value::Null).await.refused(409, "same_person");
        let closed = cast.approver.act(&period, "close", Value::Null).await.ok();
        assert_eq!((&closed["state"], &closed["difference"]), (&json!("closed"), &json!("0.00")));
        assert!(world.sql("UPDATE periods SET state = 'proposed'").await.is_err(), "a closed month stands");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn each_line_of_the_bank_comes_in_once_however_often_the_file_comes(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "5000.00").await;
        let fund = cast.auditor.get(&format!("/allotments/{allotment}")).await.ok()["fund"]["id"].as_str().unwrap().to_owned();
        let day = world.today();
        // Two equal lines of one day are both real.
        let lines = [line(&day, 500_000, "", "拨款"), line(&day, -1_000, "62", "手续费"), line(&day, -1_000, "62", "手续费")];
        let text = csv(0, &lines);
        let first = imported(&cast.checker, &fund, (&day, &day), &text).await.created();
        assert_eq!(first["new_count"], 3);
        let again = imported(&cast.checker, &fund, (&day, &day), &text).await;
        assert_eq!(again.refused(409, "already_imported")["first_import"]["id"], first["id"]);
        // Saved again with other bytes: nothing is new. With one more equal line: one is.
        let saved = imported(&cast.checker, &fund, (&day, &day), &text.replace("\r\n", "\n")).await.created();
        assert_eq!(saved["new_count"], 0);
        let more: Vec<Line> = lines.iter().cloned().chain([lines[2].clone()]).collect();
        let longer = imported(&cast.checker, &fund, (&day, &day), &csv(0, &more)).await.created();
        assert_eq!((&longer["line_count"], &longer["new_count"]), (&json!(4), &json!(1)));
        assert_eq!(world.number("SELECT COUNT(*) FROM bank_lines").await, 4);
        assert_eq!(cast.auditor.get(&format!("/bank-lines?fund_id={fund}&limit=1")).await.ok()["items"].as_array().unwrap().len(), 1);

        // A file that lost a line, one that leaves days out, and one whose balances do not follow.
        let short = csv(0, &more[..2]);
        assert_eq!(imported(&cast.checker, &fund, (&day, &day), &short).await.fault_codes(), ["closing_differs"]);
        world.later(3 * 86_400);
        let late = world.today();
        let gap = imported(&cast.checker, &fund, (&late, &late), &csv(497_000, &[line(&late, -1, "", "费")])).await;
        assert_eq!(gap.fault_codes(), ["gap"]);
        let broken = csv(0, &lines).replace("4990.00", "4990.01");
        assert_eq!(imported(&cast.checker, &fund, (&day, &late), &broken).await.fault_codes(), ["balance_breaks", "balance_breaks"]);
        let told = imported(&cast.checker, &fund, (&day, &late), &csv(0, &[line("2020-01-01", 100, "6.22E+18", "x")])).await;
        assert_eq!(told.faults(), ["/cells/G2 digits_lost"]);
        assert_eq!(cast.maker.get(&format!("/bank-statements/{}", id(&first))).await.ok()["sha256"], first["sha256"]);
    }
}

on_both! {
    async fn a_line_with_the_banks_serial_number_is_known_by_it(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "5000.00").await;
        let fund = cast.auditor.get(&format!("/allotments/{allotment}")).await.ok()["fund"]["id"].as_str().unwrap().to_owned();
        let day = world.today();
        let numbered = |serial: &str, fen: i64| Line { serial: serial.to_owned(), ..line(&day, fen, "", "拨款") };
        imported(&cast.checker, &fund, (&day, &day), &csv(0, &[numbered("N1", 300_000), numbered("N2", 200_000)])).await.created();
        let other = imported(&cast.checker, &fund, (&day, &day), &csv(0, &[numbered("N1", 300_001), numbered("N2", 199_999)])).await;
        assert_eq!(other.fault_codes(), ["serial_conflict", "serial_conflict"]);
        let twice = imported(&cast.checker, &fund, (&day, &day), &csv(0, &[numbered("N3", 1), numbered("N3", 1)])).await;
        assert_eq!(twice.fault_codes(), ["serial_twice"]);
        assert_eq!(world.number("SELECT COUNT(*) FROM bank_lines").await, 2);
    }
}

on_both! {
    async fn what_the_books_do_not_know_is_explained_by_one_person_and_confirmed_by_another(world: World) {
        let cast = Cast::new(&world).await;
        let allotment = steps::approved_allotment(&world, &cast, "5000.00").await;
        let fund = cast.auditor.get(&format!("/allotments/{allotment}")).await.ok()["fund"]["id"].as_str().unwrap().to_owned();
        let day = world.today();
        let (month, first, last) = month_of(&day);
        world.at(&format!("{last}{MONTH_END}"));
        world.later(86_400);
        imported(&cast.checker, &fund, (&first, &last), &csv(0, &[line(&day, 500_000, "", "拨款"), line(&day, -500, "", "账户管理费")])).await.created();
        let found = matches(&cast, &fund).await;
        assert_eq!((&found["unknown_payment_count"], &found["unknown_payment_total"]), (&json!(1), &json!("5.00")));
        cast.checker.post("/bank-lines/match", pairs(&found)).await.ok();
        let fee = format!("/bank-lines/{}", id(&found["items"][1]["line"]));
        assert_eq!(found["items"][1]["suggestion"], Value::Null, "nothing is guessed");
        assert_eq!(undone(&reconciliation(&cast, &fund, &month).await), ["lines_open", "difference"]);
        let early = cast.checker.post("/periods", json!({ "fund_id": fund, "month": month })).await;
        early.refused(409, "not_reconciled");

        let reason = json!({ "reason": "银行账户管理费，由银行直接扣收" });
        assert_eq!(cast.checker.act(&fee, "explain", reason.clone()).await.ok()["state"], "explained");
        cast.checker.act(&fee, "confirm", Value::Null).await.refused(409, "same_person");
        let back = cast.approver.act(&fee, "reject", json!({ "reason": "请附银行回单编号" })).await.ok();
        assert_eq!((&back["state"], &back["refusal"]), (&json!("open"), &json!("请附银行回单编号")));
        cast.maker.act(&fee, "explain", reason).await.ok();
        assert_eq!(cast.approver.act(&fee, "confirm", Value::Null).await.ok()["state"], "confirmed");
        cast.checker.act(&fee, "explain", json!({ "reason": "再说明一次" })).await.refused(409, "illegal_event");

        let done = reconciliation(&cast, &fund, &month).await;
        assert_eq!((&done["explained"], &done["difference"]), (&json!("-5.00"), &json!("0.00")));
        assert_eq!((&done["closing"], &done["ledger"]), (&json!("4995.00"), &json!("5000.00")));
        assert_eq!(world.number("SELECT COUNT(*) FROM journals").await, 1, "no line posted anything");
    }
}

on_both! {
    async fn a_wrong_match_is_released_and_the_right_one_needs_the_same_amount(world: World) {
        let cast = Cast::new(&world).await;
        let (round, _, numbers, day) = paid(&world, &cast, &["200000.00", "300000.00"]).await;
        let fund = fund_of(&cast, &round).await;
        let lines = whole_statement(&cast, &fund, &numbers, &day).await;
        let starts = lines[0].day.clone();
        imported(&cast.checker, &fund, (&starts, &day), &csv(0, &lines)).await.created();
        let found = matches(&cast, &fund).await;
        let at = |n: usize| format!("/bank-lines/{}", id(&found["items"][n]["line"]));
        let journal = |n: usize| json!({ "journal_id": found["items"][n]["suggestion"]["journal_id"] });
        assert_eq!(cast.checker.act(&at(1), "match", journal(2)).await.faults(), ["/journal_id amount_differs"]);
        assert_eq!(cast.checker.act(&at(1), "match", json!({})).await.faults(), ["/journal_id missing"]);
        cast.checker.act(&at(1), "match", journal(1)).await.ok();
        let wrong = json!({ "reason": "匹配有误，重新核对" });
        assert_eq!(cast.checker.act(&at(1), "release", wrong).await.ok()["state"], "open");
        cast.checker.act(&at(1), "match", journal(1)).await.ok();
        let second = cast.checker.act(&at(1), "match", journal(1)).await;
        second.refused(409, "illegal_event");
    }
}

on_both! {
    async fn money_that_comes_back_on_a_statement_is_posted_when_a_person_accepts_it_and_a_second_line_is_an_exception(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments, numbers, day) = paid(&world, &cast, &["200000.00", "300000.00"]).await;
        let fund = fund_of(&cast, &round).await;
        let mut lines = whole_statement(&cast, &fund, &numbers, &day).await;
        let starts = lines[0].day.clone();
        let back = line(&day, 10_000_000, "", &format!("退汇 {} 户名不符", numbers[0]));
        lines.extend([back.clone(), back]);
        imported(&cast.checker, &fund, (&starts, &day), &csv(0, &lines)).await.created();
        assert_eq!(cast.maker.get(&payments[0]).await.ok()["state"], "paid", "the import posts nothing");
        let found = matches(&cast, &fund).await;
        let kinds: Vec<&Value> = found["items"].as_array().unwrap().iter().map(|item| &item["suggestion"]["kind"]).collect();
        assert_eq!(kinds, [&json!("movement"), &json!("movement"), &json!("movement"), &json!("late_return"), &Value::Null]);
        let line = cast.checker.post("/bank-lines/match", pairs(&found)).await.ok();
        assert!(line["items"].as_array().unwrap().iter().any(|line| line["posted"] == true));
        let payment = cast.maker.get(&payments[0]).await.ok();
        assert_eq!(payment["state"], "returned");
        let tranche = format!("/tranches/{}", payment["tranche"]["id"].as_str().unwrap());
        assert_eq!(cast.maker.get(&tranche).await.ok()["state"], "due");

        // The second line: no suggestion, and nobody can post it a second time.
        let left = matches(&cast, &fund).await;
        assert_eq!(left["items"].as_array().unwrap().len(), 1);
        assert_eq!(left["items"][0]["suggestion"], Value::Null);
        let second = format!("/bank-lines/{}", id(&left["items"][0]["line"]));
        let payment_id = payments[0].replace("/payments/", "");
        cast.checker.act(&second, "match", json!({ "payment_id": payment_id })).await.refused(409, "already_returned");
        let posted = format!("/bank-lines/{}", id(&found["items"][3]["line"]));
        cast.checker.act(&posted, "release", json!({ "reason": "想要撤回" })).await.refused(409, "posted_by_line");
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E10'").await, 1);
        assert_eq!(steps::balance(&cast, "B70").await, "150000.00");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn payments_that_the_books_do_not_know_stop_the_next_file_until_they_are_cleared(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let fund = fund_of(&cast, &round).await;
        let batch = steps::approved_batch(&cast, &payments).await;
        let number = cast.maker.get(&payments[0]).await.ok()["number"].as_str().unwrap().to_owned();
        // As after a backup that is older than the last file: the bank has paid what the books still prepare.
        let movements = matches(&cast, &fund).await["movements"].clone();
        let (came, day) = (movements[0]["day"].as_str().unwrap().to_owned(), world.today());
        let lines = [line(&came, 20_000_000, "", "拨款"), line(&day, -10_000_000, "", &format!("{number} 首期款"))];
        imported(&cast.checker, &fund, (&came, &day), &csv(0, &lines)).await.created();
        let refused = cast.maker.act(&batch, "generate", Value::Null).await;
        assert_eq!(refused.fault_codes(), ["unknown_payment"]);
        refused.refused(409, "unknown_bank_payments");
        assert_eq!(cast.maker.get(&batch).await.ok()["state"], "approved");

        let found = matches(&cast, &fund).await;
        assert_eq!(found["unknown_payment_total"], "100000.00");
        let unknown = format!("/bank-lines/{}", id(&found["items"][1]["line"]));
        cast.checker.act(&unknown, "explain", json!({ "reason": "备份恢复前已由银行支付，付款单另行作废" })).await.ok();
        cast.maker.act(&batch, "generate", Value::Null).await.refused(409, "unknown_bank_payments");
        cast.approver.act(&unknown, "confirm", Value::Null).await.ok();
        cast.maker.act(&batch, "generate", Value::Null).await.ok();

        // A payment that is with the bank is known: its line stops nothing.
        let more = [line(&day, -10_000_000, "", &format!("{number} 首期款"))];
        imported(&cast.checker, &fund, (&came, &day), &csv(0, &[lines.to_vec(), more.to_vec()].concat())).await.created();
        let found = matches(&cast, &fund).await;
        assert_eq!((&found["unknown_payment_count"], &found["items"][1]["suggestion"]["kind"]), (&json!(0), &json!("under_way")));
    }
}

on_both! {
    async fn more_open_lines_than_one_look_takes_stop_the_next_file_as_well(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let fund = fund_of(&cast, &round).await;
        let batch = steps::approved_batch(&cast, &payments).await;
        // The payment that the books do not know comes after five hundred lines of interest.
        let day = world.today();
        let mut lines: Vec<Line> = (1..=500).map(|n| line(&day, n, "", &format!("利息{n}"))).collect();
        lines.push(line(&day, -100, "", "未知支出"));
        imported(&cast.checker, &fund, (&day, &day), &csv(0, &lines)).await.created();
        let refused = cast.maker.act(&batch, "generate", Value::Null).await;
        assert_eq!(refused.fault_codes(), ["too_many_open_lines"]);
        refused.refused(409, "unknown_bank_payments");
    }
}

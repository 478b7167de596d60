//! The end of a fiscal year: three persons close it when it is over, what they signed is what is posted, and what is closed
//! stays closed.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_base::caller::Caller;
use yichuang_base::ledger as books;
use yichuang_base::uow::Uow;
use yichuang_domain::ledger::LedgerEvent;
use yichuang_domain::money::Fen;
use yichuang_store::ids::{AllotmentId, FundId, PeriodId, UserId};
use yichuang_store::record::{Fund, Period, User};
use yichuang_store::{accounts, find, insert};
use yichuang_tests::closing::{self, DECEMBER, NEW_YEAR, assert_sound, balances, propose, successor};
use yichuang_tests::steps::{self, Round, id};
use yichuang_tests::{Cast, World, on_both};

/// A round with an active project of ¥200,000 whose first tranche is due, and its fund.
async fn running(world: &World, cast: &Cast) -> (Round, String, String) {
    let (round, projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    steps::active_project(cast, &round.grantees[0], &projects[0]).await;
    steps::due_tranche(cast, &projects[0], 1).await;
    let fund = closing::fund_of(cast, &round.allotment).await;
    (round, projects.into_iter().next().unwrap(), fund)
}

/// A fund with this policy, or none named, and an approved allotment of ¥1,000 in it.
async fn funded(world: &World, cast: &Cast, source: &str, policy: &Value, year: i32) -> (String, String) {
    let n = world.next();
    let fund = json!({
        "code": format!("TN-{n}"), "name": format!("资金{n}"), "source": source, "area_code": "320402000000", "year_end_policy": policy
    });
    let fund = id(&cast.maker.post("/funds", fund).await.created());
    let allotment = allotted(cast, &fund, year, "2080299 其他", &format!("天财社〔{year}〕{n}号")).await;
    (fund, allotment)
}

async fn allotted(cast: &Cast, fund: &str, year: i32, line: &str, document: &str) -> String {
    let body = json!({ "fiscal_year": year, "budget_line": line, "document_no": document, "amount": "1000.00" });
    let made = id(&cast.maker.post(&format!("/funds/{fund}/allotments"), body).await.created());
    cast.approver.act(&format!("/allotments/{made}"), "approve", Value::Null).await.ok();
    made
}

async fn adjusted(cast: &Cast, from: &str, to: &str, amount: &str) -> String {
    let order = json!({
        "kind": "adjustment", "amount": amount, "allotment_id": from, "to_allotment_id": to, "reason": "年中调剂", "evidence": "会议纪要"
    });
    format!("/fund-orders/{}", id(&cast.maker.post("/fund-orders", order).await.created()))
}

fn undone(view: &Value) -> Vec<&str> {
    view["items"].as_array().unwrap().iter().filter(|item| item["done"] != true).map(|item| item["code"].as_str().unwrap()).collect()
}

// ---- closing -----------------------------------------------------------------------------------------------

on_both! {
    async fn three_persons_close_a_year_that_is_over_and_everything_unpaid_goes_on_in_the_next(world: World) {
        let cast = Cast::new(&world).await;
        let (round, project, fund) = running(&world, &cast).await;
        let preview = format!("/funds/{fund}/year-end?fiscal_year=2026");
        let early = cast.maker.get(&preview).await.ok();
        assert_eq!((undone(&early), &early["can_propose"]), (vec!["year_over"], &json!(false)));
        let refused = propose(&cast, &fund, 2026).await;
        assert_eq!(refused.faults(), ["/fiscal_year year_not_over"]);
        refused.refused(409, "not_closable");

        world.at(NEW_YEAR);
        let shown = cast.maker.get(&preview).await.ok();
        assert_eq!((&shown["policy"], &shown["carried"], &shown["can_propose"]), (&json!("carry"), &json!("200000.00"), &json!(true)));
        assert_eq!(cast.auditor.get(&preview).await.ok()["can_propose"], false);
        let path = format!("/year-ends/{}", id(&propose(&cast, &fund, 2026).await.created()));
        let again = world.login_of_person("张（第二账号）", &[("finance_checker", world.district().await)], Some(cast.maker.id)).await;
        assert_eq!(again.act(&path, "check", Value::Null).await.faults(), ["/checker same_person"]);
        cast.checker.act(&path, "check", Value::Null).await.ok();
        let closed = cast.approver.act(&path, "close", Value::Null).await.ok();
        assert_eq!((&closed["state"], &closed["carried"], &closed["lapsed"]), (&json!("closed"), &json!("200000.00"), &json!("0.00")));
        let hands: Vec<_> = closed["approvals"].as_array().unwrap().iter().map(|hand| hand["step"].clone()).collect();
        assert_eq!(hands, ["maker", "checker", "approver"]);

        let new = successor(&closed, &round.allotment);
        let old = cast.maker.get(&format!("/allotments/{}", round.allotment)).await.ok();
        let next = cast.maker.get(&format!("/allotments/{new}")).await.ok();
        assert_eq!((&old["state"], &old["balances"]["due"], &old["balances"]["other"]), (&json!("closed"), &json!("0.00"), &json!("200000.00")));
        assert_eq!((&next["state"], &next["fiscal_year"], &next["origin_id"]), (&json!("approved"), &json!(2027), &json!(round.allotment)));
        assert_eq!((&next["document_no"], &next["amount"]), (&old["document_no"], &json!("200000.00")));
        assert_eq!((&next["balances"]["due"], &next["balances"]["committed"]), (&json!("100000.00"), &json!("100000.00")));
        assert_eq!(cast.officer.get(&project).await.ok()["allotment_id"], json!(new));
        assert_eq!(cast.officer.get(&format!("/calls/{}", round.call)).await.ok()["allotment_id"], json!(new));
        for (event, day) in [("E16out", "2026-12-31"), ("E16in", "2027-01-01")] {
            let posted = format!("SELECT COUNT(*) FROM journals WHERE event = '{event}' AND biz_date = '{day}'");
            assert_eq!(world.number(&posted).await, 1, "{event}");
        }
        assert_sound(&world, &cast).await;

        cast.approver.act(&path, "close", Value::Null).await.refused(409, "illegal_event");
        propose(&cast, &fund, 2026).await.refused(409, "illegal_event");
        let list = cast.auditor.get("/year-ends?fiscal_year=2026&state=closed").await.ok();
        assert_eq!((list["items"].as_array().unwrap().len(), &list["items"][0]["id"]), (1, &closed["id"]));
    }
}

on_both! {
    async fn figures_that_change_after_the_proposal_are_not_closed_until_they_are_proposed_anew(world: World) {
        let cast = Cast::new(&world).await;
        let (round, project, fund) = running(&world, &cast).await;
        world.at(NEW_YEAR);
        let path = closing::checked(&cast, &fund, 2026).await;
        steps::due_tranche(&cast, &project, 2).await;
        let refused = cast.approver.act(&path, "close", Value::Null).await;
        let expected = ["B40", "B50"].map(|account| format!("/allotments/{}/{account} figures_changed", round.allotment));
        assert_eq!(refused.faults(), expected);
        assert_eq!((&refused.body["errors"][1]["limit"], &refused.body["errors"][1]["actual"]), (&json!("100000.00"), &json!("180000.00")));
        refused.refused(409, "figures_changed");
        let shown = cast.approver.get(&path).await.ok();
        assert_eq!(shown["changes"].as_array().unwrap().len(), 2, "{shown:#}");
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E16out'").await, 0);

        let returned = cast.approver.act(&path, "return", json!({ "reason": "数额已变，请重新提请" })).await.ok();
        assert_eq!((&returned["state"], &returned["refusal"]), (&json!("returned"), &json!("数额已变，请重新提请")));
        let proposed = propose(&cast, &fund, 2026).await.created();
        assert_eq!(proposed["approvals"].as_array().unwrap().len(), 1, "the hands of the first proposal do not count");
        assert_eq!((&proposed["refusal"], &proposed["allotments"][0]["carried"]["due"]), (&Value::Null, &json!("180000.00")));
        cast.checker.act(&path, "check", Value::Null).await.ok();
        cast.approver.act(&path, "close", Value::Null).await.ok();
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn available_money_lapses_where_the_fund_says_so_and_promises_keep_their_cash(world: World) {
        let cast = Cast::new(&world).await;
        let (fund, one) = funded(&world, &cast, "fiscal", &Value::Null, 2026).await;
        assert_eq!(cast.maker.get(&format!("/funds/{fund}")).await.ok()["year_end_policy"], "lapse");
        let other = allotted(&cast, &fund, 2026, "2080298 其他", "天财社〔2026〕77号").await;
        let order = adjusted(&cast, &one, &other, "300.00").await;
        cast.checker.act(&order, "check", Value::Null).await.ok();
        cast.approver.act(&order, "approve", Value::Null).await.ok();
        let (kept, third) = funded(&world, &cast, "fiscal", &json!("carry"), 2026).await;
        world.at(NEW_YEAR);
        let closed = closing::closed(&cast, &fund, 2026).await;
        assert_eq!((&closed["lapsed"], &closed["carried"]), (&json!("2000.00"), &json!("0.00")));
        assert!(closed["allotments"].as_array().unwrap().iter().all(|row| row["to_allotment_id"].is_null()), "{closed:#}");
        for (account, amount) in [("B20", "1000.00"), ("B95", "2000.00"), ("F3901", "2000.00"), ("F1002", "1000.00")] {
            assert_eq!(steps::balance(&cast, account).await, amount, "{account}");
        }
        let closed = closing::closed(&cast, &kept, 2026).await;
        assert_eq!(balances(&cast, &successor(&closed, &third)).await["available"], "1000.00");
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn everything_that_blocks_a_year_is_named_at_once(world: World) {
        let cast = Cast::new(&world).await;
        let (fund, one) = funded(&world, &cast, "donation", &Value::Null, 2026).await;
        let other = allotted(&cast, &fund, 2026, "2080298 其他", "天财社〔2026〕77号").await;
        allotted(&cast, &fund, 2025, "2080299 其他", "天财社〔2025〕1号").await;
        let order = adjusted(&cast, &one, &other, "300.00").await;
        world.at(NEW_YEAR);
        let refused = propose(&cast, &fund, 2026).await;
        let expected = ["/fiscal_year earlier_year_open", "/adjustments adjustments_open"];
        assert_eq!(refused.faults(), expected);
        assert_eq!(refused.body["errors"][0]["actual"], "2025");
        assert_eq!(propose(&cast, &fund, 2024).await.faults()[0], "/fiscal_year nothing_to_close");
        cast.maker.act(&order, "withdraw", json!({ "reason": "不再调剂" })).await.ok();
        let shown = cast.maker.get(&format!("/funds/{fund}/year-end")).await.ok();
        assert_eq!((undone(&shown), &shown["fiscal_year"]), (vec!["earlier_years"], &json!(2026)));
    }
}

on_both! {
    async fn a_year_whose_december_is_closed_is_carried_over_on_the_first_open_day(world: World) {
        let cast = Cast::new(&world).await;
        let (fund, allotment) = funded(&world, &cast, "donation", &Value::Null, 2026).await;
        closed_december(&world, &fund).await;
        world.at("2027-02-10T01:00:00Z");
        let closed = closing::closed(&cast, &fund, 2026).await;
        assert_eq!(balances(&cast, &successor(&closed, &allotment)).await["available"], "1000.00");
        let days = world.number("SELECT COUNT(*) FROM journals WHERE event IN ('E16out', 'E16in') AND biz_date = '2027-01-01'").await;
        assert_eq!(days, 2);
        assert_sound(&world, &cast).await;
    }
}

/// December 2026 of a fund, as if two persons had closed it.
async fn closed_december(world: &World, fund: &str) {
    let conn = world.app.store.begin().await.unwrap();
    let of: Fund = find(&conn, FundId(fund.parse().unwrap())).await.unwrap().unwrap();
    let maker: User = find(&conn, of.created_by).await.unwrap().unwrap();
    let approver: Vec<User> = yichuang_store::reviews::holders(&conn, "finance_approver", &of.area_path, None).await.unwrap();
    let month = Period {
        id: PeriodId(yichuang_base::ids::new_id(world.app.clock.now())),
        fund_id: of.id,
        month: "2026-12".to_owned(),
        opening_fen: 0,
        closing_fen: 0,
        ledger_fen: 0,
        difference_fen: 0,
        area_path: of.area_path,
        refusal: None,
        proposed_by: maker.id,
        proposed_by_person: maker.person_id,
        closed_by: Some(approver[0].id),
        closed_at: Some(0),
        state: "closed".to_owned(),
        version: 1,
        created_at: 0,
        updated_at: 0,
    };
    insert(&conn, month).await.unwrap();
    conn.commit().await.unwrap();
}

// ---- what is closed ----------------------------------------------------------------------------------------

on_both! {
    async fn nothing_new_comes_into_a_closed_year_or_onto_its_allotments(world: World) {
        let cast = Cast::new(&world).await;
        let (fund, one) = funded(&world, &cast, "donation", &Value::Null, 2026).await;
        let draft = json!({ "fiscal_year": 2026, "budget_line": "2080297 其他", "document_no": "天财社〔2026〕78号", "amount": "5.00" });
        let draft = id(&cast.maker.post(&format!("/funds/{fund}/allotments"), draft).await.created());
        world.at(NEW_YEAR);
        let closed = closing::closed(&cast, &fund, 2026).await;
        let next = successor(&closed, &one);
        cast.approver.act(&format!("/allotments/{draft}"), "approve", Value::Null).await.refused(409, "year_closed");
        let late = json!({ "fiscal_year": 2026, "budget_line": "2080296 其他", "document_no": "天财社〔2026〕79号", "amount": "5.00" });
        cast.maker.post(&format!("/funds/{fund}/allotments"), late).await.refused(409, "year_closed");
        let order = json!({
            "kind": "adjustment", "amount": "1.00", "allotment_id": one, "to_allotment_id": next, "reason": "调剂", "evidence": "纪要"
        });
        assert_eq!(cast.maker.post("/fund-orders", order).await.faults(), ["/allotment_id unknown"]);
        let mut call = steps::call_document("1000.00", &one, &Value::Null);
        for (key, value) in [("opens_at", "2027-01-05T00:00:00Z"), ("closes_at", "2027-02-10T16:00:00Z")] {
            call[key] = json!(value);
        }
        call["year"] = json!(2027);
        let call = format!("/calls/{}", id(&cast.officer.post("/calls", call).await.created()));
        let blocked = cast.director.act(&call, "approve", Value::Null).await;
        assert!(blocked.faults().contains(&"/allotment_id allotment_not_approved".to_owned()), "{}", blocked.body);
        // Also not past every rule of the server.
        assert_eq!(reserved_on(&world, &cast, &one).await, Err("year_closed".to_owned()));
        assert_eq!(reserved_on(&world, &cast, &next).await, Ok(()));
        for sql in ["UPDATE year_ends SET carried_fen = 1", "DELETE FROM year_ends", "UPDATE allotments SET state = 'approved'"] {
            assert!(world.sql(sql).await.is_err(), "{sql}");
        }
        assert_sound(&world, &cast).await;
    }
}

/// Reserves ¥1 on an allotment, whatever the server would say.
async fn reserved_on(world: &World, cast: &Cast, allotment: &str) -> Result<(), String> {
    let conn = world.app.store.begin().await.unwrap();
    let user: User = find(&conn, UserId(cast.approver.id)).await.unwrap().unwrap();
    let grants = accounts::grants_of(&conn, user.id).await.unwrap();
    let conn = std::sync::Arc::new(conn);
    let uow = Uow::new(conn.clone(), world.app.clone(), Some(Caller::new(&user, &grants)), world.app.clock.now(), "test".to_owned());
    let id = AllotmentId(allotment.parse().unwrap());
    let place = books::place_of(&uow, id).await.unwrap();
    let event = LedgerEvent::Reserve { place, award: "award".to_owned(), amount: Fen::new(100).unwrap() };
    let posted = books::post(&uow, &event, ("allotment", id.0), "占用").await;
    drop(uow);
    let conn = std::sync::Arc::into_inner(conn).unwrap();
    match posted {
        Ok(_) => conn.commit().await.map_err(|error| error.to_string()),
        Err(problem) => {
            conn.rollback().await.unwrap();
            Err(problem.code.clone())
        }
    }
}

// ---- at the same moment ------------------------------------------------------------------------------------

on_both! {
    async fn a_year_end_and_the_file_of_a_batch_at_once_one_comes_first_and_the_books_hold(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00", "100000.00"]).await;
        world.at(DECEMBER);
        let mut payments = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            steps::active_project(&cast, grantee, project).await;
            let tranche = steps::requested_tranche(&cast, grantee, project).await;
            payments.push(steps::approved_payment(&cast, &tranche).await);
        }
        let batch = steps::approved_batch(&cast, &payments).await;
        world.at(NEW_YEAR);
        let fund = closing::fund_of(&cast, &round.allotment).await;
        let year = closing::checked(&cast, &fund, 2026).await;
        let (closed, file) = tokio::join!(cast.approver.act(&year, "close", Value::Null), cast.maker.act(&batch, "generate", Value::Null));
        file.ok();
        if closed.status != 200 {
            closed.refused(409, "figures_changed");
            cast.approver.act(&year, "return", json!({ "reason": "数额已变" })).await.ok();
            closing::closed(&cast, &fund, 2026).await;
        }
        assert_eq!(steps::balance(&cast, "B60").await, "150000.00");
        assert_sound(&world, &cast).await;
        cast.maker.act(&batch, "submit", Value::Null).await.ok();
        let mut lines = Vec::new();
        for payment in &payments {
            lines.push(steps::bank_line(&cast, payment, "paid", &world.today(), "").await);
        }
        assert_eq!(cast.checker.act(&batch, "bank-return", steps::bank_return(&lines)).await.ok()["paid_count"], 2);
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn a_year_end_and_the_approval_of_a_payment_at_once_one_comes_first(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        steps::active_project(&cast, &round.grantees[0], &projects[0]).await;
        let tranche = steps::requested_tranche(&cast, &round.grantees[0], &projects[0]).await;
        world.at(NEW_YEAR);
        let payment = steps::prepared_payment(&cast, &tranche).await;
        cast.checker.act(&payment, "check", Value::Null).await.ok();
        let fund = closing::fund_of(&cast, &round.allotment).await;
        let year = closing::checked(&cast, &fund, 2026).await;
        let second = world.person("审批赵", &[("finance_approver", world.district().await)]).await;
        let (closed, approved) = tokio::join!(cast.approver.act(&year, "close", Value::Null), second.act(&payment, "approve", Value::Null));
        approved.ok();
        if closed.status != 200 {
            closed.refused(409, "figures_changed");
        }
        assert_eq!(steps::balance(&cast, "B55").await, "100000.00");
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn a_year_end_and_an_award_at_once_one_comes_first_and_no_money_is_left_behind(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["200000.00"]).await;
        let fund = closing::fund_of(&cast, &round.allotment).await;
        world.at(NEW_YEAR);
        let proposed = steps::proposed_decision(&cast, &round.call).await;
        let decision = format!("/decisions/{}/approve", id(&proposed));
        let year = closing::checked(&cast, &fund, 2026).await;
        let (closed, awarded) = tokio::join!(
            cast.approver.act(&year, "close", Value::Null),
            cast.director.call(Method::POST, &decision).if_match("\"1\"").json(steps::signature(&proposed)).send(),
        );
        awarded.ok();
        if closed.status != 200 {
            closed.refused(409, "figures_changed");
        }
        assert_eq!((steps::balance(&cast, "B20").await, steps::balance(&cast, "B30").await), ("0.00".into(), "200000.00".into()));
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn of_two_approvers_who_close_the_same_year_one_does(world: World) {
        let cast = Cast::new(&world).await;
        let (_, _, fund) = running(&world, &cast).await;
        world.at(NEW_YEAR);
        let year = closing::checked(&cast, &fund, 2026).await;
        let second = world.person("审批赵", &[("finance_approver", world.district().await)]).await;
        let (seen, path) = (cast.approver.etag(&year).await, format!("{year}/close"));
        let (a, b) = tokio::join!(
            cast.approver.call(Method::POST, &path).if_match(&seen).send(),
            second.call(Method::POST, &path).if_match(&seen).send(),
        );
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412], "{} / {}", a.body, b.body);
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E16in'").await, 1);
        assert_sound(&world, &cast).await;
    }
}

//! The last day of scoring: taken from the timetable of the call, put off by the officer, opened again by two persons, and nothing after it.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::steps::{self, call_document, etag, flat_scores};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// A call with one screened proposal and a panel, whose timetable ends the review on 2026-06-26.
async fn screened(world: &World, cast: &Cast) -> (String, String) {
    let allotment = steps::approved_allotment(world, cast, "20000.00").await;
    let mut document = call_document("20000.00", &allotment, &Value::Null);
    document["document"] = json!({ "timetable": {
        "questions_until": "2026-06-05", "screening_until": "2026-06-12", "corrections_until": "2026-06-22",
        "review_from": "2026-06-23", "review_until": "2026-06-26", "notice_from": "2026-06-29", "notice_to": "2026-07-03",
        "agreement_until": "2026-07-10", "first_payment_until": "2026-07-17"
    } });
    let call = steps::published_call(cast, document).await;
    let grantee = steps::verified_organisation(world, cast).await;
    let proposal = steps::submitted_proposal(&grantee, &call, "20000.00").await;
    steps::screened(world, cast, &call, std::slice::from_ref(&proposal)).await;
    (call, proposal)
}

async fn put_off(by: &Actor, call: &str, day: &str) -> Answer {
    let seen = etag(&by.get(&format!("/calls/{call}/panel")).await.ok()["stage"]);
    let put = by.call(Method::PUT, &format!("/calls/{call}/reviews/last-day")).if_match(&seen);
    put.json(json!({ "scores_until": day, "reason": "两位专家出差，评分顺延" })).send().await
}

/// An officer asks to open the scoring again.
async fn ask(by: &Actor, call: &str, day: &str) -> Answer {
    let body = json!({ "scores_until": day, "reason": "暴雨停电，两位专家未能按时提交" });
    step(by, call, "", body).await
}

/// The director approves or rejects it.
async fn decide(by: &Actor, call: &str, verb: &str, body: Value) -> Answer {
    step(by, call, &format!("/{verb}"), body).await
}

async fn step(by: &Actor, call: &str, verb: &str, body: Value) -> Answer {
    let seen = etag(&by.get(&format!("/calls/{call}/panel")).await.ok()["stage"]);
    let post = by.call(Method::POST, &format!("/calls/{call}/reviews/reopening{verb}")).if_match(&seen);
    if body.is_null() { post.send().await } else { post.json(body).send().await }
}

/// What the panel page offers somebody, with the first thing in its way.
async fn offered(by: &Actor, call: &str) -> Vec<(String, Value)> {
    let panel = by.get(&format!("/calls/{call}/panel")).await.ok();
    let actions = panel["available_actions"].as_array().unwrap().iter();
    actions.map(|one| (one["event"].as_str().unwrap().to_owned(), one["blockers"][0]["code"].clone())).collect()
}

async fn save(reviewer: &Actor, assignment: &str) -> Answer {
    reviewer.put(assignment, "review", json!({ "scores": flat_scores("9") })).await
}

on_both! {
    async fn nothing_is_scored_after_the_last_day_until_two_persons_open_it_again(world: World) {
        let cast = Cast::new(&world).await;
        let (call, proposal) = screened(&world, &cast).await;
        steps::started_review(&cast, &call).await;
        let panel = cast.officer.get(&format!("/calls/{call}/panel")).await.ok();
        assert_eq!(panel["stage"]["scores_until"], "2026-06-26", "the timetable of the call says it");
        let [first, second, third, ..] = &cast.reviewers[..] else { panic!("no panel") };
        let done = steps::assignment(first, &call, &proposal).await;
        steps::scored(first, &done, &flat_scores("8")).await;
        let late = steps::assignment(second, &call, &proposal).await;
        steps::attested(second, &late).await;
        world.at("2026-06-26T23:59:59+08:00");
        save(second, &late).await.ok();
        assert_eq!(steps::desk(second, &call).await[0]["scoring_over"], false);

        world.at("2026-06-27T00:00:00+08:00");
        save(second, &late).await.refused(409, "scoring_over");
        second.act(&late, "submit", Value::Null).await.refused(409, "scoring_over");
        second.act(&late, "abstain", json!({ "reason": "专业不对口，无法作出判断" })).await.refused(409, "scoring_over");
        first.act(&done, "withdraw", Value::Null).await.refused(409, "scoring_over");
        let unread = steps::assignment(third, &call, &proposal).await;
        third.act(&unread, "attest", json!({ "statement_accepted": true })).await.refused(409, "scoring_over");
        assert_eq!(steps::desk(second, &call).await[0]["scoring_over"], true);
        let desk = second.get(&late).await.ok();
        assert_eq!(desk["scores_until"], "2026-06-26");
        assert_eq!(desk["review"]["scores"]["need"], "9", "what was saved in time is there");
        for action in desk["review"]["available_actions"].as_array().unwrap() {
            assert_eq!(action["blockers"][0]["code"], "scoring_over", "{action:#}");
        }

        assert_eq!(ask(&cast.officer, &call, "2026-06-26").await.fault_codes(), ["already_over"]);
        put_off(&cast.director, &call, "2026-06-30").await.refused(403, "forbidden");
        // Nobody opens it again alone.
        put_off(&cast.officer, &call, "2026-06-30").await.refused(409, "scoring_over");
        ask(&cast.officer, &call, "2026-06-30").await.ok();
        save(second, &late).await.refused(409, "scoring_over");
        let panel = decide(&cast.director, &call, "approve", Value::Null).await.ok();
        assert_eq!((&panel["stage"]["scores_until"], &panel["stage"]["reopening"]), (&json!("2026-06-30"), &Value::Null));
        let told = world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%评分截止日期为2026-06-30%'").await;
        assert_eq!(usize::try_from(told).unwrap(), cast.reviewers.len());
        save(second, &late).await.ok();
        second.act(&late, "submit", Value::Null).await.ok();

        steps::sealed(&cast, &call, true).await;
        put_off(&cast.officer, &call, "2026-07-03").await.refused(409, "illegal_event");
    }
}

on_both! {
    async fn a_day_that_was_set_before_the_review_began_stands(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = screened(&world, &cast).await;
        put_off(&cast.officer, &call, "2026-06-19").await.ok();
        steps::started_review(&cast, &call).await;
        let panel = cast.officer.get(&format!("/calls/{call}/panel")).await.ok();
        assert_eq!(panel["stage"]["scores_until"], "2026-06-19");
    }
}

on_both! {
    async fn scoring_that_is_over_is_opened_again_by_two_persons_or_not_at_all(world: World) {
        let cast = Cast::new(&world).await;
        let (call, proposal) = screened(&world, &cast).await;
        steps::started_review(&cast, &call).await;
        ask(&cast.officer, &call, "2026-07-01").await.refused(409, "scoring_not_over");
        decide(&cast.director, &call, "approve", Value::Null).await.refused(409, "not_asked");
        world.at("2026-06-27T09:00:00+08:00");
        assert_eq!(offered(&cast.officer, &call).await, [("seal".to_owned(), Value::Null), ("ask_reopening".to_owned(), Value::Null)]);
        assert_eq!(offered(&cast.director, &call).await, []);
        ask(&cast.director, &call, "2026-07-01").await.refused(403, "forbidden");

        // One officer who is director as well decides nothing about what they asked for.
        let here = world.district().await;
        let both = world.person("王主任", &[("programme_officer", here.clone()), ("programme_director", here.clone())]).await;
        let panel = ask(&both, &call, "2026-07-01").await.ok();
        let waiting = &panel["stage"]["reopening"];
        assert_eq!((&waiting["scores_until"], &waiting["requested_by"]["name"]), (&json!("2026-07-01"), &json!("王主任")));
        ask(&cast.officer, &call, "2026-07-02").await.refused(409, "reopening_waits");
        decide(&both, &call, "approve", Value::Null).await.refused(409, "same_person");
        let blocked = offered(&both, &call).await;
        assert!(blocked.contains(&("reopen".to_owned(), json!("same_person"))), "{blocked:?}");

        let second = world.person("李主任", &[("programme_director", here)]).await;
        decide(&second, &call, "reject", json!({ "reason": "评分时间充足，不予延长" })).await.ok();
        let late = steps::assignment(&cast.reviewers[0], &call, &proposal).await;
        cast.reviewers[0].act(&late, "attest", json!({ "statement_accepted": true })).await.refused(409, "scoring_over");
        let told = world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%不予重新开放%'").await;
        assert!(told > 0, "the officers are told");

        // A day that passed while it waited opens nothing; the seal settles what waits.
        ask(&cast.officer, &call, "2026-06-29").await.ok();
        world.at("2026-06-30T09:00:00+08:00");
        assert_eq!(decide(&second, &call, "approve", Value::Null).await.fault_codes(), ["already_over"]);
        steps::sealed(&cast, &call, true).await;
        assert_eq!(world.number("SELECT COUNT(*) FROM review_stages WHERE reopen_by IS NOT NULL").await, 0);
        decide(&second, &call, "approve", Value::Null).await.refused(409, "illegal_event");
        for step in ["review_stage.ask_reopening", "review_stage.refuse_reopening"] {
            assert!(world.number(&format!("SELECT COUNT(*) FROM audit_events WHERE action = '{step}'")).await > 0, "{step}");
        }
    }
}

on_both! {
    async fn whoever_has_something_unfinished_is_reminded_the_day_before_once(world: World) {
        let cast = Cast::new(&world).await;
        let (call, proposal) = screened(&world, &cast).await;
        steps::started_review(&cast, &call).await;
        let [first, second, ..] = &cast.reviewers[..] else { panic!("no panel") };
        steps::scored(first, &steps::assignment(first, &call, &proposal).await, &flat_scores("8")).await;
        let away = steps::assignment(second, &call, &proposal).await;
        second.act(&away, "recuse", json!({ "kind": "kinship", "reason": "申报单位负责人系本人亲属" })).await.ok();
        let reminded = async || world.number("SELECT COUNT(*) FROM outbox WHERE payload LIKE '%评分即将截止%'").await;
        let version = etag(&cast.officer.get(&format!("/calls/{call}/panel")).await.ok()["stage"]);

        world.at("2026-06-24T23:59:00+08:00");
        steps::clock_strikes(&world).await;
        assert_eq!(reminded().await, 0);
        world.at("2026-06-25T00:01:00+08:00");
        for _ in 0..2 {
            steps::clock_strikes(&world).await;
            assert_eq!(reminded().await, 3, "three of five have something unfinished");
        }
        let after = etag(&cast.officer.get(&format!("/calls/{call}/panel")).await.ok()["stage"]);
        assert_eq!(after, version, "who looks at the stage need not look again");

        // Another last day, another reminder; none once it is over.
        put_off(&cast.officer, &call, "2026-06-30").await.ok();
        steps::clock_strikes(&world).await;
        assert_eq!(reminded().await, 3);
        world.at("2026-06-30T12:00:00+08:00");
        steps::clock_strikes(&world).await;
        assert_eq!(reminded().await, 6);
        world.at("2026-07-01T00:01:00+08:00");
        steps::clock_strikes(&world).await;
        assert_eq!(reminded().await, 6);
    }
}

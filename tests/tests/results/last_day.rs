//! The last day of scoring: taken from the timetable of the call, put off by the officer, and nothing after it.

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

async fn save(reviewer: &Actor, assignment: &str) -> Answer {
    reviewer.put(assignment, "review", json!({ "scores": flat_scores("9") })).await
}

on_both! {
    async fn nothing_is_scored_after_the_last_day_until_it_is_put_off(world: World) {
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

        let refused = put_off(&cast.officer, &call, "2026-06-26").await;
        assert_eq!(refused.fault_codes(), ["already_over"]);
        put_off(&cast.director, &call, "2026-06-30").await.refused(403, "forbidden");
        let panel = put_off(&cast.officer, &call, "2026-06-30").await.ok();
        assert_eq!(panel["stage"]["scores_until"], "2026-06-30");
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

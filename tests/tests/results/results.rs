//! Results that anybody can recompute: diagnostics that change nothing, ways of drawing the line, lotteries, the published file.

use std::process::Command;

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_domain::reviews::{bundle_sha256, verify_bundle};
use yichuang_domain::schemes::canonical_json;
use yichuang_tests::steps::{self, Round, etag, flat_scores, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// A round whose results are verified, with a budget of its own and one proposal for each request.
async fn decided_round(world: &World, cast: &Cast, budget: &str, requests: &[&str]) -> Round {
    let round = sealed_round(world, cast, budget, requests, false).await;
    steps::verified_results(cast, &round.call).await;
    round
}

/// The same up to the seal; `flat`: everybody gives everything the same points.
async fn sealed_round(world: &World, cast: &Cast, budget: &str, requests: &[&str], flat: bool) -> Round {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["budget"]["cap_per_project"] = json!("500000.00");
    let round = steps::submitted_to(world, cast, budget, &scheme, requests).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    if flat {
        for reviewer in &cast.reviewers {
            for item in steps::desk(reviewer, &round.call).await {
                steps::scored(reviewer, &format!("/assignments/{}", id(&item)), &flat_scores("8")).await;
            }
        }
    } else {
        steps::everything_scored(cast, &round).await;
    }
    steps::sealed(cast, &round.call, false).await;
    round
}

async fn propose(cast: &Cast, call: &str, body: Value) -> Answer {
    cast.officer.post(&format!("/calls/{call}/decision"), body).await
}

fn awards(decision: &Value) -> Vec<(i64, String)> {
    let lines = decision["lines"].as_array().unwrap().iter().filter(|line| line["outcome"] == "recommend");
    lines.map(|line| (line["rank"].as_i64().unwrap(), line["recommended"].as_str().unwrap().to_owned())).collect()
}

// ---- diagnostics -------------------------------------------------------------------------------------------

on_both! {
    async fn diagnostics_explain_sealed_results_to_staff_and_change_none(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00", "30000.00", "40000.00"]).await;
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        steps::started_review(&cast, &round.call).await;
        steps::everything_scored(&cast, &round).await;
        let path = format!("/calls/{}/results/diagnostics", round.call);
        cast.officer.get(&path).await.refused(404, "not_found");
        let before = steps::sealed(&cast, &round.call, false).await;
        cast.reviewers[0].get(&path).await.refused(403, "forbidden");
        let found = cast.auditor.get(&path).await.ok();
        assert_eq!(found["method"], "diagnostics/2");
        assert_eq!((found["additive"]["components"].clone(), found["additive"]["reviewers"].as_array().unwrap().len()), (json!(1), 5));
        // Everybody gave the same points, so nobody is lenient, all agree, and nothing hangs on anybody.
        assert!(found["additive"]["reviewers"].as_array().unwrap().iter().all(|row| row["points"] == "0.000000"));
        assert_eq!(found["reliability"]["kendall_w"], "1.000000");
        assert!(found["pivot"]["without"].as_array().unwrap().iter().all(|row| row["pivotal"] == false));
        for (range, row) in found["pivot"]["ranges"].as_array().unwrap().iter().zip(before["rows"].as_array().unwrap()) {
            assert_eq!((&range["proposal"], &range["best"], &range["worst"]), (&row["proposal"]["number"], &row["rank"], &row["rank"]));
        }
        // Equal reviewers leave no doubt about the order, but too few reviews for a scale of their own.
        let expected: Vec<&Value> = found["expected"].as_array().unwrap().iter().map(|row| &row["expected"]).collect();
        assert_eq!(expected, [&json!("1.000000"), &json!("2.000000"), &json!("3.000000")]);
        assert!(found["standardised"]["reviewers"].as_array().unwrap().iter().all(|row| row["usable"] == false && row["n"] == 3));
        assert!(found["standardised"]["proposals"].as_array().unwrap().iter().all(|row| row["mean"].is_null() && row["n"] == 0));
        assert_eq!(found["reliability"]["planned"][1], json!({ "reviewers": 5, "reliability": "1.000000" }));
        assert_eq!(cast.officer.get(&format!("/calls/{}/results", round.call)).await.ok()["rows"], before["rows"]);
    }
}

const SAID: &str = "需求调研扎实，服务对象清楚，预算与活动一一对应，建议补充志愿者培训计划。";

/// Scores a proposal with a comment to its applicant, so many seconds after it was opened.
async fn written(world: &World, reviewer: &Actor, assignment: &str, points: &str, comment: &str, seconds: i64) {
    steps::attested(reviewer, assignment).await;
    world.later(seconds);
    reviewer.put(assignment, "review", json!({ "scores": flat_scores(points), "comment_to_applicant": comment })).await.ok();
    reviewer.act(assignment, "submit", Value::Null).await.ok();
}

/// Three proposals under review. Four of the five reviewers take two minutes for each and say something else of each, but the first
/// one gives the first proposal too many points and says the same of all three, and the second one takes no time for the last
/// and says of it what the first one said. The fifth writes nothing.
async fn written_round(world: &World, cast: &Cast) -> Round {
    let round = steps::submitted_round(world, cast, &["20000.00", "30000.00", "40000.00"]).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    for (seat, reviewer) in cast.reviewers.iter().take(4).enumerate() {
        for (place, proposal) in round.proposals.iter().enumerate() {
            let assignment = steps::assignment(reviewer, &round.call, proposal).await;
            let other = format!("同意立项（{seat}/{place}）。");
            match (seat, place) {
                (0, 0) => written(world, reviewer, &assignment, "10", SAID, 120).await,
                (0, _) => written(world, reviewer, &assignment, "7.5", SAID, 120).await,
                (1, 2) => written(world, reviewer, &assignment, "7", &SAID.replace("志愿者", "社工"), 0).await,
                _ => written(world, reviewer, &assignment, "7", &other, 120).await,
            }
        }
    }
    round
}

/// The number of each proposal of a round, and the aliases of the first two reviewers.
async fn names_of(cast: &Cast, round: &Round) -> (Vec<String>, Vec<String>) {
    let (mut numbers, mut aliases) = (Vec::new(), Vec::new());
    for proposal in &round.proposals {
        numbers.push(cast.officer.get(&format!("/proposals/{proposal}")).await.ok()["number"].as_str().unwrap().to_owned());
    }
    for reviewer in &cast.reviewers[..2] {
        aliases.push(steps::desk(reviewer, &round.call).await[0]["alias"].as_str().unwrap().to_owned());
    }
    (numbers, aliases)
}

on_both! {
    async fn reviews_written_in_no_time_or_with_copied_comments_ask_for_an_explanation(world: World) {
        let cast = Cast::new(&world).await;
        let round = written_round(&world, &cast).await;
        let before = steps::sealed(&cast, &round.call, true).await;
        let (numbers, aliases) = names_of(&cast, &round).await;
        let found = cast.director.get(&format!("/calls/{}/results/diagnostics", round.call)).await.ok();
        let quick = found["conduct"]["quick"].as_array().unwrap();
        assert_eq!(quick.len(), 1, "{quick:?}");
        assert_eq!((&quick[0]["proposal"], &quick[0]["reviewer"]), (&json!(numbers[2]), &json!(aliases[1])));
        assert!(quick[0]["seconds"].as_i64().unwrap() < 30);
        let mut both = aliases.clone();
        both.sort_unstable();
        let copied = json!([{ "reviewers": [aliases[0]], "proposals": numbers }, { "reviewers": both, "proposals": [numbers[2]] }]);
        assert_eq!(found["conduct"]["copied"], copied);
        assert_eq!(cast.officer.get(&format!("/calls/{}/results", round.call)).await.ok()["rows"], before["rows"]);
    }
}

on_both! {
    async fn a_reviewer_sees_their_own_leniency_once_the_results_are_public_and_nobody_elses(world: World) {
        let cast = Cast::new(&world).await;
        let round = written_round(&world, &cast).await;
        let (numbers, aliases) = names_of(&cast, &round).await;
        let path = format!("/calls/{}/diagnostics/own", round.call);
        cast.reviewers[0].get(&path).await.refused(404, "not_found");
        steps::sealed(&cast, &round.call, true).await;
        let all = cast.director.get(&format!("/calls/{}/results/diagnostics", round.call)).await.ok();
        steps::verified_results(&cast, &round.call).await;
        steps::approved_decision(&cast, &round.call).await;
        cast.reviewers[0].get(&path).await.refused(404, "not_found");
        steps::published_notice(&cast, &round.call).await;

        for reviewer in &cast.reviewers[..4] {
            let own = reviewer.get(&path).await.ok();
            let rows = all["additive"]["reviewers"].as_array().unwrap();
            let mine = rows.iter().find(|row| row["reviewer"] == own["alias"]).unwrap();
            for key in ["n", "points", "standard_error"] {
                assert_eq!(own[key], mine[key], "{key}");
            }
            let text = own.to_string();
            let others = rows.iter().filter(|row| row["reviewer"] != own["alias"]);
            assert!(others.into_iter().all(|row| !text.contains(row["reviewer"].as_str().unwrap())), "{text}");
        }
        let flags = |own: &Value| -> Vec<(Value, Value)> {
            own["flagged"].as_array().unwrap().iter().map(|row| (row["proposal"].clone(), row["flags"].clone())).collect()
        };
        let first = cast.reviewers[0].get(&path).await.ok();
        assert_eq!((&first["alias"], &first["method"]), (&json!(aliases[0]), &json!("diagnostics/2")));
        let copied = json!(["same_comment"]);
        let far = json!(["far_from_median", "far_from_others", "same_comment"]);
        assert_eq!(flags(&first), [(json!(numbers[0]), far), (json!(numbers[1]), copied.clone()), (json!(numbers[2]), copied)]);
        let second = cast.reviewers[1].get(&path).await.ok();
        assert_eq!(flags(&second), [(json!(numbers[2]), json!(["quick", "same_comment"]))]);
        assert_eq!(flags(&cast.reviewers[2].get(&path).await.ok()), []);

        let stranger = world.person("别处的评委", &[("reviewer", world.district().await)]).await;
        stranger.get(&path).await.refused(404, "not_found");
        cast.reviewers[4].get(&path).await.refused(404, "not_found");
        cast.director.get(&path).await.refused(403, "forbidden");
        // A conflict that is found later takes the proposal out of sight, and nothing else.
        let conflict = json!({ "organisation_id": round.grantees[0].id, "kind": "kinship", "reason": "配偶在该单位任职" });
        cast.reviewers[0].post("/conflicts", conflict).await.created();
        let left = flags(&cast.reviewers[0].get(&path).await.ok());
        assert_eq!(left.iter().map(|row| row.0.clone()).collect::<Vec<_>>(), [json!(numbers[1]), json!(numbers[2])]);
    }
}

// ---- the funding line --------------------------------------------------------------------------------------

on_both! {
    async fn leaving_the_strict_order_shows_its_price_and_needs_a_reason_and_a_second_person(world: World) {
        let cast = Cast::new(&world).await;
        let round = decided_round(&world, &cast, "50000.00", &["30000.00", "40000.00", "10000.00"]).await;
        let path = format!("/calls/{}/funding-alternatives", round.call);
        let shown = cast.auditor.get(&path).await.ok();
        let of = |method: &str| shown["items"].as_array().unwrap().iter().find(|item| item["method"] == method).unwrap().clone();
        let short = |item: &Value| (item["awards"].clone(), item["total"].clone(), item["deviates"].clone(), item["awards_more"].clone());
        assert_eq!(short(&of("strict_rank_stop")), (json!(1), json!("30000.00"), json!(false), json!(0)));
        assert_eq!(short(&of("skip")), (json!(2), json!("40000.00"), json!(true), json!(1)));
        assert_eq!(of("skip")["passed_over"].as_array().unwrap().len(), 1);
        assert_eq!(of("partial")["awards"], 1);
        let helped = cast.auditor.get(&format!("{path}?least_share_bp=5000")).await.ok();
        assert_eq!(helped["items"][2]["total"], "50000.00");
        cast.auditor.get(&format!("{path}?least_share_bp=0")).await.refused(400, "malformed_query");

        let refused = propose(&cast, &round.call, json!({ "method": "skip" })).await;
        assert_eq!(refused.faults(), ["/deviation_reason missing"]);
        let refused = propose(&cast, &round.call, json!({ "method": "partial", "deviation_reason": "余款部分资助下一名项目" })).await;
        assert_eq!(refused.faults(), ["/least_share_bp missing"]);
        let reason = "余款不足以资助第二名，会议决定资助第三名";
        let decision = propose(&cast, &round.call, json!({ "method": "skip", "deviation_reason": reason })).await.created();
        assert_eq!((&decision["method"], &decision["deviation_reason"]), (&json!("skip"), &json!(reason)));
        assert_eq!(awards(&decision), [(1, "30000.00".to_owned()), (3, "10000.00".to_owned())]);
        assert!(world.sql("UPDATE decision_drawings SET deviation_reason = 'other'").await.is_err());
        let approve = format!("/decisions/{}/approve", id(&decision));
        cast.officer.call(Method::POST, &approve).if_match(&etag(&decision)).send().await.refused(403, "forbidden");
        cast.director.call(Method::POST, &approve).if_match(&etag(&decision)).json(steps::signature(&decision)).send().await.ok();
        assert!(steps::broken_identities(&cast).await.is_empty());
    }
}

on_both! {
    async fn another_method_that_gives_the_same_awards_needs_no_reason_and_keeps_none(world: World) {
        let cast = Cast::new(&world).await;
        let round = decided_round(&world, &cast, "70000.00", &["30000.00", "40000.00"]).await;
        let decision = propose(&cast, &round.call, json!({ "method": "optimum", "deviation_reason": "没有差异所以不需要理由" })).await.created();
        assert_eq!((decision["deviation_reason"].clone(), awards(&decision).len()), (Value::Null, 2));
        assert_eq!(world.number("SELECT COUNT(*) FROM decision_drawings").await, 1);
    }
}

on_both! {
    async fn a_partial_award_reserves_what_is_left_and_no_more(world: World) {
        let cast = Cast::new(&world).await;
        let round = decided_round(&world, &cast, "50000.00", &["30000.00", "40000.00"]).await;
        let body = json!({ "method": "partial", "least_share_bp": 5000, "deviation_reason": "第二名可缩减规模后实施" });
        let decision = propose(&cast, &round.call, body).await.created();
        assert_eq!(awards(&decision), [(1, "30000.00".to_owned()), (2, "20000.00".to_owned())]);
        let approve = format!("/decisions/{}/approve", id(&decision));
        cast.director.call(Method::POST, &approve).if_match(&etag(&decision)).json(steps::signature(&decision)).send().await.ok();
        assert!(steps::broken_identities(&cast).await.is_empty());
    }
}

// ---- lotteries ---------------------------------------------------------------------------------------------

fn announcement(world: &World, group: i64) -> Value {
    let at = world.app.clock.now().plus_seconds(3600);
    json!({
        "tie_group": group, "entropy_source": "中国福利彩票双色球第2026100期开奖号码", "entropy_at": at.to_string(), "witnesses": ["审计陈（监督员）"],
    })
}

/// Two equal proposals and money for one.
async fn tied_round(world: &World, cast: &Cast) -> Round {
    let round = sealed_round(world, cast, "20000.00", &["20000.00", "20000.00"], true).await;
    steps::verified_results(cast, &round.call).await;
    round
}

on_both! {
    async fn a_tie_that_the_line_cuts_is_drawn_from_a_source_that_spoke_after_the_digest(world: World) {
        let cast = Cast::new(&world).await;
        let round = tied_round(&world, &cast).await;
        let lotteries = format!("/calls/{}/lotteries", round.call);
        propose(&cast, &round.call, json!({})).await.refused(409, "tie_undecided");
        cast.officer.post(&lotteries, announcement(&world, 2)).await.refused(409, "tie_not_cut");
        let mut late = announcement(&world, 1);
        late["entropy_at"] = json!(world.app.clock.now().to_string());
        assert_eq!(cast.officer.post(&lotteries, late).await.faults(), ["/entropy_at in_the_past"]);
        let lottery = cast.officer.post(&lotteries, announcement(&world, 1)).await.created();
        cast.officer.post(&lotteries, announcement(&world, 1)).await.refused(409, "lottery_exists");
        propose(&cast, &round.call, json!({})).await.refused(409, "lottery_pending");
        let public = world.anonymous().get(&format!("/public/calls/{}/lotteries", round.call)).await.ok();
        assert_eq!((&public["items"][0]["commitment"], &public["items"][0]["entropy"]), (&lottery["commitment"], &Value::Null));

        let draw = format!("/lotteries/{}/draw", id(&lottery));
        let said = json!({ "entropy": "03 08 11 17 25 31 + 09" });
        let drawn_by = async |actor: &Actor| {
            actor.call(Method::POST, &draw).if_match(&etag(&lottery)).json(said.clone()).send().await
        };
        drawn_by(&cast.officer).await.refused(403, "forbidden");
        drawn_by(&cast.director).await.refused(409, "source_silent");
        world.later(3601);
        let drawn = drawn_by(&cast.director).await.ok();
        assert_eq!(drawn["state"], "drawn");
        for change in ["UPDATE lotteries SET entropy = 'x'", "DELETE FROM lotteries"] {
            assert!(world.sql(change).await.is_err(), "{change}");
        }

        let voted = json!({ "reason": "会议表决", "tie_order": round.proposals });
        assert_eq!(propose(&cast, &round.call, voted).await.fault_codes(), ["lottery_held", "lottery_held"]);
        let decision = propose(&cast, &round.call, json!({})).await.created();
        let first = decision["lines"].as_array().unwrap().iter().find(|line| line["outcome"] == "recommend").unwrap().clone();
        assert_eq!(first["proposal"]["number"], drawn["order"][0]);
        let approve = format!("/decisions/{}/approve", id(&decision));
        cast.director.call(Method::POST, &approve).if_match(&etag(&decision)).json(steps::signature(&decision)).send().await.ok();
        steps::published_notice(&cast, &round.call).await;
        let bundle = world.anonymous().get(&format!("/public/calls/{}/review-bundle", round.call)).await.ok();
        let checked = verify_bundle(&bundle).unwrap_or_else(|difference| panic!("{difference:?}"));
        assert_eq!((checked.lotteries, checked.awards), (1, 1));
    }
}

on_both! {
    async fn of_two_lotteries_announced_at_once_one_stands(world: World) {
        let cast = Cast::new(&world).await;
        let round = tied_round(&world, &cast).await;
        let lotteries = format!("/calls/{}/lotteries", round.call);
        let other = world.person("另一位主管", &[("programme_officer", world.district().await)]).await;
        let (a, b) = tokio::join!(
            cast.officer.post(&lotteries, announcement(&world, 1)),
            other.post(&lotteries, announcement(&world, 1)),
        );
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        assert_eq!(world.number("SELECT COUNT(*) FROM lotteries").await, 1);
    }
}

// ---- the published file ------------------------------------------------------------------------------------

on_both! {
    async fn the_published_file_holds_names_nobody_and_is_the_same_every_time(world: World) {
        let cast = Cast::new(&world).await;
        let round = decided_round(&world, &cast, "50000.00", &["30000.00", "40000.00"]).await;
        let path = format!("/public/calls/{}/review-bundle", round.call);
        world.anonymous().get(&path).await.refused(404, "not_found");
        steps::approved_decision(&cast, &round.call).await;
        let notice = cast.officer.post(&format!("/calls/{}/notice", round.call), json!({})).await.created();
        world.anonymous().get(&path).await.refused(404, "not_found");
        cast.director.act(&format!("/notices/{}", id(&notice)), "publish", Value::Null).await.ok();

        let answer = world.anonymous().get(&path).await;
        let text = String::from_utf8(answer.bytes.clone()).unwrap();
        let bundle = answer.ok();
        assert_eq!(canonical_json(&bundle), text, "the file is its own canonical text");
        assert_eq!(bundle["sha256"], bundle_sha256(&bundle));
        let checked = verify_bundle(&bundle).unwrap_or_else(|difference| panic!("{difference:?}"));
        assert_eq!((checked.reviews, checked.ranked, checked.awards), (10, 2, 1));
        let names = cast.reviewers.iter().map(|reviewer| reviewer.name.clone()).chain(round.grantees.iter().map(|one| one.name.clone()));
        for name in names {
            assert!(!text.contains(&name), "{name} stands in the published file");
        }
        assert_eq!(world.anonymous().get(&path).await.bytes, text.into_bytes());
    }
}

/// Exit code and what was said on stdout.
fn verified(file: &std::path::Path) -> (i32, Value) {
    let binary = std::env::var("YICHUANG_TEST_BINARY").expect("YICHUANG_TEST_BINARY names the built `yichuang`");
    let output = Command::new(binary).env_clear().arg("verify").arg(file).output().unwrap();
    (output.status.code().unwrap(), serde_json::from_slice(&output.stdout).unwrap_or_default())
}

#[tokio::test]
async fn the_command_line_recomputes_the_file_and_names_the_first_difference() {
    let world = World::sqlite().await;
    let cast = Cast::new(&world).await;
    let round = decided_round(&world, &cast, "50000.00", &["30000.00", "40000.00"]).await;
    steps::approved_decision(&cast, &round.call).await;
    steps::published_notice(&cast, &round.call).await;
    let mut bundle = world.anonymous().get(&format!("/public/calls/{}/review-bundle", round.call)).await.ok();
    let file = std::env::temp_dir().join(format!("yichuang-bundle-{}.json", round.call));
    let verify = |bundle: &Value| {
        std::fs::write(&file, bundle.to_string()).unwrap();
        verified(&file)
    };
    let (code, report) = verify(&bundle);
    assert_eq!((code, &report["holds"], &report["checked"]["awards"]), (0, &json!(true), &json!(1)));
    bundle["decision"]["shares"][1]["amount"] = json!("20000.00");
    bundle["sha256"] = json!(bundle_sha256(&bundle));
    let (code, report) = verify(&bundle);
    assert_eq!((code, &report["holds"], &report["difference"]["pointer"]), (1, &json!(false), &json!("/decision/shares/1/amount")));
    std::fs::write(&file, "no json").unwrap();
    assert_eq!(verified(&file).0, 2);
    std::fs::remove_file(&file).unwrap();
    world.end().await;
}

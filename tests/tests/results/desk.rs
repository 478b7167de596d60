//! The scoring desk: abstentions, comments of two kinds, and what the organisation reads of them and when.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::steps::{self, Round, flat_scores, id};
use yichuang_tests::{Actor, Cast, World, on_both};

async fn under_review(world: &World, cast: &Cast, scheme: Option<Value>, requests: &[&str]) -> Round {
    let round = match scheme {
        Some(scheme) => steps::submitted_to(world, cast, "100000.00", &scheme, requests).await,
        None => steps::submitted_round(world, cast, requests).await,
    };
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    round
}

/// One attested assignment of a reviewer, for the first proposal.
async fn opened(reviewer: &Actor, round: &Round) -> String {
    let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
    steps::attested(reviewer, &assignment).await;
    assignment
}

fn row(results: &Value, proposal: &str) -> Value {
    results["rows"].as_array().unwrap().iter().find(|row| row["proposal"]["id"] == proposal).cloned().unwrap()
}

// ---- abstention --------------------------------------------------------------------------------------------

on_both! {
    async fn an_abstention_counts_as_no_review_and_the_results_say_so(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, None, &["20000.00"]).await;
        for (reviewer, points) in cast.reviewers.iter().zip(["8", "8.5", "9", "2"]) {
            let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
            steps::scored(reviewer, &assignment, &flat_scores(points)).await;
        }
        let last = &cast.reviewers[4];
        let assignment = opened(last, &round).await;
        last.put(&assignment, "review", json!({ "scores": flat_scores("0"), "comments": { "need": "看不懂" } })).await.ok();
        let short = last.act(&assignment, "abstain", json!({ "reason": "不懂" })).await;
        assert_eq!(short.status, 422, "{}", short.body);
        let abstained = last.act(&assignment, "abstain", json!({ "reason": "涉及医疗器械，超出本人专业范围" })).await.ok();
        assert_eq!((&abstained["state"], &abstained["scores"], &abstained["comments"]), (&json!("abstained"), &json!({}), &json!({})));
        assert_eq!(last.get(&assignment).await.ok()["state"], "completed");
        last.put(&assignment, "review", json!({ "scores": flat_scores("9") })).await.refused(409, "illegal_event");

        // The sealing waits for nobody, and four reviews make the result: (80 + 85 + 90 + 20) / 4.
        let results = steps::sealed(&cast, &round.call, false).await;
        let row = row(&results, &round.proposals[0]);
        assert_eq!((&row["n_valid"], &row["shown"], &row["state"]), (&json!(4), &json!("68.75"), &json!("untrimmed_small_n")));
        assert_eq!(row["excluded"][0]["reason"], "abstained");
        assert_eq!(row["excluded"].as_array().unwrap().len(), 1);
        let seen = cast.officer.get(&assignment).await.ok();
        assert_eq!(seen["review"]["abstain_reason"], "涉及医疗器械，超出本人专业范围");
        steps::verified_results(&cast, &round.call).await;
    }
}

on_both! {
    async fn an_abstention_can_be_taken_back_while_the_stage_is_open_and_both_are_kept(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, None, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        let early = reviewer.act(&assignment, "abstain", json!({ "reason": "超出本人专业范围，无法判断" })).await;
        early.refused(409, "not_attested");
        steps::attested(reviewer, &assignment).await;
        reviewer.act(&assignment, "abstain", json!({ "reason": "超出本人专业范围，无法判断" })).await.ok();
        let back = reviewer.act(&assignment, "withdraw", Value::Null).await.ok();
        assert_eq!((&back["state"], &back["abstain_reason"]), (&json!("draft"), &Value::Null));
        steps_submit(reviewer, &assignment, "7").await;
        assert_eq!(world.number("SELECT COUNT(*) FROM review_versions WHERE kind = 'abstain' AND n = 1").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM review_versions WHERE kind = 'submit' AND n = 2 AND prev_sha256 IS NOT NULL").await, 1);
    }
}

async fn steps_submit(reviewer: &Actor, assignment: &str, points: &str) {
    reviewer.put(assignment, "review", json!({ "scores": flat_scores(points) })).await.ok();
    reviewer.act(assignment, "submit", Value::Null).await.ok();
}

on_both! {
    async fn nobody_but_the_author_learns_why_somebody_abstained_before_the_seal(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, None, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = opened(reviewer, &round).await;
        reviewer.act(&assignment, "abstain", json!({ "reason": "机密弃权理由甲乙丙丁" })).await.ok();
        let mut shown = String::new();
        for staff in [&cast.officer, &cast.director, &cast.auditor] {
            for path in [assignment.clone(), format!("/assignments?call_id={}", round.call), "/audit-events?limit=100".to_owned()] {
                shown += &String::from_utf8(staff.get(&path).await.bytes).unwrap();
            }
        }
        assert!(shown.contains("review.abstain"), "{shown}");
        assert!(!shown.contains("机密弃权理由"), "{shown}");
    }
}

// ---- comments ----------------------------------------------------------------------------------------------

/// A scheme in which scores below 6 and above 9 of the first criterion must be explained in ten characters.
async fn explaining(world: &World) -> Value {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["budget"]["cap_per_project"] = json!("500000.00");
    let first = &mut scheme["rubric"]["criteria"][0];
    first["explain_below"] = json!("6");
    first["explain_above"] = json!("9");
    first["explain_chars"] = json!(10);
    scheme
}

on_both! {
    async fn a_score_outside_the_band_of_the_scheme_needs_a_comment_of_either_kind(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, Some(explaining(&world).await), &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = opened(reviewer, &round).await;
        let rubric = reviewer.get(&assignment).await.ok()["rubric"].clone();
        let code = rubric[0]["code"].as_str().unwrap().to_owned();
        assert_eq!((&rubric[0]["explain_below"], &rubric[0]["explain_chars"]), (&json!("6"), &json!(10)));
        assert!(!rubric[0]["anchors"].as_array().unwrap().is_empty(), "the levels are shown beside the score");
        for (points, comment, fits) in [
            ("6", "", true), ("9", "", true), ("5.5", "", false), ("9.5", "", false), ("5.5", "太短   ", false), ("5.5", "需求数据没有来源说明，无法核实", true),
        ] {
            let saved = json!({ "scores": flat_scores(points), "comments": { &code: comment } });
            let view = reviewer.put(&assignment, "review", saved).await.ok();
            let submit = view["available_actions"].as_array().unwrap().iter().find(|action| action["event"] == "submit").cloned().unwrap();
            assert_eq!(submit["blockers"].as_array().unwrap().is_empty(), fits, "{points} {comment}: {submit}");
        }
        // The second kind explains too, and both together.
        let confidential = json!({ "scores": flat_scores("10"), "comments": { &code: "方案出色" }, "confidential_comments": { &code: "与去年获奖项目雷同" } });
        reviewer.put(&assignment, "review", confidential).await.ok();
        reviewer.act(&assignment, "submit", Value::Null).await.ok();

        let other = &cast.reviewers[1];
        let assignment = opened(other, &round).await;
        other.put(&assignment, "review", json!({ "scores": flat_scores("5") })).await.ok();
        let refused = other.act(&assignment, "submit", Value::Null).await;
        assert_eq!(refused.faults(), [format!("/comments/{code} comment_needed")]);
        let unknown = json!({ "scores": {}, "confidential_comments": { "beauty": "好看" } });
        assert_eq!(other.put(&assignment, "review", unknown).await.faults(), ["/confidential_comments/beauty unknown"]);
    }
}

/// A scheme whose rubric ends with an advisory criterion: it weighs nothing.
async fn advising(world: &World) -> Value {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["budget"]["cap_per_project"] = json!("500000.00");
    let criteria = scheme["rubric"]["criteria"].as_array_mut().unwrap();
    let mut advisory = criteria[0].clone();
    advisory["code"] = json!("novelty");
    advisory["weight_bp"] = json!(0);
    criteria.push(advisory);
    scheme
}

on_both! {
    async fn an_advisory_criterion_may_be_left_out_and_is_no_part_of_the_result(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, Some(advising(&world).await), &["20000.00"]).await;
        for (n, reviewer) in cast.reviewers.iter().enumerate() {
            let assignment = opened(reviewer, &round).await;
            let mut scores = flat_scores("8");
            // Some score it low, some high, the others not at all.
            if n < 3 {
                scores["novelty"] = json!(if n == 0 { "0" } else { "10" });
            }
            let saved = reviewer.put(&assignment, "review", json!({ "scores": scores })).await.ok();
            assert_eq!((&saved["total"], &saved["scores"]), (&json!("80.00"), &scores));
            reviewer.act(&assignment, "submit", Value::Null).await.ok();
        }
        let assignment = steps::assignment(&cast.reviewers[0], &round.call, &round.proposals[0]).await;
        cast.reviewers[0].act(&assignment, "withdraw", Value::Null).await.ok();
        let off = cast.reviewers[0].put(&assignment, "review", json!({ "scores": { "novelty": "10.5" } })).await;
        assert_eq!(off.faults(), ["/scores/novelty out_of_range"]);
        cast.reviewers[0].act(&assignment, "submit", Value::Null).await.ok();

        let results = steps::sealed(&cast, &round.call, false).await;
        assert_eq!(row(&results, &round.proposals[0])["exact"], "80", "{results:#}");
        let stored = "SELECT COUNT(*) FROM result_runs WHERE input LIKE '%novelty%'";
        assert_eq!(world.number(stored).await, 0);
        assert_eq!(cast.officer.get(&assignment).await.ok()["review"]["scores"]["novelty"], "0", "staff read it once it is sealed");
    }
}

#[tokio::test]
async fn a_band_that_is_no_band_of_scores_is_a_fault_of_the_scheme() {
    let world = World::sqlite().await;
    let cast = Cast::new(&world).await;
    let mut scheme = explaining(&world).await;
    scheme["rubric"]["criteria"][0]["explain_below"] = json!("6.2");
    scheme["rubric"]["criteria"][1]["explain_below"] = json!("8");
    scheme["rubric"]["criteria"][1]["explain_above"] = json!("7");
    let found = cast.officer.call(Method::POST, "/schemes/check").no_key().json(json!({ "scheme": scheme })).send().await.ok();
    let faults: Vec<String> = found["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    assert_eq!(faults, ["/rubric/criteria/0/explain_below not_a_score", "/rubric/criteria/1/explain_above bands_out_of_order"]);
    world.end().await;
}

on_both! {
    async fn the_organisation_reads_comments_to_it_once_the_results_are_public_and_never_the_others(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, None, &["20000.00", "30000.00"]).await;
        for (n, reviewer) in cast.reviewers.iter().enumerate() {
            for item in steps::desk(reviewer, &round.call).await {
                let assignment = format!("/assignments/{}", id(&item));
                steps::attested(reviewer, &assignment).await;
                let code = reviewer.get(&assignment).await.ok()["rubric"][0]["code"].as_str().unwrap().to_owned();
                let review = json!({
                    "scores": flat_scores("8"), "comments": { &code: format!("给申报单位的话{n}") }, "comment_to_applicant": "总体建议",
                    "confidential_comments": { &code: "只给工作人员" }, "confidential_comment": "机密总评",
                });
                reviewer.put(&assignment, "review", review).await.ok();
                if n == 4 {
                    reviewer.act(&assignment, "abstain", json!({ "reason": "超出本人专业范围，无法判断" })).await.ok();
                } else {
                    reviewer.act(&assignment, "submit", Value::Null).await.ok();
                }
            }
        }
        let path = format!("/proposals/{}/feedback", round.proposals[0]);
        let owner = &round.grantees[0].owner;
        owner.get(&path).await.refused(404, "not_found");
        steps::sealed(&cast, &round.call, false).await;
        steps::verified_results(&cast, &round.call).await;
        for early in [owner, &cast.officer] {
            early.get(&path).await.refused(404, "not_found");
        }
        // Both are equal on every key, so only a lottery could rank them; the first asks for less.
        steps::approved_decision(&cast, &round.call).await;
        steps::published_notice(&cast, &round.call).await;

        let answer = owner.get(&path).await;
        let text = String::from_utf8(answer.bytes.clone()).unwrap();
        let told = answer.ok();
        assert_eq!((&told["shown"], &told["n_valid"]), (&json!("80.00"), &json!(4)));
        let mut comments: Vec<String> = told["criteria"][0]["comments"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect();
        comments.sort();
        assert_eq!(comments, ["给申报单位的话0", "给申报单位的话1", "给申报单位的话2", "给申报单位的话3"]);
        assert_eq!(told["comments"].as_array().unwrap().len(), 4);
        for secret in ["只给工作人员", "机密总评", "评委", "8.0", "给申报单位的话4"] {
            assert!(!text.contains(secret), "{secret} is told to the applicant: {text}");
        }
        cast.officer.get(&path).await.ok();
        round.grantees[1].owner.get(&path).await.refused(404, "not_found");
    }
}

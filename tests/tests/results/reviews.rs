//! Reviews: conflicts hide proposals, scores are sealed from everybody, and the ranking can be computed again.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps::{self, Round, etag, flat_scores, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// A round under review with one proposal for each request.
async fn under_review(world: &World, cast: &Cast, requests: &[&str]) -> Round {
    let round = steps::submitted_round(world, cast, requests).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    round
}

async fn save(reviewer: &Actor, assignment: &str, scores: &Value) -> Answer {
    let comments = json!({ "scores": scores, "comments": { "need": "机密意见甲乙丙" }, "confidential_comment": "只给工作人员看" });
    reviewer.put(assignment, "review", comments).await
}

/// The row of a proposal in the results.
pub(super) fn row(results: &Value, proposal: &str) -> Value {
    let rows = results["rows"].as_array().unwrap();
    rows.iter().find(|row| row["proposal"]["id"] == proposal).cloned().unwrap_or_else(|| panic!("no row of {proposal}"))
}

// ---- conflicts ---------------------------------------------------------------------------------------------

on_both! {
    async fn a_recused_proposal_does_not_exist_for_its_reviewer_any_more(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00", "30000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        steps::attested(reviewer, &assignment).await;
        save(reviewer, &assignment, &flat_scores("9")).await.ok();
        let seen = reviewer.etag(&assignment).await;
        reviewer.act(&assignment, "recuse", json!({ "kind": "kinship", "reason": "与负责人是亲属" })).await.ok();
        let missing = reviewer.get("/assignments/0198c0de-0000-7000-8000-000000000001").await;
        let hidden = reviewer.get(&assignment).await;
        assert_eq!((hidden.body["code"].clone(), hidden.body["detail"].clone()), (missing.body["code"].clone(), missing.body["detail"].clone()));
        hidden.refused(404, "not_found");
        let again = |verb: &'static str| reviewer.call(Method::POST, &format!("{assignment}/{verb}")).if_match(&seen).send();
        again("submit").await.refused(404, "not_found");
        again("withdraw").await.refused(404, "not_found");
        let saved = reviewer.call(Method::PUT, &format!("{assignment}/review")).if_match(&seen);
        saved.json(json!({ "scores": flat_scores("1") })).send().await.refused(404, "not_found");
        let left: Vec<Value> = steps::desk(reviewer, &round.call).await;
        assert_eq!(left.len(), 1);
        assert_eq!(left[0]["proposal"]["id"], round.proposals[1].as_str());
        let named = reviewer.get(&format!("/assignments?proposal_id={}", round.proposals[0])).await.ok();
        assert_eq!(named["items"], json!([]));
    }
}

on_both! {
    async fn a_reviewer_who_belongs_to_the_applicant_is_never_offered_its_proposal(world: World) {
        let mut cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00", "30000.00"]).await;
        let own = Scope::Organisation(OrganisationId(round.grantees[0].id.parse().unwrap()));
        let member = world.person("评委六", &[("reviewer", world.district().await), ("applicant_editor", own)]).await;
        cast.reviewers[0] = member;
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        steps::started_review(&cast, &round.call).await;
        let desk = steps::desk(&cast.reviewers[0], &round.call).await;
        assert_eq!(desk.len(), 1);
        assert_eq!(desk[0]["proposal"]["id"], round.proposals[1].as_str());
        steps::everything_scored(&cast, &round).await;
        let results = steps::sealed(&cast, &round.call, false).await;
        let first = row(&results, &round.proposals[0]);
        assert_eq!((&first["n_valid"], &first["excluded"][0]["reason"]), (&json!(4), &json!("recused")));
    }
}

on_both! {
    async fn a_proposal_opens_and_can_be_scored_only_after_the_declaration(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        assert!(reviewer.get(&assignment).await.ok()["proposal"].is_null());
        save(reviewer, &assignment, &flat_scores("9")).await.refused(409, "not_attested");
        let declined = reviewer.act(&assignment, "attest", json!({ "statement_accepted": false })).await;
        assert_eq!(declined.faults(), ["/statement_accepted not_accepted"]);
        steps::attested(reviewer, &assignment).await;
        assert_eq!(reviewer.get(&assignment).await.ok()["proposal"]["title"], "社区老人助餐与陪伴项目");
    }
}

on_both! {
    async fn one_person_has_one_seat_on_a_panel(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00"]).await;
        world.morning_after(steps::DEADLINE);
        cast.officer.act(&format!("/calls/{}", round.call), "start-screening", Value::Null).await.ok();
        let twin = world.login_of_person("评委一（第二账号）", &[("reviewer", world.district().await)], Some(cast.reviewers[0].id)).await;
        let mut seats: Vec<_> = cast.reviewers.iter().take(4).map(|reviewer| reviewer.id).collect();
        seats.push(twin.id);
        let panel = cast.officer.post(&format!("/calls/{}/panel", round.call), json!({ "reviewer_ids": seats })).await;
        assert_eq!(panel.faults(), ["/reviewer_ids/4 duplicate"]);
    }
}

// ---- scores ------------------------------------------------------------------------------------------------

on_both! {
    async fn scores_are_in_range_on_a_step_and_complete_when_submitted(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        steps::attested(reviewer, &assignment).await;
        let wrong = json!({ "need": "10.5", "design": "8.3", "capacity": "-0.5", "budget": "1e1", "beauty": "9" });
        let refused = save(reviewer, &assignment, &wrong).await;
        let pointers: Vec<String> = refused.faults().iter().map(|fault| fault.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(pointers, ["/scores/beauty", "/scores/budget", "/scores/capacity", "/scores/design", "/scores/need"]);
        refused.refused(422, "invalid");
        save(reviewer, &assignment, &json!({ "need": "0", "design": "10" })).await.ok();
        for change in ["UPDATE review_stages SET rubric = '[]'", "UPDATE review_stages SET policy = '{}'"] {
            assert!(world.sql(change).await.is_err(), "the rules of a review under way: {change}");
        }
        let incomplete = reviewer.act(&assignment, "submit", Value::Null).await;
        assert_eq!(incomplete.faults(), ["/scores/capacity missing", "/scores/budget missing", "/scores/impact missing"]);
        save(reviewer, &assignment, &flat_scores("8.5")).await.ok();
        let submitted = reviewer.act(&assignment, "submit", Value::Null).await.ok();
        assert_eq!((&submitted["state"], &submitted["total"]), (&json!("submitted"), &json!("85.00")));
        save(reviewer, &assignment, &flat_scores("9")).await.refused(409, "illegal_event");
    }
}

on_both! {
    async fn a_review_taken_back_and_submitted_again_keeps_both_in_a_chain(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        steps::scored(reviewer, &assignment, &flat_scores("7")).await;
        reviewer.act(&assignment, "withdraw", Value::Null).await.ok();
        save(reviewer, &assignment, &flat_scores("7.5")).await.ok();
        reviewer.act(&assignment, "submit", Value::Null).await.ok();
        assert_eq!(world.number("SELECT COUNT(*) FROM review_versions").await, 2);
        let chained = "SELECT COUNT(*) FROM review_versions a JOIN review_versions b ON b.prev_sha256 = a.sha256 WHERE a.n = 1 AND b.n = 2";
        assert_eq!(world.number(chained).await, 1);
    }
}

// ---- secrecy -----------------------------------------------------------------------------------------------

on_both! {
    async fn nobody_but_the_author_sees_a_score_before_the_seal(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let (author, others) = cast.reviewers.split_first().unwrap();
        let assignment = steps::assignment(author, &round.call, &round.proposals[0]).await;
        steps::attested(author, &assignment).await;
        save(author, &assignment, &flat_scores("7.5")).await.ok();
        author.act(&assignment, "submit", Value::Null).await.ok();
        for other in others {
            other.get(&assignment).await.refused(404, "not_found");
            other.get(&format!("/calls/{}/results", round.call)).await.refused(403, "forbidden");
        }
        cast.director.get(&assignment).await.refused(404, "not_found");
        let call = &round.call;
        let mut shown = String::new();
        for staff in [&cast.officer, &cast.director, &cast.auditor] {
            staff.get(&format!("/calls/{call}/results")).await.refused(404, "not_found");
            for path in [
                assignment.clone(), format!("/calls/{call}"), format!("/calls/{call}/panel"), format!("/assignments?call_id={call}&limit=100"),
                format!("/proposals/{}", round.proposals[0]), "/audit-events?limit=100".to_owned(),
                "/audit-events?subject_kind=review&limit=100".to_owned(), "/audit-events?subject_kind=assignment&limit=100".to_owned(),
            ] {
                shown += &String::from_utf8(staff.get(&path).await.bytes).unwrap();
            }
        }
        assert!(shown.contains("review.submit") && shown.contains("\"completed\":1"), "{shown}");
        for secret in ["7.5", "75.00", "机密意见甲乙丙", "只给工作人员看"] {
            assert!(!shown.contains(secret), "{secret} is shown before the seal: {shown}");
        }
        assert!(cast.officer.get(&assignment).await.ok()["review"].is_null());
        assert!(cast.auditor.get(&assignment).await.ok()["review"].is_null());
        assert_eq!(author.get(&assignment).await.ok()["review"]["total"], "75.00");

        steps::sealed(&cast, call, true).await;
        for staff in [&cast.officer, &cast.director, &cast.auditor] {
            assert_eq!(staff.get(&assignment).await.ok()["review"]["total"], "75.00", "{}", staff.name);
        }
        for other in others {
            other.get(&assignment).await.refused(404, "not_found");
        }
        round.grantees[0].owner.get(&assignment).await.refused(403, "forbidden");
    }
}

on_both! {
    async fn nobody_who_reads_the_database_learns_a_score_before_the_seal(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let before = world.tables_holding("7.5\"").await;
        let mut written = Vec::new();
        for reviewer in &cast.reviewers[..4] {
            let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
            steps::attested(reviewer, &assignment).await;
            save(reviewer, &assignment, &flat_scores("7.5")).await.ok();
            written.push(assignment);
        }
        for (reviewer, assignment) in cast.reviewers.iter().zip(&written).take(3) {
            reviewer.act(assignment, "submit", Value::Null).await.ok();
        }
        cast.reviewers[0].act(&written[0], "withdraw", Value::Null).await.ok();
        let reason = "涉及医疗器械，超出本人专业范围";
        cast.reviewers[3].act(&written[3], "abstain", json!({ "reason": reason })).await.ok();
        for secret in ["机密意见甲乙丙", "只给工作人员看", reason] {
            assert_eq!(world.tables_holding(secret).await, Vec::<String>::new(), "{secret}");
        }
        assert_eq!(world.tables_holding("7.5\"").await, before);

        // The database itself keeps no review that can be read before the seal, and an envelope opens only beside its own review.
        for readable in ["scores = '{\"need\":\"9\"}'", "comments = '{\"need\":\"好\"}'", "comment_to_applicant = '好'", "abstain_reason = '不懂'"] {
            assert!(world.sql(&format!("UPDATE reviews SET {readable} WHERE state = 'submitted'")).await.is_err(), "{readable}");
        }
        let moved = "UPDATE reviews SET envelope = (SELECT envelope FROM reviews WHERE state = 'draft') WHERE state = 'abstained'";
        world.sql(moved).await.unwrap();
        cast.reviewers[3].get(&written[3]).await.refused(500, "internal");

        cast.reviewers[0].act(&written[0], "submit", Value::Null).await.ok();
        steps::sealed(&cast, &round.call, true).await;
        assert_eq!(cast.officer.get(&written[0]).await.ok()["review"]["comments"]["need"], "机密意见甲乙丙");
        assert!(world.tables_holding("只给工作人员看").await.contains(&"reviews".to_owned()));
    }
}

on_both! {
    async fn the_hash_of_a_sealed_review_cannot_be_guessed_from_its_scores(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        steps::scored(reviewer, &assignment, &flat_scores("7.5")).await;
        let review = reviewer.get(&assignment).await.ok()["review"].clone();
        let trail = cast.auditor.get("/audit-events?subject_kind=review&limit=100").await.ok();
        let submit = trail["items"].as_array().unwrap().iter().find(|event| event["action"] == "review.submit").cloned().unwrap();
        // Everything an auditor could put together: few scores are possible, so all of them could be tried.
        let guess = canonical_json(&json!({
            "assignment_id": assignment.rsplit('/').next().unwrap(), "scores": review["scores"], "comments": {},
            "comment_to_applicant": "", "confidential_comment": "", "submitted_at": world.app.clock.now().micros(),
        }));
        assert_ne!(submit["reason"], sha256_hex(format!("\n{guess}").as_bytes()));
    }
}

// ---- the seal ----------------------------------------------------------------------------------------------

on_both! {
    async fn drafts_lapse_at_the_seal_and_never_count_as_zero(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let proposal = &round.proposals[0];
        for (reviewer, points) in cast.reviewers.iter().zip(["8", "8.5", "9"]) {
            let assignment = steps::assignment(reviewer, &round.call, proposal).await;
            steps::scored(reviewer, &assignment, &flat_scores(points)).await;
        }
        let drafting = steps::assignment(&cast.reviewers[3], &round.call, proposal).await;
        steps::attested(&cast.reviewers[3], &drafting).await;
        let seen = cast.reviewers[3].etag(&drafting).await;
        let by_two_tabs = async |points: &str| {
            let tab = cast.reviewers[3].call(Method::PUT, &format!("{drafting}/review")).if_match(&seen);
            tab.json(json!({ "scores": flat_scores(points) })).send().await
        };
        by_two_tabs("0").await.ok();
        by_two_tabs("9").await.refused(412, "stale");
        let kept = cast.reviewers[3].get(&drafting).await.ok();
        assert_eq!(kept["review"]["scores"]["need"], "0", "the other tab overwrites nothing");
        let stage = cast.officer.etag(&format!("/calls/{}/panel", round.call)).await;
        let seal = cast.officer.call(Method::POST, &format!("/calls/{}/reviews/seal", round.call)).if_match(&stage);
        let waits = seal.json(json!({ "confirm_lapse": false })).send().await;
        assert_eq!(waits.fault_codes(), ["review_missing", "review_missing"]);
        waits.refused(409, "reviews_outstanding");
        let results = steps::sealed(&cast, &round.call, true).await;
        let row = row(&results, proposal);
        // (80 + 85 + 90) / 3, although two of five are missing.
        assert_eq!((&row["shown"], &row["n_valid"], &row["state"]), (&json!("85.00"), &json!(3), &json!("untrimmed_small_n")));
        let excluded: Vec<&str> = row["excluded"].as_array().unwrap().iter().map(|one| one["reason"].as_str().unwrap()).collect();
        assert_eq!(excluded, ["not_submitted", "not_submitted"]);
        let panel = cast.officer.get(&format!("/calls/{}/panel", round.call)).await.ok();
        let lapsed: i64 = panel["progress"].as_array().unwrap().iter().map(|one| one["lapsed"].as_i64().unwrap()).sum();
        assert_eq!(lapsed, 2);
        save(&cast.reviewers[3], &drafting, &flat_scores("9")).await.refused(409, "stage_not_open");
        let late = cast.reviewers[3].act(&drafting, "submit", Value::Null).await;
        assert_eq!(late.status.as_u16(), 409, "{:#}", late.body);
        let recuse = json!({ "kind": "other", "reason": "迟到的回避" });
        let first = steps::assignment(&cast.reviewers[0], &round.call, proposal).await;
        let late = cast.reviewers[0].act(&first, "recuse", recuse).await;
        assert_eq!(late.status.as_u16(), 409, "{:#}", late.body);
        cast.reviewers[0].act(&first, "withdraw", Value::Null).await.refused(409, "stage_not_open");
    }
}

on_both! {
    async fn a_proposal_without_a_quorum_has_no_place_and_is_never_silently_last(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00", "30000.00"]).await;
        for (n, reviewer) in cast.reviewers.iter().enumerate() {
            let strong = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
            steps::scored(reviewer, &strong, &flat_scores("6.5")).await;
            if n < 2 {
                let weak = steps::assignment(reviewer, &round.call, &round.proposals[1]).await;
                steps::scored(reviewer, &weak, &flat_scores("10")).await;
            }
        }
        let results = steps::sealed(&cast, &round.call, true).await;
        let unjudged = row(&results, &round.proposals[1]);
        assert_eq!((&unjudged["rank"], &unjudged["shown"], &unjudged["state"]), (&Value::Null, &Value::Null, &json!("no_quorum")));
        assert_eq!(row(&results, &round.proposals[0])["rank"], 1);
        steps::verified_results(&cast, &round.call).await;
        let proposal = cast.officer.get(&format!("/proposals/{}", round.proposals[1])).await.ok();
        assert_eq!(proposal["state"], "not_selected");
    }
}

// ---- results -----------------------------------------------------------------------------------------------

on_both! {
    async fn who_computed_the_results_does_not_verify_them(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        steps::everything_scored(&cast, &round).await;
        let results = steps::sealed(&cast, &round.call, false).await;
        let twin = world.login_of_person("林主管（第二账号）", &[("programme_director", world.district().await)], Some(cast.officer.id)).await;
        let path = format!("/result-runs/{}/verify", id(&results["run"]));
        let verify = |by: &Actor| {
            let (by, path, seen) = (by.clone(), path.clone(), etag(&results["run"]));
            async move { by.call(Method::POST, &path).if_match(&seen).send().await }
        };
        verify(&twin).await.refused(409, "same_person");
        verify(&cast.officer).await.refused(403, "forbidden");
        let verified = verify(&cast.director).await.ok();
        assert_eq!(verified["run"]["verified_by"]["name"], "周局长");
        verify(&cast.director).await.refused(412, "stale");
    }
}

on_both! {
    async fn results_that_were_changed_in_the_database_are_not_verified(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00", "30000.00"]).await;
        steps::everything_scored(&cast, &round).await;
        let results = steps::sealed(&cast, &round.call, false).await;
        assert_eq!(row(&results, &round.proposals[0])["shown"], "95.00");
        world.sql("UPDATE result_runs SET output = REPLACE(output, '\"95.00\"', '\"85.00\"')").await.unwrap();
        let path = format!("/result-runs/{}/verify", id(&results["run"]));
        let verify = cast.director.call(Method::POST, &path).if_match(&etag(&results["run"])).send().await;
        verify.refused(409, "results_differ");
        cast.officer.act(&format!("/calls/{}", round.call), "start-deciding", Value::Null).await.refused(409, "results_not_verified");
    }
}

on_both! {
    async fn a_tie_that_the_money_cuts_is_decided_by_people_and_on_record(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::submitted_to(&world, &cast, "30000.00", &Value::Null, &["20000.00", "20000.00"]).await;
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        steps::started_review(&cast, &round.call).await;
        for reviewer in &cast.reviewers {
            for item in steps::desk(reviewer, &round.call).await {
                steps::scored(reviewer, &format!("/assignments/{}", id(&item)), &flat_scores("8")).await;
            }
        }
        let results = steps::sealed(&cast, &round.call, false).await;
        assert_eq!(results["rows"][0]["tie_group"], results["rows"][1]["tie_group"]);
        assert!(results["rows"][0]["tie_group"].is_number());
        steps::verified_results(&cast, &round.call).await;
        let path = format!("/calls/{}/decision", round.call);
        let propose = |body: Value| cast.officer.post(&path, body);
        let undecided = propose(json!({})).await;
        assert_eq!(undecided.body["proposals"].as_array().unwrap().len(), 2);
        undecided.refused(409, "tie_undecided");
        let order = json!([round.proposals[1], round.proposals[0]]);
        assert_eq!(propose(json!({ "tie_order": order })).await.faults(), ["/reason missing"]);
        let partial = json!({ "tie_order": [round.proposals[1]], "reason": "抽签记录2026-06-11" });
        assert_eq!(propose(partial).await.faults(), ["/tie_order/0 incomplete"]);
        let decision = propose(json!({ "tie_order": order, "reason": "抽签记录2026-06-11" })).await.created();
        let lines = decision["lines"].as_array().unwrap();
        let outcome = |proposal: &str| lines.iter().find(|line| line["proposal"]["id"] == proposal).unwrap()["outcome"].clone();
        assert_eq!((outcome(&round.proposals[1]), outcome(&round.proposals[0])), (json!("recommend"), json!("reserve")));
    }
}

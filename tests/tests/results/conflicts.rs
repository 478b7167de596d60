//! Conflicts of interest: they hold at once, hide the proposal from every office, and are never written over.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_store::ids::OrganisationId;
use yichuang_tests::steps::{self, Round, flat_scores, id};
use yichuang_tests::{Actor, Cast, World, on_both};

async fn under_review(world: &World, cast: &Cast, requests: &[&str]) -> Round {
    let round = steps::submitted_round(world, cast, requests).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    round
}

fn declaration(organisation: &str) -> Value {
    json!({ "organisation_id": organisation, "kind": "kinship", "reason": "配偶在该单位任职" })
}

fn record(user: &Actor, organisation: &str) -> Value {
    json!({
        "user_id": user.id, "organisation_id": organisation, "kind": "litigation", "severity": "hard",
        "asked_by_applicant": false, "pinned": true, "reason": "与该单位有未结诉讼",
    })
}

async fn items(of: &Actor, path: &str) -> Vec<Value> {
    of.get(path).await.ok()["items"].as_array().unwrap().clone()
}

on_both! {
    async fn a_declaration_takes_its_author_off_everything_and_voids_what_was_submitted(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00", "30000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        steps::scored(reviewer, &assignment, &flat_scores("9")).await;
        let declared = reviewer.post("/conflicts", declaration(&round.grantees[0].id)).await.created();
        assert_eq!((&declared["state"], &declared["source"], &declared["shuts_out"]), (&json!("confirmed"), &json!("self"), &json!(true)));
        reviewer.get(&assignment).await.refused(404, "not_found");
        let left = steps::desk(reviewer, &round.call).await;
        assert_eq!(left.len(), 1);
        assert_eq!(left[0]["proposal"]["id"], round.proposals[1].as_str());
        let officers_view = cast.officer.get(&assignment).await.ok();
        assert_eq!((&officers_view["state"], &officers_view["recusal"]["kind"]), (&json!("recused"), &json!("kinship")));
        assert_eq!(world.number("SELECT COUNT(*) FROM reviews WHERE state = 'voided' AND void_reason = 'recused'").await, 1);
        for other in &cast.reviewers[1..] {
            for item in steps::desk(other, &round.call).await {
                steps::scored(other, &format!("/assignments/{}", id(&item)), &flat_scores("8")).await;
            }
        }
        let results = steps::sealed(&cast, &round.call, true).await;
        let row = results["rows"].as_array().unwrap().iter().find(|row| row["proposal"]["id"] == round.proposals[0].as_str()).cloned().unwrap();
        assert_eq!((&row["n_valid"], &row["shown"]), (&json!(4), &json!("80.00")));
        let again = reviewer.get(&format!("/conflicts/{}", id(&declared))).await.ok();
        assert_eq!(again["steps"].as_array().unwrap().len(), 1);
    }
}

on_both! {
    async fn a_recusal_is_a_conflict_that_can_be_seen_and_exported(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
        reviewer.act(&assignment, "recuse", json!({ "kind": "consulting", "reason": "曾为该单位代写项目书" })).await.ok();
        let seen = items(&cast.officer, "/conflicts").await;
        assert_eq!(seen.len(), 1);
        assert_eq!((&seen[0]["kind"], &seen[0]["source"], &seen[0]["proposal_id"]), (&json!("consulting"), &json!("self"), &json!(round.proposals[0])));
        assert_eq!(cast.officer.get("/conflicts/export").await.header("x-rows"), "1");
        assert_eq!(items(reviewer, "/conflicts").await.len(), 1);
        assert!(items(&cast.reviewers[1], "/conflicts").await.is_empty());
        assert!(items(&cast.officer, "/conflicts?state=suspected").await.is_empty());
        assert_eq!(items(&cast.officer, &format!("/conflicts?source=self&user_id={}", reviewer.id)).await.len(), 1);
    }
}

on_both! {
    async fn nobody_with_a_conflict_learns_anything_of_the_proposal_in_any_office(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00", "30000.00", "40000.00"]).await;
        steps::everything_scored(&cast, &round).await;
        let hidden = &round.proposals[0];
        let number = cast.officer.get(&format!("/proposals/{hidden}")).await.ok()["number"].as_str().unwrap().to_owned();
        let call = &round.call;
        let assignment = format!("/assignments/{}", id(&items(&cast.officer, &format!("/assignments?proposal_id={hidden}")).await[0]));
        let district = world.district().await;
        let mut people = Vec::new();
        for role in ["programme_officer", "auditor", "programme_director"] {
            let person = world.person(role, &[(role, district.clone())]).await;
            person.get(&format!("/proposals/{hidden}")).await.ok();
            cast.officer.post("/conflicts/records", record(&person, &round.grantees[0].id)).await.created();
            people.push(person);
        }
        let lists = [
            format!("/proposals?call_id={call}&limit=100"), format!("/proposals?q={number}"), "/audit-events?limit=100".to_owned(),
            format!("/audit-events?subject_id={hidden}"), format!("/assignments?call_id={call}&limit=100"),
            "/proposal-openings?limit=100".to_owned(), "/conflicts?limit=100".to_owned(), format!("/proposals/{}/similar", round.proposals[1]),
        ];
        for person in &people {
            for path in ["", "/check", "/snapshot", "/answers", "/similar", "/screening", "/attachments", "/needs", "/pdf"] {
                let answer = person.get(&format!("/proposals/{hidden}{path}")).await;
                assert!(matches!(answer.status.as_u16(), 403 | 404), "{} {path}: {}", person.name, answer.status);
            }
            person.get(&format!("/proposals/{hidden}")).await.refused(404, "not_found");
            assert!(matches!(person.get(&assignment).await.status.as_u16(), 404), "{}", person.name);
            for list in &lists {
                let answer = person.get(list).await;
                let text = String::from_utf8(answer.bytes.clone()).unwrap();
                assert!(!text.contains(hidden) && !text.contains(&number), "{} learns from {list}: {text}", person.name);
            }
            assert_eq!(person.get(&format!("/calls/{call}")).await.ok()["counts"]["proposals"], 2, "{}", person.name);
            assert_eq!(person.get(&format!("/proposals/export?call_id={call}")).await.header("x-rows"), "2");
            // The sum of what each reviewer has done is the number of reviews that can be seen.
            let panel = person.get(&format!("/calls/{call}/panel")).await.ok();
            let sum: i64 = panel["progress"].as_array().unwrap().iter().map(|one| one["completed"].as_i64().unwrap()).sum();
            assert_eq!(sum, 2 * i64::try_from(cast.reviewers.len()).unwrap(), "{}", person.name);
        }
        let all = cast.officer.get(&format!("/calls/{call}/panel")).await.ok();
        let sum: i64 = all["progress"].as_array().unwrap().iter().map(|one| one["completed"].as_i64().unwrap()).sum();
        assert_eq!(sum, 3 * i64::try_from(cast.reviewers.len()).unwrap());
        let results = steps::sealed(&cast, call, true).await;
        let bundle = format!("/result-runs/{}/bundle", id(&results["run"]));
        for person in &people {
            let seen = person.get(&format!("/calls/{call}/results")).await.ok();
            let ranks: Vec<&Value> = seen["rows"].as_array().unwrap().iter().map(|row| &row["rank"]).collect();
            assert_eq!(ranks, [&json!(1), &json!(2)], "{}", person.name);
            assert!(!seen.to_string().contains(hidden.as_str()));
            person.get(&bundle).await.refused(404, "not_found");
            for path in ["results/diagnostics", "funding-alternatives", "lotteries"] {
                person.get(&format!("/calls/{call}/{path}")).await.refused(404, "not_found");
            }
        }
        cast.officer.get(&bundle).await.ok();
    }
}

on_both! {
    async fn an_organisation_still_sees_its_own_proposal_when_somebody_of_it_has_an_office_elsewhere(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let own = Scope::Organisation(OrganisationId(round.grantees[0].id.parse().unwrap()));
        let both = world.person("兼任", &[("programme_officer", world.district().await), ("applicant_editor", own)]).await;
        both.post("/conflicts", declaration(&round.grantees[0].id)).await.created();
        both.get(&format!("/proposals/{}", round.proposals[0])).await.ok();
    }
}

on_both! {
    async fn decisions_are_further_rows_by_somebody_who_is_not_concerned(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let organisation = &round.grantees[0].id;
        let reviewer = &cast.reviewers[0];
        let mut body = record(reviewer, organisation);
        body["asked_by_applicant"] = json!(true);
        let asked = cast.officer.post("/conflicts/records", body).await.created();
        assert_eq!((&asked["state"], &asked["source"], &asked["shuts_out"]), (&json!("suspected"), &json!("applicant"), &json!(true)));
        let path = format!("/conflicts/{}", id(&asked));
        // Whoever is concerned is not told, whatever else they are.
        let twin = world.login_of_person("评委兼经办", &[("programme_officer", world.district().await)], Some(reviewer.id)).await;
        reviewer.get(&path).await.refused(404, "not_found");
        let own = twin.call(Method::POST, &format!("{path}/dismiss")).if_match("\"1\"").json(json!({ "reason": "没有这回事" }));
        own.send().await.refused(404, "not_found");
        let stale = cast.officer.etag(&path).await;
        let dismissed = cast.officer.act(&path, "dismiss", json!({ "reason": "核实后不存在劳动争议" })).await.ok();
        assert_eq!((&dismissed["state"], &dismissed["shuts_out"]), (&json!("dismissed"), &json!(false)));
        let late = cast.officer.call(Method::POST, &format!("{path}/dismiss")).if_match(&stale).json(json!({ "reason": "再次核实" }));
        assert_eq!(late.send().await.status.as_u16(), 412);
        cast.officer.act(&path, "confirm", json!({ "reason": "补充材料证实" })).await.ok();
        let history = cast.officer.get(&path).await.ok();
        let states: Vec<&str> = history["steps"].as_array().unwrap().iter().map(|step| step["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["suspected", "dismissed", "confirmed"]);
        let declared = reviewer.post("/conflicts", declaration(organisation)).await.created();
        let declared = format!("/conflicts/{}", id(&declared));
        cast.officer.act(&declared, "dismiss", json!({ "reason": "本人误报" })).await.refused(409, "declared_by_the_person");
        cast.officer.post("/conflicts/records", record(&cast.officer, organisation)).await.refused(409, "own_conflict");
        for change in ["UPDATE conflicts SET state = 'dismissed'", "DELETE FROM conflicts"] {
            let refused = world.sql(change).await.unwrap_err();
            assert!(refused.contains("append-only"), "{refused}");
        }
    }
}

on_both! {
    async fn the_database_itself_keeps_assignments_and_conflicts_apart(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast, &["20000.00"]).await;
        let reviewer = &cast.reviewers[0];
        let organisation = world.literal(round.grantees[0].id.parse().unwrap());
        let fresh = |n: u128| world.literal(uuid::Uuid::from_u128(n));
        let row = |n: u128| format!(
            "INSERT INTO conflicts (id, root_id, n, user_id, organisation_id, area_path, kind, source, severity, state, pinned, detection_key, \
             reason, recorded_by, recorded_at) VALUES ({0}, {0}, 0, {1}, {organisation}, '/', 'other', 'staff', 'hard', 'suspected', {2}, '', 'r', {1}, 1)",
            fresh(n), world.literal(reviewer.id), if world.is_postgres() { "false" } else { "0" },
        );
        let assigned = world.sql(&row(1)).await.unwrap_err();
        assert!(assigned.contains("recused first"), "{assigned}");
        reviewer.post("/conflicts", declaration(&round.grantees[0].id)).await.created();
        world.sql(&row(2)).await.unwrap();
        let copy = format!(
            "INSERT INTO assignments (id, stage_id, call_id, proposal_id, reviewer_id, alias, state, version, created_at, updated_at) \
             SELECT {}, stage_id, call_id, proposal_id, reviewer_id, 'x', 'offered', 1, created_at, updated_at FROM assignments \
             WHERE state = 'recused'", fresh(3),
        );
        let refused = world.sql(&copy).await.unwrap_err();
        assert!(refused.contains("conflict of interest"), "{refused}");
        let unattested = format!(
            "INSERT INTO review_versions (id, review_id, n, kind, document, sha256, created_by, created_at) \
             SELECT {0}, {0}, 9, 'submit', 'x', 'x', {1}, 1", fresh(4), world.literal(reviewer.id),
        );
        let refused = world.sql(&unattested).await.unwrap_err();
        assert!(refused.contains("without a declaration"), "{refused}");
    }
}

on_both! {
    async fn the_records_are_compared_and_what_was_dismissed_stays_dismissed(world: World) {
        let mut cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00", "30000.00"]).await;
        let (first, second) = (round.grantees[0].id.clone(), round.grantees[1].id.clone());
        let member = Scope::Organisation(OrganisationId(first.parse().unwrap()));
        cast.reviewers[0] = world.person("评委六", &[("reviewer", world.district().await), ("applicant_editor", member)]).await;
        // The address of somebody on the panel is the contact of the other organisation.
        let address = format!(
            "UPDATE users SET email = (SELECT contact_email FROM organisations WHERE id = {}) WHERE id = {}",
            world.literal(second.parse().unwrap()), world.literal(cast.reviewers[1].id),
        );
        world.sql(&address).await.unwrap();
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        let detect = format!("/calls/{}/conflicts/detect", round.call);
        let found = cast.officer.push(&detect).await.ok();
        assert_eq!(found["hard"], 2, "{found}");
        let hard: Vec<Value> = items(&cast.officer, "/conflicts?source=detected&limit=100").await.into_iter().filter(|one| one["severity"] == "hard").collect();
        let states: Vec<(&Value, &Value)> = hard.iter().map(|one| (&one["trace"], &one["state"])).collect();
        assert!(states.contains(&(&json!("member"), &json!("confirmed"))), "{states:?}");
        assert!(states.contains(&(&json!("email"), &json!("suspected"))), "{states:?}");
        assert_eq!(cast.officer.push(&detect).await.ok()["found"], 0);
        let email = hard.iter().find(|one| one["trace"] == "email").unwrap();
        let path = format!("/conflicts/{}", id(email));
        cast.officer.act(&path, "dismiss", json!({ "reason": "该邮箱为街道公共邮箱" })).await.ok();
        assert_eq!(cast.officer.push(&detect).await.ok()["found"], 0);
        steps::started_review(&cast, &round.call).await;
        let desk = steps::desk(&cast.reviewers[0], &round.call).await;
        assert_eq!(desk.iter().map(|item| item["proposal"]["id"].clone()).collect::<Vec<_>>(), [json!(round.proposals[1])]);
        let open = steps::assignment(&cast.reviewers[1], &round.call, &round.proposals[1]).await;
        steps::attested(&cast.reviewers[1], &open).await;
        cast.auditor.push(&detect).await.refused(403, "forbidden");
    }
}

//! The public jury and site visits: counted by an office, confirmed by a second person, and stages of the result like the others.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_domain::reviews::verify_bundle;
use yichuang_tests::steps::{self, Round, etag, id};
use yichuang_tests::uploads::uploaded_pdf;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

use super::defence;

/// The protocol of a count, with its scan uploaded by this person.
async fn protocol(by: &Actor, counts: &[(&str, u32, &str)]) -> Value {
    let evidence = uploaded_pdf(by, "jury_protocol", "大众评审计票记录.pdf", 800).await;
    let counts: Vec<Value> =
        counts.iter().map(|(id, ballots, points)| json!({ "proposal_id": id, "ballots": ballots, "points": points })).collect();
    json!({ "held_on": "2026-06-11", "venue": "红梅街道文化中心", "evidence_id": evidence, "counts": counts })
}

async fn step(of: &Actor, row: &Value, verb: &str, body: Value) -> Answer {
    of.call(Method::POST, &format!("/jury-protocols/{}/{verb}", id(row))).if_match(&etag(row)).json(body).send().await
}

async fn jury(of: &Actor, call: &str) -> Value {
    of.get(&format!("/calls/{call}/jury")).await.ok()
}

/// Another officer of the same call: the second pair of hands.
async fn colleague(world: &World) -> Actor {
    world.person("另一经办", &[("programme_officer", world.district().await)]).await
}

/// Changes one place of a bundle: the check stops there, whether or not its digest is made anew.
fn tampered(bundle: &Value, pointer: &str, value: Value) {
    let mut other = bundle.clone();
    *other.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    assert_eq!(verify_bundle(&other).unwrap_err().pointer, "/sha256");
    other["sha256"] = json!(yichuang_domain::reviews::bundle_sha256(&other));
    assert_eq!(verify_bundle(&other).unwrap_err().pointer, "/results/input_sha256");
}

on_both! {
    /// The preset with 60:20:20, from the preset to the public ranking.
    async fn a_street_call_is_judged_by_panel_defence_and_residents_and_published(world: World) {
        let cast = Cast::new(&world).await;
        let scheme = steps::scheme(&world, "street-micro").await;
        let round = steps::submitted_to(&world, &cast, "40000.00", &scheme, &["15000.00", "18000.00"]).await;
        let (call, first, second) = (&round.call.clone(), &round.proposals[0].clone(), &round.proposals[1].clone());
        assert_eq!(jury(&cast.officer, call).await["hindrance"], "field_not_known");
        let round = defence::drawn_from(&world, &cast, round).await;
        defence::heard(&cast, call, first, "8").await;
        defence::heard(&cast, call, second, "10").await;
        defence::seal(&cast, call).await.refused(409, "jury_not_confirmed");
        let offered = defence::defence(&cast.officer, call).await["stage"].clone();
        assert_eq!((&offered["public_jury_bp"], &offered["available_actions"][0]["blockers"][0]["code"]), (&json!(2000), &json!("jury_not_confirmed")));

        let seen = jury(&cast.officer, call).await;
        assert_eq!((&seen["public_jury_bp"], &seen["may_enter"], seen["proposals"].as_array().unwrap().len()), (&json!(2000), &json!(true), 2));
        assert_eq!(jury(&cast.director, call).await["may_enter"], false);
        let path = format!("/calls/{call}/jury");
        let entered = cast.officer.post(&path, protocol(&cast.officer, &[(first, 120, "11000.5"), (second, 120, "9000")]).await).await.created();
        assert_eq!((&entered["counts"][0]["exact"], &entered["counts"][0]["shown"], &entered["ballots"]), (&json!("22001/240"), &json!("91.67"), &json!(240)));
        defence::seal(&cast, call).await.refused(409, "jury_protocol_waiting");
        step(&cast.officer, &entered, "confirm", Value::Null).await.refused(409, "same_person");
        let stale = json!({ "id": entered["id"], "version": 7 });
        step(&cast.director, &stale, "confirm", Value::Null).await.refused(412, "stale");
        step(&cast.director, &entered, "confirm", Value::Null).await.ok();
        let results = defence::seal(&cast, call).await.ok();
        assert_eq!(jury(&cast.officer, call).await["protocols"][0]["state"], "sealed");

        // 95 and 80 and 22001/240, 90 and 100 and 75, at 60 to 20 to 20.
        let [one, two] = [first, second].map(|proposal| defence::row(&results, proposal));
        assert_eq!((&one["rank"], &one["exact"], &one["shown"]), (&json!(1), &json!("109601/1200"), &json!("91.33")));
        assert_eq!((&two["rank"], &two["exact"]), (&json!(2), &json!("89")));
        let stage = &one["stages"][2];
        assert_eq!((&stage["kind"], &stage["weight_bp"], &stage["n_valid"], &stage["exact"], &stage["state"]),
            (&json!("public_jury"), &json!(2000), &json!(120), &json!("22001/240"), &json!("counted")));

        defence::verify(&cast, call).await;
        cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await.ok();
        steps::approved_decision(&cast, call).await;
        let notice = steps::published_notice(&cast, call).await;
        let public = world.anonymous().get(&format!("/public/notices/{}", id(&notice))).await.ok();
        assert_eq!(public["judging"], json!({ "written_bp": 6000, "defence_bp": 2000, "public_jury_bp": 2000, "site_visit_bp": 0, "jury_ballots": 240 }));
        let bundle = world.anonymous().get(&format!("/public/calls/{call}/review-bundle")).await.ok();
        let checked = verify_bundle(&bundle).unwrap();
        assert_eq!((checked.reviews, checked.ranked, checked.awards), (10, 2, 2));
        let number = one["proposal"]["number"].as_str().unwrap();
        assert_eq!(bundle["results"]["input"]["public_jury"][number], json!({ "ballots": 120, "points": "11000.5" }));
        tampered(&bundle, &format!("/results/input/public_jury/{number}/points"), json!("11000.6"));
        tampered(&bundle, "/results/input/public_jury_protocol/evidence_sha256", json!("0".repeat(64)));
        let late = protocol(&cast.officer, &[(first, 1, "1"), (second, 1, "1")]).await;
        cast.officer.post(&path, late).await.refused(409, "results_published");
        drop(round);
    }
}

/// A round that weighs 80 to 20, whose reviews are all submitted and not sealed.
async fn written_and_jury(world: &World, cast: &Cast) -> Round {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    scheme["scoring"]["stage_weights_bp"] = json!({ "written": 8000, "defence": 0, "public_jury": 2000 });
    let round = steps::submitted_to(world, cast, "90000.00", &scheme, &["20000.00", "30000.00"]).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    steps::everything_scored(cast, &round).await;
    round
}

on_both! {
    async fn a_protocol_is_complete_possible_and_known_to_two_persons(world: World) {
        let cast = Cast::new(&world).await;
        let round = written_and_jury(&world, &cast).await;
        let (call, first, second) = (&round.call, &round.proposals[0], &round.proposals[1]);
        let path = format!("/calls/{call}/jury");
        let stage = cast.officer.etag(&format!("/calls/{call}/panel")).await;
        let seal = cast.officer.call(Method::POST, &format!("/calls/{call}/reviews/seal")).if_match(&stage);
        seal.json(json!({ "confirm_lapse": false })).send().await.refused(409, "jury_not_confirmed");
        let panel = cast.officer.get(&format!("/calls/{call}/panel")).await.ok();
        assert_eq!(panel["available_actions"][0]["blockers"][0]["code"], "jury_not_confirmed");

        let mut wrong = protocol(&cast.officer, &[(first, 3, "300.01"), (first, 2, "一百"), (&round.grantees[0].id, 1, "1")]).await;
        wrong["held_on"] = json!("2027-01-01");
        let faults = ["/held_on in_the_future", "/counts/0/points out_of_range", "/counts/1/proposal_id duplicate", "/counts/1/points form",
            "/counts/2/proposal_id unknown", "/counts incomplete"];
        assert_eq!(cast.officer.post(&path, wrong).await.faults(), faults);
        let nobody = protocol(&cast.officer, &[(first, 0, "0"), (second, 0, "0")]).await;
        assert_eq!(cast.officer.post(&path, nobody).await.faults(), ["/counts nobody_voted"]);
        let counts = [(first.as_str(), 2, "200"), (second.as_str(), 0, "0")];
        cast.director.post(&path, protocol(&cast.director, &counts).await).await.refused(403, "forbidden");
        let other = colleague(&world).await;
        let (one, two) = (protocol(&cast.officer, &counts).await, protocol(&other, &counts).await);
        let (one, two) = tokio::join!(cast.officer.post(&path, one), other.post(&path, two));
        let codes: Vec<u16> = [&one, &two].iter().map(|answer| answer.status.as_u16()).collect();
        assert!(codes.contains(&201) && codes.contains(&409), "of two at once one waits: {codes:?}");
        let (entered, by) = if codes[0] == 201 { (one.created(), &cast.officer) } else { (two.created(), &other) };

        let stranger = world.person("外省经办", &[("programme_officer", Scope::Area("/350000000000/".to_owned()))]).await;
        stranger.get(&path).await.refused(404, "not_found");
        step(&stranger, &entered, "confirm", Value::Null).await.refused(404, "not_found");
        let file = entered["evidence"]["id"].as_str().unwrap();
        cast.director.get(&format!("/files/{file}/content")).await.expect(200);
        let related = world.person("亲属主任", &[("programme_director", world.district().await)]).await;
        let kin = json!({
            "user_id": related.id, "organisation_id": round.grantees[0].id, "kind": "litigation", "severity": "hard",
            "asked_by_applicant": false, "pinned": true, "reason": "与该单位有未结诉讼",
        });
        cast.officer.post("/conflicts/records", kin).await.created();
        let left = jury(&related, call).await;
        assert_eq!((left["proposals"].as_array().unwrap().len(), left["protocols"][0]["counts"].as_array().unwrap().len()), (1, 1));
        assert_eq!(left["protocols"][0]["evidence"], Value::Null);
        step(&related, &entered, "confirm", Value::Null).await.refused(404, "not_found");
        related.get(&format!("/files/{file}/content")).await.refused(404, "not_found");

        step(by, &entered, "reject", json!({ "reason": "录错一张" })).await.ok();
        let entered = cast.officer.post(&path, protocol(&cast.officer, &counts).await).await.created();
        step(&other, &entered, "confirm", Value::Null).await.ok();
        for change in ["UPDATE jury_counts SET ballots = 3", "DELETE FROM jury_protocols", "UPDATE jury_protocols SET venue = 'x'",
            "UPDATE jury_protocols SET state = 'entered', decided_by = NULL, decided_at = NULL"] {
            assert!(world.sql(change).await.is_err(), "{change}");
        }
        // Nobody voted about the second: it has no result, and is not silently last.
        let results = steps::sealed(&cast, call, false).await;
        let [one, two] = [first, second].map(|proposal| defence::row(&results, proposal));
        assert_eq!((&one["exact"], &one["stages"][1]["kind"]), (&json!("96"), &json!("public_jury")));
        assert_eq!((&two["rank"], &two["reason"], &two["stages"][1]["state"]), (&Value::Null, &json!("no_jury"), &json!("not_held")));
    }
}

on_both! {
    async fn a_count_found_wrong_after_the_results_is_superseded_with_a_computation_of_its_own(world: World) {
        let cast = Cast::new(&world).await;
        let round = written_and_jury(&world, &cast).await;
        let (call, first, second) = (&round.call, &round.proposals[0], &round.proposals[1]);
        let path = format!("/calls/{call}/jury");
        let right = cast.officer.post(&path, protocol(&cast.officer, &[(first, 10, "500"), (second, 10, "800")]).await).await.created();
        step(&cast.director, &right, "confirm", Value::Null).await.ok();
        let mut again = protocol(&cast.officer, &[(first, 10, "500"), (second, 10, "600")]).await;
        assert_eq!(cast.officer.post(&path, again.clone()).await.faults(), ["/reason missing"]);
        again["reason"] = json!("第二会场的选票录入有误，重新计票");
        let entered = cast.officer.post(&path, again).await.created();
        step(&cast.director, &entered, "confirm", Value::Null).await.ok();
        let results = steps::sealed(&cast, call, false).await;
        assert_eq!((&results["run"]["seq"], &defence::row(&results, first)["exact"]), (&json!(1), &json!("86")));
        defence::verify(&cast, call).await;
        cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await.ok();

        let mut third = protocol(&cast.officer, &[(first, 10, "500"), (second, 10, "1000")]).await;
        third["reason"] = json!("监督复核后发现仍漏计一箱选票");
        let third = cast.officer.post(&path, third).await.created();
        let waits = cast.officer.post(&format!("/calls/{call}/decision"), json!({ "reason": "按评审排名拟定" })).await;
        waits.refused(409, "jury_protocol_waiting");
        let other = colleague(&world).await;
        step(&other, &third, "confirm", Value::Null).await.ok();
        let states: Vec<Value> = jury(&cast.officer, call).await["protocols"].as_array().unwrap().iter().map(|one| one["state"].clone()).collect();
        assert_eq!(states, ["sealed", "superseded", "superseded"]);
        let results = cast.officer.get(&format!("/calls/{call}/results")).await.ok();
        assert_eq!((&results["run"]["seq"], &results["run"]["state"]), (&json!(2), &json!("computed")));
        assert_eq!((&defence::row(&results, second)["rank"], &defence::row(&results, second)["exact"]), (&json!(1), &json!("92")));
        defence::verify(&cast, call).await;
        steps::approved_decision(&cast, call).await;
        let late = protocol(&cast.officer, &[(first, 10, "500"), (second, 10, "600")]).await;
        cast.officer.post(&path, late).await.refused(409, "decision_stands");
        steps::published_notice(&cast, call).await;
        let bundle = world.anonymous().get(&format!("/public/calls/{call}/review-bundle")).await.ok();
        verify_bundle(&bundle).unwrap();
        let earlier = &bundle["earlier"][0];
        assert_eq!((&earlier["seq"], &earlier["superseded"]["kind"], &earlier["superseded"]["protocol"]), (&json!(1), &json!("public_jury"), &json!(3)));
    }
}

/// The protocol of visits, with its scan uploaded by this person: the sheets of three visitors at each place.
async fn visits(by: &Actor, points: &[(&str, &str)]) -> Value {
    let counts: Vec<(&str, u32, &str)> = points.iter().map(|(id, points)| (*id, 3, *points)).collect();
    let mut visits = protocol(by, &counts).await;
    for row in visits["counts"].as_array_mut().unwrap() {
        row["findings"] = json!("场地落实，厨房证照齐全，与申报书一致");
    }
    visits["stage"] = json!("site_visit");
    visits["visitors"] = json!("林主管、赵老师、周会计");
    visits
}

on_both! {
    async fn site_visits_are_a_stage_of_their_own_beside_the_jury(world: World) {
        let cast = Cast::new(&world).await;
        let mut scheme = steps::scheme(&world, steps::PRESET).await;
        scheme["scoring"]["stage_weights_bp"] = json!({ "written": 6000, "defence": 0, "public_jury": 2000, "site_visit": 2000 });
        let round = steps::submitted_to(&world, &cast, "90000.00", &scheme, &["20000.00", "30000.00"]).await;
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        steps::started_review(&cast, &round.call).await;
        steps::everything_scored(&cast, &round).await;
        let (call, first, second) = (&round.call, round.proposals[0].as_str(), round.proposals[1].as_str());
        let path = format!("/calls/{call}/jury");
        let panel = cast.officer.get(&format!("/calls/{call}/panel")).await.ok();
        let blockers: Vec<&Value> = panel["available_actions"][0]["blockers"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert_eq!(blockers, ["jury_not_confirmed", "site_visit_not_confirmed"]);

        let mut wrong = visits(&cast.officer, &[(first, "270"), (second, "240")]).await;
        wrong["visitors"] = json!("林主管");
        wrong["counts"][1]["findings"] = json!("  ");
        assert_eq!(cast.officer.post(&path, wrong.clone()).await.faults(), ["/visitors too_few", "/counts/1/findings missing"]);
        wrong["visitors"] = Value::Null;
        assert_eq!(cast.officer.post(&path, wrong.clone()).await.faults(), ["/visitors missing", "/counts/1/findings missing"]);
        wrong["stage"] = json!("public_jury");
        wrong["visitors"] = json!("林主管、赵老师");
        assert_eq!(cast.officer.post(&path, wrong).await.faults(), ["/visitors unused", "/counts/0/findings unused"]);

        // Each stage has its own protocol that waits and its own that stands.
        let voted = cast.officer.post(&path, protocol(&cast.officer, &[(first, 10, "500"), (second, 10, "800")]).await).await.created();
        let visited = cast.officer.post(&path, visits(&cast.officer, &[(first, "270"), (second, "240")]).await).await.created();
        assert_eq!((&visited["stage"], &visited["visitors"], &visited["counts"][0]["exact"]), (&json!("site_visit"), &json!("林主管、赵老师、周会计"), &json!("90")));
        step(&cast.director, &voted, "confirm", Value::Null).await.ok();
        let stage = cast.officer.etag(&format!("/calls/{call}/panel")).await;
        let seal = cast.officer.call(Method::POST, &format!("/calls/{call}/reviews/seal")).if_match(&stage);
        seal.json(json!({ "confirm_lapse": false })).send().await.refused(409, "site_visit_protocol_waiting");
        step(&cast.officer, &visited, "confirm", Value::Null).await.refused(409, "same_person");
        step(&cast.director, &visited, "confirm", Value::Null).await.ok();
        for change in ["UPDATE jury_protocols SET stage = 'public_jury', visitors = NULL", "UPDATE jury_protocols SET visitors = 'x' WHERE stage = 'site_visit'",
            "UPDATE jury_counts SET findings = 'x'"] {
            assert!(world.sql(change).await.is_err(), "{change}");
        }
        assert_eq!(jury(&cast.officer, call).await["protocols"].as_array().unwrap().len(), 1);
        let seen = cast.officer.get(&format!("{path}?stage=site_visit")).await.ok();
        assert_eq!((&seen["site_visit_bp"], &seen["protocols"][0]["counts"][1]["findings"]), (&json!(2000), &json!("场地落实，厨房证照齐全，与申报书一致")));

        // 95 of the panel, 50 of the jury and 90 of the visitors at 60 to 20 to 20; 95, 80 and 80.
        let results = steps::sealed(&cast, call, false).await;
        let [one, two] = [first, second].map(|proposal| defence::row(&results, proposal));
        let panels = [&one, &two].map(|row| row["stages"][0]["exact"].as_str().unwrap().parse::<i64>().unwrap());
        let exact = |panel: i64, jury: i64, visit: i64| (panel * 60 + jury * 20 + visit * 20) / 100;
        assert_eq!(one["exact"], exact(panels[0], 50, 90).to_string());
        assert_eq!(two["exact"], exact(panels[1], 80, 80).to_string());
        let kinds: Vec<&Value> = one["stages"].as_array().unwrap().iter().map(|stage| &stage["kind"]).collect();
        assert_eq!(kinds, ["written", "public_jury", "site_visit"]);
        assert_eq!((&one["stages"][2]["n_valid"], &one["stages"][2]["weight_bp"], &one["stages"][2]["state"]), (&json!(3), &json!(2000), &json!("counted")));

        // Found wrong afterwards: a computation of its own, and the jury's count stays as it is.
        let mut again = visits(&cast.officer, &[(first, "270"), (second, "0")]).await;
        again["counts"][1] = json!({ "proposal_id": second, "ballots": 0, "points": "0" });
        again["reason"] = json!("复核发现第二个项目并未实地走访");
        let again = cast.officer.post(&path, again).await.created();
        step(&cast.director, &again, "confirm", Value::Null).await.ok();
        let results = cast.officer.get(&format!("/calls/{call}/results")).await.ok();
        assert_eq!((&results["run"]["seq"], &defence::row(&results, second)["reason"]), (&json!(2), &json!("no_site_visit")));
        defence::verify(&cast, call).await;
        cast.officer.act(&format!("/calls/{call}"), "start-deciding", Value::Null).await.ok();
        steps::approved_decision(&cast, call).await;
        let notice = steps::published_notice(&cast, call).await;
        let public = world.anonymous().get(&format!("/public/notices/{}", id(&notice))).await.ok();
        assert_eq!(public["judging"], json!({ "written_bp": 6000, "defence_bp": 0, "public_jury_bp": 2000, "site_visit_bp": 2000, "jury_ballots": 20 }));
        let bundle = world.anonymous().get(&format!("/public/calls/{call}/review-bundle")).await.ok();
        verify_bundle(&bundle).unwrap();
        let number = one["proposal"]["number"].as_str().unwrap();
        assert_eq!(bundle["earlier"][0]["superseded"]["kind"], "site_visit");
        tampered(&bundle, &format!("/results/input/site_visit/{number}/points"), json!("271"));
    }
}

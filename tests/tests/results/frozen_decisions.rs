//! What was applied for, recommended and approved are three figures, and the director signs one frozen document.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_tests::steps::{self, etag, id};
use yichuang_tests::{Answer, Cast, on_both};

async fn propose(cast: &Cast, call: &str, body: Value) -> Answer {
    cast.officer.post(&format!("/calls/{call}/decision"), body).await
}

async fn sign(cast: &Cast, decision: &Value, digest: &Value) -> Answer {
    let path = format!("/decisions/{}/approve", id(decision));
    cast.director.call(Method::POST, &path).if_match(&etag(decision)).json(json!({ "document_sha256": digest })).send().await
}

fn amounts(decision: &Value, n: usize) -> [Value; 3] {
    ["requested", "recommended", "approved"].map(|key| decision["lines"][n][key].clone())
}

on_both! {
    async fn three_amounts_stand_side_by_side_and_none_overwrites_another(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["30000.00", "40000.00"]).await;
        let lower = |amount: &str| json!({ "amounts": [{ "proposal_id": round.proposals[0], "amount": amount, "reason": "活动场次核减为 18 次" }] });
        for wrong in ["30000.01", "0.00"] {
            let answer = propose(&cast, &round.call, lower(wrong)).await;
            assert_eq!(answer.faults(), ["/amounts/0/amount out_of_range"], "{wrong}");
        }
        let stranger = json!({ "amounts": [{ "proposal_id": round.call, "amount": "1.00", "reason": "并无此项目" }] });
        assert_eq!(propose(&cast, &round.call, stranger).await.faults(), ["/amounts/0/proposal_id unknown"]);
        let decision = propose(&cast, &round.call, lower("25000.00")).await.created();
        assert_eq!(amounts(&decision, 0), [json!("30000.00"), json!("25000.00"), Value::Null]);
        assert_eq!((&decision["total"], &decision["lines"][0]["recommend_reason"]), (&json!("65000.00"), &json!("活动场次核减为 18 次")));
        let owner = &round.grantees[0].owner;
        let told = owner.get(&format!("/proposals/{}", round.proposals[0])).await.ok();
        assert_eq!([&told["requested"], &told["recommended"], &told["approved"]], [&json!("30000.00"), &Value::Null, &Value::Null]);
        let approved = sign(&cast, &decision, &decision["document_sha256"]).await.ok();
        assert_eq!(amounts(&approved, 0), [json!("30000.00"), json!("25000.00"), json!("25000.00")]);
        for change in ["requested_fen = 1", "recommended_fen = recommended_fen + 1", "approved_fen = 1"] {
            assert!(world.sql(&format!("UPDATE decision_lines SET {change}")).await.is_err(), "{change}");
        }
        assert!(world.sql("UPDATE decision_documents SET document = '{}'").await.is_err());
        steps::closed_notice(&world, &cast, &round.call).await;
        let told = owner.get(&format!("/proposals/{}", round.proposals[0])).await.ok();
        assert_eq!([&told["requested"], &told["recommended"], &told["approved"]], [&json!("30000.00"), &json!("25000.00"), &json!("25000.00")]);
        let project = steps::project_of(&cast, &round.call, &round.proposals[0]).await;
        assert_eq!(cast.officer.get(&project).await.ok()["approved"], "25000.00");
        assert!(steps::broken_identities(&cast).await.is_empty());
    }
}

on_both! {
    async fn the_director_signs_the_frozen_document_and_what_changed_since_is_stale(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["30000.00", "40000.00"]).await;
        let decision = propose(&cast, &round.call, json!({})).await.created();
        let text = decision["document"].as_str().unwrap();
        let frozen: Value = serde_json::from_str(text).unwrap();
        assert_eq!((canonical_json(&frozen), json!(sha256_hex(text.as_bytes()))), (text.to_owned(), decision["document_sha256"].clone()));
        let results = cast.officer.get(&format!("/calls/{}/results", round.call)).await.ok();
        assert_eq!((&frozen["results"]["output_sha256"], &frozen["lines"][0]["applied"]), (&results["run"]["output_sha256"], &json!("30000.00")));

        let path = format!("/decisions/{}/approve", id(&decision));
        let unsigned = cast.director.call(Method::POST, &path).if_match(&etag(&decision)).send().await;
        assert_eq!(unsigned.faults(), ["/document_sha256 missing"]);
        sign(&cast, &decision, &json!("0".repeat(64))).await.refused(409, "decision_stale");
        for (change, back) in [
            ("UPDATE calls SET budget_fen = budget_fen + 100", "UPDATE calls SET budget_fen = budget_fen - 100"),
            ("UPDATE proposals SET requested_fen = requested_fen + 1", "UPDATE proposals SET requested_fen = requested_fen - 1"),
            ("UPDATE result_runs SET state = 'superseded'", "UPDATE result_runs SET state = 'verified'"),
        ] {
            world.sql(change).await.unwrap();
            sign(&cast, &decision, &decision["document_sha256"]).await.refused(409, "decision_stale");
            world.sql(back).await.unwrap();
        }

        // Signed and sent back at once: one of them happens, and money is reserved only if it was signed.
        let back = cast.director.call(Method::POST, &format!("/decisions/{}/return", id(&decision))).if_match(&etag(&decision));
        let (signed, returned) = tokio::join!(
            sign(&cast, &decision, &decision["document_sha256"]),
            back.json(json!({ "reason": "评分有误，先行更正" })).send(),
        );
        let statuses = [signed.status.as_u16(), returned.status.as_u16()];
        assert!(statuses.contains(&200) && (statuses.contains(&412) || statuses.contains(&409)), "{statuses:?}");
        if statuses[1] == 200 {
            // What is corrected meanwhile gives another document; the old digest signs nothing.
            let row = cast.officer.get(&format!("/assignments?call_id={}", round.call)).await.ok()["items"][0].clone();
            let wish = json!({ "kind": "void", "reason_code": "misconduct", "reason": "评委与申报单位私下联系，经核实" });
            let asked = cast.officer.post(&format!("/assignments/{}/corrections", id(&row)), wish).await.created();
            propose(&cast, &round.call, json!({})).await.refused(409, "correction_waiting");
            let approve = format!("/review-corrections/{}/approve", id(&asked));
            cast.director.call(Method::POST, &approve).if_match(&etag(&asked)).send().await.ok();
            sign(&cast, &decision, &decision["document_sha256"]).await.refused(412, "stale");
            let results = cast.director.get(&format!("/calls/{}/results", round.call)).await.ok();
            let verify = format!("/result-runs/{}/verify", id(&results["run"]));
            cast.director.call(Method::POST, &verify).if_match(&etag(&results["run"])).send().await.ok();
            let again = propose(&cast, &round.call, json!({})).await.created();
            assert_ne!(again["document_sha256"], decision["document_sha256"]);
            sign(&cast, &again, &decision["document_sha256"]).await.refused(409, "decision_stale");
            sign(&cast, &again, &again["document_sha256"]).await.ok();
        }
        assert!(steps::broken_identities(&cast).await.is_empty());
    }
}

//! Donations to a community fund: what was given is in the books once a second person has seen it, stays with its purpose,
//! pays for small projects, and everybody sees what became of it. Goods are handed out and never paid.

use serde_json::{Value, json};
use yichuang_tests::closing::{self, DECEMBER, NEW_YEAR, assert_sound};
use yichuang_tests::donations::{self, cash, confirmed, handout, recorded, rice};
use yichuang_tests::steps::{self, balance, id};
use yichuang_tests::{Cast, World, on_both};

/// Another fund of this source; its id.
async fn fund(world: &World, cast: &Cast, source: &str) -> String {
    donations::fund(cast, &format!("TN-SQ-{}", world.next()), source).await
}

async fn public(world: &World, fund: &str) -> Value {
    world.anonymous().get(&format!("/public/community-funds/{fund}")).await.ok()
}

on_both! {
    async fn donated_money_is_in_the_books_when_a_second_person_has_seen_it_and_stays_with_its_purpose(world: World) {
        let cast = Cast::new(&world).await;
        let fund = fund(&world, &cast, "community_fund").await;
        let path = recorded(&cast, &fund, cash("20000.00", Some("独居老人助餐"))).await;
        assert_eq!(balance(&cast, "B20").await, "0.00", "nothing is in the books yet");
        cast.maker.act(&path, "confirm", Value::Null).await.refused(403, "forbidden");
        let own = world.login_of_person("经办张（复核）", &[("finance_checker", world.district().await)], Some(cast.maker.id)).await;
        let shown = own.get(&path).await.ok();
        let confirm = shown["available_actions"].as_array().unwrap().iter().find(|action| action["event"] == "confirm").unwrap();
        assert_eq!(confirm["blockers"][0]["code"], "same_person");
        own.act(&path, "confirm", Value::Null).await.refused(409, "same_person");
        let first = cast.checker.act(&path, "confirm", Value::Null).await.ok();
        assert_eq!((&first["state"], &first["amount_upper"], &first["confirmed_by"]["name"]), (&json!("confirmed"), &json!("贰万元整"), &json!("复核李")));

        // The second donation for this purpose comes onto the same line, one without a purpose onto another.
        let second = confirmed(&cast, &fund, cash("500.50", Some("独居老人助餐"))).await;
        let free = confirmed(&cast, &fund, cash("300.00", None)).await;
        assert_eq!(second["allotment_id"], first["allotment_id"]);
        let line = cast.maker.get(&format!("/allotments/{}", first["allotment_id"].as_str().unwrap())).await.ok();
        assert_eq!((&line["amount"], &line["balances"]["available"], &line["directed"]), (&json!("20500.50"), &json!("20500.50"), &json!(true)));
        assert_eq!(line["budget_line"], "定向捐赠：独居老人助餐");
        assert_eq!([balance(&cast, "B20").await, balance(&cast, "F1002").await], ["20800.50", "20800.50"]);

        // Money that was given for a purpose is not moved to another one; money without one may join it.
        let (directed, undirected) = (first["allotment_id"].clone(), free["allotment_id"].clone());
        let order = |from: &Value, to: &Value| json!({
            "kind": "adjustment", "amount": "100.00", "allotment_id": from, "to_allotment_id": to, "reason": "调剂使用", "evidence": "会议纪要"
        });
        assert_eq!(cast.maker.post("/fund-orders", order(&directed, &undirected)).await.faults(), ["/allotment_id directed_money"]);
        cast.maker.post("/fund-orders", order(&undirected, &directed)).await.created();
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn a_fund_pays_for_small_projects_and_everybody_sees_what_came_in_and_what_became_of_it(world: World) {
        let cast = Cast::new(&world).await;
        let fund = fund(&world, &cast, "community_fund").await;
        let mut named = cash("30000.00", None);
        named["naming"] = json!("示例餐饮助老专项");
        named["naming_until"] = json!("2027-05-31");
        let line = confirmed(&cast, &fund, named.clone()).await["allotment_id"].as_str().unwrap().to_owned();
        let mut silent = cash("2000.00", None);
        silent["anonymous"] = json!(true);
        confirmed(&cast, &fund, silent).await;
        let again = recorded(&cast, &fund, named).await;
        cast.checker.act(&again, "confirm", Value::Null).await.refused(409, "name_taken");
        cast.checker.act(&again, "reject", json!({ "reason": "冠名重复" })).await.ok();

        let mut scheme = steps::scheme(&world, steps::PRESET).await;
        scheme["budget"]["cap_per_project"] = json!("20000.00");
        let round = steps::submitted_from(&world, &cast, &line, "20000.00", &scheme, &["20000.00"]).await;
        steps::reviewed(&world, &cast, &round).await;
        let project = steps::awarded(&world, &cast, &round).await.remove(0);
        steps::active_project(&cast, &round.grantees[0], &project).await;
        let tranche = steps::requested_tranche(&cast, &round.grantees[0], &project).await;
        let payment = steps::approved_payment(&cast, &tranche).await;
        let batch = steps::submitted_batch(&cast, std::slice::from_ref(&payment)).await;
        let line = steps::bank_line(&cast, &payment, "paid", &world.today(), "").await;
        cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();

        let shown = public(&world, &fund).await;
        let figures = ["donation_count", "donated", "promised", "paid", "available"].map(|key| shown[key].clone());
        assert_eq!(figures, [json!(2), json!("32000.00"), json!("10000.00"), json!("10000.00"), json!("12000.00")]);
        assert_eq!(shown["names"], json!([{ "naming": "示例餐饮助老专项", "donor_name": "常州示例餐饮有限公司", "until": "2027-05-31" }]));
        let anyone = world.anonymous();
        let given = anyone.get(&format!("/public/community-funds/{fund}/donations")).await.ok();
        let mut donors: Vec<_> = given["items"].as_array().unwrap().iter().map(|item| item["donor_name"].as_str()).collect();
        donors.sort_unstable();
        assert_eq!(donors, [None, Some("常州示例餐饮有限公司")], "confirmed ones only, and the silent donor is not named");
        let projects = anyone.get(&format!("/public/projects?fund_id={fund}")).await.ok();
        assert_eq!((projects["items"].as_array().unwrap().len(), &projects["items"][0]["paid"]), (1, &json!("10000.00")));
        assert_eq!(anyone.get("/public/community-funds").await.ok()["items"][0]["paid"], "10000.00");
        let other = self::fund(&world, &cast, "community_fund").await;
        assert_eq!(anyone.get(&format!("/public/projects?fund_id={other}")).await.ok()["items"], json!([]));
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn goods_are_handed_out_to_the_last_fen_never_twice_and_never_paid(world: World) {
        let cast = Cast::new(&world).await;
        let fund = fund(&world, &cast, "donation").await;
        let goods = confirmed(&cast, &fund, rice()).await;
        assert_eq!((&goods["allotment_id"], balance(&cast, "B20").await), (&Value::Null, "0.00".to_owned()));
        let path = format!("/donations/{}", id(&goods));
        cast.maker.act(&path, "handouts", handout("600.00")).await.ok();
        let above = cast.maker.act(&path, "handouts", handout("2400.01")).await;
        assert_eq!((above.faults(), &above.body["errors"][0]["limit"]), (vec!["/value above_rest".to_owned()], &json!("2400.00")));
        let mut late = handout("1.00");
        late["handed_out_on"] = json!("2026-06-02");
        assert_eq!(cast.maker.act(&path, "handouts", late).await.faults(), ["/handed_out_on outside"]);

        // Two at once want all that is left.
        let etag = cast.maker.etag(&path).await;
        let url = format!("{path}/handouts");
        let send = || cast.maker.call(axum::http::Method::POST, &url).if_match(&etag).json(handout("2400.00")).send();
        let (one, other) = tokio::join!(send(), send());
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412]);
        let shown = cast.auditor.get(&path).await.ok();
        assert_eq!((&shown["handed_out"], shown["handouts"].as_array().unwrap().len()), (&json!("3000.00"), 2));
        let seen = cast.maker.get(&path).await.ok();
        let blockers = &seen["available_actions"].as_array().unwrap().iter().find(|action| action["event"] == "hand_out").unwrap()["blockers"];
        assert_eq!(blockers[0]["code"], "nothing_left");

        let page = public(&world, &fund).await;
        assert_eq!(["donated", "donated_goods", "handed_out"].map(|key| page[key].clone()), [json!("0.00"), json!("3000.00"), json!("3000.00")]);
        let given = world.anonymous().get(&format!("/public/community-funds/{fund}/donations")).await.ok();
        assert_eq!((&given["items"][0]["donor_name"], &given["items"][0]["handouts"][0]["recipient"]), (&Value::Null, &json!("红梅社区独居老人 20 户")));
        let money = confirmed(&cast, &fund, cash("10.00", None)).await;
        cast.maker.act(&format!("/donations/{}", id(&money)), "handouts", handout("1.00")).await.refused(409, "not_goods");
    }
}

on_both! {
    async fn a_donation_that_is_wrong_is_refused_with_everything_at_once_and_one_that_was_confirmed_stands(world: World) {
        let cast = Cast::new(&world).await;
        let fund = fund(&world, &cast, "community_fund").await;
        let path = format!("/funds/{fund}/donations");
        let mut wrong = cash("0.00", None);
        wrong["received_on"] = json!("2026-06-02");
        wrong["goods"] = json!("大米");
        wrong["naming"] = json!("示例专项");
        wrong["anonymous"] = json!(true);
        let faults = cast.maker.post(&path, wrong).await.faults();
        assert_eq!(faults, ["/amount too_small", "/goods unexpected", "/received_on in_future", "/naming_until missing", "/naming anonymous"]);
        let budget = self::fund(&world, &cast, "fiscal").await;
        cast.maker.post(&format!("/funds/{budget}/donations"), cash("1.00", None)).await.refused(409, "no_donations");
        world.anonymous().get(&format!("/public/community-funds/{budget}")).await.refused(404, "not_found");
        world.anonymous().get(&format!("/public/community-funds/{budget}/donations")).await.refused(404, "not_found");
        let lapsing = json!({
            "code": "TN-SQ-X", "name": "社区基金", "source": "community_fund", "area_code": "320402000000", "year_end_policy": "lapse"
        });
        assert_eq!(cast.maker.post("/funds", lapsing).await.faults(), ["/year_end_policy donations_stay"]);
        let mut receipt = cash("100.00", None);
        receipt["receipt_no"] = json!("苏财捐0012345678");
        let first = recorded(&cast, &fund, receipt.clone()).await;
        cast.maker.post(&path, receipt).await.refused(409, "receipt_used");

        // Taken back by its maker, and then nobody confirms it any more.
        cast.maker.act(&first, "withdraw", json!({ "reason": "金额登记有误" })).await.ok();
        cast.checker.act(&first, "confirm", Value::Null).await.refused(409, "illegal_event");
        let stands = confirmed(&cast, &fund, cash("100.00", None)).await;
        for change in ["amount_fen = 1", "state = 'recorded'", "donor_name = '别人'"] {
            let sql = format!("UPDATE donations SET {change} WHERE number = '{}'", stands["number"].as_str().unwrap());
            assert!(world.sql(&sql).await.is_err(), "{change}");
        }
        assert!(world.sql("DELETE FROM donations").await.is_err());
    }
}

on_both! {
    async fn donations_confirmed_at_once_come_onto_one_line_and_each_counts_once(world: World) {
        let cast = Cast::new(&world).await;
        let fund = fund(&world, &cast, "community_fund").await;
        let mut paths = Vec::new();
        for _ in 0..6 {
            paths.push(recorded(&cast, &fund, cash("10.00", Some("儿童之家"))).await);
        }
        paths.push(paths[0].clone());
        let answers = all_confirmed(&cast, &paths).await;
        assert_eq!(answers.iter().filter(|status| **status == 200).count(), 6, "{answers:?}");
        assert_eq!(world.number("SELECT COUNT(*) FROM allotments").await, 1);
        assert_eq!(world.number("SELECT amount_fen FROM allotments").await, 6000);
        assert_eq!(balance(&cast, "B20").await, "60.00");
        assert_sound(&world, &cast).await;
    }
}

on_both! {
    async fn a_purpose_binds_in_the_next_year_too_and_new_donations_have_a_line_of_their_own(world: World) {
        let cast = Cast::new(&world).await;
        let fund = fund(&world, &cast, "community_fund").await;
        world.at(DECEMBER);
        let old = confirmed(&cast, &fund, cash("100.00", Some("儿童之家"))).await["allotment_id"].as_str().unwrap().to_owned();
        world.at(NEW_YEAR);
        let closed = closing::closed(&cast, &fund, 2026).await;
        assert_eq!((&closed["lapsed"], &closed["carried"]), (&json!("0.00"), &json!("100.00")));
        let next = closing::successor(&closed, &old);
        let carried = cast.maker.get(&format!("/allotments/{next}")).await.ok();
        assert_eq!((&carried["directed"], &carried["budget_line"], &carried["fiscal_year"]), (&json!(true), &json!("定向捐赠：儿童之家"), &json!(2027)));
        let new = confirmed(&cast, &fund, cash("50.00", Some("儿童之家"))).await["allotment_id"].as_str().unwrap().to_owned();
        assert!(new != next && new != old);
        let order = json!({
            "kind": "adjustment", "amount": "10.00", "allotment_id": next, "to_allotment_id": new, "reason": "合并", "evidence": "会议纪要"
        });
        assert_eq!(cast.maker.post("/fund-orders", order).await.faults(), ["/allotment_id directed_money"]);
        let shown = public(&world, &fund).await;
        assert_eq!((&shown["donated"], &shown["available"]), (&json!("150.00"), &json!("150.00")));
        assert_sound(&world, &cast).await;
    }
}

/// Confirms all of them at the same time; the statuses.
async fn all_confirmed(cast: &Cast, paths: &[String]) -> Vec<u16> {
    let mut etags = Vec::new();
    for path in paths {
        etags.push(cast.checker.etag(path).await);
    }
    let mut running = tokio::task::JoinSet::new();
    for (path, etag) in paths.iter().cloned().zip(etags) {
        let checker = cast.checker.clone();
        running.spawn(async move {
            checker.call(axum::http::Method::POST, &format!("{path}/confirm")).if_match(&etag).send().await.status.as_u16()
        });
    }
    running.join_all().await
}

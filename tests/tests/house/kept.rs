//! What lists show of many rows without counting them is kept ready by the database, and is never anything but what counting
//! the rows gives: also for the rows that were there before anything was kept.

use serde_json::{Value, json};
use yichuang_migrations::{Migrator, MigratorTrait};
use yichuang_store::Conn;
use yichuang_tests::actor::query;
use yichuang_tests::{Actor, Cast, World, donations, on_both, steps};

const KEPT_SINCE: &str = "m20261127_000120_flat_lists";

/// What must be the same: what is kept, and the same from the rows.
fn pairs() -> Vec<(String, String)> {
    let words = |kind: &str, own: &str, table: &str| {
        let of = |thing: &str, kinds: &str| {
            format!(
                "SELECT words.term, things.id AS subject_id FROM {table} AS things JOIN search_terms AS words \
                 ON words.subject_id = things.{thing} AND words.kind IN ({kinds})"
            )
        };
        let kept = format!("SELECT term, subject_id FROM search_terms WHERE kind = '{kind}'");
        (kept, format!("SELECT term, subject_id FROM ({} UNION {}) AS words", of("id", own), of("organisation_id", "'organisation'")))
    };
    let sum = |what: &str| format!("CAST(SUM({what}) AS BIGINT)");
    let given = |kind: &str| sum(&format!("CASE WHEN kind = '{kind}' THEN amount_fen ELSE 0 END"));
    vec![
        (
            "SELECT call_id, state, n FROM call_counts WHERE n <> 0".to_owned(),
            "SELECT call_id, state, COUNT(*) AS n FROM proposals GROUP BY call_id, state".to_owned(),
        ),
        (
            "SELECT fund_id, n, cash_fen, goods_fen, handed_out_fen FROM donation_sums WHERE n <> 0".to_owned(),
            format!(
                "SELECT fund_id, COUNT(*) AS n, {}, {}, {} FROM donations WHERE state = 'confirmed' GROUP BY fund_id",
                given("cash"),
                given("in_kind"),
                sum("handed_out_fen")
            ),
        ),
        words("proposal_found", "'proposal', 'proposal_number'", "proposals"),
        words("proposal_told", "'proposal_number'", "proposals"),
        words("project_found", "'project'", "projects"),
    ]
}

async fn assert_kept(world: &World) {
    assert_same(world).await;
    for (kept, _) in pairs() {
        assert!(world.number(&format!("SELECT COUNT(*) FROM ({kept}) AS kept")).await > 0, "nothing to compare: {kept}");
    }
}

async fn assert_same(world: &World) {
    for (kept, counted) in pairs() {
        for (one, other) in [(&kept, &counted), (&counted, &kept)] {
            let differing = format!("SELECT COUNT(*) FROM (SELECT * FROM ({one}) AS a EXCEPT SELECT * FROM ({other}) AS b) AS differing");
            assert_eq!(world.number(&differing).await, 0, "in the first and not in the second:\n{one}\n{other}");
        }
    }
}

/// Takes the database back to the time before anything was kept, and forward again.
async fn migrated_again(world: &World) {
    let Conn::Pool(pool) = world.app.store.read() else { panic!("reads have the pool") };
    let later = Migrator::migrations().iter().rev().position(|migration| migration.name() == KEPT_SINCE).unwrap();
    Migrator::down(&pool, Some(u32::try_from(later + 1).unwrap())).await.unwrap();
    assert_eq!(world.number("SELECT COUNT(*) FROM search_terms WHERE kind LIKE '%!_found' ESCAPE '!'").await, 0);
    world.app.store.migrate().await.unwrap();
}

/// What the list of calls says of each state of one call, and how many proposals the list of proposals has.
async fn told(staff: &Actor, call: &str, state: &str) -> (u64, usize) {
    let calls = staff.get("/calls?limit=100").await.ok();
    let counts = calls["items"].as_array().unwrap().iter().find(|item| item["id"] == call).unwrap()["counts"].clone();
    let proposals = staff.get(&format!("/proposals?call_id={call}&state={state}&limit=100")).await.ok();
    (counts[state].as_u64().unwrap(), proposals["items"].as_array().unwrap().len())
}

on_both! {
    async fn what_lists_show_without_counting_is_what_counting_gives(world: World) {
        let cast = Cast::new(&world).await;
        let mut round = steps::submitted_round(&world, &cast, &["20000.00", "30000.00", "25000.00"]).await;
        let (leaver, left) = (round.grantees.pop().unwrap(), round.proposals.pop().unwrap());
        leaver.owner.act(&format!("/proposals/{left}"), "withdraw", json!({ "reason": "人手不足" })).await.ok();
        steps::reviewed(&world, &cast, &round).await;
        steps::awarded(&world, &cast, &round).await;
        let fund = donations::fund(&cast, "TN-SQ", "community_fund").await;
        donations::confirmed(&cast, &fund, donations::cash("100.00", None)).await;
        donations::recorded(&cast, &fund, donations::cash("70.00", None)).await;
        let goods = donations::confirmed(&cast, &fund, donations::rice()).await;
        cast.maker.act(&format!("/donations/{}", steps::id(&goods)), "handouts", donations::handout("20.00")).await.ok();
        assert_kept(&world).await;
        assert_eq!(told(&cast.officer, &round.call, "awarded").await, (2, 2));
        assert_eq!(told(&cast.officer, &round.call, "withdrawn").await, (1, 1));
        assert_eq!(told(&cast.officer, &round.call, "submitted").await, (0, 0));

        migrated_again(&world).await;
        assert_kept(&world).await;
        assert_eq!(told(&cast.officer, &round.call, "awarded").await, (2, 2));
        let number = cast.officer.get(&format!("/proposals/{}", round.proposals[0])).await.ok()["number"].clone();
        let words = query(&format!("{} 助餐 {}", round.grantees[0].name, number.as_str().unwrap()));
        let found = cast.officer.get(&format!("/proposals?q={words}")).await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "by words of the organisation, the title and the number together");
        donations::confirmed(&cast, &fund, donations::cash("30.00", None)).await;
        assert_kept(&world).await;
        let shown = world.anonymous().get("/public/community-funds").await.ok()["items"][0].clone();
        assert_eq!((&shown["donation_count"], &shown["available"]), (&Value::from(3), &Value::from("130.00")), "{shown:#}");
    }
}

on_both! {
    async fn a_new_name_and_a_new_title_at_once_leave_the_words_of_both(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "500000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let proposal = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, json!({ "title": "社区助餐" })).await);
        for turn in ["甲", "乙", "丙", "丁", "戊", "己"] {
            grantee.owner.patch(&grantee.path(), json!({ "name": format!("晨曦{turn}邻里互助社") })).await.ok();
            let waiting = cast.officer.get(&format!("/verifications?state=waiting&organisation_id={}", grantee.id)).await.ok();
            let verification = format!("/verifications/{}", steps::id(&waiting["items"][0]));
            let title = json!({ "title": format!("{turn}片区助餐") });
            let renaming = cast.officer.act(&verification, "accept", Value::Null);
            let (renamed, titled) = tokio::join!(renaming, grantee.owner.patch(&proposal, title));
            renamed.ok();
            titled.ok();
            assert_same(&world).await;
        }
    }
}

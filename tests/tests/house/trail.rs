//! The trail is a chain: what was sealed cannot be changed, removed or slipped in without the check naming it.

use serde_json::{Value, json};
use yichuang_base::trail::{self, Report};
use yichuang_server::jobs;
use yichuang_tests::{Cast, World, on_both, steps};

async fn check(world: &World) -> Report {
    trail::verify(&world.app.store.read()).await.unwrap()
}

fn codes(report: &Report) -> Vec<&Value> {
    report.findings.iter().map(|finding| &finding["code"]).collect()
}

/// A world in which something has happened and was sealed.
async fn sealed(world: &World) -> Report {
    let cast = Cast::new(world).await;
    steps::verified_organisation(world, &cast).await;
    jobs::sweep(&world.app).await;
    check(world).await
}

/// Somebody with the database's password takes the guards of these tables away.
async fn unguarded(world: &World) {
    let all: &[&str] = if world.is_postgres() {
        &[
            "ALTER TABLE audit_events DISABLE TRIGGER USER",
            "ALTER TABLE audit_links DISABLE TRIGGER USER",
            "ALTER TABLE audit_seals DISABLE TRIGGER USER",
        ]
    } else {
        &[
            "DROP TRIGGER audit_events_no_update",
            "DROP TRIGGER audit_events_no_delete",
            "DROP TRIGGER audit_events_linked",
            "DROP TRIGGER audit_links_sealed_once",
            "DROP TRIGGER audit_links_no_delete",
            "DROP TRIGGER audit_seals_no_update",
        ]
    };
    for statement in all {
        world.sql(statement).await.unwrap();
    }
}

on_both! {
    async fn every_event_is_sealed_once_and_each_seal_names_the_one_before(world: World) {
        let first = sealed(&world).await;
        assert_eq!((first.findings.len(), first.seals, first.waiting), (0, 1, 0));
        assert!(first.events >= 5, "{first:?}");
        assert_eq!(trail::seal(&world.app).await.unwrap(), 0, "nothing has happened since");
        steps::registered_organisation(&world).await;
        let between = check(&world).await;
        assert_eq!((between.head.clone(), between.findings.len()), (first.head.clone(), 0));
        assert!(between.waiting > 0);
        let (one, two) = tokio::join!(trail::seal(&world.app), trail::seal(&world.app));
        assert_eq!(one.unwrap() + two.unwrap(), u64::try_from(between.waiting).unwrap(), "of two at once each event is sealed by one");
        let second = check(&world).await;
        assert_eq!((second.findings.len(), second.seals, second.waiting), (0, 2, 0));
        assert_ne!(second.head, first.head);
        assert_eq!(second.events, first.events + u64::try_from(between.waiting).unwrap());
    }
}

on_both! {
    async fn the_database_refuses_to_change_what_was_sealed(world: World) {
        sealed(&world).await;
        for change in [
            "UPDATE audit_events SET reason = 'x'", "DELETE FROM audit_events", "UPDATE audit_links SET seal = NULL, sha256 = NULL",
            "DELETE FROM audit_links", "UPDATE audit_seals SET sha256 = 'x'", "DELETE FROM audit_seals",
        ] {
            assert!(world.sql(change).await.is_err(), "{change}");
        }
        assert_eq!(codes(&check(&world).await), [""; 0]);
    }
}

on_both! {
    async fn the_check_names_the_event_that_was_changed_and_the_one_that_is_gone(world: World) {
        sealed(&world).await;
        unguarded(&world).await;
        let one = "(SELECT event_id FROM audit_links ORDER BY event_id LIMIT 1)";
        world.sql(&format!("UPDATE audit_events SET reason = 'somebody else wanted it' WHERE id = {one}")).await.unwrap();
        let report = check(&world).await;
        assert_eq!(codes(&report), ["event_changed"]);
        assert!(report.findings[0]["event"].is_string() && report.findings[0]["seal"] == 1, "{report:?}");
        // The digest of the event made anew: the seal no longer fits.
        world.sql(&format!("UPDATE audit_links SET sha256 = '{}' WHERE event_id = {one}", "0".repeat(64))).await.unwrap();
        assert_eq!(codes(&check(&world).await), ["event_changed", "seal_broken"]);
        world.sql(&format!("DELETE FROM audit_links WHERE event_id = {one}")).await.unwrap();
        assert_eq!(codes(&check(&world).await), ["seal_broken", "events_unlinked"]);
    }
}

on_both! {
    async fn an_event_that_was_slipped_in_and_a_seal_that_was_made_anew_are_found(world: World) {
        let first = sealed(&world).await;
        steps::registered_organisation(&world).await;
        jobs::sweep(&world.app).await;
        unguarded(&world).await;
        // Whoever makes the first seal anew has to make every later one anew as well.
        world.sql(&format!("UPDATE audit_seals SET sha256 = '{}' WHERE seq = 1", "a".repeat(64))).await.unwrap();
        let report = check(&world).await;
        assert_eq!(codes(&report), ["seal_broken", "chain_broken"]);
        world.sql(&format!("UPDATE audit_seals SET sha256 = '{}' WHERE seq = 1", first.head.unwrap())).await.unwrap();
        assert_eq!(codes(&check(&world).await), [""; 0]);
        let copy = if world.is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
        let slipped = format!(
            "INSERT INTO audit_events (id, at, actor_id, action, subject_kind, subject_id, before, after, reason, request_id) \
             SELECT {copy}, at, actor_id, action, subject_kind, subject_id, before, after, reason, request_id FROM audit_events LIMIT 1"
        );
        world.sql(&slipped).await.unwrap();
        assert_eq!(check(&world).await.findings, [json!({ "code": "events_unlinked", "count": 1 })]);
    }
}

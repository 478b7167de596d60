//! What the database itself refuses, whoever asks: the ledger and the trails are append-only and balanced. And
//! what the checks find when somebody got past it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;
use yichuang_base::caller::Caller;
use yichuang_base::uow::Uow;
use yichuang_base::{ids, ledger as books};
use yichuang_domain::ledger::{EventCode, LedgerEvent};
use yichuang_store::ids::{JournalId, UserId};
use yichuang_store::ledger as rows;
use yichuang_store::record::User;
use yichuang_store::{Store, accounts, find};
use yichuang_tests::{Cast, World, on_both, steps};

/// Refused, by a rule whose message says this.
async fn expect_refused(world: &World, statement: &str, because: &str) {
    let error = world.sql(statement).await.expect_err(statement).to_lowercase();
    assert!(error.contains(&because.to_lowercase()), "{statement}\n{error}");
}

/// A world with an allotment of ¥5,000 and nothing else in its ledger.
async fn with_allotment(world: &World) -> (Cast, Uuid) {
    let cast = Cast::new(world).await;
    let allotment = steps::approved_allotment(world, &cast, "5000.00").await;
    (cast, allotment.parse().unwrap())
}

/// A journal of one's own, written around the product: header and postings, not sealed.
struct Forged<'a> {
    world: &'a World,
    cast: &'a Cast,
    allotment: Uuid,
    id: Uuid,
}

impl<'a> Forged<'a> {
    fn new(world: &'a World, cast: &'a Cast, allotment: Uuid) -> Self {
        Self { world, cast, allotment, id: ids::new_id(world.app.clock.now()) }
    }

    fn header(&self) -> String {
        let (id, by) = (self.world.literal(self.id), self.world.literal(self.cast.maker.id));
        format!(
            "INSERT INTO journals (id, event, biz_date, memo, subject_kind, subject_id, created_by, created_at) \
             VALUES ({id}, 'E01', '2026-06-01', 'forged', 'allotment', {id}, {by}, 1)"
        )
    }

    fn posting(&self, line: i32, layer: &str, account: &str, amount: &str) -> String {
        let (id, allotment) = (self.world.literal(self.id), self.world.literal(self.allotment));
        format!(
            "INSERT INTO postings (journal_id, line_no, layer, account, allotment_id, detail, amount_fen) \
             VALUES ({id}, {line}, '{layer}', '{account}', {allotment}, '-', {amount})"
        )
    }

    fn seal(&self, postings: i32) -> String {
        format!("INSERT INTO journal_seals (journal_id, postings, sha256) VALUES ({}, {postings}, 'x')", self.world.literal(self.id))
    }

    /// Header and these postings, stored.
    async fn stored(self, postings: &[(&str, &str, &str)]) -> Self {
        self.world.sql(&self.header()).await.unwrap();
        for ((layer, account, amount), line) in postings.iter().zip(1..) {
            self.world.sql(&self.posting(line, layer, account, amount)).await.unwrap();
        }
        self
    }
}

// ---- append-only -------------------------------------------------------------------------------------------

/// Tables whose rows are never changed or removed.
const APPEND_ONLY: [&str; 7] =
    ["journals", "postings", "journal_seals", "approvals", "audit_events", "review_versions", "agreement_signatures"];

on_both! {
    async fn rows_of_the_ledger_and_of_the_trails_are_never_changed_or_removed(world: World) {
        let cast = Cast::new(&world).await;
        steps::approved_payments(&world, &cast, &["200000.00"]).await;
        for table in APPEND_ONLY {
            let before = world.number(&format!("SELECT COUNT(*) FROM {table}")).await;
            assert!(before > 0, "{table} is empty, so nothing would be refused");
            let column = match table {
                "postings" => "detail",
                "journals" => "memo",
                "audit_events" => "action",
                "approvals" => "digest",
                "agreement_signatures" => "signed_name",
                _ => "sha256",
            };
            expect_refused(&world, &format!("UPDATE {table} SET {column} = 'forged'"), "append-only").await;
            expect_refused(&world, &format!("DELETE FROM {table}"), "append-only").await;
            if world.is_postgres() {
                expect_refused(&world, &format!("TRUNCATE {table} CASCADE"), "append-only").await;
            }
            assert_eq!(world.number(&format!("SELECT COUNT(*) FROM {table}")).await, before);
        }
    }
}

on_both! {
    async fn a_sealed_journal_takes_no_posting(world: World) {
        let (cast, allotment) = with_allotment(&world).await;
        let forged = Forged::new(&world, &cast, allotment).stored(&[("B", "B20", "100"), ("B", "B10", "-100")]).await;
        world.sql(&forged.seal(2)).await.unwrap();
        expect_refused(&world, &forged.posting(3, "B", "B20", "1"), "sealed").await;
        expect_refused(&world, &forged.seal(2), "unique").await;
    }
}

on_both! {
    async fn only_a_balanced_journal_can_be_sealed(world: World) {
        let (cast, allotment) = with_allotment(&world).await;
        let forged = || Forged::new(&world, &cast, allotment);
        let empty = forged().stored(&[]).await;
        expect_refused(&world, &empty.seal(0), "does not balance").await;
        let single = forged().stored(&[("B", "B20", "100")]).await;
        expect_refused(&world, &single.seal(1), "does not balance").await;
        let unequal = forged().stored(&[("B", "B20", "100"), ("B", "B10", "-99")]).await;
        expect_refused(&world, &unequal.seal(2), "does not balance").await;
        // In all zero, but not in either layer.
        let crossed = forged().stored(&[("B", "B20", "100"), ("F", "F3001", "-100")]).await;
        expect_refused(&world, &crossed.seal(2), "does not balance").await;
        let miscounted = forged().stored(&[("B", "B20", "100"), ("B", "B10", "-100")]).await;
        expect_refused(&world, &miscounted.seal(3), "does not balance").await;
        world.sql(&miscounted.seal(2)).await.unwrap();
    }
}

on_both! {
    async fn a_journal_that_moves_budget_between_two_allotments_unevenly_is_not_sealed(world: World) {
        let (cast, first) = with_allotment(&world).await;
        let second: Uuid = steps::approved_allotment(&world, &cast, "5000.00").await.parse().unwrap();
        let forged = Forged::new(&world, &cast, first).stored(&[("B", "B20", "100")]).await;
        let other = Forged { id: forged.id, ..Forged::new(&world, &cast, second) };
        world.sql(&other.posting(2, "B", "B10", "-100")).await.unwrap();
        expect_refused(&world, &forged.seal(2), "does not balance").await;
    }
}

on_both! {
    async fn an_amount_is_whole_not_zero_and_within_its_cap(world: World) {
        let (cast, allotment) = with_allotment(&world).await;
        let forged = Forged::new(&world, &cast, allotment).stored(&[]).await;
        for amount in ["0", "100000000000000", "-100000000000000"] {
            expect_refused(&world, &forged.posting(1, "B", "B20", amount), "check").await;
        }
        if !world.is_postgres() {
            // PostgreSQL would round the literal; the product binds whole numbers only.
            expect_refused(&world, &forged.posting(1, "B", "B20", "1.5"), "check").await;
        }
        expect_refused(&world, &forged.posting(1, "X", "B20", "1"), "check").await;
        world.sql(&forged.posting(1, "B", "B20", "99999999999999")).await.unwrap();
    }
}

on_both! {
    async fn a_balance_has_the_sign_of_its_account(world: World) {
        with_allotment(&world).await;
        for (account, amount) in [("B20", "-1"), ("F1002", "-1"), ("B10", "1"), ("F3001", "1")] {
            let statement = format!("UPDATE balances SET amount_fen = {amount} WHERE account = '{account}'");
            expect_refused(&world, &statement, "check").await;
        }
        assert_eq!(world.number("SELECT amount_fen FROM balances WHERE account = 'B20'").await, 500_000);
    }
}

// ---- reversal ----------------------------------------------------------------------------------------------

/// A unit of work of somebody, in a write transaction of its own.
async fn unit(world: &World, user: Uuid) -> Uow {
    let conn = world.app.store.begin().await.unwrap();
    let user: User = find(&conn, UserId(user)).await.unwrap().unwrap();
    let grants = accounts::grants_of(&conn, user.id).await.unwrap();
    let who = Caller::new(&user, &grants);
    Uow::new(Arc::new(conn), world.app.clone(), Some(who), world.app.clock.now(), "test".to_owned())
}

on_both! {
    async fn a_journal_is_reversed_once(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        cast.approver.act(&payments[0], "withdraw-approval", json!({ "reason": "附件有误" })).await.ok();
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E18'").await, 1);
        let payment: Uuid = steps::ids(&payments)[0].parse().unwrap();
        let uow = unit(&world, cast.approver.id).await;
        let again = books::reverse(&uow, EventCode::E06, ("payment", payment), "再次撤回").await.unwrap_err();
        assert_eq!((again.status.as_u16(), again.code.as_str()), (409, "duplicate"));
        drop(uow);
        let by_hand = format!(
            "INSERT INTO journals (id, event, biz_date, memo, subject_kind, subject_id, reverses_id, created_by, created_at) \
             SELECT {}, event, biz_date, memo, subject_kind, subject_id, reverses_id, created_by, created_at FROM journals WHERE event = 'E18'",
            world.literal(Uuid::from_u128(1))
        );
        expect_refused(&world, &by_hand, "unique").await;
        steps::assert_none(&steps::broken_identities(&cast).await);
    }
}

// ---- balances and their check ------------------------------------------------------------------------------

async fn balances(world: &World) -> BTreeMap<rows::Key, i64> {
    let conn = world.app.store.read();
    let mut found = BTreeMap::new();
    for (allotment, account) in rows::by_allotment(&conn).await.unwrap().into_keys() {
        for detail in details(&conn, &account, allotment).await {
            let key = rows::Key { account: account.clone(), allotment_id: allotment, detail };
            let amount = rows::balance(&conn, &key).await.unwrap();
            found.insert(key, amount);
        }
    }
    found
}

async fn details(conn: &yichuang_store::Conn, account: &str, allotment: yichuang_store::ids::AllotmentId) -> Vec<String> {
    let mut found = Vec::new();
    for stored in rows::after(conn, None, None, 1000).await.unwrap() {
        let here = stored.postings.into_iter().filter(|posting| posting.account == account && posting.allotment_id == allotment);
        found.extend(here.map(|posting| posting.detail));
    }
    found.sort();
    found.dedup();
    found
}

on_both! {
    async fn balances_written_anew_from_the_postings_are_those_that_were_kept(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "99999.99"]).await;
        let batch = steps::submitted_batch(&cast, &payments[..1]).await;
        let line = steps::bank_line(&cast, &payments[0], "paid", &world.today(), "").await;
        cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();
        let kept = balances(&world).await;
        assert!(kept.len() > 10, "{kept:#?}");

        world.sql("UPDATE balances SET amount_fen = amount_fen + 1 WHERE account = 'B70'").await.unwrap();
        let drift = rows::drift(&world.app.store.read()).await.unwrap();
        assert_eq!(drift.len(), 1);
        assert_eq!((drift[0].key.account.as_str(), drift[0].stored_fen, drift[0].computed_fen), ("B70", 10_000_001, 10_000_000));
        let report = books::verify(&world.app.store.read()).await.unwrap();
        let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code).collect();
        assert!(codes.contains(&"balance_differs") && codes.contains(&"identity_broken"), "{codes:?}");

        let conn = world.app.store.begin().await.unwrap();
        rows::rebuild(&conn).await.unwrap();
        conn.commit().await.unwrap();
        assert_eq!(balances(&world).await, kept);
        assert!(books::verify(&world.app.store.read()).await.unwrap().is_sound());
    }
}

/// Somebody with the database's password takes the guards of the postings away.
async fn unguarded(world: &World) {
    let triggers = if world.is_postgres() {
        vec!["DROP TRIGGER postings_append_only ON postings"]
    } else {
        vec!["DROP TRIGGER postings_no_update", "DROP TRIGGER postings_no_delete"]
    };
    for statement in triggers {
        world.sql(statement).await.unwrap();
    }
}

/// The journal with this event, and how the check of the whole ledger names it.
async fn findings(world: &World, event: &str) -> (JournalId, Vec<(Option<JournalId>, &'static str)>) {
    let conn = world.app.store.read();
    let journals = rows::after(&conn, None, None, 1000).await.unwrap();
    let journal = journals.iter().find(|stored| stored.journal.event == event).unwrap().journal.id;
    let report = books::verify(&conn).await.unwrap();
    (journal, report.findings.into_iter().map(|finding| (finding.journal, finding.code)).collect())
}

on_both! {
    async fn the_check_names_the_journal_whose_posting_was_changed(world: World) {
        let cast = Cast::new(&world).await;
        steps::approved_payments(&world, &cast, &["200000.00"]).await;
        unguarded(&world).await;
        // Both sides by one fen, so that the journal still balances.
        let raised = "UPDATE postings SET amount_fen = amount_fen + CASE WHEN amount_fen > 0 THEN 1 ELSE -1 END \
                      WHERE journal_id IN (SELECT id FROM journals WHERE event = 'E06')";
        world.sql(raised).await.unwrap();
        let (journal, found) = findings(&world, "E06").await;
        assert!(found.contains(&(Some(journal), "seal_broken")), "{found:?}");
        assert!(found.iter().all(|(named, _)| named.is_none_or(|named| named == journal)), "{found:?}");
        assert!(found.contains(&(None, "balance_differs")), "{found:?}");
    }
}

on_both! {
    async fn the_check_names_the_journal_that_lost_a_posting(world: World) {
        let cast = Cast::new(&world).await;
        steps::approved_payments(&world, &cast, &["200000.00"]).await;
        unguarded(&world).await;
        let lost = "DELETE FROM postings WHERE line_no = 1 AND journal_id IN (SELECT id FROM journals WHERE event = 'E03')";
        world.sql(lost).await.unwrap();
        let (journal, found) = findings(&world, "E03").await;
        for code in ["posting_missing", "seal_broken"] {
            assert!(found.contains(&(Some(journal), code)), "{code} in {found:?}");
        }
        assert!(found.iter().all(|(named, _)| named.is_none_or(|named| named == journal)), "{found:?}");
    }
}

on_both! {
    async fn the_check_names_a_journal_without_a_seal(world: World) {
        let (cast, allotment) = with_allotment(&world).await;
        let forged = Forged::new(&world, &cast, allotment).stored(&[("B", "B20", "100"), ("B", "B10", "-100")]).await;
        let report = books::verify(&world.app.store.read()).await.unwrap();
        let found: Vec<_> = report.findings.iter().map(|finding| (finding.journal, finding.code)).collect();
        assert_eq!(found, [(Some(JournalId(forged.id)), "unsealed")]);
        // It counts for nothing: reports show sealed journals only.
        assert_eq!(steps::balance(&cast, "B20").await, "5000.00");
    }
}

on_both! {
    async fn a_posting_that_the_money_does_not_cover_leaves_no_row_behind(world: World) {
        let (cast, allotment) = with_allotment(&world).await;
        let before = [world.number("SELECT COUNT(*) FROM journals").await, world.number("SELECT COUNT(*) FROM postings").await];
        let uow = unit(&world, cast.maker.id).await;
        let place = books::place_of(&uow, yichuang_store::ids::AllotmentId(allotment)).await.unwrap();
        let amount = "5000.01".parse().unwrap();
        let event = LedgerEvent::Reserve { place, award: Uuid::from_u128(1).to_string(), amount };
        let refused = books::post(&uow, &event, ("proposal", Uuid::from_u128(1)), "超出可用额度").await.unwrap_err();
        assert_eq!((refused.code.as_str(), &refused.extra["short"]), ("insufficient_balance", &json!("0.01")));
        drop(uow);
        let after = [world.number("SELECT COUNT(*) FROM journals").await, world.number("SELECT COUNT(*) FROM postings").await];
        assert_eq!(after, before);
        assert_eq!(steps::balance(&cast, "B20").await, "5000.00");
    }
}

on_both! {
    async fn a_sum_that_the_database_cannot_hold_is_refused_and_nothing_of_it_is_there(world: World) {
        let (cast, allotment) = with_allotment(&world).await;
        let nearly = i64::MAX - 100;
        world.sql(&format!("UPDATE balances SET amount_fen = {nearly} WHERE account = 'F1002'")).await.unwrap();
        let filled = world.number("SELECT COUNT(*) FROM balances WHERE account = 'F1002'").await;
        assert_eq!(filled, 1, "the money of the allotment is the one row");
        let before = world.rows().await;
        let uow = unit(&world, cast.maker.id).await;
        let place = books::place_of(&uow, yichuang_store::ids::AllotmentId(allotment)).await.unwrap();
        let event = LedgerEvent::ReceiveCash { place, amount: "1.01".parse().unwrap() };
        let refused = books::post(&uow, &event, ("allotment", allotment), "到款").await.unwrap_err();
        assert_eq!((refused.status.as_u16(), refused.code.as_str()), (500, "internal"));
        drop(uow);
        assert_eq!(world.rows().await, before);
        assert_eq!(world.number("SELECT amount_fen FROM balances WHERE account = 'F1002'").await, nearly);
    }
}

// ---- migrations --------------------------------------------------------------------------------------------

on_both! {
    async fn migrations_go_down_and_up_again(world: World) {
        let (cast, _) = with_allotment(&world).await;
        assert_eq!(steps::balance(&cast, "B20").await, "5000.00");
        let store: &Store = &world.app.store;
        store.migrate_down().await.unwrap();
        let (pending, all) = store.pending_migrations().await.unwrap();
        assert_eq!(pending, all);
        let left = if world.is_postgres() {
            "SELECT COUNT(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'seaql_migrations'"
        } else {
            "SELECT COUNT(*) FROM sqlite_master WHERE type IN ('table', 'trigger') AND name NOT LIKE 'sqlite%' AND name <> 'seaql_migrations'"
        };
        assert_eq!(world.number(left).await, 0);
        store.migrate().await.unwrap();
        assert_eq!(store.pending_migrations().await.unwrap().0, 0);
        world.areas().await;
        let (cast, allotment) = with_allotment(&world).await;
        assert_eq!(steps::balance(&cast, "B20").await, "5000.00");
        let forged = Forged::new(&world, &cast, allotment).stored(&[("B", "B20", "100")]).await;
        expect_refused(&world, &forged.seal(1), "does not balance").await;
    }
}

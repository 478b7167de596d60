//! Cases that every system which pays out money must survive, and that no other file looks at. The list of all of them
//! is `docs/failure-cases.md`.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_server::jobs;
use yichuang_tests::steps::{self, Round, assert_none, flat_scores, id};
use yichuang_tests::{Actor, Cast, Server, World, on_both};

/// A payment of ¥100,000 that waits for its approver.
async fn checked_payment(world: &World, cast: &Cast) -> String {
    let (round, projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    steps::active_project(cast, &round.grantees[0], &projects[0]).await;
    let tranche = steps::requested_tranche(cast, &round.grantees[0], &projects[0]).await;
    let payment = steps::prepared_payment(cast, &tranche).await;
    cast.checker.act(&payment, "check", Value::Null).await.ok();
    payment
}

async fn state(of: &Actor, thing: &str) -> String {
    of.get(thing).await.ok()["state"].as_str().unwrap().to_owned()
}

// ---- crash and disk ----------------------------------------------------------------------------------------

on_both! {
    async fn a_file_that_was_downloaded_is_not_taken_as_sent_and_nothing_sends_it(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::generated_batch(&cast, &payments).await;
        let path = format!("{batch}/bank-file");
        let server = Server::start(&world).await;
        let first = cast.maker.at(&server).get(&path).await;
        assert_eq!(first.status.as_u16(), 200, "{}", first.body);
        server.kill();
        world.later(7 * 86_400);
        steps::clock_strikes(&world).await;
        assert_eq!(state(&cast.maker, &batch).await, "generated", "nobody said that the bank has the file");
        assert_eq!(state(&cast.maker, &payments[0]).await, "exported");
        assert_eq!(cast.maker.get(&path).await.bytes, first.bytes);
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E07'").await, 1);
        assert_eq!(steps::balance(&cast, "B60").await, "100000.00");
        cast.maker.act(&batch, "submit", Value::Null).await.ok();
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn a_worker_that_dies_after_sending_sends_again_and_the_payment_is_posted_once(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let line = steps::bank_line(&cast, &payments[0], "paid", &world.today(), "").await;
        cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();
        let attempts = "SELECT attempts FROM outbox WHERE payload LIKE '%拨付成功%'";
        let waiting = "SELECT COUNT(*) FROM outbox WHERE payload LIKE '%拨付成功%' AND done_at IS NULL";
        while jobs::once(&world.app).await.unwrap() > 0 {}
        assert_eq!((world.number(attempts).await, world.number(waiting).await), (1, 0));

        // The mail was sent, and the worker died before it could say so.
        world.sql("UPDATE outbox SET done_at = NULL WHERE payload LIKE '%拨付成功%'").await.unwrap();
        while jobs::once(&world.app).await.unwrap() > 0 {}
        assert_eq!(world.number(attempts).await, 1, "for a while the mail still belongs to whoever took it");
        world.later(60);
        while jobs::once(&world.app).await.unwrap() > 0 {}
        assert_eq!((world.number(attempts).await, world.number(waiting).await), (2, 0));
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E08'").await, 1);
        assert_eq!(steps::balance(&cast, "B70").await, "100000.00");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

// ---- the same thing twice ----------------------------------------------------------------------------------

on_both! {
    async fn a_key_that_comes_back_after_a_year_gets_its_answer_and_has_no_second_effect(world: World) {
        let cast = Cast::new(&world).await;
        let payment = checked_payment(&world, &cast).await;
        let seen = cast.approver.etag(&payment).await;
        let path = format!("{payment}/approve");
        let approve = || cast.approver.call(Method::POST, &path).if_match(&seen).key("approve").send();
        let first = approve().await;
        assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (200, ""), "{}", first.body);
        world.later(366 * 86_400);
        jobs::sweep(&world.app).await;
        let again = approve().await;
        assert_eq!((again.status, again.header("idempotency-replayed")), (first.status, "true"), "{}", again.body);
        assert_eq!(again.bytes, first.bytes);
        assert_eq!(world.number("SELECT COUNT(*) FROM approvals WHERE step = 'approver'").await, 1);
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E06'").await, 1);
    }
}

// ---- the bank ----------------------------------------------------------------------------------------------

on_both! {
    async fn a_settled_payment_a_split_line_and_figures_that_are_none_move_no_money(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let day = world.today();
        let paid = steps::bank_line(&cast, &payments[0], "paid", &day, "").await;
        cast.checker.act(&batch, "bank-return", steps::bank_return(&[paid])).await.ok();
        let settled = steps::bank_line(&cast, &payments[0], "rejected", &day, "账号户名不符").await;
        let open = cast.maker.get(&payments[1]).await.ok()["number"].as_str().unwrap().to_owned();
        let files: [(Vec<String>, &[&str]); 5] = [
            (vec![settled], &["already_settled"]),
            (vec![format!("{open},paid,30000.00,{day},"), format!("{open},paid,20000.00,{day},")], &["amount_differs", "repeated"]),
            (vec![format!("{open},paid,５００００.００,{day},")], &["amount_differs"]),
            (vec![format!("{open},paid,5e4,{day},")], &["amount_differs"]),
            (vec![format!("{open},paid,50000.00,2026-02-29,")], &["wrong_date"]),
        ];
        for (lines, expected) in files {
            let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&lines)).await.ok();
            let found = result["return"]["lines"].as_array().unwrap().iter();
            let found: Vec<&str> = found.map(|line| line["exception"].as_str().unwrap_or_default()).collect();
            assert_eq!(found, expected, "{lines:?}");
            assert_eq!(result["unanswered"], json!([open]), "{lines:?}");
        }
        assert_eq!(state(&cast.maker, &payments[0]).await, "paid");
        assert_eq!(state(&cast.maker, &payments[1]).await, "exported");
        for (account, amount) in [("B50", "0.00"), ("B60", "50000.00"), ("B70", "100000.00")] {
            assert_eq!(steps::balance(&cast, account).await, amount, "{account}");
        }
        assert_none(&steps::broken_identities(&cast).await);
    }
}

// ---- people ------------------------------------------------------------------------------------------------

on_both! {
    async fn whoever_lost_the_role_meanwhile_approves_nothing(world: World) {
        let cast = Cast::new(&world).await;
        let payment = checked_payment(&world, &cast).await;
        let security = world.person("安全管理员", &[("security_admin", Scope::Platform)]).await;
        let user = format!("/users/{}", cast.approver.id);
        let grant = id(&security.get(&user).await.ok()["grants"][0]);
        security.call(Method::DELETE, &format!("{user}/grants/{grant}")).send().await.expect(204);
        cast.approver.act(&payment, "approve", Value::Null).await.refused(403, "forbidden");
        assert_eq!(state(&cast.maker, &payment).await, "checked");
        assert_eq!(steps::balance(&cast, "B55").await, "0.00");
        let second = world.person("审批赵", &[("finance_approver", world.district().await)]).await;
        second.act(&payment, "approve", Value::Null).await.ok();
        assert_eq!(steps::balance(&cast, "B55").await, "100000.00");
    }
}

// ---- documents ---------------------------------------------------------------------------------------------

on_both! {
    async fn an_invoice_is_used_for_one_project_only_also_in_the_next_year(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00", "100000.00"]).await;
        let mut tranches = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            steps::active_project(&cast, grantee, project).await;
            tranches.push(steps::due_tranche(&cast, project, 1).await);
        }
        let request = |invoice: &str| json!({ "note": "申请拨付首期款", "invoice_number": invoice });
        let (first, other) = (&round.grantees[0].owner, &round.grantees[1].owner);
        first.act(&tranches[0], "request", request("26322000000000000001")).await.ok();
        other.act(&tranches[1], "request", request("26322000000000000001")).await.refused(409, "invoice_used");
        world.at("2027-03-01T02:00:00Z");
        other.act(&tranches[1], "request", request("26322000000000000001")).await.refused(409, "invoice_used");
        assert_eq!(state(&cast.officer, &tranches[1]).await, "due");
        other.act(&tranches[1], "request", request("27322000000000000001")).await.ok();
    }
}

// ---- reviews -----------------------------------------------------------------------------------------------

/// A round under review with one proposal.
async fn under_review(world: &World, cast: &Cast) -> Round {
    let round = steps::submitted_round(world, cast, &["20000.00"]).await;
    steps::screened(world, cast, &round.call, &round.proposals).await;
    steps::started_review(cast, &round.call).await;
    round
}

on_both! {
    async fn a_review_submitted_while_the_scores_are_sealed_counts_whole_or_not_at_all(world: World) {
        let cast = Cast::new(&world).await;
        let round = under_review(&world, &cast).await;
        let (last, others) = cast.reviewers.split_last().unwrap();
        for reviewer in others {
            let assignment = steps::assignment(reviewer, &round.call, &round.proposals[0]).await;
            steps::scored(reviewer, &assignment, &flat_scores("8")).await;
        }
        let open = steps::assignment(last, &round.call, &round.proposals[0]).await;
        steps::attested(last, &open).await;
        last.put(&open, "review", json!({ "scores": flat_scores("9") })).await.ok();
        let panel = format!("/calls/{}/panel", round.call);
        let (seen, stage) = (last.etag(&open).await, cast.officer.etag(&panel).await);
        let (submit, seal) = (format!("{open}/submit"), format!("/calls/{}/reviews/seal", round.call));
        let (submitted, sealed) = tokio::join!(
            last.call(Method::POST, &submit).if_match(&seen).send(),
            cast.officer.call(Method::POST, &seal).if_match(&stage).json(json!({ "confirm_lapse": true })).send(),
        );
        let row = sealed.ok()["rows"][0].clone();
        let counts = submitted.status == 200;
        if !counts {
            submitted.refused(409, "stage_not_open");
        }
        let valid = 4 + i64::from(counts);
        assert_eq!(row["n_valid"], json!(valid), "{row:#}");
        assert_eq!(world.number("SELECT COUNT(*) FROM review_versions").await, valid);
        // Kept, dropped and excluded are together the whole panel, each once.
        let names = |part: &Value| part.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let excluded = row["excluded"].as_array().unwrap().iter().map(|one| one["reviewer"].as_str().unwrap().to_owned());
        let mut found: Vec<String> = [names(&row["kept"]), names(&row["dropped"])].concat().into_iter().chain(excluded).collect();
        let panel = cast.officer.get(&panel).await.ok();
        let mut all: Vec<String> = panel["members"].as_array().unwrap().iter().map(|member| member["alias"].as_str().unwrap().to_owned()).collect();
        found.sort();
        all.sort();
        assert_eq!((found.len(), found), (5, all));
    }
}

on_both! {
    async fn results_that_were_changed_after_their_verification_are_not_published(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["20000.00", "30000.00"]).await;
        steps::approved_decision(&cast, &round.call).await;
        let notice = cast.officer.post(&format!("/calls/{}/notice", round.call), json!({})).await.created();
        let notice = format!("/notices/{}", id(&notice));
        world.sql("UPDATE result_runs SET output = REPLACE(output, '\"95.00\"', '\"85.00\"')").await.unwrap();
        cast.director.act(&notice, "publish", Value::Null).await.refused(409, "results_differ");
        assert_eq!(state(&cast.officer, &notice).await, "draft");
        world.anonymous().get(&format!("/public{notice}")).await.refused(404, "not_found");
        world.sql("UPDATE result_runs SET output = REPLACE(output, '\"85.00\"', '\"95.00\"')").await.unwrap();
        cast.director.act(&notice, "publish", Value::Null).await.ok();
    }
}

//! What keeps money where it belongs: three hands, one account, one payment, one file, one answer.

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_store::ids::{AllotmentId, CallId, NoticeId, OrganisationId, ProjectId, ProposalId};
use yichuang_store::record::{Call, Project};
use yichuang_store::{find, insert};
use yichuang_tests::steps::{self, Round, assert_none, id};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// One project of ¥200,000 whose first tranche (¥100,000) is requested.
async fn requested(world: &World, cast: &Cast) -> (Round, String) {
    let (round, projects) = steps::awarded_round(world, cast, &["200000.00"]).await;
    steps::active_project(cast, &round.grantees[0], &projects[0]).await;
    let tranche = steps::requested_tranche(cast, &round.grantees[0], &projects[0]).await;
    (round, tranche)
}

/// Another login of the same human being, with another role.
async fn second_login(world: &World, of: &Actor, role: &str) -> Actor {
    world.login_of_person(&format!("{}（第二账号）", of.name), &[(role, world.district().await)], Some(of.id)).await
}

async fn refused_hand(actor: &Actor, payment: &str, verb: &str, expected: &[&str]) {
    let answer = actor.act(payment, verb, Value::Null).await;
    assert_eq!(answer.faults(), expected, "{verb} by {}", actor.name);
    answer.refused(409, "hands_not_separate");
}

#[track_caller]
pub(super) fn expect_blocked(answer: Answer, expected: &[&str]) {
    assert_eq!(answer.faults(), expected);
    answer.refused(409, "not_payable");
}

// ---- three hands -------------------------------------------------------------------------------------------

on_both! {
    async fn no_person_is_two_hands_of_a_payment_through_a_second_login(world: World) {
        let cast = Cast::new(&world).await;
        let (_, tranche) = requested(&world, &cast).await;
        let payment = steps::prepared_payment(&cast, &tranche).await;
        let maker_as_checker = second_login(&world, &cast.maker, "finance_checker").await;
        refused_hand(&maker_as_checker, &payment, "check", &["/checker same_person"]).await;
        cast.checker.act(&payment, "check", Value::Null).await.ok();
        let checker_as_approver = second_login(&world, &cast.checker, "finance_approver").await;
        refused_hand(&checker_as_approver, &payment, "approve", &["/approver same_person"]).await;
        let maker_as_approver = second_login(&world, &cast.maker, "finance_approver").await;
        refused_hand(&maker_as_approver, &payment, "approve", &["/approver same_person"]).await;
        assert_eq!(cast.maker.get(&payment).await.ok()["approvals"].as_array().unwrap().len(), 2);
        cast.approver.act(&payment, "approve", Value::Null).await.ok();
    }
}

on_both! {
    async fn nobody_of_the_payee_is_a_hand_on_its_payment(world: World) {
        let cast = Cast::new(&world).await;
        let (round, tranche) = requested(&world, &cast).await;
        let owner = &round.grantees[0].owner;
        let owner_as_maker = second_login(&world, owner, "finance_maker").await;
        let made = owner_as_maker.push(&format!("{tranche}/payment")).await;
        assert_eq!(made.faults(), ["/maker payee_person"]);
        made.refused(409, "hands_not_separate");
        let payment = steps::prepared_payment(&cast, &tranche).await;
        let owner_as_checker = second_login(&world, owner, "finance_checker").await;
        refused_hand(&owner_as_checker, &payment, "check", &["/checker payee_person"]).await;
        cast.checker.act(&payment, "check", Value::Null).await.ok();
        let owner_as_approver = second_login(&world, owner, "finance_approver").await;
        refused_hand(&owner_as_approver, &payment, "approve", &["/approver payee_person"]).await;
        let treasurer = Scope::Organisation(OrganisationId(round.grantees[0].id.parse().unwrap()));
        let of_payee = [("applicant_finance", treasurer), ("finance_approver", world.district().await)];
        let member = world.person("组织财务", &of_payee).await;
        refused_hand(&member, &payment, "approve", &["/approver payee_person"]).await;
        let organisation = owner.get(&round.grantees[0].path()).await.ok();
        let representative = organisation["legal_representative"].as_str().unwrap();
        let by_name = world.person(representative, &[("finance_approver", world.district().await)]).await;
        refused_hand(&by_name, &payment, "approve", &["/approver payee_person"]).await;
        cast.approver.act(&payment, "approve", Value::Null).await.ok();
    }
}

on_both! {
    async fn a_batch_is_approved_by_another_person_and_its_approver_does_not_make_the_file(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = cast.maker.post("/batches", json!({ "payment_ids": steps::ids(&payments) })).await.created();
        let batch = format!("/batches/{}", id(&batch));
        cast.approver.act(&batch, "approve", Value::Null).await.refused(409, "illegal_event");
        cast.maker.act(&batch, "lock", Value::Null).await.ok();
        let maker_as_approver = second_login(&world, &cast.maker, "finance_approver").await;
        maker_as_approver.act(&batch, "approve", Value::Null).await.refused(409, "same_person");
        cast.approver.act(&batch, "approve", Value::Null).await.ok();
        let approver_as_maker = second_login(&world, &cast.approver, "finance_maker").await;
        approver_as_maker.act(&batch, "generate", Value::Null).await.refused(409, "same_person");
        cast.maker.act(&batch, "generate", Value::Null).await.ok();
        cast.maker.act(&batch, "submit", Value::Null).await.ok();
        let maker_as_checker = second_login(&world, &cast.maker, "finance_checker").await;
        let line = steps::bank_line(&cast, &payments[0], "paid", &world.today(), "").await;
        maker_as_checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.refused(409, "same_person");
    }
}

// ---- what was approved is what is paid ---------------------------------------------------------------------

on_both! {
    async fn a_payment_whose_account_changed_is_not_approved_and_the_new_account_rests_a_day(world: World) {
        let cast = Cast::new(&world).await;
        let (round, tranche) = requested(&world, &cast).await;
        let grantee = &round.grantees[0];
        let payment = steps::prepared_payment(&cast, &tranche).await;
        cast.checker.act(&payment, "check", Value::Null).await.ok();
        let change = steps::confirmed_account_change(&cast, grantee).await;
        world.later(24 * 3600 - 1);
        steps::clock_strikes(&world).await;
        assert_eq!(grantee.owner.get(&change).await.ok()["state"], "confirmed");
        assert_eq!(cast.maker.get(&payment).await.ok()["state"], "checked", "until the last second the old account is the one");
        world.later(1);
        steps::clock_strikes(&world).await;
        cast.approver.act(&payment, "approve", Value::Null).await.refused(409, "illegal_event");
        assert_eq!(cast.maker.get(&payment).await.ok()["state"], "void");

        grantee.owner.act(&tranche, "request", json!({ "note": "账户已变更，重新申请" })).await.ok();
        let payment = steps::prepared_payment(&cast, &tranche).await;
        cast.checker.act(&payment, "check", Value::Null).await.ok();
        cast.approver.act(&payment, "approve", Value::Null).await.ok();
    }
}

on_both! {
    async fn an_account_that_changes_after_approval_stops_the_payment_at_the_batch_and_at_the_file(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00"]).await;
        let batch = steps::approved_batch(&cast, &payments).await;
        steps::confirmed_account_change(&cast, &round.grantees[0]).await;
        world.later(24 * 3600);
        steps::clock_strikes(&world).await;
        let state = async |path: String| { cast.approver.get(&path).await.ok()["state"].as_str().unwrap().to_owned() };
        assert_eq!(state(batch.clone()).await, "voided", "what was approved as one file is no longer that file");
        assert_eq!(state(payments[0].clone()).await, "void");
        assert_eq!(state(payments[1].clone()).await, "approved", "the other payee's payment stands and goes into the next batch");
        cast.maker.act(&batch, "generate", Value::Null).await.refused(409, "illegal_event");
        cast.maker.get(&format!("{batch}/bank-file")).await.refused(404, "not_found");
        assert_eq!(steps::balance(&cast, "B60").await, "0.00");
        assert_eq!(steps::balance(&cast, "B55").await, "50000.00");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn an_approval_older_than_thirty_days_has_lapsed(world: World) {
        let cast = Cast::new(&world).await;
        let (_, tranche) = requested(&world, &cast).await;
        let payment = steps::prepared_payment(&cast, &tranche).await;
        world.later(3600);
        cast.checker.act(&payment, "check", Value::Null).await.ok();
        world.later(30 * 86_400 - 3600);
        let shown = cast.approver.get(&payment).await.ok();
        let approve = shown["available_actions"].as_array().unwrap().iter().find(|action| action["event"] == "approve").cloned();
        assert_eq!(approve.unwrap()["blockers"], json!([]));
        world.later(1);
        expect_blocked(cast.approver.act(&payment, "approve", Value::Null).await, &["/maker approval_lapsed"]);
        world.later(3600);
        let both = &["/maker approval_lapsed", "/checker approval_lapsed"];
        expect_blocked(cast.approver.act(&payment, "approve", Value::Null).await, both);
        assert_eq!(cast.maker.get(&payment).await.ok()["state"], "checked");
    }
}

on_both! {
    async fn an_approved_payment_that_waits_too_long_does_not_reach_the_bank(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::approved_batch(&cast, &payments).await;
        world.later(30 * 86_400 + 1);
        let number = cast.maker.get(&payments[0]).await.ok()["number"].as_str().unwrap().to_owned();
        let lapsed = ["approver", "checker", "maker"].map(|hand| format!("/{number}/{hand} approval_lapsed"));
        let answer = cast.maker.act(&batch, "generate", Value::Null).await;
        let mut found = answer.faults();
        found.sort();
        assert_eq!(found, lapsed);
        answer.refused(409, "not_payable");
    }
}

on_both! {
    async fn an_amount_changed_behind_the_approvals_is_not_paid(world: World) {
        let cast = Cast::new(&world).await;
        let (_, tranche) = requested(&world, &cast).await;
        let payment = steps::prepared_payment(&cast, &tranche).await;
        cast.checker.act(&payment, "check", Value::Null).await.ok();
        let raised = "UPDATE tranches SET amount_fen = amount_fen + 1 WHERE state = 'checked'";
        world.sql(raised).await.unwrap();
        expect_blocked(cast.approver.act(&payment, "approve", Value::Null).await, &["/digest digest_changed"]);
        assert_eq!(steps::balance(&cast, "B55").await, "0.00");
    }
}

// ---- one tranche, one payment ------------------------------------------------------------------------------

on_both! {
    async fn a_tranche_falls_due_once_and_is_requested_once(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let (grantee, project) = (&round.grantees[0], &projects[0]);
        steps::active_project(&cast, grantee, project).await;
        let tranche = steps::tranche(&cast, project, 1).await;
        let request = json!({ "note": "申请拨付首期款", "invoice_number": "26322000000000000001" });
        grantee.owner.act(&tranche, "request", request.clone()).await.refused(409, "illegal_event");
        steps::due_tranche(&cast, project, 1).await;
        cast.officer.act(&tranche, "mark-due", json!({ "evidence": "协议已签署" })).await.refused(409, "illegal_event");
        cast.maker.act(&tranche, "request", request.clone()).await.refused(403, "forbidden");
        grantee.owner.act(&tranche, "request", request.clone()).await.ok();
        grantee.owner.act(&tranche, "request", request.clone()).await.refused(409, "illegal_event");
        let second = steps::due_tranche(&cast, project, 2).await;
        grantee.owner.act(&second, "request", request).await.refused(409, "invoice_used");
        assert_eq!(steps::balance(&cast, "B50").await, "180000.00");
    }
}

on_both! {
    async fn what_was_read_before_somebody_elses_change_is_refused_as_stale(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let (grantee, project) = (&round.grantees[0], &projects[0]);
        let draft = cast.officer.post(&format!("{project}/agreement"), steps::agreement_document()).await.created();
        let agreement = format!("/agreements/{}", id(&draft));
        cast.officer.act(&agreement, "offer", Value::Null).await.ok();
        let other = json!({ "signed_name": "林芳", "document_sha256": "0".repeat(64) });
        let signed = grantee.owner.act(&agreement, "sign", other).await;
        assert_eq!(signed.faults(), ["/document_sha256 document_changed"]);
        signed.refused(409, "document_changed");
        steps::signed(&grantee.owner, &agreement).await;
        steps::signed(&cast.director, &agreement).await;

        let tranche = steps::tranche(&cast, project, 1).await;
        let seen = cast.officer.etag(&tranche).await;
        let mark = |seen: String, evidence: &'static str| {
            let call = cast.officer.call(Method::POST, &format!("{tranche}/mark-due")).if_match(&seen);
            call.json(json!({ "evidence": evidence })).send()
        };
        mark(seen.clone(), "协议已由双方签署").await.ok();
        mark(seen, "协议已由双方签署，补充材料").await.refused(412, "stale");
        cast.officer.post(&format!("{tranche}/mark-due"), json!({ "evidence": "协议" })).await.refused(428, "if_match_missing");
        assert_eq!(cast.officer.get(&tranche).await.ok()["evidence"], "协议已由双方签署");
        assert_eq!(world.number("SELECT COUNT(*) FROM journals WHERE event = 'E05'").await, 1);
    }
}

on_both! {
    async fn a_tranche_has_one_live_payment_and_a_rejected_one_makes_room_for_another(world: World) {
        let cast = Cast::new(&world).await;
        let (round, tranche) = requested(&world, &cast).await;
        let first = steps::prepared_payment(&cast, &tranche).await;
        cast.maker.push(&format!("{tranche}/payment")).await.refused(409, "payment_exists");
        cast.checker.act(&first, "check", Value::Null).await.ok();
        cast.maker.push(&format!("{tranche}/payment")).await.refused(409, "illegal_event");
        cast.approver.act(&first, "reject", json!({ "reason": "附件不全" })).await.ok();
        assert_eq!(cast.maker.get(&tranche).await.ok()["state"], "due");
        cast.approver.act(&first, "approve", Value::Null).await.refused(409, "illegal_event");
        round.grantees[0].owner.act(&tranche, "request", json!({ "note": "已补齐附件" })).await.ok();
        let second = steps::approved_payment(&cast, &tranche).await;
        assert_ne!(first, second);
        assert_eq!(cast.maker.get(&second).await.ok()["approvals"].as_array().unwrap().len(), 3);
        let forced = format!(
            "INSERT INTO payments (id, number, tranche_id, project_id, payee_account_id, amount_fen, memo, digest, round, area_path, \
             state, version, created_by, created_at, updated_at) \
             SELECT {}, 'PAY-X', tranche_id, project_id, payee_account_id, amount_fen, memo, digest, round, area_path, 'draft', 1, \
             created_by, created_at, updated_at FROM payments WHERE state = 'approved'",
            world.literal(Uuid::from_u128(1))
        );
        let error = world.sql(&forced).await.unwrap_err().to_lowercase();
        assert!(error.contains("unique"), "{error}");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

// ---- agreements --------------------------------------------------------------------------------------------

on_both! {
    async fn no_agreement_comes_before_the_end_of_the_notice(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["200000.00"]).await;
        steps::approved_decision(&cast, &round.call).await;
        let notice = steps::published_notice(&cast, &round.call).await;
        let projects = cast.officer.get(&format!("/projects?call_id={}", round.call)).await.ok();
        assert_eq!(projects["items"], json!([]));

        let project = forced_project(&world, &round, &id(&notice)).await;
        let draft = cast.officer.post(&format!("/projects/{project}/agreement"), steps::agreement_document()).await;
        draft.refused(409, "notice_open");
    }
}

/// A project that the product itself would never make: its notice is still running.
async fn forced_project(world: &World, round: &Round, notice: &str) -> Uuid {
    let conn = world.app.store.begin().await.unwrap();
    let call: Call = find(&conn, CallId(round.call.parse().unwrap())).await.unwrap().unwrap();
    let (id, now) = (Uuid::from_u128(7), world.app.clock.now().micros());
    let project = Project {
        id: ProjectId(id),
        number: "XM2026-9999".to_owned(),
        proposal_id: ProposalId(round.proposals[0].parse().unwrap()),
        notice_id: NoticeId(notice.parse().unwrap()),
        call_id: call.id,
        organisation_id: OrganisationId(round.grantees[0].id.parse().unwrap()),
        allotment_id: AllotmentId(round.allotment.parse().unwrap()),
        title: "未到期的公示".to_owned(),
        approved_fen: 1,
        area_path: call.area_path,
        starts_on: None,
        ends_on: None,
        sign_within: None,
        sign_by: None,
        sign_by_reminded: None,
        extension_until: None,
        extension_reason: None,
        extension_asked_by: None,
        extension_granted_by: None,
        demonstration: false,
        state: "agreement_draft".to_owned(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    insert(&conn, project).await.unwrap();
    conn.commit().await.unwrap();
    id
}

on_both! {
    async fn an_agreement_promises_at_most_the_award_and_what_it_leaves_is_available_again(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let path = format!("{}/agreement", projects[0]);
        let agreement = |amount: &str| {
            let mut document = steps::agreement_document();
            document["amount"] = json!(amount);
            cast.officer.post(&path, document)
        };
        let above = agreement("200000.01").await;
        assert_eq!(above.faults(), ["/amount too_large"]);
        assert_eq!((&above.body["errors"][0]["limit"], &above.body["errors"][0]["actual"]), (&json!("200000.00"), &json!("200000.01")));
        above.refused(422, "invalid");
        // One fen in three instalments is 1, 0 and 0: an instalment of nothing could never be paid, so it is not agreed.
        for amount in ["0.00", "0.01", "0.04"] {
            assert_eq!(agreement(amount).await.faults(), ["/amount too_small"], "{amount}");
        }
        let draft = agreement("199999.99").await.created();
        agreement("199999.99").await.refused(409, "agreement_exists");
        let path = format!("/agreements/{}", id(&draft));
        cast.officer.act(&path, "offer", Value::Null).await.ok();
        steps::signed(&round.grantees[0].owner, &path).await;
        steps::signed(&cast.director, &path).await;
        for (account, amount) in [("B20", "0.01"), ("B30", "0.00"), ("B40", "199999.99")] {
            assert_eq!(steps::balance(&cast, account).await, amount, "{account}");
        }
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn one_person_signs_for_one_party_only(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let draft = cast.officer.post(&format!("{}/agreement", projects[0]), steps::agreement_document()).await.created();
        let agreement = format!("/agreements/{}", id(&draft));
        cast.officer.act(&agreement, "offer", Value::Null).await.ok();
        let owner = &round.grantees[0].owner;
        steps::signed(owner, &agreement).await;
        let as_director = second_login(&world, owner, "programme_director").await;
        let signature = json!({ "signed_name": "林芳", "document_sha256": draft["document_sha256"] });
        as_director.act(&agreement, "sign", signature).await.refused(409, "same_person");
        assert_eq!(steps::balance(&cast, "B40").await, "0.00");
    }
}

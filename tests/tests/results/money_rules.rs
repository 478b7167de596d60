//! What keeps money where it belongs: three hands, one account, one payment, one file, one answer.

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::caller::Scope;
use yichuang_store::ids::{AllotmentId, CallId, NoticeId, OrganisationId, ProjectId, ProposalId};
use yichuang_store::record::{Call, Project};
use yichuang_store::{find, insert};
use yichuang_tests::steps::{self, Round, assert_none, id};
use yichuang_tests::{Actor, Answer, Cast, Server, World, on_both};

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
fn expect_blocked(answer: Answer, expected: &[&str]) {
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

// ---- batches and files -------------------------------------------------------------------------------------

on_both! {
    async fn a_batch_takes_approved_payments_only_and_each_once(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00", "100000.00"]).await;
        let mut payments = Vec::new();
        for (grantee, project) in round.grantees.iter().zip(&projects) {
            steps::active_project(&cast, grantee, project).await;
            let tranche = steps::requested_tranche(&cast, grantee, project).await;
            payments.push(steps::prepared_payment(&cast, &tranche).await);
        }
        cast.checker.act(&payments[0], "check", Value::Null).await.ok();
        let batch = |payments: &[String]| cast.maker.post("/batches", json!({ "payment_ids": steps::ids(payments) }));
        let answer = batch(&payments).await;
        let expected = [
            "/PAY-2026-000001 not_approved", "/PAY-2026-000002 not_approved", "/PAY-2026-000001/approver approvals_missing",
            "/PAY-2026-000002/checker approvals_missing", "/PAY-2026-000002/approver approvals_missing",
        ];
        assert_eq!(answer.faults(), expected);
        answer.refused(409, "not_payable");
        cast.approver.act(&payments[0], "approve", Value::Null).await.ok();
        expect_blocked(batch(&payments).await, &["/PAY-2026-000002 not_approved", "/PAY-2026-000002/checker approvals_missing", "/PAY-2026-000002/approver approvals_missing"]);
        let stranger = ["/payments/0198c0de-0000-7000-8000-000000000001".to_owned()];
        assert_eq!(batch(&stranger).await.faults(), ["/payment_ids/0 unknown"]);
        batch(&payments[..1]).await.created();
        expect_blocked(batch(&payments[..1]).await, &["/PAY-2026-000001 not_approved"]);
    }
}

on_both! {
    async fn a_batch_is_dropped_before_its_file_exists_and_never_after(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let first = steps::approved_batch(&cast, &payments).await;
        let reason = json!({ "reason": "明细有误，重新组批" });
        cast.maker.act(&first, "void", reason.clone()).await.ok();
        assert_eq!(cast.maker.get(&payments[0]).await.ok()["state"], "approved");
        let second = steps::generated_batch(&cast, &payments).await;
        cast.maker.act(&second, "void", reason.clone()).await.refused(409, "file_exists");
        cast.approver.act(&second, "void", reason).await.refused(409, "file_exists");
        cast.maker.act(&second, "generate", Value::Null).await.refused(409, "illegal_event");
        assert_eq!(steps::balance(&cast, "B60").await, "100000.00");
    }
}

on_both! {
    async fn the_bank_file_is_the_same_at_every_download_and_every_download_is_recorded(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::generated_batch(&cast, &payments).await;
        let sha256 = cast.maker.get(&batch).await.ok()["file_sha256"].clone();
        let first = cast.maker.get(&format!("{batch}/bank-file")).await;
        world.later(86_400);
        let second = cast.checker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(first.bytes, second.bytes);
        assert_eq!(yichuang_domain::schemes::sha256_hex(&second.bytes), sha256);
        cast.officer.get(&format!("{batch}/bank-file")).await.refused(403, "forbidden");
        assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE action = 'batch.download'").await, 2);
        let shown = cast.maker.get(&batch).await;
        let account = String::from_utf8(first.bytes).unwrap().lines().nth(1).unwrap().split(',').nth(3).unwrap().to_owned();
        assert!(!String::from_utf8(shown.bytes).unwrap().contains(&account), "a view shows the whole account number");
    }
}

// ---- the bank's answer -------------------------------------------------------------------------------------

/// Requests whose first half is the amount of a line of the golden bank file.
const GOLDEN: [(&str, &str); 8] = [
    ("300000.00", "150000.00"),
    ("250000.00", "125000.00"),
    ("199999.99", "99999.99"),
    ("384000.00", "192000.00"),
    ("333333.32", "166666.66"),
    ("141600.00", "70800.00"),
    ("260000.00", "130000.00"),
    ("99990.00", "49995.00"),
];

on_both! {
    async fn a_bank_that_rejects_one_of_eight_pays_the_other_seven(world: World) {
        let cast = Cast::new(&world).await;
        let (round, payments) = steps::approved_payments(&world, &cast, &GOLDEN.map(|(request, _)| request)).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let file = String::from_utf8(cast.maker.get(&format!("{batch}/bank-file")).await.bytes).unwrap();
        let amounts: Vec<&str> = file.lines().skip(1).map(|line| line.split(',').nth(6).unwrap()).collect();
        assert_eq!(amounts, GOLDEN.map(|(_, first)| first));
        let mut lines = Vec::new();
        for (n, payment) in payments.iter().enumerate() {
            let (result, reason) = if n == 5 { ("rejected", "账号户名不符") } else { ("paid", "") };
            lines.push(steps::bank_line(&cast, payment, result, &world.today(), reason).await);
        }
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&lines)).await.ok();
        assert_eq!((&result["paid_count"], &result["paid_total"]), (&json!(7), &json!("913661.65")));
        assert_eq!((&result["rejected_count"], &result["rejected_total"]), (&json!(1), &json!("70800.00")));
        assert_eq!((&result["exception_count"], &result["unanswered"]), (&json!(0), &json!([])));
        assert_eq!(result["batch"]["state"], "closed");
        for (account, amount) in [("B50", "70800.00"), ("B60", "0.00"), ("B70", "913661.65"), ("F2202", "-70800.00"), ("F1201", "0.00")] {
            assert_eq!(steps::balance(&cast, account).await, amount, "{account}");
        }
        assert_none(&steps::broken_identities(&cast).await);

        // The rejected one starts again from its request, through three fresh hands.
        let rejected = cast.maker.get(&payments[5]).await.ok();
        assert_eq!((&rejected["state"], &rejected["reason"]), (&json!("rejected"), &json!("账号户名不符")));
        cast.approver.act(&payments[5], "approve", Value::Null).await.refused(409, "illegal_event");
        let again = cast.maker.post("/batches", json!({ "payment_ids": steps::ids(&payments[5..6]) })).await;
        expect_blocked(again, &[&format!("/{} not_approved", rejected["number"].as_str().unwrap())]);
        let tranche = format!("/tranches/{}", rejected["tranche"]["id"].as_str().unwrap());
        cast.maker.push(&format!("{tranche}/payment")).await.refused(409, "illegal_event");
        round.grantees[5].owner.act(&tranche, "request", json!({ "note": "户名已更正" })).await.ok();
        let fresh = steps::prepared_payment(&cast, &tranche).await;
        assert_eq!(cast.maker.get(&fresh).await.ok()["approvals"].as_array().unwrap().len(), 1);
        cast.checker.act(&fresh, "check", Value::Null).await.ok();
        cast.approver.act(&fresh, "approve", Value::Null).await.ok();
        let batch = steps::submitted_batch(&cast, std::slice::from_ref(&fresh)).await;
        let line = steps::bank_line(&cast, &fresh, "paid", &world.today(), "").await;
        cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();
        assert_eq!(steps::balance(&cast, "B70").await, "984461.65");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn a_line_that_does_not_match_is_an_exception_and_moves_no_money(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "100000.00", "90000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let day = world.today();
        let lines = [
            format!("PAY-2026-000001,paid,100000.01,{day},"), format!("PAY-2026-999999,paid,50000.00,{day},"),
            "PAY-2026-000002,paid,50000.00,2026-12-31,".to_owned(), format!("PAY-2026-000003,处理中,45000.00,{day},"),
        ];
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&lines)).await.ok();
        let exceptions: Vec<&str> = result["return"]["lines"].as_array().unwrap().iter().map(|line| line["exception"].as_str().unwrap()).collect();
        assert_eq!(exceptions, ["amount_differs", "unknown_number", "date_in_future", "unknown_result"]);
        assert_eq!(result["unanswered"], json!(["PAY-2026-000001", "PAY-2026-000002", "PAY-2026-000003"]));
        assert_eq!((steps::balance(&cast, "B60").await, steps::balance(&cast, "B70").await), ("195000.00".to_owned(), "0.00".to_owned()));

        let good = format!("PAY-2026-000001,paid,100000.00,{day},");
        let twice = [good.clone(), good.clone()];
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&twice)).await.ok();
        assert_eq!((&result["paid_count"], &result["return"]["lines"][1]["exception"]), (&json!(1), &json!("repeated")));
        // The same file again is refused; saved anew with other bytes, its lines are known.
        cast.checker.act(&batch, "bank-return", steps::bank_return(&twice)).await.refused(409, "already_imported");
        let saved_anew = [good, format!("PAY-2026-000002,失败,50000.00,{day},账户已注销")];
        let result = cast.checker.act(&batch, "bank-return", steps::bank_return(&saved_anew)).await.ok();
        assert_eq!(result["return"]["lines"][0]["exception"], "already_settled");
        assert_eq!((&result["paid_count"], &result["rejected_count"]), (&json!(0), &json!(1)));
        assert_eq!(result["unanswered"], json!(["PAY-2026-000003"]));
        assert_eq!(steps::balance(&cast, "B70").await, "100000.00");
        assert_none(&steps::broken_identities(&cast).await);
    }
}

on_both! {
    async fn a_file_of_another_form_is_refused_as_a_whole(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00"]).await;
        let batch = steps::submitted_batch(&cast, &payments).await;
        let import = |content: &str| cast.checker.act(&batch, "bank-return", json!({ "file_name": "回盘.csv", "content": content }));
        let day = world.today();
        let header = "支付编号,结果,金额,日期,原因\n";
        for content in [
            "支付编号,金额\nPAY-2026-000001,100000.00\n".to_owned(), format!("{header}PAY-2026-000001,paid,100000.00,{day},\nPAY-2026-0000"),
            header.to_owned(),
        ] {
            import(&content).await.refused(422, "invalid");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM bank_returns").await, 0);
        assert_eq!(cast.maker.get(&batch).await.ok()["state"], "submitted");
    }
}

// ---- kill −9 -----------------------------------------------------------------------------------------------

on_both! {
    async fn a_server_killed_between_commit_and_download_gives_the_same_file(world: World) {
        let cast = Cast::new(&world).await;
        let (_, payments) = steps::approved_payments(&world, &cast, &["200000.00", "199999.99"]).await;
        let batch = steps::approved_batch(&cast, &payments).await;
        let server = Server::start(&world).await;
        let generated = cast.maker.at(&server).act(&batch, "generate", Value::Null).await.ok();
        server.kill();
        let server = Server::start(&world).await;
        let maker = cast.maker.at(&server);
        let first = maker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(yichuang_domain::schemes::sha256_hex(&first.bytes), generated["file_sha256"]);
        server.kill();
        let server = Server::start(&world).await;
        let second = cast.maker.at(&server).get(&format!("{batch}/bank-file")).await;
        assert_eq!((second.status.as_u16(), &second.bytes), (200, &first.bytes));
        assert_none(&steps::broken_identities(&cast).await);
    }
}

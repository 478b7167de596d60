//! One round from its first account to the money on the account, told over HTTP by the people who take part.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::actor::faults;
use yichuang_tests::closing::bean_check;
use yichuang_tests::steps::{self, Grantee, assert_none, etag, id};
use yichuang_tests::{Actor, Cast, World, on_both};

on_both! {
    async fn a_round_runs_from_the_first_account_to_the_paid_tranche(world: World) {
        let mut story = Story::begin(world).await;
        let grantee = story.an_organisation_is_returned_with_reasons_and_verified_on_its_second_try().await;
        let allotment = story.money_is_allotted_by_two_people().await;
        let call = story.a_call_is_written_approved_and_published(&allotment).await;
        let proposal = story.a_proposal_names_all_its_faults_and_is_then_submitted(&grantee, &call).await;
        story.it_is_screened_after_the_deadline(&call, &proposal).await;
        story.five_reviewers_judge_and_one_declares_a_conflict(&call, &proposal).await;
        story.the_results_are_verified_by_a_second_person(&call).await;
        story.the_decision_is_approved_by_a_second_person(&call).await;
        story.the_notice_cannot_be_closed_before_its_last_day_is_over(&call).await;
        let project = steps::project_of(&story.cast, &call, &proposal).await;
        let grantee = story.the_owner_logs_in_again_after_two_weeks(grantee).await;
        story.both_parties_sign_the_agreement(&grantee, &project).await;
        let payment = story.three_hands_approve_the_first_tranche(&grantee, &project).await;
        story.the_bank_gets_a_file_and_pays(&payment).await;
        story.the_project_shows_what_was_paid(&project).await;
        story.the_books_pass_another_programs_check().await;
    }
}

struct Story {
    world: World,
    cast: Cast,
}

/// The amount of the proposal, and of its first tranche (50 %).
const REQUESTED: &str = "240000.01";
const FIRST: &str = "120000.01";

impl Story {
    async fn begin(world: World) -> Self {
        let cast = Cast::new(&world).await;
        Self { world, cast }
    }

    async fn ledger_holds(&self) {
        assert_none(&steps::broken_identities(&self.cast).await);
    }

    async fn expect_balances(&self, expected: &[(&str, &str)]) {
        for (account, amount) in expected {
            assert_eq!(steps::balance(&self.cast, account).await, *amount, "{account}");
        }
        self.ledger_holds().await;
    }

    /// Makes an account and logs in, with the password that was chosen and no other.
    async fn account(&self, name: &str, email: &str) -> Actor {
        let stranger = self.world.anonymous();
        let account = json!({ "email": email, "name": name, "password": "a-long-pass-phrase" });
        let user = stranger.post("/accounts", account.clone()).await.created();
        assert_eq!(user["name"], name);
        stranger.post("/accounts", account).await.refused(409, "email_taken");
        let wrong = json!({ "email": email, "password": "another-pass-phrase" });
        stranger.call(Method::POST, "/sessions").no_key().json(wrong).send().await.refused(401, "wrong_credentials");
        self.login(name, email).await
    }

    async fn login(&self, name: &str, email: &str) -> Actor {
        let stranger = self.world.anonymous();
        let right = json!({ "email": email, "password": "a-long-pass-phrase" });
        let answer = stranger.call(Method::POST, "/sessions").no_key().json(right).send().await;
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.contains("HttpOnly"), "{cookie}");
        let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
        let session = answer.created();
        let actor = stranger.logged_in(name, &token, session["csrf_token"].as_str().unwrap());
        assert_eq!(actor.get("/sessions/current").await.ok()["user"]["name"], name);
        actor
    }

    async fn an_organisation_is_returned_with_reasons_and_verified_on_its_second_try(&mut self) -> Grantee {
        let owner = self.account("林芳", "linfang@test.example").await;
        let mut registration = steps::registration(&self.world);
        registration.as_object_mut().unwrap().remove("charter_scope");
        let view = owner.post("/organisations", registration).await.created();
        let grantee = Grantee { owner, id: id(&view), name: view["name"].as_str().unwrap().to_owned() };
        let (owner, path) = (&grantee.owner, grantee.path());
        let missing = owner.act(&path, "submit", Value::Null).await;
        assert_eq!(missing.faults(), ["/charter_scope missing", "/bank_account missing"]);
        missing.refused(422, "invalid");
        owner.patch(&path, json!({ "charter_scope": "为老服务、社区治理" })).await.ok();
        owner.put(&path, "bank-account", steps::bank_account(&grantee.name, "620001000000000097")).await.ok();
        owner.act(&path, "submit", Value::Null).await.ok();

        let reasons = json!({ "reasons": [{ "field": "registered_on", "reason": "登记日期与登记证书不一致" }] });
        let returned = self.cast.officer.act(&path, "return", reasons.clone()).await.ok();
        assert_eq!(returned["state"], "returned");
        let seen = owner.get(&path).await.ok();
        assert_eq!(seen["return_reasons"], reasons["reasons"]);
        owner.patch(&path, json!({ "registered_on": "2019-03-15" })).await.ok();
        owner.act(&path, "submit", Value::Null).await.ok();
        owner.act(&path, "verify", Value::Null).await.refused(403, "forbidden");
        let verified = self.cast.officer.act(&path, "verify", Value::Null).await.ok();
        assert_eq!((&verified["state"], &verified["registered_on"]), (&json!("verified"), &json!("2019-03-15")));
        assert_eq!(verified["bank_account"]["masked_number"], "**** **** 0097");
        grantee
    }

    async fn money_is_allotted_by_two_people(&self) -> String {
        let allotment = steps::approved_allotment(&self.world, &self.cast, "500000.00").await;
        self.expect_balances(&[("B10", "-500000.00"), ("B20", "500000.00"), ("F1002", "500000.00"), ("F3001", "-500000.00")]).await;
        allotment
    }

    async fn a_call_is_written_approved_and_published(&self, allotment: &str) -> String {
        let document = steps::call_document("300000.00", allotment, &Value::Null);
        let call = id(&self.cast.officer.post("/calls", document).await.created());
        let path = format!("/calls/{call}");
        self.world.anonymous().get(&format!("/public/calls/{call}")).await.refused(404, "not_found");
        self.cast.officer.act(&path, "approve", Value::Null).await.refused(403, "forbidden");
        self.cast.officer.act(&path, "publish", Value::Null).await.refused(409, "illegal_event");
        self.cast.director.act(&path, "approve", Value::Null).await.ok();
        self.cast.officer.act(&path, "publish", Value::Null).await.ok();
        let public = self.world.anonymous().get(&format!("/public/calls/{call}")).await.ok();
        assert_eq!(public["title"], "2026年天宁区公益创投");
        self.ledger_holds().await;
        call
    }

    async fn a_proposal_names_all_its_faults_and_is_then_submitted(&self, grantee: &Grantee, call: &str) -> String {
        let owner = &grantee.owner;
        let start = json!({ "call_id": call, "organisation_id": grantee.id });
        let proposal = id(&owner.post("/proposals", start.clone()).await.created());
        let path = format!("/proposals/{proposal}");
        let expected = [
            "/title missing",
            "/content/summary missing",
            "/content/need missing",
            "/content/goals missing",
            "/category missing",
            "/indicators missing",
            "/beneficiaries missing",
            "/budget/grant empty",
            "/requested not_positive",
            "/needs missing",
        ];
        assert_eq!(faults(&owner.get(&format!("{path}/check")).await.ok()), expected);
        let refused = owner.act(&path, "submit", Value::Null).await;
        assert_eq!(refused.faults(), expected);
        refused.refused(422, "invalid");

        owner.patch(&path, steps::proposal_document(REQUESTED)).await.ok();
        steps::answer_a_need(owner, &proposal).await;
        assert_eq!(faults(&owner.get(&format!("{path}/check")).await.ok()), [""; 0]);
        let submitted = owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!((&submitted["state"], &submitted["requested"]), (&json!("submitted"), &json!(REQUESTED)));
        assert_eq!(submitted["snapshot"]["sha256"].as_str().unwrap().len(), 64);
        owner.post("/proposals", start).await.refused(409, "too_many_proposals");
        proposal
    }

    async fn it_is_screened_after_the_deadline(&self, call: &str, proposal: &str) {
        let path = format!("/calls/{call}");
        self.cast.officer.act(&path, "start-screening", Value::Null).await.refused(409, "before_deadline");
        self.world.morning_after(steps::DEADLINE);
        self.cast.officer.act(&path, "start-screening", Value::Null).await.ok();
        self.cast.officer.act(&path, "start-review", Value::Null).await.refused(409, "not_all_screened");
        let eligible = self.cast.officer.act(&format!("/proposals/{proposal}"), "declare-eligible", Value::Null).await.ok();
        assert_eq!((&eligible["state"], &eligible["screening"]["outcome"]), (&json!("eligible"), &json!("eligible")));
        let four: Vec<_> = self.cast.reviewers.iter().take(4).map(|reviewer| reviewer.id).collect();
        let panel = format!("/calls/{call}/panel");
        let short = self.cast.officer.post(&panel, json!({ "reviewer_ids": four })).await;
        assert_eq!(short.faults(), ["/reviewer_ids too_small", "/reviewer_ids not_odd"]);
        let five: Vec<_> = self.cast.reviewers.iter().map(|reviewer| reviewer.id).collect();
        let appointed = self.cast.officer.post(&panel, json!({ "reviewer_ids": five })).await.created();
        assert_eq!(appointed["members"].as_array().unwrap().len(), 5);
        self.ledger_holds().await;
    }

    async fn five_reviewers_judge_and_one_declares_a_conflict(&self, call: &str, proposal: &str) {
        steps::started_review(&self.cast, call).await;
        let (conflicted, others) = self.cast.reviewers.split_first().unwrap();
        let assignment = steps::assignment(conflicted, call, proposal).await;
        let recused = json!({ "kind": "consulting", "reason": "曾为该单位有偿撰写项目书" });
        assert_eq!(conflicted.act(&assignment, "recuse", recused).await.ok()["state"], "recused");
        conflicted.get(&assignment).await.refused(404, "not_found");
        for (reviewer, points) in others.iter().zip(["8", "8.5", "9", "9.5"]) {
            let assignment = steps::assignment(reviewer, call, proposal).await;
            assert!(reviewer.get(&assignment).await.ok()["proposal"].is_null());
            steps::scored(reviewer, &assignment, &steps::flat_scores(points)).await;
        }
        let results = steps::sealed(&self.cast, call, false).await;
        let row = &results["rows"][0];
        // Four valid reviews: below the five from which extremes are dropped. (80 + 85 + 90 + 95) / 4
        assert_eq!((&row["rank"], &row["shown"], &row["exact"]), (&json!(1), &json!("87.50"), &json!("175/2")));
        assert_eq!((&row["n_valid"], &row["state"]), (&json!(4), &json!("untrimmed_small_n")));
        assert_eq!(row["excluded"][0]["reason"], "recused");
    }

    async fn the_results_are_verified_by_a_second_person(&self, call: &str) {
        let path = format!("/calls/{call}");
        self.cast.officer.act(&path, "start-deciding", Value::Null).await.refused(409, "results_not_verified");
        let verified = steps::verified_results(&self.cast, call).await;
        assert_eq!(verified["run"]["state"], "verified");
        assert_ne!(verified["run"]["computed_by"]["id"], verified["run"]["verified_by"]["id"]);
        self.ledger_holds().await;
    }

    async fn the_decision_is_approved_by_a_second_person(&self, call: &str) {
        let decision = steps::proposed_decision(&self.cast, call).await;
        assert_eq!((&decision["total"], &decision["lines"][0]["outcome"]), (&json!(REQUESTED), &json!("recommend")));
        let approve = format!("/decisions/{}/approve", id(&decision));
        let approve = |by: &Actor| {
            let by = by.clone();
            let (path, seen, signed) = (approve.clone(), etag(&decision), steps::signature(&decision));
            async move { by.call(Method::POST, &path).if_match(&seen).json(signed).send().await }
        };
        approve(&self.cast.officer).await.refused(403, "forbidden");
        assert_eq!(approve(&self.cast.director).await.ok()["state"], "approved");
        self.expect_balances(&[("B20", "259999.99"), ("B30", REQUESTED)]).await;
    }

    async fn the_notice_cannot_be_closed_before_its_last_day_is_over(&self, call: &str) {
        let notice = steps::published_notice(&self.cast, call).await;
        let path = format!("/notices/{}", id(&notice));
        assert_eq!((&notice["starts_on"], &notice["ends_on"]), (&json!("2026-06-11"), &json!("2026-06-17")));
        assert_eq!(notice["working_days"], 5);
        let public = self.world.anonymous().get(&format!("/public{path}")).await.ok();
        assert_eq!(public["lines"][0]["amount"], REQUESTED);
        self.world.at("2026-06-17T15:59:59.999999Z");
        self.cast.officer.act(&path, "close", Value::Null).await.refused(409, "still_running");
        self.world.at("2026-06-17T16:00:00Z");
        assert_eq!(self.cast.officer.act(&path, "close", Value::Null).await.ok()["state"], "closed");
        self.world.morning_after("2026-06-17");
        self.ledger_holds().await;
    }

    async fn the_owner_logs_in_again_after_two_weeks(&self, grantee: Grantee) -> Grantee {
        grantee.owner.get(&grantee.path()).await.refused(401, "unauthenticated");
        Grantee { owner: self.login("林芳", "linfang@test.example").await, ..grantee }
    }

    async fn both_parties_sign_the_agreement(&self, grantee: &Grantee, project: &str) {
        let draft = self.cast.officer.post(&format!("{project}/agreement"), steps::agreement_document()).await.created();
        let amounts: Vec<&str> = draft["tranche_plan"].as_array().unwrap().iter().map(|part| part["amount"].as_str().unwrap()).collect();
        assert_eq!(amounts, [FIRST, "96000.00", "24000.00"]);
        let agreement = format!("/agreements/{}", id(&draft));
        self.cast.officer.act(&agreement, "offer", Value::Null).await.ok();
        assert_eq!(steps::signed(&grantee.owner, &agreement).await["state"], "signing");
        let again = json!({ "signed_name": "林芳", "document_sha256": draft["document_sha256"] });
        grantee.owner.act(&agreement, "sign", again).await.refused(409, "already_signed");
        self.expect_balances(&[("B30", REQUESTED), ("B40", "0.00")]).await;
        assert_eq!(steps::signed(&self.cast.director, &agreement).await["state"], "signed");
        assert_eq!(grantee.owner.get(project).await.ok()["state"], "active");
        self.expect_balances(&[("B30", "0.00"), ("B40", REQUESTED)]).await;
    }

    async fn three_hands_approve_the_first_tranche(&self, grantee: &Grantee, project: &str) -> String {
        let tranche = steps::due_tranche(&self.cast, project, 1).await;
        self.expect_balances(&[("B40", "120000.00"), ("B50", FIRST), ("F2202", "-120000.01"), ("F5001", FIRST)]).await;
        self.cast.maker.push(&format!("{tranche}/payment")).await.refused(409, "illegal_event");
        grantee.owner.act(&tranche, "request", json!({ "note": "申请拨付首期款" })).await.ok();
        let payment = steps::prepared_payment(&self.cast, &tranche).await;
        self.cast.approver.act(&payment, "approve", Value::Null).await.refused(409, "illegal_event");
        self.world.later(60);
        self.cast.checker.act(&payment, "check", Value::Null).await.ok();
        self.world.later(60);
        let approved = self.cast.approver.act(&payment, "approve", Value::Null).await.ok();
        let hands: Vec<&str> = approved["approvals"].as_array().unwrap().iter().map(|hand| hand["by"]["name"].as_str().unwrap()).collect();
        assert_eq!(hands, ["经办张", "复核李", "审批王"]);
        assert_eq!(approved["amount_upper"], "壹拾贰万元零壹分");
        self.expect_balances(&[("B50", "0.00"), ("B55", FIRST)]).await;
        payment
    }

    async fn the_bank_gets_a_file_and_pays(&self, payment: &str) {
        let batch = steps::approved_batch(&self.cast, &[payment.to_owned()]).await;
        self.cast.maker.get(&format!("{batch}/bank-file")).await.refused(404, "not_found");
        let generated = self.cast.maker.act(&batch, "generate", Value::Null).await.ok();
        self.expect_balances(&[("B55", "0.00"), ("B60", FIRST), ("F1201", "-120000.01"), ("F2202", "0.00")]).await;
        let file = self.cast.maker.get(&format!("{batch}/bank-file")).await;
        assert_eq!(yichuang_domain::schemes::sha256_hex(&file.bytes), generated["file_sha256"]);
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.contains(",620001000000000097,") && text.contains(&format!(",{FIRST},")), "{text}");
        self.cast.maker.act(&batch, "submit", Value::Null).await.ok();
        let line = steps::bank_line(&self.cast, payment, "成功", &self.world.today(), "").await;
        let result = self.cast.checker.act(&batch, "bank-return", steps::bank_return(&[line])).await.ok();
        assert_eq!((&result["paid_count"], &result["paid_total"], &result["exception_count"]), (&json!(1), &json!(FIRST), &json!(0)));
        assert_eq!(result["batch"]["state"], "closed");
        assert_eq!(self.cast.maker.get(payment).await.ok()["state"], "paid");
        self.expect_balances(&[("B60", "0.00"), ("B70", FIRST), ("F1201", "0.00"), ("F1002", "379999.99")]).await;
    }

    async fn the_project_shows_what_was_paid(&self, project: &str) {
        let view = self.cast.officer.get(project).await.ok();
        let totals = json!({ "approved": REQUESTED, "contracted": REQUESTED, "committed": "120000.00", "due": "0.00", "paid": FIRST });
        assert_eq!(view["totals"], totals);
        assert_eq!(view["tranches"][0]["state"], "paid");
    }

    async fn the_books_pass_another_programs_check(&self) {
        let export = self.cast.auditor.get("/ledger/beancount").await;
        let text = String::from_utf8(export.bytes).unwrap();
        let checked = bean_check(&self.world, "ledger", &text);
        assert!(
            checked.status.success(),
            "{}{}\n{text}",
            String::from_utf8_lossy(&checked.stdout),
            String::from_utf8_lossy(&checked.stderr)
        );
        let paid = format!("  {FIRST} CNY");
        assert!(text.contains(&paid), "{text}");
        let forged = text.replacen(&paid, "  120000.02 CNY", 1);
        assert!(!bean_check(&self.world, "forged", &forged).status.success(), "one fen more was not noticed");
        let report = yichuang_base::ledger::verify(&self.world.app.store.read()).await.unwrap();
        assert!(report.is_sound(), "{report:#?}");
    }
}

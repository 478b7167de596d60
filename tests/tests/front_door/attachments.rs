//! The files of a proposal: documents of the call, proofs of matching money, answers in the form, people of the
//! register, and what nobody learns before the deadline.

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_domain::schemes::sha256_hex;
use yichuang_server::{clockwork, jobs};
use yichuang_store::ids::FileId;
use yichuang_tests::samples::pdf;
use yichuang_tests::steps::{self, Grantee, id};
use yichuang_tests::uploads::{attach, files_of, uploaded_docx, uploaded_pdf};
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

pub(super) const ATTACHMENT: &str = "proposal_attachment";
const PROOF: &str = "matching_proof";

/// Two documents in any case and one at will.
fn documents() -> Value {
    let document = |code: &str, title: &str, mandatory: bool, accepts: &[&str]| json!({ "code": code, "title": title, "mandatory": mandatory, "accepts": accepts, "note": "" });
    json!([
        document("licence", "法人登记证书副本", true, &["pdf"]),
        document("promise", "申报承诺书", true, &["pdf", "image"]),
        document("earlier", "以往成效", false, &["word"]),
    ])
}

/// A published call with documents and a scheme that was changed.
pub(super) async fn call_with(world: &World, cast: &Cast, documents: Value, change: impl FnOnce(&mut Value)) -> String {
    let mut scheme = steps::scheme(world, steps::PRESET).await;
    change(&mut scheme);
    let allotment = steps::approved_allotment(world, cast, "250000.00").await;
    let mut call = steps::call_document("250000.00", &allotment, &scheme);
    call["document"] = json!({ "required_documents": documents });
    steps::published_call(cast, call).await
}

pub(super) async fn draft(world: &World, cast: &Cast, call: &str) -> (Grantee, String) {
    let grantee = steps::verified_organisation(world, cast).await;
    let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, call, steps::proposal_document("20000.00")).await);
    (grantee, path)
}

/// A draft with both documents that the call asks for in any case; gives their files too.
async fn complete(world: &World, cast: &Cast) -> (String, Grantee, String, [String; 2]) {
    let call = call_with(world, cast, documents(), |_| {}).await;
    let (grantee, path) = draft(world, cast, &call).await;
    let licence = uploaded_pdf(&grantee.owner, ATTACHMENT, "法人登记证书.pdf", 300).await;
    let promise = uploaded_pdf(&grantee.owner, ATTACHMENT, "承诺书.pdf", 400).await;
    attach(&grantee.owner, &path, &licence, "document", "licence").await.ok();
    attach(&grantee.owner, &path, &promise, "document", "promise").await.ok();
    (call, grantee, path, [licence, promise])
}

pub(super) async fn remove(actor: &Actor, proposal: &str, file: &str) -> Answer {
    actor.push(&format!("{proposal}/attachments/{file}/remove")).await
}

/// Whether the bytes of a file are still there, once the work left behind by changes is done.
async fn has_bytes(world: &World, file: &str) -> bool {
    while jobs::once(&world.app).await.unwrap() > 0 {}
    world.app.objects.count(FileId(file.parse().unwrap())).await.unwrap() > 0
}

async fn started_screening(world: &World, cast: &Cast, call: &str) {
    world.morning_after(steps::DEADLINE);
    cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
}

on_both! {
    async fn nothing_is_submitted_without_the_documents_of_the_call_and_what_was_handed_in_is_kept_to_the_byte(world: World) {
        let cast = Cast::new(&world).await;
        let call = call_with(&world, &cast, documents(), |_| {}).await;
        let (grantee, path) = draft(&world, &cast, &call).await;
        let owner = &grantee.owner;
        let missing = ["/attachments/licence document_missing", "/attachments/promise document_missing"];
        assert_eq!(owner.act(&path, "submit", Value::Null).await.faults(), missing);
        let view = owner.get(&format!("{path}/attachments")).await.ok();
        assert_eq!(yichuang_tests::actor::faults(&view), missing);
        assert_eq!((&view["required"][0]["title"], &view["editable"], &view["items"]), (&json!("法人登记证书副本"), &json!(true), &json!([])));

        let licence = uploaded_pdf(owner, ATTACHMENT, "法人登记证书.pdf", 300).await;
        let promise = uploaded_pdf(owner, ATTACHMENT, "承诺书.pdf", 400).await;
        let text = uploaded_docx(owner, ATTACHMENT, "说明.docx").await;
        assert_eq!(attach(owner, &path, &text, "document", "licence").await.faults(), ["/file_id kind_not_accepted"]);
        assert_eq!(attach(owner, &path, &licence, "document", "nothing").await.faults(), ["/code unknown"]);
        assert_eq!(attach(owner, &path, &licence, "other", "licence").await.faults(), ["/code not_allowed"]);
        assert_eq!(attach(owner, &path, &licence, "proof", "").await.faults(), ["/file_id wrong_purpose"]);
        attach(owner, &path, &licence, "document", "licence").await.ok();
        assert_eq!(attach(owner, &path, &licence, "document", "promise").await.faults(), ["/file_id not_stored"]);
        attach(owner, &path, &promise, "document", "promise").await.ok();
        attach(owner, &path, &text, "other", "").await.ok();
        assert_eq!(files_of(owner, &path).await, ["document licence 法人登记证书.pdf", "document promise 承诺书.pdf", "other  说明.docx"]);

        owner.act(&path, "submit", Value::Null).await.ok();
        let snapshot = owner.get(&format!("{path}/snapshot")).await.ok();
        let kept = &snapshot["attachments"][0];
        assert_eq!((&kept["id"], &kept["name"], &kept["size"]), (&json!(licence), &json!("法人登记证书.pdf"), &json!(300)));
        assert_eq!((&kept["sha256"], &kept["code"]), (&json!(sha256_hex(&pdf(300))), &json!("licence")));
        assert_eq!(snapshot["attachments"].as_array().unwrap().len(), 3);

        let late = uploaded_pdf(owner, ATTACHMENT, "晚了.pdf", 100).await;
        attach(owner, &path, &late, "other", "").await.refused(409, "not_editable");
        remove(owner, &path, &licence).await.refused(409, "not_editable");
        assert!(world.sql("DELETE FROM proposal_attachments").await.is_err(), "what was handed in stays");
        assert!(world.sql("UPDATE proposal_attachments SET code = 'promise' WHERE code = 'licence'").await.is_err());
    }
}

on_both! {
    async fn a_draft_lets_go_of_a_file_and_its_bytes_and_a_stranger_learns_of_nothing(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path, [licence, promise]) = complete(&world, &cast).await;
        let stranger = steps::verified_organisation(&world, &cast).await.owner;
        for (actor, what) in [(&stranger, "another organisation"), (&cast.officer, "staff before anything was handed in")] {
            println!("{what}");
            actor.get(&format!("{path}/attachments")).await.refused(404, "not_found");
            actor.get(&format!("/files/{licence}")).await.refused(404, "not_found");
            actor.get(&format!("/files/{licence}/content")).await.refused(404, "not_found");
        }
        remove(&stranger, &path, &licence).await.refused(404, "not_found");
        let theirs = uploaded_pdf(&stranger, ATTACHMENT, "别人的.pdf", 50).await;
        attach(&stranger, &path, &theirs, "other", "").await.refused(404, "not_found");
        assert_eq!(attach(&grantee.owner, &path, &theirs, "other", "").await.faults(), ["/file_id unknown"]);
        world.anonymous().get(&format!("/public/files/{licence}/content")).await.refused(404, "not_found");

        let view = remove(&grantee.owner, &path, &licence).await.ok();
        assert_eq!((view["items"].as_array().unwrap().len(), yichuang_tests::actor::faults(&view)), (1, vec!["/attachments/licence document_missing".to_owned()]));
        remove(&grantee.owner, &path, &licence).await.refused(404, "not_found");
        assert!(!has_bytes(&world, &licence).await && has_bytes(&world, &promise).await);
        grantee.owner.get(&format!("/files/{licence}/content")).await.refused(404, "not_found");
    }
}

on_both! {
    async fn the_same_request_twice_adds_one_file(world: World) {
        let cast = Cast::new(&world).await;
        let call = call_with(&world, &cast, documents(), |_| {}).await;
        let (grantee, path) = draft(&world, &cast, &call).await;
        let file = uploaded_pdf(&grantee.owner, ATTACHMENT, "计划书.pdf", 100).await;
        let send = || {
            let call = grantee.owner.call(Method::POST, &format!("{path}/attachments")).key("attach-once");
            call.json(json!({ "file_id": file, "kind": "other" })).send()
        };
        let first = send().await.ok();
        let again = send().await;
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.ok(), first);
        assert_eq!(files_of(&grantee.owner, &path).await.len(), 1);
    }
}

on_both! {
    async fn a_correction_opens_only_the_documents_that_were_returned_and_the_first_ones_stay_as_evidence(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path, [licence, promise]) = complete(&world, &cast).await;
        let owner = &grantee.owner;
        owner.act(&path, "submit", Value::Null).await.ok();
        started_screening(&world, &cast, &call).await;
        let parts = json!([{ "pointer": "/attachments/licence", "remark": "证书已过期" }]);
        cast.officer.act(&path, "request-correction", json!({ "reason": "请换证书", "parts": parts })).await.ok();
        remove(owner, &path, &promise).await.refused(409, "part_locked");
        let renewed = uploaded_pdf(owner, ATTACHMENT, "新证书.pdf", 350).await;
        attach(owner, &path, &renewed, "other", "").await.refused(409, "part_locked");
        attach(owner, &path, &renewed, "document", "licence").await.ok();
        remove(owner, &path, &licence).await.ok();
        assert_eq!(files_of(owner, &path).await, ["document promise 承诺书.pdf", "document licence 新证书.pdf"]);
        // Until it is handed in, staff read what was handed in before.
        assert_eq!(files_of(&cast.officer, &path).await, ["document licence 法人登记证书.pdf", "document promise 承诺书.pdf"]);
        cast.officer.get(&format!("/files/{renewed}/content")).await.refused(404, "not_found");

        owner.act(&path, "submit", Value::Null).await.ok();
        assert_eq!(files_of(&cast.officer, &path).await, ["document promise 承诺书.pdf", "document licence 新证书.pdf"]);
        assert_eq!(cast.officer.get(&format!("/files/{renewed}/content")).await.bytes, pdf(350));
        assert_eq!(cast.officer.get(&format!("/files/{licence}/content")).await.bytes, pdf(300), "the first snapshot names it");
        assert!(has_bytes(&world, &licence).await);
    }
}

on_both! {
    async fn a_correction_that_lapses_puts_the_files_back(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path, [licence, _]) = complete(&world, &cast).await;
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        started_screening(&world, &cast, &call).await;
        cast.officer.act(&path, "request-correction", json!({ "reason": "请补正", "due_on": "2026-06-12" })).await.ok();
        remove(&grantee.owner, &path, &licence).await.ok();
        let half = uploaded_pdf(&grantee.owner, ATTACHMENT, "半成品.pdf", 60).await;
        attach(&grantee.owner, &path, &half, "other", "").await.ok();
        world.at("2026-06-13T00:00:00+08:00");
        clockwork::once(&world.app).await.unwrap();
        let expected = ["document licence 法人登记证书.pdf", "document promise 承诺书.pdf"];
        assert_eq!(files_of(&grantee.owner, &path).await, expected);
        assert_eq!(files_of(&cast.officer, &path).await, expected);
        assert!(!has_bytes(&world, &half).await);
    }
}

on_both! {
    async fn the_screening_shows_the_documents_and_the_reviewer_reads_the_files(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path, [licence, _]) = complete(&world, &cast).await;
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        started_screening(&world, &cast, &call).await;
        let rules = cast.officer.get(&format!("{path}/screening")).await.ok()["rules"].clone();
        let rule = rules.as_array().unwrap().iter().find(|rule| rule["rule"] == "attachments").unwrap().clone();
        assert_eq!((&rule["result"], &rule["limit"], &rule["actual"]), (&json!("pass"), &json!("2"), &json!("2")));

        cast.officer.act(&path, "declare-eligible", Value::Null).await.ok();
        let ids: Vec<_> = cast.reviewers.iter().map(|reviewer| reviewer.id).collect();
        cast.officer.post(&format!("/calls/{call}/panel"), json!({ "reviewer_ids": ids })).await.created();
        cast.officer.act(&format!("/calls/{call}"), "start-review", Value::Null).await.ok();
        let reviewer = &cast.reviewers[0];
        reviewer.get(&format!("/files/{licence}/content")).await.refused(404, "not_found");
        let desk = format!("/assignments/{}", id(&reviewer.get("/assignments").await.ok()["items"][0]));
        reviewer.act(&desk, "attest", json!({ "statement_accepted": true })).await.ok();
        let files = reviewer.get(&desk).await.ok()["proposal"]["attachments"].clone();
        assert_eq!((files.as_array().unwrap().len(), &files[0]["name"]), (2, &json!("法人登记证书.pdf")));
        assert_eq!(reviewer.get(&format!("/files/{licence}/content")).await.bytes, pdf(300));
    }
}

fn matching(file: Option<&str>, number: &str) -> Value {
    let mut proof = json!({ "source": "翠竹社区慈善基金", "number": number });
    if let Some(file) = file {
        proof["file_id"] = json!(file);
    }
    let line = json!({ "subject": "activity", "content": "捐赠", "unit_price": "20000.00", "quantity": "1", "proof": proof });
    json!({ "budget": { "matching": [line] } })
}

on_both! {
    async fn matching_money_is_shown_by_a_file_where_the_scheme_says_so_and_one_file_shows_no_two_projects(world: World) {
        let cast = Cast::new(&world).await;
        let strict = |scheme: &mut Value| {
            scheme["budget"]["matching_proof_from"] = json!("1000.00");
            scheme["budget"]["matching_proof_file"] = json!(true);
        };
        let call = call_with(&world, &cast, json!([]), strict).await;
        let mut paths = Vec::new();
        for _ in 0..2 {
            let (grantee, path) = draft(&world, &cast, &call).await;
            let owner = &grantee.owner;
            owner.patch(&path, matching(None, "捐赠票据 0012345678")).await.ok();
            assert_eq!(owner.act(&path, "submit", Value::Null).await.faults(), ["/budget/matching/0/proof/file_id proof_file_missing"]);
            let file = uploaded_pdf(owner, PROOF, "捐赠协议.pdf", 500).await;
            assert_eq!(owner.patch(&path, matching(Some(&file), "")).await.faults(), ["/budget/matching/0/proof/file_id unknown_file"]);
            let spare = uploaded_pdf(owner, PROOF, "没用上.pdf", 70).await;
            attach(owner, &path, &file, "proof", "").await.ok();
            attach(owner, &path, &spare, "proof", "").await.ok();
            owner.patch(&path, matching(Some(&file), "")).await.ok();
            let refused = remove(owner, &path, &file).await;
            assert_eq!(refused.faults(), ["/budget/matching/0/proof/file_id file_in_use"]);
            owner.act(&path, "submit", Value::Null).await.ok();
            assert_eq!(files_of(owner, &path).await, ["proof  捐赠协议.pdf"], "what no line names is not handed in");
            assert!(!has_bytes(&world, &spare).await);
            paths.push(path);
        }
        started_screening(&world, &cast, &call).await;
        let rules = cast.officer.get(&format!("{}/screening", paths[1])).await.ok()["rules"].clone();
        let rule = rules.as_array().unwrap().iter().find(|rule| rule["rule"] == "same_proof").unwrap().clone();
        assert_eq!((&rule["result"], &rule["evidence"][0]["pointer"]), (&json!("unknown"), &json!("/budget/matching/0/proof/file_id")));
    }
}

on_both! {
    async fn a_copy_keeps_where_money_comes_from_and_names_every_file_that_must_be_handed_over_again(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path, _) = complete(&world, &cast).await;
        grantee.owner.patch(&path, matching(None, "捐赠票据 0012345678")).await.ok();
        let second = call_with(&world, &cast, documents(), |_| {}).await;
        let answer = grantee.owner.post(&format!("{path}/copy"), json!({ "call_id": second })).await.created();
        let unfit: Vec<String> = answer["unfit"].as_array().unwrap().iter()
            .map(|fault| format!("{} {}", fault["pointer"].as_str().unwrap(), fault["actual"].as_str().unwrap_or_default())).collect();
        assert_eq!(unfit[..3], ["/budget/matching/0/proof 捐赠", "/attachments/licence 法人登记证书.pdf", "/attachments/promise 承诺书.pdf"]);
        let proof = &answer["proposal"]["budget"]["matching"][0]["proof"];
        assert_eq!((&proof["source"], &proof["number"], &proof["file_id"]), (&json!("翠竹社区慈善基金"), &json!(""), &Value::Null));
        let copy = format!("/proposals/{}", id(&answer["proposal"]));
        assert_eq!(files_of(&grantee.owner, &copy).await, Vec::<String>::new());
    }
}

//! One real thing of every kind, in the places of the imported round.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_base::ids;
use yichuang_store::ids::{
    AssignmentId, BankLineId, BankStatementId, CallId, DefenceId, DefenceTurnId, DrawId, FundId, InvoiceId, JuryProtocolId, LotteryId,
    OrganisationId, PeriodId, ProposalId, QuestionId, ResultRunId, ReviewCorrectionId, ReviewStageId, TrancheId, UserId, YearEndId,
};
use yichuang_store::record::{
    Agreement, Assignment, BankLine, BankStatement, Call, Defence, DefenceTurn, Draw, Fund, Invoice, JuryProtocol, Lottery, Organisation,
    OrganisationImport, Period, Question, ReviewCorrection, ReviewStage, Tranche, User, YearEnd,
};
use yichuang_store::{areas, find, insert, organisation_imports};
use yichuang_tests::{Actor, World};

use super::holder;

/// Real things of a round that was played in Fujian, by the first part of their address.
pub async fn real_things(world: &World) -> BTreeMap<&'static str, String> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/real/fujian-2022.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    yichuang_server::import::round(&world.app, &file).await.unwrap_or_else(|problem| panic!("{:#}", problem.body()));
    let auditor = world.person("platform auditor", &[("auditor", Scope::Platform)]).await;
    let mut found = BTreeMap::new();
    for noun in [
        "organisations",
        "calls",
        "proposals",
        "assignments",
        "notices",
        "projects",
        "tranches",
        "payments",
        "batches",
        "funds",
        "allotments",
        "verifications",
    ] {
        let list = auditor.get(&format!("/{noun}")).await.ok();
        found.insert(noun, list["items"][0]["id"].as_str().unwrap_or_else(|| panic!("no {noun}")).to_owned());
    }
    let call = found["calls"].clone();
    let id = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned();
    found.insert("result-runs", id(&auditor.get(&format!("/calls/{call}/results")).await.ok()["run"]["id"]));
    found.insert("decisions", id(&auditor.get(&format!("/calls/{call}/decision")).await.ok()["id"]));
    let need = yichuang_tests::needs::report(world, "楼道没有扶手，老人上下楼困难", FUJIAN);
    found.insert("needs", id(&world.anonymous().post("/public/needs", need).await.created()["id"]));
    found.insert("response-days", FUJIAN.to_owned());
    found.insert("amendments", id(&auditor.get(&format!("/calls/{call}/amendments")).await.ok()["items"][0]["id"]));
    found.insert("questions", question(world, &call, &found["organisations"]).await);
    let projects = auditor.get("/projects").await.ok();
    found.insert("organisation-imports", imported(world, &found["organisations"]).await);
    found.insert("agreements", id(&projects["items"][0]["agreement"]["id"]));
    record_of_organisation(world, &mut found).await;
    let officer = holder(world, "programme_officer", FUJIAN).await;
    let reviewer = holder(world, "reviewer", FUJIAN).await;
    let conflict = json!({ "organisation_id": found["organisations"], "kind": "kinship", "reason": "配偶在该单位任职" });
    found.insert("conflicts", id(&reviewer.post("/conflicts", conflict).await.created()["id"]));
    let maker = holder(world, "finance_maker", FUJIAN).await;
    let order =
        json!({ "kind": "clawback", "amount": "1.00", "project_id": found["projects"], "reason": "按协议办理", "evidence": "会议纪要" });
    found.insert("fund-orders", id(&maker.post("/fund-orders", order).await.created()["id"]));
    let community = json!({ "code": "FJ-SQ", "name": "社区公益基金", "source": "community_fund", "area_code": FUJIAN });
    found.insert("community-funds", id(&maker.post("/funds", community).await.created()["id"]));
    let path = format!("/funds/{}/donations", found["community-funds"]);
    found.insert("donations", id(&maker.post(&path, yichuang_tests::donations::cash("1.00", None)).await.created()["id"]));
    bank(world, &mut found).await;
    found.insert("ledger", id(&auditor.get("/ledger/journals").await.ok()["items"][0]["id"]));
    found.insert("payment-tiers", "1".to_owned());
    found.insert("invoices", invoice(world, &found["tranches"]).await);
    found.insert("experts", id(&auditor.get(&format!("/experts?area_code={FUJIAN}")).await.ok()["items"][0]["id"]));
    let form = json!({ "title": "省级申报书", "purpose": "proposal", "area_code": FUJIAN });
    found.insert("forms", id(&officer.post("/forms", form).await.created()["id"]));
    found.insert("objections", objection(&officer, &found["notices"]).await);
    found.insert("draws", draw(world, &call, &auditor).await);
    found.insert("lotteries", lottery(world, &call, &found["result-runs"]).await);
    defence(world, &mut found).await;
    found.insert("review-corrections", correction(world, &found).await);
    found.insert("jury-protocols", jury_protocol(world, &officer, &call).await);
    found
}

/// A statement of the fund with a line, and a month, as if somebody had proposed it.
async fn bank(world: &World, found: &mut BTreeMap<&'static str, String>) {
    let conn = world.app.store.begin().await.unwrap();
    let of: Fund = find(&conn, FundId(found["funds"].parse().unwrap())).await.unwrap().unwrap();
    let now = world.app.clock.now();
    let new = || ids::new_id(now);
    let statement = BankStatement {
        id: BankStatementId(new()),
        fund_id: of.id,
        file_name: "对账单.csv".to_owned(),
        sha256: "0".repeat(64),
        starts_on: "2022-01-01".to_owned(),
        ends_on: "2022-01-31".to_owned(),
        opening_fen: 0,
        closing_fen: -500,
        line_count: 1,
        new_count: 1,
        area_path: of.area_path.clone(),
        created_by: of.created_by,
        created_at: now.micros(),
    };
    let line = BankLine {
        id: BankLineId(new()),
        statement_id: statement.id,
        fund_id: of.id,
        seq: 1,
        line_key: "serial:1".to_owned(),
        serial: Some("1".to_owned()),
        booked_on: "2022-01-05".to_owned(),
        amount_fen: -500,
        balance_fen: -500,
        counter_name: String::new(),
        counter_sealed: String::new(),
        counter_tail: String::new(),
        summary: "账户管理费".to_owned(),
        journal_id: None,
        reasons: String::new(),
        posted: false,
        explanation: None,
        explained_by: None,
        explained_by_person: None,
        refusal: None,
        settled_by: None,
        settled_at: None,
        area_path: of.area_path.clone(),
        state: "open".to_owned(),
        version: 1,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    let maker: User = find(&conn, of.created_by).await.unwrap().unwrap();
    let period = Period {
        id: PeriodId(new()),
        fund_id: of.id,
        month: "2022-01".to_owned(),
        opening_fen: 0,
        closing_fen: 0,
        ledger_fen: 0,
        difference_fen: 0,
        area_path: of.area_path.clone(),
        refusal: None,
        proposed_by: maker.id,
        proposed_by_person: maker.person_id,
        closed_by: None,
        closed_at: None,
        state: "proposed".to_owned(),
        version: 1,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    insert(&conn, statement.clone()).await.unwrap();
    insert(&conn, line.clone()).await.unwrap();
    insert(&conn, period.clone()).await.unwrap();
    conn.commit().await.unwrap();
    found.insert("bank-statements", statement.id.to_string());
    found.insert("bank-lines", line.id.to_string());
    found.insert("periods", period.id.to_string());
    found.insert("year-ends", year_end(world, &of).await);
}

/// The end of a year that nothing was allotted for, as if somebody had proposed it.
async fn year_end(world: &World, of: &Fund) -> String {
    let conn = world.app.store.begin().await.unwrap();
    let now = world.app.clock.now();
    let row = YearEnd {
        id: YearEndId(ids::new_id(now)),
        fund_id: of.id,
        fiscal_year: 2021,
        policy: "carry".to_owned(),
        lapsed_fen: 0,
        carried_fen: 0,
        allotment_count: 0,
        figures: "[]".to_owned(),
        digest: "0".repeat(64),
        round: 1,
        area_path: of.area_path.clone(),
        refusal: None,
        proposed_by: of.created_by,
        closed_by: None,
        closed_at: None,
        state: "proposed".to_owned(),
        version: 1,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    insert(&conn, row.clone()).await.unwrap();
    conn.commit().await.unwrap();
    row.id.to_string()
}

/// A correction as if one had been asked for.
async fn correction(world: &World, found: &BTreeMap<&'static str, String>) -> String {
    let conn = world.app.store.begin().await.unwrap();
    let assignment: Assignment = yichuang_store::find(&conn, AssignmentId(found["assignments"].parse().unwrap())).await.unwrap().unwrap();
    let review = yichuang_store::reviews::review_of(&conn, assignment.id).await.unwrap().unwrap();
    let now = world.app.clock.now();
    let row = ReviewCorrection {
        id: ReviewCorrectionId(yichuang_base::ids::new_id(now)),
        call_id: assignment.call_id,
        assignment_id: assignment.id,
        review_id: review.id,
        proposal_id: assignment.proposal_id,
        run_id: ResultRunId(found["result-runs"].parse().unwrap()),
        new_run_id: None,
        kind: "void".to_owned(),
        reason_code: "misconduct".to_owned(),
        reason: "评委与申报单位私下联系".to_owned(),
        scores: None,
        earlier_scores: review.scores,
        decision_reason: None,
        requested_by: assignment.reviewer_id,
        decided_by: None,
        decided_at: None,
        state: "requested".to_owned(),
        version: 1,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    yichuang_store::insert(&conn, row.clone()).await.unwrap();
    conn.commit().await.unwrap();
    row.id.to_string()
}

/// A protocol of a jury as if one had been entered.
async fn jury_protocol(world: &World, officer: &Actor, call: &str) -> String {
    let file = yichuang_tests::uploads::uploaded_pdf(officer, "jury_protocol", "计票记录.pdf", 600).await;
    let now = world.app.clock.now();
    let row = JuryProtocol {
        id: JuryProtocolId(ids::new_id(now)),
        call_id: CallId(call.parse().unwrap()),
        seq: 1,
        stage: "public_jury".to_owned(),
        visitors: None,
        held_on: "2024-06-12".to_owned(),
        venue: "街道文化中心".to_owned(),
        evidence_id: yichuang_store::ids::FileId(file.parse().unwrap()),
        evidence_sha256: "0".repeat(64),
        reason: None,
        superseded_run_id: None,
        entered_by: UserId(officer.id),
        decided_by: None,
        decided_at: None,
        decision_reason: None,
        state: "entered".to_owned(),
        version: 1,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    let conn = world.app.store.begin().await.unwrap();
    insert(&conn, row.clone()).await.unwrap();
    conn.commit().await.unwrap();
    row.id.to_string()
}

/// A defence as if one had been announced, with the first turn of its order.
async fn defence(world: &World, found: &mut BTreeMap<&'static str, String>) {
    let conn = world.app.store.begin().await.unwrap();
    let call: Call = yichuang_store::find(&conn, CallId(found["calls"].parse().unwrap())).await.unwrap().unwrap();
    let now = world.app.clock.now();
    let written = yichuang_store::reviews::stage_of(&conn, call.id).await.unwrap().unwrap();
    let stage = ReviewStage { id: ReviewStageId(yichuang_base::ids::new_id(now)), kind: "defence".to_owned(), ..written };
    yichuang_store::insert(&conn, stage.clone()).await.unwrap();
    let row = Defence {
        id: DefenceId(yichuang_base::ids::new_id(now)),
        call_id: call.id,
        stage_id: stage.id,
        run_id: ResultRunId(found["result-runs"].parse().unwrap()),
        chair_id: None,
        starts_at: now.plus_seconds(7200).micros(),
        venue: "会议室".to_owned(),
        minutes: 15,
        members: "[]".to_owned(),
        output_sha256: "0".repeat(64),
        entropy_source: "双色球".to_owned(),
        entropy_at: now.plus_seconds(3600).micros(),
        commitment: "0".repeat(64),
        salt: String::new(),
        committed_at: now.micros(),
        entropy: None,
        drawn_order: None,
        drawn_by: None,
        drawn_at: None,
        state: "announced".to_owned(),
        version: 1,
        created_by: call.created_by,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    yichuang_store::insert(&conn, row.clone()).await.unwrap();
    let turn = DefenceTurn {
        id: DefenceTurnId(yichuang_base::ids::new_id(now)),
        defence_id: row.id,
        proposal_id: ProposalId(found["proposals"].parse().unwrap()),
        position: 1,
        opened_at: None,
        heard_at: None,
        closed_at: None,
        reason: None,
        state: "waiting".to_owned(),
        version: 1,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    yichuang_store::insert(&conn, turn.clone()).await.unwrap();
    conn.commit().await.unwrap();
    found.insert("defences", row.id.to_string());
    found.insert("defence-turns", turn.id.to_string());
}

/// An invoice of a paid tranche, as if it had come with its request.
async fn invoice(world: &World, tranche: &str) -> String {
    let conn = world.app.store.begin().await.unwrap();
    let tranche: Tranche = find(&conn, TrancheId(tranche.parse().unwrap())).await.unwrap().unwrap();
    let now = world.app.clock.now();
    let author: Agreement = find(&conn, tranche.agreement_id).await.unwrap().unwrap();
    let row = Invoice {
        id: InvoiceId(ids::new_id(now)),
        number: "26352000000000000001".to_owned(),
        kind: "blue".to_owned(),
        original_id: None,
        tranche_id: tranche.id,
        project_id: tranche.project_id,
        organisation_id: tranche.organisation_id,
        call_id: tranche.call_id,
        area_path: tranche.area_path,
        seq: tranche.seq,
        issued_on: "2026-01-05".to_owned(),
        seller_name: "承接单位".to_owned(),
        seller_uscc: "52310115MJ9000022D".to_owned(),
        buyer_name: "福建省民政厅".to_owned(),
        buyer_uscc: None,
        amount_fen: tranche.amount_fen,
        tax_fen: 0,
        total_fen: tranche.amount_fen,
        file_sealed: None,
        file_sha256: None,
        reason: None,
        state: "used".to_owned(),
        version: 1,
        created_by: author.created_by,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    let id = row.id.to_string();
    insert(&conn, row).await.unwrap();
    conn.commit().await.unwrap();
    id
}

/// An objection that came by letter on the first day of the notice.
async fn objection(officer: &Actor, notice: &str) -> String {
    let first = officer.get(&format!("/notices/{notice}")).await.ok()["starts_on"].clone();
    let letter = json!({ "received_on": first, "objection": {
        "filer_name": "王真实", "contact": "13912348000", "statement": "该项目与另一项目内容重复，应予复核",
        "facts": "见两份申报书第二章，目标与活动完全一致", "real_name_confirmed": true,
    } });
    let made = officer.post(&format!("/notices/{notice}/objections"), letter).await.created();
    made["id"].as_str().unwrap().to_owned()
}

/// A draw as if one had been announced for the panel.
async fn draw(world: &World, call: &str, auditor: &Actor) -> String {
    let conn = world.app.store.begin().await.unwrap();
    let call: Call = yichuang_store::find(&conn, CallId(call.parse().unwrap())).await.unwrap().unwrap();
    let now = world.app.clock.now();
    let row = Draw {
        id: DrawId(yichuang_base::ids::new_id(now)),
        call_id: call.id,
        n: 1,
        round: format!("{}/1", call.number),
        strata: "[]".to_owned(),
        list: json!({ "round": "r", "candidates": [], "strata": [] }).to_string(),
        list_sha256: "0".repeat(64),
        max_conflicts: 0,
        entropy_source: "双色球".to_owned(),
        entropy_at: now.plus_seconds(3600).micros(),
        supervisor_id: UserId(auditor.id),
        commitment: "0".repeat(64),
        salt: String::new(),
        entropy: None,
        outcome: None,
        file_sha256: None,
        drawn_by: None,
        drawn_at: None,
        confirmed_at: None,
        replacements: "[]".to_owned(),
        void_reason: None,
        state: "committed".to_owned(),
        version: 1,
        created_by: call.created_by,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    yichuang_store::insert(&conn, row.clone()).await.unwrap();
    conn.commit().await.unwrap();
    row.id.to_string()
}

/// A lottery as if one had been announced about the results.
async fn lottery(world: &World, call: &str, run: &str) -> String {
    let conn = world.app.store.begin().await.unwrap();
    let call: Call = yichuang_store::find(&conn, CallId(call.parse().unwrap())).await.unwrap().unwrap();
    let now = world.app.clock.now();
    let row = Lottery {
        id: LotteryId(yichuang_base::ids::new_id(now)),
        call_id: call.id,
        run_id: ResultRunId(run.parse().unwrap()),
        tie_group: 1,
        members: "[]".to_owned(),
        output_sha256: "0".repeat(64),
        entropy_source: "双色球".to_owned(),
        entropy_at: now.plus_seconds(3600).micros(),
        witnesses: "[]".to_owned(),
        commitment: "0".repeat(64),
        salt: String::new(),
        entropy: None,
        drawn_order: None,
        drawn_by: None,
        drawn_at: None,
        state: "committed".to_owned(),
        version: 1,
        created_by: call.created_by,
        created_at: now.micros(),
        updated_at: now.micros(),
    };
    yichuang_store::insert(&conn, row.clone()).await.unwrap();
    conn.commit().await.unwrap();
    row.id.to_string()
}

/// A question about the call, as if it had been asked in time.
async fn question(world: &World, call: &str, organisation: &str) -> String {
    let conn = world.app.store.begin().await.unwrap();
    let call: Call = yichuang_store::find(&conn, CallId(call.parse().unwrap())).await.unwrap().unwrap();
    let row = Question {
        id: QuestionId(yichuang_base::ids::new_id(world.app.clock.now())),
        call_id: call.id,
        organisation_id: OrganisationId(organisation.parse().unwrap()),
        area_path: call.area_path,
        question: "配套资金可以用志愿者工时折算吗？".to_owned(),
        published_question: None,
        answer: None,
        decline_reason: None,
        answered_by: None,
        answered_at: None,
        state: "asked".to_owned(),
        version: 1,
        created_by: call.created_by,
        created_at: world.app.clock.now().micros(),
        updated_at: world.app.clock.now().micros(),
    };
    yichuang_store::insert(&conn, row.clone()).await.unwrap();
    conn.commit().await.unwrap();
    row.id.to_string()
}

/// What no round brings along: staff, a list entry, and a change of the account.
async fn record_of_organisation(world: &World, found: &mut BTreeMap<&'static str, String>) {
    let organisation = found["organisations"].clone();
    let path = format!("/organisations/{organisation}");
    let owner = world.person("负责人", &[("applicant_owner", Scope::Organisation(OrganisationId(organisation.parse().unwrap())))]).await;
    let officer = holder(world, "programme_officer", FUJIAN).await;
    let id = |value: &Value| value.as_str().unwrap_or_else(|| panic!("{value}")).to_owned();
    let member = json!({ "name": "王敏", "position": "社工", "full_time": true, "certificate_number": "20210320123456", "certificate_level": "assistant" });
    found.insert("staff", id(&owner.post(&format!("{path}/staff"), member).await.created()["id"]));
    let document = json!({ "kind": "charter", "number": "1号" });
    found.insert("organisation-documents", id(&owner.post(&format!("{path}/documents"), document).await.created()["id"]));
    let name = owner.get(&path).await.ok()["name"].as_str().unwrap().to_owned();
    owner.put(&path, "bank-account", yichuang_tests::steps::bank_account(&name, "620001000000000776")).await.ok();
    let change = owner.get(&format!("{path}/account-changes")).await.ok()["items"][0].clone();
    found.insert("account-changes", id(&change["id"]));
    found.insert("bank-accounts", id(&change["account"]["id"]));
    let entry = json!({ "kind": "penalty", "entered_on": "2020-01-01", "authority": "民政局", "document_no": "1号" });
    let seen = officer.etag(&path).await;
    let standing =
        officer.call(axum::http::Method::POST, &format!("{path}/list-entries")).if_match(&seen).json(entry).send().await.created();
    found.insert("list-entries", id(&standing["list_entries"][0]["id"]));
}

pub const FUJIAN: &str = "350000000000";

/// A sheet that was imported in Fujian, with this organisation.
async fn imported(world: &World, organisation: &str) -> String {
    let conn = world.app.store.begin().await.unwrap();
    let now = world.app.clock.now();
    let area = areas::find(&conn, FUJIAN).await.unwrap().unwrap();
    let organisation = OrganisationId(organisation.parse().unwrap());
    let row: Organisation = find(&conn, organisation).await.unwrap().unwrap();
    let import = OrganisationImport {
        id: ids::new_id(now),
        sha256: "0".repeat(64),
        file_name: "福建.xlsx".to_owned(),
        row_count: 1,
        area_code: area.code,
        area_path: area.path,
        demonstration: true,
        created_by: row.created_by,
        created_at: now.micros(),
    };
    let id = import.id;
    insert(&conn, import).await.unwrap();
    organisation_imports::note(&conn, id, organisation, 2, "owner@example.org").await.unwrap();
    conn.commit().await.unwrap();
    id.to_string()
}

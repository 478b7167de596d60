//! Proposals and receipts as PDF: who gets them, what they say, the same bytes each time, and what is answered where
//! they cannot be made. The program is that of `YICHUANG_TEST_PDF`; `pdftotext` reads what it made.

use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::{Value, json};
use yichuang_tests::steps::{self, Grantee, id};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, World, on_both};

/// The words of a PDF without blanks, which are a matter of its layout; none when it cannot be read.
fn words(world: &World, answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/pdf");
    let file = world.folder.join("document.pdf");
    std::fs::write(&file, &answer.bytes).unwrap();
    let output = std::process::Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
    let output = output.expect("pdftotext reads the documents: apt-get install poppler-utils");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

fn all_said(words: &str, wanted: &[&str]) {
    for one in wanted {
        let one: String = one.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(words.contains(&one), "`{one}` is not in {words}");
    }
}

async fn draft(world: &World, cast: &Cast, document: Value) -> (String, Grantee, String) {
    let (call, _) = steps::funded_call(world, cast, "250000.00").await;
    let grantee = steps::verified_organisation(world, cast).await;
    let proposal = steps::drafted_proposal(&grantee, &call, document).await;
    (call, grantee, format!("/proposals/{proposal}"))
}

async fn pdf(actor: &Actor, proposal: &str) -> Answer {
    actor.get(&format!("{proposal}/pdf")).await
}

async fn receipt(actor: &Actor, proposal: &str) -> Answer {
    actor.get(&format!("{proposal}/receipt-pdf")).await
}

on_both! {
    async fn a_submission_is_printed_with_all_it_says_and_the_same_bytes_each_time(world: World) {
        let cast = Cast::new(&world).await;
        let mut document = steps::proposal_document("20000.00");
        document["plan"] = json!([{ "month": "2026-09", "activity": "开设助餐点", "place": "翠竹社区", "target": "每日60人次", "share_bp": 1250 }]);
        document["team"] = json!([{ "name": "陈晓", "role": "项目负责人", "qualification": "中级社会工作师", "duty": "统筹" }]);
        document["risks"] = json!([{ "risk": "冬季停餐", "level": "high", "response": "备用供餐单位" }]);
        let (_, grantee, path) = draft(&world, &cast, document).await;
        let begun = words(&world, &pdf(&grantee.owner, &path).await);
        all_said(&begun, &["草稿，尚未提交", "社区老人助餐与陪伴项目"]);
        assert!(!begun.contains("SHA-256"), "a draft has no fingerprint");
        receipt(&grantee.owner, &path).await.refused(404, "not_found");

        let view = grantee.owner.act(&path, "submit", Value::Null).await.ok();
        let (number, sha256) = (view["number"].as_str().unwrap(), view["snapshot"]["sha256"].as_str().unwrap());
        let first = pdf(&grantee.owner, &path).await;
        let said = words(&world, &first);
        all_said(&said, &[
            "公益创投项目申报书", "社区老人助餐与陪伴项目", number, sha256, "申报单位", "社区60岁以上独居老人312人，无固定助餐点",
            "一年内建立助餐点2个，服务老人不少于150人", "每周五次助餐，每月一次上门陪伴", "持证社工3人，志愿者20人", "志愿者流失：建立后备名单",
            "开设助餐点", "翠竹社区", "12.50%", "中级社会工作师", "冬季停餐", "备用供餐单位", "服务老人数", "老年人", "助餐活动",
            "20,000.00", "合计（大写）：人民币贰万元整", "40,000.00（人民币肆万元整）", "法定代表人（负责人）", "第1页共", "2026-06-01",
        ]);
        assert!(!said.contains("草稿"), "it was handed in");
        assert!(first.header("content-disposition").contains(&format!("filename=\"{number}-___.pdf\"")));
        assert_eq!(pdf(&grantee.owner, &path).await.bytes, first.bytes);
        assert_eq!(pdf(&grantee.owner.within(world.second_process()), &path).await.bytes, first.bytes);

        let paper = receipt(&grantee.owner, &path).await;
        let check = format!("http://127.0.0.1:8080/receipts?number={number}&sha256={sha256}");
        let said = words(&world, &paper);
        all_said(&said, &["申报回执", number, sha256, &check, "北京时间", "贰万元整", "第1次提交", "第1页共1页"]);
        assert!(!said.contains("无固定助餐点"), "a receipt shows nothing of what was handed in but title and amounts");
        assert_eq!(receipt(&grantee.owner, &path).await.bytes, paper.bytes);
    }
}

on_both! {
    async fn whoever_may_read_a_proposal_may_print_it_and_staff_leave_a_trace(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path) = draft(&world, &cast, steps::proposal_document("20000.00")).await;
        let stranger = steps::verified_organisation(&world, &cast).await;
        pdf(&cast.officer, &path).await.refused(404, "not_found");
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        for actor in [&stranger.owner, &world.anonymous()] {
            let refused = (pdf(actor, &path).await.status, receipt(actor, &path).await.status);
            let expected = if actor.name == stranger.owner.name { 404 } else { 401 };
            assert_eq!((refused.0.as_u16(), refused.1.as_u16()), (expected, expected), "{}", actor.name);
        }
        pdf(&cast.officer, &path).await.refused(403, "forbidden");
        receipt(&cast.officer, &path).await.refused(403, "forbidden");
        assert_eq!(world.number("SELECT COUNT(*) FROM proposal_openings").await, 0);
        grantee.owner.get(&format!("{path}/pdf?n=2")).await.refused(404, "not_found");

        world.at("2026-06-11T09:00:00+08:00");
        words(&world, &pdf(&cast.officer, &path).await);
        words(&world, &receipt(&cast.officer, &path).await);
        assert_eq!(world.number("SELECT COUNT(*) FROM proposal_openings").await, 1);
    }
}

on_both! {
    async fn a_correction_is_another_document_and_the_former_one_stays_as_it_was(world: World) {
        let cast = Cast::new(&world).await;
        let (call, grantee, path) = draft(&world, &cast, steps::proposal_document("20000.00")).await;
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        let first = pdf(&grantee.owner, &path).await;
        world.at("2026-06-11T09:00:00+08:00");
        cast.officer.act(&format!("/calls/{call}"), "start-screening", Value::Null).await.ok();
        cast.officer.act(&path, "request-correction", json!({ "reason": "请写明测算依据" })).await.ok();
        grantee.owner.patch(&path, json!({ "content": { "need": "入户调查312户，测算依据见附表" } })).await.ok();
        assert_eq!(pdf(&grantee.owner, &path).await.bytes, first.bytes, "what is being corrected is not handed in yet");
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        all_said(&words(&world, &pdf(&grantee.owner, &path).await), &["入户调查312户，测算依据见附表"]);
        all_said(&words(&world, &receipt(&grantee.owner, &path).await), &["第2次提交（补正）"]);
        assert_eq!(grantee.owner.get(&format!("{path}/pdf?n=1")).await.bytes, first.bytes);
    }
}

on_both! {
    async fn hostile_text_is_printed_as_text(world: World) {
        let cast = Cast::new(&world).await;
        let markup = "#let x = 1; #panic(\"x\") $a_1$ *粗* _斜_ `码` <标> @引 \\ [括] {花} // 注 /* */ #read(\"/etc/passwd\") = 标题 - 项";
        let long = "W".repeat(300);
        let word = "无空格".to_owned() + &"https://example.org/".repeat(20) + &long;
        let line = |n: usize| json!({ "subject": "activity", "content": format!("第{n}项 {}", if n == 7 { long.as_str() } else { "#strong[耗材]" }), "unit_price": "1.00", "quantity": "100" });
        let mut document = steps::proposal_document("20000.00");
        document["title"] = json!("#panic() 项目 $x$ \u{202e}倒写");
        document["content"]["need"] = json!(format!("{markup}\n{word}\n响铃\u{7}与\u{1b}[31m控制符"));
        document["indicators"] = json!([{ "name": "W".repeat(100), "unit": "个", "baseline": "0", "target": "9".repeat(40) }]);
        document["budget"]["grant"] = (1..=200).map(line).collect();
        let (_, grantee, path) = draft(&world, &cast, document).await;
        let answer = pdf(&grantee.owner, &path).await;
        let said = words(&world, &answer);
        all_said(&said, &[markup, "#panic()项目$x$\u{fffd}倒写", "响铃\u{fffd}与\u{fffd}[31m控制符", "第200项#strong[耗材]", "20,000.00"]);
        assert!(said.matches("支出内容").count() >= 5, "the head is repeated on every page of a long table");
        assert!(said.matches(&"W".repeat(20)).count() >= 5, "a long word is broken and stays whole");
    }
}

on_both! {
    async fn the_answers_of_the_calls_own_form_are_printed_question_by_question(world: World) {
        let cast = Cast::new(&world).await;
        let text = |zh: &str| json!({ "zh": zh, "en": "" });
        let field = |code: &str, zh: &str, input: Value| json!({ "code": code, "label": text(zh), "required": true, "input": input });
        let options = json!([{ "code": "one", "label": text("单独申报") }, { "code": "two", "label": text("联合申报") }]);
        let form = json!({ "format": "form/1", "sections": [{ "code": "idea", "title": text("项目构想"), "fields": [
            field("how", "申报方式", json!({ "kind": "single_choice", "options": options })),
            field("why", "为什么做", json!({ "kind": "long_text", "min": 4, "max": 200 })),
            field("measures", "成效指标", json!({ "kind": "indicators", "min_rows": 1, "max_rows": 5 })),
            field("true", "以上内容属实", json!({ "kind": "declaration" })),
        ] }] });
        let form = json!({ "title": "社区公益创投申报书", "purpose": "proposal", "area_code": DISTRICT, "document": form });
        let form = id(&cast.officer.post("/forms", form).await.created());
        cast.officer.act(&format!("/forms/{form}"), "publish", Value::Null).await.ok();
        let allotment = steps::approved_allotment(&world, &cast, "500000.00").await;
        let call = id(&cast.officer.post("/calls", steps::call_document("500000.00", &allotment, &Value::Null)).await.created());
        let at = format!("/calls/{call}");
        cast.officer.put(&at, "form", json!({ "form_id": form })).await.ok();
        cast.director.act(&at, "approve", Value::Null).await.ok();
        cast.officer.act(&at, "publish", Value::Null).await.ok();
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut rest = steps::proposal_document("20000.00");
        for gone in ["content", "indicators"] {
            rest.as_object_mut().unwrap().remove(gone);
        }
        let path = format!("/proposals/{}", steps::drafted_proposal(&grantee, &call, rest).await);
        let measures = json!([{ "name": "服务老人数", "unit": "人", "baseline": "0", "target": "150" }]);
        let answers = json!({ "how": "two", "why": "独居老人助餐需求迫切", "measures": measures, "true": true });
        let save = grantee.owner.call(Method::PUT, &format!("{path}/sections/idea")).if_match("\"0\"");
        save.json(json!({ "answers": answers })).send().await.ok();
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        let said = words(&world, &pdf(&grantee.owner, &path).await);
        all_said(&said, &["一、项目构想", "申报方式", "联合申报", "为什么做", "独居老人助餐需求迫切", "成效指标", "服务老人数", "【已承诺】以上内容属实", "经费预算"]);
        assert_eq!(said.matches("服务老人数").count(), 1, "indicators that the form asks for are printed once");
    }
}

on_both! {
    async fn where_there_is_no_program_or_none_in_time_the_problem_says_so_and_nothing_else_suffers(world: World) {
        let cast = Cast::new(&world).await;
        let (_, grantee, path) = draft(&world, &cast, steps::proposal_document("20000.00")).await;
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        world.at("2026-06-11T09:00:00+08:00");
        let without = world.with_settings(|config| config.pdf_program = "/nowhere/yichuang-pdf".into());
        for actor in [&grantee.owner, &cast.officer].map(|actor| actor.within(without.clone())) {
            let refused = pdf(&actor, &path).await;
            assert_eq!(refused.header("content-type"), "application/problem+json");
            refused.refused(503, "pdf_unavailable");
            receipt(&actor, &path).await.refused(503, "pdf_unavailable");
        }
        assert_eq!(world.number("SELECT COUNT(*) FROM proposal_openings").await, 0, "nobody read anything");

        let slow = world.folder.join("slow-pdf");
        std::fs::write(&slow, "#!/bin/sh\nexec /bin/sleep 60\n").unwrap();
        std::fs::set_permissions(&slow, std::fs::Permissions::from_mode(0o755)).unwrap();
        let late = world.with_settings(|config| {
            config.pdf_program = slow;
            config.pdf_seconds = 1;
        });
        let start = Instant::now();
        let refused = pdf(&grantee.owner.within(late), &path).await;
        assert_eq!(refused.header("retry-after"), "2");
        refused.refused(503, "pdf_late");
        assert!(start.elapsed() < Duration::from_secs(20), "it was given up");
    }
}

on_both! {
    async fn an_agreement_is_printed_with_its_plan_in_capital_numerals_and_the_signatures_it_has(world: World) {
        let cast = Cast::new(&world).await;
        let (round, projects) = steps::awarded_round(&world, &cast, &["200000.00"]).await;
        let grantee = &round.grantees[0];
        let drafted = cast.officer.post(&format!("{}/agreement", projects[0]), steps::agreement_document()).await.created();
        let path = format!("/agreements/{}", id(&drafted));
        cast.officer.act(&path, "offer", Value::Null).await.ok();
        let (number, sha256) = (drafted["number"].as_str().unwrap(), drafted["document_sha256"].as_str().unwrap());
        let open = words(&world, &pdf(&grantee.owner, &path).await);
        all_said(&open, &["公益创投项目资助协议", number, sha256, "人民币贰拾万元整", "甲方（资助方）", "乙方（受资助方）", "2026-07-01至2027-06-30"]);
        for tranche in drafted["tranche_plan"].as_array().unwrap() {
            all_said(&open, &[tranche["amount_upper"].as_str().unwrap(), tranche["gate_title"].as_str().unwrap()]);
        }
        // The watermark is slanted: its characters stand apart.
        assert!(open.contains('效') && !open.contains("已在线签署"));
        steps::signed(&grantee.owner, &path).await;
        steps::signed(&cast.director, &path).await;
        let whole = pdf(&cast.officer, &path).await;
        let said = words(&world, &whole);
        assert_eq!(said.matches("（已在线签署）").count(), 2);
        assert!(!said.contains('效'), "both have signed");
        assert_eq!(pdf(&grantee.owner, &path).await.bytes, whole.bytes);
        let stranger = steps::verified_organisation(&world, &cast).await;
        pdf(&stranger.owner, &path).await.refused(404, "not_found");
    }
}

on_both! {
    async fn a_score_sheet_says_review_by_review_how_the_result_came_about(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::submitted_round(&world, &cast, &["20000.00", "30000.00"]).await;
        steps::screened(&world, &cast, &round.call, &round.proposals).await;
        steps::started_review(&cast, &round.call).await;
        let path = format!("/proposals/{}/score-sheet-pdf", round.proposals[0]);
        cast.officer.get(&path).await.refused(404, "not_found");
        // 80, 85, 90 and one that abstains and one that is not submitted; the other proposal gets 70 from four.
        for (n, (reviewer, points)) in cast.reviewers.iter().zip(["8", "8.5", "9", "", ""]).enumerate() {
            for item in steps::desk(reviewer, &round.call).await {
                let (assignment, first) = (format!("/assignments/{}", id(&item)), item["proposal"]["id"] == *round.proposals[0]);
                match (n, first) {
                    (4, _) => {}
                    (3, true) => {
                        steps::attested(reviewer, &assignment).await;
                        reviewer.act(&assignment, "abstain", json!({ "reason": "超出本人专业范围，无法判断" })).await.ok();
                    }
                    _ => steps::scored(reviewer, &assignment, &steps::flat_scores(if first { points } else { "7" })).await,
                }
            }
        }
        steps::sealed(&cast, &round.call, true).await;
        let said = words(&world, &cast.officer.get(&path).await);
        all_said(&said, &["项目评分表", "社区老人助餐与陪伴项目", "未复核", "弃权（不计为零分）", "未提交（按缺评处理", "有效评分", "3 份", "÷ 3", "85 → 85.00（四舍五入，保留 2 位小数）", "第 1 名", "签名", "监督人", "林主管"]);
        steps::verified_results(&cast, &round.call).await;
        let first = cast.auditor.get(&path).await;
        let said = words(&world, &first);
        all_said(&said, &["复核人", "周局长"]);
        assert!(!said.contains("未复核") && !said.contains("评委一"), "verified, and reviewers by alias: {said}");
        assert_eq!(cast.director.get(&path).await.bytes, first.bytes);
        let second = format!("/proposals/{}/score-sheet-pdf", round.proposals[1]);
        all_said(&words(&world, &cast.officer.get(&second).await), &["得分低于前一名", "第 2 名"]);
        round.grantees[0].owner.get(&path).await.refused(403, "forbidden");
        // Whoever has a conflict about any proposal of the call gets no sheet: its rank would speak of it.
        let own = json!({ "organisation_id": round.grantees[1].id, "kind": "kinship", "reason": "配偶在该单位任职" });
        cast.officer.post("/conflicts", own).await.created();
        cast.officer.get(&path).await.refused(404, "not_found");
    }
}

//! Lists as workbooks: the rows, filters and rights of the list; figures that can be summed; who exported what.

use std::io::{Cursor, Read as _};

use axum::http::Method;
use calamine::{Data, Reader as _, Xlsx};
use serde_json::{Value, json};
use yichuang_base::caller::Scope;
use yichuang_domain::roles::Role;
use yichuang_tests::steps::{self, registration};
use yichuang_tests::world::DISTRICT;
use yichuang_tests::{Actor, Answer, Cast, Server, World, needs, on_both};

/// The sheet of rows, and the sheet that says where they come from.
fn sheets(answer: &Answer) -> (Vec<Vec<Data>>, Vec<Vec<Data>>) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.bytes.clone())).unwrap();
    let names = workbook.sheet_names();
    assert_eq!(names.len(), 2);
    let mut rows = |name: &str| workbook.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect::<Vec<_>>();
    (rows(&names[1]), rows(&names[0]))
}

fn column(rows: &[Vec<Data>], head: &str) -> usize {
    rows[0].iter().position(|cell| *cell == Data::String(head.to_owned())).unwrap_or_else(|| panic!("no {head} in {:?}", rows[0]))
}

/// Every item of a list, page after page.
async fn all(actor: &Actor, list: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let join = if list.contains('?') { '&' } else { '?' };
        let page = actor.get(&format!("{list}{join}limit=100{cursor}")).await.ok();
        items.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

/// A past round with everything from its calls to its payments, and somebody who sees all of it.
async fn round(world: &World) -> Actor {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/real/fujian-2022.json")).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    yichuang_server::import::round(&world.app, &file).await.unwrap_or_else(|problem| panic!("{:#}", problem.body()));
    world.person("审计陈", &[("auditor", Scope::Platform)]).await
}

const LISTS: &[(&str, &str, &str, &str)] = &[
    ("/calls", "公告清单", "资助总额（元）", "/budget"),
    ("/organisations", "组织清单", "名称", "/name"),
    ("/proposals", "申报清单", "申请资助（元）", "/requested"),
    ("/notices", "公示清单", "拟资助总额（元）", "/total"),
    ("/projects", "项目清单", "批准资助（元）", "/approved"),
    ("/tranches", "拨付计划清单", "金额（元）", "/amount"),
    ("/payments", "付款清单", "金额（元）", "/amount"),
    ("/batches", "付款批次清单", "合计（元）", "/total"),
    ("/funds", "资金清单", "编号", "/code"),
    ("/allotments", "预算额度清单", "下达额度（元）", "/amount"),
    ("/assignments", "评审分派清单", "评委代号", "/alias"),
    ("/verifications", "核验清单", "组织", "/organisation_name"),
    ("/audit-events", "操作记录", "操作", "/action"),
    ("/users", "账号清单", "姓名", "/name"),
];

on_both! {
    async fn every_list_is_exported_row_for_row_with_figures_that_can_be_summed(world: World) {
        let auditor = round(&world).await;
        for (list, title, head, pointer) in LISTS {
            let items = all(&auditor, list).await;
            assert!(!items.is_empty(), "{list}");
            let answer = auditor.get(&format!("{list}/export")).await;
            let (rows, about) = sheets(&answer);
            assert_eq!((rows.len() - 1, answer.header("x-rows")), (items.len(), items.len().to_string().as_str()), "{list}");
            let at = column(&rows, head);
            for (row, item) in rows[1..].iter().zip(&items) {
                let wanted = item.pointer(pointer).unwrap();
                let expected = match wanted.as_str().and_then(|text| text.parse::<f64>().ok()).filter(|_| head.contains('元')) {
                    Some(yuan) => Data::Float(yuan),
                    None => wanted.as_str().map_or(Data::Empty, |text| Data::String(text.to_owned())),
                };
                assert_eq!(row[at], expected, "{list} {item}");
            }
            let about: Vec<String> = about.iter().map(|row| format!("{}={}", row[0], row[1])).collect();
            assert_eq!(about[..2], [format!("列表={title}"), "导出人=审计陈".to_owned()]);
            assert_eq!(about[3..], [format!("行数={}", items.len()), "筛选条件=无，全部可见记录".to_owned()]);
        }
        let said = "SELECT COUNT(*) FROM audit_events WHERE action = 'list.export'";
        assert_eq!(world.number(said).await, i64::try_from(LISTS.len()).unwrap());
    }
}

on_both! {
    async fn an_export_keeps_the_filters_of_the_list_and_says_so(world: World) {
        let auditor = round(&world).await;
        let items = all(&auditor, "/proposals?state=awarded").await;
        let answer = auditor.get("/proposals/export?state=awarded").await;
        let (rows, about) = sheets(&answer);
        assert_eq!(rows.len() - 1, items.len());
        let state = column(&rows, "状态");
        assert!(rows[1..].iter().all(|row| row[state] == Data::String("已立项".to_owned())), "{rows:?}");
        assert_eq!(about[4], [Data::String("筛选条件: 状态".to_owned()), Data::String("已立项".to_owned())]);
        let submitted = column(&rows, "提交时间");
        let Data::DateTime(at) = rows[1][submitted] else { panic!("{:?} is no instant", rows[1][submitted]) };
        let (year, month, day, hour, ..) = at.to_ymd_hms_milli();
        let shanghai = format!("{year:04}-{month:02}-{day:02} {hour:02}");
        let instant = items[0]["submitted_at"].as_str().unwrap();
        let utc: i64 = instant[11..13].parse().unwrap();
        assert_eq!(i64::from(hour), (utc + 8) % 24, "{shanghai} is {instant} in Shanghai");

        let none = auditor.get("/proposals/export?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84").await;
        assert_eq!((none.header("x-rows"), sheets(&none).0.len()), ("0", 1));
        for query in ["limit=1", "cursor=1-0198c0de000070008000000000000001", "nonsense=1", "state=nowhere"] {
            auditor.get(&format!("/proposals/export?{query}")).await.refused(400, "malformed_query");
        }
        let english = auditor.call(Method::GET, "/proposals/export").header("accept-language", "en-GB,en;q=0.9").send().await;
        let (rows, about) = sheets(&english);
        assert_eq!(rows[0][0], Data::String("Number".to_owned()));
        assert_eq!(about[0], [Data::String("List".to_owned()), Data::String("Proposals".to_owned())]);
        assert!(english.header("content-disposition").starts_with("attachment; filename=\"Proposals-2026-06-01.xlsx\""));
    }
}

on_both! {
    async fn journals_are_exported_leg_by_leg_and_balance(world: World) {
        let auditor = round(&world).await;
        let (rows, _) = sheets(&auditor.get("/ledger/journals/export").await);
        let journals = all(&auditor, "/ledger/journals").await;
        let legs: usize = journals.iter().map(|journal| journal["postings"].as_array().unwrap().len()).sum();
        assert_eq!(rows.len() - 1, legs);
        let at = column(&rows, "金额（借正贷负，元）");
        let fen = |cell: &Data| match cell {
            Data::Float(yuan) => format!("{:.0}", yuan * 100.0).parse::<i64>().unwrap(),
            other => panic!("{other:?} is no amount"),
        };
        assert_eq!(rows[1..].iter().map(|row| fen(&row[at])).sum::<i64>(), 0, "debit and credit");
    }
}

on_both! {
    async fn a_name_that_looks_like_a_formula_stays_a_text(world: World) {
        let owner = world.person("林芳", &[]).await;
        for name in ["=HYPERLINK(\"http://evil.example\")", "+SUM(A1)", "-SUM(A1)", "@SUM(A1)"] {
            let mut body = registration(&world);
            body["name"] = json!(name);
            owner.post("/organisations", body).await.created();
        }
        let answer = owner.get("/organisations/export").await;
        let (rows, _) = sheets(&answer);
        let mut names: Vec<String> = rows[1..].iter().map(|row| row[0].to_string()).collect();
        names.sort_unstable();
        assert_eq!(names, ["+SUM(A1)", "-SUM(A1)", "=HYPERLINK(\"http://evil.example\")", "@SUM(A1)"]);
        let mut archive = zip::ZipArchive::new(Cursor::new(answer.bytes.clone())).unwrap();
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut sheet).unwrap();
        assert!(!sheet.contains("<f>"), "no cell is a formula");
        let mut styles = String::new();
        archive.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
        assert!(styles.contains("quotePrefix=\"1\""), "and none becomes one when it is edited");
    }
}

on_both! {
    async fn an_export_shows_nobody_more_than_the_list_does(world: World) {
        let auditor = round(&world).await;
        let district = world.district().await;
        let officer = world.person("林主管", &[("programme_officer", district)]).await;
        for list in ["/calls", "/organisations", "/proposals", "/notices", "/projects", "/tranches", "/payments"] {
            assert_ne!(auditor.get(&format!("{list}/export")).await.header("x-rows"), "0", "{list}");
            let seen = officer.get(&format!("{list}/export")).await;
            assert_eq!((seen.status.as_u16(), seen.header("x-rows")), (200, "0"), "{list}");
        }
        officer.get("/batches/export").await.refused(403, "forbidden");
        world.anonymous().get("/calls/export").await.refused(401, "unauthenticated");
    }
}

on_both! {
    async fn lists_of_needs_forms_questions_and_people_are_exported_as_they_are_shown(world: World) {
        let cast = Cast::new(&world).await;
        let asker = steps::verified_organisation(&world, &cast).await;
        let (call, _) = steps::funded_call(&world, &cast, "500000.00").await;
        let asked = json!({ "organisation_id": asker.id, "question": "配套资金可以用志愿者工时折算吗？" });
        asker.owner.post(&format!("/calls/{call}/questions"), asked).await.created();
        let proposal = steps::submitted_proposal(&asker, &call, "20000.00").await;
        needs::published_need(&cast.officer, needs::need_document("社区儿童暑托班")).await;
        let form = json!({ "title": "申报书", "purpose": "proposal", "area_code": DISTRICT });
        cast.officer.post("/forms", form).await.created();
        let member = json!({ "name": "王敏", "position": "社工", "full_time": true });
        asker.owner.post(&format!("{}/staff", asker.path()), member).await.created();

        let (rows, about) = sheets(&cast.officer.get("/needs/export?state=published").await);
        assert_eq!((rows.len(), &rows[1][column(&rows, "需求")]), (2, &Data::String("社区儿童暑托班".to_owned())));
        assert_eq!(rows[1][column(&rows, "类别")], Data::String("为老服务".to_owned()));
        assert_eq!(about[4][1], Data::String("已发布".to_owned()));
        let (rows, _) = sheets(&cast.officer.get("/questions/export").await);
        assert_eq!(rows[1][column(&rows, "提问")], Data::String("配套资金可以用志愿者工时折算吗？".to_owned()));
        let (rows, _) = sheets(&cast.officer.get("/forms/export").await);
        assert_eq!(rows[1][column(&rows, "名称")], Data::String("申报书".to_owned()));
        let (rows, _) = sheets(&asker.owner.get(&format!("{}/members/export", asker.path())).await);
        assert_eq!(rows[1][column(&rows, "身份")], Data::String(Role::ApplicantOwner.zh().to_owned()));
        let (rows, _) = sheets(&asker.owner.get(&format!("{}/staff/export", asker.path())).await);
        assert_eq!(rows[1][column(&rows, "姓名")], Data::String("王敏".to_owned()));
        let own = asker.owner.get("/proposals/export").await;
        let (rows, _) = sheets(&own);
        let number = asker.owner.get(&format!("/proposals/{proposal}")).await.ok()["number"].as_str().unwrap().to_owned();
        assert_eq!((own.header("x-rows"), &rows[1][column(&rows, "编号")]), ("1", &Data::String(number)));
        let stranger = steps::verified_organisation(&world, &cast).await;
        assert_eq!(stranger.owner.get("/proposals/export").await.header("x-rows"), "0");
        stranger.owner.get(&format!("{}/staff/export", asker.path())).await.refused(404, "not_found");
        asker.owner.get(&format!("{}/members/export?state=open", asker.path())).await.refused(400, "malformed_query");
    }
}

/// The rows lie on the disk until they are packed, and are packed while they are sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_thousand_rows_need_no_more_memory_than_a_few() {
    let world = World::sqlite().await;
    let rows = "INSERT INTO audit_events (id, at, action, subject_kind, subject_id, before, after, reason) \
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) \
        SELECT randomblob(16), 1780275600000000 + i, 'proposal.submit', 'proposal', randomblob(16), \
        '{\"state\":\"draft\"}', '{\"state\":\"submitted\"}', '材料已核对，理由充分，同意提交 ' || i FROM n";
    world.sql(rows).await.unwrap();
    let server = Server::start(&world).await;
    let auditor = world.person("审计陈", &[("auditor", Scope::Platform)]).await.at(&server);
    assert_eq!(auditor.get("/users/export").await.header("x-rows"), "1");
    let before = server.peak_kib();
    let answer = auditor.get("/audit-events/export").await;
    let grown = server.peak_kib() - before;
    println!("the peak grew by {grown} KiB from {before} KiB; the workbook has {} KiB", answer.bytes.len() / 1024);
    assert_eq!(answer.header("x-rows"), "20001", "and the export before");
    assert!(answer.bytes.ends_with(b"\r\n0\r\n\r\n"), "the last chunk arrived");
    assert!(grown < 32 * 1024, "the peak grew by {grown} KiB");
    drop(server);
    world.end().await;
}

//! Before its deadline a call shows nobody what was handed in to it; afterwards every reading is on record.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};
use yichuang_server::jobs;
use yichuang_tests::steps::{self, id};
use yichuang_tests::uploads::{attach, uploaded_pdf};
use yichuang_tests::{Actor, Cast, on_both};

/// Words that stand in the proposal and nowhere else.
const TITLE: &str = "梧桐里秘密花园";
const NEED: &str = "梧桐里三十一户独居老人的午后时光";
const FILE: &str = "梧桐里花园图纸.pdf";

/// Whether an answer holds any of the words, as text or in a workbook.
fn tells(text: &str) -> bool {
    text.contains("梧桐里")
}

async fn silent(actor: &Actor, path: &str) {
    let answer = actor.get(path).await;
    let text = String::from_utf8_lossy(&answer.bytes).into_owned() + &answer.body.to_string();
    assert!(!tells(&text), "{} of {path}: {text}", actor.name);
}

/// The same for every cell of a workbook.
async fn silent_workbook(actor: &Actor, path: &str) {
    let answer = actor.get(path).await;
    assert_eq!(answer.status, 200, "{} of {path}", actor.name);
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.bytes)).unwrap();
    let mut rows = 0;
    for (name, sheet) in workbook.worksheets() {
        for row in sheet.rows() {
            rows += 1;
            assert!(!tells(&format!("{row:?}")), "{name} of {path}: {row:?}");
        }
    }
    assert!(rows > 1, "{path} has rows");
}

on_both! {
    async fn nobody_learns_what_a_sealed_proposal_says_and_every_reading_afterwards_is_recorded(world: World) {
        let cast = Cast::new(&world).await;
        let (call, _) = steps::funded_call(&world, &cast, "250000.00").await;
        let grantee = steps::verified_organisation(&world, &cast).await;
        let mut document = steps::proposal_document("20000.00");
        document["title"] = json!(TITLE);
        document["content"]["need"] = json!(NEED);
        let proposal = steps::drafted_proposal(&grantee, &call, document.clone()).await;
        let path = format!("/proposals/{proposal}");
        let file = uploaded_pdf(&grantee.owner, "proposal_attachment", FILE, 80).await;
        attach(&grantee.owner, &path, &file, "other", "").await.ok();
        grantee.owner.act(&path, "submit", Value::Null).await.ok();
        // Another applicant writes much the same: likenesses must not tell them.
        let other = steps::verified_organisation(&world, &cast).await;
        document["title"] = json!("邻里午后");
        let twin = format!("/proposals/{}", steps::drafted_proposal(&other, &call, document).await);
        let need = grantee.owner.get(&format!("{path}/needs")).await.ok()["needs"][0].clone();
        while jobs::once(&world.app).await.unwrap() > 0 {}

        let staff = [&cast.officer, &cast.director, &cast.auditor, &cast.maker];
        let lists = [
            "/proposals".to_owned(), "/proposals?q=%E6%A2%A7%E6%A1%90".to_owned(), format!("/proposals?call_id={call}"),
            path.clone(), format!("{path}/answers"),
            format!("{path}/attachments"), format!("{path}/check"), format!("{path}/needs"), format!("{path}/similar"),
            format!("{path}/snapshot"), format!("{path}/screening"), format!("/files/{file}"), format!("/files/{file}/content"),
            format!("/audit-events?subject_id={proposal}"), "/audit-events?limit=100".to_owned(),
            format!("/calls/{call}"), "/proposal-openings".to_owned(),
        ];
        for actor in staff {
            for list in &lists {
                silent(actor, list).await;
            }
        }
        silent_workbook(&cast.officer, &format!("/proposals/export?call_id={call}")).await;
        silent_workbook(&cast.auditor, &format!("/proposals/export?call_id={call}")).await;
        silent_workbook(&cast.auditor, "/audit-events/export").await;
        assert_eq!(cast.officer.get("/proposals?q=%E6%A2%A7%E6%A1%90").await.ok()["items"], json!([]), "a search tells as much as a text");
        let anonymous = world.anonymous();
        for list in ["/public/search?q=%E6%A2%A7%E6%A1%90".to_owned(), format!("/public/files/{file}/content"), format!("/public/calls/{call}")] {
            silent(&anonymous, &list).await;
        }
        // What answers a need does not stand beside the need.
        for list in [format!("/public/needs/{}", id(&need)), format!("/needs/{}", id(&need))] {
            silent(&cast.officer, &list).await;
            assert!(!cast.officer.get(&list).await.body.to_string().contains(&proposal), "{list}");
        }
        let alike = other.owner.get(&format!("{twin}/similar")).await.ok();
        assert_eq!(alike["items"], json!([]));
        let openings = cast.auditor.get("/proposal-openings").await.ok();
        assert_eq!(openings["items"], json!([]), "nobody opened anything");

        world.morning_after(steps::DEADLINE);
        assert_eq!(cast.officer.get(&format!("/files/{file}/content")).await.status, 200);
        cast.director.get(&format!("{path}/answers")).await.ok();
        cast.auditor.get(&format!("{path}/attachments")).await.ok();
        let openings = cast.auditor.get("/proposal-openings").await.ok();
        let mut who: Vec<&str> = openings["items"].as_array().unwrap().iter().map(|one| one["opened_by"]["name"].as_str().unwrap()).collect();
        who.sort_unstable();
        let mut expected = vec!["林主管", "周局长", "审计陈"];
        expected.sort_unstable();
        assert_eq!(who, expected);
    }
}

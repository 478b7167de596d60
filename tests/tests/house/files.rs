//! Uploads: resumed, repeated, refused, read, swept; on both databases, in a folder and in a store that speaks S3.

use std::future::Future;
use std::sync::Arc;

use axum::http::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::caller::Caller;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::files::FilePurpose;
use yichuang_domain::schemes::sha256_hex;
use yichuang_registration::files;
use yichuang_server::jobs;
use yichuang_store::ids::{FileId, UserId};
use yichuang_store::record::User;
use yichuang_store::{accounts, find};
use yichuang_tests::s3::S3;
use yichuang_tests::samples::{PLACE, archive, docx, jpeg, pdf, png, webp};
use yichuang_tests::steps::registered_organisation;
use yichuang_tests::{Actor, Answer, Server, World};

const CHUNK: usize = 1024 * 1024;
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Runs every story on SQLite and PostgreSQL with a folder, and once more on SQLite with a store that speaks S3.
macro_rules! stories {
    ($($name:ident;)+) => {
        $(mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let world = yichuang_tests::World::sqlite().await;
                super::$name(world.clone()).await;
                world.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let world = yichuang_tests::World::postgres().await;
                super::$name(world.clone()).await;
                world.end().await;
            }
        })+

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn every_story_holds_against_a_store_that_speaks_s3_and_checks_signatures() {
            let s3 = tokio::task::spawn_blocking(S3::start).await.unwrap();
            $(
                let world = World::sqlite_with(|config| s3.settings(config)).await;
                on_s3(stringify!($name), $name(world.clone())).await;
                assert!(!world.folder.join("files").exists(), "nothing lies in the folder");
                world.end().await;
            )+
        }
    };
}

async fn on_s3(name: &str, story: impl Future<Output = ()>) {
    println!("{name}");
    story.await;
}

stories! {
    a_file_is_uploaded_in_chunks_and_read_again_whole_and_in_part;
    an_upload_goes_on_where_it_stopped;
    two_tabs_that_send_the_same_chunk_do_no_harm;
    a_chunk_in_the_wrong_place_or_of_the_wrong_length_is_refused;
    what_a_file_is_not_is_found_out_and_its_bytes_go;
    a_document_that_unpacks_to_too_much_is_refused;
    photographs_are_kept_without_time_and_place;
    tables_as_text_are_taken_in_the_encodings_of_spreadsheets;
    a_checksum_that_differs_is_a_refusal_and_a_key_gives_it_again;
    another_persons_upload_does_not_exist;
    an_upload_without_an_account_belongs_to_its_token;
    what_nobody_comes_back_for_is_swept;
    a_removed_upload_leaves_a_row_and_no_bytes;
    a_file_of_a_thing_is_read_by_whoever_reads_the_thing;
}

async fn begin(actor: &Actor, purpose: &str, name: &str, kind: &str, size: usize) -> Answer {
    actor.post("/files", json!({ "purpose": purpose, "name": name, "size": size, "media_type": kind })).await
}

async fn send(actor: &Actor, file: &str, offset: usize, bytes: &[u8]) -> Answer {
    let call = actor.call(Method::PUT, &format!("{file}/content")).header("upload-offset", &offset.to_string());
    call.send_raw(Some(bytes.to_vec()), "application/octet-stream").await
}

async fn send_all(actor: &Actor, file: &str, bytes: &[u8]) {
    for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
        send(actor, file, n * CHUNK, chunk).await.ok();
    }
}

fn path(file: &Value) -> String {
    format!("/files/{}", file["id"].as_str().unwrap())
}

fn file_id(file: &str) -> FileId {
    FileId(file.rsplit('/').next().unwrap().parse().unwrap())
}

/// Everything from the first step to the last; the answer to the last.
async fn upload(actor: &Actor, purpose: &str, name: &str, kind: &str, bytes: &[u8]) -> (String, Answer) {
    let file = path(&begin(actor, purpose, name, kind, bytes.len()).await.created());
    send_all(actor, &file, bytes).await;
    let answer = actor.post(&format!("{file}/complete"), json!({})).await;
    (file, answer)
}

/// Objects of a file once the work left behind by changes is done.
async fn objects(world: &World, file: &str) -> usize {
    while jobs::once(&world.app).await.unwrap() > 0 {}
    world.app.objects.count(file_id(file)).await.unwrap()
}

async fn a_file_is_uploaded_in_chunks_and_read_again_whole_and_in_part(world: World) {
    let owner = world.person("林芳", &[]).await;
    let bytes = pdf(6 * CHUNK + 12_345);
    let created = begin(&owner, "proposal_attachment", "项目 计划书（终稿）.pdf", "application/pdf", bytes.len()).await.created();
    assert_eq!((&created["offset"], &created["chunk_size"], &created["state"]), (&json!(0), &json!(CHUNK), &json!("uploading")));
    let file = path(&created);
    send_all(&owner, &file, &bytes).await;
    assert_eq!(owner.get(&file).await.ok()["offset"], json!(bytes.len()));
    owner.get(&format!("{file}/content")).await.refused(404, "not_found");

    let done = owner.post(&format!("{file}/complete"), json!({ "sha256": sha256_hex(&bytes) })).await.ok();
    assert_eq!((&done["state"], &done["size"], &done["media_type"]), (&json!("stored"), &json!(bytes.len()), &json!("application/pdf")));
    assert_eq!((&done["sha256"], &done["uploaded_sha256"]), (&json!(sha256_hex(&bytes)), &json!(sha256_hex(&bytes))));
    assert_eq!(objects(&world, &file).await, 1, "the chunks are gone, the whole is there");

    let read = owner.get(&format!("{file}/content")).await;
    assert_eq!(read.status, 200);
    assert!(read.bytes == bytes, "what is read is what was sent");
    assert_eq!(read.header("etag"), format!("\"{}\"", sha256_hex(&bytes)));
    assert_eq!((read.header("content-type"), read.header("x-content-type-options")), ("application/pdf", "nosniff"));
    let name = "filename*=UTF-8''%E9%A1%B9%E7%9B%AE%20%E8%AE%A1%E5%88%92%E4%B9%A6%EF%BC%88%E7%BB%88%E7%A8%BF%EF%BC%89.pdf";
    assert!(read.header("content-disposition").ends_with(name), "{}", read.header("content-disposition"));
    assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE action = 'file.download'").await, 1);

    for (range, from, to) in [("bytes=0-8", 0, 9), ("bytes=6291450-", 6_291_450, bytes.len()), ("bytes=-6", bytes.len() - 6, bytes.len())] {
        let part = owner.call(Method::GET, &format!("{file}/content")).header("range", range).send().await;
        assert_eq!(part.status, 206, "{range}");
        assert!(part.bytes == bytes[from..to], "{range}");
        assert_eq!(part.header("content-range"), format!("bytes {from}-{}/{}", to - 1, bytes.len()));
    }
    let beyond = owner.call(Method::GET, &format!("{file}/content")).header("range", "bytes=99999999-").send().await;
    assert_eq!((beyond.status.as_u16(), beyond.bytes.len()), (200, bytes.len()));
}

async fn an_upload_goes_on_where_it_stopped(world: World) {
    let owner = world.person("林芳", &[]).await;
    let bytes = pdf(2 * CHUNK + 7);
    let file = path(&begin(&owner, "proposal_attachment", "计划.pdf", "application/pdf", bytes.len()).await.created());
    send(&owner, &file, 0, &bytes[..CHUNK]).await.ok();
    owner.post(&format!("{file}/complete"), json!({})).await.refused(409, "incomplete_upload");

    // Another process of the same installation: nothing about an upload lives in memory.
    let owner = owner.within(world.second_process());
    assert_eq!(owner.get(&file).await.ok()["offset"], json!(CHUNK));
    send(&owner, &file, CHUNK, &bytes[CHUNK..2 * CHUNK]).await.ok();
    send(&owner, &file, 2 * CHUNK, &bytes[2 * CHUNK..]).await.ok();
    let done = owner.post(&format!("{file}/complete"), json!({ "sha256": sha256_hex(&bytes) })).await.ok();
    assert_eq!(done["sha256"], json!(sha256_hex(&bytes)));
}

async fn two_tabs_that_send_the_same_chunk_do_no_harm(world: World) {
    let owner = world.person("林芳", &[]).await;
    let bytes = pdf(3 * CHUNK + 5);
    let file = path(&begin(&owner, "proposal_attachment", "计划.pdf", "application/pdf", bytes.len()).await.created());
    for (n, chunk) in bytes.chunks(CHUNK).enumerate() {
        let sending: Vec<_> = (0..4)
            .map(|_| {
                let (owner, file, chunk) = (owner.clone(), file.clone(), chunk.to_vec());
                tokio::spawn(async move { send(&owner, &file, n * CHUNK, &chunk).await })
            })
            .collect();
        for sent in sending {
            assert_eq!(sent.await.unwrap().ok()["offset"], json!((n * CHUNK + chunk.len())));
        }
    }
    let completing: Vec<_> = (0..3)
        .map(|_| {
            let (owner, file) = (owner.clone(), file.clone());
            tokio::spawn(async move { owner.post(&format!("{file}/complete"), json!({})).await })
        })
        .collect();
    let mut statuses = Vec::new();
    for completed in completing {
        statuses.push(completed.await.unwrap().status.as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409], "one of them completes it");
    assert_eq!(owner.get(&file).await.ok()["sha256"], json!(sha256_hex(&bytes)));
    assert!(owner.get(&format!("{file}/content")).await.bytes == bytes);
}

async fn a_chunk_in_the_wrong_place_or_of_the_wrong_length_is_refused(world: World) {
    let owner = world.person("林芳", &[]).await;
    let bytes = pdf(2 * CHUNK + 5);
    let file = path(&begin(&owner, "proposal_attachment", "计划.pdf", "application/pdf", bytes.len()).await.created());
    let gap = send(&owner, &file, CHUNK, &bytes[CHUNK..2 * CHUNK]).await.refused(409, "wrong_offset");
    assert_eq!(gap["offset"], json!(0));
    send(&owner, &file, 7, &bytes[7..CHUNK]).await.refused(409, "wrong_offset");
    assert_eq!(send(&owner, &file, 0, &bytes[..9]).await.faults(), ["/content wrong_length"]);
    assert_eq!(send(&owner, &file, 0, &[]).await.faults(), ["/content wrong_length"]);
    send(&owner, &file, 0, &bytes[..=CHUNK]).await.refused(413, "too_large");
    send(&owner, &file, 0, &bytes[..CHUNK]).await.ok();
    let other = vec![1; CHUNK];
    let differs = send(&owner, &file, 0, &other).await.refused(409, "wrong_offset");
    assert_eq!(differs["offset"], json!(CHUNK), "another chunk where one lies already");
    send(&owner, &file, 2 * CHUNK, &bytes[2 * CHUNK..]).await.refused(409, "wrong_offset");
    send(&owner, &file, CHUNK, &bytes[CHUNK..2 * CHUNK]).await.ok();
    assert_eq!(send(&owner, &file, 2 * CHUNK, &[0; 6]).await.faults(), ["/content wrong_length"]);
    let put = |offset: &str, kind: &'static str| {
        let call = owner.call(Method::PUT, &format!("{file}/content")).header("upload-offset", offset);
        call.send_raw(Some(vec![0; 5]), kind)
    };
    put("-1", "application/octet-stream").await.refused(400, "upload_offset_missing");
    put("x", "application/octet-stream").await.refused(400, "upload_offset_missing");
    put("0", "application/json").await.refused(415, "unsupported_media_type");
    let none = owner.call(Method::PUT, &format!("{file}/content")).send_raw(Some(vec![0; 5]), "application/octet-stream").await;
    none.refused(400, "upload_offset_missing");
    send(&owner, &file, 2 * CHUNK, &bytes[2 * CHUNK..]).await.ok();
    owner.post(&format!("{file}/complete"), json!({})).await.ok();
    send(&owner, &file, 0, &bytes[..CHUNK]).await.refused(409, "not_uploading");
}

async fn what_a_file_is_not_is_found_out_and_its_bytes_go(world: World) {
    let owner = world.person("林芳", &[]).await;
    let refused = begin(&owner, "need_photo", "照片.exe", "image/gif", 6 * 1024 * 1024).await;
    assert_eq!(refused.faults(), ["/size too_large", "/media_type not_allowed"]);
    refused.refused(422, "invalid");
    assert_eq!(begin(&owner, "need_photo", "a/b.png", "image/jpeg", 9).await.faults(), ["/name wrong_format", "/name extension_mismatch"]);
    assert_eq!(begin(&owner, "need_photo", "a.jpg", "image/jpeg", 0).await.faults(), ["/size too_small"]);

    let elf = [b"\x7fELF\x02\x01\x01".as_slice(), &[0; 64]].concat();
    let windows = [b"MZ\x90\0".as_slice(), &[0; 128]].concat();
    let plain_zip = archive(&[("说明.txt", b"text")]);
    let macros = docx(("word/vbaProject.bin", b"Sub AutoOpen()"));
    let mut torn = docx(("word/styles.xml", b"<styles/>"));
    torn.truncate(torn.len() - 30);
    let cases: [(&str, &str, &[u8], &str); 10] = [
        ("计划.pdf", "application/pdf", &png(), "type_mismatch"),
        ("计划.pdf", "application/pdf", b"only words", "type_mismatch"),
        ("计划.pdf", "application/pdf", b"<html><script>alert(1)</script></html>", "type_mismatch"),
        ("计划.pdf", "application/pdf", &elf, "executable"),
        ("计划.pdf", "application/pdf", &windows, "executable"),
        ("计划.pdf", "application/pdf", b"#!/bin/sh\nrm -rf /\n", "executable"),
        ("计划.docx", DOCX, &plain_zip, "type_mismatch"),
        ("计划.docx", DOCX, &macros, "macro"),
        ("计划.docx", DOCX, &torn, "damaged"),
        ("照片.jpg", "image/jpeg", b"\xff\xd8\xff\xe1\0\x40Exif", "damaged"),
    ];
    for (name, kind, bytes, code) in cases {
        let (file, answer) = upload(&owner, "proposal_attachment", name, kind, bytes).await;
        assert_eq!(answer.faults(), [format!("/content {code}")], "{name} {:?}", &bytes[..4]);
        answer.refused(422, "invalid");
        assert_eq!(owner.get(&file).await.ok()["state"], json!("removed"));
        assert_eq!(objects(&world, &file).await, 0, "{name}: no bytes are left");
        owner.get(&format!("{file}/content")).await.refused(404, "not_found");
    }
    let reasons = "SELECT COUNT(*) FROM audit_events WHERE action = 'file.refuse' AND reason = 'executable'";
    assert_eq!(world.number(reasons).await, 3);
    upload(&owner, "proposal_attachment", "计划.docx", DOCX, &docx(("word/styles.xml", b"<styles/>"))).await.1.ok();
}

async fn a_document_that_unpacks_to_too_much_is_refused(world: World) {
    let owner = world.person("林芳", &[]).await;
    let zeros = vec![0; 12 * CHUNK];
    let bomb = docx(("word/media/image1.bmp", &zeros));
    assert!(bomb.len() < 100_000, "it is small: {}", bomb.len());
    let (file, answer) = upload(&owner, "proposal_attachment", "计划.docx", DOCX, &bomb).await;
    assert_eq!(answer.faults(), ["/content zip_bomb"]);
    assert_eq!(objects(&world, &file).await, 0);
}

async fn photographs_are_kept_without_time_and_place(world: World) {
    let owner = world.person("林芳", &[]).await;
    let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
    let photos = [("照片.jpg", "image/jpeg", jpeg()), ("照片.png", "image/png", png()), ("照片.webp", "image/webp", webp())];
    for (name, kind, bytes) in photos {
        assert!(holds(&bytes, PLACE), "{name}: the sample tells the place");
        let (file, answer) = upload(&owner, "need_photo", name, kind, &bytes).await;
        let done = answer.ok();
        assert_eq!(done["uploaded_sha256"], json!(sha256_hex(&bytes)));
        let kept = owner.get(&format!("{file}/content")).await.bytes;
        assert!(!holds(&kept, PLACE) && !holds(&kept, b"xap"), "{name}: the place is gone");
        assert!(kept.len() < bytes.len());
        assert_eq!((&done["sha256"], &done["size"]), (&json!(sha256_hex(&kept)), &json!(kept.len())));
        // How the camera was held, and nothing else: tag 0x0112 with the value 6.
        assert!(holds(&kept, b"\x01\x12\0\x03\0\0\0\x01\0\x06"), "{name}: the picture still knows which side is up");
    }
    let scan = [0x12, 0x34, 0xff, 0x00, 0x56, 0xff, 0xd0, 0x78, 0xff, 0xd9];
    let (file, answer) = upload(&owner, "need_photo", "照片.jpeg", "image/jpeg", &jpeg()).await;
    answer.ok();
    assert!(owner.get(&format!("{file}/content")).await.bytes.ends_with(&scan), "the picture itself is whole, and ends it");
}

async fn tables_as_text_are_taken_in_the_encodings_of_spreadsheets(world: World) {
    let owner = world.person("林芳", &[]).await;
    let gb18030: &[u8] = b"\xc3\xfb\xb3\xc6,\xb5\xd8\xd6\xb7\r\n\xca\xbe\xc0\xfd,1\r\n";
    for bytes in ["名称,地址\r\n示例,1\r\n".as_bytes(), "\u{feff}名称,地址\n".as_bytes(), gb18030] {
        upload(&owner, "import_sheet", "名单.csv", "text/csv", bytes).await.1.ok();
    }
    let wrong: [(&[u8], &str); 4] = [
        (b"\xff\xfe\x0d\x54\xf0\x79", "/content wrong_encoding"),
        (b"a,b\0c", "/content not_text"),
        (b"a,\xff\xff\xff\xff", "/content wrong_encoding"),
        (b"<!DOCTYPE html><html>", "/content type_mismatch"),
    ];
    for (bytes, fault) in wrong {
        let (_, answer) = upload(&owner, "import_sheet", "名单.csv", "text/csv", bytes).await;
        assert_eq!(answer.faults(), [fault], "{bytes:?}");
    }
}

async fn a_checksum_that_differs_is_a_refusal_and_a_key_gives_it_again(world: World) {
    let owner = world.person("林芳", &[]).await;
    let bytes = pdf(100);
    let file = path(&begin(&owner, "proposal_attachment", "计划.pdf", "application/pdf", bytes.len()).await.created());
    send_all(&owner, &file, &bytes).await;
    let complete = |key: &'static str, body: Value| owner.call(Method::POST, &format!("{file}/complete")).key(key).json(body).send();
    let wrong = json!({ "sha256": "0".repeat(64) });
    let first = complete("k1", wrong.clone()).await;
    assert_eq!(first.faults(), ["/sha256 checksum_mismatch"]);
    let again = complete("k1", wrong).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (first.status, "true"));
    complete("k2", json!({})).await.refused(409, "illegal_event");

    let file = path(&begin(&owner, "proposal_attachment", "计划.pdf", "application/pdf", bytes.len()).await.created());
    send_all(&owner, &file, &bytes).await;
    let complete = || owner.call(Method::POST, &format!("{file}/complete")).key("k3").json(json!({})).send();
    let first = complete().await.ok();
    let again = complete().await;
    assert_eq!((&again.body, again.header("idempotency-replayed")), (&first, "true"));
}

async fn another_persons_upload_does_not_exist(world: World) {
    let owner = world.person("林芳", &[]).await;
    let stranger = world.person("王敏", &[("auditor", yichuang_base::caller::Scope::Platform)]).await;
    let (file, answer) = upload(&owner, "proposal_attachment", "计划.pdf", "application/pdf", &pdf(100)).await;
    answer.ok();
    stranger.get(&file).await.refused(404, "not_found");
    stranger.get(&format!("{file}/content")).await.refused(404, "not_found");
    stranger.push(&format!("{file}/remove")).await.refused(404, "not_found");
    stranger.post(&format!("{file}/complete"), json!({})).await.refused(404, "not_found");
    send(&stranger, &file, 0, b"x").await.refused(404, "not_found");
    let public = format!("/public{file}/content");
    world.anonymous().get(&public).await.refused(404, "not_found");
    assert_eq!(world.number("SELECT COUNT(*) FROM audit_events WHERE action = 'file.download'").await, 0);
}

async fn an_upload_without_an_account_belongs_to_its_token(world: World) {
    let nobody = world.anonymous();
    let body = |purpose: &str| json!({ "purpose": purpose, "name": "路灯.jpg", "size": jpeg().len(), "media_type": "image/jpeg" });
    let refused = nobody.post("/public/files", body("proposal_attachment")).await;
    assert_eq!(refused.faults(), ["/purpose login_needed"]);
    let created = nobody.post("/public/files", body("need_photo")).await.created();
    let file = format!("/public{}", path(&created["file"]));
    let token = created["upload_token"].as_str().unwrap().to_owned();
    let with = |method: Method, below: &str, token: &str| nobody.call(method, &format!("{file}{below}")).header("upload-token", token);
    nobody.get(&file).await.refused(404, "not_found");
    with(Method::GET, "", "wrong").send().await.refused(404, "not_found");
    assert_eq!(with(Method::GET, "", &token).send().await.ok()["offset"], json!(0));
    let put = |token: &str| {
        let call = with(Method::PUT, "/content", token).header("upload-offset", "0");
        call.send_raw(Some(jpeg()), "application/octet-stream")
    };
    put("wrong").await.refused(404, "not_found");
    put(&token).await.ok();
    with(Method::POST, "/complete", "wrong").json(json!({})).send().await.refused(404, "not_found");
    assert_eq!(with(Method::POST, "/complete", &token).json(json!({})).send().await.ok()["state"], json!("stored"));
    nobody.get(&format!("{file}/content")).await.refused(404, "not_found");
    assert_eq!(with(Method::POST, "/remove", &token).send().await.ok()["state"], json!("removed"));
    assert_eq!(objects(&world, &file).await, 0);
    assert_eq!(world.number(&format!("SELECT COUNT(*) FROM files WHERE token_sha256 = '{token}'")).await, 0, "only its hash is kept");

    for _ in 1..12 {
        nobody.post("/public/files", body("need_photo")).await.created();
    }
    nobody.post("/public/files", body("need_photo")).await.refused(429, "too_many_uploads");
    world.later(3601);
    nobody.post("/public/files", body("need_photo")).await.created();
}

async fn what_nobody_comes_back_for_is_swept(world: World) {
    let owner = world.person("林芳", &[]).await;
    let bytes = pdf(2 * CHUNK);
    let begun = path(&begin(&owner, "proposal_attachment", "一.pdf", "application/pdf", bytes.len()).await.created());
    send(&owner, &begun, 0, &bytes[..CHUNK]).await.ok();
    let (stored, answer) = upload(&owner, "proposal_attachment", "二.pdf", "application/pdf", &pdf(200)).await;
    answer.ok();
    world.later(20 * 3600);
    let (fresh, answer) = upload(&owner, "proposal_attachment", "三.pdf", "application/pdf", &pdf(200)).await;
    answer.ok();
    jobs::sweep(&world.app).await;
    assert_eq!(owner.get(&begun).await.ok()["state"], json!("uploading"), "not yet a day");
    world.later(4 * 3600);
    jobs::sweep(&world.app).await;
    for (file, state, count) in [(&begun, "removed", 0), (&stored, "removed", 0), (&fresh, "stored", 1)] {
        assert_eq!(owner.get(file).await.ok()["state"], json!(state));
        assert_eq!(objects(&world, file).await, count);
    }
    send(&owner, &begun, CHUNK, &bytes[CHUNK..]).await.refused(409, "not_uploading");
    assert_eq!(world.number("SELECT COUNT(*) FROM file_parts").await, 0);
}

async fn a_removed_upload_leaves_a_row_and_no_bytes(world: World) {
    let owner = world.person("林芳", &[]).await;
    let (file, answer) = upload(&owner, "proposal_attachment", "计划.pdf", "application/pdf", &pdf(100)).await;
    answer.ok();
    assert_eq!(owner.push(&format!("{file}/remove")).await.ok()["state"], json!("removed"));
    assert_eq!(objects(&world, &file).await, 0);
    assert_eq!(owner.get(&file).await.ok()["name"], json!("计划.pdf"));
    owner.push(&format!("{file}/remove")).await.refused(409, "illegal_event");
    owner.get(&format!("{file}/content")).await.refused(404, "not_found");
    for n in 0..50 {
        begin(&owner, "proposal_attachment", &format!("{n}.pdf"), "application/pdf", 9).await.created();
    }
    begin(&owner, "proposal_attachment", "51.pdf", "application/pdf", 9).await.refused(409, "too_many_uploads");
}

/// What another noun does inside its own transaction.
async fn within<T, R>(actor: &Actor, work: impl FnOnce(Uow) -> R) -> Result<T, Problem>
where
    R: Future<Output = Result<T, Problem>>,
{
    let app = actor.world.app.clone();
    let user: User = find(&app.store.read(), UserId(actor.id)).await.unwrap().unwrap();
    let grants = accounts::grants_of(&app.store.read(), user.id).await.unwrap();
    let conn = Arc::new(app.store.begin().await.unwrap());
    let now = app.clock.now();
    let done = work(Uow::new(conn.clone(), app, Some(Caller::new(&user, &grants)), now, "test".to_owned())).await;
    let conn = Arc::into_inner(conn).unwrap();
    if done.is_ok() {
        conn.commit().await.unwrap();
    } else {
        conn.rollback().await.unwrap();
    }
    done
}

async fn attached(actor: &Actor, file: &str, purpose: FilePurpose, thing: Uuid) -> Result<(), String> {
    let id = file_id(file);
    let done = within(actor, |uow| async move { files::attach(&uow, id, purpose, ("organisation", thing), "/file_id").await }).await;
    done.map(drop).map_err(|problem| problem.errors.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect())
}

async fn a_file_of_a_thing_is_read_by_whoever_reads_the_thing(world: World) {
    use FilePurpose::{MatchingProof, OrganisationDocument};
    let grantee = registered_organisation(&world).await;
    let (owner, thing) = (&grantee.owner, grantee.path().rsplit('/').next().unwrap().parse().unwrap());
    let stranger = registered_organisation(&world).await.owner;
    let officer = world.person("林主管", &[("programme_officer", world.district().await)]).await;
    let (file, answer) = upload(owner, "organisation_document", "证书.pdf", "application/pdf", &pdf(100)).await;
    answer.ok();
    officer.get(&file).await.refused(404, "not_found");

    assert_eq!(attached(&stranger, &file, OrganisationDocument, thing).await, Err("/file_id unknown".to_owned()));
    assert_eq!(attached(owner, &file, MatchingProof, thing).await, Err("/file_id wrong_purpose".to_owned()));
    let unfinished = path(&begin(owner, "organisation_document", "二.pdf", "application/pdf", 9).await.created());
    assert_eq!(attached(owner, &unfinished, OrganisationDocument, thing).await, Err("/file_id not_stored".to_owned()));
    assert_eq!(attached(owner, &file, OrganisationDocument, thing).await, Ok(()));
    assert_eq!(
        attached(owner, &file, OrganisationDocument, thing).await,
        Err("/file_id not_stored".to_owned()),
        "a file belongs to one thing"
    );

    assert_eq!(officer.get(&format!("{file}/content")).await.bytes, pdf(100));
    assert_eq!(owner.get(&file).await.ok()["subject_id"], json!(thing));
    stranger.get(&file).await.refused(404, "not_found");
    stranger.get(&format!("{file}/content")).await.refused(404, "not_found");
    owner.push(&format!("{file}/remove")).await.refused(409, "illegal_event");
    world.later(30 * 24 * 3600);
    jobs::sweep(&world.app).await;
    assert_eq!(objects(&world, &file).await, 1, "what is attached is not swept");
    let downloads =
        format!("SELECT COUNT(*) FROM audit_events WHERE action = 'file.download' AND actor_id = {}", world.literal(officer.id));
    assert_eq!(world.number(&downloads).await, 1);

    let id = file_id(&file);
    let gone = within(owner, |uow| async move { files::detach(&uow, id, ("organisation", Uuid::nil())).await }).await;
    assert_eq!(gone.unwrap_err().code, "not_found", "another thing cannot let go of it");
    within(owner, |uow| async move { files::detach(&uow, id, ("organisation", thing)).await }).await.unwrap();
    assert_eq!(objects(&world, &file).await, 0);
    officer.get(&format!("{file}/content")).await.refused(404, "not_found");
}

/// A chunk of which only a part arrives counts for nothing, and the server goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_drops_and_a_server_that_dies_cost_one_chunk_at_most() {
    let world = World::sqlite().await;
    let server = Server::start(&world).await;
    let owner = world.person("林芳", &[]).await.at(&server);
    let bytes = pdf(2 * CHUNK + 100);
    let file = path(&begin(&owner, "proposal_attachment", "计划.pdf", "application/pdf", bytes.len()).await.created());
    send(&owner, &file, 0, &bytes[..CHUNK]).await.ok();
    let call = owner.call(Method::PUT, &format!("{file}/content")).header("upload-offset", &CHUNK.to_string());
    call.begin_and_drop(&bytes[CHUNK..2 * CHUNK], CHUNK / 2).await;
    assert_eq!(owner.get(&file).await.ok()["offset"], json!(CHUNK));
    server.kill();

    let server = Server::start(&world).await;
    let owner = owner.at(&server);
    assert_eq!(owner.get(&file).await.ok()["offset"], json!(CHUNK), "what was there is there");
    send(&owner, &file, CHUNK, &bytes[CHUNK..2 * CHUNK]).await.ok();
    send(&owner, &file, 2 * CHUNK, &bytes[2 * CHUNK..]).await.ok();
    let done = owner.post(&format!("{file}/complete"), json!({ "sha256": sha256_hex(&bytes) })).await.ok();
    assert_eq!(done["state"], json!("stored"));
    drop(server);
    world.end().await;
}

/// A disk that is full, as the server sees it: no file can grow beyond half a chunk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_keeps_no_half_a_file_and_the_upload_goes_on_once_there_is_room() {
    let world = World::postgres().await;
    let owner = world.person("林芳", &[]).await;
    let bytes = pdf(CHUNK + 100);
    let server = Server::limited(&world, &(CHUNK / 2048).to_string()).await;
    let there = owner.at(&server);
    let file = path(&begin(&there, "proposal_attachment", "计划.pdf", "application/pdf", bytes.len()).await.created());
    send(&there, &file, 0, &bytes[..CHUNK]).await.refused(503, "file_store_unavailable");
    assert_eq!(there.get(&file).await.ok()["offset"], json!(0));
    assert_eq!(objects(&world, &file).await, 0, "no half a chunk");
    server.kill();

    let server = Server::start(&world).await;
    let there = owner.at(&server);
    send_all(&there, &file, &bytes).await;
    server.kill();
    let server = Server::limited(&world, &(CHUNK / 2048).to_string()).await;
    let there = owner.at(&server);
    there.post(&format!("{file}/complete"), json!({})).await.refused(503, "file_store_unavailable");
    assert_eq!(there.get(&file).await.ok()["state"], json!("uploading"), "nothing of it is lost either");
    server.kill();

    let server = Server::start(&world).await;
    let there = owner.at(&server);
    let done = there.post(&format!("{file}/complete"), json!({ "sha256": sha256_hex(&bytes) })).await.ok();
    assert_eq!(done["state"], json!("stored"));
    assert_eq!(there.get(&format!("{file}/content")).await.bytes, bytes);
    drop(server);
    world.end().await;
}

//! The program as it is called: a document in, a PDF or a reason out.
#![allow(clippy::unwrap_used, reason = "test code: a broken assumption should stop the test")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yichuang-pdf"));
    command.args(arguments).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn example() -> Value {
    serde_json::from_str(include_str!("example.json")).unwrap()
}

/// The PDF of a document.
fn pdf(document: &Value) -> Vec<u8> {
    let output = run(&[], &document.to_string());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.starts_with(b"%PDF-"));
    output.stdout
}

/// The number of pages, as poppler's `pdfinfo` reads it.
fn pages(pdf: &[u8]) -> usize {
    let mut command = Command::new("pdfinfo");
    let mut child = command.arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(pdf).unwrap();
    let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    said.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_one_does_not() {
    let mut document = example();
    let first = pdf(&document);
    assert_eq!(pdf(&document), first);
    document["created_at"] = json!("2026-06-01T01:00:01Z");
    assert_ne!(pdf(&document), first);
}

#[test]
fn every_text_may_be_hostile_and_every_list_long() {
    let mut document = example();
    let hostile = format!("#panic(\"x\") $x$ *a* `b` <c> @d [e] {{f}} \\ // \u{7}\u{202e} {}", "W".repeat(400));
    for member in ["issuer", "title", "subtitle", "reference", "footer", "watermark", "fingerprint"] {
        document[member] = json!(hostile);
    }
    document["facts"] = json!([[hostile, hostile]]);
    document["signatures"] = json!([{ "title": hostile, "items": [[hostile, hostile]] }]);
    for section in document["sections"].as_array_mut().unwrap() {
        section["title"] = json!(hostile);
        for block in section["blocks"].as_array_mut().unwrap() {
            block["text"] = if block.get("text").is_some() { json!(hostile) } else { continue };
        }
    }
    document["sections"][1]["blocks"][0]["rows"] = json!(vec![[&hostile, &hostile, &hostile]; 200]);
    assert!(pages(&pdf(&document)) > 20);
}

#[test]
fn a_document_may_say_nothing_but_what_it_is() {
    let bare = json!({ "format": "document/1", "language": "en", "title": "", "reference": "", "created_at": "2026-06-01T01:00:00Z", "sections": [] });
    assert_eq!(pages(&pdf(&bare)), 1);
}

#[test]
fn what_is_wrong_is_said_and_has_a_code() {
    let mut document = example();
    document["sections"][0]["blocks"][0]["kind"] = json!("script");
    for (arguments, input, words) in [(&[][..], "{", "JSON"), (&[], &document.to_string(), "script"), (&["pages"], "", "pages")] {
        let output = run(arguments, input);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty() && String::from_utf8_lossy(&output.stderr).contains(words), "{output:?}");
    }
}

#[test]
fn the_chinese_fonts_of_the_machine_are_named() {
    let output = run(&["fonts"], "");
    assert!(output.status.success() && output.stdout.ends_with(b"\n"), "{output:?}");
}

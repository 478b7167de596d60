//! `scripts/replay_draw.py` draws from the published file what the product drew, and notices every change of it.
#![allow(clippy::unwrap_used, reason = "test code: a broken assumption should stop the test")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use yichuang_domain::draws::{Candidate, List, Stratum, file};

fn list(people: usize) -> List {
    let codes = ["finance", "social_work", "field"];
    let candidate = |n: usize| Candidate {
        id: format!("0198c0de-0000-7000-8000-{n:012}"),
        stratum: codes[n % 3].to_owned(),
        employer: if n.is_multiple_of(5) { String::new() } else { format!("52310115MJ90000{:02}D", n % 7) },
    };
    let stratum = |code: &str, seats| Stratum { code: code.to_owned(), seats, reserves: 3 };
    List {
        round: "YC2026-0001/社区公益创投/1".to_owned(),
        candidates: (0..people).rev().map(candidate).collect(),
        strata: vec![stratum("finance", 2), stratum("social_work", 3), stratum("field", 2)],
    }
}

/// What the script says about a file, and whether it is content.
fn replayed(folder: &Path, file: &Value) -> (bool, String) {
    let path = folder.join("draw.json");
    std::fs::write(&path, serde_json::to_vec(file).unwrap()).unwrap();
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scripts/replay_draw.py");
    let run = Command::new("python3").arg(script).arg(&path).output().unwrap();
    assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
    (run.status.success(), String::from_utf8(run.stdout).unwrap().trim().to_owned())
}

#[test]
fn the_script_draws_the_same_panel_and_notices_every_change() {
    let folder = std::env::temp_dir().join(format!("yichuang-replay-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for entropy in ["2026142", "2026143", "30511840"] {
        let drawn = json!(file(&list(40), "4f1d", "福利彩票双色球", entropy).unwrap());
        assert_eq!(replayed(&folder, &drawn), (true, "the same: 7 seats, 9 reserves".to_owned()));
    }
    let drawn = json!(file(&list(40), "4f1d", "福利彩票双色球", "2026142").unwrap());
    let changes = [
        ("/entropy", json!("2026144"), "seed"),
        ("/salt", json!("4f1e"), "commitment"),
        ("/candidates/3/employer", json!("other"), "list_sha256"),
        ("/panel/0/id", drawn["reserves"][0]["id"].clone(), "panel"),
        ("/reserves/0/id", drawn["reserves"][1]["id"].clone(), "reserves"),
    ];
    for (pointer, value, named) in changes {
        let mut forged = drawn.clone();
        *forged.pointer_mut(pointer).unwrap() = value;
        let (same, said) = replayed(&folder, &forged);
        assert!(!same && said.contains(named), "{pointer}: {said}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

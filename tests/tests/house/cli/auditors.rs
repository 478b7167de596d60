//! What auditors repeat on their own machine: scores, ledgers, draws, assignments, files for the bank, published files.

use yichuang_domain::schemes::sha256_hex;
use yichuang_tests::{Cast, steps};

use super::*;

fn golden(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(format!("{DATA}/golden/{name}_golden.json")).unwrap()).unwrap()
}

#[test]
fn what_was_published_is_computed_again_to_the_last_digit() {
    let folder = Folder::new();
    let figures: [(&str, &[&str]); 2] = [
        ("review", &["totals", "written", "shortlist", "defence", "final", "ranking"]),
        ("ledger", &["before_carry", "final", "tranches", "journals", "postings"]),
    ];
    for (name, figures) in figures {
        let computed = folder.run(&["recompute", name, &format!("{DATA}/golden/{name}_golden.json")]).ok();
        let golden = golden(name);
        for figure in figures {
            assert!(!computed[figure].is_null(), "{name} computes no {figure}: {computed:#}");
        }
        for (figure, value) in computed.as_object().unwrap() {
            assert_eq!(value, &golden["expected"][figure], "{name} {figure}");
        }
    }
}

#[test]
fn faulty_inputs_of_a_computation_are_refused_with_every_fault() {
    let folder = Folder::new();
    for name in ["review", "ledger"] {
        let faulty = folder.file("faulty.json", &json!({ "input": {} }).to_string());
        let refused = folder.run(&["recompute", name, &faulty]).refused();
        assert!(refused["errors"].as_array().unwrap().len() > 1, "{refused:#}");
        let broken = folder.file("broken.json", "{");
        assert_eq!(folder.run(&["recompute", name, &broken]).refused()["code"], "malformed_json");
        assert_eq!(folder.run(&["recompute", name, "nowhere.json"]).refused()["code"], "unreadable");
    }
}

/// A file with this content, and what the command makes of it.
fn recomputed(arguments: &[&str], document: &Value) -> Done {
    let folder = Folder::new();
    let file = folder.file("input.json", &document.to_string());
    folder.run(&[&["recompute", arguments[0], &file], &arguments[1..]].concat())
}

#[test]
fn a_draw_is_repeated_and_a_seat_that_does_not_follow_is_named() {
    let candidate = |n: u32| json!({ "id": format!("E{n}"), "stratum": "finance", "employer": format!("O{n}") });
    let inputs = json!({
        "round": "YC2026-0001/1", "salt": "5a", "entropy": "03 11 17 + 09", "candidates": (0..9).map(candidate).collect::<Vec<_>>(),
        "strata": [{ "code": "finance", "seats": 5, "reserves": 2 }],
    });
    let mut file = recomputed(&["draw"], &inputs).ok();
    assert_eq!((file["panel"].as_array().unwrap().len(), file["reserves"].as_array().unwrap().len()), (5, 2));
    assert_eq!(recomputed(&["draw"], &file).ok(), file);
    file["panel"][4] = file["reserves"][0].clone();
    let refused = recomputed(&["draw"], &file).refused();
    assert_eq!((&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]), (&json!("/panel"), &json!("differs")));
}

#[test]
fn an_assignment_is_repeated_with_its_cost_or_with_the_reason_why_there_is_none() {
    let mut task = json!({
        "k": 2, "balance_weight": 100, "seed": 7, "proposals": [{ "id": "P1" }, { "id": "P2" }],
        "reviewers": [{ "id": "A", "organisation": "X", "cap": 2 }, { "id": "B", "organisation": "X", "cap": 2 },
            { "id": "C", "organisation": "Y", "cap": 2 }],
        "match_permille": { "P1": { "A": 900, "B": 850, "C": 500 }, "P2": { "A": 900, "B": 850, "C": 500 } },
    });
    // C sits twice (100); A and B share the rest, since a second proposal for A costs 100 and B fits 50 less.
    let answer = recomputed(&["assignment"], &task).ok();
    assert_eq!(answer["cost"], 100 + 150 + 500 + 500 + 100);
    assert_eq!(recomputed(&["assignment"], &task).ok(), answer);
    task["reviewers"][2]["cap"] = json!(1);
    let infeasible = recomputed(&["assignment"], &task).ok();
    assert_eq!(infeasible["infeasible"], json!({ "proposals": ["P1", "P2"], "reviewers": ["C"] }));
    task["match_permille"]["P3"] = json!({ "A": 1 });
    assert_eq!(recomputed(&["assignment"], &task).refused()["errors"][0]["pointer"], "/match_permille/P3");
}

/// The lines of the golden file for the bank.
fn lines() -> Value {
    let text = std::fs::read_to_string(format!("{DATA}/golden/bank_file_golden.csv")).unwrap();
    let line = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        json!({ "payment": cells[1], "name": cells[2], "account": cells[3], "bank": cells[4], "cnaps": cells[5], "amount": cells[6], "memo": cells[7] })
    };
    json!({ "lines": text.lines().skip(1).map(line).collect::<Vec<_>>() })
}

#[test]
fn a_file_for_the_bank_is_written_again_to_the_byte_in_either_encoding() {
    let file = recomputed(&["bank-file"], &lines());
    assert_eq!((file.code, file.err.as_str()), (0, ""));
    assert_eq!(sha256_hex(&file.bytes), "77eb0080023fbee28c6de2e519f84aec1ee2fdab213a7f884252b33792e6b889");
    let chinese = recomputed(&["bank-file", "--encoding", "gb18030"], &lines()).bytes;
    let first: Vec<u8> = chinese.split(|byte| *byte == b',').next().unwrap().to_vec();
    assert_eq!(first, [0xd0, 0xf2, 0xba, 0xc5], "序号 in GB18030");
    assert!(chinese.len() < file.bytes.len());
    let other = recomputed(&["bank-file", "--profile", "corporate", "--encoding", "utf-8"], &lines());
    assert!(other.out.starts_with("收款账号,收款户名,联行号,开户行名称,金额,客户流水号,用途\r\n620001000000000097,"), "{}", other.said);
    assert_eq!(
        recomputed(&["bank-file", "--profile", "nobody"], &lines()).refused()["errors"][0]["limit"],
        "default, corporate, workbook, pain"
    );
    let workbook = recomputed(&["bank-file", "--profile", "workbook"], &lines());
    assert_eq!((workbook.code, &workbook.bytes[..2]), (0, b"PK".as_slice()));
    assert_eq!(recomputed(&["bank-file", "--profile", "workbook"], &lines()).bytes, workbook.bytes);
}

#[test]
fn cells_that_a_bank_would_misread_or_cut_off_are_all_named_and_never_mended() {
    let mut bad = lines();
    bad["lines"][0]["name"] = json!("=1+1");
    bad["lines"][1]["account"] = json!("6.22E+18");
    bad["lines"][2]["memo"] = json!("益\n创");
    bad["lines"][3]["amount"] = json!("1e3");
    bad["lines"][4]["amount"] = json!("-5.00");
    bad["lines"][5]["name"] = json!("长".repeat(61));
    bad["lines"][7]["payment"] = bad["lines"][6]["payment"].clone();
    let refused = recomputed(&["bank-file"], &bad).refused();
    let found: BTreeMap<&str, &str> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect();
    let expected = BTreeMap::from([
        ("/lines/0/name", "formula"),
        ("/lines/1/account", "wrong_format"),
        ("/lines/2/memo", "control_character"),
        ("/lines/3/amount", "malformed"),
        ("/lines/4/amount", "out_of_range"),
        ("/lines/5/name", "too_long"),
        ("/lines/7/payment", "duplicate"),
    ]);
    assert_eq!(found, expected);
}

on_both! {
    async fn the_published_file_of_a_call_is_written_as_everybody_can_download_it(world: World) {
        let cast = Cast::new(&world).await;
        let round = steps::reviewed_call(&world, &cast, &["30000.00", "20000.00"]).await.call;
        let call = cast.officer.get(&format!("/calls/{round}")).await.ok();
        let number = call["number"].as_str().unwrap();
        assert_eq!(on(&world, &["bundle", number]).await.refused()["code"], "not_published");
        steps::approved_decision(&cast, &round).await;
        steps::published_notice(&cast, &round).await;
        let public = world.anonymous().get(&format!("/public/calls/{round}/review-bundle")).await;
        for name in [number, &round] {
            assert_eq!(on(&world, &["bundle", name]).await.bytes, public.bytes);
        }
        assert_eq!(on(&world, &["bundle", "YC1999-0001"]).await.refused()["code"], "unknown_call");
    }
}

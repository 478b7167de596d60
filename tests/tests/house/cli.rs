//! The command line: JSON on stdout, faults on stderr, exit 0 done, 1 refused, 2 misused.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_domain::schemes::presets;
use yichuang_tests::{World, on_both};

mod auditors;

/// How a good file is spoilt, and the codes of the faults that must be named.
type Variant<'a> = (fn(&mut Value), &'a [&'a str]);

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// What a command left behind.
struct Done {
    code: i32,
    out: String,
    /// What stands on stdout, in whatever encoding.
    bytes: Vec<u8>,
    err: String,
    said: String,
}

/// The binary, far from any setting of the machine.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let binary = std::env::var("YICHUANG_TEST_BINARY").expect("YICHUANG_TEST_BINARY names the built `yichuang`");
    let mut command = Command::new(binary);
    command.env_clear().current_dir(folder).args(arguments);
    command.env("YICHUANG_DATA_DIR", folder.join("data")).env("YICHUANG_LISTEN", "127.0.0.1:0");
    command
}

fn finished(command: &mut Command, arguments: &[&str]) -> Done {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let said = format!("yichuang {arguments:?}\n{out}\n{err}");
    Done { code: output.status.code().unwrap(), out, bytes: output.stdout, err, said }
}

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("yichuang-test-cli-{}", Uuid::from_bytes(yichuang_base::ids::random_bytes())));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Done {
        finished(&mut command(&self.0, arguments), arguments)
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Done {
    /// The JSON on stdout of a command that did what it was asked.
    #[track_caller]
    fn ok(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.said);
        assert_eq!(self.err, "", "{}", self.said);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.said))
    }

    /// The JSON on stderr of a command that refused.
    #[track_caller]
    fn refused(&self) -> Value {
        assert_eq!(self.code, 1, "{}", self.said);
        assert_eq!(self.out, "", "{}", self.said);
        serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {}", self.said))
    }
}

/// `yichuang check …` with its answer.
fn check(arguments: &[&str]) -> Done {
    Folder::new().run(&[&["check"], arguments].concat())
}

#[test]
fn credit_codes_are_checked_to_the_last_character() {
    for code in ["51310115MJ9000014M", "52310115MJ9000022D", "53310115MJ90000305", "52310115MJ90000570", "52310115MJ900009X8"] {
        let found = check(&["uscc", code]).ok();
        assert_eq!((&found["uscc"], &found["valid"], &found["warnings"]), (&json!(code), &json!(true), &json!([])));
    }
    let wrong = [
        "52310115MJ9100022D",
        "52301115MJ9000022D",
        "52310115IJ9000022D",
        "52310115MJ9000022",
        "52310115mj9000022d",
        "91350100M000100Y4Z",
        "",
        "５２310115MJ9000022D",
    ];
    for code in wrong {
        let refused = check(&["uscc", code]).refused();
        assert!(!refused["code"].as_str().unwrap().is_empty() && !refused["detail"].as_str().unwrap().is_empty(), "{refused}");
    }
}

#[test]
fn bank_numbers_are_checked_to_the_last_digit() {
    for (code, bank) in [("102100099996", "102"), ("308584000013", "308")] {
        assert_eq!(check(&["cnaps", code]).ok(), json!({ "cnaps": code, "valid": true, "bank": bank }));
    }
    assert_eq!(check(&["cnaps", "402873300167"]).refused()["code"], "check_digit");
    for code in ["10210009999", "1021000999961", "10210009999X", ""] {
        check(&["cnaps", code]).refused();
    }
}

#[test]
fn a_notice_of_five_working_days_ends_as_the_published_ones_did() {
    for (start, last) in [("2022-11-22", "2022-11-28"), ("2022-11-24", "2022-11-30"), ("2023-04-20", "2023-04-25")] {
        assert_eq!(check(&["working-days", start, "5"]).ok(), json!({ "start": start, "working_days": 5, "last_day": last }));
    }
    assert_eq!(check(&["working-days", "2001-01-01", "5"]).refused()["code"], "calendar");
    for day in ["2022-02-29", "2022-11-31", "22.11.2022", "tomorrow"] {
        check(&["working-days", day, "5"]).refused();
    }
}

#[test]
fn amounts_are_written_as_banks_write_them() {
    let samples = [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("3000000.00", "叁佰万元整"),
        ("100005.06", "壹拾万零伍元零陆分"),
        ("100000000.01", "壹亿元零壹分"),
        ("0.05", "伍分"),
    ];
    for (amount, upper) in samples {
        assert_eq!(check(&["rmb-upper", amount]).ok(), json!({ "amount": amount, "upper": upper }));
    }
    for amount in ["+5", ".5", "5.", "01", "1e3", "1_000", "1,000", "１２", "NaN", "", "-0.00", "0.005", "1000000000000.00"] {
        check(&["rmb-upper", amount]).refused();
    }
}

#[test]
fn an_amount_is_split_to_the_last_fen() {
    let samples: [(&str, &str, &[&str]); 5] = [
        ("199999.99", "5000,3000,2000", &["99999.99", "60000.00", "40000.00"]),
        ("333333.33", "5000,3000,2000", &["166666.66", "100000.00", "66666.67"]),
        ("150000.01", "3333,3333,3334", &["49995.00", "49995.00", "50010.01"]),
        ("0.01", "5000,3000,2000", &["0.01", "0.00", "0.00"]),
        ("99.99", "2500,2500,2500,2500", &["25.00", "25.00", "25.00", "24.99"]),
    ];
    for (amount, shares, parts) in samples {
        assert_eq!(check(&["split", amount, shares]).ok()["parts"], json!(parts), "{amount}");
    }
    for shares in ["5000,3000", "5000,3000,2001", "10000,0", "-1,10001", "x", ""] {
        check(&["split", "100.00", shares]).refused();
    }
}

#[test]
fn a_command_that_is_not_understood_exits_with_2() {
    let folder = Folder::new();
    let wrong: [&[&str]; 6] =
        [&[], &["nonsense"], &["check"], &["check", "uscc"], &["check", "working-days", "2022-11-22", "five"], &["import", "round"]];
    for arguments in wrong {
        let done = folder.run(arguments);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{}", done.said);
        assert!(done.err.contains("Usage") || done.err.contains("--help"), "{}", done.said);
    }
    for arguments in [["--help"], ["--version"]] {
        assert_eq!(folder.run(&arguments).code, 0);
    }
}

#[test]
fn a_setting_that_is_wrong_is_named() {
    let folder = Folder::new();
    let wrong = [
        ("YICHUANG_DATABASE_URL", "mysql://x"),
        ("YICHUANG_SECRET_KEY", "short"),
        ("YICHUANG_MAX_CONNECTIONS", "many"),
        ("YICHUANG_NONSENSE", "1"),
    ];
    for (name, value) in wrong {
        let done = finished(command(&folder.0, &["verify", "ledger"]).env(name, value), &[name]);
        let refused = done.refused();
        let setting = name.trim_start_matches("YICHUANG_").to_lowercase();
        assert!(refused["detail"].as_str().unwrap().to_lowercase().contains(&setting), "{refused}");
    }
}

#[test]
fn the_contract_is_printed_as_the_repository_holds_it() {
    let done = Folder::new().run(&["openapi"]);
    let held = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.yaml")).unwrap();
    assert_eq!(done.code, 0, "{}", done.said);
    assert!(done.out == held, "openapi.yaml is not what the binary prints; run `make openapi`");
}

#[test]
fn the_doctor_says_what_is_missing_and_how_to_get_it() {
    let folder = Folder::new();
    let before = folder.run(&["doctor"]).ok();
    let named = |report: &Value, name: &str| {
        let found = report["checks"].as_array().unwrap().iter().find(|check| check["name"] == name);
        found.unwrap_or_else(|| panic!("{name}: {report:#}")).clone()
    };
    let database = named(&before, "database");
    assert_eq!((&before["ready"], &database["ok"]), (&json!(false), &json!(false)), "{before:#}");
    assert!(database["remedy"].as_str().unwrap().contains("yichuang migrate"), "{database}");

    assert!(folder.run(&["migrate"]).ok()["migrated"].as_u64().unwrap() > 0);
    assert_eq!(folder.run(&["migrate"]).ok()["migrated"], 0);
    let after = folder.run(&["doctor"]).ok();
    assert_eq!(named(&after, "database")["ok"], true, "{after:#}");
    for name in ["settings", "mail", "calendar", "listen", "pages"] {
        let check = named(&after, name);
        assert!(check["ok"] == true || check["remedy"].is_string(), "{check}");
    }
    let secret = std::fs::read_to_string(folder.0.join("data/secret.key")).unwrap();
    assert!(!after.to_string().contains(secret.trim()), "the doctor tells nobody the secret");
}

fn published() -> Value {
    serde_json::from_str(&std::fs::read_to_string(format!("{DATA}/real/fujian-2022.json")).unwrap()).unwrap()
}

/// `yichuang …` on the world's own database.
async fn on(world: &World, arguments: &[&str]) -> Done {
    let mut command = command(&world.folder, arguments);
    command.env("YICHUANG_DATABASE_URL", &world.app.config.database_url).env("YICHUANG_SECRET_KEY", &world.app.config.secret_key);
    let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    let run = move || finished(&mut command, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    tokio::task::spawn_blocking(run).await.unwrap()
}

fn write(world: &World, document: &Value) -> String {
    let path = world.folder.join("round.json");
    std::fs::write(&path, document.to_string()).unwrap();
    path.display().to_string()
}

on_both! {
    async fn a_published_round_is_loaded_once(world: World) {
        let file = format!("{DATA}/real/fujian-2022.json");
        let first = on(&world, &["import", "round", &file]).await.ok();
        assert!(first["created"].as_u64().unwrap() > 0, "{first}");
        assert_eq!((&first["awards"], &first["total"], &first["notice_working_days"]), (&json!(10), &json!("2500000.00"), &json!(5)));
        let loaded = world.rows().await;
        assert_eq!((loaded["calls"], loaded["organisations"], loaded["proposals"], loaded["projects"]), (1, 10, 10, 10));

        let again = on(&world, &["import", "round", &file]).await.ok();
        assert_eq!((&again["created"], &again["unchanged"], &again["call"]), (&json!(0), &first["created"], &first["call"]));
        assert_eq!(world.rows().await, loaded, "the second time stores nothing");

        let ledger = on(&world, &["verify", "ledger"]).await.ok();
        assert_eq!((&ledger["holds"], &ledger["findings"]), (&json!(true), &json!([])));
        assert_eq!(ledger["journals"], loaded["journals"]);
        let plain = on(&world, &["export", "beancount"]).await;
        assert!(plain.code == 0 && plain.out.contains("2500000.00 CNY"), "{}", plain.said);
    }
}

on_both! {
    async fn a_faulty_round_is_refused_with_every_fault_and_stores_nothing(world: World) {
        let before = world.rows().await;
        let variants: BTreeMap<&str, Variant<'_>> = BTreeMap::from([
            ("wrong format", ((|d| d["format"] = json!("round-file/2")) as fn(&mut Value), &["/format unknown_format"] as &[&str])),
            ("total mismatch", (|d| d["published_total"] = json!("2500000.01"), &["/published_total total_mismatch"])),
            ("duplicate number", (|d| d["awards"][1]["no"] = json!(1), &["/awards/1/no duplicate_number"])),
            ("negative amount", (|d| d["awards"][4]["amount"] = json!("-1.00"), &["/awards/4/amount not_positive", "/published_total total_mismatch"])),
            ("amount as number", (|d| d["awards"][3]["amount"] = json!(250_000), &["/awards/3/amount amount_is_number"])),
            ("missing parts", (|d| { d.as_object_mut().unwrap().retain(|key, _| key == "format"); }, &[
                "/title missing", "/issuer missing", "/year missing", "/scheme_preset missing", "/public_notice missing", "/awards missing",
                "/published_total missing",
            ])),
            ("too short notice", (|d| d["public_notice"]["to"] = json!("2022-11-25"), &["/public_notice/to notice_too_short"])),
            ("unknown preset", (|d| d["scheme_preset"] = json!("atlantis"), &["/scheme_preset unknown_preset"])),
            ("three faults", (|d| {
                d["year"] = json!("2022");
                d["awards"][0]["title"] = json!(" ");
                d["awards"][1]["amount"] = json!("1e3");
            }, &["/year wrong_type", "/awards/0/title empty", "/awards/1/amount form"])),
        ]);
        for (name, (change, expected)) in variants {
            let mut document = published();
            change(&mut document);
            let refused = on(&world, &["import", "round", &write(&world, &document)]).await.refused();
            let found: Vec<String> = refused["errors"].as_array().unwrap().iter()
                .map(|fault| format!("{} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect();
            assert_eq!(found, expected, "{name}: {refused:#}");
            assert_eq!(world.rows().await, before, "{name} stored something");
        }
    }
}

on_both! {
    async fn a_round_of_every_preset_can_be_loaded(world: World) {
        for preset in presets() {
            let mut document = published();
            document["title"] = json!(format!("示例轮次 {}", preset.code));
            document["scheme_preset"] = json!(preset.code);
            document["public_notice"] = json!({ "from": "2022-11-01", "to": "2022-11-30" });
            let award = json!({ "no": 1, "organisation": format!("示例组织 {}", preset.code), "title": "示例项目", "category": null, "amount": "10000.00" });
            document["awards"] = json!([award]);
            document["published_total"] = json!("10000.00");
            let done = on(&world, &["import", "round", &write(&world, &document)]).await;
            let loaded = done.ok();
            assert_eq!((&loaded["awards"], &loaded["total"]), (&json!(1), &json!("10000.00")), "{}", preset.code);
        }
        assert_eq!(on(&world, &["verify", "ledger"]).await.ok()["holds"], true);
        let trail = on(&world, &["verify", "audit"]).await.ok();
        assert_eq!((&trail["holds"], &trail["findings"]), (&json!(true), &json!([])));
    }
}

#[test]
fn the_demonstration_prints_its_address_and_an_account_of_every_role() {
    let folder = Folder::new();
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let mut command = command(&folder.0, &["serve", "--demo"]);
    command.env("YICHUANG_LISTEN", &address).env("YICHUANG_LOG", "error").stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut said = String::new();
    let mut out = child.stdout.take().unwrap();
    let mut buffer = [0; 4096];
    while !said.contains("Ctrl-C") {
        let n = out.read(&mut buffer).unwrap();
        assert!(n > 0, "the server ended: {said}");
        said.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said.contains(&format!("http://{address}")), "{said}");
    let roles = [
        "programme_officer",
        "programme_director",
        "applicant_owner",
        "applicant_editor",
        "applicant_finance",
        "reviewer",
        "finance_maker",
        "finance_checker",
        "finance_approver",
        "auditor",
        "street_officer",
        "community_officer",
        "evaluator",
        "resident",
        "system_admin",
        "security_admin",
    ];
    for role in roles {
        assert!(said.contains(role), "{role}: {said}");
    }
}

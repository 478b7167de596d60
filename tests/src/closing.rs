//! Steps of the end of a fiscal year, and whether the books are sound after it.

use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::actor::Answer;
use crate::cast::Cast;
use crate::steps::{assert_none, broken_identities, id};
use crate::world::World;

/// A morning on which 2026 is over and approvals of its last days still count.
pub const NEW_YEAR: &str = "2027-01-04T01:00:00Z";
/// A day in December from which on they count then.
pub const DECEMBER: &str = "2026-12-14T01:00:00Z";

/// The fund of an allotment.
pub async fn fund_of(cast: &Cast, allotment: &str) -> String {
    let view = cast.auditor.get(&format!("/allotments/{allotment}")).await.ok();
    view["fund"]["id"].as_str().unwrap().to_owned()
}

pub async fn propose(cast: &Cast, fund: &str, year: i32) -> Answer {
    cast.maker.post("/year-ends", json!({ "fund_id": fund, "fiscal_year": year })).await
}

/// The end of a year with the first two hands on it.
pub async fn checked(cast: &Cast, fund: &str, year: i32) -> String {
    let path = format!("/year-ends/{}", id(&propose(cast, fund, year).await.created()));
    assert_eq!(cast.checker.act(&path, "check", Value::Null).await.ok()["state"], "checked");
    path
}

/// The year of a fund, closed by all three hands.
pub async fn closed(cast: &Cast, fund: &str, year: i32) -> Value {
    let path = checked(cast, fund, year).await;
    let view = cast.approver.act(&path, "close", Value::Null).await.ok();
    assert_eq!(view["state"], "closed");
    view
}

/// The allotment with which a closed year goes on, by that of the year.
pub fn successor(closed: &Value, allotment: &str) -> String {
    let found = closed["allotments"].as_array().unwrap().iter().find(|row| row["allotment_id"] == allotment);
    found.unwrap_or_else(|| panic!("{allotment} is not in {closed:#}"))["to_allotment_id"].as_str().unwrap().to_owned()
}

/// Where the money of an allotment is.
pub async fn balances(cast: &Cast, allotment: &str) -> Value {
    cast.auditor.get(&format!("/allotments/{allotment}")).await.ok()["balances"].clone()
}

/// Beancount's own verdict on an export.
pub fn bean_check(world: &World, name: &str, text: &str) -> Output {
    let program = std::env::var("YICHUANG_TEST_BEAN_CHECK").expect("YICHUANG_TEST_BEAN_CHECK names bean-check (pip install beancount)");
    let file = world.folder.join(format!("{name}.beancount"));
    std::fs::write(&file, text).unwrap();
    Command::new(program).arg("--no-cache").arg(&file).output().unwrap()
}

/// The identities hold, every journal and balance is as it was sealed, and another program reckons the same.
pub async fn assert_sound(world: &World, cast: &Cast) {
    assert_none(&broken_identities(cast).await);
    let report = yichuang_base::ledger::verify(&world.app.store.read()).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    let text = String::from_utf8(cast.auditor.get("/ledger/beancount").await.bytes).unwrap();
    let checked = bean_check(world, "ledger", &text);
    assert!(checked.status.success(), "{}\n{text}", String::from_utf8_lossy(&checked.stderr));
}

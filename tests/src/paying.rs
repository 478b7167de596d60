//! Steps of money: agreements, tranches, payments, batches, what the bank says.

use axum::http::Method;
use serde_json::{Value, json};

use crate::actor::Actor;
use crate::cast::Cast;
use crate::steps::{Grantee, Round, awarded_round, id};
use crate::world::World;

/// What an agreement of the tests says besides its amount.
pub fn agreement_document() -> Value {
    json!({ "starts_on": "2026-07-01", "ends_on": "2027-06-30" })
}

pub async fn signed(party: &Actor, agreement: &str) -> Value {
    let document = party.get(agreement).await.ok()["document_sha256"].clone();
    party.act(agreement, "sign", json!({ "signed_name": party.name, "document_sha256": document })).await.ok()
}

/// Drafts, offers and signs the agreement of a project by both parties.
pub async fn active_project(cast: &Cast, grantee: &Grantee, project: &str) {
    let agreement = cast.officer.post(&format!("{project}/agreement"), agreement_document()).await.created();
    let agreement = format!("/agreements/{}", id(&agreement));
    cast.officer.act(&agreement, "offer", Value::Null).await.ok();
    signed(&grantee.owner, &agreement).await;
    assert_eq!(signed(&cast.director, &agreement).await["state"], "signed");
}

/// The tranche of a project's plan, counted from 1.
pub async fn tranche(cast: &Cast, project: &str, seq: usize) -> String {
    let project = cast.officer.get(project).await.ok();
    format!("/tranches/{}", id(&project["tranches"][seq - 1]))
}

pub async fn due_tranche(cast: &Cast, project: &str, seq: usize) -> String {
    let tranche = tranche(cast, project, seq).await;
    cast.officer.act(&tranche, "mark-due", json!({ "evidence": "协议已由双方签署" })).await.ok();
    tranche
}

/// The first tranche of an active project, due and requested by its owner.
pub async fn requested_tranche(cast: &Cast, grantee: &Grantee, project: &str) -> String {
    let tranche = due_tranche(cast, project, 1).await;
    grantee.owner.act(&tranche, "request", json!({ "note": "申请拨付首期款" })).await.ok();
    tranche
}

/// The payment of a requested tranche, made out by the maker.
pub async fn prepared_payment(cast: &Cast, tranche: &str) -> String {
    format!("/payments/{}", id(&cast.maker.push(&format!("{tranche}/payment")).await.created()))
}

/// The payment of a requested tranche with all three hands on it.
pub async fn approved_payment(cast: &Cast, tranche: &str) -> String {
    let payment = prepared_payment(cast, tranche).await;
    cast.checker.act(&payment, "check", Value::Null).await.ok();
    cast.approver.act(&payment, "approve", Value::Null).await.ok();
    payment
}

/// A round with an approved payment of the first tranche of each project.
pub async fn approved_payments(world: &World, cast: &Cast, requests: &[&str]) -> (Round, Vec<String>) {
    let (round, projects) = awarded_round(world, cast, requests).await;
    let mut payments = Vec::new();
    for (grantee, project) in round.grantees.iter().zip(&projects) {
        active_project(cast, grantee, project).await;
        let tranche = requested_tranche(cast, grantee, project).await;
        payments.push(approved_payment(cast, &tranche).await);
    }
    (round, payments)
}

/// Uploads a table for an import; gives the id of the file.
pub async fn uploaded_sheet(actor: &Actor, name: &str, kind: &str, bytes: &[u8]) -> String {
    uploaded(actor, "import_sheet", name, kind, bytes).await
}

/// Uploads a message of a bank; gives the id of the file.
pub async fn uploaded_message(actor: &Actor, name: &str, bytes: &[u8]) -> String {
    uploaded(actor, "bank_statement", name, "text/xml", bytes).await
}

async fn uploaded(actor: &Actor, purpose: &str, name: &str, kind: &str, bytes: &[u8]) -> String {
    let body = json!({ "purpose": purpose, "name": name, "size": bytes.len(), "media_type": kind });
    let file = id(&actor.post("/files", body).await.created());
    let call = actor.call(Method::PUT, &format!("/files/{file}/content")).header("upload-offset", "0");
    call.send_raw(Some(bytes.to_vec()), "application/octet-stream").await.ok();
    actor.post(&format!("/files/{file}/complete"), json!({})).await.ok();
    file
}

/// The ids inside paths such as `/payments/…`.
pub fn ids(paths: &[String]) -> Vec<&str> {
    paths.iter().map(|path| path.rsplit('/').next().unwrap()).collect()
}

/// A batch of approved payments, locked by the maker and approved by the approver.
pub async fn approved_batch(cast: &Cast, payments: &[String]) -> String {
    let batch = cast.maker.post("/batches", json!({ "payment_ids": ids(payments) })).await.created();
    let batch = format!("/batches/{}", id(&batch));
    cast.maker.act(&batch, "lock", Value::Null).await.ok();
    cast.approver.act(&batch, "approve", Value::Null).await.ok();
    batch
}

pub async fn generated_batch(cast: &Cast, payments: &[String]) -> String {
    let batch = approved_batch(cast, payments).await;
    cast.maker.act(&batch, "generate", Value::Null).await.ok();
    batch
}

/// A batch whose file the bank has.
pub async fn submitted_batch(cast: &Cast, payments: &[String]) -> String {
    let batch = generated_batch(cast, payments).await;
    cast.maker.act(&batch, "submit", Value::Null).await.ok();
    batch
}

/// A line of the bank's answer about a payment as it is.
pub async fn bank_line(cast: &Cast, payment: &str, result: &str, day: &str, reason: &str) -> String {
    let payment = cast.maker.get(payment).await.ok();
    let (number, amount) = (payment["number"].as_str().unwrap(), payment["amount"].as_str().unwrap());
    format!("{number},{result},{amount},{day},{reason}")
}

/// The bank's answer as a file.
pub fn bank_return(lines: &[String]) -> Value {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    json!({ "file_name": "回盘.csv", "content": format!("支付编号,结果,金额,日期,原因\n{lines}") })
}

/// Every identity of the ledger that does not hold.
pub async fn broken_identities(cast: &Cast) -> Vec<Value> {
    let trial = cast.auditor.get("/ledger/trial-balance").await.ok();
    let identities = trial["identities"].as_array().unwrap();
    identities.iter().filter(|identity| identity["holds"] != true).cloned().collect()
}

#[track_caller]
pub fn assert_none(broken: &[Value]) {
    assert!(broken.is_empty(), "identities do not hold: {broken:#?}");
}

/// What an account holds over all allotments; zero when nothing was ever posted to it.
pub async fn balance(cast: &Cast, account: &str) -> String {
    let trial = cast.auditor.get("/ledger/trial-balance").await.ok();
    let found = trial["accounts"].as_array().unwrap().iter().find(|row| row["code"] == account).cloned();
    found.map_or_else(|| "0.00".to_owned(), |row| row["balance"].as_str().unwrap().to_owned())
}

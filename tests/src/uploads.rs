//! Whole uploads, from the first step to the last.

use axum::http::Method;
use serde_json::{Value, json};

use crate::actor::{Actor, Answer};
use crate::samples::{docx, pdf};
use crate::steps::id;

/// A complete upload of the actor; gives the id of the file. Small enough for one chunk.
pub async fn uploaded(actor: &Actor, purpose: &str, name: &str, media_type: &str, bytes: &[u8]) -> String {
    let input = json!({ "purpose": purpose, "name": name, "size": bytes.len(), "media_type": media_type });
    let file = id(&actor.post("/files", input).await.created());
    let call = actor.call(Method::PUT, &format!("/files/{file}/content")).header("upload-offset", "0");
    call.send_raw(Some(bytes.to_vec()), "application/octet-stream").await.ok();
    actor.post(&format!("/files/{file}/complete"), json!({})).await.ok();
    file
}

/// An uploaded PDF of this many bytes.
pub async fn uploaded_pdf(actor: &Actor, purpose: &str, name: &str, size: usize) -> String {
    uploaded(actor, purpose, name, "application/pdf", &pdf(size)).await
}

/// An uploaded text.
pub async fn uploaded_docx(actor: &Actor, purpose: &str, name: &str) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    uploaded(actor, purpose, name, kind, &docx(("word/more.xml", b"<more/>"))).await
}

/// Hands a file over to a proposal; `code` is empty for kinds without one. A second later than before, so that files
/// have an order.
pub async fn attach(actor: &Actor, proposal: &str, file: &str, kind: &str, code: &str) -> Answer {
    actor.world.later(1);
    let mut input = json!({ "file_id": file, "kind": kind });
    if !code.is_empty() {
        input["code"] = json!(code);
    }
    actor.post(&format!("{proposal}/attachments"), input).await
}

/// The files that the actor sees of a proposal: kind, code and name.
pub async fn files_of(actor: &Actor, proposal: &str) -> Vec<String> {
    let view = actor.get(&format!("{proposal}/attachments")).await.ok();
    let text = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let said = |one: &Value| format!("{} {} {}", text(one, "kind"), text(one, "code"), text(one, "name"));
    view["items"].as_array().unwrap().iter().map(said).collect()
}

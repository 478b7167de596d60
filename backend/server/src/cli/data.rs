//! Commands that work on the stored data.

use std::path::Path;

use serde_json::json;
use yichuang_base::app::App;

use super::{Refused, pretty, read_json};

pub(crate) async fn import_round(app: &App, file: &Path) -> Result<Option<Vec<u8>>, Refused> {
    let summary = crate::import::round(app, &read_json(file)?).await?;
    pretty(&summary)
}

pub(crate) async fn verify_ledger(app: &App) -> Result<Option<Vec<u8>>, Refused> {
    let report = yichuang_base::ledger::verify(&app.store.read()).await?;
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code, "journal": finding.journal.map(|id| id.to_string()), "detail": finding.detail,
            })
        })
        .collect();
    let value = json!({
        "holds": report.is_sound(), "journals": report.journals, "postings": report.postings, "sha256": report.sha256, "findings": findings,
    });
    if report.is_sound() { pretty(&value) } else { Err(value.into()) }
}

pub(crate) async fn verify_audit(app: &App) -> Result<Option<Vec<u8>>, Refused> {
    let report = yichuang_base::trail::verify(&app.store.read()).await?;
    let holds = report.findings.is_empty();
    let value = json!({
        "holds": holds, "seals": report.seals, "events": report.events, "waiting": report.waiting, "sha256": report.head,
        "findings": report.findings,
    });
    if holds { pretty(&value) } else { Err(value.into()) }
}

pub(crate) async fn export_beancount(app: &App) -> Result<Option<Vec<u8>>, Refused> {
    let journals = yichuang_base::ledger::journals(&app.store.read(), None).await?;
    Ok(Some(yichuang_domain::ledger::beancount(&journals).into_bytes()))
}

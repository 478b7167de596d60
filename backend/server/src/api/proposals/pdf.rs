//! A proposal and its receipt as PDF.

use axum::response::Response;
use uuid::Uuid;
use yichuang_domain::time::Timestamp;
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Organisation, Proposal};

use super::answers::Sheet;
use super::printable::{Printable, PrintedBody, PrintedSection, printable};
use super::{is_sealed, must_know, openings};
use crate::documents::{self, Block, Column, Document, Section};
use crate::http::{Cx, Path};
use crate::problem::Problem;
use crate::uow::Uow;
use crate::wire::Instant;

/// Download a proposal as PDF
///
/// Everything it says, in the order of its form, with Chinese fonts inside. Staff may read it after the deadline, and
/// who did is recorded. 503 `pdf_unavailable` where the typesetter or a Chinese font is not installed.
#[utoipa::path(get, path = "/proposals/{id}/pdf", operation_id = "getProposalPdf", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The document", content_type = "application/pdf", body = Vec<u8>),
        (status = 503, description = "No typesetter on this machine", content_type = "application/problem+json", body = crate::wire::ProblemView)))]
pub async fn document(cx: Cx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let uow = cx.read();
    let (call, organisation, row) = readable(&uow, id).await?;
    let sheet = Sheet::of(&uow, &row).await?;
    let printed = printable(&call, &organisation, &row, &sheet)?;
    openings::record(&uow, &call, &row).await?;
    let pdf = documents::set(&uow.app, &of_proposal(&call, &row, printed)?).await?;
    documents::answer(pdf, &format!("申报书 {}", row.number))
}

/// Download the receipt of a submission as PDF
///
/// Number, instant and SHA-256 of what was handed in last; 404 before anything was. Whoever holds it can have it
/// confirmed by its number and hash. 503 `pdf_unavailable` where the typesetter or a Chinese font is not installed.
#[utoipa::path(get, path = "/proposals/{id}/receipt-pdf", operation_id = "getReceiptPdf", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The receipt", content_type = "application/pdf", body = Vec<u8>),
        (status = 503, description = "No typesetter on this machine", content_type = "application/problem+json", body = crate::wire::ProblemView)))]
pub async fn receipt(cx: Cx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let uow = cx.read();
    let (call, organisation, row) = readable(&uow, id).await?;
    let pdf = documents::set(&uow.app, &of_receipt(&uow, &call, &organisation, &row)?).await?;
    documents::answer(pdf, &format!("申报回执 {}", row.number))
}

async fn readable(uow: &Uow, id: Uuid) -> Result<(Call, Organisation, Proposal), Problem> {
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let own = must_know(uow, &call, &row)?;
    if is_sealed(uow, &call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    Ok((call, organisation, row))
}

fn of_proposal(call: &Call, row: &Proposal, printed: Printable) -> Result<Document, Problem> {
    let mut document = Document::new(printed.title, row.number.clone(), Instant::micros(row.submitted_at.unwrap_or(row.updated_at))?);
    document.issuer.clone_from(&call.title);
    document.subtitle = Some(if row.submitted_at.is_some() { "申报书" } else { "申报书（草稿）" }.to_owned());
    document.fingerprint = row.snapshot_sha256.clone().unwrap_or_default();
    document.facts = printed.facts;
    document.sections = printed.sections.into_iter().map(section).collect();
    document.footer = row.snapshot_sha256.as_ref().map_or_else(|| "草稿，未提交".to_owned(), |sha256| format!("SHA-256 {sha256}"));
    Ok(document)
}

fn section(printed: PrintedSection) -> Section {
    let block = match printed.body {
        PrintedBody::Text { text } => Block::Text { title: None, text },
        PrintedBody::Table { head, rows, total } => {
            let last = head.len().saturating_sub(1);
            let total = total.map(|total| {
                (0..=last)
                    .map(|at| {
                        if at == 0 {
                            "合计".to_owned()
                        } else if at == last {
                            total.clone()
                        } else {
                            String::new()
                        }
                    })
                    .collect()
            });
            Block::Table { title: None, columns: columns(&head), rows, total }
        }
    };
    Section { title: printed.heading, blocks: vec![block] }
}

/// Figures stand at the right; what explains gets more room than what counts.
fn columns(head: &[String]) -> Vec<Column> {
    let figure = |title: &str| ["单价", "数量", "小计", "占比", "人数"].iter().any(|word| title.contains(word));
    let long = |title: &str| ["内容", "活动", "职责", "分工", "应对", "风险", "指标"].iter().any(|word| title.contains(word));
    head.iter()
        .map(|title| if figure(title) { Column::figure(title, 2) } else { Column::text(title, if long(title) { 4 } else { 2 }) })
        .collect()
}

fn of_receipt(uow: &Uow, call: &Call, organisation: &Organisation, row: &Proposal) -> Result<Document, Problem> {
    let (Some(at), Some(sha256)) = (row.submitted_at, row.snapshot_sha256.clone()) else { return Err(Problem::not_found()) };
    let submitted = Timestamp::from_micros(at).map_err(Problem::internal)?;
    let fact = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let mut document = Document::new("申报回执", row.number.clone(), Instant(submitted));
    document.issuer.clone_from(&call.host_name);
    document.subtitle = Some(call.title.clone());
    document.fingerprint.clone_from(&sha256);
    document.facts = vec![
        fact("申报编号", &row.number),
        fact("项目名称", &row.title),
        fact("申报单位", &organisation.name),
        fact("统一社会信用代码", &organisation.uscc),
        fact("征集公告", &format!("{}（{}）", call.title, call.number)),
        fact("提交时刻", &format!("{submitted}（协调世界时）")),
        fact("内容摘要", &format!("SHA-256 {sha256}")),
    ];
    let text = "本回执证明上述申报材料已于所列时刻送达。申报编号与内容摘要可在公开平台的“回执核验”页面核对；内容摘要由所提交的全部内容算出，改动一字即不相同。";
    let check = format!("{}/receipts", uow.app.config.public_url);
    document.sections = vec![Section {
        title: "说明".to_owned(),
        blocks: vec![
            Block::Text { title: None, text: text.to_owned() },
            Block::Facts { title: None, items: vec![fact("核验地址", &check)] },
        ],
    }];
    document.footer = format!("{} · {}", call.host_name, row.number);
    Ok(document)
}

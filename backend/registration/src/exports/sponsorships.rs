//! Sponsorships as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, text};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::sponsorships::SponsorshipState;

use crate::sponsorships::list::{self, SponsorshipsQuery};

pub static TABLE: Table = Table { noun: "sponsorships", zh: "支持单位清单", en: "Sponsorships", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/group/name", "备案组织", "Group"),
    text("/sponsor/name", "支持单位", "Sponsor"),
    text("/sponsor/uscc", "支持单位代码", "Sponsor's code"),
    long("/message", "附言", "Message"),
    instant("/created_at", "申请时间", "Asked"),
    instant("/answered_at", "答复时间", "Answered"),
    instant("/ended_at", "结束时间", "Ended"),
    long("/reason", "原因", "Reason"),
    code("/state", "状态", "State", label::<SponsorshipState>),
];

/// Export the sponsorships of an organisation
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/{id}/sponsorships/export", operation_id = "exportSponsorships", tag = "sponsorships", params(("id" = Uuid, Path, description = "Organisation"), SponsorshipsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<SponsorshipsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<SponsorshipsQuery>| list::handler(cx, Path(id), query)).await
}

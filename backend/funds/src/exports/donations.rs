//! Donations as a workbook.

use axum::response::Response;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, day, instant, label, long, money, text, yes_no};
use yichuang_base::http::{Cx, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::rules::donations::{DonationKind, DonorKind};
use yichuang_domain::states::donations::DonationState;

use crate::donations::list::{self, DonationsQuery};

pub static TABLE: Table = Table { noun: "donations", zh: "捐赠清单", en: "Donations", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/number", "捐赠编号", "Number"),
    long("/fund/name", "基金", "Fund"),
    code("/kind", "类型", "Kind", label::<DonationKind>),
    long("/donor_name", "捐赠人", "Donor"),
    code("/donor_kind", "捐赠人类别", "Kind of donor", label::<DonorKind>),
    yes_no("/anonymous", "匿名公示", "Anonymous"),
    money("/amount", "金额或价值（元）", "Amount or value (CNY)"),
    long("/goods", "物资", "Goods"),
    long("/purpose", "定向用途", "Purpose"),
    long("/naming", "冠名", "Name carried"),
    day("/naming_until", "冠名截止", "Name until"),
    text("/receipt_no", "捐赠票据号", "Receipt"),
    day("/received_on", "收到日期", "Received"),
    money("/handed_out", "已发放价值（元）", "Handed out (CNY)"),
    text("/created_by/name", "登记人", "Entered by"),
    text("/confirmed_by/name", "确认人", "Confirmed by"),
    code("/state", "状态", "State", label::<DonationState>),
    instant("/confirmed_at", "确认时间", "Confirmed"),
];

/// Export donations
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/donations/export", operation_id = "exportDonations", tag = "donations", params(DonationsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, _: Query<DonationsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, list::handler).await
}

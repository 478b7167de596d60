//! Invitations as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, text, whole, yes_no};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::roles::Role;
use yichuang_domain::states::invitations::InvitationState;

use crate::members::list_invitations::{self, InvitationsQuery};

pub static TABLE: Table = Table { noun: "invitations", zh: "成员邀请清单", en: "Invitations", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/email", "邮箱", "E-mail"),
    code("/role", "身份", "Role", label::<Role>),
    long("/message", "附言", "Message"),
    whole("/sent", "发送次数", "Times sent"),
    instant("/created_at", "邀请时间", "Invited"),
    instant("/expires_at", "有效期至", "Valid until"),
    yes_no("/expired", "已过期", "Expired"),
    code("/state", "状态", "State", label::<InvitationState>),
];

/// Export the invitations of an organisation
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/{id}/invitations/export", operation_id = "exportInvitations", tag = "members", params(("id" = Uuid, Path, description = "Organisation"), InvitationsQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<InvitationsQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<InvitationsQuery>| list_invitations::handler(cx, Path(id), query)).await
}

//! Changes of the account as a workbook.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::exports::export;
use yichuang_base::exports::table::{Column, Language, Table, code, instant, label, long, text};
use yichuang_base::http::{Cx, Path, Query};
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::states::account_changes::AccountChangeState;

use crate::bank_accounts::list::{self, AccountChangesQuery};

pub static TABLE: Table =
    Table { noun: "account_changes", zh: "账户变更清单", en: "Changes of the account", each: None, columns: COLUMNS };
const COLUMNS: &[Column] = &[
    text("/account/account_name", "户名", "Account name"),
    text("/account/masked_number", "账号（部分）", "Account number (part)"),
    text("/account/bank_name", "开户银行", "Bank"),
    text("/account/cnaps", "联行号", "Branch number"),
    text("/requested_by/name", "申请人", "Requested by"),
    instant("/requested_at", "申请时间", "Requested"),
    text("/confirmed_by/name", "确认人", "Confirmed by"),
    instant("/confirmed_at", "确认时间", "Confirmed"),
    instant("/takes_effect_at", "生效时间", "Takes effect"),
    long("/reason", "原因", "Reason"),
    code("/state", "状态", "State", label::<AccountChangeState>),
];

/// Export changes of the account
///
/// The rows that the list answers to the same filters, as a workbook. Each export is recorded.
#[utoipa::path(get, path = "/organisations/{id}/account-changes/export", operation_id = "exportAccountChanges", tag = "bank-accounts", params(("id" = Uuid, Path, description = "Organisation"), AccountChangesQuery), extensions(("x-export" = json!(true))),
    responses((status = 200, description = "A workbook", body = Binary, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, _: Query<AccountChangesQuery>, language: Language) -> Result<Response, Problem> {
    export(cx, &TABLE, language, |cx, query: Query<AccountChangesQuery>| list::handler(cx, Path(id), query)).await
}

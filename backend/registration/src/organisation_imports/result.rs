//! What happened to each row, as a sheet to be kept or handed on.

use std::collections::BTreeMap;

use axum::response::Response;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Binary, OrganisationState};
use yichuang_domain::rules::organisation_sheet::{CellFault, Column};
use yichuang_records::sheets::attachment;
use yichuang_store::organisation_imports::{self as rows, Imported};

use super::known;
use super::read::{OrganisationSheetInput, Uploaded, check, officers_area, uploaded};
use super::template::head_format;

/// Download what came of an import
///
/// One row for each of the sheet, with its number there and what happened to it: registered and submitted, or
/// registered and waiting for the owner to complete it; the state is that of now.
#[utoipa::path(get, path = "/organisation-imports/{id}/result", operation_id = "downloadOrganisationImportResult", tag = "organisations",
    params(("id" = Uuid, Path, description = "Import")),
    responses((status = 200, description = "A workbook", body = Binary,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let uow = cx.read();
    let import = known(&uow, id).await?;
    let all = rows::rows(&uow.conn, import.id).await?;
    let lines = all.iter().map(done).collect::<Result<Vec<_>, Problem>>()?;
    let bytes = workbook(&["行", "组织名称", "统一社会信用代码", "负责人邮箱", "当前状态", RESULT], &lines).map_err(Problem::internal)?;
    Ok(attachment("导入结果.xlsx", bytes))
}

/// Download a sheet with its faults
///
/// The uploaded sheet as it was read, with one more column that says of each row what is wrong with it or worth a second
/// look. Changes nothing.
#[utoipa::path(post, path = "/organisation-imports/check/sheet", operation_id = "downloadOrganisationImportFaults", tag = "organisations",
    request_body = OrganisationSheetInput, responses((status = 200, description = "A workbook", body = Binary,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn faults(cx: Cx, Json(input): Json<OrganisationSheetInput>) -> Result<Response, Problem> {
    let uow = cx.read();
    let area = officers_area(&uow, &input.area_code).await?;
    let file = uploaded(&uow, input.file_id).await?;
    let sheet = check(&uow, area, &file).await?.sheet;
    let lines = marked(&file, &sheet.faults, &sheet.warnings);
    let mut heads: Vec<&str> = vec!["行"];
    heads.extend(Column::ALL.iter().map(|column| column.zh()));
    heads.push(RESULT);
    let bytes = workbook(&heads, &lines).map_err(Problem::internal)?;
    Ok(attachment("导入检查结果.xlsx", bytes))
}

const RESULT: &str = "结果";

fn done(row: &Imported) -> Result<Vec<String>, Problem> {
    let state = OrganisationState::read(&row.state)?.0;
    let happened = if row.state == "draft" { "已登记，等待负责人补充资料后提交" } else { "已登记并提交核验" };
    Ok(vec![row.row.to_string(), row.name.clone(), row.uscc.clone(), row.owner_email.clone(), state.zh().to_owned(), happened.to_owned()])
}

/// The rows of the file, each with what was found in it.
fn marked(file: &Uploaded, faults: &[CellFault], warnings: &[CellFault]) -> Vec<Vec<String>> {
    let mut said: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (word, found) in [("错误", faults), ("提示", warnings)] {
        for fault in found {
            said.entry(fault.row).or_default().push(format!("{word} {} {}：{}", fault.cell, fault.column, words(fault)));
        }
    }
    let line = |row: &yichuang_base::sheets::Row| {
        let mut line = vec![row.number.to_string()];
        line.extend((0..Column::ALL.len()).map(|field| row.text(field).to_owned()));
        line.push(said.get(&row.number).map_or_else(|| "可以导入".to_owned(), |found| found.join("\n")));
        line
    };
    file.table.rows.iter().map(line).collect()
}

/// A fault for people who work with the sheet; what it collides with or may at most be, behind it.
fn words(fault: &CellFault) -> String {
    let said: &str = match fault.code.as_str() {
        "missing" => "必须填写",
        "too_long" => "内容过长",
        "formula" => "含有公式，请改为数值",
        "cell_error" => "单元格显示错误",
        "digits_lost" => "数字过长，末位已丢失，请设为文本格式后重新填写",
        "cell_without_header" => "上方没有列名",
        "unknown_value" => "不在可选值之内",
        "wrong_format" => "格式不正确",
        "wrong_email" => "邮箱格式不正确",
        "wrong_phone" => "电话格式不正确",
        "not_a_name" => "不是完整的名称",
        "out_of_range" => "超出范围",
        "in_future" => "日期在今天之后",
        "control_character" => "含有不可见字符",
        "unknown_area" => "本次导入的地区内没有这个地区",
        "ambiguous_area" => "有多个同名地区，请填写区划代码",
        "uscc_taken" => "该统一社会信用代码已登记",
        "duplicate" => "与另一行相同",
        "same_in_sheet" => "与另一行相同，请核对是否为同一组织",
        "same_as_registered" => "与已登记的组织相同，请核对是否为同一组织",
        "length" | "character" | "district" | "check_digit" => "统一社会信用代码有误",
        _ => &fault.detail,
    };
    fault.limit.as_ref().map_or_else(|| said.to_owned(), |limit| format!("{said}（{limit}）"))
}

fn workbook(heads: &[&str], lines: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (head, text, result) = (head_format(), Format::new().set_quote_prefix(), Format::new().set_quote_prefix().set_text_wrap());
    let sheet = book.add_worksheet().set_name(RESULT)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0_u16..).zip(heads) {
        sheet.set_column_width(column, if *name == RESULT { 60 } else { 20 })?;
        sheet.write_string_with_format(0, column, *name, &head)?;
    }
    for (row, line) in (1_u32..).zip(lines) {
        for (column, words) in (0_u16..).zip(line) {
            let format = if usize::from(column) + 1 == line.len() { &result } else { &text };
            let words: String = words.chars().take(32_000).collect();
            sheet.write_string_with_format(row, column, words, format)?;
        }
    }
    book.save_to_buffer()
}

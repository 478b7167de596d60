//! The empty table of experts to be filled in.

use axum::response::Response;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet, XlsxError};
use yichuang_base::http::Cx;
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::experts::Speciality;
use yichuang_domain::machine::StringEnum;
use yichuang_records::sheets::attachment;

use super::import::{FIELDS, MAX_ROWS};

/// What a row looks like, in the order of the columns.
const EXAMPLE: &[&str] = &[
    "陈静",
    "expert@example.org",
    "320402000000",
    "13812345678",
    "高级社会工作师",
    "示例大学社会学院",
    "",
    "示例社会工作协会//理事；示例基金会",
    "为老服务:80、社会工作",
    "40",
];

/// Download the sheet for an import of experts
///
/// With the columns, and an example with explanations on a sheet of its own.
#[utoipa::path(get, path = "/experts/import/template", operation_id = "downloadExpertTemplate", tag = "experts",
    responses((status = 200, description = "A workbook", body = Binary,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(_: Cx) -> Result<Response, Problem> {
    Ok(attachment("评审专家导入模板.xlsx", workbook().map_err(Problem::internal)?))
}

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_background_color("DCE6F1").set_border_bottom(FormatBorder::Thin);
    let sheet = book.add_worksheet().set_name("评审专家")?;
    write_head(sheet, &head)?;
    sheet.set_freeze_panes(1, 1)?;
    let shown = book.add_worksheet().set_name("示例与说明")?;
    write_head(shown, &head)?;
    for (column, text) in (0_u16..).zip(EXAMPLE) {
        shown.write_string(1, column, *text)?;
    }
    let known: Vec<&str> = Speciality::all().iter().map(StringEnum::zh).collect();
    let lines = [
        format!("带 * 的列必填；一个文件最多 {MAX_ROWS} 行；请在“评审专家”工作表中填写，不要改动表头。"),
        "地区：名称或 12 位区划代码。专长：名称，可在冒号后写权重（1–100），多项以顿号分开。".to_owned(),
        format!("专长可选：{}。", known.join("、")),
        "其他任职：单位/统一社会信用代码/职务，后两项可空，多项以分号分开。".to_owned(),
        "没有账号的邮箱会新建账号，专家以“忘记密码”设置密码。导入人不能审核自己导入的专家。".to_owned(),
    ];
    for (row, line) in (3_u32..).zip(&lines) {
        shown.write_string(row, 0, line)?;
    }
    book.save_to_buffer()
}

fn write_head(sheet: &mut Worksheet, format: &Format) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    for (column, field) in (0_u16..).zip(FIELDS) {
        let star = if field.required { "*" } else { "" };
        sheet.set_column_width(column, 20.0)?;
        sheet.set_column_format(column, &text)?;
        sheet.write_string_with_format(0, column, format!("{}{star}", field.name), format)?;
    }
    Ok(())
}

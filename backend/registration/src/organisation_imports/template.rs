//! The empty sheet to be filled in, and the sheet that says what came of one.

use axum::response::Response;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};
use yichuang_base::http::Cx;
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::OrganisationKind;
use yichuang_domain::rules::organisation_sheet::{Column, MAX_ROWS};
use yichuang_records::sheets::attachment;
use yichuang_store::areas;

/// Download the sheet for an import
///
/// With the columns, a row of explanations, drop-downs for kinds, grades and the caller's areas, and an example on a
/// sheet of its own.
#[utoipa::path(get, path = "/organisation-imports/template", operation_id = "downloadOrganisationTemplate", tag = "organisations",
    responses((status = 200, description = "A workbook", body = Binary,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx) -> Result<Response, Problem> {
    let uow = cx.read();
    let reach = uow.caller()?.reach(&[Role::ProgrammeOfficer]);
    let inside = |path: &str| reach.everything || reach.area_paths.iter().any(|known| path.starts_with(known));
    let names: Vec<String> = areas::list(&uow.conn).await?.into_iter().filter(|area| inside(&area.path)).map(|area| area.name).collect();
    let bytes = workbook(&names).map_err(Problem::internal)?;
    Ok(attachment("社会组织导入模板.xlsx", bytes))
}

/// What a column expects, for people.
const fn hint(column: Column) -> &'static str {
    match column {
        Column::Name => "与登记证书完全一致",
        Column::Uscc => "18 位，以文本格式填写",
        Column::Kind => "从下拉列表中选择",
        Column::Area => "从下拉列表中选择，或填写 12 位区划代码",
        Column::RegisteredOn => "格式 2020-03-01",
        Column::Grade => "1A 至 5A，没有则留空",
        Column::Inspections => "整数，例如 2",
        Column::OwnerEmail => "向此邮箱发送邀请，由负责人设置密码",
        Column::AccountNumber => "以文本格式填写；银行账号、开户银行、联行号须同时填写或同时留空",
        Column::Cnaps => "12 位，以文本格式填写",
        _ => "未填的内容由组织登录后补充",
    }
}

const fn example(column: Column) -> &'static str {
    match column {
        Column::Name => "天宁区示例社会工作服务中心",
        Column::Uscc => "52310115MJ9000022D",
        Column::Kind => "社会服务机构",
        Column::Area => "常州市天宁区",
        Column::Registry => "常州市天宁区民政局",
        Column::RegisteredOn => "2020-03-01",
        Column::CharterScope => "为老服务、社区治理",
        Column::LegalRepresentative => "林芳",
        Column::ContactName => "王敏",
        Column::ContactPhone => "0519-80001234",
        Column::ContactEmail => "contact@example.org",
        Column::Grade => "3A",
        Column::Inspections => "2",
        Column::OwnerEmail => "linfang@example.org",
        Column::AccountNumber => "620001000000000097",
        Column::BankName => "示例银行第1支行",
        Column::Cnaps => "105290000019",
    }
}

fn workbook(areas: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = head_format();
    let text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet().set_name("社会组织")?;
    write_head(sheet, &head)?;
    for (index, column) in columns() {
        sheet.set_column_format(index, &text)?;
        sheet.set_column_width(index, width(*column))?;
    }
    drop_downs(sheet, areas.len())?;
    sheet.set_freeze_panes(1, 1)?;
    let shown = book.add_worksheet().set_name("示例与说明")?;
    write_head(shown, &head)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (index, column) in columns() {
        shown.write_string(1, index, example(*column))?;
        shown.write_string_with_format(2, index, hint(*column), &wrapped)?;
        shown.set_column_width(index, width(*column))?;
    }
    shown.write_string(4, 0, format!("带 * 的列必填；一个文件最多 {MAX_ROWS} 行；请在“社会组织”工作表中填写，不要改动表头。"))?;
    let list = book.add_worksheet().set_name("地区")?.set_hidden(true);
    for (row, name) in (0_u32..).zip(areas) {
        list.write_string(row, 0, name)?;
    }
    book.save_to_buffer()
}

fn columns() -> impl Iterator<Item = (u16, &'static Column)> {
    (0_u16..).zip(Column::ALL)
}

pub(super) fn head_format() -> Format {
    Format::new().set_bold().set_background_color("DCE6F1").set_border_bottom(FormatBorder::Thin)
}

fn write_head(sheet: &mut Worksheet, format: &Format) -> Result<(), XlsxError> {
    for (index, column) in columns() {
        let star = if Column::REQUIRED.contains(column) { "*" } else { "" };
        sheet.write_string_with_format(0, index, format!("{}{star}", column.zh()), format)?;
    }
    Ok(())
}

const fn width(column: Column) -> f64 {
    match column {
        Column::Name | Column::CharterScope | Column::ContactEmail | Column::OwnerEmail => 30.0,
        Column::Uscc | Column::AccountNumber | Column::BankName | Column::Registry => 22.0,
        _ => 16.0,
    }
}

fn drop_downs(sheet: &mut Worksheet, areas: usize) -> Result<(), XlsxError> {
    let last = u32::try_from(MAX_ROWS).unwrap_or(1000);
    let at = |column: Column| columns().find(|(_, known)| **known == column).map_or(0, |(index, _)| index);
    let kinds: Vec<&str> = OrganisationKind::ALL.iter().map(|kind| kind.zh()).collect();
    let kinds = DataValidation::new().allow_list_strings(&kinds)?.set_error_message("请从列表中选择组织类型")?;
    sheet.add_data_validation(1, at(Column::Kind), last, at(Column::Kind), &kinds)?;
    let grades = DataValidation::new().allow_list_strings(&["1A", "2A", "3A", "4A", "5A"])?;
    sheet.add_data_validation(1, at(Column::Grade), last, at(Column::Grade), &grades)?;
    if areas > 0 {
        let names = Formula::new(format!("=地区!$A$1:$A${areas}"));
        let names = DataValidation::new().allow_list_formula(names);
        sheet.add_data_validation(1, at(Column::Area), last, at(Column::Area), &names)?;
    }
    Ok(())
}

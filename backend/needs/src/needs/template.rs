//! The empty table of needs to be filled in.

use axum::response::Response;
use rust_xlsxwriter::{DataValidation, Format, FormatBorder, Formula, Workbook, Worksheet, XlsxError};
use yichuang_base::http::Cx;
use yichuang_base::problem::Problem;
use yichuang_base::wire::Binary;
use yichuang_domain::machine::StringEnum;
use yichuang_domain::rules::need_rows::{COLUMNS, REQUIRED};
use yichuang_domain::rules::needs::{NeedCategory, NeedSource, NeedUrgency};
use yichuang_records::sheets::attachment;
use yichuang_store::areas;

use super::create::officers;
use super::import_sheet::MAX_ROWS;

/// Download the sheet for an import of needs
///
/// With the columns, drop-downs for the caller's areas, sources, categories and urgencies, and an example on a sheet of
/// its own.
#[utoipa::path(get, path = "/needs/import/template", operation_id = "downloadNeedTemplate", tag = "needs",
    responses((status = 200, description = "A workbook", body = Binary,
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
pub async fn handler(cx: Cx) -> Result<Response, Problem> {
    let uow = cx.read();
    let reach = uow.caller()?.reach(&officers());
    let inside = |path: &str| reach.everything || reach.area_paths.iter().any(|known| path.starts_with(known));
    let names: Vec<String> = areas::list(&uow.conn).await?.into_iter().filter(|area| inside(&area.path)).map(|area| area.name).collect();
    Ok(attachment("需求导入模板.xlsx", workbook(&names).map_err(Problem::internal)?))
}

fn example(code: &str) -> &'static str {
    match code {
        "area" => "采菱社区",
        "words" => "小区里独居老人多，没有地方吃午饭",
        "place" => "3幢楼下",
        "source" => "走访调研",
        "contact" => "13861234567",
        "title" => "社区老人助餐点",
        "description" => "社区60岁以上独居老人较多，希望设立助餐点",
        "category" => "为老服务",
        "target_group" => "60岁以上独居老人",
        "head_count" => "120",
        "urgency" => "一般",
        "amount" => "66000",
        "self_raised_min" => "6600",
        _ => "3",
    }
}

fn workbook(areas: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_background_color("DCE6F1").set_border_bottom(FormatBorder::Thin);
    let sheet = book.add_worksheet().set_name("需求")?;
    write_head(sheet, &head)?;
    drop_downs(sheet, areas.len())?;
    sheet.set_freeze_panes(1, 2)?;
    let shown = book.add_worksheet().set_name("示例与说明")?;
    write_head(shown, &head)?;
    for (column, (code, ..)) in (0_u16..).zip(&COLUMNS) {
        shown.write_string(1, column, example(code))?;
    }
    shown.write_string(3, 0, format!("带 * 的列必填；一个文件最多 {MAX_ROWS} 行；请在“需求”工作表中填写，不要改动表头。"))?;
    let list = book.add_worksheet().set_name("地区")?.set_hidden(true);
    for (row, name) in (0_u32..).zip(areas) {
        list.write_string(row, 0, name)?;
    }
    book.save_to_buffer()
}

fn write_head(sheet: &mut Worksheet, format: &Format) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    for (column, (code, zh, _)) in (0_u16..).zip(&COLUMNS) {
        let star = if REQUIRED.contains(code) { "*" } else { "" };
        sheet.set_column_width(column, if matches!(*code, "words" | "description") { 40.0 } else { 16.0 })?;
        if *code == "contact" {
            sheet.set_column_format(column, &text)?;
        }
        sheet.write_string_with_format(0, column, format!("{zh}{star}"), format)?;
    }
    Ok(())
}

fn drop_downs(sheet: &mut Worksheet, areas: usize) -> Result<(), XlsxError> {
    let last = u32::try_from(MAX_ROWS).unwrap_or(500);
    let at = |code: &str| (0_u16..).zip(&COLUMNS).find(|(_, (known, ..))| *known == code).map_or(0, |(column, _)| column);
    for (code, labels) in [("source", labels::<NeedSource>()), ("category", labels::<NeedCategory>()), ("urgency", labels::<NeedUrgency>())]
    {
        sheet.add_data_validation(1, at(code), last, at(code), &DataValidation::new().allow_list_strings(&labels)?)?;
    }
    if areas > 0 {
        let names = DataValidation::new().allow_list_formula(Formula::new(format!("=地区!$A$1:$A${areas}")));
        sheet.add_data_validation(1, at("area"), last, at("area"), &names)?;
    }
    Ok(())
}

fn labels<E: StringEnum>() -> Vec<&'static str> {
    E::all().iter().map(StringEnum::zh).collect()
}

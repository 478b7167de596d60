//! A need as a row of a table: what people write into cells, read into values, with every fault at its cell.

use super::needs::{NeedCategory, NeedSource, NeedUrgency};
use crate::fault::Fault;
use crate::machine::StringEnum;
use crate::money::Fen;

/// The columns in their order: name of the field, heading in Chinese, heading in English.
pub const COLUMNS: [(&str, &str, &str); 14] = [
    ("area", "地区", "area"),
    ("words", "需求内容", "need"),
    ("place", "具体位置", "place"),
    ("source", "来源", "source"),
    ("contact", "联系方式", "contact"),
    ("title", "标题", "title"),
    ("description", "说明", "description"),
    ("category", "类别", "category"),
    ("target_group", "服务对象", "target group"),
    ("head_count", "涉及人数", "head count"),
    ("urgency", "紧急程度", "urgency"),
    ("amount", "资助金额", "amount"),
    ("self_raised_min", "自筹不少于", "self-raised minimum"),
    ("min_applicants", "最少申报家数", "minimum applicants"),
];

/// Columns without which a table is not read.
pub const REQUIRED: [&str; 2] = ["area", "words"];

/// The longest text of a cell.
#[must_use]
pub fn limit(column: &str) -> usize {
    match column {
        "words" => 2000,
        "description" => 4000,
        "contact" => 254,
        "place" => 200,
        "title" | "target_group" => 100,
        "area" => 60,
        "source" | "category" | "urgency" => 40,
        "amount" | "self_raised_min" => 30,
        _ => 20,
    }
}

/// The values of a row that are no plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowValues {
    /// Who brought it up; a survey when the cell is empty.
    pub source: Option<NeedSource>,
    /// What it is about.
    pub category: Option<NeedCategory>,
    /// How pressing it is.
    pub urgency: Option<NeedUrgency>,
    /// How many people it concerns.
    pub head_count: Option<i32>,
    /// How many organisations must apply at least.
    pub min_applicants: Option<i32>,
    /// What a project may cost.
    pub amount: Option<Fen>,
    /// What the organisation must raise itself.
    pub self_raised_min: Option<Fen>,
}

/// Reads the cells of one row that are no plain text; `cell` gives the text of a column. Every cell that cannot be
/// read is named.
pub fn read_row<'a>(cell: impl Fn(&str) -> &'a str) -> Result<RowValues, Vec<Fault>> {
    let mut faults = Vec::new();
    let values = RowValues {
        source: chosen("source", cell("source"), &mut faults),
        category: chosen("category", cell("category"), &mut faults),
        urgency: chosen("urgency", cell("urgency"), &mut faults),
        head_count: counted("head_count", cell("head_count"), 0, &mut faults),
        min_applicants: counted("min_applicants", cell("min_applicants"), 1, &mut faults),
        amount: paid("amount", cell("amount"), &mut faults),
        self_raised_min: paid("self_raised_min", cell("self_raised_min"), &mut faults),
    };
    if faults.is_empty() { Ok(values) } else { Err(faults) }
}

/// A named value by its code or its Chinese label.
fn chosen<E: StringEnum>(column: &str, text: &str, faults: &mut Vec<Fault>) -> Option<E> {
    let text = text.trim();
    let found = E::all().iter().copied().find(|value| value.as_str() == text || value.zh() == text);
    if found.is_none() && !text.is_empty() {
        let known: Vec<&str> = E::all().iter().map(StringEnum::zh).collect();
        let fault = Fault::new(format!("/{column}"), "not_allowed", "This is none of the possible values");
        faults.push(fault.with_limit(known.join("、")).with_actual(text));
    }
    found
}

/// A whole number of at least `least`; separators of thousands and the word for persons are forgiven.
fn counted(column: &str, text: &str, least: i32, faults: &mut Vec<Fault>) -> Option<i32> {
    let plain: String = text.trim().trim_end_matches(['人', '家']).chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    if plain.is_empty() && text.trim().is_empty() {
        return None;
    }
    let whole = plain.strip_suffix(".0").unwrap_or(&plain);
    let found = whole.parse::<i32>().ok().filter(|number| (least..=10_000_000).contains(number));
    if found.is_none() {
        let fault = Fault::new(format!("/{column}"), "wrong_format", "This is no whole number in the range that makes sense");
        faults.push(fault.with_limit(least.to_string()).with_actual(text.trim()));
    }
    found
}

/// An amount of yuan.
fn paid(column: &str, text: &str, faults: &mut Vec<Fault>) -> Option<Fen> {
    let plain: String = text.trim().trim_end_matches('元').chars().filter(|c| !matches!(c, ',' | '，' | '¥' | '￥' | ' ')).collect();
    if text.trim().is_empty() {
        return None;
    }
    let found = plain.parse::<Fen>().ok().filter(|amount| amount.get() >= 0);
    if found.is_none() {
        let fault = Fault::new(format!("/{column}"), "wrong_format", "This is no amount of yuan with at most two decimals");
        faults.push(fault.with_actual(text.trim()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[(&str, &'static str)]) -> Result<RowValues, Vec<Fault>> {
        let cells = cells.to_vec();
        read_row(move |name| cells.iter().find(|(column, _)| *column == name).map_or("", |(_, text)| *text))
    }

    #[test]
    fn labels_codes_separators_and_units_are_read() {
        let found = read(&[
            ("source", "走访调研"),
            ("category", "elderly"),
            ("urgency", " 紧急 "),
            ("head_count", "1,200人"),
            ("min_applicants", "3.0"),
            ("amount", "¥66,000.00"),
            ("self_raised_min", "6600元"),
        ]);
        let found = found.unwrap();
        assert_eq!(
            (found.source, found.category, found.urgency),
            (Some(NeedSource::Survey), Some(NeedCategory::Elderly), Some(NeedUrgency::Urgent))
        );
        assert_eq!((found.head_count, found.min_applicants), (Some(1_200), Some(3)));
        assert_eq!(found.amount.unwrap().to_string(), "66000.00");
        assert_eq!(read(&[]), Ok(RowValues::default()));
    }

    #[test]
    fn every_cell_that_cannot_be_read_is_named() {
        let faults = read(&[
            ("source", "邻居"),
            ("category", "老人"),
            ("urgency", "very"),
            ("head_count", "-1"),
            ("min_applicants", "0"),
            ("amount", "1.234"),
            ("self_raised_min", "一千"),
        ]);
        let found: Vec<String> = faults.unwrap_err().into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(found, ["/source", "/category", "/urgency", "/head_count", "/min_applicants", "/amount", "/self_raised_min"]);
        assert_eq!(read(&[("head_count", "人")]).unwrap_err()[0].code, "wrong_format");
    }
}

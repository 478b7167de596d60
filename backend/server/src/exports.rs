//! Every list that has an export, for the check against the contract.

use serde_json::Value;

use yichuang_base::exports::table::{Kind, Table};

fn tables() -> Vec<(&'static str, &'static Table)> {
    let chapters = [
        yichuang_applications::exports::TABLES,
        yichuang_experts::exports::TABLES,
        yichuang_funds::exports::TABLES,
        yichuang_judging::exports::TABLES,
        yichuang_money::exports::TABLES,
        yichuang_needs::exports::TABLES,
        yichuang_registration::exports::TABLES,
    ];
    let mut all = chapters.concat();
    all.sort_unstable_by_key(|(list, _)| *list);
    all
}

/// The first item of the example that the contract shows for a list.
fn item(document: &Value, list: &str) -> Value {
    let content = &document["paths"][format!("/api/v1{list}")]["get"]["responses"]["200"]["content"]["application/json"];
    content["example"]["items"][0].clone()
}

#[test]
fn every_column_leads_to_something_that_the_list_answers() {
    let document = crate::openapi::document();
    for (list, table) in tables() {
        let whole = item(&document, list);
        assert!(whole.is_object(), "{list}");
        for column in table.columns {
            let inner = || table.each.and_then(|each| whole.pointer(each)?.get(0).cloned());
            let place = if column.inner { inner().unwrap_or_default() } else { whole.clone() };
            let value = place.pointer(column.at).unwrap_or_else(|| panic!("{list}: nothing at {}", column.at));
            let fits = match column.kind {
                Kind::Whole => value.is_i64(),
                Kind::YesNo => value.is_boolean(),
                Kind::Text | Kind::Long => true,
                Kind::Code(_) => value.is_string() || value.is_array(),
                _ => value.is_string(),
            };
            assert!(fits, "{list}: {} is {value}", column.at);
        }
    }
}

#[test]
fn every_list_that_has_an_export_stands_in_the_table_of_this_test() {
    let document = crate::openapi::document();
    let paths = document["paths"].as_object().unwrap().keys();
    let mut served: Vec<&str> = paths.filter_map(|path| path.strip_prefix("/api/v1")?.strip_suffix("/export")).collect();
    served.sort_unstable();
    let listed: Vec<&str> = tables().iter().map(|(list, _)| *list).collect();
    assert_eq!(served, listed);
}

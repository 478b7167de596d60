//! No list is filtered or sorted by what its rows do not show: a filter that sees more than the reader would tell it.

use std::collections::BTreeSet;

use serde_json::Value;
use yichuang_tests::contract::{Operation, document, operations};

/// Parameters that turn pages and choose nothing.
const PAGES: [&str; 2] = ["limit", "cursor"];

/// Filters whose name is not that of a field: the fields of a row in which the reader sees what the filter chooses by.
const SHOWN: [(&str, &str, &[&str]); 24] = [
    ("listCalls", "q", &["title", "number", "host_name"]),
    ("listConflicts", "user_id", &["person"]),
    ("listExperts", "q", &["name", "number"]),
    ("listExperts", "speciality", &["specialities"]),
    ("listForms", "q", &["title"]),
    ("listJournals", "allotment_id", &["postings"]),
    // The words of the need are in `getNeed`, for the same roles.
    ("listNeeds", "q", &["heading", "number"]),
    ("listNeeds", "waiting_on", &["level", "state"]),
    ("listNeeds", "late", &["late_days"]),
    ("listOrganisations", "q", &["name", "uscc"]),
    ("listProjects", "q", &["title", "number"]),
    ("listProjects", "lapsing", &["reservation"]),
    ("listProposals", "q", &["number", "title", "organisation"]),
    ("listPublicCalls", "q", &["title", "number", "host_name"]),
    ("listPublicCalls", "status", &["phase"]),
    // The words of the need are in `getPublicNeed`, for everybody.
    ("listPublicNeeds", "q", &["title", "number"]),
    ("listPublicNeeds", "sort", &["published_at", "endorsements"]),
    ("listPublicNotices", "q", &["title", "number"]),
    ("listPublicProjects", "q", &["title", "number"]),
    ("listPublicProjects", "call_id", &["call_title"]),
    ("listPublicProjects", "fund_id", &["funding_source"]),
    ("listReviewers", "q", &["name"]),
    ("listUsers", "q", &["name", "email"]),
    ("listUsers", "role", &["grants"]),
];

fn parameters(operation: &Operation) -> BTreeSet<String> {
    let all = operation.spec["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "query");
    all.map(|one| one["name"].as_str().unwrap().to_owned()).filter(|name| !PAGES.contains(&name.as_str())).collect()
}

fn resolved(schema: &Value) -> &Value {
    match schema["$ref"].as_str() {
        Some(reference) => document().pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// The fields of one row of a list.
fn fields(operation: &Operation) -> BTreeSet<String> {
    let list = resolved(&operation.spec["responses"]["200"]["content"]["application/json"]["schema"]);
    let found = properties(&list["properties"]["items"]["items"]);
    assert!(!found.is_empty(), "{}: a list of rows with fields", operation.id);
    found
}

fn properties(schema: &Value) -> BTreeSet<String> {
    let schema = resolved(schema);
    let own = schema["properties"].as_object().into_iter().flat_map(|all| all.keys().cloned());
    own.chain(schema["allOf"].as_array().into_iter().flatten().flat_map(properties)).collect()
}

/// All lists. The public search is none: it finds what everybody may read, in groups.
fn lists() -> Vec<Operation> {
    let paged = |operation: &Operation| operation.takes("cursor") && operation.id != "searchPublic";
    let found: Vec<Operation> = operations(document()).into_iter().filter(paged).collect();
    assert!(found.len() > 30, "{}", found.len());
    found
}

#[test]
fn a_list_is_chosen_from_only_by_what_its_rows_show() {
    let mut unseen = Vec::new();
    let mut used = BTreeSet::new();
    for list in lists() {
        let fields = fields(&list);
        for name in parameters(&list) {
            let listed = SHOWN.iter().find(|(operation, parameter, _)| *operation == list.id && *parameter == name);
            let shown = match listed {
                Some((operation, parameter, by)) => {
                    used.insert((*operation, *parameter));
                    by.iter().all(|field| fields.contains(*field))
                }
                None => fields.contains(&name) || name.strip_suffix("_id").is_some_and(|object| fields.contains(object)),
            };
            if !shown {
                unseen.push(format!("{}: {name} chooses by something that no row shows", list.id));
            }
        }
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
    let stale: Vec<_> = SHOWN.iter().filter(|(operation, parameter, _)| !used.contains(&(*operation, *parameter))).collect();
    assert!(stale.is_empty(), "no such filter any more: {stale:?}");
}

#[test]
fn a_workbook_is_filtered_by_what_its_list_is_filtered_by() {
    let lists = lists();
    let mut complaints = Vec::new();
    for export in operations(document()).iter().filter(|operation| operation.id.starts_with("export")) {
        let Some(list) = lists.iter().find(|list| list.id.strip_prefix("list") == export.id.strip_prefix("export")) else { continue };
        if parameters(export) != parameters(list) {
            complaints.push(format!("{}: {:?}, but {}: {:?}", export.id, parameters(export), list.id, parameters(list)));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

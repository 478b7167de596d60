//! Which parts of a document differ, and whether they are open to a change.

use serde_json::Value;

use crate::fault::pointer_step;

/// The pointers of everything that differs between two documents, the deepest place that still tells them apart: a
/// list whose length changed is one part, because its rows have no names of their own.
#[must_use]
pub fn changed_parts(before: &Value, after: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(before, after, String::new(), &mut found);
    found
}

fn compare(before: &Value, after: &Value, place: String, found: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let gone = old.keys().filter(|key| !new.contains_key(*key));
            for key in new.keys().chain(gone) {
                let below = format!("{place}/{}", pointer_step(key));
                let none = Value::Null;
                compare(old.get(key).unwrap_or(&none), new.get(key).unwrap_or(&none), below, found);
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                compare(old, new, format!("{place}/{index}"), found);
            }
        }
        _ if before == after => {}
        _ => found.push(place),
    }
}

/// Whether a changed part lies inside one of the parts that are open.
#[must_use]
pub fn is_open_part<'a>(open: impl IntoIterator<Item = &'a str>, changed: &str) -> bool {
    open.into_iter().any(|part| changed.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_is_named_where_it_is_and_a_list_that_grew_as_a_whole() {
        let before = json!({ "title": "甲", "content": { "need": "一", "goals": "二" }, "budget": { "grant": [{ "quantity": "1" }], "matching": [] } });
        let mut after = before.clone();
        assert!(changed_parts(&before, &after).is_empty());
        after["content"]["need"] = json!("三");
        after["budget"]["grant"][0]["quantity"] = json!("2");
        after["budget"]["matching"] = json!([{ "quantity": "1" }]);
        assert_eq!(changed_parts(&before, &after), ["/budget/grant/0/quantity", "/budget/matching", "/content/need"]);
    }

    #[test]
    fn a_part_that_appears_or_goes_is_changed() {
        assert_eq!(changed_parts(&json!({ "a": 1 }), &json!({ "b": 1 })), ["/b", "/a"]);
        assert_eq!(changed_parts(&json!({ "a": null }), &json!({})), Vec::<String>::new());
    }

    #[test]
    fn an_open_part_opens_what_is_below_it_and_nothing_beside_it() {
        assert!(is_open_part(["/content"], "/content/need"));
        assert!(is_open_part(["/content/need"], "/content/need"));
        assert!(!is_open_part(["/content/need"], "/content/needs"));
        assert!(!is_open_part(["/content/need"], "/content"));
        assert!(!is_open_part([], "/title"));
        assert!(is_open_part(["/budget/grant/1"], "/budget/grant/1/quantity"));
        assert!(!is_open_part(["/budget/grant/1"], "/budget/grant/10"));
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), "[a-c]{0,2}".prop_map(Value::from)];
        leaf.prop_recursive(3, 16, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map("[a-c~/]{1,2}", inner, 0..3).prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn nothing_differs_from_itself_and_every_named_part_really_differs(before in value(), after in value()) {
            prop_assert!(changed_parts(&before, &before).is_empty());
            for place in changed_parts(&before, &after) {
                let none = Value::Null;
                prop_assert_ne!(before.pointer(&place).unwrap_or(&none), after.pointer(&place).unwrap_or(&none));
            }
        }
    }
}

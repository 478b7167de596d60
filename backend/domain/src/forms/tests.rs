use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

#[expect(clippy::needless_pass_by_value, reason = "values are written where they are needed")]
fn form(fields: Value) -> Form {
    let document = json!({ "format": FORMAT, "sections": [{ "code": "one", "title": { "zh": "一", "en": "" }, "fields": fields }] });
    Form::read(&document).unwrap()
}

#[expect(clippy::needless_pass_by_value, reason = "values are written where they are needed")]
fn field(code: &str, input: Value) -> Value {
    json!({ "code": code, "label": { "zh": code, "en": "" }, "required": true, "input": input })
}

fn said(faults: Vec<Fault>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "values are written where they are needed")]
fn judged(form: &Form, answers: Value, stage: Stage) -> Vec<String> {
    let answers = serde_json::from_value(json!({ "one": answers })).unwrap();
    said(form.faults(&answers, &Files::new(), stage))
}

fn everything() -> Form {
    let options = json!([{ "code": "a", "label": { "zh": "甲", "en": "" } }, { "code": "b", "label": { "zh": "乙", "en": "" } }]);
    form(json!([
        field("line", json!({ "kind": "short_text", "min": 2, "max": 5 })),
        field("text", json!({ "kind": "long_text", "max": 10 })),
        field("one_of", json!({ "kind": "single_choice", "options": options })),
        field("some_of", json!({ "kind": "multiple_choice", "options": options, "min": 1, "max": 1 })),
        field("whole", json!({ "kind": "number", "decimals": 0, "min": "1", "max": "10" })),
        field("sum", json!({ "kind": "money", "max": "100.00" })),
        field("day", json!({ "kind": "date", "earliest": "2026-01-01", "latest": "2026-12-31" })),
        field("yes", json!({ "kind": "yes_no" })),
        field(
            "rows",
            json!({ "kind": "table", "max_rows": 2, "columns": [
            { "code": "what", "label": { "zh": "事项", "en": "" }, "required": true, "input": { "kind": "short_text", "max": 4 } },
            { "code": "sum", "label": { "zh": "金额", "en": "" }, "input": { "kind": "money" } },
        ] })
        ),
        field("file", json!({ "kind": "file", "purpose": "charter", "max_files": 2 })),
        field("measures", json!({ "kind": "indicators", "min_rows": 1, "max_rows": 3 })),
        field("people", json!({ "kind": "team", "max_rows": 3 })),
        field("promise", json!({ "kind": "declaration" })),
    ]))
}

fn complete() -> Value {
    json!({
        "line": "社区", "text": "十个字以内", "one_of": "a", "some_of": ["b"], "whole": "7", "sum": "99.50", "day": "2026-05-01",
        "yes": false, "rows": [{ "what": "场地", "sum": "12.00" }], "measures": [{ "name": "人数", "target": "150" }],
        "people": [{ "name": "林芳", "position": "负责人" }], "promise": true,
    })
}

#[test]
fn a_form_with_every_kind_of_field_is_sound_and_reads_back_as_itself() {
    let form = everything();
    assert_eq!(form.validate(), []);
    let document = serde_json::to_value(&form).unwrap();
    assert_eq!(Form::read(&document).unwrap(), form);
    assert_eq!(form.content_hash().unwrap(), sha256_hex(canonical_json(&document).as_bytes()));
}

#[test]
fn the_standard_form_is_sound_and_has_every_standard_part() {
    let form = standard();
    assert_eq!(form.validate(), []);
    for part in StandardPart::ALL {
        assert!(form.fields().any(|(_, field)| field.stands_for == Some(*part)), "{part}");
    }
}

#[test]
fn answers_that_keep_every_limit_are_complete() {
    let files = Files::from([("f1".to_owned(), "file".to_owned())]);
    let mut complete = complete();
    complete["file"] = json!(["f1"]);
    let answers: Answers = serde_json::from_value(json!({ "one": complete })).unwrap();
    assert_eq!(everything().faults(&answers, &files, Stage::Complete), []);
    assert_eq!(everything().state(&everything().sections[0], &answers, &files), SectionState::Complete);
}

#[test]
fn nothing_at_all_is_a_draft_and_everything_that_is_asked_is_missing() {
    assert_eq!(judged(&everything(), json!({}), Stage::Draft), Vec::<String>::new());
    let missing = judged(&everything(), json!({}), Stage::Complete);
    assert_eq!(missing.len(), 13);
    assert!(missing.contains(&"/one/file too_few".to_owned()));
    assert!(missing.contains(&"/one/promise missing".to_owned()));
}

#[test]
fn an_answer_names_only_files_that_were_handed_over_for_its_field() {
    let files =
        Files::from([("f1", "file"), ("f2", "file"), ("f3", "file"), ("x", "other")].map(|(id, code)| (id.to_owned(), code.to_owned())));
    let judge = |value: Value| {
        let answers = serde_json::from_value(json!({ "one": { "file": value } })).unwrap();
        said(everything().faults(&answers, &files, Stage::Draft))
    };
    assert_eq!(judge(json!(["f2", "f1"])), Vec::<String>::new());
    assert_eq!(judge(json!("f1")), ["/one/file wrong_type"]);
    assert_eq!(judge(json!(["f1", "x", 7])), ["/one/file/1 unknown_file", "/one/file/2 wrong_type", "/one/file too_many"]);
    assert_eq!(judge(json!(["f1", "f1"])), ["/one/file/1 duplicate"]);
    assert_eq!(judge(json!(["f1", "f2", "f3"])), ["/one/file too_many"]);
}

#[test]
fn every_fault_is_named_at_once_with_its_place() {
    let wrong = json!({
        "line": "一二三四五六", "one_of": "c", "some_of": ["a", "a"], "whole": "1.50", "sum": "100.01", "day": "2027-01-01", "yes": "yes",
        "rows": [{ "sum": "x", "more": "?" }, { "what": "五个字以上" }, { "what": "三" }], "file": ["gone"], "promise": false, "other": 1,
    });
    let draft = [
        "/one/other unknown_field",
        "/one/line too_long",
        "/one/one_of unknown_value",
        "/one/some_of/1 duplicate",
        "/one/yes wrong_type",
        "/one/rows too_many",
        "/one/rows/0/more unknown_field",
        "/one/rows/1/what too_long",
        "/one/file/0 unknown_file",
    ];
    assert_eq!(judged(&everything(), wrong.clone(), Stage::Draft), draft);
    let whole = judged(&everything(), wrong, Stage::Complete);
    for more in [
        "/one/some_of too_many",
        "/one/whole not_whole",
        "/one/sum above_maximum",
        "/one/day too_late",
        "/one/rows/0/what missing",
        "/one/rows/0/sum not_a_number",
        "/one/promise accepted",
        "/one/text missing",
        "/one/measures missing",
        "/one/people missing",
    ] {
        assert!(whole.contains(&more.to_owned()), "{more} is not among {whole:?}");
    }
}

#[test]
fn characters_are_code_points_and_a_line_break_is_one() {
    let form = form(json!([field("text", json!({ "kind": "long_text", "max": 3 }))]));
    assert_eq!(judged(&form, json!({ "text": "民\r\n政" }), Stage::Draft), Vec::<String>::new());
    assert_eq!(judged(&form, json!({ "text": "公益创投" }), Stage::Draft), ["/one/text too_long"]);
}

#[test]
fn a_half_typed_figure_may_be_stored_and_not_handed_in() {
    let form = form(json!([field("sum", json!({ "kind": "money" }))]));
    assert_eq!(judged(&form, json!({ "sum": "12." }), Stage::Draft), Vec::<String>::new());
    assert_eq!(judged(&form, json!({ "sum": "12." }), Stage::Complete), ["/one/sum not_a_number"]);
}

fn conditional() -> Form {
    let mut more = field("which", json!({ "kind": "short_text", "max": 5 }));
    more["shown_when"] = json!({ "field": "has", "one_of": ["yes"] });
    more["stands_for"] = json!("summary");
    form(json!([field("has", json!({ "kind": "yes_no" })), more]))
}

#[test]
fn a_hidden_field_is_neither_asked_for_nor_handed_in_but_kept_as_typed() {
    let form = conditional();
    assert_eq!(form.validate(), []);
    assert_eq!(judged(&form, json!({ "has": true }), Stage::Complete), ["/one/which missing"]);
    assert_eq!(judged(&form, json!({ "has": false, "which": "协会" }), Stage::Complete), Vec::<String>::new());
    let of = |has: bool| -> Answers { serde_json::from_value(json!({ "one": { "has": has, "which": "协会" }, "gone": {} })).unwrap() };
    assert_eq!(serde_json::to_value(form.shown(&of(false))).unwrap(), json!({ "one": { "has": false } }));
    assert_eq!(form.text_for(StandardPart::Summary, &of(true)), Some("协会"));
    assert_eq!(form.text_for(StandardPart::Summary, &of(false)), None);
    assert_eq!(form.text_for(StandardPart::Need, &of(true)), None);
}

#[test]
fn a_section_waits_for_the_one_before_until_that_is_complete() {
    let mut form = conditional();
    let mut last = form.sections[0].clone();
    (last.code, last.after) = ("last".to_owned(), Some("one".to_owned()));
    last.fields = vec![serde_json::from_value(field("promise", json!({ "kind": "declaration" }))).unwrap()];
    form.sections.push(last);
    let state = |answers: Value, nth: usize| form.state(&form.sections[nth], &serde_json::from_value(answers).unwrap(), &Files::new());
    assert_eq!(state(json!({}), 0), SectionState::NotStarted);
    assert_eq!(state(json!({}), 1), SectionState::Waiting);
    assert_eq!(state(json!({ "one": { "has": true } }), 0), SectionState::InProgress);
    assert_eq!(state(json!({ "one": { "has": false } }), 1), SectionState::NotStarted);
    assert_eq!(state(json!({ "last": { "promise": true } }), 1), SectionState::Complete);
    assert_eq!(state(json!({ "one": { "has": true, "which": "六个字的名称" } }), 0), SectionState::Faulty);
}

#[test]
fn an_unsound_form_is_told_everything_at_once() {
    let mut form = everything();
    form.format = "form/0".to_owned();
    form.sections[0].after = Some("later".to_owned());
    form.sections[0].fields[1].code = "line".to_owned();
    form.sections[0].fields[0].label.zh = " ".to_owned();
    form.sections[0].fields[2].stands_for = Some(StandardPart::Need);
    form.sections[0].fields[4].input = Input::Number { decimals: 1, min: Some("x".to_owned()), max: None, unit: None };
    form.sections[0].fields[6].shown_when = Some(Condition { field: "sum".to_owned(), one_of: vec!["a".to_owned()] });
    form.sections[0].fields[7].shown_when = Some(Condition { field: "one_of".to_owned(), one_of: vec!["z".to_owned()] });
    form.sections[0].fields[11].input = Input::Table { columns: Vec::new(), min_rows: 3, max_rows: 2 };
    let expected = [
        "/format unknown_format",
        "/sections/0/fields/1/code duplicate",
        "/sections/0/after not_earlier",
        "/sections/0/fields/0/label/zh missing",
        "/sections/0/fields/2/stands_for not_text",
        "/sections/0/fields/4/input/decimals not_allowed",
        "/sections/0/fields/4/input/min wrong_format",
        "/sections/0/fields/6/shown_when/field not_earlier",
        "/sections/0/fields/7/shown_when/one_of/0 unknown_value",
        "/sections/0/fields/11/input/columns out_of_range",
        "/sections/0/fields/11/input/min_rows out_of_range",
    ];
    assert_eq!(said(form.validate()), expected);
}

#[test]
fn a_form_has_at_most_a_hundred_fields_and_every_code_once() {
    let fields = |n: usize| (0..n).map(|i| field(&format!("f{i}"), json!({ "kind": "yes_no" }))).collect::<Vec<_>>();
    assert_eq!(form(json!(fields(MAX_FIELDS))).validate(), []);
    assert_eq!(said(form(json!(fields(MAX_FIELDS + 1))).validate())[0], "/sections out_of_range");
}

#[test]
fn a_document_of_another_shape_has_one_fault_that_names_the_member() {
    let unknown = Form::read(&json!({ "format": FORMAT, "sections": [], "colour": "red" })).unwrap_err();
    assert!(unknown.detail.contains("colour"), "{}", unknown.detail);
    let fields = json!([field("a", json!({ "kind": "yes_no", "max": 3 }))]);
    let document = json!({ "format": FORMAT, "sections": [{ "code": "one", "title": { "zh": "一", "en": "" }, "fields": fields }] });
    assert!(Form::read(&document).unwrap_err().detail.contains("max"));
}

/// Any JSON, near enough to answers that much of it is taken.
fn value() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec!["", "a", "b", "yes", "7", "12.", "99.50", "2026-05-01", "社区", "一二三四五六七八九十十一"]);
    let leaf =
        prop_oneof![text.prop_map(Value::from), any::<bool>().prop_map(Value::from), Just(Value::Null), any::<i8>().prop_map(Value::from)];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let names = prop::sample::select(vec!["name", "target", "what", "sum", "position", "more"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(names.prop_map(str::to_owned), inner, 0..4).prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_complete_passes_as_a_draft(changes in prop::collection::vec((0_usize..14, value()), 0..6), files in 0_usize..4) {
        let form = everything();
        let mut answers = complete();
        for (nth, value) in changes {
            let code = form.sections[0].fields.get(nth).map_or("other", |field| field.code.as_str());
            answers[code] = value;
        }
        answers["file"] = json!((0..files).map(|n| format!("f{n}")).collect::<Vec<_>>());
        let answers: Answers = serde_json::from_value(json!({ "one": answers })).unwrap();
        let files: Files = (0..3).map(|n| (format!("f{n}"), "file".to_owned())).collect();
        let draft = form.faults(&answers, &files, Stage::Draft);
        let complete = form.faults(&answers, &files, Stage::Complete);
        prop_assert!(draft.iter().all(|fault| complete.contains(fault)), "{:?} without {:?}", complete, draft);
    }

    #[test]
    fn a_field_that_the_form_does_not_have_is_always_refused(code in "[a-z]{1,6}", value in value()) {
        prop_assume!(!everything().sections[0].fields.iter().any(|field| field.code == code));
        let found = judged(&everything(), json!({ code.clone(): value }), Stage::Draft);
        prop_assert_eq!(found, [format!("/one/{code} unknown_field")]);
    }
}

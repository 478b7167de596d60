//! The answers of a form on paper, question by question in its order.

use serde_json::Value;
use yichuang_base::documents::{Block, Column, Document, Fact, fact, or_nothing};
use yichuang_domain::forms::{Choice, Column as FormColumn, Field, Form, Input, SectionAnswers};
use yichuang_domain::money::Fen;

use super::HandedForm;

/// Adds a section for each of the form.
pub(super) fn add(document: &mut Document, form: &Form, given: &HandedForm) {
    let nothing = SectionAnswers::new();
    for section in &form.sections {
        let answers = given.answers.get(&section.code).unwrap_or(&nothing);
        let shown = section.fields.iter().filter(|field| section.is_shown(field, answers));
        document.section(&section.title.zh, blocks(shown, answers));
    }
}

/// Short answers that follow each other share a table; texts and tables stand alone. Files are attachments.
fn blocks<'a>(fields: impl Iterator<Item = &'a Field>, answers: &SectionAnswers) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut facts: Vec<Fact> = Vec::new();
    for field in fields {
        let (label, answer) = (&field.label.zh, answers.get(&field.code).unwrap_or(&Value::Null));
        let alone = match &field.input {
            Input::LongText { .. } => Block::text(label, answer.as_str().unwrap_or_default()),
            Input::Table { .. } | Input::Indicators { .. } | Input::Team { .. } => table(label, &field.input, answer),
            Input::Declaration {} => declaration(label, answer),
            Input::File { .. } => continue,
            input => {
                facts.push(fact(label, value(input, answer)));
                continue;
            }
        };
        flush(&mut facts, &mut blocks);
        blocks.push(alone);
    }
    flush(&mut facts, &mut blocks);
    blocks
}

fn flush(facts: &mut Vec<Fact>, blocks: &mut Vec<Block>) {
    if !facts.is_empty() {
        blocks.push(Block::Facts { title: String::new(), items: std::mem::take(facts) });
    }
}

fn declaration(label: &str, answer: &Value) -> Block {
    let word = if answer == &Value::Bool(true) { "已承诺" } else { "未承诺" };
    Block::Note { text: format!("【{word}】{label}") }
}

fn table(label: &str, input: &Input, answer: &Value) -> Block {
    let columns = input.rows().map(|(columns, ..)| columns.into_owned()).unwrap_or_default();
    let rows = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    if rows.is_empty() {
        return Block::text(label, "");
    }
    let cells = |row: &Value| columns.iter().map(|column| value(&column.input, &row[&column.code])).collect();
    Block::table(label, columns.iter().map(head).collect(), rows.iter().map(cells).collect())
}

fn head(column: &FormColumn) -> Column {
    match &column.input {
        Input::Number { .. } | Input::Money { .. } => Column::figure(&column.label.zh, 2),
        _ => Column::text(&column.label.zh, 3),
    }
}

/// One answer as people read it; a dash for none.
fn value(input: &Input, answer: &Value) -> String {
    match (input, answer) {
        (Input::SingleChoice { options }, Value::String(code)) => label(options, code),
        (Input::MultipleChoice { options, .. }, Value::Array(codes)) => {
            or_nothing(&codes.iter().filter_map(Value::as_str).map(|code| label(options, code)).collect::<Vec<_>>().join("、"))
        }
        (Input::Money { .. }, Value::String(text)) => {
            text.parse().map_or_else(|_| or_nothing(text), |fen: Fen| format!("¥{}", fen.grouped()))
        }
        (Input::Number { unit: Some(unit), .. }, Value::String(text)) if !text.trim().is_empty() => format!("{text} {}", unit.zh),
        (_, Value::String(text)) => or_nothing(text),
        (_, Value::Bool(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        _ => or_nothing(""),
    }
}

fn label(options: &[Choice], code: &str) -> String {
    options.iter().find(|option| option.code == code).map_or_else(|| or_nothing(code), |option| option.label.zh.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn printed(fields: &Value, answers: &Value) -> Vec<Block> {
        let form = json!({ "format": "form/1", "sections": [{ "code": "s", "title": { "zh": "章", "en": "S" }, "fields": fields }] });
        let form = Form::read(&form).unwrap_or_else(|fault| panic!("{fault:?}"));
        let given: HandedForm = serde_json::from_value(json!({ "answers": { "s": answers } })).unwrap_or_else(|error| panic!("{error}"));
        let mut document = Document::new("题", "P1", yichuang_domain::time::Timestamp::EPOCH);
        add(&mut document, &form, &given);
        document.sections.remove(0).blocks
    }

    fn field(code: &str, input: &Value) -> Value {
        json!({ "code": code, "label": { "zh": format!("问{code}"), "en": code }, "input": input })
    }

    #[test]
    fn every_kind_of_answer_is_printed_as_people_read_it() {
        let options = json!([{ "code": "a", "label": { "zh": "甲", "en": "A" } }, { "code": "b", "label": { "zh": "乙", "en": "B" } }]);
        let fields = json!([
            field("one", &json!({ "kind": "single_choice", "options": options })),
            field("some", &json!({ "kind": "multiple_choice", "options": options })),
            field("money", &json!({ "kind": "money" })),
            field("number", &json!({ "kind": "number", "decimals": 0, "unit": { "zh": "人", "en": "people" } })),
            field("yes", &json!({ "kind": "yes_no" })),
            field("none", &json!({ "kind": "date" })),
            field("long", &json!({ "kind": "long_text", "max": 100 })),
            field(
                "rows",
                &json!({ "kind": "table", "max_rows": 9, "columns": [{ "code": "c", "label": { "zh": "列", "en": "C" }, "input": { "kind": "money" } }] })
            ),
            field("oath", &json!({ "kind": "declaration" })),
            field("file", &json!({ "kind": "file", "purpose": "proposal_attachment", "max_files": 1 })),
        ]);
        let answers = json!({
            "one": "b", "some": ["a", "b"], "money": "1234.5", "number": "12", "yes": false, "long": "第一段\n第二段",
            "rows": [{ "c": "10.00" }, {}], "oath": true,
        });
        let blocks = printed(&fields, &answers);
        let facts = [("one", "乙"), ("some", "甲、乙"), ("money", "¥1,234.50"), ("number", "12 人"), ("yes", "否"), ("none", "—")];
        let facts: Vec<Fact> = facts.iter().map(|(code, said)| fact(&format!("问{code}"), *said)).collect();
        assert!(matches!(&blocks[0], Block::Facts { items, .. } if *items == facts), "{blocks:?}");
        assert!(matches!(&blocks[1], Block::Text { title, text } if title == "问long" && text == "第一段\n第二段"));
        assert!(matches!(&blocks[2], Block::Table { rows, .. } if *rows == [["¥10.00"], ["—"]]));
        assert!(matches!(&blocks[3], Block::Note { text } if text == "【已承诺】问oath"));
        assert_eq!(blocks.len(), 4);
    }

    #[test]
    fn what_was_not_asked_is_not_printed_and_what_was_not_answered_says_so() {
        let mut hidden = field("more", &json!({ "kind": "short_text", "max": 10 }));
        hidden["shown_when"] = json!({ "field": "yes", "one_of": ["yes"] });
        let fields = json!([field("yes", &json!({ "kind": "yes_no" })), hidden, field("long", &json!({ "kind": "long_text", "max": 9 }))]);
        let blocks = printed(&fields, &json!({ "yes": false, "more": "秘密" }));
        assert!(!format!("{blocks:?}").contains("秘密"));
        assert!(matches!(&blocks[1], Block::Text { text, .. } if text == "（未填写）"), "{blocks:?}");
    }
}

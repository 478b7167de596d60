//! The answers of a form as they are printed: questions as headings, codes in words.

use serde_json::Value;
use yichuang_domain::forms::{Answers, Choice, Field, Form, Input, SectionAnswers};

use super::printable::{PrintedBody, PrintedSection};

/// Every answered question, in the order of the form.
pub(super) fn sections(form: &Form, answers: &Answers) -> Vec<PrintedSection> {
    let shown = form.shown(answers);
    let of = |code: &str| shown.get(code).cloned().unwrap_or_default();
    form.sections.iter().flat_map(|section| printed(&section.fields, &of(&section.code))).collect()
}

fn printed(fields: &[Field], given: &SectionAnswers) -> Vec<PrintedSection> {
    let answered = fields.iter().filter_map(|field| Some((field, body(&field.input, given.get(&field.code)?)?)));
    answered.map(|(field, body)| PrintedSection { heading: field.label.zh.clone(), body }).collect()
}

fn body(input: &Input, answer: &Value) -> Option<PrintedBody> {
    if let Some((columns, ..)) = input.rows() {
        let rows = answer.as_array().filter(|rows| !rows.is_empty())?;
        let cell = |row: &Value, index: usize| words(&columns[index].input, &row[columns[index].code.as_str()]);
        return Some(PrintedBody::Table {
            head: columns.iter().map(|column| column.label.zh.clone()).collect(),
            rows: rows.iter().map(|row| (0..columns.len()).map(|index| cell(row, index)).collect()).collect(),
            total: None,
        });
    }
    let text = words(input, answer);
    (!text.trim().is_empty()).then_some(PrintedBody::Text { text })
}

/// One answer in words.
fn words(input: &Input, answer: &Value) -> String {
    let text = answer.as_str().unwrap_or_default();
    match input {
        Input::SingleChoice { options } => label(options, text),
        Input::MultipleChoice { options, .. } => {
            let codes = answer.as_array().into_iter().flatten().filter_map(Value::as_str);
            codes.map(|code| label(options, code)).collect::<Vec<_>>().join("、")
        }
        Input::Number { unit: Some(unit), .. } if !text.is_empty() => format!("{text} {}", unit.zh),
        Input::Money { .. } if !text.is_empty() => format!("¥{text}"),
        Input::YesNo {} | Input::Declaration {} => answer.as_bool().map_or("", |yes| if yes { "是" } else { "否" }).to_owned(),
        _ => text.to_owned(),
    }
}

fn label(options: &[Choice], code: &str) -> String {
    options.iter().find(|option| option.code == code).map_or_else(|| code.to_owned(), |option| option.label.zh.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(code: &str, input: &Value) -> Value {
        json!({ "code": code, "label": { "zh": format!("问题{code}"), "en": code }, "input": input })
    }

    #[test]
    fn codes_become_words_and_what_was_not_answered_is_left_out() {
        let options = json!([{ "code": "a", "label": { "zh": "甲", "en": "A" } }, { "code": "b", "label": { "zh": "乙", "en": "B" } }]);
        let fields = [
            field("one", &json!({ "kind": "single_choice", "options": options })),
            field("some", &json!({ "kind": "multiple_choice", "options": options })),
            field("sum", &json!({ "kind": "money" })),
            field("left", &json!({ "kind": "short_text", "max": 10 })),
            field("team", &json!({ "kind": "team", "max_rows": 5 })),
        ];
        let section = json!({ "code": "s", "title": { "zh": "节", "en": "S" }, "fields": fields });
        let form = Form::read(&json!({ "format": "form/1", "sections": [section] })).unwrap();
        let team = json!([{ "name": "林芳", "position": "社工" }]);
        let given = json!({ "one": "b", "some": ["a", "b"], "sum": "12.00", "team": team });
        let answers = Answers::from([("s".to_owned(), given.as_object().unwrap().clone())]);
        let bodies: Vec<PrintedBody> = sections(&form, &answers).into_iter().map(|section| section.body).collect();
        let text = |text: &str| PrintedBody::Text { text: text.to_owned() };
        assert_eq!(bodies[..3], [text("乙"), text("甲、乙"), text("¥12.00")]);
        let PrintedBody::Table { rows, .. } = &bodies[3] else { panic!("{bodies:?}") };
        assert_eq!(rows, &[["林芳", "社工", "", ""].map(str::to_owned).to_vec()]);
        assert_eq!(bodies.len(), 4);
    }
}

//! The form of every call that names none: the texts that a proposal has always had.

use super::{FORMAT, Field, Form, Input, Section, StandardPart};
use crate::schemes::Text;

/// The standard form. Its answers are the texts and indicators of the proposal itself.
#[must_use]
pub fn standard() -> Form {
    let section = |code: &str, zh: &str, en: &str, fields: Vec<Field>| Section {
        code: code.to_owned(),
        title: Text::new(zh, en),
        help: None,
        after: None,
        fields,
    };
    let indicators = Field {
        code: "indicators".to_owned(),
        label: Text::new("绩效指标", "Indicators"),
        help: Some(Text::new(
            "目标值将写入资助协议，作为评估依据。",
            "The targets go into the agreement and are what the project is measured by.",
        )),
        required: true,
        shown_when: None,
        stands_for: None,
        input: Input::Indicators { min_rows: 1, max_rows: 50 },
    };
    Form {
        format: FORMAT.to_owned(),
        sections: vec![
            section("basic", "项目概述", "Summary", vec![text(StandardPart::Summary, "Summary", true, 2_000)]),
            section(
                "need",
                "需求与目标",
                "Need and goals",
                vec![text(StandardPart::Need, "Need", true, 10_000), text(StandardPart::Goals, "Goals", true, 10_000)],
            ),
            section(
                "plan",
                "活动、团队与风险",
                "Activities, team and risks",
                vec![
                    text(StandardPart::Activities, "Activities", false, 20_000),
                    text(StandardPart::Team, "Team", false, 10_000),
                    text(StandardPart::Risks, "Risks", false, 10_000),
                ],
            ),
            section("measure", "绩效指标", "Indicators", vec![indicators]),
        ],
    }
}

fn text(part: StandardPart, en: &str, required: bool, max: u32) -> Field {
    Field {
        code: part.as_str().to_owned(),
        label: Text::new(part.zh(), en),
        help: None,
        required,
        shown_when: None,
        stands_for: Some(part),
        input: Input::LongText { min: 0, max },
    }
}

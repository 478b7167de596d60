//! What kinds of answers there are.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::schemes::Text;

/// The kind of an answer with its limits. Numbers and amounts are decimal strings, never floats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Input {
    /// One line of text; limits in characters.
    ShortText {
        #[serde(default)]
        min: u32,
        max: u32,
    },
    /// Paragraphs; limits in characters.
    LongText {
        #[serde(default)]
        min: u32,
        max: u32,
    },
    /// One of some options, by its code.
    SingleChoice { options: Vec<Choice> },
    /// Some of the options, by their codes.
    MultipleChoice {
        options: Vec<Choice>,
        #[serde(default)]
        min: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
    },
    /// A number, whole or with two decimals, as a decimal string.
    Number {
        /// 0 or 2.
        decimals: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Text>,
    },
    /// An amount in yuan, as a decimal string.
    Money {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<String>,
    },
    /// A day, `YYYY-MM-DD`.
    Date {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<String>,
    },
    /// `true` or `false`.
    YesNo {},
    /// Rows of cells, each cell a string by the code of its column.
    Table {
        columns: Vec<Column>,
        #[serde(default)]
        min_rows: u32,
        max_rows: u32,
    },
    /// Files, handed over by themselves; the answer holds their ids in order. The purpose is the name under which they
    /// are filed.
    File { purpose: String, max_files: u32 },
    /// What will be measured: name, unit, baseline, target.
    Indicators {
        #[serde(default)]
        min_rows: u32,
        max_rows: u32,
    },
    /// Who works on it: name, position, qualification, duty.
    Team {
        #[serde(default)]
        min_rows: u32,
        max_rows: u32,
    },
    /// A statement that must be ticked: `true`.
    Declaration {},
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub code: String,
    /// What is shown.
    pub label: Text,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The name of its cells in a row.
    pub code: String,
    /// Its head.
    pub label: Text,
    /// Whether every row must fill it in.
    #[serde(default)]
    pub required: bool,
    /// Short text, number, money, date or single choice.
    pub input: Input,
}

impl Input {
    /// Whether it fits into a cell of a table.
    #[must_use]
    pub const fn is_cell(&self) -> bool {
        matches!(self, Self::ShortText { .. } | Self::Number { .. } | Self::Money { .. } | Self::Date { .. } | Self::SingleChoice { .. })
    }

    /// Whether it is answered with text, so that it may stand for a part of a proposal.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::ShortText { .. } | Self::LongText { .. })
    }

    /// The columns of its rows with the least and the greatest number of them, when it is a table of any kind.
    #[must_use]
    pub fn rows(&self) -> Option<(Cow<'_, [Column]>, u32, u32)> {
        match self {
            Self::Table { columns, min_rows, max_rows } => Some((Cow::Borrowed(columns), *min_rows, *max_rows)),
            Self::Indicators { min_rows, max_rows } => Some((Cow::Owned(indicator_columns()), *min_rows, *max_rows)),
            Self::Team { min_rows, max_rows } => Some((Cow::Owned(team_columns()), *min_rows, *max_rows)),
            _ => None,
        }
    }

    /// The codes another field's condition may name; nothing when no condition can look at it.
    #[must_use]
    pub fn codes(&self) -> Option<Vec<&str>> {
        match self {
            Self::SingleChoice { options } | Self::MultipleChoice { options, .. } => {
                Some(options.iter().map(|option| option.code.as_str()).collect())
            }
            Self::YesNo {} => Some(vec!["yes", "no"]),
            _ => None,
        }
    }
}

fn column(code: &str, zh: &str, en: &str, required: bool, max: u32) -> Column {
    Column { code: code.to_owned(), label: Text::new(zh, en), required, input: Input::ShortText { min: 0, max } }
}

/// Like the indicators of every proposal.
fn indicator_columns() -> Vec<Column> {
    vec![
        column("name", "指标名称", "Indicator", true, 100),
        column("unit", "计量单位", "Unit", false, 20),
        column("baseline", "现状值", "Baseline", false, 40),
        column("target", "目标值", "Target", true, 40),
    ]
}

fn team_columns() -> Vec<Column> {
    vec![
        column("name", "姓名", "Name", true, 40),
        column("position", "项目职务", "Position", true, 40),
        column("qualification", "专业资质", "Qualification", false, 100),
        column("duty", "分工", "Duty", false, 200),
    ]
}

//! The forms in which banks take files.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;

use crate::bank_file::{self, Profile};

/// One form of a file for the bank.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankFileProfileView {
    #[schema(example = "corporate")]
    pub code: String,
    #[schema(example = "企业网银格式（CSV，GB18030）")]
    pub title_zh: String,
    #[schema(example = "Corporate banking (CSV, GB18030)")]
    pub title_en: String,
    #[schema(example = 1)]
    pub version: u32,
    /// `csv`, `xlsx` or `xml`.
    #[schema(example = "csv")]
    pub format: &'static str,
    /// Of a text: how its bytes are read.
    #[schema(example = "gb18030")]
    pub encoding: Option<&'static str>,
    /// The most payments in one file.
    #[schema(example = 500)]
    pub max_lines: usize,
    /// What stands above the columns, in their order.
    pub columns: Vec<String>,
}

/// Every form.
#[derive(Serialize, ToSchema)]
pub struct BankFileProfileList {
    pub items: Vec<BankFileProfileView>,
}

/// List the forms of bank files
///
/// What a batch can be written as; the one that fits every bank comes first.
#[utoipa::path(get, path = "/bank-file-profiles", operation_id = "listBankFileProfiles", tag = "payments",
    responses((status = 200, description = "The forms", body = BankFileProfileList)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    cx.read().caller()?;
    let all = bank_file::profiles().map_err(|fault| Problem::internal(fault.detail))?;
    Reply::ok(&BankFileProfileList { items: all.into_iter().map(view).collect() })
}

fn view(profile: Profile) -> BankFileProfileView {
    BankFileProfileView {
        format: profile.format.extension(),
        encoding: (profile.format == bank_file::Format::Csv).then(|| profile.encoding.name()),
        code: profile.code,
        title_zh: profile.title.zh,
        title_en: profile.title.en,
        version: profile.version,
        max_lines: profile.max_lines,
        columns: profile.columns.into_iter().map(|column| column.header).collect(),
    }
}

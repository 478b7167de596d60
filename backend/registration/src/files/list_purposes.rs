//! What may be uploaded for what.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::FilePurpose;
use yichuang_domain::files::{CHUNK_BYTES, PURPOSES, PurposeRule};

/// The limits of one purpose.
#[derive(Serialize, ToSchema)]
pub struct FilePurposeView {
    pub purpose: FilePurpose,
    /// What people call the kinds of file that are taken.
    #[schema(example = json!(["PDF 文档"]))]
    pub labels: Vec<String>,
    #[schema(example = json!(["application/pdf"]))]
    pub media_types: Vec<String>,
    /// Endings of names, without the dot.
    #[schema(example = json!(["pdf"]))]
    pub extensions: Vec<String>,
    #[schema(example = 20_971_520)]
    pub max_bytes: i64,
    #[schema(example = 1_048_576)]
    pub chunk_size: i64,
    /// Whether it can be uploaded without an account.
    pub anonymous: bool,
}

/// Every purpose.
#[derive(Serialize, ToSchema)]
pub struct FilePurposeList {
    pub items: Vec<FilePurposeView>,
}

/// List the purposes of uploads
///
/// Kinds of file and size for each, to be shown before anybody chooses a file.
#[utoipa::path(get, path = "/public/file-purposes", operation_id = "listFilePurposes", tag = "files",
    responses((status = 200, description = "All purposes", body = FilePurposeList)))]
pub async fn handler(_: Cx) -> Result<Reply, Problem> {
    Reply::ok(&FilePurposeList { items: PURPOSES.iter().map(purpose).collect() })
}

fn purpose(rule: &PurposeRule) -> FilePurposeView {
    FilePurposeView {
        purpose: FilePurpose(rule.purpose),
        labels: rule.kinds.iter().map(|kind| kind.zh().to_owned()).collect(),
        media_types: rule.kinds.iter().map(|kind| kind.media_type().to_owned()).collect(),
        extensions: rule.kinds.iter().flat_map(|kind| kind.extensions()).map(|ending| (*ending).to_owned()).collect(),
        max_bytes: rule.max_bytes,
        chunk_size: CHUNK_BYTES,
        anonymous: rule.anonymous,
    }
}

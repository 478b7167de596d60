//! Ready schemes.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use yichuang_base::http::Reply;
use yichuang_base::problem::Problem;
use yichuang_domain::schemes::presets;

use super::scheme_document::SchemeDocument;

/// A ready scheme under the label of the place that published its facts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SchemePresetView {
    #[schema(example = "changzhou")]
    pub code: String,
    #[schema(example = "常州")]
    pub title: String,
    #[schema(example = "Changzhou")]
    pub title_en: String,
    /// The published facts it reproduces.
    #[schema(example = "A track of direct implementation and a track of pay on result")]
    pub facts: String,
    /// Every setting.
    #[schema(value_type = SchemeDocument)]
    pub scheme: Value,
}

/// All presets.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SchemePresetList {
    pub items: Vec<SchemePresetView>,
}

/// List scheme presets
///
/// The schemes a call can start from, each complete.
#[utoipa::path(get, path = "/scheme-presets", operation_id = "listSchemePresets", tag = "calls",
    responses((status = 200, description = "All presets", body = SchemePresetList)))]
pub async fn handler() -> Result<Reply, Problem> {
    let mut items = Vec::new();
    for preset in presets() {
        items.push(SchemePresetView {
            code: preset.code.to_owned(),
            title: preset.zh.to_owned(),
            title_en: preset.en.to_owned(),
            facts: preset.facts.to_owned(),
            scheme: serde_json::to_value((preset.build)()).map_err(Problem::internal)?,
        });
    }
    Reply::ok(&SchemePresetList { items })
}

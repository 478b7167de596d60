//! Check a scheme without saving it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use yichuang_base::http::operations::document_faults;
use yichuang_base::http::rule::Rule;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{FaultView, Gate, Money};
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::{self, Scheme, consequences};

/// A scheme to be looked at, finished or not.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "scheme": {}, "budget": "600000.00" }))]
pub struct SchemeCheckInput {
    /// A document like `SchemeDocument`; what it lacks is answered, not refused.
    #[schema(value_type = Object)]
    pub scheme: Value,
    /// The money of the round, for what follows from it.
    pub budget: Option<Money>,
}

/// One instalment at the cap.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrancheAmountView {
    pub gate: Gate,
    #[schema(example = 5000)]
    pub bp: u32,
    pub amount: Money,
    #[schema(example = 15)]
    pub due_working_days: u32,
}

/// What one project of a track may get.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrackConsequencesView {
    #[schema(example = "standard")]
    pub track: String,
    /// The most one project may ask for; absent: no cap.
    pub cap: Option<Money>,
    /// The instalments of a grant as large as the cap.
    pub tranches: Vec<TrancheAmountView>,
    /// The least matching money beside such a grant.
    pub matching_min: Option<Money>,
    /// The least whole budget of such a project.
    pub whole_min: Option<Money>,
}

/// Every fault of a scheme, and what it means when it has none.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SchemeCheckView {
    /// Pointers lead into the scheme.
    pub faults: Vec<FaultView>,
    /// What keeps a call with this scheme from being approved, though the scheme itself is sound.
    pub warnings: Vec<FaultView>,
    /// Empty as long as there are faults.
    pub tracks: Vec<TrackConsequencesView>,
    /// Projects at the lowest cap that the budget pays, at most.
    pub awards_at_cap: Option<u32>,
    /// What the organiser may keep of the budget.
    pub organiser_max: Option<Money>,
    /// SHA-256 of the scheme, as it would be kept.
    pub sha256: Option<String>,
}

/// Check a scheme
///
/// Nothing is saved. Every fault of form and content at once, and what a sound scheme means in yuan.
#[utoipa::path(post, path = "/schemes/check", operation_id = "checkScheme", tag = "calls", request_body = SchemeCheckInput,
    responses((status = 200, description = "Faults and consequences", body = SchemeCheckView)), extensions(("x-no-key" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<SchemeCheckInput>) -> Result<Reply, Problem> {
    Reply::ok(&view(&cx.app().scheme, &input)?)
}

fn view(shape: &Rule, input: &SchemeCheckInput) -> Result<SchemeCheckView, Problem> {
    let mut found = SchemeCheckView {
        faults: faults(shape, &input.scheme)?.into_iter().map(Into::into).collect(),
        warnings: Vec::new(),
        tracks: Vec::new(),
        awards_at_cap: None,
        organiser_max: None,
        sha256: None,
    };
    let Ok(scheme) = Scheme::read(&input.scheme) else { return Ok(found) };
    let meant = consequences(&scheme, input.budget.map(|money| money.0));
    found.warnings = scheme.scoring.stage_weights_bp.not_held().into_iter().map(Into::into).collect();
    found.tracks = meant.tracks.into_iter().map(Into::into).collect();
    found.awards_at_cap = meant.awards_at_cap;
    found.organiser_max = meant.organiser_max.map(Money);
    found.sha256 = Some(scheme.content_hash().map_err(Problem::internal)?);
    Ok(found)
}

/// Faults of content as the domain finds them, and before them those of form, which the schema of the contract finds
/// all at once. Where both know of a place, the domain speaks.
fn faults(shape: &Rule, document: &Value) -> Result<Vec<Fault>, Problem> {
    let form = document_faults(shape.validator()?, document);
    let content = match Scheme::read(document) {
        Ok(_) => Vec::new(),
        Err(found) => found,
    };
    // Without a readable form there is no content to judge.
    let content: Vec<Fault> = content.into_iter().filter(|fault| fault.code != "form" || form.is_empty()).collect();
    let known = |fault: &Fault| content.iter().any(|other| other.pointer == fault.pointer);
    Ok(form.into_iter().filter(|fault| !known(fault)).chain(content.iter().cloned()).collect())
}

impl From<schemes::TrackConsequences> for TrackConsequencesView {
    fn from(track: schemes::TrackConsequences) -> Self {
        let tranche = |one: schemes::TrancheAmount| TrancheAmountView {
            gate: Gate(one.gate),
            bp: one.bp,
            amount: Money(one.amount),
            due_working_days: one.due_working_days,
        };
        Self {
            track: track.track,
            cap: track.cap.map(Money),
            tranches: track.tranches.into_iter().map(tranche).collect(),
            matching_min: track.matching_min.map(Money),
            whole_min: track.whole_min.map(Money),
        }
    }
}

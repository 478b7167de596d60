//! What explains the results of a panel, and changes none.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::document;
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::diagnostics::diagnose;
use yichuang_domain::reviews::{Fate, FundingMethod};
use yichuang_domain::schemes::Scheme;
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, ResultRow};
use yichuang_store::reviews as rows;

use super::conduct;
use crate::notices::funding::{Method, Ranked, line, rules};
use crate::notices::ranking::{IN_ROUND, passes, ranked};

/// How much higher or lower one reviewer scores than the others.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LeniencyView {
    #[schema(example = "评委甲")]
    pub reviewer: String,
    /// Only figures of one component can be compared.
    #[schema(example = 1)]
    pub component: usize,
    /// Valid reviews.
    #[schema(example = 12)]
    pub n: usize,
    /// Points above (lenient) or below (severe) the panel, six decimals.
    #[schema(example = "1.674485")]
    pub points: Option<String>,
    #[schema(example = "0.812000")]
    pub standard_error: Option<String>,
}

/// What the mix of reviewers did to one proposal.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AdjustedView {
    #[schema(example = "P2026-0001")]
    pub proposal: String,
    #[schema(example = 1)]
    pub component: usize,
    #[schema(example = 7)]
    pub n: usize,
    /// Plain mean of all valid reviews; not the published result.
    #[schema(example = "86.285714")]
    pub mean: Option<String>,
    /// What the mean would be had everybody scored it.
    #[schema(example = "86.285714")]
    pub adjusted: Option<String>,
    /// Of `adjusted`; nothing where there are no more reviews than figures.
    #[schema(example = "0.979570")]
    pub standard_error: Option<String>,
    /// The difference: above zero, the proposal had the severe reviewers.
    #[schema(example = "0.000000")]
    pub shift: Option<String>,
}

/// The additive model.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AdditiveView {
    /// Into how many parts the panel falls that share no reviewer.
    #[schema(example = 1)]
    pub components: usize,
    pub reviewers: Vec<LeniencyView>,
    pub proposals: Vec<AdjustedView>,
}

/// The place a proposal takes on average, given how little is known of its quality.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ExpectedRankView {
    #[schema(example = "P2026-0001")]
    pub proposal: String,
    /// Places are those within one component.
    #[schema(example = 1)]
    pub component: usize,
    /// How many proposals the component holds.
    #[schema(example = 5)]
    pub among: usize,
    #[schema(example = "2.478972")]
    pub expected: Option<String>,
}

/// The scale one reviewer uses.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ScaleView {
    #[schema(example = "评委甲")]
    pub reviewer: String,
    /// Valid reviews.
    #[schema(example = 5)]
    pub n: usize,
    #[schema(example = "83.200000")]
    pub mean: Option<String>,
    /// Sample standard deviation; nothing of a single review.
    #[schema(example = "4.764452")]
    pub sd: Option<String>,
    /// At least five reviews and a standard deviation of one point or more.
    pub usable: bool,
}

/// One proposal with all scales made one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RescaledView {
    #[schema(example = "P2026-0001")]
    pub proposal: String,
    /// Reviews by reviewers with a usable scale.
    #[schema(example = 4)]
    pub n: usize,
    /// Their mean on the scale of the panel, each kept within 0 and 100.
    #[schema(example = "87.224213")]
    pub mean: Option<String>,
}

/// All totals brought from each reviewer's own scale to that of the panel.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct StandardisedView {
    /// Mean of all totals.
    #[schema(example = "84.344828")]
    pub mean: Option<String>,
    /// Sample standard deviation of all totals.
    #[schema(example = "5.778815")]
    pub sd: Option<String>,
    pub reviewers: Vec<ScaleView>,
    pub proposals: Vec<RescaledView>,
}

/// How reliable the mean of some number of reviewers would be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PlannedView {
    #[schema(example = 5)]
    pub reviewers: usize,
    /// From 0 to 1; nothing where the reviewers do not agree at all.
    #[schema(example = "0.836990")]
    pub reliability: Option<String>,
}

/// The table without gaps that the correlations are computed on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BlockView {
    pub proposals: Vec<String>,
    pub reviewers: Vec<String>,
}

/// How far the reviewers agree. A figure is nothing where it is not defined.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReliabilityView {
    pub block: BlockView,
    #[schema(example = "0.460087")]
    pub icc11: Option<String>,
    #[schema(example = "0.506640")]
    pub icc21: Option<String>,
    #[schema(example = "0.804216")]
    pub icc2k: Option<String>,
    #[schema(example = "0.773367")]
    pub icc31: Option<String>,
    #[schema(example = "0.607143")]
    pub kendall_w: Option<String>,
    #[schema(example = "0.297707")]
    pub krippendorff_alpha: Option<String>,
    /// The mean of 3, 5 and 7 such reviewers, by Spearman and Brown from ICC(2,1), or ICC(1,1) where that is not defined.
    pub planned: Vec<PlannedView>,
}

/// A review that asks for an explanation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FlaggedView {
    pub proposal: String,
    pub reviewer: String,
    pub total: Option<String>,
    /// Mean of the other reviews.
    pub others: Option<String>,
    pub distance: Option<String>,
    /// Distance from the median in robust deviations.
    pub robust: Option<String>,
    /// `far_from_others`, `far_from_median`.
    pub flags: Vec<String>,
}

/// A reviewer who asks for an explanation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReviewerFlagView {
    pub reviewer: String,
    /// `always_high`, `always_low` or `no_differences`.
    #[schema(example = "always_high")]
    pub reason: String,
    #[schema(example = 3)]
    pub proposals: usize,
}

/// A review that was written in less than thirty seconds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct QuickReviewView {
    #[schema(example = "P2026-0001")]
    pub proposal: String,
    #[schema(example = "评委甲")]
    pub reviewer: String,
    /// From the declaration that opened the proposal to the last submission.
    #[schema(example = 12)]
    pub seconds: i64,
}

/// Reviews whose comments to the applicant are nearly identical: of one reviewer on several proposals, or of several
/// reviewers on one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CopiedCommentView {
    #[schema(example = json!(["评委甲"]))]
    pub reviewers: Vec<String>,
    #[schema(example = json!(["P2026-0001", "P2026-0002"]))]
    pub proposals: Vec<String>,
}

/// What asks for an explanation in how the reviews were written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConductView {
    pub quick: Vec<QuickReviewView>,
    pub copied: Vec<CopiedCommentView>,
}

/// The places of one proposal when one reviewer or another is left out.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RankRangeView {
    #[schema(example = "P2026-0001")]
    pub proposal: String,
    #[schema(example = 2)]
    pub rank: Option<u64>,
    #[schema(example = 1)]
    pub best: Option<u64>,
    #[schema(example = 3)]
    pub worst: Option<u64>,
    /// Rankings that give it no place, for want of a quorum.
    #[schema(example = 0)]
    pub unranked: usize,
    /// Funded in strict order with everybody.
    pub funded: bool,
    /// Funded with some panels and not with others.
    pub grey: bool,
}

/// What would be different without one reviewer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WithoutView {
    pub reviewer: String,
    /// Another set of proposals would be funded.
    pub pivotal: bool,
    pub gained: Vec<String>,
    pub lost: Vec<String>,
}

/// What hangs on single reviewers.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PivotView {
    pub ranges: Vec<RankRangeView>,
    pub without: Vec<WithoutView>,
}

/// Diagnostics of a panel; reviewers by alias, proposals by number.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DiagnosticsView {
    /// Name and version of the formulas.
    #[schema(example = "diagnostics/2")]
    pub method: String,
    pub additive: AdditiveView,
    pub expected: Vec<ExpectedRankView>,
    pub standardised: StandardisedView,
    pub reliability: ReliabilityView,
    pub flagged: Vec<FlaggedView>,
    pub flagged_reviewers: Vec<ReviewerFlagView>,
    pub conduct: ConductView,
    pub pivot: PivotView,
}

/// Show the diagnostics of the results
///
/// To staff, once the reviews are sealed: how severe reviewers are, how far they agree, which reviews ask for an
/// explanation, how they were written, and what hangs on single reviewers. Nothing here changes a rank.
#[utoipa::path(get, path = "/calls/{id}/results/diagnostics", operation_id = "getDiagnostics", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The diagnostics", body = DiagnosticsView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let run = rows::last_run(&uow.conn, call.id).await?.ok_or_else(Problem::not_found)?;
    let result = rows::rows_of(&uow.conn, run.id).await?;
    let input: Value = document(&run.input)?;
    let line = Line::read(&uow, &call, &result).await?;
    let found =
        diagnose(&input, &|output: &Value| line.funded(output)).map_err(|faults| Problem::internal(format!("sealed input: {faults:?}")))?;
    let mut found = serde_json::to_value(found).map_err(Problem::internal)?;
    found["conduct"] = serde_json::to_value(conduct::look(&uow, &call, &input).await?).map_err(Problem::internal)?;
    let view: DiagnosticsView = serde_json::from_value(found).map_err(Problem::internal)?;
    Reply::ok(&view)
}

/// Whom a ranking would fund in strict order, with the amounts and limits of the call.
struct Line {
    scheme: Scheme,
    budget: Fen,
    known: Vec<Ranked>,
}

impl Line {
    async fn read(uow: &Uow, call: &Call, result: &[ResultRow]) -> Result<Self, Problem> {
        let scheme = calls::scheme(call)?;
        // Before the verification the proposals still are under review.
        let states: Vec<&str> = IN_ROUND.iter().copied().chain(["under_review"]).collect();
        let everyone: Vec<ResultRow> = result.iter().map(|row| ResultRow { place: row.place.or(Some(0)), ..row.clone() }).collect();
        let known = ranked(uow, &scheme, &everyone, &states).await?;
        Ok(Self { scheme, budget: Fen::new(call.budget_fen).map_err(Problem::internal)?, known })
    }

    /// Ties stand in the order of their numbers: what a lottery would say is not known.
    fn funded(&self, output: &Value) -> Vec<String> {
        let mut order = Vec::new();
        for (place, row) in (1..).zip(output["ranking"].as_array().into_iter().flatten()) {
            let number = row[1].as_str().unwrap_or_default();
            let shown = output["final"][number]["shown"].as_str();
            if let (Some(known), Some(shown)) = (self.known.iter().find(|known| known.number == number), shown) {
                let passes = passes(&self.scheme, Some(shown)).unwrap_or(false);
                order.push(Ranked { place, tie_group: None, shown: shown.to_owned(), passes, ..known.clone() });
            }
        }
        let how = Method { method: FundingMethod::StrictRankStop, least_share_bp: 0 };
        let shares = line(&order, &[], &rules(&self.scheme, self.budget, how)).unwrap_or_default();
        shares.into_iter().filter(|share| share.fate == Fate::Recommend).map(|share| share.proposal).collect()
    }
}

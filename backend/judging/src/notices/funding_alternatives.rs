//! What every way of drawing the line would give, beside the strict order.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::wire::{self, Money, SignedMoney};
use yichuang_domain::money::Fen;
use yichuang_domain::reviews::{Fate, FundingMethod, PlanError, Share, deviates};
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::{Call, ResultRow};
use yichuang_store::reviews as rows;

use super::funding::{Method, Ranked, line, reorder, rules};
use super::ranking::{IN_ROUND, ranked};
use super::scheme;
use crate::lotteries;

/// What a partial award needs to know.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AlternativesQuery {
    /// The least share of its amount, in basis points, with which a proposal can still be carried out.
    #[param(minimum = 1, maximum = 10000, default = 8000)]
    least_share_bp: Option<u32>,
}

/// What one proposal would get.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AlternativeLine {
    pub proposal_id: Uuid,
    #[schema(example = "P2026-0001")]
    pub number: String,
    #[schema(example = 1)]
    pub rank: i32,
    #[schema(example = "84.67")]
    pub score: String,
    /// What a whole award would be.
    pub amount: Money,
    pub award: Money,
    /// The sum of the awards down to here.
    pub running_total: Money,
    pub outcome: wire::Fate,
    /// Whether the strict order gives it another amount.
    pub differs: bool,
}

/// One way of drawing the line, and what it costs to leave the strict order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundingAlternative {
    pub method: wire::FundingMethod,
    /// Why this method gives no line: `tie_undecided`, `too_many` or `no_funding_line`.
    #[schema(example = "tie_undecided")]
    pub refused: Option<String>,
    #[schema(example = 6)]
    pub awards: usize,
    pub total: Money,
    /// What is left of the budget.
    pub left: Money,
    /// Sum of the published scores of all awards.
    #[schema(example = "508.02")]
    pub score_sum: String,
    /// Whether anybody gets another amount than in strict order; then the decision needs a reason.
    pub deviates: bool,
    /// Awards more (or fewer) than in strict order.
    #[schema(example = 1)]
    pub awards_more: i32,
    /// Money more (or less) than in strict order.
    pub total_more: SignedMoney,
    /// Proposals without an award that pass and rank above one with an award, by number.
    pub passed_over: Vec<String>,
    pub lines: Vec<AlternativeLine>,
}

/// Every way of drawing the line.
#[derive(Serialize, ToSchema)]
pub struct FundingAlternatives {
    pub budget: Money,
    /// The strict order first.
    pub items: Vec<FundingAlternative>,
}

/// Compare ways to draw the funding line
///
/// From the newest results, once they are verified. Only the strict order is the default; the others are there to show
/// what leaving it would give and cost.
#[utoipa::path(get, path = "/calls/{id}/funding-alternatives", operation_id = "listFundingAlternatives", tag = "notices",
    params(("id" = Uuid, Path, description = "Call"), AlternativesQuery),
    responses((status = 200, description = "The alternatives", body = FundingAlternatives)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<AlternativesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let least_share_bp = query.least_share_bp.unwrap_or(8_000);
    if !(1..=10_000).contains(&least_share_bp) {
        return Err(Problem::malformed("malformed_query", "least_share_bp must be from 1 to 10000"));
    }
    let run = rows::last_run(&uow.conn, call.id).await?.filter(|run| run.state != "computed").ok_or_else(Problem::not_found)?;
    let result: Vec<ResultRow> = rows::rows_of(&uow.conn, run.id).await?;
    let scheme = scheme(&call)?;
    let mut ranked = ranked(&uow, &scheme, &result, IN_ROUND).await?;
    let decided: Vec<_> = lotteries::orders(&uow, run.id).await?.into_iter().flat_map(|order| order.proposals).collect();
    reorder(&mut ranked, &decided);
    let budget = Fen::new(call.budget_fen).map_err(Problem::internal)?;
    let draw = |method| line(&ranked, &decided, &rules(&scheme, budget, Method { method, least_share_bp }));
    let strict = draw(FundingMethod::StrictRankStop).unwrap_or_default();
    let methods = FundingMethod::ALL.iter().map(|method| alternative(*method, draw(*method), (&ranked, &strict), budget));
    Reply::ok(&FundingAlternatives { budget: Money(budget), items: methods.collect::<Result<_, _>>()? })
}

fn alternative(
    method: FundingMethod,
    drawn: Result<Vec<Share>, PlanError>,
    (ranked, strict): (&[Ranked], &[Share]),
    budget: Fen,
) -> Result<FundingAlternative, Problem> {
    let refused = drawn.as_ref().err().map(|error| match error {
        PlanError::Tie(_) => "tie_undecided".to_owned(),
        PlanError::TooMany => "too_many".to_owned(),
        _ => "no_funding_line".to_owned(),
    });
    let shares = drawn.unwrap_or_default();
    let total = sum(&shares)?;
    let funded = |shares: &[Share]| shares.iter().filter(|share| share.fate == Fate::Recommend).count();
    let difference = |a: usize, b: usize| i32::try_from(a).unwrap_or(i32::MAX) - i32::try_from(b).unwrap_or(i32::MAX);
    let compared = refused.is_none();
    Ok(FundingAlternative {
        method: wire::FundingMethod(method),
        awards: funded(&shares),
        total: Money(total),
        left: Money(budget.checked_sub(total).map_err(Problem::internal)?),
        score_sum: score_sum(ranked, &shares),
        deviates: compared && deviates(&shares, strict),
        awards_more: if compared { difference(funded(&shares), funded(strict)) } else { 0 },
        total_more: SignedMoney(if compared { total.checked_sub(sum(strict)?).map_err(Problem::internal)? } else { Fen::ZERO }),
        passed_over: passed_over(ranked, &shares),
        lines: lines(ranked, &shares, strict)?,
        refused,
    })
}

fn sum(shares: &[Share]) -> Result<Fen, Problem> {
    Fen::sum(shares.iter().map(|share| share.amount)).map_err(Problem::internal)
}

fn score_sum(ranked: &[Ranked], shares: &[Share]) -> String {
    let funded = ranked.iter().zip(shares).filter(|(_, share)| share.fate == Fate::Recommend);
    funded.filter_map(|(row, _)| row.shown.parse::<Decimal>().ok()).sum::<Decimal>().to_string()
}

fn passed_over(ranked: &[Ranked], shares: &[Share]) -> Vec<String> {
    let Some(last) = shares.iter().rposition(|share| share.fate == Fate::Recommend) else { return Vec::new() };
    let above = ranked.iter().zip(shares).take(last);
    above.filter(|(row, share)| row.passes && share.fate == Fate::Reserve).map(|(row, _)| row.number.clone()).collect()
}

fn lines(ranked: &[Ranked], shares: &[Share], strict: &[Share]) -> Result<Vec<AlternativeLine>, Problem> {
    let strict: BTreeMap<&str, Fen> = strict.iter().map(|share| (share.proposal.as_str(), share.amount)).collect();
    let mut running = Fen::ZERO;
    let mut found = Vec::with_capacity(shares.len());
    for (row, share) in ranked.iter().zip(shares) {
        running = running.checked_add(share.amount).map_err(Problem::internal)?;
        found.push(AlternativeLine {
            proposal_id: row.id.0,
            number: row.number.clone(),
            rank: row.place,
            score: row.shown.clone(),
            amount: Money(row.amount),
            award: Money(share.amount),
            running_total: Money(running),
            outcome: wire::Fate(share.fate),
            differs: strict.get(row.number.as_str()).is_some_and(|amount| *amount != share.amount),
        });
    }
    Ok(found)
}

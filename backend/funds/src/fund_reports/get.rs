//! A report of the books for a month or a year.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Money, ReportBy, SignedMoney, canonical};
use yichuang_domain::ledger::{ReportBy as By, ReportFigures, ReportPeriod};
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::fund_reports::{self as rows, FiguresOf, Grain};
use yichuang_store::ids::{AllotmentId, FundId};
use yichuang_store::record::{Allotment, Fund};

use super::{period_of, readers};

/// What to report.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FundReportQuery {
    /// A month such as `2026-07` or a year such as `2026`; this year when it is left out.
    #[param(pattern = r"^\d{4}(-(0[1-9]|1[0-2]))?$", example = "2026-07")]
    period: Option<String>,
    /// What the report has one row for; the source when it is left out.
    #[param(inline)]
    by: Option<ReportBy>,
    /// Only money of this fund.
    fund_id: Option<Uuid>,
    /// Only allotments of this fiscal year. Money that a year end carried over is authority of both years; with this filter it
    /// is seen in one of them.
    #[param(minimum = 2000, maximum = 2100, example = 2026)]
    fiscal_year: Option<i32>,
}

/// Where money stands at the end of the period, and what moved in it. Authority is the sum of all positions from `available`
/// to `surrendered`.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ReportFiguresView {
    /// What may be spent in all; of a project, what is bound to it.
    pub authority: Money,
    pub available: Money,
    /// Held for awards without an agreement.
    pub reserved: Money,
    /// Promised by agreements and not due yet.
    pub committed: Money,
    pub due: Money,
    /// Approved for payment and not yet in a file for the bank.
    pub approved: Money,
    /// In a file for the bank.
    pub in_transit: Money,
    /// Paid up to the end of the period, less what came back.
    pub paid: Money,
    /// Came back, and what becomes of it is not decided.
    pub recovered: Money,
    /// Went into a later year.
    pub carried_out: Money,
    /// Lapsed, or was given back to the source.
    pub surrendered: Money,
    /// Paid in the period, less what the bank sent back.
    pub paid_in_period: SignedMoney,
    /// Came back from organisations in the period.
    pub returned_in_period: SignedMoney,
    /// Came back from organisations up to the end of the period.
    pub returned: SignedMoney,
    /// `paid` of `authority` in basis points, rounded down: 10000 only when everything is paid. Null without authority.
    #[schema(example = 5000)]
    pub execution_bp: Option<i64>,
}

/// One row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundReportRow {
    /// Code of the source, id of the fund or project, text of the budget line, or code of the area. Null for what is bound to
    /// no project.
    #[schema(example = "welfare_lottery")]
    pub key: Option<String>,
    /// Code of the fund or number of the project.
    #[schema(example = "TN-FC")]
    pub number: Option<String>,
    #[schema(example = "福彩公益金")]
    pub name: Option<String>,
    #[serde(flatten)]
    pub figures: ReportFiguresView,
}

/// A report without its digest.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundReportContent {
    /// Always `fund-report/1`.
    #[schema(example = "fund-report/1")]
    pub format: String,
    #[schema(example = "2026-07")]
    pub period: String,
    pub from: Date,
    pub until: Date,
    pub by: ReportBy,
    pub fund_id: Option<Uuid>,
    #[schema(example = 2026)]
    pub fiscal_year: Option<i32>,
    /// True when some of the money is of a demonstration.
    pub demonstration: bool,
    pub items: Vec<FundReportRow>,
    /// The sum of the rows. For a period that has not ended it is the trial balance.
    pub total: ReportFiguresView,
}

/// A report.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FundReportView {
    #[serde(flatten)]
    pub content: FundReportContent,
    /// SHA-256 of the canonical JSON (members sorted, no white space, UTF-8) of everything else in this answer.
    pub sha256: String,
}

/// Report on the books
///
/// For a month or a year, of the caller's area: authority, positions, what was paid and came back, and how much of the authority
/// is paid. Every figure is a sum of sealed postings with a business date up to the end of the period, so a report of a past
/// month changes only when somebody posts into that month. Amounts come from nowhere else; names are those of today.
#[utoipa::path(get, path = "/fund-reports", operation_id = "getFundReport", tag = "funds", params(FundReportQuery),
    responses((status = 200, description = "The report", body = FundReportView)))]
pub async fn handler(cx: Cx, Query(query): Query<FundReportQuery>) -> Result<Reply, Problem> {
    let content = report(&cx.read(), &query).await?;
    let sha256 = sha256_hex(canonical(&content)?.as_bytes());
    Reply::ok(&FundReportView { content, sha256 })
}

/// The rows with the total as the last one, as a sheet shows them; no row when there is none.
pub async fn sheet(cx: Cx, Query(query): Query<FundReportQuery>) -> Result<Reply, Problem> {
    let FundReportContent { mut items, total, .. } = report(&cx.read(), &query).await?;
    if !items.is_empty() {
        items.push(FundReportRow { key: None, number: None, name: Some("合计".to_owned()), figures: total });
    }
    Reply::ok(&serde_json::json!({ "items": items, "next": Value::Null }))
}

async fn report(uow: &Uow, query: &FundReportQuery) -> Result<FundReportContent, Problem> {
    let text = query.period.clone().unwrap_or_else(|| format!("{:04}", uow.today().year()));
    let period = period_of(&text)?;
    let by = query.by.map_or(By::Source, |by| by.0);
    let reach = uow.caller()?.reach(&readers());
    let allotments = rows::allotments_within(&uow.conn, &reach, query.fund_id.map(FundId), query.fiscal_year).await?;
    let (found, total) = totalled(uow, &allotments, period, by).await?;
    Ok(FundReportContent {
        format: "fund-report/1".to_owned(),
        period: text,
        from: Date(period.from),
        until: Date(period.until),
        by: ReportBy(by),
        fund_id: query.fund_id,
        fiscal_year: query.fiscal_year,
        demonstration: allotments.iter().any(|(_, fund)| fund.demonstration),
        items: found.iter().map(row).collect::<Result<_, _>>()?,
        total: figures(&total)?,
    })
}

async fn totalled(
    uow: &Uow,
    allotments: &[(Allotment, Fund)],
    period: ReportPeriod,
    by: By,
) -> Result<(Vec<FiguresOf>, ReportFigures), Problem> {
    let ids: Vec<AllotmentId> = allotments.iter().map(|(allotment, _)| allotment.id).collect();
    let grain = match by {
        By::Source | By::Fund | By::BudgetLine => Grain::Allotment,
        By::Project => Grain::Project,
        By::Area => Grain::Street,
    };
    let mut found = rows::figures(&uow.conn, &ids, period, grain).await?;
    if grain == Grain::Allotment {
        found = grouped(found, allotments, by)?;
    }
    let mut total = ReportFigures::default();
    for one in &found {
        total = sum(&total, &one.figures)?;
    }
    Ok((found, total))
}

/// The figures of allotments, put together by what they have in common.
fn grouped(all: Vec<FiguresOf>, allotments: &[(Allotment, Fund)], by: By) -> Result<Vec<FiguresOf>, Problem> {
    let known: HashMap<String, &(Allotment, Fund)> = allotments.iter().map(|one| (one.0.id.to_string(), one)).collect();
    let mut groups: BTreeMap<String, FiguresOf> = BTreeMap::new();
    for one in all {
        let (allotment, fund) =
            one.key.as_deref().and_then(|id| known.get(id)).ok_or_else(|| Problem::internal("figures of no allotment"))?;
        let (order, key, number, name) = match by {
            By::Fund => (fund.code.clone(), fund.id.to_string(), Some(fund.code.clone()), Some(fund.name.clone())),
            By::BudgetLine => (allotment.budget_line.clone(), allotment.budget_line.clone(), None, Some(allotment.budget_line.clone())),
            _ => (fund.source.clone(), fund.source.clone(), None, source_name(&fund.source)),
        };
        let figures = ReportFigures::default();
        let group = groups.entry(order).or_insert(FiguresOf { key: Some(key), number, name, figures });
        group.figures = sum(&group.figures, &one.figures)?;
    }
    Ok(groups.into_values().collect())
}

fn source_name(code: &str) -> Option<String> {
    code.parse::<yichuang_domain::schemes::FundingSource>().ok().map(|source| source.zh().to_owned())
}

fn sum(one: &ReportFigures, other: &ReportFigures) -> Result<ReportFigures, Problem> {
    one.plus(other).ok_or_else(|| Problem::internal("the figures of a report overflow"))
}

fn row(of: &FiguresOf) -> Result<FundReportRow, Problem> {
    Ok(FundReportRow { key: of.key.clone(), number: of.number.clone(), name: of.name.clone(), figures: figures(&of.figures)? })
}

fn figures(of: &ReportFigures) -> Result<ReportFiguresView, Problem> {
    let authority = of.authority().ok_or_else(|| Problem::internal("the authority of a report overflows"))?;
    Ok(ReportFiguresView {
        authority: Money::fen(authority)?,
        available: Money::fen(of.available)?,
        reserved: Money::fen(of.reserved)?,
        committed: Money::fen(of.committed)?,
        due: Money::fen(of.due)?,
        approved: Money::fen(of.approved)?,
        in_transit: Money::fen(of.in_transit)?,
        paid: Money::fen(of.paid)?,
        recovered: Money::fen(of.recovered)?,
        carried_out: Money::fen(of.carried_out)?,
        surrendered: Money::fen(of.surrendered)?,
        paid_in_period: SignedMoney::fen(of.paid_in_period)?,
        returned_in_period: SignedMoney::fen(of.returned_in_period)?,
        returned: SignedMoney::fen(of.returned)?,
        execution_bp: of.execution_bp(),
    })
}

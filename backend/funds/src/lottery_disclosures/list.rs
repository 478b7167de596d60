//! The years of which there is a disclosure.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::fund_reports;

use super::{LotteryFiguresView, figures};

/// One year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LotteryYearView {
    #[schema(example = 2026)]
    pub year: i32,
    #[serde(flatten)]
    pub figures: LotteryFiguresView,
}

/// The years, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LotteryYearList {
    pub items: Vec<LotteryYearView>,
}

/// List the years of lottery money
///
/// The years in which welfare-lottery money moved, newest first, for everybody.
#[utoipa::path(get, path = "/public/lottery-disclosures", operation_id = "listLotteryDisclosures", tag = "projects",
    responses((status = 200, description = "The years", body = LotteryYearList)))]
pub async fn handler(cx: Cx) -> Result<Reply, Problem> {
    let found = fund_reports::lottery_years(&cx.read().conn).await?;
    let items = found.iter().map(|(year, sums)| {
        let year = year.parse().map_err(Problem::internal)?;
        Ok(LotteryYearView { year, figures: figures(sums)? })
    });
    Reply::ok(&LotteryYearList { items: items.collect::<Result<_, Problem>>()? })
}

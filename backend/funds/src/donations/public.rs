//! How a community fund looks to everybody.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Money};
use yichuang_domain::rules::donations::SOURCES;
use yichuang_store::donations::Sums;
use yichuang_store::ids::FundId;
use yichuang_store::record::{Donation, Fund};

/// A community fund with what came in and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommunityFundView {
    pub id: Uuid,
    #[schema(example = "红梅街道社区公益基金")]
    pub name: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    /// How many donations came in.
    #[schema(example = 42)]
    pub donation_count: i64,
    /// Money that was donated.
    pub donated: Money,
    /// Value of the goods that were donated.
    pub donated_goods: Money,
    /// Value of the goods that were handed out.
    pub handed_out: Money,
    /// Money for projects that is not paid yet.
    pub promised: Money,
    /// Money that was paid to projects.
    pub paid: Money,
    /// Money that may still be promised.
    pub available: Money,
    pub demonstration: bool,
}

/// A name that the fund carries for a donor.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamingView {
    #[schema(example = "示例餐饮助老专项")]
    pub naming: String,
    #[schema(example = "常州示例餐饮有限公司")]
    pub donor_name: String,
    pub until: Date,
}

/// A fund that donations come into; 404 for every other one.
pub(super) async fn community_fund(uow: &Uow, id: Uuid) -> Result<Fund, Problem> {
    let row: Fund = uow.find(FundId(id)).await?;
    if SOURCES.contains(&row.source.as_str()) { Ok(row) } else { Err(Problem::not_found()) }
}

pub(super) fn fund(row: &Fund, sums: &Sums) -> Result<CommunityFundView, Problem> {
    Ok(CommunityFundView {
        id: row.id.0,
        name: row.name.clone(),
        area_code: row.area_code.clone(),
        donation_count: sums.donations,
        donated: Money::fen(sums.cash)?,
        donated_goods: Money::fen(sums.goods)?,
        handed_out: Money::fen(sums.handed_out)?,
        promised: Money::fen(sums.promised)?,
        paid: Money::fen(sums.paid)?,
        available: Money::fen(sums.available)?,
        demonstration: row.demonstration,
    })
}

pub(super) fn naming(row: &Donation) -> Result<NamingView, Problem> {
    let until = Date::maybe(row.naming_until.as_deref())?.ok_or_else(|| Problem::internal("a name without an end"))?;
    Ok(NamingView { naming: row.naming.clone().unwrap_or_default(), donor_name: row.donor_name.clone(), until })
}

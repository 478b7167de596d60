//! Donations to a community fund, as everybody may read them.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, DonationKind, DonorKind, Money, PageQuery, next_cursor};
use yichuang_domain::states::donations::DonationState;
use yichuang_store::Reach;
use yichuang_store::donations::{self as rows, Around, Filter};
use yichuang_store::ids::FundId;
use yichuang_store::record::{Donation, DonationHandout};

use super::public::community_fund;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicDonationsQuery {
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// Goods that were handed out, without the project that may have handed them on: not every project is public.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicHandoutView {
    pub id: Uuid,
    #[schema(example = "红梅社区独居老人 20 户")]
    pub recipient: String,
    #[schema(example = "大米 20 袋")]
    pub goods: String,
    pub value: Money,
    pub handed_out_on: Date,
}

/// A donation, without its donor when that one wants to stay unnamed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicDonationView {
    pub id: Uuid,
    #[schema(example = "JZ2026-0001")]
    pub number: String,
    pub kind: DonationKind,
    /// Absent when the donor wants to stay unnamed.
    #[schema(example = "常州示例餐饮有限公司")]
    pub donor_name: Option<String>,
    pub donor_kind: DonorKind,
    pub amount: Money,
    #[schema(example = "大米 100 袋（10 kg）")]
    pub goods: Option<String>,
    #[schema(example = "独居老人助餐")]
    pub purpose: Option<String>,
    pub received_on: Date,
    /// Of goods: who received them.
    pub handouts: Vec<PublicHandoutView>,
}

/// One page of donations.
#[derive(Serialize, ToSchema)]
pub struct PublicDonationList {
    pub items: Vec<PublicDonationView>,
    pub next: Option<String>,
}

/// List donations to a community fund
///
/// Newest first, for everybody: what was confirmed, what it is for, and who received donated goods.
#[utoipa::path(get, path = "/public/community-funds/{id}/donations", operation_id = "listPublicDonations", tag = "donations",
    params(("id" = Uuid, Path, description = "Fund"), PublicDonationsQuery),
    responses((status = 200, description = "One page", body = PublicDonationList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<PublicDonationsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let filter = Filter { fund: Some(FundId(id)), state: Some(DonationState::Confirmed.to_string()), kind: None };
    let everything = Reach { everything: true, ..Reach::default() };
    let page = rows::list(&uow.conn, &everything, &filter, at).await?;
    let around = rows::around(&uow.conn, &page.items).await?;
    // Donations come into these funds only, so an empty page asks whether there is such a fund.
    if page.items.is_empty() {
        community_fund(&uow, id).await?;
    }
    let items = page.items.iter().map(|row| item(row, &around)).collect::<Result<_, _>>()?;
    Reply::ok(&PublicDonationList { items, next: next_cursor(&page) })
}

fn item(row: &Donation, around: &Around) -> Result<PublicDonationView, Problem> {
    Ok(PublicDonationView {
        id: row.id.0,
        number: row.number.clone(),
        kind: DonationKind::read(&row.kind)?,
        donor_name: (!row.anonymous).then(|| row.donor_name.clone()),
        donor_kind: DonorKind::read(&row.donor_kind)?,
        amount: Money::fen(row.amount_fen)?,
        goods: row.goods.clone(),
        purpose: row.purpose.clone(),
        received_on: Date::read(&row.received_on)?,
        handouts: around.handouts.iter().filter(|one| one.donation_id == row.id).map(handout).collect::<Result<_, _>>()?,
    })
}

fn handout(row: &DonationHandout) -> Result<PublicHandoutView, Problem> {
    Ok(PublicHandoutView {
        id: row.id,
        recipient: row.recipient.clone(),
        goods: row.goods.clone(),
        value: Money::fen(row.value_fen)?,
        handed_out_on: Date::read(&row.handed_out_on)?,
    })
}

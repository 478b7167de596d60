//! How a donation looks to staff.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::http::Reply;
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, Date, DonationKind, DonationState, DonorKind, Instant, Money, PersonView, ValueBasis};
use yichuang_domain::rules::donations::DonationKind as Kind;
use yichuang_domain::states::donations::{DonationEvent as Event, DonationMachine};
use yichuang_records::projects::ProjectRefView;
use yichuang_store::donations::{Around, around};
use yichuang_store::record::{Donation, DonationHandout, User};

use super::SECOND_PERSON;

/// The fund a donation comes into.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DonationFundView {
    pub id: Uuid,
    #[schema(example = "TN-SQ")]
    pub code: String,
    #[schema(example = "红梅街道社区公益基金")]
    pub name: String,
}

/// A donation in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DonationSummary {
    pub id: Uuid,
    #[schema(example = "JZ2026-0001")]
    pub number: String,
    pub fund: DonationFundView,
    pub kind: DonationKind,
    #[schema(example = "常州示例餐饮有限公司")]
    pub donor_name: String,
    pub donor_kind: DonorKind,
    /// The public does not see who it was.
    pub anonymous: bool,
    /// Money, or the value of the goods.
    pub amount: Money,
    #[schema(example = "大米 100 袋（10 kg）")]
    pub goods: Option<String>,
    /// What the donor wants it to be used for.
    #[schema(example = "独居老人助餐")]
    pub purpose: Option<String>,
    #[schema(example = "示例餐饮助老专项")]
    pub naming: Option<String>,
    pub naming_until: Option<Date>,
    #[schema(example = "苏财捐0012345678")]
    pub receipt_no: Option<String>,
    pub received_on: Date,
    /// Value of the goods that were handed out.
    pub handed_out: Money,
    pub created_by: PersonView,
    pub confirmed_by: Option<PersonView>,
    pub confirmed_at: Option<Instant>,
    pub state: DonationState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// Goods that were handed out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HandoutView {
    pub id: Uuid,
    #[schema(example = "红梅社区独居老人 20 户")]
    pub recipient: String,
    pub project: Option<ProjectRefView>,
    #[schema(example = "大米 20 袋")]
    pub goods: String,
    pub value: Money,
    pub handed_out_on: Date,
}

/// One donation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DonationView {
    #[serde(flatten)]
    pub summary: DonationSummary,
    #[schema(example = "91320402MA1ABCDE0X")]
    pub donor_uscc: Option<String>,
    /// Of goods: what their value rests on.
    pub value_basis: Option<ValueBasis>,
    #[schema(example = "叁万元整")]
    pub amount_upper: String,
    #[schema(example = "社区义卖所得")]
    pub remark: Option<String>,
    /// The line its money is on, once it is confirmed.
    pub allotment_id: Option<Uuid>,
    /// Why it was refused or taken back.
    pub refusal: Option<String>,
    pub handouts: Vec<HandoutView>,
    pub available_actions: Vec<ActionView>,
}

/// A page of donations, with one query for everything around them.
pub(super) async fn summaries(uow: &Uow, found: &[Donation]) -> Result<Vec<DonationSummary>, Problem> {
    let around = around(&uow.conn, found).await?;
    found.iter().map(|row| summary(row, &around)).collect()
}

fn summary(row: &Donation, around: &Around) -> Result<DonationSummary, Problem> {
    let fund = around.funds.iter().find(|fund| fund.id == row.fund_id);
    let fund = fund.ok_or_else(|| Problem::internal("a donation without its fund"))?;
    Ok(DonationSummary {
        id: row.id.0,
        number: row.number.clone(),
        fund: DonationFundView { id: fund.id.0, code: fund.code.clone(), name: fund.name.clone() },
        kind: DonationKind::read(&row.kind)?,
        donor_name: row.donor_name.clone(),
        donor_kind: DonorKind::read(&row.donor_kind)?,
        anonymous: row.anonymous,
        amount: Money::fen(row.amount_fen)?,
        goods: row.goods.clone(),
        purpose: row.purpose.clone(),
        naming: row.naming.clone(),
        naming_until: Date::maybe(row.naming_until.as_deref())?,
        receipt_no: row.receipt_no.clone(),
        received_on: Date::read(&row.received_on)?,
        handed_out: Money::fen(row.handed_out_fen)?,
        created_by: named(&around.people, row.created_by),
        confirmed_by: row.confirmed_by.map(|id| named(&around.people, id)),
        confirmed_at: Instant::maybe(row.confirmed_at)?,
        state: DonationState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
    })
}

fn handouts(row: &Donation, around: &Around) -> Result<Vec<HandoutView>, Problem> {
    around.handouts.iter().filter(|one| one.donation_id == row.id).map(|one| handout(one, around)).collect()
}

fn handout(row: &DonationHandout, around: &Around) -> Result<HandoutView, Problem> {
    let project = row.project_id.and_then(|id| around.projects.iter().find(|project| project.id == id));
    Ok(HandoutView {
        id: row.id,
        recipient: row.recipient.clone(),
        project: project.map(Into::into),
        goods: row.goods.clone(),
        value: Money::fen(row.value_fen)?,
        handed_out_on: Date::read(&row.handed_out_on)?,
    })
}

pub(super) async fn reply(uow: &Uow, row: &Donation) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

pub(super) async fn view(uow: &Uow, row: &Donation) -> Result<DonationView, Problem> {
    let around = around(&uow.conn, std::slice::from_ref(row)).await?;
    let summary = summary(row, &around)?;
    Ok(DonationView {
        donor_uscc: row.donor_uscc.clone(),
        value_basis: row.value_basis.as_deref().map(ValueBasis::read).transpose()?,
        amount_upper: summary.amount.0.upper(),
        remark: row.remark.clone(),
        allotment_id: row.allotment_id.map(|id| id.0),
        refusal: row.refusal.clone(),
        handouts: handouts(row, &around)?,
        available_actions: actions(uow, row, &around.people)?,
        summary,
    })
}

fn actions(uow: &Uow, row: &Donation, people: &[User]) -> Result<Vec<ActionView>, Problem> {
    let Some(who) = &uow.who else { return Ok(Vec::new()) };
    let maker = people.iter().find(|user| user.id == row.created_by).map(|user| user.person_id);
    let other = maker != Some(who.person);
    let mut offers = vec![
        Offer::new(Event::Confirm, "confirmDonation").needs(other, "same_person", SECOND_PERSON),
        Offer::new(Event::Reject, "rejectDonation"),
    ];
    if row.created_by == who.user {
        offers.push(Offer::new(Event::Withdraw, "withdrawDonation"));
    }
    if row.kind == Kind::InKind.as_str() {
        let left = row.handed_out_fen < row.amount_fen;
        offers.push(Offer::new(Event::HandOut, "handOutDonation").needs(left, "nothing_left", "Everything was handed out"));
    }
    available::<DonationMachine>(uow, &row.state, &Place::area(&row.area_path), offers)
}

//! A community fund with donations: money for a purpose, money of somebody unnamed, goods of which some were handed out, and
//! one donation that waits for its second hand.

use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, DonationKind, DonorKind, Money, ValueBasis};
use yichuang_domain::money::Fen;
use yichuang_domain::rules::donations::{DonationKind as Kind, DonorKind as Donor, ValueBasis as Basis};
use yichuang_funds::donations::create::DonationInput;
use yichuang_funds::donations::hand_out::HandoutInput;
use yichuang_funds::donations::{confirm, create, hand_out};
use yichuang_funds::funds;
use yichuang_store::record::{Area, Donation};

use super::ago;
use crate::import::{Cast, acting};

pub(super) async fn load(uow: &Uow, cast: &Cast, district: &Area) -> Result<(), Problem> {
    let maker = acting(uow, &cast.maker, ago(uow, 6, 3)).await?;
    let fund = funds::create::FundInput {
        code: format!("DEMO-SQ-{}", uow.today().year()),
        name: "红梅街道社区公益基金（演示数据）".to_owned(),
        source: "community_fund".to_owned(),
        area_code: district.code.clone(),
        year_end_policy: None,
    };
    let fund = funds::create::run(&maker, &fund, true).await?.id;
    for input in given(&maker)? {
        let waits = input.remark.is_some();
        let row = create::run(&maker, fund, &input).await?;
        if waits {
            continue;
        }
        let checker = acting(uow, &cast.checker, ago(uow, 6, 4)).await?;
        let row = confirm::run(&checker, row.id, IfMatch::version(row.version)).await?;
        if input.kind.0 == Kind::InKind {
            handed_out(&maker, &row).await?;
        }
    }
    Ok(())
}

/// What was given; what has a remark waits for its second hand.
fn given(uow: &Uow) -> Result<[DonationInput; 4], Problem> {
    let base = |donor_name: &str, donor: Donor, fen: i64| {
        Ok::<_, Problem>(DonationInput {
            kind: DonationKind(Kind::Cash),
            donor_name: donor_name.to_owned(),
            donor_kind: DonorKind(donor),
            donor_uscc: None,
            anonymous: false,
            amount: Money(Fen::new(fen).map_err(Problem::internal)?),
            goods: None,
            value_basis: None,
            purpose: None,
            naming: None,
            naming_until: None,
            receipt_no: None,
            received_on: Date(uow.today()),
            remark: None,
        })
    };
    let until = Date(uow.today().plus_days(365).map_err(Problem::internal)?);
    Ok([
        DonationInput {
            purpose: Some("独居老人助餐".to_owned()),
            naming: Some("示例餐饮助老专项".to_owned()),
            naming_until: Some(until),
            receipt_no: Some("演示票据0001".to_owned()),
            ..base("常州示例餐饮有限公司（演示）", Donor::Enterprise, 5_000_000)?
        },
        DonationInput { anonymous: true, ..base("演示热心居民", Donor::Person, 200_000)? },
        DonationInput {
            kind: DonationKind(Kind::InKind),
            goods: Some("大米 100 袋（每袋 10 kg）".to_owned()),
            value_basis: Some(ValueBasis(Basis::Invoice)),
            ..base("天宁区示例粮油商行（演示）", Donor::Enterprise, 500_000)?
        },
        DonationInput {
            remark: Some("社区义卖所得（演示数据）".to_owned()), ..base("红梅社区义卖（演示）", Donor::Group, 356_850)?
        },
    ])
}

async fn handed_out(uow: &Uow, row: &Donation) -> Result<(), Problem> {
    let input = HandoutInput {
        recipient: "红梅社区独居老人 40 户（演示数据）".to_owned(),
        project_id: None,
        goods: "大米 40 袋".to_owned(),
        value: Money(Fen::new(200_000).map_err(Problem::internal)?),
        handed_out_on: Date(uow.today()),
    };
    hand_out::run(uow, row.id, IfMatch::version(row.version), &input).await?;
    Ok(())
}

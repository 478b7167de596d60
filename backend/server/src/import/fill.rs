//! What a round file leaves out, generated the same way every time and marked as demonstration data.

use sha2::{Digest, Sha256};
use yichuang_applications::proposals::document::{
    ProposalBeneficiary, ProposalBudgetInput, ProposalBudgetLineInput, ProposalContentInput, ProposalIndicator,
};
use yichuang_applications::proposals::update::ProposalChangeInput;
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, Money};
use yichuang_domain::cnaps::Cnaps;
use yichuang_domain::money::{Fen, Rounding};
use yichuang_domain::reviews::Units;
use yichuang_domain::rules::OrganisationKind;
use yichuang_domain::schemes::{Criterion, Scheme};
use yichuang_domain::time::Day;
use yichuang_domain::uscc::{OrganisationKind as UsccKind, Uscc};
use yichuang_registration::organisations::create::{OrganisationDetails, OrganisationInput};
use yichuang_registration::organisations::set_bank_account::BankAccountInput;

/// Marks every generated text.
const MARK: &str = "（演示数据）";

fn digest(seed: &str) -> [u8; 32] {
    Sha256::digest(seed.as_bytes()).into()
}

/// The kind of an organisation, as its name tells it.
fn kind(name: &str) -> (OrganisationKind, UsccKind) {
    if name.contains("基金会") {
        (OrganisationKind::Foundation, UsccKind::Foundation)
    } else if ["协会", "学会", "联合会", "商会", "促进会"].iter().any(|end| name.ends_with(end)) {
        (OrganisationKind::Association, UsccKind::Association)
    } else {
        (OrganisationKind::Service, UsccKind::SocialService)
    }
}

/// A registration; the credit code is valid and belongs to nobody.
pub fn organisation(name: &str, area_code: &str, seed: &str, before: Day) -> Result<OrganisationInput, Problem> {
    let (kind, code_kind) = kind(name);
    let district = area_code.get(..6).unwrap_or("000000");
    let uscc = Uscc::for_demonstration(code_kind, district, &digest(seed)).map_err(Problem::internal)?;
    let registered = Day::new(before.year() - 5, 3, 1).map_err(Problem::internal)?;
    let graded = Day::new(before.year() - 2, 7, 1).map_err(Problem::internal)?;
    Ok(OrganisationInput {
        name: name.to_owned(),
        uscc: uscc.as_str().to_owned(),
        kind: kind.as_str().to_owned(),
        area_code: area_code.to_owned(),
        details: OrganisationDetails {
            registry: Some(format!("登记管理机关{MARK}")),
            registered_on: Some(Some(Date(registered))),
            charter_scope: Some(format!("公益服务{MARK}")),
            legal_representative: Some(format!("法定代表人{}{MARK}", &uscc.as_str()[14..])),
            contact_name: Some(format!("联系人{MARK}")),
            contact_phone: Some("000-00000000".to_owned()),
            contact_email: Some(format!("org-{}@demo.yichuang.example", &uscc.as_str()[8..].to_lowercase())),
            assessment_grade: Some(Some("4A".to_owned())),
            grade_valid_from: Some(Some(Date(graded))),
            grade_valid_until: None,
            inspections_passed: Some(3),
        },
    })
}

/// A bank account with a number that no bank gives out and a branch number whose check digit fits.
pub fn bank_account(name: &str, seed: &str) -> Result<BankAccountInput, Problem> {
    let bytes = digest(&format!("{seed}|account"));
    let digits: String = bytes[..14].iter().map(|byte| char::from(b'0' + byte % 10)).collect();
    let mut branch = *b"10500000000";
    for (place, byte) in branch[3..].iter_mut().zip(&bytes[14..]) {
        *place = b'0' + byte % 10;
    }
    let cnaps = Cnaps::with_check_digit(&branch).map_err(Problem::internal)?;
    Ok(BankAccountInput {
        account_name: name.to_owned(),
        account_number: format!("6200{digits}"),
        bank_name: format!("示例银行第{}支行{MARK}", bytes[31]),
        cnaps: cnaps.to_string(),
    })
}

/// A proposal for exactly this amount that keeps every rule of the scheme.
pub fn proposal(scheme: &Scheme, title: &str, category: Option<&str>, amount: Fen) -> Result<ProposalChangeInput, Problem> {
    let text = |what: &str| Some(format!("{what}{MARK}"));
    let category = category.filter(|code| scheme.categories.iter().any(|known| known.code == *code));
    let category = category.or(scheme.categories.first().map(|first| first.code.as_str()));
    Ok(ProposalChangeInput {
        title: Some(title.to_owned()),
        category: category.map(str::to_owned),
        content: Some(ProposalContentInput {
            summary: Some(format!("{title}{MARK}")),
            need: text("来自社区走访与居民议事的需求"),
            goals: text("一年内完成服务目标，居民满意度不低于85%"),
            activities: text("按月开展服务活动"),
            team: text("持证社工与志愿者团队"),
            risks: text("人员流动：建立后备名单"),
        }),
        indicators: Some(vec![ProposalIndicator {
            name: format!("服务人数{MARK}"),
            unit: "人".to_owned(),
            baseline: "0".to_owned(),
            target: "200".to_owned(),
        }]),
        beneficiaries: Some(vec![ProposalBeneficiary { kind: format!("居民{MARK}"), head_count: 200 }]),
        budget: Some(budget(scheme, amount)?),
        ..ProposalChangeInput::default()
    })
}

fn budget(scheme: &Scheme, amount: Fen) -> Result<ProposalBudgetInput, Problem> {
    let free = scheme.budget.lines.iter().filter(|line| !line.forbidden && line.max_share_bp.is_none() && line.max_unit_price.is_none());
    let subjects: Vec<&str> = free.map(|line| line.subject.as_str()).take(2).collect();
    let (Some(first), second) = (subjects.first(), subjects.get(1)) else {
        return Err(Problem::refused("no_free_subject", "The scheme has no budget subject without a limit of its own"));
    };
    let smaller = amount.mul_ratio(3, 10, Rounding::HalfUp).map_err(Problem::internal)?;
    let larger = amount.checked_sub(smaller).map_err(Problem::internal)?;
    let parts = match second {
        Some(second) if !smaller.is_zero() => vec![(*first, larger), (*second, smaller)],
        _ => vec![(*first, amount)],
    };
    let own = matching(scheme, amount)?;
    let matched = if own.is_zero() { Vec::new() } else { vec![(*first, own)] };
    let lines = |parts: Vec<(&str, Fen)>| parts.into_iter().map(|(subject, sum)| line(subject, sum)).collect();
    Ok(ProposalBudgetInput { grant: Some(lines(parts)), matching: Some(lines(matched)) })
}

/// Enough matching money for the least share the scheme asks, and for its cap on the grant's share of the whole.
fn matching(scheme: &Scheme, amount: Fen) -> Result<Fen, Problem> {
    let least = ceil(amount, i64::from(scheme.budget.matching_min_bp), 10_000)?;
    let share = scheme.budget.cap_share_bp.map_or(Ok(Fen::ZERO), |bp| ceil(amount, 10_000 - i64::from(bp), i64::from(bp)))?;
    Ok(least.max(share))
}

fn ceil(amount: Fen, num: i64, den: i64) -> Result<Fen, Problem> {
    let product = i128::from(amount.get()) * i128::from(num);
    let fen = (product + i128::from(den) - 1) / i128::from(den);
    i64::try_from(fen).map_err(Problem::internal).and_then(|fen| Fen::new(fen).map_err(Problem::internal))
}

fn line(subject: &str, sum: Fen) -> ProposalBudgetLineInput {
    ProposalBudgetLineInput {
        subject: subject.to_owned(),
        content: format!("项目支出{MARK}"),
        unit_price: Money(sum),
        quantity: "1".to_owned(),
        subtotal: Some(Money(sum)),
        proof: None,
    }
}

/// A score that keeps the published order: high for the first place, lower for the next, never below 70 %.
pub fn score(criterion: &Criterion, place: usize, places: usize, seat: usize) -> Result<String, Problem> {
    let parse = |text: &str| Units::parse(text).map(Units::get).map_err(Problem::internal);
    let (min, max, step) = (parse(&criterion.min)?, parse(&criterion.max)?, parse(&criterion.step)?);
    let steps = i64::from((max - min) / step.max(1));
    let place = i64::try_from(place).map_err(Problem::internal)?;
    let places = i64::try_from(places.max(1)).map_err(Problem::internal)?;
    let seat = i64::try_from(seat % 2).map_err(Problem::internal)?;
    let taken = (steps * (9_800 - 2_500 * place / places) / 10_000 - seat).clamp(steps * 7 / 10, steps);
    let units = min + i32::try_from(taken).map_err(Problem::internal)? * step;
    Ok(format!("{}.{:02}", units / 100, units % 100))
}

//! What staff write about a need: the published wording, whom it concerns, and its money.

use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::problem::Problem;
use yichuang_base::wire::{Date, Money, NeedCategory, NeedUrgency};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::needs::check_money;
use yichuang_store::record::Need;

/// The fields of a need; those left out stay as they are.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct NeedFields {
    /// The published heading, without anything personal.
    #[schema(max_length = 100, example = "社区老人助餐点")]
    pub title: Option<String>,
    /// The published description, without anything personal.
    #[schema(max_length = 4000, example = "社区60岁以上独居老人较多，附近没有就餐点，希望设立助餐点")]
    pub description: Option<String>,
    pub category: Option<NeedCategory>,
    /// Whom it concerns.
    #[schema(max_length = 100, example = "60岁以上独居老人")]
    pub target_group: Option<String>,
    /// How many people it concerns.
    #[schema(minimum = 0, maximum = 10_000_000, example = 120)]
    pub head_count: Option<i32>,
    pub urgency: Option<NeedUrgency>,
    /// What a project that answers it may cost.
    #[schema(value_type = Option<String>, pattern = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", example = "66000.00")]
    pub amount: Option<Money>,
    /// What the organisation must raise itself, at least.
    #[schema(value_type = Option<String>, pattern = r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", example = "6600.00")]
    pub self_raised_min: Option<Money>,
    /// How many organisations must apply at least.
    #[schema(minimum = 1, maximum = 1000, example = 3)]
    pub min_applicants: Option<i32>,
    /// First day of the time in which it is to be met.
    pub starts_on: Option<Date>,
    /// Last day of it.
    pub ends_on: Option<Date>,
}

impl NeedFields {
    /// The need with what was sent; every fault of the whole at once.
    pub(super) fn applied(&self, before: Need) -> Result<Need, Problem> {
        let text = |sent: &Option<String>, kept: String| sent.as_deref().map_or(kept, |text| text.trim().to_owned());
        let after = Need {
            title: text(&self.title, before.title),
            description: text(&self.description, before.description),
            category: self.category.map(|category| category.0.to_string()).or(before.category),
            target_group: text(&self.target_group, before.target_group),
            head_count: self.head_count.or(before.head_count),
            urgency: self.urgency.map_or(before.urgency, |urgency| urgency.0.to_string()),
            amount_fen: self.amount.map(|amount| amount.0.get()).or(before.amount_fen),
            self_raised_min_fen: self.self_raised_min.map(|amount| amount.0.get()).or(before.self_raised_min_fen),
            min_applicants: self.min_applicants.or(before.min_applicants),
            starts_on: self.starts_on.map(|day| day.0.to_string()).or(before.starts_on),
            ends_on: self.ends_on.map(|day| day.0.to_string()).or(before.ends_on),
            ..before
        };
        let faults = faults(&after)?;
        if faults.is_empty() { Ok(after) } else { Err(Problem::faults(faults)) }
    }
}

fn faults(need: &Need) -> Result<Vec<Fault>, Problem> {
    let money = |fen: Option<i64>| fen.map(Fen::new).transpose().map_err(Problem::internal);
    let mut faults = check_money(money(need.amount_fen)?, money(need.self_raised_min_fen)?);
    if need.amount_fen == Some(0) {
        faults.push(Fault::new("/amount", "not_positive", "An amount is above zero"));
    }
    if let (Some(first), Some(last)) = (&need.starts_on, &need.ends_on)
        && last < first
    {
        let fault = Fault::new("/ends_on", "ends_before_start", "It ends before it begins");
        faults.push(fault.with_limit(first).with_actual(last));
    }
    Ok(faults)
}

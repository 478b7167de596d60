//! Where a budget stands against every limit of its scheme, kept or not: what the pages draw as bars.

use std::collections::BTreeMap;

use super::{BudgetCase, OrganisationKind};
use crate::ledger::yuan;
use crate::money::WHOLE_BP;
use crate::schemes::{OverCap, Scheme};
use crate::string_enum;

string_enum! {
    /// What a limit of a budget is about.
    pub enum LimitKind {
        Cap "cap" "资助上限" "The most one project may ask for";
        Floor "floor" "资助下限" "The least one project may ask for";
        CapShare "cap_share" "资助占比上限" "The largest share of the grant in the whole budget";
        Matching "matching" "配套下限" "The least matching money";
        Subject "subject" "科目占比上限" "The largest share of the lines of one subject in the grant";
        UnitPrice "unit_price" "单价上限" "The highest price of one unit of a line";
    }
}

string_enum! {
    /// On which side of a limit a figure must stay.
    pub enum LimitBound {
        Upper "upper" "不超过" "Must not be passed";
        Lower "lower" "不低于" "Must be reached";
    }
}

/// One limit and the figure that was found, both in yuan; the limit is rounded to the fen that still fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLimit {
    /// What it is about.
    pub kind: LimitKind,
    /// Which side is allowed.
    pub bound: LimitBound,
    /// Where the figure stands in the budget: `/requested`, `/matching`, `/grant/3`, ….
    pub pointer: String,
    /// The subject of the line or lines, where the limit is one of a subject.
    pub subject: Option<String>,
    /// The share behind the limit in basis points, where it is one.
    pub share_bp: Option<u32>,
    /// The limit.
    pub limit: String,
    /// The figure.
    pub actual: String,
    /// False if the limit is passed or missed.
    pub kept: bool,
    /// True if passing it does not refuse the proposal: an award is cut down to it.
    pub trims: bool,
}

/// Every limit of the scheme that applies to this budget, with the figure beside it.
#[must_use]
pub fn budget_limits(scheme: &Scheme, case: &BudgetCase<'_>) -> Vec<BudgetLimit> {
    let mut limits = Vec::new();
    totals(&mut limits, scheme, case);
    shares(&mut limits, scheme, case);
    prices(&mut limits, scheme, case);
    limits
}

fn limit(kind: LimitKind, pointer: &str, limit: i128, actual: i128, kept: bool) -> BudgetLimit {
    let bound = if matches!(kind, LimitKind::Floor | LimitKind::Matching) { LimitBound::Lower } else { LimitBound::Upper };
    let (limit, actual) = (yuan(limit), yuan(actual));
    BudgetLimit { kind, bound, pointer: pointer.to_owned(), subject: None, share_bp: None, limit, actual, kept, trims: false }
}

fn totals(limits: &mut Vec<BudgetLimit>, scheme: &Scheme, case: &BudgetCase<'_>) {
    let (requested, rules) = (i128::from(case.requested.get()), &scheme.budget);
    let trims = rules.over_cap == OverCap::Trim;
    if let Some(cap) = scheme.cap_of(case.track, case.organisation_kind == OrganisationKind::FiledGroup) {
        let cap = i128::from(cap.get());
        limits.push(BudgetLimit { trims, ..limit(LimitKind::Cap, "/requested", cap, requested, requested <= cap) });
    }
    if let Some(floor) = rules.floor_per_project.map(|floor| i128::from(floor.get())) {
        limits.push(limit(LimitKind::Floor, "/requested", floor, requested, requested >= floor));
    }
}

fn shares(limits: &mut Vec<BudgetLimit>, scheme: &Scheme, case: &BudgetCase<'_>) {
    let (whole, rules) = (i128::from(WHOLE_BP), &scheme.budget);
    let requested = i128::from(case.requested.get());
    let matching: i128 = case.document.matching.iter().map(|line| i128::from(line.subtotal.get())).sum();
    if let Some(share) = rules.cap_share_bp {
        let bound = i128::from(share) * (requested + matching);
        let found = limit(LimitKind::CapShare, "/requested", bound.div_euclid(whole), requested, requested * whole <= bound);
        limits.push(BudgetLimit { share_bp: Some(share), trims: rules.over_cap == OverCap::Trim, ..found });
    }
    if rules.matching_min_bp > 0 {
        let least = i128::from(rules.matching_min_bp) * requested;
        let found = limit(LimitKind::Matching, "/matching", (least + whole - 1) / whole, matching, matching * whole >= least);
        limits.push(BudgetLimit { share_bp: Some(rules.matching_min_bp), ..found });
    }
    let mut sums: BTreeMap<&str, (usize, i128)> = BTreeMap::new();
    for (index, line) in case.document.grant.iter().enumerate() {
        sums.entry(&line.subject).or_insert((index, 0)).1 += i128::from(line.subtotal.get());
    }
    for rule in &rules.lines {
        let Some(share) = rule.max_share_bp else { continue };
        let (pointer, sum) =
            sums.get(rule.subject.as_str()).map_or(("/grant".to_owned(), 0), |(index, sum)| (format!("/grant/{index}"), *sum));
        let bound = i128::from(share) * requested;
        let found = limit(LimitKind::Subject, &pointer, bound.div_euclid(whole), sum, sum * whole <= bound);
        limits.push(BudgetLimit { subject: Some(rule.subject.clone()), share_bp: Some(share), ..found });
    }
}

fn prices(limits: &mut Vec<BudgetLimit>, scheme: &Scheme, case: &BudgetCase<'_>) {
    for (index, line) in case.document.grant.iter().enumerate() {
        let rule = scheme.budget.lines.iter().find(|rule| rule.subject == line.subject);
        let Some(max) = rule.and_then(|rule| rule.max_unit_price) else { continue };
        let (max, price) = (i128::from(max.get()), i128::from(line.unit_price.get()));
        let found = limit(LimitKind::UnitPrice, &format!("/grant/{index}/unit_price"), max, price, price <= max);
        limits.push(BudgetLimit { subject: Some(line.subject.clone()), ..found });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;
    use crate::rules::{BudgetDocument, BudgetLine, check_budget};

    fn line(subject: &str, price: &str) -> BudgetLine {
        let price = Fen::parse(price).unwrap();
        BudgetLine {
            subject: subject.to_owned(),
            content: "内容".to_owned(),
            unit_price: price,
            quantity: "1".to_owned(),
            subtotal: price,
            proof: None,
        }
    }

    fn limits(document: &BudgetDocument, requested: &str) -> (Vec<BudgetLimit>, usize) {
        let scheme = Scheme::default();
        let requested = Fen::parse(requested).unwrap();
        let case = BudgetCase { track: "standard", organisation_kind: OrganisationKind::Service, requested, document };
        (budget_limits(&scheme, &case), check_budget(&scheme, &case).len())
    }

    #[test]
    fn every_limit_shows_its_figure_and_those_not_kept_are_exactly_the_faults() {
        let document = BudgetDocument {
            grant: vec![line("personnel", "100.00"), line("expert", "600.00")],
            matching: vec![line("activity", "69.99")],
        };
        let (found, faults) = limits(&document, "700.00");
        let said: Vec<_> = found.iter().map(|one| (one.kind.as_str(), one.limit.as_str(), one.actual.as_str(), one.kept)).collect();
        assert_eq!(
            said,
            [
                ("cap", "150000.00", "700.00", true),
                ("matching", "70.00", "69.99", false),
                ("subject", "350.00", "100.00", true),
                ("unit_price", "500.00", "600.00", false),
            ]
        );
        assert_eq!(faults, found.iter().filter(|one| !one.kept).count());
    }
}

//! A proposal's budget against its scheme.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::OrganisationKind;
use crate::fault::Fault;
use crate::ledger::yuan;
use crate::money::{Fen, MoneyError, WHOLE_BP, parse_hundredths};
use crate::schemes::{LineRule, OverCap, Scheme};

/// The two tables of a budget.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetDocument {
    /// What the grant pays for.
    pub grant: Vec<BudgetLine>,
    /// What matching money pays for.
    pub matching: Vec<BudgetLine>,
}

/// One line of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// The code of the subject (预算科目), one of the scheme's.
    pub subject: String,
    /// What exactly is paid for.
    pub content: String,
    /// The price of one unit, in yuan.
    pub unit_price: Fen,
    /// How many units: a decimal string above zero with at most two decimals.
    pub quantity: String,
    /// Unit price times quantity, exactly.
    pub subtotal: Fen,
    /// Where matching money comes from, and what shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

/// What shows that matching money is real.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Proof {
    /// Who gives it.
    pub source: String,
    /// The number of the invoice, the agreement or the donation receipt.
    pub number: String,
    /// The id of the attached file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_id: Option<String>,
}

/// A budget and what its limits depend on.
#[derive(Debug, Clone, Copy)]
pub struct BudgetCase<'a> {
    /// The code of the track of the proposal.
    pub track: &'a str,
    /// The kind of the organisation that applies.
    pub organisation_kind: OrganisationKind,
    /// The requested grant, in yuan.
    pub requested: Fen,
    /// The two tables.
    pub document: &'a BudgetDocument,
}

/// Every rule of the scheme that the budget breaks; empty if it can be submitted.
///
/// Pointers: `/requested`, `/grant/0/subtotal`, `/matching/2/quantity`, …. Shares are compared by
/// multiplication, so nothing is rounded; a limit that is shown is rounded to the fen that still fits.
#[must_use]
pub fn check_budget(scheme: &Scheme, case: &BudgetCase<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let document = case.document;
    if document.grant.is_empty() {
        faults.push(Fault::new("/grant", "empty", "the budget must have at least one grant line"));
    }
    for (table, lines) in [("grant", &document.grant), ("matching", &document.matching)] {
        for (index, line) in lines.iter().enumerate() {
            check_line(&mut faults, scheme, line, &format!("/{table}/{index}"), table == "grant");
        }
    }
    check_proofs(&mut faults, scheme, &document.matching);
    check_totals(&mut faults, scheme, case);
    check_shares(&mut faults, scheme, case);
    faults
}

/// Unit price times quantity.
///
/// [`MoneyError::TooPrecise`] if the product is no whole number of fen: it is never rounded.
pub fn line_subtotal(unit_price: Fen, quantity: &str) -> Result<Fen, MoneyError> {
    let hundredths = parse_hundredths(quantity, 9)?;
    let product = i128::from(unit_price.get()) * i128::from(hundredths);
    if product % 100 != 0 {
        return Err(MoneyError::TooPrecise);
    }
    i64::try_from(product / 100).map_err(|_| MoneyError::OutOfRange).and_then(Fen::new)
}

fn check_line(faults: &mut Vec<Fault>, scheme: &Scheme, line: &BudgetLine, pointer: &str, paid_by_grant: bool) {
    let rule = scheme.budget.lines.iter().find(|rule| rule.subject == line.subject);
    match rule {
        None => {
            let detail = "the scheme has no such subject";
            let fault = Fault::new(format!("{pointer}/subject"), "unknown_subject", detail);
            faults.push(fault.with_actual(&*line.subject));
        }
        Some(rule) if paid_by_grant => check_rule(faults, rule, line, pointer),
        Some(_) => {}
    }
    if line.content.trim().is_empty() {
        faults.push(Fault::new(format!("{pointer}/content"), "empty", "must say what is paid for"));
    }
    if line.unit_price <= Fen::ZERO {
        let fault = Fault::new(format!("{pointer}/unit_price"), "not_positive", "must be above zero");
        faults.push(fault.with_limit("0.01").with_actual(line.unit_price.to_string()));
    }
    check_product(faults, line, pointer);
}

fn check_rule(faults: &mut Vec<Fault>, rule: &LineRule, line: &BudgetLine, pointer: &str) {
    if rule.forbidden {
        let detail = "the grant must not pay for this subject";
        let fault = Fault::new(format!("{pointer}/subject"), "forbidden_subject", detail);
        faults.push(fault.with_actual(&*line.subject));
    }
    if let Some(max) = rule.max_unit_price.filter(|max| line.unit_price > *max) {
        let detail = "the unit price is above the limit of its subject";
        let fault = Fault::new(format!("{pointer}/unit_price"), "unit_price_too_high", detail);
        faults.push(fault.with_limit(max.to_string()).with_actual(line.unit_price.to_string()));
    }
}

/// From the amount of the scheme on, matching money names its source, and a number or a file shows it; a file alone where
/// the scheme says so.
fn check_proofs(faults: &mut Vec<Fault>, scheme: &Scheme, lines: &[BudgetLine]) {
    let Some(from) = scheme.budget.matching_proof_from else { return };
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.subtotal >= from) {
        let proof = line.proof.clone().unwrap_or_default();
        let mut missing = |field: &str, code: &str, detail: &str| {
            let fault = Fault::new(format!("/matching/{index}/proof/{field}"), code, detail);
            faults.push(fault.with_limit(from.to_string()).with_actual(line.subtotal.to_string()));
        };
        if proof.source.trim().is_empty() {
            missing("source", "source_missing", "a matching line of this amount must say where the money comes from");
        }
        if scheme.budget.matching_proof_file && proof.file_id.is_none() {
            missing("file_id", "proof_file_missing", "a matching line of this amount needs the file of its proof");
        } else if proof.number.trim().is_empty() && proof.file_id.is_none() {
            missing("number", "proof_missing", "a matching line of this amount needs the number of a proof, or its file");
        }
    }
}

fn check_product(faults: &mut Vec<Fault>, line: &BudgetLine, pointer: &str) {
    let quantity = format!("{pointer}/quantity");
    let subtotal = format!("{pointer}/subtotal");
    match parse_hundredths(&line.quantity, 9) {
        Err(error) => {
            let detail = "must be a number above zero with at most two decimals";
            faults.push(Fault::new(quantity, error.code(), detail).with_actual(&*line.quantity));
            return;
        }
        Ok(number) if number <= 0 => {
            let fault = Fault::new(quantity, "not_positive", "must be above zero");
            faults.push(fault.with_limit("0.01").with_actual(&*line.quantity));
            return;
        }
        Ok(_) => {}
    }
    match line_subtotal(line.unit_price, &line.quantity) {
        Ok(expected) if expected == line.subtotal => {}
        Ok(expected) => {
            let detail = "must be unit price times quantity";
            let fault = Fault::new(subtotal, "subtotal_mismatch", detail);
            faults.push(fault.with_limit(expected.to_string()).with_actual(line.subtotal.to_string()));
        }
        Err(MoneyError::TooPrecise) => {
            let detail = "unit price times quantity is no whole number of fen";
            let fault = Fault::new(subtotal, "not_whole_fen", detail);
            faults.push(fault.with_actual(format!("{} * {}", line.unit_price, line.quantity)));
        }
        Err(error) => {
            let detail = "unit price times quantity is beyond the range of money";
            faults.push(Fault::new(subtotal, error.code(), detail));
        }
    }
}

fn check_totals(faults: &mut Vec<Fault>, scheme: &Scheme, case: &BudgetCase<'_>) {
    let (requested, rules) = (case.requested, &scheme.budget);
    if requested <= Fen::ZERO {
        let fault = Fault::new("/requested", "not_positive", "must be above zero");
        faults.push(fault.with_limit("0.01").with_actual(requested.to_string()));
    }
    let grant = total(&case.document.grant);
    if grant != i128::from(requested.get()) {
        let detail = "the grant lines must add up to the requested grant";
        let fault = Fault::new("/grant", "sum_mismatch", detail);
        faults.push(fault.with_limit(requested.to_string()).with_actual(yuan(grant)));
    }
    if let Some(floor) = rules.floor_per_project.filter(|floor| requested < *floor) {
        let detail = "the requested grant is below the floor of a project";
        let fault = Fault::new("/requested", "below_floor", detail);
        faults.push(fault.with_limit(floor.to_string()).with_actual(requested.to_string()));
    }
    let cap = scheme.cap_of(case.track, case.organisation_kind == OrganisationKind::FiledGroup);
    if let Some(cap) = cap.filter(|cap| requested > *cap && rules.over_cap == OverCap::Refuse) {
        let detail = "the requested grant is above the cap of a project";
        let fault = Fault::new("/requested", "over_cap", detail);
        faults.push(fault.with_limit(cap.to_string()).with_actual(requested.to_string()));
    }
}

fn check_shares(faults: &mut Vec<Fault>, scheme: &Scheme, case: &BudgetCase<'_>) {
    let (whole, rules) = (i128::from(WHOLE_BP), &scheme.budget);
    let requested = i128::from(case.requested.get());
    let matching = total(&case.document.matching);
    if let Some(share) = rules.cap_share_bp.map(i128::from)
        && rules.over_cap == OverCap::Refuse
        && requested * whole > share * (requested + matching)
    {
        let limit = yuan((share * (requested + matching)).div_euclid(whole));
        let detail = "the requested grant is too large a share of the project's whole budget";
        let fault = Fault::new("/requested", "over_cap_share", detail);
        faults.push(fault.with_limit(limit).with_actual(yuan(requested)));
    }
    let least = i128::from(rules.matching_min_bp) * requested;
    if matching * whole < least {
        let limit = yuan((least + whole - 1).div_euclid(whole));
        let detail = "the matching money is less than its least share of the requested grant";
        let fault = Fault::new("/matching", "matching_too_low", detail);
        faults.push(fault.with_limit(limit).with_actual(yuan(matching)));
    }
    let mut by_subject: BTreeMap<&str, (usize, i128)> = BTreeMap::new();
    for (index, line) in case.document.grant.iter().enumerate() {
        by_subject.entry(&line.subject).or_insert((index, 0)).1 += i128::from(line.subtotal.get());
    }
    for rule in &rules.lines {
        let Some((share, &(index, sum))) = rule.max_share_bp.map(i128::from).zip(by_subject.get(rule.subject.as_str())) else {
            continue;
        };
        if sum * whole > share * requested {
            let limit = yuan((share * requested).div_euclid(whole));
            let detail = "the lines of this subject are too large a share of the requested grant";
            let fault = Fault::new(format!("/grant/{index}"), "subject_share_too_high", detail);
            faults.push(fault.with_limit(limit).with_actual(yuan(sum)));
        }
    }
}

fn total(lines: &[BudgetLine]) -> i128 {
    lines.iter().map(|line| i128::from(line.subtotal.get())).sum()
}

#[cfg(test)]
mod tests;

//! The published file of a call (`review-bundle/1`): everything its results and awards follow from, and the check that
//! they do. Nothing but the file is needed, and the first thing that does not follow is named.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::correction::CorrectionReason;
use super::lottery::{lottery_commitment, lottery_order, lottery_seed};
use super::plan::{Contender, Fate, FundingMethod, FundingRules, Share, plan};
use super::recompute::recompute;
use crate::fault::pointer_step;
use crate::money::Fen;
use crate::schemes::{canonical_json, sha256_hex};

/// The name and version of the form.
pub const BUNDLE_FORMAT: &str = "review-bundle/1";

/// How awards follow from the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleDecision {
    /// Method, money and limits.
    pub rules: FundingRules,
    /// The ranked proposals, ties in the decided order.
    pub ranked: Vec<Contender>,
    /// The proposals whose ties a vote or a lottery decided.
    pub decided: BTreeSet<String>,
    /// What each of them gets.
    pub shares: Vec<Share>,
    /// The sum of all awards.
    pub total: Fen,
    /// Why the awards are not those of the strict order; nothing where they are.
    pub deviation_reason: Option<String>,
}

/// A lottery inside one tie group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleLottery {
    /// The number of the call.
    pub round: String,
    /// The tie group of the ranking.
    pub tie_group: u32,
    /// The proposals that were drawn about, as text order has them.
    pub members: Vec<String>,
    /// The SHA-256 of the results that the tie stands in.
    pub output_sha256: String,
    /// The public source of chance, named beforehand.
    pub entropy_source: String,
    /// When the source speaks, in microseconds since 1970.
    pub entropy_at: i64,
    /// When the digest was published, in microseconds since 1970.
    pub committed_at: i64,
    /// The digest: `lottery_commitment(round, snapshot, salt)`.
    pub commitment: String,
    /// What the digest was made with besides the snapshot.
    pub salt: String,
    /// What the source said.
    pub entropy: String,
    /// When it was drawn, in microseconds since 1970.
    pub drawn_at: i64,
    /// The members in the drawn order with their tickets.
    pub order: Vec<(String, String)>,
}

impl BundleLottery {
    /// The SHA-256 of what the lottery is about; with the digest it cannot be changed any more.
    #[must_use]
    pub fn snapshot(&self) -> String {
        lottery_snapshot(&self.output_sha256, self.tie_group, &self.members, &self.entropy_source, self.entropy_at)
    }
}

/// The SHA-256 of the canonical text of what a lottery is about.
#[must_use]
pub fn lottery_snapshot(output_sha256: &str, tie_group: u32, members: &[String], entropy_source: &str, entropy_at: i64) -> String {
    let about = json!({
        "output_sha256": output_sha256, "tie_group": tie_group, "members": members, "entropy_source": entropy_source,
        "entropy_at": entropy_at,
    });
    sha256_hex(canonical_json(&about).as_bytes())
}

/// The first thing in a file that does not follow from the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// JSON pointer into the file.
    pub pointer: String,
    /// What is wrong there: `format`, `malformed`, `hash`, `input`, `result`, `tie`, `order`, `award`, `reason` or `lottery`.
    pub code: &'static str,
    /// One plain sentence.
    pub detail: String,
    /// What the file says.
    pub stated: Box<Value>,
    /// What follows from the rest of the file.
    pub found: Box<Value>,
}

impl Difference {
    fn new(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>, stated: Value, found: Value) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into(), stated: Box::new(stated), found: Box::new(found) }
    }
}

/// What was recomputed from a file and found equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// How many reviews count.
    pub reviews: usize,
    /// How many proposals are ranked.
    pub ranked: usize,
    /// How many awards were drawn again.
    pub awards: usize,
    /// How many lotteries were drawn again.
    pub lotteries: usize,
    /// The digest of the whole file.
    pub sha256: String,
}

/// The digest of a bundle: of its canonical text without the member `sha256`.
#[must_use]
pub fn bundle_sha256(bundle: &Value) -> String {
    let mut rest = bundle.clone();
    if let Some(members) = rest.as_object_mut() {
        members.remove("sha256");
    }
    sha256_hex(canonical_json(&rest).as_bytes())
}

/// Recomputes everything in the file: digests, results, lotteries, awards.
pub fn verify_bundle(bundle: &Value) -> Result<Checked, Difference> {
    if bundle["format"] != BUNDLE_FORMAT {
        let detail = "The file is not a review bundle of this version";
        return Err(Difference::new("/format", "format", detail, bundle["format"].clone(), json!(BUNDLE_FORMAT)));
    }
    let sha256 = bundle_sha256(bundle);
    same_text(&bundle["sha256"], &sha256, "/sha256", "The digest of the whole file is another")?;
    let output = verify_results(&bundle["results"], "/results")?;
    verify_earlier(bundle)?;
    let lotteries: Vec<BundleLottery> = read(&bundle["lotteries"], "/lotteries")?;
    for (index, lottery) in lotteries.iter().enumerate() {
        verify_lottery(lottery, bundle, &output, &format!("/lotteries/{index}"))?;
    }
    let decision: Option<BundleDecision> = read(&bundle["decision"], "/decision")?;
    let awards = decision.as_ref().map_or(Ok(0), |decision| verify_decision(decision, &output, &lotteries))?;
    let count = |value: &Value| value.as_object().map_or(0, serde_json::Map::len);
    let ranked = output["ranking"].as_array().map_or(0, Vec::len);
    Ok(Checked { reviews: count(&output["totals"]), ranked, awards, lotteries: lotteries.len(), sha256 })
}

fn same_text(stated: &Value, found: &str, pointer: &str, detail: &str) -> Result<(), Difference> {
    if stated == found { Ok(()) } else { Err(Difference::new(pointer, "hash", detail, stated.clone(), json!(found))) }
}

fn read<T: serde::de::DeserializeOwned>(value: &Value, pointer: &str) -> Result<T, Difference> {
    serde_json::from_value(value.clone())
        .map_err(|error| Difference::new(pointer, "malformed", error.to_string(), value.clone(), Value::Null))
}

/// The computations that a correction has superseded: each is complete in itself, and came before the one after it.
fn verify_earlier(bundle: &Value) -> Result<(), Difference> {
    let seq = |value: &Value| value["seq"].as_i64().unwrap_or_default();
    let mut last = 0;
    for (index, earlier) in bundle["earlier"].as_array().into_iter().flatten().enumerate() {
        let at = format!("/earlier/{index}");
        verify_results(&earlier["results"], &format!("{at}/results"))?;
        if seq(earlier) <= last || seq(earlier) >= seq(bundle) {
            let detail = "The superseded computations come before this one, in their order";
            return Err(Difference::new(format!("{at}/seq"), "order", detail, earlier["seq"].clone(), bundle["seq"].clone()));
        }
        last = seq(earlier);
        let reason = earlier["superseded"]["reason_code"].as_str().map(str::parse::<CorrectionReason>);
        if !matches!(reason, Some(Ok(_))) {
            let detail = "A computation is superseded for a reason of the closed list";
            return Err(Difference::new(
                format!("{at}/superseded/reason_code"),
                "reason",
                detail,
                earlier["superseded"].clone(),
                Value::Null,
            ));
        }
    }
    Ok(())
}

fn verify_results(results: &Value, at: &str) -> Result<Value, Difference> {
    let digest = |value: &Value| sha256_hex(canonical_json(value).as_bytes());
    let input = &results["input"];
    let named = |member: &str| format!("{at}/{member}");
    same_text(&results["input_sha256"], &digest(input), &named("input_sha256"), "The input is not the one that was sealed")?;
    let policy = digest(&input["policy"]);
    same_text(&results["policy_sha256"], &policy, &named("policy_sha256"), "The policy is not the one that was sealed")?;
    let output = recompute(input).map_err(|faults| {
        let fault = faults.into_iter().next();
        let (pointer, detail) = fault.map_or_else(Default::default, |fault| (fault.pointer, fault.detail));
        Difference::new(format!("{at}/input{pointer}"), "input", detail, Value::Null, Value::Null)
    })?;
    if let Some((pointer, stated, found)) = first_difference(&results["output"], &output, named("output")) {
        return Err(Difference::new(pointer, "result", "Recomputing the input gives another result", stated, found));
    }
    same_text(&results["output_sha256"], &digest(&output), &named("output_sha256"), "The digest of the results is another")?;
    Ok(output)
}

/// The first place, in the order of the canonical text, at which two values differ.
fn first_difference(stated: &Value, found: &Value, pointer: String) -> Option<(String, Value, Value)> {
    match (stated, found) {
        (Value::Object(a), Value::Object(b)) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            let at = |map: &serde_json::Map<String, Value>, name: &str| map.get(name).cloned().unwrap_or_default();
            names.into_iter().find_map(|name| first_difference(&at(a, name), &at(b, name), format!("{pointer}/{}", pointer_step(name))))
        }
        (Value::Array(a), Value::Array(b)) => {
            let at = |list: &[Value], index: usize| list.get(index).cloned().unwrap_or_default();
            (0..a.len().max(b.len())).find_map(|index| first_difference(&at(a, index), &at(b, index), format!("{pointer}/{index}")))
        }
        _ => (stated != found).then(|| (pointer, stated.clone(), found.clone())),
    }
}

/// The tie group of every ranked proposal, numbered from 1 down the ranking.
fn tie_groups(output: &Value) -> BTreeMap<String, Option<u32>> {
    let rows: Vec<&Value> = output["ranking"].as_array().into_iter().flatten().collect();
    let tied = |index: usize| rows.get(index).is_some_and(|row| row[2] == "LOTTERY");
    let mut groups = 0;
    let mut found = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        groups += u32::from(tied(index + 1) && !tied(index));
        found.insert(row[1].as_str().unwrap_or_default().to_owned(), (tied(index) || tied(index + 1)).then_some(groups));
    }
    found
}

fn verify_lottery(lottery: &BundleLottery, bundle: &Value, output: &Value, at: &str) -> Result<(), Difference> {
    let wrong = |part: &str, detail: &str, stated: Value, found: Value| {
        Err(Difference::new(format!("{at}/{part}"), "lottery", detail, stated, found))
    };
    if bundle["call"] != lottery.round {
        return wrong("round", "The lottery is that of another call", json!(lottery.round), bundle["call"].clone());
    }
    if bundle["results"]["output_sha256"] != lottery.output_sha256 {
        let found = bundle["results"]["output_sha256"].clone();
        return wrong("output_sha256", "The lottery is about other results", json!(lottery.output_sha256), found);
    }
    let groups = tie_groups(output);
    let tied: Vec<&String> = groups.iter().filter(|(_, group)| **group == Some(lottery.tie_group)).map(|(name, _)| name).collect();
    if lottery.members.iter().collect::<Vec<_>>() != tied {
        return wrong("members", "The members are not those of the tie", json!(lottery.members), json!(tied));
    }
    let found = lottery_commitment(&lottery.round, &lottery.snapshot(), &lottery.salt);
    if lottery.commitment != found {
        return wrong("commitment", "The digest published beforehand is another", json!(lottery.commitment), json!(found));
    }
    if !(lottery.committed_at < lottery.entropy_at && lottery.entropy_at <= lottery.drawn_at) {
        let stated = json!([lottery.committed_at, lottery.entropy_at, lottery.drawn_at]);
        return wrong("entropy_at", "The digest must be published before the source speaks, and the draw follow", stated, Value::Null);
    }
    let found = lottery_order(&lottery_seed(&lottery.round, &lottery.snapshot(), &lottery.entropy), &lottery.members);
    if lottery.order != found {
        return wrong("order", "Drawing again gives another order", json!(lottery.order), json!(found));
    }
    Ok(())
}

fn verify_decision(decision: &BundleDecision, output: &Value, lotteries: &[BundleLottery]) -> Result<usize, Difference> {
    let groups = tie_groups(output);
    let rows = output["ranking"].as_array().into_iter().flatten();
    let place: BTreeMap<&str, usize> = rows.enumerate().filter_map(|(index, row)| Some((row[1].as_str()?, index))).collect();
    let mut last = 0;
    for (index, one) in decision.ranked.iter().enumerate() {
        let at = format!("/decision/ranked/{index}");
        let name = one.proposal.as_str();
        let shown = &output["final"][name]["shown"];
        if *shown != one.shown {
            return Err(Difference::new(format!("{at}/shown"), "result", "The score is another", json!(one.shown), shown.clone()));
        }
        let group = groups.get(name).copied().flatten();
        if group != one.tie_group {
            return Err(Difference::new(format!("{at}/tie_group"), "tie", "The tie is another", json!(one.tie_group), json!(group)));
        }
        // The members of a decided tie stand where the group begins, in whatever order was decided.
        let stands = if group.is_some() && decision.decided.contains(name) {
            groups.iter().filter(|(_, other)| **other == group).filter_map(|(name, _)| place.get(name.as_str())).min()
        } else {
            place.get(name)
        };
        let own = stands.copied().unwrap_or_default();
        if own < last {
            return Err(Difference::new(at, "order", "This proposal ranks before the one above it", json!(name), Value::Null));
        }
        last = own;
    }
    for lottery in lotteries {
        let drawn: Vec<&String> = lottery.order.iter().map(|row| &row.0).collect();
        let stated: Vec<&String> =
            decision.ranked.iter().filter(|one| one.tie_group == Some(lottery.tie_group)).map(|one| &one.proposal).collect();
        let present: Vec<&String> = drawn.into_iter().filter(|name| stated.contains(name)).collect();
        if present != stated {
            let detail = "The tie does not stand in the drawn order";
            return Err(Difference::new("/decision/ranked", "lottery", detail, json!(stated), json!(present)));
        }
    }
    verify_awards(decision)
}

fn verify_awards(decision: &BundleDecision) -> Result<usize, Difference> {
    let drawn = |method| {
        let rules = FundingRules { method, ..decision.rules.clone() };
        plan(&decision.ranked, &decision.decided, &rules)
            .map_err(|error| Difference::new("/decision/shares", "award", error.to_string(), Value::Null, Value::Null))
    };
    let shares = drawn(decision.rules.method)?;
    let stated = json!(decision.shares);
    if let Some((pointer, stated, found)) = first_difference(&stated, &json!(shares), "/decision/shares".to_owned()) {
        return Err(Difference::new(pointer, "award", "Drawing the line again gives another award", stated, found));
    }
    let total = Fen::sum(shares.iter().map(|share| share.amount)).unwrap_or_default();
    if total != decision.total {
        let detail = "The awards add up to another total";
        return Err(Difference::new("/decision/total", "award", detail, json!(decision.total), json!(total)));
    }
    let differs = deviates(&shares, &drawn(FundingMethod::StrictRankStop)?);
    let reasoned = decision.deviation_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if differs && !reasoned {
        let detail = "The awards are not those of the strict order, and no reason is given";
        return Err(Difference::new("/decision/deviation_reason", "reason", detail, Value::Null, Value::Null));
    }
    Ok(shares.iter().filter(|share| share.fate == Fate::Recommend).count())
}

/// Whether two plans give anybody another amount.
#[must_use]
pub fn deviates(one: &[Share], other: &[Share]) -> bool {
    let awards = |shares: &[Share]| -> BTreeMap<String, Fen> {
        shares.iter().filter(|share| share.fate == Fate::Recommend).map(|share| (share.proposal.clone(), share.amount)).collect()
    };
    awards(one) != awards(other)
}

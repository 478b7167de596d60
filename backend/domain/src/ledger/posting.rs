//! Journals and their legs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::accounts::{Account, Layer};
use super::refusal::Refusal;
use crate::money::Fen;
use crate::schemes::{canonical_json, sha256_hex};
use crate::string_enum;
use crate::time::Day;

/// The detail of a leg that has none.
pub const NO_DETAIL: &str = "-";

string_enum! {
    /// What a journal records.
    pub enum EventCode {
        E01 "E01" "预算下达" "An allotment becomes effective";
        E01c "E01c" "到款" "Cash or quota for an allotment arrives";
        E02 "E02" "预算调剂" "Money moves between allotments of one source";
        E03 "E03" "立项占用" "An award reserves money";
        E03x "E03x" "占用解除" "A reservation ends without an agreement";
        E04 "E04" "签约承诺" "A signed agreement commits money and releases the rest";
        E05 "E05" "条件成就" "The condition of a tranche is met";
        E06 "E06" "付款申请批准" "A payment is approved";
        E07 "E07" "报盘" "The file of a batch is generated";
        E08 "E08" "银行已付" "The bank has paid";
        E09 "E09" "退票" "The bank has refused before debiting";
        E10 "E10" "退汇" "The money came back after debiting";
        E11 "E11" "追回决定" "A clawback is ordered";
        E12 "E12" "追回到账" "A clawback has arrived";
        E13a "E13a" "收回转可用" "Recovered money becomes available again";
        E13b "E13b" "收回上缴" "Recovered money goes back to its source";
        E14 "E14" "结余退回" "Unspent money has come back";
        E15 "E15" "终止/调减" "Undrawn or due money is released";
        E16lapse "E16lapse" "年末收回" "Available money lapses at the end of the year";
        E16out "E16out" "结转转出" "Positions leave the old year";
        E16in "E16in" "结转转入" "Positions enter the new year";
        E17 "E17" "坏账核销" "A receivable is written off";
        E18 "E18" "冲销" "The exact negative of another journal";
    }
}

/// One leg of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// The account.
    pub account: Account,
    /// The allotment.
    pub allotment: String,
    /// The detail key of the account (award, contract, tranche, payment, …), or [`NO_DETAIL`].
    pub detail: String,
    /// The amount in yuan: + debit, − credit.
    pub amount: Fen,
}

/// What is posted at once or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// What it records.
    pub event: EventCode,
    /// The business date in Asia/Shanghai.
    pub biz_date: Day,
    /// A text for people.
    pub memo: String,
    /// The legs.
    pub legs: Vec<Leg>,
}

impl Journal {
    /// Invariant I1: at least two legs, none of zero, and zero in sum per layer and, in the budget
    /// layer, per allotment.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.legs.len() < 2 {
            return Err(Refusal::TooFewLegs);
        }
        let mut layers: BTreeMap<Layer, i128> = BTreeMap::new();
        let mut allotments: BTreeMap<&str, i128> = BTreeMap::new();
        for leg in &self.legs {
            let (account, amount) = (leg.account, i128::from(leg.amount.get()));
            if leg.amount.is_zero() {
                return Err(Refusal::ZeroLeg { account });
            }
            if leg.allotment.is_empty() || leg.detail.is_empty() {
                return Err(Refusal::EmptyKey { account });
            }
            *layers.entry(account.layer()).or_default() += amount;
            if account.layer() == Layer::Budget {
                *allotments.entry(&leg.allotment).or_default() += amount;
            }
        }
        if let Some((layer, sum)) = layers.into_iter().find(|(_, sum)| *sum != 0) {
            return Err(Refusal::unbalanced(layer, None, sum));
        }
        match allotments.into_iter().find(|(_, sum)| *sum != 0) {
            Some((name, sum)) => Err(Refusal::unbalanced(Layer::Budget, Some(name), sum)),
            None => Ok(()),
        }
    }

    /// The exact negative of this journal (E18); a reversal has none.
    pub fn reversal(&self, biz_date: Day, memo: impl Into<String>) -> Result<Self, Refusal> {
        if self.event == EventCode::E18 {
            return Err(Refusal::ReversalOfReversal);
        }
        let legs =
            self.legs.iter().map(|leg| Ok(Leg { amount: leg.amount.checked_neg()?, ..leg.clone() })).collect::<Result<_, Refusal>>()?;
        Ok(Self { event: EventCode::E18, biz_date, memo: memo.into(), legs })
    }
}

/// The one text of a journal: canonical JSON with the amounts as integers of fen, the legs in order.
#[must_use]
pub fn canonical(journal: &Journal) -> String {
    let legs: Vec<_> = journal.legs.iter().map(|leg| json!([leg.account.as_str(), leg.allotment, leg.detail, leg.amount.get()])).collect();
    canonical_json(&json!({
        "event": journal.event.as_str(),
        "biz_date": journal.biz_date.to_string(),
        "memo": journal.memo,
        "legs": legs,
    }))
}

/// The seal of a journal: SHA-256 of its canonical text, in hexadecimal digits.
#[must_use]
pub fn seal(journal: &Journal) -> String {
    sha256_hex(canonical(journal).as_bytes())
}

//! Donations to a community fund (社区公益基金、益基金): what has to be said of one, and what it may be used for.
//!
//! Sources: Charity Law (慈善法, 2023) art. 34–42: the donor's purpose binds, an anonymous donor is not named, goods are
//! taken at the value of their voucher or of an appraisal; 公益事业捐赠票据使用管理办法 (财综〔2024〕1号): one receipt a donation.

use crate::fault::Fault;
use crate::money::Fen;
use crate::string_enum;
use crate::time::Day;
use crate::uscc::Uscc;

string_enum! {
    /// Who gives.
    pub enum DonorKind {
        Person "person" "个人" "One person";
        Enterprise "enterprise" "企业" "A company";
        Organisation "organisation" "社会组织" "A social organisation, foundation or institution";
        Group "group" "集体或活动" "Residents together, a collection, a charity sale";
    }
}

string_enum! {
    /// What is given.
    pub enum DonationKind {
        Cash "cash" "货币" "Money on the fund's account";
        InKind "in_kind" "实物" "Goods at a value; they are handed out and never paid";
    }
}

string_enum! {
    /// What the value of goods rests on.
    pub enum ValueBasis {
        Invoice "invoice" "发票等凭据" "Invoice or other voucher of the donor";
        MarketPrice "market_price" "市场公允价" "Price of the same goods on the market, when there is no voucher";
        Appraisal "appraisal" "评估报告" "Appraisal by somebody else";
    }
}

/// The budget line of money that was given without a purpose.
pub const UNDIRECTED_LINE: &str = "不定向捐赠";

/// The sources of money that donations come into.
pub const SOURCES: [&str; 2] = ["community_fund", "donation"];

/// The budget line of donated money: that of its purpose, or the one for all that has none.
#[must_use]
pub fn budget_line(purpose: Option<&str>) -> String {
    purpose.map_or_else(|| UNDIRECTED_LINE.to_owned(), |purpose| format!("定向捐赠：{purpose}"))
}

/// A donation as it was entered.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    pub kind: DonationKind,
    pub donor_kind: DonorKind,
    pub donor_uscc: Option<&'a str>,
    /// Its donor is not named to the public.
    pub anonymous: bool,
    /// Money, or the value of the goods.
    pub amount: Fen,
    pub goods: Option<&'a str>,
    pub value_basis: Option<ValueBasis>,
    /// The name that fund or programme carries for it (冠名), and until when.
    pub naming: Option<&'a str>,
    pub naming_until: Option<Day>,
    pub received_on: Day,
}

/// Everything that is wrong with a donation as it was entered.
#[must_use]
pub fn faults(draft: &Draft<'_>, today: Day) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut say = |pointer: &'static str, code: &'static str, detail: &'static str| found.push(Fault::new(pointer, code, detail));
    if draft.amount <= Fen::ZERO {
        say("/amount", "too_small", "The amount must be above zero");
    }
    let goods = draft.kind == DonationKind::InKind;
    for (pointer, given) in [("/goods", draft.goods.is_some()), ("/value_basis", draft.value_basis.is_some())] {
        match (given, goods) {
            (false, true) => say(pointer, "missing", "Goods are described, and their value rests on something"),
            (true, false) => say(pointer, "unexpected", "Only goods are described"),
            _ => {}
        }
    }
    if draft.received_on > today {
        say("/received_on", "in_future", "It is entered when it has been received");
    }
    match draft.donor_uscc.map(Uscc::parse) {
        Some(_) if matches!(draft.donor_kind, DonorKind::Person | DonorKind::Group) => {
            say("/donor_uscc", "unexpected", "Only companies and organisations have such a code");
        }
        Some(Err(_)) => say("/donor_uscc", "invalid", "The code is not a valid one"),
        _ => {}
    }
    match (draft.naming, draft.naming_until) {
        (Some(_), None) => say("/naming_until", "missing", "A name is given for a time"),
        (None, Some(_)) => say("/naming", "missing", "There is no name to end"),
        (Some(_), Some(until)) if until < draft.received_on => say("/naming_until", "before_start", "The name ends before the donation"),
        _ => {}
    }
    if draft.anonymous && draft.naming.is_some() {
        say("/naming", "anonymous", "Who wants to stay unnamed gives no name");
    }
    found
}

/// What is left of goods when some more are handed out; nothing when that is more than there is, or no goods at all.
#[must_use]
pub fn left_after(value: Fen, handed_out: Fen, more: Fen) -> Option<Fen> {
    let left = value.checked_sub(handed_out).and_then(|left| left.checked_sub(more)).ok()?;
    (more > Fen::ZERO && left >= Fen::ZERO).then_some(left)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn fen(value: i64) -> Fen {
        Fen::new(value).unwrap()
    }

    fn cash() -> Draft<'static> {
        Draft {
            kind: DonationKind::Cash,
            donor_kind: DonorKind::Enterprise,
            donor_uscc: None,
            anonymous: false,
            amount: fen(1),
            goods: None,
            value_basis: None,
            naming: None,
            naming_until: None,
            received_on: day("2026-06-01"),
        }
    }

    fn pointers(draft: &Draft<'_>) -> Vec<String> {
        faults(draft, day("2026-06-01")).iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn money_needs_no_more_than_an_amount_and_a_day() {
        assert_eq!(pointers(&cash()), [""; 0]);
    }

    #[test]
    fn goods_are_described_and_valued_and_money_is_not() {
        assert_eq!(pointers(&Draft { kind: DonationKind::InKind, ..cash() }), ["/goods missing", "/value_basis missing"]);
        let both = Draft { goods: Some("大米 100 袋"), value_basis: Some(ValueBasis::Invoice), ..cash() };
        assert_eq!(pointers(&both), ["/goods unexpected", "/value_basis unexpected"]);
        assert_eq!(pointers(&Draft { kind: DonationKind::InKind, ..both }), [""; 0]);
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let draft = Draft {
            amount: Fen::ZERO,
            received_on: day("2026-06-02"),
            donor_uscc: Some("91320402MA1ABCDE0X"),
            naming: Some("益家助老专项"),
            naming_until: Some(day("2026-05-01")),
            anonymous: true,
            ..cash()
        };
        let all = ["/amount too_small", "/received_on in_future", "/donor_uscc invalid", "/naming_until before_start", "/naming anonymous"];
        assert_eq!(pointers(&draft), all);
    }

    #[test]
    fn a_name_has_an_end_and_an_end_a_name() {
        assert_eq!(pointers(&Draft { naming: Some("益家助老专项"), ..cash() }), ["/naming_until missing"]);
        assert_eq!(pointers(&Draft { naming_until: Some(day("2027-06-01")), ..cash() }), ["/naming missing"]);
    }

    #[test]
    fn a_person_has_no_credit_code() {
        let code = Uscc::for_demonstration(crate::uscc::OrganisationKind::SocialService, "320402", b"donor").unwrap();
        let draft = Draft { donor_uscc: Some(code.as_str()), ..cash() };
        assert_eq!(pointers(&draft), [""; 0]);
        assert_eq!(pointers(&Draft { donor_kind: DonorKind::Person, ..draft }), ["/donor_uscc unexpected"]);
    }

    proptest! {
        #[test]
        fn goods_are_never_handed_out_twice(value in 1_i64..1_000_000, parts in proptest::collection::vec(1_i64..400_000, 1..12)) {
            let mut out = Fen::ZERO;
            for part in parts.into_iter().map(fen) {
                match left_after(fen(value), out, part) {
                    Some(left) => {
                        out = out.checked_add(part).unwrap();
                        prop_assert_eq!(left.get() + out.get(), value);
                    }
                    None => prop_assert!(out.get() + part.get() > value),
                }
            }
            prop_assert!(out.get() <= value);
        }
    }
}

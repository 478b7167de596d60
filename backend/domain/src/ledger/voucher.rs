//! What a journal may look like in the books of the payer: drafts for an accountant, never posted by anything here.
//!
//! Source: the mapping of events to vouchers at the end of the accounting norms. Events that the mapping does not name have no
//! draft; of those that undo another one the entries stand the other way round.

use super::posting::EventCode;
use crate::string_enum;

string_enum! {
    /// The accounting system that a draft follows.
    pub enum VoucherSystem {
        Government "government" "政府会计制度" "The payer is a government body (财会〔2017〕25号)";
        Nonprofit "nonprofit" "民间非营利组织会计制度" "The payer is a foundation or social organisation (财会〔2024〕25号)";
    }
}

string_enum! {
    /// When a draft fits, where the event alone does not say it.
    pub enum VoucherCase {
        Always "always" "一般情形" "Whenever the event happens";
        SameYear "same_year" "当年拨付的款项" "The money was paid in the same year";
        EarlierYear "earlier_year" "以前年度拨付的款项" "The money was paid in an earlier year";
    }
}

string_enum! {
    /// The books that an entry belongs to.
    pub enum VoucherBooks {
        Financial "financial" "财务会计" "Accrual accounting";
        Budget "budget" "预算会计" "Budgetary accounting on a cash basis";
    }
}

/// One entry: the whole amount of the journal, from one account to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoucherEntry {
    /// The books it belongs to.
    pub books: VoucherBooks,
    /// 借.
    pub debit: &'static str,
    /// 贷.
    pub credit: &'static str,
}

/// One draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoucherDraft {
    /// The system it follows.
    pub system: VoucherSystem,
    /// When it fits.
    pub case: VoucherCase,
    /// Its entries.
    pub entries: Vec<VoucherEntry>,
}

const PAYABLE: &str = "其他应付款";
const BANK: &str = "银行存款";
const CASH_BALANCE: &str = "资金结存";

/// The drafts of an event; the entries of a reversal (E18) are those of what it reverses, the other way round.
#[must_use]
pub fn voucher_drafts(event: EventCode, reversed: bool) -> Vec<VoucherDraft> {
    let (like, back) = undone(event);
    let mut drafts = forward(like);
    if back != reversed {
        for entry in drafts.iter_mut().flat_map(|draft| &mut draft.entries) {
            (entry.debit, entry.credit) = (entry.credit, entry.debit);
        }
    }
    drafts
}

/// The event whose entries stand for this one, and whether they are turned round.
const fn undone(event: EventCode) -> (EventCode, bool) {
    match event {
        EventCode::E10 => (EventCode::E08, true),
        EventCode::E15 => (EventCode::E05, true),
        EventCode::E01 => (EventCode::E01c, false),
        EventCode::E14 => (EventCode::E12, false),
        other => (other, false),
    }
}

fn forward(event: EventCode) -> Vec<VoucherDraft> {
    use VoucherBooks::{Budget, Financial};
    use VoucherCase::{Always, EarlierYear, SameYear};
    use VoucherSystem::{Government, Nonprofit};
    let entry = |books, debit, credit| VoucherEntry { books, debit, credit };
    let draft = |system, case, entries| VoucherDraft { system, case, entries };
    match event {
        EventCode::E01c => vec![draft(Nonprofit, Always, vec![entry(Financial, BANK, "政府补助收入（限定性）/捐赠收入（限定性）")])],
        EventCode::E05 => vec![
            draft(Government, Always, vec![entry(Financial, "业务活动费用", PAYABLE)]),
            draft(Nonprofit, Always, vec![entry(Financial, "业务活动成本", "应付款项")]),
        ],
        EventCode::E08 => vec![
            draft(
                Government,
                Always,
                vec![
                    entry(Financial, PAYABLE, "财政拨款收入/零余额账户用款额度/银行存款"),
                    entry(Budget, "行政支出/事业支出", "财政拨款预算收入/资金结存"),
                ],
            ),
            draft(Nonprofit, Always, vec![entry(Financial, "应付款项", BANK)]),
        ],
        EventCode::E12 => vec![
            draft(Government, SameYear, vec![entry(Financial, BANK, "业务活动费用"), entry(Budget, CASH_BALANCE, "行政支出/事业支出")]),
            draft(
                Government,
                EarlierYear,
                vec![
                    entry(Financial, BANK, "以前年度盈余调整/应缴财政款"),
                    entry(Budget, CASH_BALANCE, "财政拨款结转/财政拨款结余——年初余额调整"),
                ],
            ),
        ],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::StringEnum;

    fn entries(event: EventCode, reversed: bool) -> Vec<(&'static str, &'static str)> {
        let drafts = voucher_drafts(event, reversed);
        drafts.iter().flat_map(|draft| &draft.entries).map(|entry| (entry.debit, entry.credit)).collect()
    }

    #[test]
    fn a_payment_is_drafted_for_both_systems_and_in_both_books_of_a_government_body() {
        let drafts = voucher_drafts(EventCode::E08, false);
        assert_eq!(drafts.iter().map(|draft| draft.system).collect::<Vec<_>>(), [VoucherSystem::Government, VoucherSystem::Nonprofit]);
        let books: Vec<_> = drafts[0].entries.iter().map(|entry| entry.books).collect();
        assert_eq!(books, [VoucherBooks::Financial, VoucherBooks::Budget]);
        assert_eq!(drafts[0].entries[0].debit, "其他应付款");
    }

    #[test]
    fn what_undoes_an_event_stands_the_other_way_round_and_twice_undone_stands_as_before() {
        let turned = |pairs: Vec<(&'static str, &'static str)>| pairs.into_iter().map(|(a, b)| (b, a)).collect::<Vec<_>>();
        assert_eq!(entries(EventCode::E10, false), turned(entries(EventCode::E08, false)));
        assert_eq!(entries(EventCode::E05, true), entries(EventCode::E15, false));
        assert_eq!(entries(EventCode::E10, true), entries(EventCode::E08, false));
    }

    #[test]
    fn what_moves_no_money_of_the_payer_has_no_draft() {
        for event in [EventCode::E02, EventCode::E03, EventCode::E04, EventCode::E06, EventCode::E07, EventCode::E09] {
            assert_eq!(voucher_drafts(event, false), [], "{event}");
        }
        assert!(EventCode::all().iter().all(|event| voucher_drafts(*event, false).iter().all(|draft| !draft.entries.is_empty())));
    }
}

//! What can happen to the money of a fund, and the legs each event posts.

mod legs;

use super::accounts::Account;
use super::posting::{EventCode, Journal};
use super::refusal::Refusal;
use crate::money::Fen;
use crate::time::Day;

/// Where money lies: the keys that every event of one allotment shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The allotment of the budget layer.
    pub allotment: String,
    /// The allotment of the financial layer: the one the cash came in for. It differs from
    /// `allotment` once positions were carried into a later year, because cash is not carried.
    pub origin: String,
    /// The funding source, the detail of its receipts and returns.
    pub source: String,
    /// The bank account.
    pub bank: String,
}

/// One budget position that a year-end moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The account, one of those that are carried.
    pub account: Account,
    /// The detail key.
    pub detail: String,
    /// The balance, above zero.
    pub amount: Fen,
}

/// An event of the ledger. Amounts are above zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerEvent {
    /// E01 without cash.
    Allot {
        /// Where the money lies.
        place: Place,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E01 with the cash of the same day.
    AllotWithCash {
        /// Where the money lies.
        place: Place,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E01c: the cash of an allotment arrives.
    ReceiveCash {
        /// Where the money lies.
        place: Place,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E02: within one source, without its cash.
    Adjust {
        /// The allotment that gives.
        from: Place,
        /// The allotment that receives.
        to: Place,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E02 with the cash that stands behind it, so that whoever receives can pay: within one account of the bank it only goes
    /// to another allotment, between two it is a transfer.
    AdjustWithCash {
        /// The allotment that gives.
        from: Place,
        /// The allotment that receives.
        to: Place,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E03.
    Reserve {
        /// Where the money lies.
        place: Place,
        /// The award, a detail key.
        award: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E03x.
    ReleaseReserve {
        /// Where the money lies.
        place: Place,
        /// The award, a detail key.
        award: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E04: `reserved` is the whole award, `contracted` what the agreement takes of it.
    Commit {
        /// Where the money lies.
        place: Place,
        /// The award, a detail key.
        award: String,
        /// The contract, a detail key.
        contract: String,
        /// The whole award, in yuan.
        reserved: Fen,
        /// What the agreement takes of it, in yuan.
        contracted: Fen,
    },
    /// E05.
    FallDue {
        /// Where the money lies.
        place: Place,
        /// The contract, a detail key.
        contract: String,
        /// The tranche, a detail key.
        tranche: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E06.
    ApprovePayment {
        /// Where the money lies.
        place: Place,
        /// The tranche, a detail key.
        tranche: String,
        /// The payment, a detail key.
        payment: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E07.
    Export {
        /// Where the money lies.
        place: Place,
        /// The tranche, a detail key.
        tranche: String,
        /// The payment, a detail key.
        payment: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E08.
    Pay {
        /// Where the money lies.
        place: Place,
        /// The contract, a detail key.
        contract: String,
        /// The payment, a detail key.
        payment: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E09; also how the payments of a voided batch go back.
    Reject {
        /// Where the money lies.
        place: Place,
        /// The tranche, a detail key.
        tranche: String,
        /// The payment, a detail key.
        payment: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E10.
    Bounce {
        /// Where the money lies.
        place: Place,
        /// The contract, a detail key.
        contract: String,
        /// The tranche, a detail key.
        tranche: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E11.
    OrderClawback {
        /// Where the money lies.
        place: Place,
        /// The contract, a detail key.
        contract: String,
        /// The clawback, a detail key.
        clawback: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E12.
    ReceiveClawback {
        /// Where the money lies.
        place: Place,
        /// The award, a detail key.
        award: String,
        /// The contract, a detail key.
        contract: String,
        /// The clawback, a detail key.
        clawback: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E13a.
    ReuseRecovered {
        /// Where the money lies.
        place: Place,
        /// The award, a detail key.
        award: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E13b.
    SurrenderRecovered {
        /// Where the money lies.
        place: Place,
        /// The award, a detail key.
        award: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E14.
    ReturnUnspent {
        /// Where the money lies.
        place: Place,
        /// The award, a detail key.
        award: String,
        /// The contract, a detail key.
        contract: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E15 for what is not yet due.
    ReleaseCommitment {
        /// Where the money lies.
        place: Place,
        /// The contract, a detail key.
        contract: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E15 for what is due and not yet approved.
    CancelDue {
        /// Where the money lies.
        place: Place,
        /// The contract, a detail key.
        contract: String,
        /// The tranche, a detail key.
        tranche: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E16 for a source whose available money lapses.
    Lapse {
        /// Where the money lies.
        place: Place,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E16, the old year; posted in one transaction with its [`LedgerEvent::CarryIn`].
    CarryOut {
        /// The allotment that is closed.
        allotment: String,
        /// What is moved.
        positions: Vec<Position>,
    },
    /// E16, the new year.
    CarryIn {
        /// The allotment of the new year.
        allotment: String,
        /// What is moved.
        positions: Vec<Position>,
    },
    /// E17.
    WriteOff {
        /// Where the money lies.
        place: Place,
        /// The contract, a detail key.
        contract: String,
        /// The clawback, a detail key.
        clawback: String,
        /// The amount, in yuan.
        amount: Fen,
    },
    /// E18.
    Reverse {
        /// The journal that is reversed.
        journal: Box<Journal>,
    },
}

impl LedgerEvent {
    /// The code of the event.
    #[must_use]
    pub const fn code(&self) -> EventCode {
        match self {
            Self::Allot { .. } | Self::AllotWithCash { .. } => EventCode::E01,
            Self::ReceiveCash { .. } => EventCode::E01c,
            Self::Adjust { .. } | Self::AdjustWithCash { .. } => EventCode::E02,
            Self::Reserve { .. } => EventCode::E03,
            Self::ReleaseReserve { .. } => EventCode::E03x,
            Self::Commit { .. } => EventCode::E04,
            Self::FallDue { .. } => EventCode::E05,
            Self::ApprovePayment { .. } => EventCode::E06,
            Self::Export { .. } => EventCode::E07,
            Self::Pay { .. } => EventCode::E08,
            Self::Reject { .. } => EventCode::E09,
            Self::Bounce { .. } => EventCode::E10,
            Self::OrderClawback { .. } => EventCode::E11,
            Self::ReceiveClawback { .. } => EventCode::E12,
            Self::ReuseRecovered { .. } => EventCode::E13a,
            Self::SurrenderRecovered { .. } => EventCode::E13b,
            Self::ReturnUnspent { .. } => EventCode::E14,
            Self::ReleaseCommitment { .. } | Self::CancelDue { .. } => EventCode::E15,
            Self::Lapse { .. } => EventCode::E16lapse,
            Self::CarryOut { .. } => EventCode::E16out,
            Self::CarryIn { .. } => EventCode::E16in,
            Self::WriteOff { .. } => EventCode::E17,
            Self::Reverse { .. } => EventCode::E18,
        }
    }

    /// The journal of the event, checked on its own (I1); the book guards the balances.
    pub fn journal(&self, biz_date: Day, memo: impl Into<String>) -> Result<Journal, Refusal> {
        let journal = Journal { event: self.code(), biz_date, memo: memo.into(), legs: self.legs()? };
        journal.check()?;
        Ok(journal)
    }
}

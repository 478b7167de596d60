//! Why a journal is not posted. A refused journal leaves no trace.

use super::accounts::{Account, Layer};
use super::yuan;
use crate::money::{Fen, MoneyError};

/// Why a journal is not posted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A journal of fewer than two legs.
    #[error("a journal has at least two legs")]
    TooFewLegs,
    /// A leg without an amount.
    #[error("a leg of {account} has no amount")]
    ZeroLeg {
        /// The account of the leg.
        account: Account,
    },
    /// A leg without an allotment or a detail key.
    #[error("a leg of {account} names no allotment or no detail")]
    EmptyKey {
        /// The account of the leg.
        account: Account,
    },
    /// The legs of one layer, or of one allotment in the budget layer, do not add up to zero.
    #[error("the {layer} layer is out of balance by {by}")]
    Unbalanced {
        /// The layer.
        layer: Layer,
        /// The allotment, if it is one allotment of the budget layer that does not balance.
        allotment: Option<String>,
        /// What the legs add up to, in yuan.
        by: String,
    },
    /// A budget position would go below zero: the money is not there.
    #[error("{account} {zh} of {allotment}/{detail} is short by {short_by}", zh = .account.zh())]
    Short {
        /// The account.
        account: Account,
        /// The allotment.
        allotment: String,
        /// The detail key.
        detail: String,
        /// How much is missing.
        short_by: Fen,
    },
    /// A balance would have the wrong sign.
    #[error("{account} {zh} of {detail} would have the wrong sign by {by}", zh = .account.zh())]
    WrongSign {
        /// The account.
        account: Account,
        /// The detail key.
        detail: String,
        /// By how much, in yuan.
        by: String,
    },
    /// An event of zero or less.
    #[error("the amount must be above zero, not {amount}")]
    NotPositive {
        /// The amount.
        amount: Fen,
    },
    /// Money of different sources is never mixed.
    #[error("money of {from} cannot become money of {to}")]
    CrossSource {
        /// The source that would give.
        from: String,
        /// The source that would receive.
        to: String,
    },
    /// An adjustment from an allotment to itself.
    #[error("{allotment} cannot be adjusted against itself")]
    SameAllotment {
        /// The allotment.
        allotment: String,
    },
    /// A contract above its award.
    #[error("the contract of {contracted} is above the award of {reserved}")]
    ContractAboveAward {
        /// The award.
        reserved: Fen,
        /// The contract.
        contracted: Fen,
    },
    /// The journal to reverse does not exist.
    #[error("there is no journal {journal}")]
    UnknownJournal {
        /// Its number, from 1.
        journal: usize,
    },
    /// The journal is reversed already.
    #[error("journal {journal} is reversed already")]
    AlreadyReversed {
        /// Its number, from 1.
        journal: usize,
    },
    /// A reversal cannot be reversed.
    #[error("a reversal cannot be reversed")]
    ReversalOfReversal,
    /// A balance would leave the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl Refusal {
    /// The stable machine code, for clients to translate.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFewLegs => "too_few_legs",
            Self::ZeroLeg { .. } => "zero_leg",
            Self::EmptyKey { .. } => "empty_key",
            Self::Unbalanced { .. } => "unbalanced",
            Self::Short { .. } => "insufficient",
            Self::WrongSign { .. } => "wrong_sign",
            Self::NotPositive { .. } => "not_positive",
            Self::CrossSource { .. } => "cross_source",
            Self::SameAllotment { .. } => "same_allotment",
            Self::ContractAboveAward { .. } => "contract_above_award",
            Self::UnknownJournal { .. } => "unknown_journal",
            Self::AlreadyReversed { .. } => "already_reversed",
            Self::ReversalOfReversal => "reversal_of_reversal",
            Self::Money(error) => error.code(),
        }
    }

    pub(super) fn unbalanced(layer: Layer, allotment: Option<&str>, sum: i128) -> Self {
        Self::Unbalanced { layer, allotment: allotment.map(str::to_owned), by: yuan(sum) }
    }
}

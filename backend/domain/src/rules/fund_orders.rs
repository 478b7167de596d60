//! What a fund order (资金事项) may move: from where, and how much at most.

use crate::money::{Fen, MoneyError};
use crate::string_enum;

string_enum! {
    /// What an order does. Every kind goes through three hands, whatever its amount.
    pub enum FundOrderKind {
        Adjustment "adjustment" "预算调剂" "Moves available money from one allotment to another of the same source (E02)";
        Clawback "clawback" "追回决定" "Claims money back that was paid for a project (E11)";
        ClawbackReceipt "clawback_receipt" "追回到账" "Money that was claimed has come in (E12)";
        UnspentReturn "unspent_return" "结余退回" "The organisation returns what it has not spent (E14)";
        Reuse "reuse" "转回可用" "Recovered money of an open year becomes available again (E13a)";
        Surrender "surrender" "收回上缴" "Recovered money goes back to whoever gave it (E13b)";
        Reduction "reduction" "核减" "Takes back some of what was promised and nobody has asked for yet (E15)";
        WriteOff "write_off" "坏账核销" "A claim that cannot be collected is given up (E17)";
    }
}

/// What an order is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Two allotments.
    Allotments,
    /// A project with a signed agreement.
    Project,
    /// An executed clawback.
    Clawback,
}

/// What the ledger and the executed orders say now, where the kind asks for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// B20 of the giving allotment.
    pub available: Fen,
    /// B70 of the agreement: paid, less what came back.
    pub net_paid: Fen,
    /// Sum of the executed clawbacks of the project.
    pub claimed: Fen,
    /// Sum of the executed clawback receipts of the project.
    pub collected: Fen,
    /// F1221 of the clawback.
    pub receivable: Fen,
    /// B80 of the award.
    pub recovered: Fen,
    /// The instalments of the project that nobody has asked for.
    pub open: Fen,
}

impl FundOrderKind {
    /// What an order of this kind is about.
    #[must_use]
    pub const fn subject(self) -> Subject {
        match self {
            Self::Adjustment => Subject::Allotments,
            Self::Clawback | Self::UnspentReturn | Self::Reuse | Self::Surrender | Self::Reduction => Subject::Project,
            Self::ClawbackReceipt | Self::WriteOff => Subject::Clawback,
        }
    }

    /// The most that an order of this kind may move now, never below zero.
    ///
    /// Money that was claimed back is not claimed twice, nor returned as unspent, until it has come in: both are limited
    /// by net paid − (claimed − collected). A claim that was written off stays claimed.
    pub fn limit(self, figures: &Figures) -> Result<Fen, MoneyError> {
        let limit = match self {
            Self::Adjustment => figures.available,
            Self::Clawback | Self::UnspentReturn => figures.net_paid.checked_sub(figures.claimed.checked_sub(figures.collected)?)?,
            Self::ClawbackReceipt | Self::WriteOff => figures.receivable,
            Self::Reuse | Self::Surrender => figures.recovered,
            Self::Reduction => figures.open,
        };
        Ok(limit.max(Fen::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(yuan: i64) -> Fen {
        Fen::new(yuan * 100).unwrap()
    }

    #[test]
    fn what_is_claimed_is_not_claimed_twice_until_it_has_come_in() {
        let paid = Figures { net_paid: fen(100), ..Figures::default() };
        assert_eq!(FundOrderKind::Clawback.limit(&paid).unwrap(), fen(100));
        let claimed = Figures { claimed: fen(60), ..paid };
        assert_eq!(FundOrderKind::Clawback.limit(&claimed).unwrap(), fen(40));
        assert_eq!(FundOrderKind::UnspentReturn.limit(&claimed).unwrap(), fen(40));
        // 30 of the 60 came in: net paid is 70, 30 are still claimed.
        let collected = Figures { net_paid: fen(70), claimed: fen(60), collected: fen(30), ..paid };
        assert_eq!(FundOrderKind::Clawback.limit(&collected).unwrap(), fen(40));
    }

    #[test]
    fn a_limit_is_never_below_zero() {
        let odd = Figures { net_paid: fen(10), claimed: fen(60), ..Figures::default() };
        assert_eq!(FundOrderKind::Clawback.limit(&odd).unwrap(), Fen::ZERO);
    }

    #[test]
    fn the_other_kinds_are_limited_by_their_position() {
        let figures = Figures { available: fen(1), receivable: fen(2), recovered: fen(3), open: fen(4), ..Figures::default() };
        let limits = [
            (FundOrderKind::Adjustment, 1),
            (FundOrderKind::ClawbackReceipt, 2),
            (FundOrderKind::WriteOff, 2),
            (FundOrderKind::Reuse, 3),
            (FundOrderKind::Surrender, 3),
            (FundOrderKind::Reduction, 4),
        ];
        for (kind, limit) in limits {
            assert_eq!(kind.limit(&figures).unwrap(), fen(limit), "{}", kind.as_str());
        }
    }
}

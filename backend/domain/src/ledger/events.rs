//! What can happen to the money of a fund, and the legs each event posts.

use super::accounts::Account;
use super::posting::{EventCode, Journal, Leg, NO_DETAIL};
use super::refusal::Refusal;
use crate::money::Fen;
use crate::time::Day;
use Account::{
    B10, B20, B30, B40, B50, B55, B60, B70, B80, B90, B95, F1002, F1201, F1221, F2202, F3001,
    F3901, F5001,
};

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
    Allot { place: Place, amount: Fen },
    /// E01 with the cash of the same day.
    AllotWithCash { place: Place, amount: Fen },
    /// E01c: the cash of an allotment arrives.
    ReceiveCash { place: Place, amount: Fen },
    /// E02: within one source.
    Adjust { from: Place, to: Place, amount: Fen },
    /// E03.
    Reserve {
        place: Place,
        award: String,
        amount: Fen,
    },
    /// E03x.
    ReleaseReserve {
        place: Place,
        award: String,
        amount: Fen,
    },
    /// E04: `reserved` is the whole award, `contracted` what the agreement takes of it.
    Commit {
        place: Place,
        award: String,
        contract: String,
        reserved: Fen,
        contracted: Fen,
    },
    /// E05.
    FallDue {
        place: Place,
        contract: String,
        tranche: String,
        amount: Fen,
    },
    /// E06.
    ApprovePayment {
        place: Place,
        tranche: String,
        payment: String,
        amount: Fen,
    },
    /// E07.
    Export {
        place: Place,
        tranche: String,
        payment: String,
        amount: Fen,
    },
    /// E08.
    Pay {
        place: Place,
        contract: String,
        payment: String,
        amount: Fen,
    },
    /// E09; also how the payments of a voided batch go back.
    Reject {
        place: Place,
        tranche: String,
        payment: String,
        amount: Fen,
    },
    /// E10.
    Bounce {
        place: Place,
        contract: String,
        tranche: String,
        amount: Fen,
    },
    /// E11.
    OrderClawback {
        place: Place,
        contract: String,
        clawback: String,
        amount: Fen,
    },
    /// E12.
    ReceiveClawback {
        place: Place,
        award: String,
        contract: String,
        clawback: String,
        amount: Fen,
    },
    /// E13a.
    ReuseRecovered {
        place: Place,
        award: String,
        amount: Fen,
    },
    /// E13b.
    SurrenderRecovered {
        place: Place,
        award: String,
        amount: Fen,
    },
    /// E14.
    ReturnUnspent {
        place: Place,
        award: String,
        contract: String,
        amount: Fen,
    },
    /// E15 for what is not yet due.
    ReleaseCommitment {
        place: Place,
        contract: String,
        amount: Fen,
    },
    /// E15 for what is due and not yet approved.
    CancelDue {
        place: Place,
        contract: String,
        tranche: String,
        amount: Fen,
    },
    /// E16 for a source whose available money lapses.
    Lapse { place: Place, amount: Fen },
    /// E16, the old year; posted in one transaction with its [`LedgerEvent::CarryIn`].
    CarryOut {
        allotment: String,
        positions: Vec<Position>,
    },
    /// E16, the new year.
    CarryIn {
        allotment: String,
        positions: Vec<Position>,
    },
    /// E17.
    WriteOff {
        place: Place,
        contract: String,
        clawback: String,
        amount: Fen,
    },
    /// E18.
    Reverse { journal: Box<Journal> },
}

impl LedgerEvent {
    /// The code of the event.
    #[must_use]
    pub const fn code(&self) -> EventCode {
        match self {
            Self::Allot { .. } | Self::AllotWithCash { .. } => EventCode::E01,
            Self::ReceiveCash { .. } => EventCode::E01c,
            Self::Adjust { .. } => EventCode::E02,
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
        let journal = Journal {
            event: self.code(),
            biz_date,
            memo: memo.into(),
            legs: self.legs()?,
        };
        journal.check()?;
        Ok(journal)
    }

    /// The legs of the event.
    pub fn legs(&self) -> Result<Vec<Leg>, Refusal> {
        let mut legs = Legs::default();
        match self {
            Self::Allot { .. }
            | Self::AllotWithCash { .. }
            | Self::ReceiveCash { .. }
            | Self::Adjust { .. } => self.funding(&mut legs)?,
            Self::Reserve { .. }
            | Self::ReleaseReserve { .. }
            | Self::Commit { .. }
            | Self::FallDue { .. }
            | Self::ReleaseCommitment { .. }
            | Self::CancelDue { .. } => self.promising(&mut legs)?,
            Self::ApprovePayment { .. }
            | Self::Export { .. }
            | Self::Pay { .. }
            | Self::Reject { .. }
            | Self::Bounce { .. } => self.paying(&mut legs)?,
            Self::OrderClawback { .. }
            | Self::ReceiveClawback { .. }
            | Self::ReuseRecovered { .. }
            | Self::SurrenderRecovered { .. }
            | Self::ReturnUnspent { .. }
            | Self::WriteOff { .. } => self.recovering(&mut legs)?,
            Self::Lapse { .. } | Self::CarryOut { .. } | Self::CarryIn { .. } => {
                self.closing(&mut legs)?;
            }
            Self::Reverse { journal } => {
                return Ok(journal.reversal(journal.biz_date, "")?.legs);
            }
        }
        Ok(legs.0)
    }

    fn funding(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::Allot { place, amount } => {
                legs.budget(place, *amount, (B20, NO_DETAIL), (B10, NO_DETAIL))
            }
            Self::AllotWithCash { place, amount } => {
                legs.budget(place, *amount, (B20, NO_DETAIL), (B10, NO_DETAIL))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F3001, &place.source))
            }
            Self::ReceiveCash { place, amount } => {
                legs.financial(place, *amount, (F1002, &place.bank), (F3001, &place.source))
            }
            Self::Adjust { from, to, amount } => {
                if from.source != to.source {
                    let (from, to) = (from.source.clone(), to.source.clone());
                    return Err(Refusal::CrossSource { from, to });
                }
                if from.allotment == to.allotment {
                    return Err(Refusal::SameAllotment {
                        allotment: from.allotment.clone(),
                    });
                }
                legs.budget(from, *amount, (B10, NO_DETAIL), (B20, NO_DETAIL))?;
                legs.budget(to, *amount, (B20, NO_DETAIL), (B10, NO_DETAIL))
            }
            _ => Ok(()),
        }
    }

    fn promising(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::Reserve {
                place,
                award,
                amount,
            } => legs.budget(place, *amount, (B30, award), (B20, NO_DETAIL)),
            Self::ReleaseReserve {
                place,
                award,
                amount,
            } => legs.budget(place, *amount, (B20, NO_DETAIL), (B30, award)),
            Self::Commit {
                place,
                award,
                contract,
                reserved,
                contracted,
            } => {
                if contracted > reserved {
                    let (reserved, contracted) = (*reserved, *contracted);
                    return Err(Refusal::ContractAboveAward {
                        reserved,
                        contracted,
                    });
                }
                legs.debit(B40, &place.allotment, contract, positive(*contracted)?);
                legs.credit(B30, &place.allotment, award, positive(*reserved)?)?;
                let rest = reserved.checked_sub(*contracted)?;
                if !rest.is_zero() {
                    legs.debit(B20, &place.allotment, NO_DETAIL, rest);
                }
                Ok(())
            }
            Self::FallDue {
                place,
                contract,
                tranche,
                amount,
            } => {
                legs.budget(place, *amount, (B50, tranche), (B40, contract))?;
                legs.financial(place, *amount, (F5001, contract), (F2202, tranche))
            }
            Self::ReleaseCommitment {
                place,
                contract,
                amount,
            } => legs.budget(place, *amount, (B20, NO_DETAIL), (B40, contract)),
            Self::CancelDue {
                place,
                contract,
                tranche,
                amount,
            } => {
                legs.budget(place, *amount, (B20, NO_DETAIL), (B50, tranche))?;
                legs.financial(place, *amount, (F2202, tranche), (F5001, contract))
            }
            _ => Ok(()),
        }
    }

    fn paying(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::ApprovePayment {
                place,
                tranche,
                payment,
                amount,
            } => legs.budget(place, *amount, (B55, payment), (B50, tranche)),
            Self::Export {
                place,
                tranche,
                payment,
                amount,
            } => {
                legs.budget(place, *amount, (B60, payment), (B55, payment))?;
                legs.financial(place, *amount, (F2202, tranche), (F1201, payment))
            }
            Self::Pay {
                place,
                contract,
                payment,
                amount,
            } => {
                legs.budget(place, *amount, (B70, contract), (B60, payment))?;
                legs.financial(place, *amount, (F1201, payment), (F1002, &place.bank))
            }
            Self::Reject {
                place,
                tranche,
                payment,
                amount,
            } => {
                legs.budget(place, *amount, (B50, tranche), (B60, payment))?;
                legs.financial(place, *amount, (F1201, payment), (F2202, tranche))
            }
            Self::Bounce {
                place,
                contract,
                tranche,
                amount,
            } => {
                legs.budget(place, *amount, (B50, tranche), (B70, contract))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F2202, tranche))
            }
            _ => Ok(()),
        }
    }

    fn recovering(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::OrderClawback {
                place,
                contract,
                clawback,
                amount,
            } => legs.financial(place, *amount, (F1221, clawback), (F5001, contract)),
            Self::ReceiveClawback {
                place,
                award,
                contract,
                clawback,
                amount,
            } => {
                legs.budget(place, *amount, (B80, award), (B70, contract))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F1221, clawback))
            }
            Self::ReuseRecovered {
                place,
                award,
                amount,
            } => legs.budget(place, *amount, (B20, NO_DETAIL), (B80, award)),
            Self::SurrenderRecovered {
                place,
                award,
                amount,
            } => {
                legs.budget(place, *amount, (B95, NO_DETAIL), (B80, award))?;
                legs.financial(place, *amount, (F3901, &place.source), (F1002, &place.bank))
            }
            Self::ReturnUnspent {
                place,
                award,
                contract,
                amount,
            } => {
                legs.budget(place, *amount, (B80, award), (B70, contract))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F5001, contract))
            }
            Self::WriteOff {
                place,
                contract,
                clawback,
                amount,
            } => legs.financial(place, *amount, (F5001, contract), (F1221, clawback)),
            _ => Ok(()),
        }
    }

    fn closing(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::Lapse { place, amount } => {
                legs.budget(place, *amount, (B95, NO_DETAIL), (B20, NO_DETAIL))?;
                legs.financial(place, *amount, (F3901, &place.source), (F1002, &place.bank))
            }
            Self::CarryOut {
                allotment,
                positions,
            } => {
                legs.debit(B90, allotment, NO_DETAIL, total(positions)?);
                for Position {
                    account,
                    detail,
                    amount,
                } in positions
                {
                    legs.credit(*account, allotment, detail, positive(*amount)?)?;
                }
                Ok(())
            }
            Self::CarryIn {
                allotment,
                positions,
            } => {
                legs.credit(B10, allotment, NO_DETAIL, total(positions)?)?;
                for Position {
                    account,
                    detail,
                    amount,
                } in positions
                {
                    legs.debit(*account, allotment, detail, positive(*amount)?);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn positive(amount: Fen) -> Result<Fen, Refusal> {
    if amount > Fen::ZERO {
        Ok(amount)
    } else {
        Err(Refusal::NotPositive { amount })
    }
}

fn total(positions: &[Position]) -> Result<Fen, Refusal> {
    positive(Fen::sum(positions.iter().map(|position| position.amount))?)
}

/// Legs while they are written.
#[derive(Default)]
struct Legs(Vec<Leg>);

impl Legs {
    fn debit(&mut self, account: Account, allotment: &str, detail: &str, amount: Fen) {
        let (allotment, detail) = (allotment.to_owned(), detail.to_owned());
        self.0.push(Leg {
            account,
            allotment,
            detail,
            amount,
        });
    }

    fn credit(
        &mut self,
        account: Account,
        allotment: &str,
        detail: &str,
        amount: Fen,
    ) -> Result<(), Refusal> {
        self.debit(account, allotment, detail, amount.checked_neg()?);
        Ok(())
    }

    /// A debit and a credit of the budget layer.
    fn budget(
        &mut self,
        place: &Place,
        amount: Fen,
        debit: (Account, &str),
        credit: (Account, &str),
    ) -> Result<(), Refusal> {
        self.debit(debit.0, &place.allotment, debit.1, positive(amount)?);
        self.credit(credit.0, &place.allotment, credit.1, amount)
    }

    /// A debit and a credit of the financial layer.
    fn financial(
        &mut self,
        place: &Place,
        amount: Fen,
        debit: (Account, &str),
        credit: (Account, &str),
    ) -> Result<(), Refusal> {
        self.debit(debit.0, &place.origin, debit.1, positive(amount)?);
        self.credit(credit.0, &place.origin, credit.1, amount)
    }
}

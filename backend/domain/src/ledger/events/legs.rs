//! The legs of every event, as the table of postings has them.

use super::{LedgerEvent, Place, Position};
use crate::ledger::accounts::Account;
use crate::ledger::posting::{Leg, NO_DETAIL};
use crate::ledger::refusal::Refusal;
use crate::money::Fen;
use Account::{B10, B20, B30, B40, B50, B55, B60, B70, B80, B90, B95, F1002, F1201, F1221, F2202, F3001, F3901, F5001};

impl LedgerEvent {
    /// The legs of the event.
    pub fn legs(&self) -> Result<Vec<Leg>, Refusal> {
        let mut legs = Legs::default();
        match self {
            Self::Allot { .. }
            | Self::AllotWithCash { .. }
            | Self::ReceiveCash { .. }
            | Self::Adjust { .. }
            | Self::AdjustWithCash { .. } => {
                self.funding(&mut legs)?;
            }
            Self::Reserve { .. }
            | Self::ReleaseReserve { .. }
            | Self::Commit { .. }
            | Self::FallDue { .. }
            | Self::ReleaseCommitment { .. }
            | Self::CancelDue { .. } => self.promising(&mut legs)?,
            Self::ApprovePayment { .. } | Self::Export { .. } | Self::Pay { .. } | Self::Reject { .. } | Self::Bounce { .. } => {
                self.paying(&mut legs)?;
            }
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
            Self::Allot { place, amount } => legs.budget(place, *amount, (B20, NO_DETAIL), (B10, NO_DETAIL)),
            Self::AllotWithCash { place, amount } => {
                legs.budget(place, *amount, (B20, NO_DETAIL), (B10, NO_DETAIL))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F3001, &place.source))
            }
            Self::ReceiveCash { place, amount } => legs.financial(place, *amount, (F1002, &place.bank), (F3001, &place.source)),
            Self::Adjust { from, to, amount } | Self::AdjustWithCash { from, to, amount } => {
                if from.source != to.source {
                    let (from, to) = (from.source.clone(), to.source.clone());
                    return Err(Refusal::CrossSource { from, to });
                }
                if from.allotment == to.allotment {
                    return Err(Refusal::SameAllotment { allotment: from.allotment.clone() });
                }
                legs.budget(from, *amount, (B10, NO_DETAIL), (B20, NO_DETAIL))?;
                legs.budget(to, *amount, (B20, NO_DETAIL), (B10, NO_DETAIL))?;
                if matches!(self, Self::AdjustWithCash { .. }) {
                    legs.financial(from, *amount, (F3001, &from.source), (F1002, &from.bank))?;
                    legs.financial(to, *amount, (F1002, &to.bank), (F3001, &to.source))?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn promising(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::Reserve { place, award, amount } => legs.budget(place, *amount, (B30, award), (B20, NO_DETAIL)),
            Self::ReleaseReserve { place, award, amount } => legs.budget(place, *amount, (B20, NO_DETAIL), (B30, award)),
            Self::Commit { place, award, contract, reserved, contracted } => {
                if contracted > reserved {
                    let (reserved, contracted) = (*reserved, *contracted);
                    return Err(Refusal::ContractAboveAward { reserved, contracted });
                }
                legs.debit(B40, &place.allotment, contract, positive(*contracted)?);
                legs.credit(B30, &place.allotment, award, positive(*reserved)?)?;
                let rest = reserved.checked_sub(*contracted)?;
                if !rest.is_zero() {
                    legs.debit(B20, &place.allotment, NO_DETAIL, rest);
                }
                Ok(())
            }
            Self::FallDue { place, contract, tranche, amount } => {
                legs.budget(place, *amount, (B50, tranche), (B40, contract))?;
                legs.financial(place, *amount, (F5001, contract), (F2202, tranche))
            }
            Self::ReleaseCommitment { place, contract, amount } => legs.budget(place, *amount, (B20, NO_DETAIL), (B40, contract)),
            Self::CancelDue { place, contract, tranche, amount } => {
                legs.budget(place, *amount, (B20, NO_DETAIL), (B50, tranche))?;
                legs.financial(place, *amount, (F2202, tranche), (F5001, contract))
            }
            _ => Ok(()),
        }
    }

    fn paying(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::ApprovePayment { place, tranche, payment, amount } => legs.budget(place, *amount, (B55, payment), (B50, tranche)),
            Self::Export { place, tranche, payment, amount } => {
                legs.budget(place, *amount, (B60, payment), (B55, payment))?;
                legs.financial(place, *amount, (F2202, tranche), (F1201, payment))
            }
            Self::Pay { place, contract, payment, amount } => {
                legs.budget(place, *amount, (B70, contract), (B60, payment))?;
                legs.financial(place, *amount, (F1201, payment), (F1002, &place.bank))
            }
            Self::Reject { place, tranche, payment, amount } => {
                legs.budget(place, *amount, (B50, tranche), (B60, payment))?;
                legs.financial(place, *amount, (F1201, payment), (F2202, tranche))
            }
            Self::Bounce { place, contract, tranche, amount } => {
                legs.budget(place, *amount, (B50, tranche), (B70, contract))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F2202, tranche))
            }
            _ => Ok(()),
        }
    }

    fn recovering(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::OrderClawback { place, contract, clawback, amount } => {
                legs.financial(place, *amount, (F1221, clawback), (F5001, contract))
            }
            Self::ReceiveClawback { place, award, contract, clawback, amount } => {
                legs.budget(place, *amount, (B80, award), (B70, contract))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F1221, clawback))
            }
            Self::ReuseRecovered { place, award, amount } => legs.budget(place, *amount, (B20, NO_DETAIL), (B80, award)),
            Self::SurrenderRecovered { place, award, amount } => {
                legs.budget(place, *amount, (B95, NO_DETAIL), (B80, award))?;
                legs.financial(place, *amount, (F3901, &place.source), (F1002, &place.bank))
            }
            Self::ReturnUnspent { place, award, contract, amount } => {
                legs.budget(place, *amount, (B80, award), (B70, contract))?;
                legs.financial(place, *amount, (F1002, &place.bank), (F5001, contract))
            }
            Self::WriteOff { place, contract, clawback, amount } => legs.financial(place, *amount, (F5001, contract), (F1221, clawback)),
            _ => Ok(()),
        }
    }

    fn closing(&self, legs: &mut Legs) -> Result<(), Refusal> {
        match self {
            Self::Lapse { place, amount } => {
                legs.budget(place, *amount, (B95, NO_DETAIL), (B20, NO_DETAIL))?;
                legs.financial(place, *amount, (F3901, &place.source), (F1002, &place.bank))
            }
            Self::CarryOut { allotment, positions } => {
                legs.debit(B90, allotment, NO_DETAIL, total(positions)?);
                for Position { account, detail, amount } in positions {
                    legs.credit(*account, allotment, detail, positive(*amount)?)?;
                }
                Ok(())
            }
            Self::CarryIn { allotment, positions } => {
                legs.credit(B10, allotment, NO_DETAIL, total(positions)?)?;
                for Position { account, detail, amount } in positions {
                    legs.debit(*account, allotment, detail, positive(*amount)?);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn positive(amount: Fen) -> Result<Fen, Refusal> {
    if amount > Fen::ZERO { Ok(amount) } else { Err(Refusal::NotPositive { amount }) }
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
        self.0.push(Leg { account, allotment, detail, amount });
    }

    fn credit(&mut self, account: Account, allotment: &str, detail: &str, amount: Fen) -> Result<(), Refusal> {
        self.debit(account, allotment, detail, amount.checked_neg()?);
        Ok(())
    }

    /// A debit and a credit of the budget layer.
    fn budget(&mut self, place: &Place, amount: Fen, debit: (Account, &str), credit: (Account, &str)) -> Result<(), Refusal> {
        self.debit(debit.0, &place.allotment, debit.1, positive(amount)?);
        self.credit(credit.0, &place.allotment, credit.1, amount)
    }

    /// A debit and a credit of the financial layer.
    fn financial(&mut self, place: &Place, amount: Fen, debit: (Account, &str), credit: (Account, &str)) -> Result<(), Refusal> {
        self.debit(debit.0, &place.origin, debit.1, positive(amount)?);
        self.credit(credit.0, &place.origin, credit.1, amount)
    }
}

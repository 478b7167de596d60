//! What the end of a year does to positions, and from where money is taken that lies at several places.

use super::accounts::Account;
use super::events::Position;
use super::posting::NO_DETAIL;
use crate::money::{Fen, MoneyError};

/// What becomes of the positions of one allotment at the end of its year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closing {
    /// Available money that goes back to whoever gave it; zero when it is carried.
    pub lapse: Fen,
    /// What the next year goes on with, none of zero.
    pub carried: Vec<Position>,
}

impl Closing {
    /// Available money lapses or is carried like everything that is reserved, promised or under way.
    #[must_use]
    pub fn of(mut positions: Vec<Position>, lapses: bool) -> Self {
        positions.retain(|position| position.account.is_carried() && !position.amount.is_zero());
        let is_available = |position: &Position| position.account == Account::B20 && position.detail == NO_DETAIL;
        let available = positions.iter().find(|position| is_available(position)).map(|position| position.amount);
        match available.filter(|_| lapses) {
            Some(lapse) => {
                positions.retain(|position| !is_available(position));
                Self { lapse, carried: positions }
            }
            None => Self { lapse: Fen::ZERO, carried: positions },
        }
    }

    /// The sum of what is carried.
    pub fn total(&self) -> Result<Fen, MoneyError> {
        Fen::sum(self.carried.iter().map(|position| position.amount))
    }
}

/// Takes an amount from several places in their order; what is short when they do not hold it.
pub fn take<T>(amount: Fen, held: impl IntoIterator<Item = (T, Fen)>) -> Result<Vec<(T, Fen)>, Fen> {
    let (mut left, mut parts) = (amount, Vec::new());
    for (place, holds) in held {
        let part = left.min(holds);
        if part > Fen::ZERO {
            left = left.checked_sub(part).map_err(|_| amount)?;
            parts.push((place, part));
        }
    }
    if left.is_zero() { Ok(parts) } else { Err(left) }
}

/// The cash that came in for one allotment and its successors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cash {
    /// The allotment the cash came in for.
    pub origin: String,
    /// What the bank account holds of it.
    pub held: Fen,
    /// What its positions still need when all that lapses is gone.
    pub needed: Fen,
}

/// Whose cash goes back when available money of `own` lapses: what its own allotment does not need, then what others do not
/// need. Budget that was adjusted left its cash where it came in. What is short when they do not hold it; nothing is taken
/// then.
pub fn give_back(cash: &mut [Cash], own: &str, amount: Fen) -> Result<Vec<(String, Fen)>, Fen> {
    let free = |one: &Cash| one.held.checked_sub(one.needed).unwrap_or(Fen::ZERO).max(Fen::ZERO);
    let (own, others): (Vec<&Cash>, Vec<&Cash>) = cash.iter().partition(|one| one.origin == own);
    let parts = take(amount, own.into_iter().chain(others).map(|one| (one.origin.clone(), free(one))))?;
    for (origin, part) in &parts {
        if let Some(one) = cash.iter_mut().find(|one| one.origin == *origin) {
            one.held = one.held.checked_sub(*part).unwrap_or(Fen::ZERO);
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(yuan: i64) -> Fen {
        Fen::new(yuan * 100).unwrap()
    }

    fn position(account: Account, detail: &str, yuan: i64) -> Position {
        Position { account, detail: detail.to_owned(), amount: fen(yuan) }
    }

    #[test]
    fn only_available_money_lapses_and_what_was_paid_stays() {
        let positions = vec![
            position(Account::B20, NO_DETAIL, 5),
            position(Account::B40, "contract", 7),
            position(Account::B60, "payment", 0),
            position(Account::B70, "contract", 9),
        ];
        let lapsed = Closing::of(positions.clone(), true);
        assert_eq!((lapsed.lapse, lapsed.total().unwrap(), lapsed.carried.len()), (fen(5), fen(7), 1));
        let carried = Closing::of(positions, false);
        assert_eq!((carried.lapse, carried.total().unwrap(), carried.carried.len()), (Fen::ZERO, fen(12), 2));
    }

    #[test]
    fn an_amount_is_taken_in_order_or_not_at_all() {
        let held = [("late", fen(3)), ("none", Fen::ZERO), ("early", fen(5))];
        assert_eq!(take(fen(4), held), Ok(vec![("late", fen(3)), ("early", fen(1))]));
        assert_eq!(take(fen(9), held), Err(fen(1)));
        assert_eq!(take(Fen::ZERO, held), Ok(Vec::new()));
    }

    #[test]
    fn lapsing_money_never_takes_the_cash_that_promises_need() {
        let cash = |origin: &str, held, needed| Cash { origin: origin.to_owned(), held: fen(held), needed: fen(needed) };
        // 50 were adjusted from `a` to `b`, and `b` has promised 100: its own cash stays for the promise.
        let mut both = [cash("a", 200, 0), cash("b", 100, 100)];
        assert_eq!(give_back(&mut both, "b", fen(50)), Ok(vec![("a".to_owned(), fen(50))]));
        assert_eq!(give_back(&mut both, "a", fen(150)), Ok(vec![("a".to_owned(), fen(150))]));
        assert_eq!(give_back(&mut both, "a", fen(1)), Err(fen(1)));
    }
}

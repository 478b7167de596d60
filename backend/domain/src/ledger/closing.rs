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
}

//! A reduction (核减) of an approved amount: how it falls on the instalments that nobody has asked for yet.

use crate::money::Fen;

/// What becomes of one open instalment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Before the reduction.
    pub from: Fen,
    /// After it; zero cancels the instalment.
    pub to: Fen,
}

impl Cut {
    /// What is taken away.
    #[must_use]
    pub fn less(self) -> i64 {
        self.from.get() - self.to.get()
    }
}

/// Splits a reduction over the open instalments in proportion to their amounts, which are their shares to the fen: the floor
/// of each exact part, and the fen left over one each to the largest remainders, ties to the earliest. The parts add up to
/// the reduction exactly, no instalment falls below zero and none grows. What was drawn is no part of it.
///
/// Nothing when the reduction is not above zero or is more than all of them.
#[must_use]
pub fn cuts(reduction: Fen, open: &[Fen]) -> Option<Vec<Cut>> {
    let amounts: Vec<i128> = open.iter().map(|amount| i128::from(amount.get().max(0))).collect();
    let (all, reduction) = (amounts.iter().sum::<i128>(), i128::from(reduction.get()));
    if reduction <= 0 || reduction > all {
        return None;
    }
    // At most 10^14 fen times 10^14 fen: exact in 128 bits.
    let products: Vec<i128> = amounts.iter().map(|amount| amount * reduction).collect();
    let mut parts: Vec<i128> = products.iter().map(|product| product / all).collect();
    let left_over = reduction - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&index| (-(products[index] % all), index));
    for index in order.into_iter().take(usize::try_from(left_over).unwrap_or(0)) {
        parts[index] += 1;
    }
    let cut = |(from, part): (&Fen, i128)| {
        let to = Fen::new(i64::try_from(i128::from(from.get()) - part).ok()?).ok()?;
        Some(Cut { from: *from, to })
    };
    open.iter().zip(parts).map(cut).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fen(amounts: &[i64]) -> Vec<Fen> {
        amounts.iter().map(|amount| Fen::new(*amount).unwrap()).collect()
    }

    fn after(reduction: i64, open: &[i64]) -> Vec<i64> {
        cuts(Fen::new(reduction).unwrap(), &fen(open)).unwrap().iter().map(|cut| cut.to.get()).collect()
    }

    #[test]
    fn a_reduction_falls_on_every_open_instalment_by_its_share() {
        assert_eq!(after(3_000_000, &[8_000_000, 2_000_000]), [5_600_000, 1_400_000]);
        assert_eq!(after(1, &[5, 5]), [4, 5], "a tie goes to the earliest");
        assert_eq!(after(2, &[1, 1, 1]), [0, 0, 1]);
        assert_eq!(after(10_000_000, &[8_000_000, 2_000_000]), [0, 0]);
    }

    #[test]
    fn nothing_is_taken_that_is_not_there() {
        for (reduction, open) in [(0, vec![5]), (-1, vec![5]), (6, vec![5]), (1, vec![])] {
            assert_eq!(cuts(Fen::new(reduction).unwrap(), &fen(&open)), None, "{reduction} of {open:?}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_no_instalment_grows_or_falls_below_zero(
            open in prop::collection::vec(1_i64..=99_999_999_999_999 / 12, 1..12),
            share in 1_u64..=u64::MAX,
        ) {
            let all: i64 = open.iter().sum();
            let reduction = i64::try_from(u128::from(share) * u128::try_from(all).unwrap() / u128::from(u64::MAX)).unwrap().max(1);
            let found = cuts(Fen::new(reduction).unwrap(), &fen(&open)).unwrap();
            prop_assert_eq!(found.iter().map(|cut| cut.less()).sum::<i64>(), reduction);
            for cut in &found {
                prop_assert!(cut.less() >= 0 && cut.to.get() >= 0);
                let exact = i128::from(cut.from.get()) * i128::from(reduction);
                let distance = (i128::from(cut.less()) * i128::from(all) - exact).abs();
                prop_assert!(distance < i128::from(all), "less than one fen from the exact part");
            }
        }
    }
}

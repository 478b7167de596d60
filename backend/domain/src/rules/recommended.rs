//! What is recommended for a proposal: never above what was applied for, nor above the cap of the scheme.

use crate::fault::Fault;
use crate::money::Fen;

/// A lower amount that an officer recommends, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lowered<'a> {
    /// The amount instead; above zero.
    pub amount: Fen,
    /// Why it is less than could be awarded.
    pub reason: &'a str,
}

/// The amount that is recommended: what was applied for, at most the cap, or less where an officer says why. Applied,
/// recommended and approved amounts are three figures; none overwrites another. Faults name `amount` and `reason`.
pub fn recommended(applied: Fen, cap: Option<Fen>, lowered: Option<Lowered<'_>>) -> Result<Fen, Vec<Fault>> {
    let most = cap.map_or(applied, |cap| applied.min(cap));
    let Some(lowered) = lowered else { return Ok(most) };
    let mut faults = Vec::new();
    if lowered.amount <= Fen::ZERO || lowered.amount > most {
        let fault =
            Fault::new("/amount", "out_of_range", "a recommendation is above zero, at most what was applied for and at most the cap");
        faults.push(fault.with_limit(most.to_string()).with_actual(lowered.amount.to_string()));
    }
    if lowered.reason.trim().is_empty() {
        faults.push(Fault::new("/reason", "missing", "Say why less is recommended"));
    }
    if faults.is_empty() { Ok(lowered.amount) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_recommendation_never_exceeds_request_or_cap(
            applied in 1_i64..1_000_000, cap in prop::option::of(1_i64..1_000_000), wish in prop::option::of(-10_i64..1_000_000), said in any::<bool>(),
        ) {
            let fen = |amount: i64| Fen::new(amount).unwrap();
            let most = cap.map_or(applied, |cap| cap.min(applied));
            let reason = if said { "缩减规模后实施" } else { " " };
            let lowered = wish.map(|amount| Lowered { amount: fen(amount), reason });
            let found = recommended(fen(applied), cap.map(fen), lowered);
            match wish {
                None => prop_assert_eq!(found, Ok(fen(most))),
                Some(amount) if (1..=most).contains(&amount) && said => prop_assert_eq!(found, Ok(fen(amount))),
                Some(amount) => {
                    let pointers: Vec<String> = found.unwrap_err().into_iter().map(|fault| fault.pointer).collect();
                    prop_assert_eq!(pointers.contains(&"/amount".to_owned()), !(1..=most).contains(&amount));
                    prop_assert_eq!(pointers.contains(&"/reason".to_owned()), !said);
                }
            }
        }
    }
}

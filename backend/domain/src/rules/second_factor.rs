//! The second factor (动态口令, RFC 6238): who must have one, and when an act asks for a fresh code.

use crate::roles::Role;

/// A code that was shown counts for the acts of this many seconds.
pub const FRESH_SECONDS: i64 = 600;

/// How many recovery codes a factor comes with.
pub const RECOVERY_CODES: usize = 10;

/// Whether somebody with this role signs for money, or gives others the right to.
#[must_use]
pub const fn must_have(role: Role) -> bool {
    use Role::{FinanceApprover, FinanceChecker, FinanceMaker, ProgrammeDirector, SecurityAdmin, SystemAdmin};
    matches!(role, FinanceMaker | FinanceChecker | FinanceApprover | ProgrammeDirector | SystemAdmin | SecurityAdmin)
}

/// What an act still asks for that needs the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepUp {
    /// Nothing.
    Done,
    /// A fresh code.
    Code,
    /// The account has no factor, and must have one.
    Factor,
}

/// `demanded`: the account must have a factor. `has`: it has one. Instants are microseconds since 1970.
#[must_use]
pub fn step_up(demanded: bool, has: bool, proven_at: Option<i64>, now: i64) -> StepUp {
    if !has {
        return if demanded { StepUp::Factor } else { StepUp::Done };
    }
    match proven_at {
        Some(at) if at <= now && now - at <= FRESH_SECONDS * 1_000_000 => StepUp::Done,
        _ => StepUp::Code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000_000;

    #[test]
    fn who_has_a_factor_shows_a_code_every_ten_minutes() {
        let at = |seconds: i64| step_up(false, true, Some(NOW - seconds * 1_000_000), NOW);
        assert_eq!(step_up(false, true, None, NOW), StepUp::Code);
        assert_eq!(at(0), StepUp::Done);
        assert_eq!(at(FRESH_SECONDS), StepUp::Done);
        assert_eq!(at(FRESH_SECONDS + 1), StepUp::Code);
    }

    #[test]
    fn a_code_of_the_future_counts_for_nothing() {
        assert_eq!(step_up(true, true, Some(NOW + 1), NOW), StepUp::Code);
    }

    #[test]
    fn who_has_none_needs_one_only_where_it_is_demanded() {
        assert_eq!(step_up(true, false, Some(NOW), NOW), StepUp::Factor);
        assert_eq!(step_up(false, false, None, NOW), StepUp::Done);
    }

    #[test]
    fn whoever_signs_for_money_must_have_one_and_applicants_need_not() {
        assert!([Role::FinanceApprover, Role::SecurityAdmin, Role::ProgrammeDirector].into_iter().all(must_have));
        assert!(![Role::ApplicantOwner, Role::Reviewer, Role::Auditor].into_iter().any(must_have));
    }
}

//! Delegation (委托代办): whoever is away lends a role to somebody else until a day. The delegate acts as themselves, so
//! nobody becomes two hands by it.

use crate::fault::Fault;
use crate::roles::Role;
use crate::time::Day;

/// A role is lent for at most this many days.
pub const MAX_DAYS: i64 = 60;

/// Whether a role may be lent: those whose absence stops the money.
#[must_use]
pub const fn may_be_lent(role: Role) -> bool {
    matches!(role, Role::FinanceChecker | Role::FinanceApprover | Role::ProgrammeDirector)
}

/// What is wrong with the last day of a delegation that begins today.
#[must_use]
pub fn last_day_faults(today: Day, until: Day) -> Vec<Fault> {
    let Ok(limit) = today.plus_days(MAX_DAYS) else { return Vec::new() };
    if until < today {
        let detail = "The last day lies in the past";
        return vec![Fault::new("/until", "too_small", detail).with_limit(today.to_string()).with_actual(until.to_string())];
    }
    if until > limit {
        let detail = format!("A role is lent for at most {MAX_DAYS} days");
        return vec![Fault::new("/until", "too_large", detail).with_limit(limit.to_string()).with_actual(until.to_string())];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_lent_from_today_for_sixty_days_at_most() {
        let day = |text: &str| Day::parse(text).unwrap();
        let codes = |until: &str| last_day_faults(day("2026-06-01"), day(until)).into_iter().map(|fault| fault.code).collect::<Vec<_>>();
        assert!(codes("2026-06-01").is_empty());
        assert!(codes("2026-07-31").is_empty());
        assert_eq!(codes("2026-05-31"), ["too_small"]);
        assert_eq!(codes("2026-08-01"), ["too_large"]);
    }

    #[test]
    fn only_roles_whose_absence_stops_the_money_are_lent() {
        assert!([Role::FinanceChecker, Role::FinanceApprover, Role::ProgrammeDirector].into_iter().all(may_be_lent));
        assert!(![Role::FinanceMaker, Role::SecurityAdmin, Role::Auditor, Role::Reviewer].into_iter().any(may_be_lent));
    }
}

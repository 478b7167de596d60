//! Who may not belong to an organisation because of what they decide elsewhere.

use crate::roles::Role;

/// The roles that judge, pay or check organisations. Whoever holds one of them where an organisation stands does
/// not belong to it. Community officers are left out: they report needs and confirm activities but decide nothing
/// about money, and often lead the filed groups of their own community.
pub const APART_FROM_MEMBERS: &[Role] = &[
    Role::StreetOfficer,
    Role::ProgrammeOfficer,
    Role::ProgrammeDirector,
    Role::Reviewer,
    Role::Evaluator,
    Role::FinanceMaker,
    Role::FinanceChecker,
    Role::FinanceApprover,
    Role::Auditor,
];

/// True if the role gives rights inside an organisation.
#[must_use]
pub const fn is_member_role(role: Role) -> bool {
    matches!(role, Role::ApplicantOwner | Role::ApplicantEditor | Role::ApplicantFinance)
}

/// The roles among those held at an organisation's place that keep their holder out of it, each once.
#[must_use]
pub fn in_the_way(held: &[Role]) -> Vec<Role> {
    APART_FROM_MEMBERS.iter().copied().filter(|role| held.contains(role)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_judges_or_pays_does_not_belong() {
        let held = [Role::Resident, Role::FinanceMaker, Role::ProgrammeOfficer, Role::FinanceMaker];
        assert_eq!(in_the_way(&held), [Role::ProgrammeOfficer, Role::FinanceMaker]);
    }

    #[test]
    fn residents_community_officers_and_members_may_belong() {
        let held = [Role::Resident, Role::CommunityOfficer, Role::ApplicantOwner, Role::SystemAdmin];
        assert!(in_the_way(&held).is_empty());
    }

    #[test]
    fn no_role_is_on_both_sides() {
        assert!(Role::ALL.iter().all(|role| !(is_member_role(*role) && APART_FROM_MEMBERS.contains(role))));
    }
}

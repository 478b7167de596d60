//! Who does what: the roles a person can hold. A grant is a person, a role and a scope.

use crate::string_enum;

string_enum! {
    /// What a person may do, within the scope of the grant that carries it.
    pub enum Role {
        Resident "resident" "居民" "Reports and endorses needs, answers surveys, raises signed objections";
        ApplicantOwner "applicant_owner" "社会组织负责人" "Answers for one organisation and signs for it";
        ApplicantEditor "applicant_editor" "社会组织填报人" "Writes the proposals and reports of one organisation";
        ApplicantFinance "applicant_finance" "社会组织财务" "Keeps the accounts of one organisation and requests payment";
        CommunityOfficer "community_officer" "社区工作者" "Enters and triages needs, confirms activities on site";
        StreetOfficer "street_officer" "街道专员" "Triages needs, supervises projects, approves changes";
        ProgrammeOfficer "programme_officer" "项目主管" "Runs calls: screening, panels, notices, agreements, evaluations";
        ProgrammeDirector "programme_director" "审批领导" "Approves publication, funding decision, notice and termination";
        Reviewer "reviewer" "评审专家" "Declares conflicts, scores, takes part in the defence";
        Evaluator "evaluator" "第三方评估" "Evaluates assigned projects at mid-term and at the end";
        FinanceMaker "finance_maker" "经办" "The first of the three hands on every payment";
        FinanceChecker "finance_checker" "复核" "The second of the three hands on every payment";
        FinanceApprover "finance_approver" "审批" "The third of the three hands on every payment";
        Auditor "auditor" "审计" "Reads everything and changes nothing";
        SystemAdmin "system_admin" "系统管理员" "Configures the platform";
        SecurityAdmin "security_admin" "安全管理员" "Keeps accounts and grants";
    }
}

/// The three that watch each other: one account never holds two of them.
const SEPARATED: [Role; 3] = [Role::Auditor, Role::SystemAdmin, Role::SecurityAdmin];

/// True if one account may not hold both roles: system administrator, security administrator and
/// auditor are three separate persons.
#[must_use]
pub fn incompatible(a: Role, b: Role) -> bool {
    a != b && SEPARATED.contains(&a) && SEPARATED.contains(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_sixteen_roles_and_each_is_read_back_from_its_code() {
        assert_eq!(Role::ALL.len(), 16);
        for role in Role::ALL {
            assert_eq!(role.as_str().parse::<Role>().unwrap(), *role);
            assert!(!role.zh().is_empty());
        }
    }

    #[test]
    fn the_three_administrators_are_three_persons() {
        assert!(incompatible(Role::SystemAdmin, Role::SecurityAdmin));
        assert!(incompatible(Role::Auditor, Role::SystemAdmin));
        assert!(incompatible(Role::SecurityAdmin, Role::Auditor));
        assert!(!incompatible(Role::Auditor, Role::Auditor));
        assert!(!incompatible(Role::Auditor, Role::Reviewer));
    }

    #[test]
    fn incompatibility_does_not_depend_on_the_order() {
        for a in Role::ALL {
            for b in Role::ALL {
                assert_eq!(incompatible(*a, *b), incompatible(*b, *a));
            }
        }
    }
}

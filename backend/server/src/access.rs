//! Who may call which operation. Default deny: an operation that is not listed stops the start of the server.
//!
//! An operation that fires an event takes its roles from the state table, so rule, button and table are one.

use yichuang_domain::machine::Machine;
use yichuang_domain::roles::Role::{self, *};
use yichuang_domain::states::organisations::{OrganisationEvent as Org, OrganisationMachine};

/// The first of the two questions: may this person do such a thing at all? Where they may do it is the
/// handler's question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    Public,
    /// Anybody who is logged in.
    Authenticated,
    Roles(Vec<Role>),
}

/// Staff who may read everything of an area.
pub const STAFF: &[Role] = &[
    ProgrammeOfficer, ProgrammeDirector, FinanceMaker, FinanceChecker, FinanceApprover, StreetOfficer, CommunityOfficer, Auditor,
];
/// People of an organisation.
pub const APPLICANTS: &[Role] = &[ApplicantOwner, ApplicantEditor, ApplicantFinance];
/// People who run calls, and those who check them.
pub const PROGRAMME: &[Role] = &[ProgrammeOfficer, ProgrammeDirector, Auditor];
/// The three hands, and those who check them.
pub const FINANCE: &[Role] = &[FinanceMaker, FinanceChecker, FinanceApprover, Auditor];

impl Access {
    /// The rule of an operation, or nothing when there is no such operation.
    #[must_use]
    pub fn of(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "createSession" | "registerAccount" | "getClock" | "listAreas" => Self::Public,
            "getCurrentSession" | "deleteSession" | "changePassword" | "advanceClock" => Self::Authenticated,
            "listUsers" | "getUser" => Self::roles(&[&[SecurityAdmin, Auditor]]),
            "createGrant" | "deleteGrant" => Self::roles(&[&[SecurityAdmin]]),
            "createOrganisation" => Self::Authenticated,
            "listOrganisations" | "getOrganisation" => Self::roles(&[APPLICANTS, STAFF]),
            "updateOrganisation" => Self::roles(&[&[ApplicantOwner, ApplicantEditor]]),
            "setBankAccount" => Self::roles(&[&[ApplicantOwner, ApplicantFinance]]),
            "submitOrganisation" => Self::event::<OrganisationMachine>(Org::Submit),
            "verifyOrganisation" => Self::event::<OrganisationMachine>(Org::Verify),
            "returnOrganisation" => Self::event::<OrganisationMachine>(Org::Return),
            "rejectOrganisation" => Self::event::<OrganisationMachine>(Org::Reject),
            "suspendOrganisation" => Self::event::<OrganisationMachine>(Org::Suspend),
            "reinstateOrganisation" => Self::event::<OrganisationMachine>(Org::Reinstate),
            "deregisterOrganisation" => Self::event::<OrganisationMachine>(Org::Deregister),
            "listAuditEvents" => Self::roles(&[&[Auditor]]),
            _ => return None,
        })
    }

    fn roles(groups: &[&[Role]]) -> Self {
        let mut roles: Vec<Role> = groups.concat();
        roles.sort_unstable();
        roles.dedup();
        Self::Roles(roles)
    }

    /// Everybody whom the state table lets fire the event from some state.
    fn event<M: Machine>(event: M::Event) -> Self {
        let edges = M::TABLE.iter().filter(|edge| edge.event == event);
        Self::roles(&edges.map(|edge| edge.roles).collect::<Vec<_>>())
    }

    /// The codes that the contract shows as `x-roles`.
    #[must_use]
    pub fn codes(&self) -> Vec<&'static str> {
        match self {
            Self::Public => vec!["public"],
            Self::Authenticated => vec!["authenticated"],
            Self::Roles(roles) => roles.iter().map(|role| role.as_str()).collect(),
        }
    }
}

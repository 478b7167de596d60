//! Who asks, and how far their grants reach. A grant is (user, role, scope).

use uuid::Uuid;
use yichuang_domain::roles::Role;
use yichuang_store::Reach;
use yichuang_store::ids::{CallId, OrganisationId, PersonId, UserId};
use yichuang_store::record::{Grant as GrantRow, User};

/// Where a grant holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Platform,
    /// This area and all below it.
    Area(String),
    Call(CallId),
    Organisation(OrganisationId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub scope: Scope,
}

/// A person who is logged in, with the grants in force.
#[derive(Clone, Debug)]
pub struct Caller {
    pub user: UserId,
    pub person: PersonId,
    pub name: String,
    pub grants: Vec<Grant>,
}

/// Where a thing stands: what a grant's scope is compared with.
#[derive(Clone, Debug, Default)]
pub struct Place<'a> {
    pub area_path: Option<&'a str>,
    pub call: Option<CallId>,
    pub organisation: Option<OrganisationId>,
}

impl<'a> Place<'a> {
    #[must_use]
    pub fn area(path: &'a str) -> Self {
        Self { area_path: Some(path), ..Self::default() }
    }

    #[must_use]
    pub fn of_call(mut self, call: CallId) -> Self {
        self.call = Some(call);
        self
    }

    #[must_use]
    pub fn of_organisation(mut self, organisation: OrganisationId) -> Self {
        self.organisation = Some(organisation);
        self
    }
}

impl Scope {
    fn covers(&self, place: &Place<'_>) -> bool {
        match self {
            Self::Platform => true,
            Self::Area(path) => place.area_path.is_some_and(|area| area.starts_with(path.as_str())),
            Self::Call(id) => place.call == Some(*id),
            Self::Organisation(id) => place.organisation == Some(*id),
        }
    }
}

impl Caller {
    /// A caller from stored rows; a grant whose role this version does not know gives nothing.
    #[must_use]
    pub fn new(user: &User, grants: &[GrantRow]) -> Self {
        let grants = grants.iter().filter_map(Grant::read).collect();
        Self { user: user.id, person: user.person_id, name: user.name.clone(), grants }
    }

    /// Every role the caller holds somewhere.
    pub fn roles(&self) -> impl Iterator<Item = Role> + '_ {
        self.grants.iter().map(|grant| grant.role)
    }

    /// The roles the caller holds at a place.
    #[must_use]
    pub fn roles_at(&self, place: &Place<'_>) -> Vec<Role> {
        self.grants.iter().filter(|grant| grant.scope.covers(place)).map(|grant| grant.role).collect()
    }

    #[must_use]
    pub fn holds(&self, roles: &[Role], place: &Place<'_>) -> bool {
        self.grants.iter().any(|grant| roles.contains(&grant.role) && grant.scope.covers(place))
    }

    /// How far these roles let the caller see, for list queries.
    #[must_use]
    pub fn reach(&self, roles: &[Role]) -> Reach {
        let mut reach = Reach::default();
        for grant in self.grants.iter().filter(|grant| roles.contains(&grant.role)) {
            match &grant.scope {
                Scope::Platform => reach.everything = true,
                Scope::Area(path) => reach.area_paths.push(path.clone()),
                Scope::Call(id) => reach.calls.push(*id),
                Scope::Organisation(id) => reach.organisations.push(*id),
            }
        }
        reach
    }
}

impl Grant {
    /// A stored grant; nothing when no version of this program wrote it.
    #[must_use]
    pub fn read(row: &GrantRow) -> Option<Self> {
        let scope = match (row.scope_kind.as_str(), row.scope_id, &row.area_path) {
            ("platform", _, _) => Scope::Platform,
            ("area", _, Some(path)) => Scope::Area(path.clone()),
            ("call", Some(id), _) => Scope::Call(CallId(id)),
            ("organisation", Some(id), _) => Scope::Organisation(OrganisationId(id)),
            _ => return None,
        };
        Some(Self { role: row.role.parse().ok()?, scope })
    }
}

/// The id of a scope as stored, for grants on calls and organisations.
#[must_use]
pub fn scope_columns(scope: &Scope) -> (&'static str, Option<Uuid>, Option<String>) {
    match scope {
        Scope::Platform => ("platform", None, None),
        Scope::Area(path) => ("area", None, Some(path.clone())),
        Scope::Call(id) => ("call", Some(id.0), None),
        Scope::Organisation(id) => ("organisation", Some(id.0), None),
    }
}

//! Funded projects: what was awarded, agreed and paid.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::caller::Place;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_domain::roles::Role;
use yichuang_domain::states::projects::ProjectState;
pub use yichuang_records::projects::ProjectRefView;
use yichuang_store::ids::{CallId, OrganisationId};
use yichuang_store::record::{Call, Organisation, Project};
use yichuang_store::several;

pub mod ask_extension;
pub mod expire;
pub mod get;
pub mod get_public;
pub mod grant_extension;
pub mod list;
pub mod list_public;
pub mod promised;
pub mod refuse_extension;
pub mod reservation;
pub mod terminate;
pub mod view;

/// A call by its number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectCallView {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
}

/// The organisation that carries a project out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GranteeView {
    pub id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
}

/// Who may know of a project, its agreement and its tranches.
#[must_use]
pub fn readers() -> Vec<Role> {
    [APPLICANTS, STAFF].concat()
}

#[must_use]
pub fn place(project: &Project) -> Place<'_> {
    Place::area(&project.area_path).of_call(project.call_id).of_organisation(project.organisation_id)
}

/// Whether money may flow to a project in this state: it is agreed, and neither stopped nor ended early.
pub fn money_flows(project: &Project) -> Result<bool, Problem> {
    use ProjectState::{Active, Closed, FinalSubmitted, Rectifying};
    Ok(matches!(state_of(&project.state)?, Active | Rectifying | FinalSubmitted | Closed))
}

/// The calls and organisations of some projects, read once for all of them.
pub struct Related {
    calls: HashMap<CallId, Call>,
    organisations: HashMap<OrganisationId, Organisation>,
}

impl Related {
    pub async fn of(uow: &Uow, projects: &[Project]) -> Result<Self, Problem> {
        let mut calls: Vec<CallId> = projects.iter().map(|project| project.call_id).collect();
        calls.sort_unstable();
        calls.dedup();
        let mut organisations: Vec<OrganisationId> = projects.iter().map(|project| project.organisation_id).collect();
        organisations.sort_unstable();
        organisations.dedup();
        let (calls, organisations) = several::two::<Call, Organisation>(&uow.conn, &calls, &organisations).await?;
        Ok(Self::new(calls, organisations))
    }

    #[must_use]
    pub fn new(calls: Vec<Call>, organisations: Vec<Organisation>) -> Self {
        Self {
            calls: calls.into_iter().map(|call| (call.id, call)).collect(),
            organisations: organisations.into_iter().map(|organisation| (organisation.id, organisation)).collect(),
        }
    }

    pub fn call(&self, project: &Project) -> Result<&Call, Problem> {
        self.calls.get(&project.call_id).ok_or_else(|| Problem::internal("a project without its call"))
    }

    pub fn organisation(&self, project: &Project) -> Result<&Organisation, Problem> {
        self.organisations.get(&project.organisation_id).ok_or_else(|| Problem::internal("a project without its organisation"))
    }
}

impl From<&Call> for ProjectCallView {
    fn from(call: &Call) -> Self {
        Self { id: call.id.0, number: call.number.clone(), title: call.title.clone() }
    }
}

impl From<&Organisation> for GranteeView {
    fn from(organisation: &Organisation) -> Self {
        Self { id: organisation.id.0, name: organisation.name.clone() }
    }
}

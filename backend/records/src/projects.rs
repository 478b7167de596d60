//! How a project is named where something else is told.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_store::record::Project;

/// A project by its number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectRefView {
    pub id: Uuid,
    #[schema(example = "XM2026-0001")]
    pub number: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
}

impl From<&Project> for ProjectRefView {
    fn from(project: &Project) -> Self {
        Self { id: project.id.0, number: project.number.clone(), title: project.title.clone() }
    }
}

//! Where experts work, compared with organisations: conflicts are written down when a record changes and when a
//! proposal comes in.

use yichuang_store::experts as rows;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{Expert, Organisation};

use super::keep;
use crate::problem::Problem;
use crate::uow::Uow;

/// What the record of an expert has in common with any organisation.
pub async fn expert(uow: &Uow, row: &Expert) -> Result<(), Problem> {
    let mut found = rows::organisations_named_by(&uow.conn, row.id).await?;
    found.sort_unstable();
    for id in found {
        let organisation: Organisation = uow.find(id).await?;
        keep::detect(uow, row.user_id, &organisation.area_path, &[id]).await?;
    }
    Ok(())
}

/// What an organisation that hands in a proposal has in common with the record of any expert.
pub async fn applicant(uow: &Uow, organisation: OrganisationId, area_path: &str) -> Result<(), Problem> {
    for user in rows::naming(&uow.conn, organisation).await? {
        keep::find_new(uow, user, area_path, &[organisation]).await?;
    }
    Ok(())
}

//! People of a proposal who stand in the organisation's register of staff.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::canonical;
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::Scheme;
use yichuang_domain::time::Day;
use yichuang_store::get_many;
use yichuang_store::ids::{OrganisationId, StaffId};
use yichuang_store::record::{Proposal, StaffMember};

use super::document::{ProposalDocument, document_of};

/// The registered people that a document names, of this organisation only.
async fn named(uow: &Uow, organisation: OrganisationId, document: &ProposalDocument) -> Result<HashMap<Uuid, StaffMember>, Problem> {
    let ids: Vec<StaffId> = document.team.iter().filter_map(|member| member.staff_id).map(StaffId).collect();
    let found = get_many::<StaffMember>(&uow.conn, &ids).await?.into_iter();
    Ok(found.filter(|row| row.organisation_id == organisation).map(|row| (row.id.0, row)).collect())
}

fn works(row: &StaffMember, on: Day) -> bool {
    let on = on.to_string();
    row.since_on.as_ref().is_none_or(|day| *day <= on) && row.until_on.as_ref().is_none_or(|day| *day >= on)
}

/// The change with the names of registered people as the register has them. Whoever is newly named must work for the
/// organisation today.
pub(super) async fn enter(uow: &Uow, before: &Proposal, change: Proposal) -> Result<Proposal, Problem> {
    let mut document = document_of(&change)?;
    let old = document_of(before)?;
    if document.team == old.team {
        return Ok(change);
    }
    let known = named(uow, before.organisation_id, &document).await?;
    let mut faults = Vec::new();
    for (index, member) in document.team.iter_mut().enumerate() {
        let Some(id) = member.staff_id else { continue };
        let is_old = old.team.iter().any(|one| one.staff_id == Some(id));
        match known.get(&id) {
            Some(row) if is_old || works(row, uow.today()) => member.name.clone_from(&row.name),
            _ if is_old => {}
            _ => faults.push(Fault::new(format!("/team/{index}/staff_id"), "staff_unknown", "Nobody of this organisation's staff")),
        }
    }
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    Ok(Proposal { document: canonical(&document)?, ..change })
}

/// Who of the team does not work for the organisation on this day, and who ought to be registered and is not.
pub(super) async fn faults(
    uow: &Uow,
    scheme: &Scheme,
    row: &Proposal,
    document: &ProposalDocument,
    on: Day,
) -> Result<Vec<Fault>, Problem> {
    let known = named(uow, row.organisation_id, document).await?;
    let judge = |(index, member): (usize, &super::parts::ProposalTeamMember)| {
        let pointer = format!("/team/{index}/staff_id");
        match member.staff_id {
            Some(id) if known.get(&id).is_some_and(|found| works(found, on)) => None,
            Some(_) => {
                let fault = Fault::new(pointer, "staff_not_current", "Does not work for the organisation on this day");
                Some(fault.with_limit(on.to_string()).with_actual(&*member.name))
            }
            None if scheme.limits.registered_team => {
                Some(Fault::new(pointer, "staff_required", "Must stand in the register of staff").with_actual(&*member.name))
            }
            None => None,
        }
    };
    Ok(document.team.iter().enumerate().filter_map(judge).collect())
}

/// The registered people of the team as the register has them at this instant.
pub(super) async fn snapshot(uow: &Uow, row: &Proposal, document: &ProposalDocument) -> Result<Vec<Value>, Problem> {
    let known = named(uow, row.organisation_id, document).await?;
    let registered = document.team.iter().filter_map(|member| known.get(&member.staff_id?));
    let said = registered.map(|found| {
        json!({
            "staff_id": found.id, "name": found.name, "position": found.position,
            "certificate_level": found.certificate_level,
        })
    });
    Ok(said.collect())
}

/// For a copy: whoever does not work there today is a name only; gives the places.
pub(super) async fn keep_current(uow: &Uow, organisation: OrganisationId, document: &mut ProposalDocument) -> Result<Vec<Fault>, Problem> {
    let known = named(uow, organisation, document).await?;
    let mut left = Vec::new();
    for (index, member) in document.team.iter_mut().enumerate() {
        if member.staff_id.is_some_and(|id| !known.get(&id).is_some_and(|row| works(row, uow.today()))) {
            member.staff_id = None;
            let fault = Fault::new(format!("/team/{index}/staff_id"), "left_out", "Does not work for the organisation any more");
            left.push(fault.with_actual(&*member.name));
        }
    }
    Ok(left)
}

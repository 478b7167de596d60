//! What is known of an organisation on a day, read from its record: the one source of every check of eligibility.

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_domain::rules::{ListEntry as DomainEntry, OrganisationFacts, inspections_in_a_row};
use yichuang_domain::time::Day;
use yichuang_store::ids::{CallId, ProposalId};
use yichuang_store::record::{Call, Inspection, ListEntry, Organisation};
use yichuang_store::{accounts, proposals, sponsorships, standing};

/// The facts, and the rows they were read from.
pub struct Known {
    pub facts: OrganisationFacts,
    pub inspections: Vec<Inspection>,
    /// In the order of the facts' entries.
    pub entries: Vec<ListEntry>,
}

/// `call`: whose history counts as earlier; `except`: the proposal that is judged, which is not its own rival.
pub async fn known(
    uow: &Uow,
    organisation: &Organisation,
    call: Option<&Call>,
    except: Option<ProposalId>,
    on: Day,
) -> Result<Known, Problem> {
    let call_id = call.map_or(CallId(uuid::Uuid::nil()), |call| call.id);
    let history = proposals::history(&uow.conn, call_id, organisation.id, except).await?;
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let organises = match call {
        None => false,
        Some(call) => {
            let people = accounts::grants_on(&uow.conn, organisation.id.0).await?;
            organisation.name == call.host_name || people.iter().any(|grant| grant.user_id == call.created_by)
        }
    };
    let inspections = standing::inspections(&uow.conn, organisation.id).await?;
    let entries = standing::entries(&uow.conn, organisation.id).await?;
    let facts = OrganisationFacts {
        state: state_of(&organisation.state)?,
        kind: state_of(&organisation.kind)?,
        registered_on: day(organisation.registered_on.as_deref())?,
        inspections_passed: inspections_passed(organisation, &inspections, on)?,
        grade: organisation.assessment_grade.as_deref().map(state_of).transpose()?,
        grade_valid_from: day(organisation.grade_valid_from.as_deref())?,
        grade_valid_until: day(organisation.grade_valid_until.as_deref())?,
        list_entries: entries.iter().map(entry).collect::<Result<_, _>>()?,
        open_proposals_in_call: count(history.others_in_call),
        earlier_awards: count(history.awards),
        unsettled_projects: count(history.unsettled),
        has_sponsor: sponsorships::is_sponsored(&uow.conn, organisation.id).await?,
        organises_call: organises,
    };
    Ok(Known { facts, inspections, entries })
}

/// Counted from the years an officer has confirmed; an organisation without any year on record keeps the number it
/// was registered with.
fn inspections_passed(organisation: &Organisation, rows: &[Inspection], on: Day) -> Result<u32, Problem> {
    if rows.is_empty() {
        return Ok(u32::try_from(organisation.inspections_passed).unwrap_or(0));
    }
    let confirmed = rows.iter().filter(|row| row.confirmed_by.is_some());
    let years = confirmed.map(|row| Ok((row.year, state_of(&row.result)?))).collect::<Result<Vec<_>, Problem>>()?;
    Ok(inspections_in_a_row(&years, on))
}

fn entry(row: &ListEntry) -> Result<DomainEntry, Problem> {
    let entered_on = Day::parse(&row.entered_on).map_err(Problem::internal)?;
    Ok(DomainEntry { kind: state_of(&row.kind)?, entered_on, left_on: day(row.left_on.as_deref())? })
}

fn day(text: Option<&str>) -> Result<Option<Day>, Problem> {
    text.map(Day::parse).transpose().map_err(Problem::internal)
}

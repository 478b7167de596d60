//! Until when the money of an award is reserved for it, and the one extension of that day.

use serde::Serialize;
use utoipa::ToSchema;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_base::wire::Date;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::reservations;
use yichuang_domain::states::projects::{ProjectEvent, ProjectMachine, ProjectState};
use yichuang_domain::time::Day;
use yichuang_store::ids::ProjectId;
use yichuang_store::record::{Organisation, Project};
use yichuang_store::{reviews, update};

use super::{place, readers};

/// How an extension stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SigningExtensionState {
    /// It waits for the director.
    Asked,
    /// It was granted; there is no second one.
    Granted,
}

/// A later last day of signing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SigningExtensionView {
    pub until: Date,
    #[schema(example = "法定代表人出差，约定 8 月 20 日签署")]
    pub reason: String,
    pub state: SigningExtensionState,
}

/// How long the money of an award waits for its agreement.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReservationView {
    /// The last day on which the agreement is signed by every party.
    pub sign_by: Date,
    /// Calendar days from today to it; 0 on the day itself, below zero when it is over.
    #[schema(example = 9)]
    pub days_left: i64,
    pub extension: Option<SigningExtensionView>,
}

/// The last day of signing, while it matters: as long as the agreement is not signed.
pub(super) fn sign_by(project: &Project) -> Result<Option<Day>, Problem> {
    if !ProjectState::UNSIGNED.contains(&state_of(&project.state)?) {
        return Ok(None);
    }
    Ok(Date::maybe(project.sign_by.as_deref())?.map(|day| day.0))
}

pub(super) fn view(uow: &Uow, project: &Project) -> Result<Option<ReservationView>, Problem> {
    let Some(last) = sign_by(project)? else { return Ok(None) };
    let extension = match &project.extension_until {
        None => None,
        Some(until) => Some(SigningExtensionView {
            until: Date::read(until)?,
            reason: project.extension_reason.clone().unwrap_or_default(),
            state: if project.extension_granted_by.is_some() { SigningExtensionState::Granted } else { SigningExtensionState::Asked },
        }),
    };
    Ok(Some(ReservationView { sign_by: Date(last), days_left: reservations::days_left(last, uow.today()), extension }))
}

/// An award whose extension somebody asks for or decides on, locked, with its last day.
pub(super) struct Opened {
    pub project: Project,
    pub last: Day,
}

/// 404 for strangers, 412 when it changed, 403 or 409 when the event is not allowed, 409 when the award has no last day.
pub(super) async fn open(uow: &Uow, id: ProjectId, seen: IfMatch, event: ProjectEvent) -> Result<Opened, Problem> {
    let project: Project = uow.lock(id).await?;
    uow.must_see(&readers(), &place(&project))?;
    must_not_have_lapsed(&project)?;
    seen.check(project.version)?;
    uow.fire::<ProjectMachine>(&project.state, event, &place(&project))?;
    let last = sign_by(&project)?.ok_or_else(|| Problem::refused("no_last_day", "The award has no last day of signing"))?;
    Ok(Opened { project, last })
}

/// 409 with the day when the award lapsed: whoever acts on it at that moment is told so, and not that something changed.
pub fn must_not_have_lapsed(project: &Project) -> Result<(), Problem> {
    if project.state != ProjectState::Lapsed.as_str() {
        return Ok(());
    }
    let detail = "The agreement was not signed in time; the award has lapsed and its money is available again";
    Err(Problem::refused("award_lapsed", detail).with("sign_by", project.sign_by.clone()))
}

/// An extension that waits for its decision, which is another person's than the one who asked for it.
pub(super) async fn asked(uow: &Uow, project: &Project) -> Result<String, Problem> {
    let until = project.extension_until.clone().filter(|_| project.extension_granted_by.is_none());
    let until = until.ok_or_else(|| Problem::refused("no_extension_asked", "Nobody has asked for an extension"))?;
    if let Some(asked_by) = project.extension_asked_by
        && uow.is_me(asked_by).await?
    {
        return Err(Problem::refused("second_person", "Another person than the one who asked decides on an extension"));
    }
    Ok(until)
}

/// Writes what an event changed, with its audit row.
pub(super) async fn step(uow: &Uow, change: Project, event: ProjectEvent, reason: Option<&str>) -> Result<Project, Problem> {
    let after = update(&uow.conn, Project { updated_at: uow.micros(), ..change }).await?;
    let said = serde_json::json!({
        "sign_by": after.sign_by, "extension_until": after.extension_until, "granted": after.extension_granted_by.is_some(),
    });
    let mut subject = Subject::new("project", after.id).after(said);
    subject.reason = reason;
    uow.audit(&format!("project.{}", event.as_str()), subject).await?;
    Ok(after)
}

/// Tells the organisation and whoever holds one of these roles where the project stands.
pub(super) async fn tell(uow: &Uow, project: &Project, roles: &[Role], subject: &str, text: &str) -> Result<(), Problem> {
    let organisation: Organisation = uow.find(project.organisation_id).await?;
    let mut told = vec![organisation.contact_email];
    for role in roles {
        let holders = reviews::holders(&uow.conn, role.as_str(), &project.area_path, project.call_id).await?;
        told.extend(holders.into_iter().map(|user| user.email));
    }
    told.sort_unstable();
    told.dedup();
    for address in told {
        uow.mail(&address, subject, text).await?;
    }
    Ok(())
}

/// The working days that an award has for its agreement.
pub(super) fn working_days(project: &Project) -> Result<u32, Problem> {
    let days = project.sign_within.and_then(|days| u32::try_from(days).ok());
    days.ok_or_else(|| Problem::internal("an award with a last day and without its number of days"))
}

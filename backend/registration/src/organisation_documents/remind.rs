//! Tells an organisation that a document is about to end. The clock does this; nobody asks for it.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, OrganisationDocumentKind};
use yichuang_domain::rules::REMINDER_DAYS;
use yichuang_store::ids::DocumentId;
use yichuang_store::organisation_documents::{self as rows, Window};
use yichuang_store::record::{Organisation, OrganisationDocument};

/// The days of today's reminders.
pub fn window(uow_today: yichuang_domain::time::Day) -> Result<Window, Problem> {
    let until = |days: i32| uow_today.plus_days(i64::from(days)).map(|day| (days, day.to_string())).map_err(Problem::internal);
    Ok(Window { today: uow_today.to_string(), first: until(REMINDER_DAYS[0])?, second: until(REMINDER_DAYS[1])? })
}

/// Sends the reminder that is due, once. One that comes in time for the second only counts as the first as well.
pub async fn run(uow: &Uow, id: DocumentId) -> Result<bool, Problem> {
    let document: OrganisationDocument = uow.lock(id).await?;
    let Some(until) = Date::maybe(document.valid_until.as_deref())?.filter(|_| document.removed_at.is_none()) else { return Ok(false) };
    let left = (until.0.date() - uow.today().date()).whole_days();
    let due: Vec<i32> = REMINDER_DAYS.into_iter().filter(|days| left >= 0 && left <= i64::from(*days)).collect();
    let last = until.0.to_string();
    let mut fresh = false;
    for days in &due {
        fresh = rows::note_reminder(&uow.conn, id, *days, &last, uow.micros()).await?;
    }
    if !fresh {
        return Ok(false);
    }
    let organisation: Organisation = uow.find(document.organisation_id).await?;
    let kind = OrganisationDocumentKind::read(&document.kind)?.0.zh();
    let text = format!("{}：{kind}（{}）将于 {last} 到期，还有 {left} 天。请及时换证，并在平台更新。", organisation.name, document.number);
    uow.mail(&organisation.contact_email, &format!("证照到期提醒：{kind}"), &text).await?;
    Ok(true)
}

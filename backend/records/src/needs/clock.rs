//! The response clock of a need: who owes the first answer, and by which day.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::rules::needs::{RESPONSE_DAYS, ResponseLevel, response_due};
use yichuang_domain::time::Day;
use yichuang_store::record::{Area, User};
use yichuang_store::{areas, needs, settings};

/// Name of the setting; `:` and the code of an area make it that of the area and of everything below.
pub const SETTING: &str = "need_response_days";

/// Who answers next.
pub struct Owed {
    pub level: ResponseLevel,
    /// Path of the area that answers.
    pub path: String,
    /// Nothing when the day lies outside the loaded calendar.
    pub due_on: Option<Day>,
    /// Who is told.
    pub officers: Vec<User>,
}

/// The areas of a path, from the top down.
pub async fn line(uow: &Uow, path: &str) -> Result<Vec<Area>, Problem> {
    let codes: Vec<String> = path.split('/').filter(|code| !code.is_empty()).map(str::to_owned).collect();
    let mut line = areas::get_many(&uow.conn, &codes).await?;
    line.sort_by_key(|area| area.path.len());
    Ok(line)
}

/// Working days for the first answer in an area: the nearest setting up its line, or the default.
pub async fn response_days(uow: &Uow, line: &[Area]) -> Result<u32, Problem> {
    let nearest = line.iter().rev().map(|area| format!("{SETTING}:{}", area.code));
    for name in nearest.chain([SETTING.to_owned()]) {
        if let Some(days) = settings::get(&uow.conn, &name).await?.and_then(|text| text.parse().ok()) {
            return Ok(days);
        }
    }
    Ok(RESPONSE_DAYS)
}

/// The first level from `from` upwards where somebody is there to answer; the bureau when nobody is.
pub async fn owed(uow: &Uow, path: &str, from: ResponseLevel) -> Result<Owed, Problem> {
    let line = line(uow, path).await?;
    let days = response_days(uow, &line).await?;
    let due_on = response_due(uow.app.calendar, uow.today(), days).ok();
    let mut level = from;
    loop {
        let place = line.iter().rev().find(|area| level.is_answered_by(&area.level));
        let officers = match place {
            Some(place) => needs::officers(&uow.conn, level.role().as_str(), &place.path).await?,
            None => Vec::new(),
        };
        match level.next() {
            Some(next) if officers.is_empty() => level = next,
            _ => {
                let path = place.map_or_else(|| path.to_owned(), |place| place.path.clone());
                return Ok(Owed { level, path, due_on, officers });
            }
        }
    }
}

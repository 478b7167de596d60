//! What an expert's record says, and what keeps it from being kept.

use serde::Deserialize;
use utoipa::ToSchema;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Speciality, canonical};
use yichuang_domain::fault::Fault;
use yichuang_domain::time::{Day, end_of_day_shanghai};
use yichuang_domain::uscc::Uscc;
use yichuang_store::areas;
use yichuang_store::record::{Affiliation, Area, Expert, ExpertSpeciality};

/// One thing the expert knows about.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpertSpecialityInput {
    pub code: Speciality,
    /// How much, from 1 to 100.
    #[schema(minimum = 1, maximum = 100, example = 80)]
    pub weight: i32,
}

/// Where the expert works or worked.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AffiliationInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "示例大学社会学院")]
    pub organisation: String,
    /// Unified social credit code; by it conflicts are found for certain.
    #[schema(min_length = 18, max_length = 18, example = "52310115MJ9000022D")]
    pub uscc: Option<String>,
    #[schema(max_length = 60, example = "副教授")]
    pub role: String,
    /// Whether this is the employer; one at a time. Nobody of one employer is drawn beside another of it.
    #[schema(example = true)]
    pub employer: bool,
    pub from_on: Option<Date>,
    /// The last day; none: it goes on.
    pub to_on: Option<Date>,
}

/// Days on which the expert takes work, both included.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityInput {
    pub from_on: Date,
    pub until_on: Date,
}

/// An expert's record.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpertProfileInput {
    #[schema(min_length = 2, max_length = 60, pattern = r"\S", example = "陈静")]
    pub name: String,
    /// Titles and offices, as they stand on a list of a panel.
    #[schema(max_length = 200, example = "高级社会工作师")]
    pub titles: String,
    #[schema(max_length = 30, example = "13812345678")]
    pub phone: String,
    /// Where the expert is at home in the library.
    #[schema(max_length = 20, example = "320402000000")]
    pub area_code: String,
    /// Proposals that the expert takes in one round.
    #[schema(minimum = 1, maximum = 1000, example = 40)]
    pub load_cap: i32,
    #[schema(max_items = 12)]
    pub specialities: Vec<ExpertSpecialityInput>,
    #[schema(max_items = 30)]
    pub affiliations: Vec<AffiliationInput>,
    /// When the expert takes work; empty: always.
    #[schema(max_items = 24)]
    pub available: Vec<AvailabilityInput>,
}

/// The record as it stands, with its parts.
pub(super) struct Known<'a> {
    pub expert: &'a Expert,
    pub affiliations: &'a [Affiliation],
}

/// The area, or every reason why the record cannot be kept.
pub(super) async fn check(uow: &Uow, input: &ExpertProfileInput, known: Option<&Known<'_>>) -> Result<Area, Problem> {
    let mut faults = Vec::new();
    let area = areas::find(&uow.conn, &input.area_code).await?;
    if area.is_none() {
        faults.push(Fault::new("/area_code", "unknown", "There is no such area"));
    }
    for (at, one) in input.specialities.iter().enumerate() {
        if input.specialities.iter().take(at).any(|other| other.code == one.code) {
            faults.push(Fault::new(format!("/specialities/{at}/code"), "twice", "The speciality stands in the list already"));
        }
    }
    faults.extend(affiliation_faults(input));
    for (at, period) in input.available.iter().enumerate() {
        faults.extend(order(&format!("/available/{at}/until_on"), Some(period.from_on.0), Some(period.until_on.0)));
    }
    if let Some(known) = known.filter(|known| known.expert.approved_at.is_some()) {
        faults.extend(removed(input, known.affiliations));
    }
    area.filter(|_| faults.is_empty()).ok_or_else(|| Problem::faults(faults))
}

fn affiliation_faults(input: &ExpertProfileInput) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut employers = 0;
    for (at, one) in input.affiliations.iter().enumerate() {
        if let Some(Err(error)) = one.uscc.as_deref().map(Uscc::parse) {
            faults.push(Fault::new(format!("/affiliations/{at}/uscc"), error.code(), error.to_string()));
        }
        faults.extend(order(&format!("/affiliations/{at}/to_on"), one.from_on.map(|day| day.0), one.to_on.map(|day| day.0)));
        employers += u32::from(one.employer && one.to_on.is_none());
        if employers > 1 && one.employer && one.to_on.is_none() {
            let detail = "There is one employer at a time; the former one gets its last day";
            faults.push(Fault::new(format!("/affiliations/{at}/employer"), "second_employer", detail));
        }
    }
    faults
}

fn order(pointer: &str, from: Option<Day>, until: Option<Day>) -> Option<Fault> {
    let (from, until) = from.zip(until).filter(|(from, until)| until < from)?;
    let fault = Fault::new(pointer, "before_start", "The last day lies before the first one");
    Some(fault.with_limit(from.to_string()).with_actual(until.to_string()))
}

/// Once approved, a place of work is ended, never taken away: conflicts follow from it for three more years.
fn removed(input: &ExpertProfileInput, before: &[Affiliation]) -> Vec<Fault> {
    let stands = |old: &Affiliation| {
        input.affiliations.iter().any(|new| {
            let ends = old.to_on.is_none() || new.to_on.map(|day| day.0.to_string()) == old.to_on;
            new.organisation.trim() == old.organisation && new.uscc.as_deref().unwrap_or_default() == old.uscc && ends
        })
    };
    let gone = before.iter().filter(|old| !stands(old));
    gone.map(|old| {
        let detail = "A place of work of an approved expert gets its last day; it is not taken away";
        Fault::new("/affiliations", "affiliation_removed", detail).with_actual(old.organisation.clone())
    })
    .collect()
}

/// What is missing before the record can be handed in.
pub(super) fn missing(row: &Expert, affiliations: &[Affiliation], specialities: &[ExpertSpeciality]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (empty, pointer, detail) in [
        (row.titles.is_empty(), "/titles", "Titles or offices are missing"),
        (row.phone.is_empty(), "/phone", "The phone number is missing"),
        (specialities.is_empty(), "/specialities", "At least one speciality is missing"),
        (affiliations.is_empty(), "/affiliations", "At least one place of work is missing; without any, write `个人` or the last one"),
    ] {
        if empty {
            faults.push(Fault::new(pointer, "missing", detail));
        }
    }
    faults
}

/// The record with what the input says.
pub(super) fn filled(uow: &Uow, row: Expert, input: &ExpertProfileInput, area: Area) -> Result<Expert, Problem> {
    let periods: Vec<(Day, Day)> = input.available.iter().map(|period| (period.from_on.0, period.until_on.0)).collect();
    Ok(Expert {
        name: input.name.trim().to_owned(),
        titles: input.titles.trim().to_owned(),
        phone: input.phone.trim().to_owned(),
        area_code: area.code,
        area_path: area.path,
        load_cap: input.load_cap,
        available: canonical(&periods)?,
        updated_at: uow.micros(),
        ..row
    })
}

/// The rows of places of work and specialities that the input says.
pub(super) fn parts(uow: &Uow, row: &Expert, input: &ExpertProfileInput) -> (Vec<Affiliation>, Vec<ExpertSpeciality>) {
    let affiliation = |one: &AffiliationInput| Affiliation {
        id: uow.id(),
        expert_id: row.id,
        organisation: one.organisation.trim().to_owned(),
        uscc: one.uscc.clone().unwrap_or_default(),
        role: one.role.trim().to_owned(),
        employer: one.employer,
        from_on: one.from_on.map(|day| day.0.to_string()),
        to_on: one.to_on.map(|day| day.0.to_string()),
        ended_at: one.to_on.map(|day| end_of_day_shanghai(day.0).micros()),
        created_at: uow.micros(),
    };
    let speciality = |one: &ExpertSpecialityInput| ExpertSpeciality {
        id: uow.id(),
        expert_id: row.id,
        code: one.code.0.to_string(),
        weight: one.weight,
    };
    (input.affiliations.iter().map(affiliation).collect(), input.specialities.iter().map(speciality).collect())
}

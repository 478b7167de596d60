//! The `round-file/1` document: a published round that is imported as it was published.

mod read;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::notice_length_ok;
use crate::calendar::Calendar;
use crate::fault::Fault;
use crate::money::Fen;
use crate::schemes::{Scheme, preset};
use crate::string_enum;
use crate::time::Day;
use read::Reader;

/// The only form of the document that this release reads.
const FORMAT: &str = "round-file/1";

string_enum! {
    /// The level of an area, from the widest to the narrowest.
    pub enum AreaLevel {
        Province "province" "省" "A province";
        City "city" "市" "A prefecture-level city";
        District "district" "区县" "A district or county";
        Street "street" "街道（镇）" "A street or town";
        Community "community" "社区（村）" "A community or village";
        Grid "grid" "网格" "A grid cell";
    }
}

/// A published round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundFile {
    /// Always `round-file/1`.
    pub format: String,
    /// The published title of the round.
    pub title: String,
    /// Who published it.
    pub issuer: Issuer,
    /// The year of the round.
    pub year: u32,
    /// The code of the preset whose scheme the round follows.
    pub scheme_preset: String,
    /// When the awards were on public notice.
    pub public_notice: NoticePeriod,
    /// The awards, in the order of the file.
    pub awards: Vec<Award>,
    /// The published total, equal to the sum of the awards.
    pub published_total: Fen,
}

/// Who published a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    /// The name of the authority.
    pub name: String,
    /// Its area.
    pub area: IssuerArea,
}

/// The area of an issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerArea {
    /// The 12-digit code of the area.
    pub code: String,
    /// The name of the area.
    pub name: String,
    /// The level of the area.
    pub level: AreaLevel,
}

/// The first and the last day of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePeriod {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// One published award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// The number in the published list.
    pub no: u32,
    /// The name of the organisation.
    pub organisation: String,
    /// The title of the project.
    pub title: String,
    /// The published category, if there is one.
    pub category: Option<String>,
    /// The amount in yuan.
    pub amount: Fen,
}

impl RoundFile {
    /// Reads and checks a document with the bundled calendar; see [`Self::check_with`].
    pub fn check(document: &Value) -> Result<Self, Vec<Fault>> {
        Self::check_with(document, Calendar::china())
    }

    /// Reads and checks a document; every fault at once, each at its place.
    ///
    /// Members that are not part of the form are refused, except `about` and `source` (free text for
    /// people) and `currency` (which must be `CNY`).
    pub fn check_with(document: &Value, calendar: &Calendar) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::default();
        let file = read_file(&mut reader, document, calendar);
        let faults = reader.into_faults();
        match file {
            Some(file) if faults.is_empty() => Ok(file),
            _ => Err(faults),
        }
    }
}

fn read_file(reader: &mut Reader, document: &Value, calendar: &Calendar) -> Option<RoundFile> {
    let root = reader.object(
        document,
        "",
        &[
            "format",
            "title",
            "issuer",
            "year",
            "scheme_preset",
            "public_notice",
            "awards",
            "published_total",
            "about",
            "source",
            "currency",
        ],
    )?;
    let format = reader.text(root, "", "format");
    if let Some(found) = format.as_ref().filter(|found| *found != FORMAT) {
        let fault = Fault::new("/format", "unknown_format", "this form of document is not known");
        reader.push(fault.with_limit(FORMAT).with_actual(found));
    }
    if let Some(currency) = root.get("currency").filter(|currency| **currency != "CNY") {
        let fault = Fault::new("/currency", "wrong_currency", "amounts are in CNY");
        reader.push(fault.with_limit("CNY").with_actual(currency.to_string()));
    }
    let title = reader.text(root, "", "title");
    let issuer = read_issuer(reader, root);
    let year = reader.number(root, "", "year", &(1949..=9999));
    let scheme_preset = reader.text(root, "", "scheme_preset");
    let scheme = scheme_preset.as_ref().and_then(|code| read_preset(reader, code));
    let public_notice = read_notice(reader, root, scheme.as_ref(), calendar);
    let awards = read_awards(reader, root, scheme.as_ref());
    let published_total = read_total(reader, root);
    Some(RoundFile {
        format: format?,
        title: title?,
        issuer: issuer?,
        year: year?,
        scheme_preset: scheme_preset?,
        public_notice: public_notice?,
        awards: awards?,
        published_total: published_total?,
    })
}

fn read_issuer(reader: &mut Reader, root: &Map<String, Value>) -> Option<Issuer> {
    let value = reader.member(root, "", "issuer")?;
    let issuer = reader.object(value, "/issuer", &["name", "area"])?;
    let name = reader.text(issuer, "/issuer", "name");
    let value = reader.member(issuer, "/issuer", "area")?;
    let area = reader.object(value, "/issuer/area", &["code", "name", "level"])?;
    let code = reader.text(area, "/issuer/area", "code");
    if let Some(found) = &code
        && !(found.len() == 12 && found.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let fault = Fault::new("/issuer/area/code", "form", "must be 12 digits");
        reader.push(fault.with_actual(found));
    }
    let area_name = reader.text(area, "/issuer/area", "name");
    let level = reader.text(area, "/issuer/area", "level").and_then(|text| {
        let level = text.parse::<AreaLevel>();
        if level.is_err() {
            let codes: Vec<_> = AreaLevel::ALL.iter().map(|level| level.as_str()).collect();
            let fault = Fault::new("/issuer/area/level", "unknown_level", "no such level");
            reader.push(fault.with_limit(codes.join(", ")).with_actual(text));
        }
        level.ok()
    });
    Some(Issuer { name: name?, area: IssuerArea { code: code?, name: area_name?, level: level? } })
}

fn read_preset(reader: &mut Reader, code: &str) -> Option<Scheme> {
    let scheme = preset(code);
    if scheme.is_none() {
        let codes: Vec<_> = crate::schemes::presets().iter().map(|preset| preset.code).collect();
        let fault = Fault::new("/scheme_preset", "unknown_preset", "there is no such preset");
        reader.push(fault.with_limit(codes.join(", ")).with_actual(code));
    }
    scheme
}

/// Without a known preset the days themselves are still checked.
fn read_notice(reader: &mut Reader, root: &Map<String, Value>, scheme: Option<&Scheme>, calendar: &Calendar) -> Option<NoticePeriod> {
    let value = reader.member(root, "", "public_notice")?;
    let notice = reader.object(value, "/public_notice", &["from", "to"])?;
    let from = reader.day(notice, "/public_notice", "from", calendar);
    let to = reader.day(notice, "/public_notice", "to", calendar);
    let (from, to) = (from?, to?);
    if to < from {
        let detail = "the notice ends before it begins";
        let fault = Fault::new("/public_notice/to", "ends_before_start", detail);
        reader.push(fault.with_limit(from.to_string()).with_actual(to.to_string()));
    } else if let Some(scheme) = scheme
        && let Err(mut fault) = notice_length_ok(scheme, calendar, from, to)
        && fault.code != "outside_calendar"
    {
        fault.pointer = format!("/public_notice{}", fault.pointer);
        reader.push(fault);
    }
    Some(NoticePeriod { from, to })
}

fn read_awards(reader: &mut Reader, root: &Map<String, Value>, scheme: Option<&Scheme>) -> Option<Vec<Award>> {
    let value = reader.member(root, "", "awards")?;
    let Some(items) = value.as_array() else {
        reader.wrong_type("/awards", "a list", value);
        return None;
    };
    if items.is_empty() {
        reader.push(Fault::new("/awards", "empty", "a round has at least one award"));
    }
    let awards: Vec<_> =
        items.iter().enumerate().map(|(index, item)| read_award(reader, item, &format!("/awards/{index}"), scheme)).collect();
    if let Some(max) = scheme.and_then(|scheme| scheme.limits.awards_per_call)
        && items.len() > usize::try_from(max).unwrap_or(usize::MAX)
    {
        let detail = "there are more awards than the scheme of this preset allows";
        let fault = Fault::new("/awards", "too_many_awards", detail);
        reader.push(fault.with_limit(max.to_string()).with_actual(items.len().to_string()));
    }
    reader.repeated_numbers(items);
    if let Some(scheme) = scheme {
        reader.repeated_organisations(items, scheme.limits.awards_per_organisation);
    }
    awards.into_iter().collect()
}

fn read_award(reader: &mut Reader, item: &Value, pointer: &str, scheme: Option<&Scheme>) -> Option<Award> {
    let known = ["no", "organisation", "title", "category", "amount"];
    let award = reader.object(item, pointer, &known)?;
    let no = reader.number(award, pointer, "no", &(1..=999_999));
    let organisation = reader.text(award, pointer, "organisation");
    let title = reader.text(award, pointer, "title");
    let category = match award.get("category") {
        None | Some(Value::Null) => Some(None),
        Some(_) => reader.text(award, pointer, "category").map(Some),
    };
    let amount = reader.positive_amount(award, pointer, "amount");
    if let Some((amount, budget)) = amount.zip(scheme.map(|scheme| &scheme.budget)) {
        let pointer = format!("{pointer}/amount");
        if let Some(cap) = budget.cap_per_project.filter(|cap| amount > *cap) {
            let detail = "the amount is above the cap of the scheme";
            let fault = Fault::new(&*pointer, "over_cap", detail);
            reader.push(fault.with_limit(cap.to_string()).with_actual(amount.to_string()));
        }
        if let Some(floor) = budget.floor_per_project.filter(|floor| amount < *floor) {
            let detail = "the amount is below the floor of the scheme";
            let fault = Fault::new(&*pointer, "below_floor", detail);
            reader.push(fault.with_limit(floor.to_string()).with_actual(amount.to_string()));
        }
    }
    Some(Award { no: no?, organisation: organisation?, title: title?, category: category?, amount: amount? })
}

/// The total is compared only where every amount can be read.
fn read_total(reader: &mut Reader, root: &Map<String, Value>) -> Option<Fen> {
    let total = reader.positive_amount(root, "", "published_total");
    let amounts = root
        .get("awards")
        .and_then(Value::as_array)
        .and_then(|items| items.iter().map(|item| item.get("amount").and_then(read::amount_as_written)).collect());
    let amounts: Vec<Fen> = amounts?;
    let published = root.get("published_total").and_then(read::amount_as_written)?;
    match Fen::sum(amounts) {
        Ok(sum) if sum == published => {}
        Ok(sum) => {
            let detail = "the published total is not the sum of the awards";
            let fault = Fault::new("/published_total", "total_mismatch", detail);
            reader.push(fault.with_limit(sum.to_string()).with_actual(published.to_string()));
        }
        Err(error) => {
            reader.push(Fault::new("/awards", error.code(), "the awards add up beyond all money"));
        }
    }
    total
}

#[cfg(test)]
mod tests;

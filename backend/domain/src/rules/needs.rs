//! What a need says, who answers for it first, and by when.

use crate::calendar::{Calendar, OutsideCalendar};
use crate::fault::Fault;
use crate::money::Fen;
use crate::roles::Role;
use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// What a need is about; the first five are the categories of the default scheme.
    pub enum NeedCategory {
        Elderly "elderly" "为老服务" "Services for the elderly";
        Youth "youth" "儿童青少年服务" "Services for children and young people";
        Disability "disability" "助残服务" "Services for people with disabilities";
        Relief "relief" "济困帮扶" "Help for people in hardship";
        Community "community" "社区治理" "Community governance";
        Health "health" "健康与心理" "Health and mental well-being";
        Culture "culture" "文化与邻里" "Culture and neighbourhood";
        Other "other" "其他" "Anything else";
    }
}

string_enum! {
    /// How pressing a need is.
    pub enum NeedUrgency {
        Normal "normal" "一般" "Can wait for the next round";
        Pressing "pressing" "较急" "Should be answered within weeks";
        Urgent "urgent" "紧急" "Somebody suffers until it is answered";
    }
}

string_enum! {
    /// Who brought a need up.
    pub enum NeedSource {
        Resident "resident" "居民" "A resident";
        Community "community" "社区" "Community staff";
        Organisation "organisation" "社会组织" "A social organisation";
        Survey "survey" "走访调研" "A survey or a visit";
        Hotline "hotline" "热线转办" "A hotline that passed it on";
    }
}

string_enum! {
    /// Who owes a need its first answer.
    pub enum ResponseLevel {
        Community "community" "社区" "The community";
        Street "street" "街道" "The street or town";
        Bureau "bureau" "民政部门" "The civil affairs bureau";
    }
}

/// Working days for the first answer, unless the area or the platform says otherwise.
pub const RESPONSE_DAYS: u32 = 3;

impl ResponseLevel {
    /// Who answers first for an area of this level.
    #[must_use]
    pub fn of_area(level: &str) -> Self {
        match level {
            "community" | "grid" => Self::Community,
            "street" => Self::Street,
            _ => Self::Bureau,
        }
    }

    /// Who answers when this one did not.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Community => Some(Self::Street),
            Self::Street => Some(Self::Bureau),
            Self::Bureau => None,
        }
    }

    /// The role whose holders are told.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Community => Role::CommunityOfficer,
            Self::Street => Role::StreetOfficer,
            Self::Bureau => Role::ProgrammeOfficer,
        }
    }

    /// Whether an area of this level is the one that answers here.
    #[must_use]
    pub fn is_answered_by(self, area_level: &str) -> bool {
        match self {
            Self::Community => area_level == "community",
            Self::Street => area_level == "street",
            Self::Bureau => matches!(area_level, "district" | "city" | "province"),
        }
    }
}

/// The last day for an answer: `days` working days after `from`.
pub fn response_due(calendar: &Calendar, from: Day, days: u32) -> Result<Day, OutsideCalendar> {
    calendar.add_working_days(from, days)
}

/// How many working days an answer that was due on `due` is late `today`.
pub fn working_days_late(calendar: &Calendar, due: Day, today: Day) -> Result<u32, OutsideCalendar> {
    if today <= due {
        return Ok(0);
    }
    let counted = calendar.working_days_between(due, today)?;
    Ok(counted - u32::from(calendar.is_working_day(due)?))
}

/// What a need must say before everybody may read it.
#[derive(Debug, Clone, Copy)]
pub struct Publishable<'a> {
    /// The published heading.
    pub title: &'a str,
    /// The published description.
    pub description: &'a str,
    /// What it is about.
    pub category: Option<NeedCategory>,
    /// Whom it concerns.
    pub target_group: &'a str,
    /// How many people it concerns.
    pub head_count: Option<i32>,
}

/// Everything that keeps a need from the public list, all at once.
#[must_use]
pub fn missing_to_publish(need: &Publishable<'_>) -> Vec<Fault> {
    let texts = [("/title", need.title), ("/description", need.description), ("/target_group", need.target_group)];
    let empty = texts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(pointer, _)| pointer);
    let category = need.category.is_none().then_some("/category");
    let count = need.head_count.is_none().then_some("/head_count");
    let missing = empty.chain(category).chain(count);
    missing.map(|pointer| Fault::new(pointer, "missing", "Must be filled in before the need is published")).collect()
}

/// What is wrong with the money of a need: what its project may cost, and what the organisation must raise itself.
#[must_use]
pub fn check_money(amount: Option<Fen>, self_raised_min: Option<Fen>) -> Vec<Fault> {
    match (amount, self_raised_min) {
        (None, Some(_)) => vec![Fault::new("/amount", "missing", "A minimum to be raised needs the amount it belongs to")],
        (Some(amount), Some(least)) if least > amount => {
            let fault = Fault::new("/self_raised_min", "above_amount", "Not more can be raised than the whole amount");
            vec![fault.with_limit(amount.to_string()).with_actual(least.to_string())]
        }
        _ => Vec::new(),
    }
}

/// A warning when fewer applicants than a need asks for answer it; it refuses nothing.
#[must_use]
pub fn too_few_applicants(min_applicants: Option<i32>, applicants: i64) -> Option<Fault> {
    let least = i64::from(min_applicants?);
    (applicants < least).then(|| {
        let fault = Fault::new("/min_applicants", "too_few_applicants", "Fewer organisations answer the need than it asks for");
        fault.with_limit(least.to_string()).with_actual(applicants.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn the_clock_counts_working_days_over_a_holiday_and_a_make_up_sunday() {
        let china = Calendar::china();
        // 2026: the national holiday lasts from 1 to 7 October; 10 October (Saturday) is worked.
        assert_eq!(response_due(china, day("2026-09-30"), 3), Ok(day("2026-10-10")));
        assert_eq!(working_days_late(china, day("2026-09-30"), day("2026-10-08")), Ok(1));
        assert_eq!(working_days_late(china, day("2026-09-30"), day("2026-10-07")), Ok(0));
        assert_eq!(working_days_late(china, day("2026-10-04"), day("2026-10-08")), Ok(1));
        assert_eq!(working_days_late(china, day("2026-10-08"), day("2026-10-08")), Ok(0));
    }

    #[test]
    fn a_clock_beyond_the_calendar_is_an_error_and_not_a_guess() {
        let found = response_due(Calendar::china(), day("2026-12-30"), 3).unwrap_err();
        assert_eq!(found.code(), "outside_calendar");
    }

    #[test]
    fn a_need_goes_up_from_the_community_to_the_bureau_and_no_further() {
        let mut level = ResponseLevel::of_area("community");
        let mut seen = vec![level];
        while let Some(next) = level.next() {
            level = next;
            seen.push(level);
        }
        assert_eq!(seen, ResponseLevel::ALL);
        assert_eq!(
            seen.iter().map(|level| level.role()).collect::<Vec<_>>(),
            [Role::CommunityOfficer, Role::StreetOfficer, Role::ProgrammeOfficer]
        );
        assert_eq!((ResponseLevel::of_area("street"), ResponseLevel::of_area("province")), (ResponseLevel::Street, ResponseLevel::Bureau));
        assert!(ResponseLevel::Bureau.is_answered_by("district") && !ResponseLevel::Street.is_answered_by("community"));
    }

    #[test]
    fn everything_a_published_need_lacks_is_named_at_once() {
        let empty = Publishable { title: " ", description: "", category: None, target_group: "", head_count: None };
        let found: Vec<String> = missing_to_publish(&empty).into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(found, ["/title", "/description", "/target_group", "/category", "/head_count"]);
        let whole = Publishable {
            title: "助餐",
            description: "助餐点",
            category: Some(NeedCategory::Elderly),
            target_group: "老人",
            head_count: Some(0),
        };
        assert_eq!(missing_to_publish(&whole), []);
    }

    #[test]
    fn what_must_be_raised_is_part_of_an_amount() {
        let yuan = |text: &str| Some(text.parse::<Fen>().unwrap());
        assert_eq!(check_money(yuan("66000"), yuan("6600")), []);
        assert_eq!(check_money(None, None), []);
        assert_eq!(check_money(None, yuan("1"))[0].pointer, "/amount");
        assert_eq!(check_money(yuan("1"), yuan("1.01"))[0].code, "above_amount");
        assert_eq!(check_money(yuan("1"), yuan("1")), []);
    }

    #[test]
    fn too_few_applicants_are_a_warning_with_both_figures() {
        assert_eq!(too_few_applicants(None, 0), None);
        assert_eq!(too_few_applicants(Some(3), 3), None);
        let fault = too_few_applicants(Some(3), 2).unwrap();
        assert_eq!((fault.limit.as_deref(), fault.actual.as_deref()), (Some("3"), Some("2")));
    }
}

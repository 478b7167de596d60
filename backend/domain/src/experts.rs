//! Experts (评审专家): what they know about, how long an approval holds, and when it may be renewed.

use crate::states::experts::ExpertState;
use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// What an expert knows about: the categories of needs, and the crafts that a panel needs beside them.
    pub enum Speciality {
        Elderly "elderly" "为老服务" "Services for the elderly";
        Youth "youth" "儿童青少年服务" "Services for children and young people";
        Disability "disability" "助残服务" "Services for people with disabilities";
        Relief "relief" "济困帮扶" "Help for people in hardship";
        Community "community" "社区治理" "Community governance";
        Health "health" "健康与心理" "Health and mental well-being";
        Culture "culture" "文化与邻里" "Culture and neighbourhood";
        Finance "finance" "财务审计" "Accounting and audit";
        SocialWork "social_work" "社会工作" "Social work as a profession";
        Management "management" "项目管理" "Running and evaluating projects";
        Law "law" "法律" "Law";
        Other "other" "其他" "Anything else";
    }
}

/// Days for which an approval holds, the first one not counted: a year.
pub const APPROVED_DAYS: i64 = 365;
/// Days before the end of an approval from which on its renewal may be asked for.
pub const RENEWAL_DAYS: i64 = 60;
/// How much somebody knows about a speciality: from 1 (a little) to 100 (as much as anybody).
pub const MAX_WEIGHT: i32 = 100;

/// Whether an expert may sit on a panel on this day: approved, and the last day is not over.
#[must_use]
pub fn may_sit(state: ExpertState, approved_until: Option<Day>, today: Day) -> bool {
    state == ExpertState::Approved && approved_until.is_some_and(|until| until >= today)
}

/// Whether the renewal of an approval may be asked for on this day.
#[must_use]
pub fn may_renew(approved_until: Day, today: Day) -> bool {
    approved_until.plus_days(-RENEWAL_DAYS).is_ok_and(|opens| today >= opens)
}

/// Whether somebody with these periods takes work on this day; without any they always do.
#[must_use]
pub fn is_available(periods: &[(Day, Day)], today: Day) -> bool {
    periods.is_empty() || periods.iter().any(|(from, until)| *from <= today && today <= *until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::StringEnum;
    use crate::rules::needs::NeedCategory;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn every_category_of_needs_is_a_speciality_of_the_same_name() {
        for category in NeedCategory::all() {
            let same: Speciality = category.as_str().parse().unwrap();
            assert_eq!(same.zh(), category.zh());
        }
    }

    #[test]
    fn an_approval_holds_up_to_and_with_its_last_day() {
        let until = Some(day("2027-06-01"));
        assert!(may_sit(ExpertState::Approved, until, day("2027-06-01")));
        assert!(!may_sit(ExpertState::Approved, until, day("2027-06-02")));
        assert!(!may_sit(ExpertState::Approved, None, day("2027-06-01")));
        assert!(!may_sit(ExpertState::Suspended, until, day("2027-06-01")));
    }

    #[test]
    fn a_renewal_opens_sixty_days_before_the_end() {
        assert!(!may_renew(day("2027-06-01"), day("2027-04-01")));
        assert!(may_renew(day("2027-06-01"), day("2027-04-02")));
        assert!(may_renew(day("2027-06-01"), day("2027-07-01")));
    }

    #[test]
    fn who_names_periods_works_within_them_only() {
        let periods = [(day("2026-03-01"), day("2026-06-30")), (day("2026-09-01"), day("2026-09-01"))];
        assert!(is_available(&[], day("2026-08-01")));
        assert!(is_available(&periods, day("2026-06-30")));
        assert!(is_available(&periods, day("2026-09-01")));
        assert!(!is_available(&periods, day("2026-08-01")));
    }
}

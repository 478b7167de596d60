//! Objections to a public notice: when one is in time, on which grounds one is dismissed, until when it is answered.

use crate::calendar::Calendar;
use crate::fault::Fault;
use crate::schemes::{DayUnit, Scheme};
use crate::string_enum;
use crate::time::Day;

string_enum! {
    /// Why an objection is not looked into. There is no other ground.
    pub enum DismissalGround {
        OutOfTime "out_of_time" "超过公示期" "It came outside the days of the notice";
        NotRealName "not_real_name" "未署真实姓名或单位名称" "It is not in a real name that could be confirmed";
        NoFacts "no_facts" "无具体事实或证据" "It names no facts that could be looked into";
        NotAboutNotice "not_about_notice" "与公示内容无关" "It is about something else than what is on notice";
        AnsweredAlready "answered_already" "已答复且无新的事实" "The same was answered already and nothing new is said";
        ProfessionalJudgement "professional_judgement" "仅对评委专业判断有不同意见" "It only differs from the panel's professional judgement";
    }
}

/// A fault unless the objection came on a day of the notice, first and last included.
pub fn objection_in_time(received_on: Day, starts_on: Day, ends_on: Day) -> Result<(), Fault> {
    if (starts_on..=ends_on).contains(&received_on) {
        return Ok(());
    }
    let fault = Fault::new("/received_on", "out_of_time", "Objections are taken on the days of the notice only");
    Err(fault.with_limit(format!("{starts_on} to {ends_on}")).with_actual(received_on.to_string()))
}

/// The last day of the answer to an objection that was admitted on `admitted_on`, in the unit of the notice; nothing
/// where the scheme sets no limit or the calendar does not reach so far.
#[must_use]
pub fn objection_due_on(scheme: &Scheme, calendar: &Calendar, admitted_on: Day) -> Option<Day> {
    let days = scheme.re_review_days?;
    match scheme.notice.unit {
        DayUnit::Working => calendar.add_working_days(admitted_on, days).ok(),
        DayUnit::Calendar => admitted_on.plus_days(i64::from(days)).ok(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_first_and_the_last_day_are_in_time() {
        let check = |received: &str| objection_in_time(day(received), day("2026-06-15"), day("2026-06-22")).map_err(|fault| fault.code);
        assert_eq!([check("2026-06-15"), check("2026-06-22")], [Ok(()), Ok(())]);
        assert_eq!([check("2026-06-14"), check("2026-06-23")], [Err("out_of_time".to_owned()), Err("out_of_time".to_owned())]);
    }

    #[test]
    fn the_answer_is_due_in_working_days_that_leave_out_holidays() {
        let scheme = Scheme { re_review_days: Some(5), ..Scheme::default() };
        // The Dragon Boat Festival of 2026 is on 19 June.
        assert_eq!(objection_due_on(&scheme, Calendar::china(), day("2026-06-15")), Some(day("2026-06-23")));
        assert_eq!(objection_due_on(&Scheme { re_review_days: None, ..Scheme::default() }, Calendar::china(), day("2026-06-15")), None);
    }

    proptest! {
        #[test]
        fn more_days_are_never_due_earlier(days in 1..30_u32, start in 0..200_i64) {
            let from = day("2026-02-01").plus_days(start).unwrap();
            let due = |days| objection_due_on(&Scheme { re_review_days: Some(days), ..Scheme::default() }, Calendar::china(), from);
            if let (Some(sooner), Some(later)) = (due(days), due(days + 1)) {
                prop_assert!(from < sooner && sooner < later);
            }
        }
    }
}

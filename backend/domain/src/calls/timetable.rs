//! The dates of a round: which are the earliest that scheme and calendar allow, and why others are refused.
//!
//! One order holds: the call opens and closes, everything handed in is screened, the last correction ends, the
//! review begins and ends, the notice runs its working days, agreements are signed, the first money is paid. Days
//! on which somebody must act are working days; the deadline itself may be any day.

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, OutsideCalendar};
use crate::fault::Fault;
use crate::rules::{notice_last_day, notice_length_ok};
use crate::schemes::{Gate, Scheme};
use crate::time::Day;

/// The fewest working days that a notice has under any regulation we know, whatever a scheme says.
pub const LEAST_NOTICE_WORKING_DAYS: u32 = 5;
/// Working days between the last question and the deadline in the earliest timetable, so that answers still help.
const QUESTION_LEAD: u32 = 3;

/// The dates that a call announces beside its opening and its deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timetable {
    /// The last day on which organisations may ask; absent = until the deadline.
    pub questions_until: Option<Day>,
    /// The last day of the eligibility check, on which a correction may still be asked for.
    pub screening_until: Day,
    /// The last day of every correction.
    pub corrections_until: Day,
    /// The first day of the review.
    pub review_from: Day,
    /// The last day of the review.
    pub review_until: Day,
    /// The first day of the public notice.
    pub notice_from: Day,
    /// Its last day.
    pub notice_to: Day,
    /// The day by which agreements are signed.
    pub agreement_until: Day,
    /// The day by which the first instalment is paid; absent if none waits for the agreement.
    pub first_payment_until: Option<Day>,
}

/// When applications are taken, in days of Asia/Shanghai.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub opens: Day,
    /// The last day, which is included whole.
    pub closes: Day,
}

/// Every reason why these dates are impossible or not allowed, as pointers into the timetable. The deadline is
/// `/closes_at`.
#[must_use]
pub fn check_timetable(scheme: &Scheme, calendar: &Calendar, window: Window, dates: &Timetable) -> Vec<Fault> {
    let mut faults = Vec::new();
    check_window(&mut faults, window, dates);
    check_working_days(&mut faults, calendar, dates);
    check_order(&mut faults, window, dates);
    check_corrections(&mut faults, scheme, calendar, dates);
    check_notice(&mut faults, scheme, calendar, dates);
    check_payment(&mut faults, scheme, calendar, dates);
    faults
}

/// The earliest dates for a call that closes at the end of `window`, each on the first working day that is allowed.
///
/// A fault names the date that would lie outside the loaded calendar: nothing is guessed.
pub fn earliest_timetable(scheme: &Scheme, calendar: &Calendar, window: Window) -> Result<Timetable, Fault> {
    let after = |day: Day, days: u32, pointer: &str| calendar.add_working_days(day, days).map_err(|error| outside(error, pointer));
    let screening_until = after(window.closes, 1, "/screening_until")?;
    let corrections_until = after(screening_until, scheme.clocks.correction_working_days, "/corrections_until")?;
    let review_from = after(corrections_until, 1, "/review_from")?;
    let review_until = review_from;
    let notice_from = after(review_until, 1, "/notice_from")?;
    let notice_to = last_of_notice(scheme, calendar, notice_from)?;
    let agreement_until = after(notice_to, 1, "/agreement_until")?;
    let pays = payment_days(scheme).is_some();
    let first_payment_until = pays.then(|| after(agreement_until, 1, "/first_payment_until")).transpose()?;
    let questions_until = last_question(calendar, window)?;
    Ok(Timetable {
        questions_until,
        screening_until,
        corrections_until,
        review_from,
        review_until,
        notice_from,
        notice_to,
        agreement_until,
        first_payment_until,
    })
}

/// The same dates so many days later, each on the first working day from there on. Where the calendar does not say,
/// the plain day stays, and [`check_timetable`] names it.
#[must_use]
pub fn shifted_timetable(calendar: &Calendar, dates: &Timetable, days: i64) -> Timetable {
    let shift = |day: Day| {
        let mut day = day.plus_days(days).unwrap_or(day);
        while calendar.is_working_day(day) == Ok(false) {
            let Ok(next) = day.next() else { break };
            day = next;
        }
        day
    };
    Timetable {
        questions_until: dates.questions_until.map(shift),
        screening_until: shift(dates.screening_until),
        corrections_until: shift(dates.corrections_until),
        review_from: shift(dates.review_from),
        review_until: shift(dates.review_until),
        notice_from: shift(dates.notice_from),
        notice_to: shift(dates.notice_to),
        agreement_until: shift(dates.agreement_until),
        first_payment_until: dates.first_payment_until.map(shift),
    }
}

/// The last day of the shortest notice that is allowed. A period of calendar days that ends on a day off ends with the
/// next working day (民法典第二百零三条).
fn last_of_notice(scheme: &Scheme, calendar: &Calendar, from: Day) -> Result<Day, Fault> {
    let by_scheme = notice_last_day(scheme, calendar, from).map_err(|fault| at("/notice_to", fault))?;
    let by_law = calendar.last_day_of_notice(from, LEAST_NOTICE_WORKING_DAYS);
    let by_law = by_law.map_err(|error| Fault::new("/notice_to", error.code(), error.to_string()))?;
    let last = calendar.last_day_of_notice(by_scheme.max(by_law), 1);
    last.map_err(|error| Fault::new("/notice_to", error.code(), error.to_string()))
}

/// The last working day that leaves some working days before the deadline, if the call is open long enough.
fn last_question(calendar: &Calendar, window: Window) -> Result<Option<Day>, Fault> {
    let mut day = window.closes;
    let mut left = QUESTION_LEAD;
    while day > window.opens {
        if calendar.is_working_day(day).map_err(|error| outside(error, "/questions_until"))? {
            if left == 0 {
                return Ok(Some(day));
            }
            left -= 1;
        }
        day = day.plus_days(-1).map_err(|error| Fault::new("/questions_until", error.code(), error.to_string()))?;
    }
    Ok(None)
}

/// Working days from the agreement to the first instalment; nothing if no instalment waits for the agreement.
fn payment_days(scheme: &Scheme) -> Option<u32> {
    let plans = scheme.tracks.iter().map(|track| scheme.tranches_of(&track.code));
    let first = plans.filter_map(|plan| plan.first()).filter(|tranche| tranche.gate == Gate::AgreementSigned);
    first.map(|tranche| tranche.due_working_days).min()
}

fn check_window(faults: &mut Vec<Fault>, window: Window, dates: &Timetable) {
    if window.closes < window.opens {
        faults.push(bounded("/closes_at", "closes_before_opening", "the call closes before it opens", window.opens, window.closes));
    }
    let Some(day) = dates.questions_until else { return };
    if day < window.opens {
        faults.push(bounded("/questions_until", "before_opening", "questions end before the call opens", window.opens, day));
    }
    if day > window.closes {
        faults.push(bounded("/questions_until", "after_deadline", "questions end after the deadline", window.closes, day));
    }
}

/// The days on which the office or an applicant must act.
fn check_working_days(faults: &mut Vec<Fault>, calendar: &Calendar, dates: &Timetable) {
    let acting = [
        ("/questions_until", dates.questions_until),
        ("/screening_until", Some(dates.screening_until)),
        ("/corrections_until", Some(dates.corrections_until)),
        ("/review_from", Some(dates.review_from)),
        ("/review_until", Some(dates.review_until)),
        ("/notice_from", Some(dates.notice_from)),
        ("/notice_to", Some(dates.notice_to)),
        ("/agreement_until", Some(dates.agreement_until)),
        ("/first_payment_until", dates.first_payment_until),
    ];
    for (pointer, day) in acting {
        let Some(day) = day else { continue };
        match calendar.is_working_day(day) {
            Ok(true) => {}
            Ok(false) => {
                faults.push(Fault::new(pointer, "not_a_working_day", "is no working day").with_actual(day.to_string()));
            }
            Err(error) => faults.push(outside(error, pointer)),
        }
    }
}

/// What must follow what.
fn check_order(faults: &mut Vec<Fault>, window: Window, dates: &Timetable) {
    let steps = [
        ("/screening_until", "before_deadline", "screening ends before the call closes", window.closes, dates.screening_until),
        (
            "/review_from",
            "correction_after_review_start",
            "the review begins before the last correction has ended",
            dates.corrections_until,
            dates.review_from,
        ),
        (
            "/notice_from",
            "notice_before_review_end",
            "the notice begins before the review has ended",
            dates.review_until,
            dates.notice_from,
        ),
        (
            "/agreement_until",
            "agreement_before_notice_end",
            "agreements are signed before the notice has ended",
            dates.notice_to,
            dates.agreement_until,
        ),
    ];
    for (pointer, code, detail, before, day) in steps {
        if day <= before {
            faults.push(bounded(pointer, code, detail, before, day));
        }
    }
    if dates.review_until < dates.review_from {
        faults.push(bounded(
            "/review_until",
            "ends_before_start",
            "the review ends before it begins",
            dates.review_from,
            dates.review_until,
        ));
    }
}

/// A correction may be asked for until the last day of the screening, and has its working days from then on.
fn check_corrections(faults: &mut Vec<Fault>, scheme: &Scheme, calendar: &Calendar, dates: &Timetable) {
    let days = scheme.clocks.correction_working_days;
    let Ok(least) = calendar.add_working_days(dates.screening_until, days) else {
        // The days themselves are named already when they lie outside; this end is one that nobody wrote.
        if calendar.is_working_day(dates.screening_until).is_ok() {
            let detail = "the last correction would end outside the working-day calendar";
            faults.push(Fault::new("/corrections_until", "outside_calendar", detail));
        }
        return;
    };
    if dates.corrections_until < least {
        let detail = "the last correction has fewer working days than the scheme gives";
        faults.push(bounded("/corrections_until", "correction_too_short", detail, least, dates.corrections_until));
    }
}

fn check_notice(faults: &mut Vec<Fault>, scheme: &Scheme, calendar: &Calendar, dates: &Timetable) {
    let (from, to) = (dates.notice_from, dates.notice_to);
    match notice_length_ok(scheme, calendar, from, to) {
        // Days outside the calendar are named already.
        Err(fault) if fault.code == "outside_calendar" => return,
        Err(fault) => return faults.push(at("/notice_to", fault)),
        Ok(_) => {}
    }
    let Ok(days) = calendar.working_days_between(from, to) else { return };
    if days < LEAST_NOTICE_WORKING_DAYS {
        let fault = Fault::new("/notice_to", "notice_below_law", "a notice has at least five working days, whatever the scheme says");
        faults.push(fault.with_limit(LEAST_NOTICE_WORKING_DAYS.to_string()).with_actual(days.to_string()));
    }
}

fn check_payment(faults: &mut Vec<Fault>, scheme: &Scheme, calendar: &Calendar, dates: &Timetable) {
    let pointer = "/first_payment_until";
    let (Some(day), days) = (dates.first_payment_until, payment_days(scheme)) else { return };
    let Some(most) = days else {
        return faults.push(Fault::new(pointer, "unused", "no instalment of this scheme waits for the agreement"));
    };
    if day < dates.agreement_until {
        faults.push(bounded(pointer, "payment_before_agreement", "money is paid before the agreement", dates.agreement_until, day));
    } else if let Ok(latest) = calendar.add_working_days(dates.agreement_until, most)
        && day > latest
    {
        let detail = "the first instalment comes later than the scheme allows after the agreement";
        faults.push(bounded(pointer, "payment_too_late", detail, latest, day));
    }
}

fn bounded(pointer: &str, code: &str, detail: &str, limit: Day, actual: Day) -> Fault {
    Fault::new(pointer, code, detail).with_limit(limit.to_string()).with_actual(actual.to_string())
}

fn at(pointer: &str, fault: Fault) -> Fault {
    Fault { pointer: pointer.to_owned(), ..fault }
}

fn outside(error: OutsideCalendar, pointer: &str) -> Fault {
    let mut fault = Fault::new(pointer, error.code(), error.to_string());
    fault.limit = error.loaded.map(|(first, last)| format!("{first} to {last}"));
    fault.actual = error.day.map(|day| day.to_string());
    fault
}

#[cfg(test)]
mod tests;

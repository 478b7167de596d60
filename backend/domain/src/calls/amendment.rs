//! What of a published call may still be changed, and until when.
//!
//! The scheme never: it is frozen with the publication. Announcement, dates, required documents and attachments may,
//! as a new version that a second person approves. What could cost an applicant something must leave them time: at
//! least [`LEAST_WORKING_DAYS`] working days between the day it takes effect and the deadline. If fewer are left, the
//! deadline has to move with it. A deadline never comes sooner. Once it is over, only the dates after it may still
//! move, and only to later days.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::document::CallDocument;
use super::timetable::{Timetable, Window};
use crate::calendar::Calendar;
use crate::fault::{Fault, pointer_step};
use crate::time::Day;

/// Working days that applicants keep after a change which could cost them something.
pub const LEAST_WORKING_DAYS: u32 = 5;

/// A call as it is announced.
#[derive(Debug, Clone, Copy)]
pub struct Amended<'a> {
    /// The text.
    pub announcement: &'a str,
    /// When applications are taken.
    pub window: Window,
    /// The dates and lists.
    pub document: &'a CallDocument,
}

/// One thing that differs between two versions of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where, as a pointer into the announced call.
    pub pointer: String,
    /// What stood there; null if nothing did.
    pub before: Value,
    /// What stands there now; null if nothing does.
    pub after: Value,
}

/// Every reason why `after` may not take the place of `before` on the day `today`.
#[must_use]
pub fn check_amendment(calendar: &Calendar, today: Day, before: Amended<'_>, after: Amended<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (was, is) = (before.window, after.window);
    if today > was.closes {
        return after_deadline(before, after);
    }
    if is.opens != was.opens {
        let fault = Fault::new("/opens_at", "frozen", "the opening of a published call does not change");
        faults.push(fault.with_limit(was.opens.to_string()).with_actual(is.opens.to_string()));
    }
    if is.closes < was.closes {
        let fault = Fault::new("/closes_at", "deadline_sooner", "a deadline that was announced never comes sooner");
        faults.push(fault.with_limit(was.closes.to_string()).with_actual(is.closes.to_string()));
    }
    let costly = disadvantages(before, after);
    let Some(first) = costly.first() else { return faults };
    match calendar.working_days_between(today, is.closes) {
        Err(error) => faults.push(Fault::new("/closes_at", error.code(), error.to_string())),
        // The day on which it takes effect does not count.
        Ok(days) if left(calendar, today, days) < LEAST_WORKING_DAYS => {
            let detail = "too few working days are left for applicants; the deadline has to move with this change";
            let fault = Fault::new(first, "too_close_to_deadline", detail);
            faults.push(fault.with_limit(LEAST_WORKING_DAYS.to_string()).with_actual(left(calendar, today, days).to_string()));
        }
        Ok(_) => {}
    }
    faults
}

/// After the deadline every applicant has written under what was announced: dates may only be put off.
fn after_deadline(before: Amended<'_>, after: Amended<'_>) -> Vec<Fault> {
    let (was, is) = (before.document, after.document);
    let same = [
        ("/announcement", before.announcement.trim() == after.announcement.trim()),
        ("/closes_at", before.window == after.window),
        ("/required_documents", was.required_documents == is.required_documents),
        ("/attachments", was.attachments == is.attachments),
    ];
    let over = |pointer| Fault::new(pointer, "deadline_over", "the deadline is over; only later dates may still be put off");
    let mut faults: Vec<_> = same.iter().filter(|(_, same)| !same).map(|(pointer, _)| over(*pointer)).collect();
    match (&was.timetable, &is.timetable) {
        (Some(was), Some(is)) => faults.extend(sooner(was, is)),
        (Some(_), None) => faults.push(over("/timetable")),
        (None, _) => {}
    }
    faults
}

fn sooner(was: &Timetable, is: &Timetable) -> Vec<Fault> {
    let days = |dates: &Timetable| {
        [
            ("questions_until", dates.questions_until),
            ("screening_until", Some(dates.screening_until)),
            ("corrections_until", Some(dates.corrections_until)),
            ("review_from", Some(dates.review_from)),
            ("review_until", Some(dates.review_until)),
            ("notice_from", Some(dates.notice_from)),
            ("notice_to", Some(dates.notice_to)),
            ("agreement_until", Some(dates.agreement_until)),
            ("first_payment_until", dates.first_payment_until),
        ]
    };
    let pairs = days(was).into_iter().zip(days(is));
    let early = pairs.filter_map(|((name, was), (_, is))| was.zip(is).filter(|(was, is)| is < was).map(|days| (name, days)));
    early
        .map(|(name, (was, is))| {
            let fault = Fault::new(format!("/timetable/{name}"), "date_sooner", "a date that was announced may only be put off now");
            fault.with_limit(was.to_string()).with_actual(is.to_string())
        })
        .collect()
}

fn left(calendar: &Calendar, today: Day, days: u32) -> u32 {
    days.saturating_sub(u32::from(calendar.is_working_day(today).unwrap_or(false)))
}

/// Where the change could cost an applicant something. A text is read by people: any change of it counts.
fn disadvantages(before: Amended<'_>, after: Amended<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if before.announcement.trim() != after.announcement.trim() {
        found.push("/announcement".to_owned());
    }
    for (index, document) in after.document.required_documents.iter().enumerate() {
        let was = before.document.required_documents.iter().find(|was| was.code == document.code);
        let lighter = was.is_some_and(|was| {
            (was.mandatory || !document.mandatory)
                && was.note == document.note
                && was.title == document.title
                && was.accepts.iter().all(|kind| document.accepts.contains(kind))
        });
        if !lighter {
            found.push(format!("/required_documents/{index}"));
        }
    }
    if before.document.attachments.iter().any(|file| !after.document.attachments.contains(file)) {
        found.push("/attachments".to_owned());
    }
    let questions = |call: Amended<'_>| call.document.timetable.as_ref().map(|dates| dates.questions_until.unwrap_or(call.window.closes));
    if let (Some(was), Some(is)) = (questions(before), questions(after))
        && is < was
    {
        found.push("/timetable/questions_until".to_owned());
    }
    found
}

/// What differs between two documents, member by member; a list that differs stands as a whole.
#[must_use]
pub fn changes(before: &Value, after: &Value) -> Vec<Change> {
    let mut found = Vec::new();
    compare("", before, after, &mut found);
    found
}

fn compare(pointer: &str, before: &Value, after: &Value, found: &mut Vec<Change>) {
    if let (Value::Object(was), Value::Object(is)) = (before, after) {
        let mut names: Vec<&String> = was.keys().chain(is.keys()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            compare(&format!("{pointer}/{}", pointer_step(name)), &before[name.as_str()], &after[name.as_str()], found);
        }
    } else if before != after {
        found.push(Change { pointer: pointer.to_owned(), before: before.clone(), after: after.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calls::{AcceptedType, Attachment, RequiredDocument};
    use serde_json::json;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn document() -> CallDocument {
        CallDocument {
            required_documents: vec![RequiredDocument {
                code: "licence".to_owned(),
                title: "登记证书".to_owned(),
                mandatory: false,
                accepts: vec![AcceptedType::Pdf],
                note: String::new(),
            }],
            attachments: vec![Attachment { file_id: "a".to_owned(), title: "预算表".to_owned() }],
            ..CallDocument::default()
        }
    }

    /// The call closes on Monday 2026-06-29.
    fn window(closes: &str) -> Window {
        Window { opens: day("2026-06-01"), closes: day(closes) }
    }

    fn found(today: &str, text: &str, closes: &str, after: &CallDocument) -> Vec<String> {
        let was = document();
        let before = Amended { announcement: "公告", window: window("2026-06-29"), document: &was };
        let after = Amended { announcement: text, window: window(closes), document: after };
        let faults = check_amendment(Calendar::china(), day(today), before, after);
        faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_later_deadline_is_always_fine_and_a_sooner_one_never() {
        assert_eq!(found("2026-06-29", "公告", "2026-07-10", &document()), Vec::<String>::new());
        assert_eq!(found("2026-06-02", "公告", "2026-06-28", &document()), ["/closes_at deadline_sooner"]);
    }

    #[test]
    fn after_the_deadline_dates_may_be_put_off_and_nothing_else_changes() {
        let mut other = document();
        other.required_documents.clear();
        let all = ["/announcement deadline_over", "/closes_at deadline_over", "/required_documents deadline_over"];
        assert_eq!(found("2026-06-30", "新公告", "2026-07-10", &other), all);
        let mut dated = document();
        let scheme = crate::schemes::Scheme::default();
        let earliest = crate::calls::earliest_timetable(&scheme, Calendar::china(), window("2026-06-29")).unwrap();
        dated.timetable = Some(Timetable { review_until: day("2026-07-20"), ..earliest.clone() });
        assert_eq!(found("2026-06-30", "公告", "2026-06-29", &dated), Vec::<String>::new(), "nothing was announced before");
        let before = Amended { announcement: "公告", window: window("2026-06-29"), document: &dated };
        let mut sooner = dated.clone();
        sooner.timetable = Some(earliest);
        let faults = check_amendment(Calendar::china(), day("2026-06-30"), before, Amended { document: &sooner, ..before });
        assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), ["/timetable/review_until"]);
        let back = check_amendment(Calendar::china(), day("2026-06-30"), Amended { document: &sooner, ..before }, before);
        assert_eq!(back, []);
    }

    #[test]
    fn another_text_leaves_five_working_days_or_moves_the_deadline() {
        // 23 to 26 and 29 June 2026 are the five working days after Monday the 22nd.
        assert_eq!(found("2026-06-22", "新公告", "2026-06-29", &document()), Vec::<String>::new());
        assert_eq!(found("2026-06-23", "新公告", "2026-06-29", &document()), ["/announcement too_close_to_deadline"]);
        assert_eq!(found("2026-06-23", "新公告", "2026-06-30", &document()), Vec::<String>::new());
        assert_eq!(found("2026-06-29", "新公告", "2026-07-03", &document()), ["/announcement too_close_to_deadline"]);
    }

    #[test]
    fn what_only_helps_applicants_may_come_on_the_last_day() {
        let mut wider = document();
        wider.required_documents[0].accepts.push(AcceptedType::Image);
        wider.attachments.push(Attachment { file_id: "b".to_owned(), title: "范例".to_owned() });
        assert_eq!(found("2026-06-29", "公告", "2026-06-29", &wider), Vec::<String>::new());
        wider.required_documents.clear();
        assert_eq!(found("2026-06-29", "公告", "2026-06-29", &wider), Vec::<String>::new());
    }

    #[test]
    fn one_more_document_or_one_that_is_mandatory_now_costs_time() {
        let mut stricter = document();
        stricter.required_documents[0].mandatory = true;
        let late = || ["/required_documents/0 too_close_to_deadline"];
        assert_eq!(found("2026-06-26", "公告", "2026-06-29", &stricter), late());
        let mut narrower = document();
        narrower.required_documents[0].accepts = vec![AcceptedType::Word];
        assert_eq!(found("2026-06-26", "公告", "2026-06-29", &narrower), late());
        let mut gone = document();
        gone.attachments.clear();
        assert_eq!(found("2026-06-26", "公告", "2026-06-29", &gone), ["/attachments too_close_to_deadline"]);
    }

    #[test]
    fn days_outside_the_calendar_are_an_error() {
        let was = document();
        let window = Window { opens: day("2026-12-01"), closes: day("2026-12-30") };
        let before = Amended { announcement: "公告", window, document: &was };
        let later = Window { closes: day("2027-01-10"), ..window };
        let faults = check_amendment(Calendar::china(), day("2026-12-02"), before, Amended { announcement: "新", window: later, ..before });
        assert_eq!(faults[0].code, "outside_calendar");
    }

    #[test]
    fn the_difference_of_two_versions_is_named_member_by_member() {
        let before = json!({ "text": "a", "dates": { "from": "2026-06-01", "to": null }, "list": [1] });
        let after = json!({ "text": "b", "dates": { "from": "2026-06-01", "to": "2026-06-02" }, "list": [1, 2] });
        let found = changes(&before, &after);
        let named: Vec<_> = found.iter().map(|change| change.pointer.as_str()).collect();
        assert_eq!(named, ["/dates/to", "/list", "/text"]);
        assert_eq!((&found[1].before, &found[1].after), (&json!([1]), &json!([1, 2])));
        assert_eq!(changes(&before, &before), []);
    }
}

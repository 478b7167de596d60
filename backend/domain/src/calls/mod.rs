//! What a call says beside its scheme: dates, documents asked for, files handed out, and what may still be
//! changed once everybody has read it.

mod amendment;
mod document;
mod timetable;

pub use amendment::{Amended, Change, LEAST_WORKING_DAYS, changes, check_amendment};
pub use document::{AcceptedType, Attachment, CallDocument, MAX_ATTACHMENTS, MAX_DOCUMENTS, RequiredDocument};
pub use timetable::{LEAST_NOTICE_WORKING_DAYS, Timetable, Window, check_timetable, earliest_timetable, shifted_timetable};

//! Rules that hold whatever happens: who may apply, what a budget may ask for, how long a notice is,
//! whose hands a payment passes, and what an imported round must look like.
//!
//! A check names every failed rule at once, each with its limit and the figure that was found.

mod attachments;
mod budget;
mod budget_limits;
mod changes;
pub mod delegation;
pub mod donations;
mod double_funding;
pub mod duplicates;
mod eligibility;
pub mod follow_code;
mod formats;
pub mod fund_orders;
mod hands;
pub mod invoices;
pub mod mailbox;
pub mod membership;
pub mod need_rows;
pub mod needs;
mod notice;
mod objections;
pub mod organisation_sheet;
mod passages;
mod recommended;
pub mod reductions;
pub mod reservations;
mod round_file;
mod screening;
pub mod second_factor;
pub mod similarity;
mod standing;
pub mod tiers;
pub mod year_ends;

pub use attachments::{Attached, AttachmentKind, MAX_FILES_OF_DOCUMENT, MAX_PROPOSAL_FILES, check_attachments};
pub use budget::{BudgetCase, BudgetDocument, BudgetLine, Proof, check_budget, line_subtotal};
pub use budget_limits::{BudgetLimit, LimitBound, LimitKind, budget_limits};
pub use changes::{changed_parts, is_open_part};
pub use double_funding::{TakenNeed, taken_needs};
pub use eligibility::{ListEntry, ListKind, OrganisationFacts, OrganisationKind, RuleOutcome, check_eligibility, explain_eligibility};
pub use formats::{certificate_fault, email_fault, id_number_fault, name_fault, phone_fault};
pub use hands::{THREE_HANDS, separate_hands};
pub use notice::{notice_last_day, notice_length_ok};
pub use objections::{DismissalGround, objection_due_on, objection_in_time};
pub use passages::{Passage, fingerprints, shared_passages};
pub use recommended::{Lowered, recommended};
pub use round_file::{AreaLevel, Award, Issuer, IssuerArea, NoticePeriod, RoundFile};
pub use screening::{Documents, Doubt, Finding, FindingResult, ScreeningCase, ScreeningRule, screen};
pub use standing::{
    CertificateLevel, GRADE_YEARS, InspectionResult, OrganisationDocumentKind, REMINDER_DAYS, check_grade_days, grade_last_day,
    inspections_in_a_row,
};

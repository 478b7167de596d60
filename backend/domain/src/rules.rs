//! Rules that hold whatever happens: who may apply, what a budget may ask for, how long a notice is,
//! whose hands a payment passes, and what an imported round must look like.
//!
//! A check names every failed rule at once, each with its limit and the figure that was found.

mod budget;
pub mod duplicates;
mod eligibility;
mod formats;
mod hands;
pub mod membership;
mod notice;
pub mod organisation_sheet;
mod round_file;
mod standing;

pub use budget::{BudgetCase, BudgetDocument, BudgetLine, check_budget, line_subtotal};
pub use eligibility::{ListEntry, ListKind, OrganisationFacts, OrganisationKind, RuleOutcome, check_eligibility, explain_eligibility};
pub use formats::{certificate_fault, email_fault, id_number_fault, name_fault, phone_fault};
pub use hands::{Hands, three_hands};
pub use notice::{notice_last_day, notice_length_ok};
pub use round_file::{AreaLevel, Award, Issuer, IssuerArea, NoticePeriod, RoundFile};
pub use standing::{GRADE_YEARS, InspectionResult, check_grade_days, grade_last_day, inspections_in_a_row};

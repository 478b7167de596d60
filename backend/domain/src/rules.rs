//! Rules that hold whatever happens: who may apply, what a budget may ask for, how long a notice is,
//! whose hands a payment passes, and what an imported round must look like.
//!
//! A check names every failed rule at once, each with its limit and the figure that was found.

mod budget;
mod eligibility;
pub mod follow_code;
mod hands;
pub mod mailbox;
pub mod need_rows;
pub mod needs;
mod notice;
mod round_file;
pub mod similarity;

pub use budget::{BudgetCase, BudgetDocument, BudgetLine, check_budget, line_subtotal};
pub use eligibility::{ListEntry, ListKind, OrganisationFacts, OrganisationKind, check_eligibility};
pub use hands::{Hands, three_hands};
pub use notice::{notice_last_day, notice_length_ok};
pub use round_file::{AreaLevel, Award, Issuer, IssuerArea, NoticePeriod, RoundFile};

//! The state machine of every noun, one table a file.
//!
//! States and events are named enums of the contract; guards are the names of conditions that the
//! caller evaluates (`three_hands`, `notice_ended`, …).

pub mod accounts;
pub mod agreements;
pub mod allotments;
pub mod amendments;
pub mod assignment_runs;
pub mod assignments;
pub mod bank_lines;
pub mod batches;
pub mod calls;
pub mod conflicts;
pub mod decisions;
pub mod defence_turns;
pub mod defences;
pub mod donations;
pub mod draws;
pub mod experts;
pub mod files;
pub mod forms;
pub mod fund_orders;
pub mod invitations;
pub mod jury_protocols;
pub mod lotteries;
pub mod needs;
pub mod notices;
pub mod objections;
pub mod organisations;
pub mod payments;
pub mod periods;
pub mod projects;
pub mod proposals;
pub mod questions;
pub mod result_runs;
pub mod review_corrections;
pub mod review_stages;
pub mod reviews;
pub mod sponsorships;
pub mod tranches;
pub mod year_ends;

pub mod account_changes;
pub mod verifications;

use crate::machine::{Machine, mermaid};
use crate::roles::Role;

use accounts::AccountMachine;
use agreements::AgreementMachine;
use allotments::AllotmentMachine;
use amendments::AmendmentMachine;
use assignment_runs::AssignmentRunMachine;
use assignments::AssignmentMachine;
use bank_lines::BankLineMachine;
use batches::BatchMachine;
use calls::CallMachine;
use conflicts::ConflictMachine;
use decisions::DecisionMachine;
use defence_turns::DefenceTurnMachine;
use defences::DefenceMachine;
use donations::DonationMachine;
use draws::DrawMachine;
use experts::ExpertMachine;
use files::FileMachine;
use forms::FormMachine;
use fund_orders::FundOrderMachine;
use invitations::InvitationMachine;
use jury_protocols::JuryProtocolMachine;
use lotteries::LotteryMachine;
use needs::NeedMachine;
use notices::NoticeMachine;
use objections::ObjectionMachine;
use organisations::OrganisationMachine;
use payments::PaymentMachine;
use periods::PeriodMachine;
use projects::ProjectMachine;
use proposals::ProposalMachine;
use questions::QuestionMachine;
use result_runs::ResultRunMachine;
use review_corrections::ReviewCorrectionMachine;
use review_stages::ReviewStageMachine;
use reviews::ReviewMachine;
use sponsorships::SponsorshipMachine;
use tranches::TrancheMachine;
use year_ends::YearEndMachine;

use account_changes::AccountChangeMachine;
use verifications::VerificationMachine;

const SYSTEM: &[Role] = &[];
const APPLICANTS: &[Role] = &[Role::ApplicantOwner, Role::ApplicantEditor];
const APPLICANT_FINANCE: &[Role] = &[Role::ApplicantOwner, Role::ApplicantFinance];
const OWNER: &[Role] = &[Role::ApplicantOwner];
const TREASURERS_OR_OFFICER: &[Role] = &[Role::ApplicantOwner, Role::ApplicantFinance, Role::ProgrammeOfficer];
const SIGNATORIES: &[Role] = &[Role::ApplicantOwner, Role::ProgrammeDirector];
const OFFICER: &[Role] = &[Role::ProgrammeOfficer];
const NEED_OFFICERS: &[Role] = &[Role::CommunityOfficer, Role::StreetOfficer, Role::ProgrammeOfficer];
const DIRECTOR: &[Role] = &[Role::ProgrammeDirector];
const BUREAU: &[Role] = &[Role::ProgrammeOfficer, Role::ProgrammeDirector];
const SUPERVISORS: &[Role] = &[Role::ProgrammeDirector, Role::Auditor];
const HANDLERS: &[Role] = &[Role::ProgrammeOfficer, Role::ProgrammeDirector, Role::Auditor];
const REVIEWER: &[Role] = &[Role::Reviewer];
const REVIEWER_OR_OFFICER: &[Role] = &[Role::Reviewer, Role::ProgrammeOfficer];
const MAKER: &[Role] = &[Role::FinanceMaker];
const CHECKER: &[Role] = &[Role::FinanceChecker];
const APPROVER: &[Role] = &[Role::FinanceApprover];
const MAKER_OR_CHECKER: &[Role] = &[Role::FinanceMaker, Role::FinanceChecker];
const CHECKER_OR_APPROVER: &[Role] = &[Role::FinanceChecker, Role::FinanceApprover];

/// The diagram of every machine, by the name of its noun.
#[must_use]
pub fn diagrams() -> Vec<(&'static str, String)> {
    vec![
        diagram::<AccountMachine>(),
        diagram::<OrganisationMachine>(),
        diagram::<NeedMachine>(),
        diagram::<InvitationMachine>(),
        diagram::<SponsorshipMachine>(),
        diagram::<CallMachine>(),
        diagram::<AmendmentMachine>(),
        diagram::<QuestionMachine>(),
        diagram::<ProposalMachine>(),
        diagram::<ProjectMachine>(),
        diagram::<AgreementMachine>(),
        diagram::<TrancheMachine>(),
        diagram::<PaymentMachine>(),
        diagram::<BatchMachine>(),
        diagram::<NoticeMachine>(),
        diagram::<DecisionMachine>(),
        diagram::<LotteryMachine>(),
        diagram::<ReviewCorrectionMachine>(),
        diagram::<JuryProtocolMachine>(),
        diagram::<DefenceMachine>(),
        diagram::<DefenceTurnMachine>(),
        diagram::<ObjectionMachine>(),
        diagram::<AllotmentMachine>(),
        diagram::<FundOrderMachine>(),
        diagram::<BankLineMachine>(),
        diagram::<PeriodMachine>(),
        diagram::<YearEndMachine>(),
        diagram::<DonationMachine>(),
        diagram::<ExpertMachine>(),
        diagram::<DrawMachine>(),
        diagram::<ReviewStageMachine>(),
        diagram::<AssignmentMachine>(),
        diagram::<AssignmentRunMachine>(),
        diagram::<ReviewMachine>(),
        diagram::<ConflictMachine>(),
        diagram::<ResultRunMachine>(),
        diagram::<AccountChangeMachine>(),
        diagram::<VerificationMachine>(),
        diagram::<FileMachine>(),
        diagram::<FormMachine>(),
    ]
}

fn diagram<M: Machine>() -> (&'static str, String) {
    (M::NAME, mermaid::<M>())
}

#[cfg(test)]
mod tests;

//! Who deals with funds, orders, bank statements, months and years.

use yichuang_domain::roles::Role::{FinanceMaker, ProgrammeDirector};
use yichuang_domain::states::allotments::{AllotmentEvent, AllotmentMachine};
use yichuang_domain::states::bank_lines::{BankLineEvent, BankLineMachine};
use yichuang_domain::states::donations::{DonationEvent, DonationMachine};
use yichuang_domain::states::fund_orders::{FundOrderEvent, FundOrderMachine};
use yichuang_domain::states::periods::{PeriodEvent, PeriodMachine};
use yichuang_domain::states::year_ends::{YearEndEvent, YearEndMachine};

use super::{Access, FINANCE, STAFF};

#[expect(clippy::match_same_arms, reason = "one arm for each thing that is done")]
impl Access {
    pub(super) fn of_fund(operation_id: &str) -> Option<Self> {
        Some(match operation_id {
            "listFunds" | "getFund" | "listAllotments" | "getAllotment" => Self::roles(&[STAFF]),
            "createFund" | "createAllotment" | "setFundBankAccount" => Self::roles(&[&[FinanceMaker]]),
            "approveAllotment" => Self::event::<AllotmentMachine>(AllotmentEvent::Approve),
            "listDonations" | "getDonation" => Self::roles(&[STAFF]),
            "createDonation" => Self::roles(&[&[FinanceMaker]]),
            "confirmDonation" => Self::event::<DonationMachine>(DonationEvent::Confirm),
            "rejectDonation" => Self::event::<DonationMachine>(DonationEvent::Reject),
            "withdrawDonation" => Self::event::<DonationMachine>(DonationEvent::Withdraw),
            "handOutDonation" => Self::event::<DonationMachine>(DonationEvent::HandOut),
            "listCommunityFunds" | "getCommunityFund" | "listPublicDonations" => Self::Public,
            "listFundOrders" | "getFundOrder" => Self::roles(&[FINANCE, &[ProgrammeDirector]]),
            "endorseFundOrder" => Self::event::<FundOrderMachine>(FundOrderEvent::Endorse),
            "createFundOrder" => Self::roles(&[&[FinanceMaker]]),
            "checkFundOrder" => Self::event::<FundOrderMachine>(FundOrderEvent::Check),
            "approveFundOrder" => Self::event::<FundOrderMachine>(FundOrderEvent::Approve),
            "rejectFundOrder" => Self::event::<FundOrderMachine>(FundOrderEvent::Reject),
            "withdrawFundOrder" => Self::event::<FundOrderMachine>(FundOrderEvent::Withdraw),
            "getFundReport" | "getPaymentPlan" => Self::roles(&[FINANCE, &[ProgrammeDirector]]),
            "getTrialBalance" | "listJournals" | "getVoucher" | "exportBeancount" => Self::roles(&[FINANCE]),
            "listBankStatements" | "getBankStatement" | "listBankLines" | "getBankLine" => Self::roles(&[FINANCE]),
            "suggestBankMatches" | "getReconciliation" | "listPeriods" | "getPeriod" => Self::roles(&[FINANCE]),
            "previewBankStatement" | "importBankStatement" => Self::event::<BankLineMachine>(BankLineEvent::Match),
            "matchBankLine" | "matchBankLines" => Self::event::<BankLineMachine>(BankLineEvent::Match),
            "explainBankLine" => Self::event::<BankLineMachine>(BankLineEvent::Explain),
            "confirmBankLine" => Self::event::<BankLineMachine>(BankLineEvent::Confirm),
            "rejectBankLine" => Self::event::<BankLineMachine>(BankLineEvent::Reject),
            "releaseBankLine" => Self::event::<BankLineMachine>(BankLineEvent::Release),
            "proposePeriod" => Self::event::<PeriodMachine>(PeriodEvent::Propose),
            "closePeriod" => Self::event::<PeriodMachine>(PeriodEvent::Close),
            "returnPeriod" => Self::event::<PeriodMachine>(PeriodEvent::Return),
            "listYearEnds" | "getYearEnd" | "previewYearEnd" => Self::roles(&[FINANCE]),
            "proposeYearEnd" => Self::event::<YearEndMachine>(YearEndEvent::Propose),
            "checkYearEnd" => Self::event::<YearEndMachine>(YearEndEvent::Check),
            "closeYearEnd" => Self::event::<YearEndMachine>(YearEndEvent::Close),
            "returnYearEnd" => Self::event::<YearEndMachine>(YearEndEvent::Return),
            _ => return None,
        })
    }
}

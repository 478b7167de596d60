//! Which operations ask for a fresh code of the second factor.

/// What asks for a fresh code of the second factor: it signs for money, takes money's files out, or gives rights.
const STEPS_UP: &[&str] = &[
    "approveAllotment",
    "approveBatch",
    "approveFundOrder",
    "approvePayment",
    "closePeriod",
    "closeYearEnd",
    "confirmAccountChange",
    "confirmPaymentTiers",
    "createDelegation",
    "createGrant",
    "downloadBankFile",
    "endorseFundOrder",
    "endorsePayment",
    "generateBatch",
    "joinAccounts",
    "proposePaymentTiers",
    "resetSecondFactor",
    "signAgreement",
    "voidBatch",
];

/// Whether an operation asks for a fresh code of the second factor.
#[must_use]
pub fn steps_up(operation_id: &str) -> bool {
    STEPS_UP.contains(&operation_id)
}

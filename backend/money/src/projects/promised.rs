//! What a signed agreement still promises: the instalments that nobody has asked for, and how the ledger takes of them.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::ledger::{LedgerEvent, Place};
use yichuang_domain::money::Fen;
use yichuang_store::ids::{AgreementId, TrancheId};
use yichuang_store::ledger::of_details;
use yichuang_store::record::Tranche;

/// Whether nobody has asked for the instalment yet.
#[must_use]
pub fn is_open(tranche: &Tranche) -> bool {
    matches!(tranche.state.as_str(), "planned" | "due" | "withheld")
}

/// What the ledger posts when so much of each instalment is not promised any more: what is due of an instalment by itself,
/// what is only planned together.
pub async fn given_back(
    uow: &Uow,
    place: &Place,
    agreement: AgreementId,
    amounts: &[(TrancheId, Fen)],
) -> Result<Vec<LedgerEvent>, Problem> {
    let contract = agreement.to_string();
    let details: Vec<String> = amounts.iter().map(|(id, _)| id.to_string()).collect();
    let due = of_details(&uow.conn, "B50", &details).await?;
    let (mut events, mut planned) = (Vec::new(), Fen::ZERO);
    for ((_, amount), tranche) in amounts.iter().zip(details).filter(|((_, amount), _)| !amount.is_zero()) {
        if due.get(&tranche).is_some_and(|fen| *fen > 0) {
            events.push(LedgerEvent::CancelDue { place: place.clone(), contract: contract.clone(), tranche, amount: *amount });
        } else {
            planned = planned.checked_add(*amount).map_err(Problem::internal)?;
        }
    }
    if !planned.is_zero() {
        events.push(LedgerEvent::ReleaseCommitment { place: place.clone(), contract, amount: planned });
    }
    Ok(events)
}

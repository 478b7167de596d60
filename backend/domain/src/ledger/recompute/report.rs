//! What a recomputation answers.

use serde_json::{Map, Value, json};

use super::REFUSED;
use super::run::Run;
use crate::ledger::accounts::{Account, Layer};
use crate::ledger::yuan;

/// The balances of a moment: in total, and of the budget layer by allotment.
pub(super) fn checkpoint(run: &Run) -> Value {
    let allotments = run.lines.iter().flat_map(|line| &line.allotments);
    let by_line: Map<_, _> = allotments
        .map(|allotment| {
            let budget = Account::ALL.iter().filter(|account| account.layer() == Layer::Budget);
            let balances: Map<_, _> = budget
                .map(|account| {
                    let balance = run.book.allotment_total(*account, allotment);
                    (account.to_string(), Value::from(yuan(balance)))
                })
                .collect();
            (allotment.clone(), Value::from(balances))
        })
        .collect();
    json!({"totals": totals(run, Account::ALL), "by_line": by_line})
}

/// The whole answer.
pub(super) fn answer(run: &Run, checkpoints: Map<String, Value>, refused: Vec<Value>) -> Value {
    let tranches: Map<_, _> = run
        .projects
        .values()
        .filter(|project| !project.tranches.is_empty())
        .map(|project| {
            let amounts: Vec<_> = project.tranches.iter().map(|tranche| tranche.amount.to_string()).collect();
            (project.id.clone(), Value::from(amounts))
        })
        .collect();
    let mut sorted = Account::ALL.to_vec();
    sorted.sort_by_key(|account| account.as_str());
    let postings: usize = run.book.journals().iter().map(|journal| journal.legs.len()).sum();
    let mut answer = Map::new();
    answer.insert("tranches".to_owned(), Value::from(tranches));
    answer.extend(checkpoints);
    answer.insert("final".to_owned(), Value::from(totals(run, &sorted)));
    answer.insert("journals".to_owned(), Value::from(run.book.journals().len()));
    answer.insert("postings".to_owned(), Value::from(postings));
    if !refused.is_empty() {
        answer.insert(REFUSED.to_owned(), Value::from(refused));
    }
    Value::from(answer)
}

fn totals(run: &Run, accounts: &[Account]) -> Map<String, Value> {
    accounts.iter().map(|account| (account.to_string(), Value::from(yuan(run.book.total(*account))))).collect()
}

//! The one door to the ledger: an event of the domain becomes a sealed journal inside the unit of work.
//! And the check of everything that was ever posted.

use std::collections::BTreeMap;

use uuid::Uuid;
use yichuang_domain::ledger::{self, Account, EventCode, Identity, Journal, Layer, LedgerEvent, Leg, Place, Refusal};
use yichuang_domain::time::Day;
use yichuang_store::ids::{AllotmentId, JournalId};
use yichuang_store::ledger::{Key, LegRow, StoredJournal};
use yichuang_store::record::{self, Allotment, Fund};
use yichuang_store::{Conn, StoreError, ledger as rows};

use crate::problem::Problem;
use crate::uow::{Uow, state_of};

/// Journals are read this many at a time.
const CHUNK: u64 = 500;

/// Where the money of an allotment lies: every event about it names this place.
pub async fn place_of(uow: &Uow, id: AllotmentId) -> Result<Place, Problem> {
    let allotment: Allotment = uow.find(id).await?;
    let fund: Fund = uow.find(allotment.fund_id).await?;
    Ok(Place { allotment: id.to_string(), origin: id.to_string(), source: fund.source, bank: fund.code })
}

/// Posts an event on the day of the unit of work: journal, seal and balances, or nothing. Call it after
/// everything else of the transaction, because the balances are where many wait for each other. 409
/// `insufficient_balance` when the money is not there.
pub async fn post(uow: &Uow, event: &LedgerEvent, about: (&str, Uuid), memo: &str) -> Result<JournalId, Problem> {
    let journal = event.journal(uow.today(), memo).map_err(refusal)?;
    store(uow, &journal, about, None).await
}

/// Posts the exact negative of the newest journal with this event about a thing (E18). A journal is reversed once.
pub async fn reverse(uow: &Uow, event: EventCode, about: (&str, Uuid), memo: &str) -> Result<JournalId, Problem> {
    let found = rows::about(&uow.conn, about.0, about.1, event.as_str()).await?;
    let original = found.ok_or_else(|| Problem::internal(format!("no journal {event} about {} {}", about.0, about.1)))?;
    let journal = read(&original)?.reversal(uow.today(), memo).map_err(refusal)?;
    store(uow, &journal, about, Some(original.journal.id)).await
}

async fn store(uow: &Uow, journal: &Journal, about: (&str, Uuid), reverses_id: Option<JournalId>) -> Result<JournalId, Problem> {
    let legs = journal.legs.iter().map(leg_row).collect::<Result<Vec<_>, _>>()?;
    let row = record::Journal {
        id: JournalId(uow.id()),
        event: journal.event.to_string(),
        biz_date: journal.biz_date.to_string(),
        memo: journal.memo.clone(),
        subject_kind: about.0.to_owned(),
        subject_id: about.1,
        reverses_id,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
    };
    rows::post(&uow.conn, &row, &legs, &ledger::seal(journal)).await?;
    Ok(row.id)
}

fn leg_row(leg: &Leg) -> Result<LegRow, Problem> {
    let allotment = Uuid::try_parse(&leg.allotment).map_err(|_| Problem::internal("a leg names no allotment"))?;
    let key = Key { account: leg.account.to_string(), allotment_id: AllotmentId(allotment), detail: leg.detail.clone() };
    Ok(LegRow { key, amount_fen: leg.amount.get() })
}

fn refusal(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotPositive { .. }
        | Refusal::CrossSource { .. }
        | Refusal::SameAllotment { .. }
        | Refusal::ContractAboveAward { .. }
        | Refusal::ReversalOfReversal
        | Refusal::Money(_) => Problem::refused(refusal.code(), refusal.to_string()),
        other => Problem::internal(other),
    }
}

/// A stored journal as the domain's.
pub fn read(stored: &StoredJournal) -> Result<Journal, Problem> {
    let broken = |what: &str| Problem::from(StoreError::Broken(format!("{what} of journal {}", stored.journal.id)));
    let legs = stored.postings.iter().map(|posting| {
        Ok(Leg {
            account: posting.account.parse().map_err(|_| broken("an account"))?,
            allotment: posting.allotment_id.to_string(),
            detail: posting.detail.clone(),
            amount: yichuang_domain::money::Fen::new(posting.amount_fen).map_err(|_| broken("an amount"))?,
        })
    });
    Ok(Journal {
        event: state_of::<EventCode>(&stored.journal.event)?,
        biz_date: Day::parse(&stored.journal.biz_date).map_err(|_| broken("the date"))?,
        memo: stored.journal.memo.clone(),
        legs: legs.collect::<Result<_, Problem>>()?,
    })
}

/// Both sides of one identity, for one allotment or over all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    pub identity: Identity,
    pub allotment: Option<AllotmentId>,
    pub left: i128,
    pub right: i128,
}

impl Sides {
    #[must_use]
    pub fn holds(&self) -> bool {
        self.left == self.right
    }
}

/// Account totals by allotment.
pub type Totals = BTreeMap<(AllotmentId, String), i64>;

/// I3 for every allotment, I9 to I12 over all of them.
#[must_use]
pub fn identities(totals: &Totals) -> Vec<Sides> {
    let mut allotments: Vec<AllotmentId> = totals.keys().map(|(id, _)| *id).collect();
    allotments.dedup();
    let of = |id: Option<AllotmentId>, account: Account| -> i128 {
        let wanted = totals.iter().filter(|((at, code), _)| id.is_none_or(|id| id == *at) && code == account.as_str());
        wanted.map(|(_, fen)| i128::from(*fen)).sum()
    };
    let positions = |id| -> i128 {
        let budget = Account::ALL.iter().filter(|account| account.layer() == Layer::Budget && **account != Account::B10);
        budget.map(|account| of(Some(id), *account)).sum()
    };
    let mut found: Vec<Sides> = allotments
        .into_iter()
        .map(|id| Sides { identity: Identity::I3, allotment: Some(id), left: positions(id), right: -of(Some(id), Account::B10) })
        .collect();
    let sum = |account| of(None, account);
    let owed = sum(Account::B50) + sum(Account::B55);
    let spent = owed + sum(Account::B60) + sum(Account::B70);
    let whole = |identity, left, right| Sides { identity, allotment: None, left, right };
    found.extend([
        whole(Identity::I9, -sum(Account::F2202), owed),
        whole(Identity::I10, -sum(Account::F1201), sum(Account::B60)),
        whole(Identity::I11, sum(Account::F5001) + sum(Account::F1221), spent),
        whole(Identity::I12, sum(Account::F1002), -sum(Account::F3001) - sum(Account::B70) - sum(Account::F3901)),
    ]);
    found
}

/// Every journal in order, or those that touch these allotments.
pub async fn journals(conn: &Conn, allotments: Option<&[AllotmentId]>) -> Result<Vec<Journal>, Problem> {
    let mut found = Vec::new();
    let mut last = None;
    loop {
        let chunk = rows::after(conn, allotments, last, CHUNK).await?;
        let Some(end) = chunk.last() else { return Ok(found) };
        last = Some(end.journal.id);
        for stored in &chunk {
            found.push(read(stored)?);
        }
    }
}

/// One thing that is wrong with the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    /// The journal that is wrong, where it is one journal.
    pub journal: Option<JournalId>,
    pub detail: String,
}

/// What a check of the whole ledger found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub journals: usize,
    pub postings: usize,
    /// SHA-256 over the seals in order: two equal ledgers have the same.
    pub sha256: String,
    pub findings: Vec<Finding>,
}

impl Report {
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Checks every journal against its seal and the rules of double entry, the balances against the journals, and
/// the identities between the layers.
pub async fn verify(conn: &Conn) -> Result<Report, Problem> {
    let mut report = Report::default();
    let mut seals = String::new();
    let mut last = None;
    loop {
        let chunk = rows::after(conn, None, last, CHUNK).await?;
        let Some(end) = chunk.last() else { break };
        last = Some(end.journal.id);
        for stored in &chunk {
            report.journals += 1;
            report.postings += stored.postings.len();
            seals.push_str(stored.seal.as_ref().map_or("-", |seal| &seal.sha256));
            report.findings.extend(check(stored));
        }
    }
    report.sha256 = yichuang_domain::schemes::sha256_hex(seals.as_bytes());
    for drift in rows::drift(conn).await? {
        let Key { account, allotment_id, detail } = &drift.key;
        let detail = format!(
            "{account} {allotment_id}/{detail}: the balance is {} fen, its postings add up to {}",
            drift.stored_fen, drift.computed_fen
        );
        report.findings.push(Finding { code: "balance_differs", journal: None, detail });
    }
    for sides in identities(&rows::by_allotment(conn).await?).iter().filter(|sides| !sides.holds()) {
        let place = sides.allotment.map(|id| format!(" of allotment {id}")).unwrap_or_default();
        let detail = format!("{}{place}: {} fen against {}", sides.identity, sides.left, sides.right);
        report.findings.push(Finding { code: "identity_broken", journal: None, detail });
    }
    Ok(report)
}

fn check(stored: &StoredJournal) -> Vec<Finding> {
    let id = stored.journal.id;
    let finding = |code, detail: String| Finding { code, journal: Some(id), detail };
    let Some(seal) = &stored.seal else { return vec![finding("unsealed", "The journal has no seal".to_owned())] };
    let mut found = Vec::new();
    if usize::try_from(seal.postings).ok() != Some(stored.postings.len()) {
        let detail = format!("{} postings were sealed, {} are there", seal.postings, stored.postings.len());
        found.push(finding("posting_missing", detail));
    }
    let Ok(journal) = read(stored) else {
        found.push(finding("unreadable", "The journal holds values that no version ever wrote".to_owned()));
        return found;
    };
    if let Err(refusal) = journal.check() {
        found.push(finding(refusal.code(), refusal.to_string()));
    }
    if ledger::seal(&journal) != seal.sha256 {
        found.push(finding("seal_broken", "The content is not what was sealed".to_owned()));
    }
    found
}

//! The one door to the ledger: an event of the domain becomes a sealed journal inside the unit of work.
//! And the check of everything that was ever posted.

use std::collections::BTreeMap;

use uuid::Uuid;
use yichuang_domain::ledger::{self, Account, EventCode, Identity, Journal, Layer, LedgerEvent, Leg, Place, Position, Refusal};
use yichuang_domain::money::{Fen, MoneyError};
use yichuang_domain::time::Day;
use yichuang_store::ids::{AllotmentId, JournalId, PaymentId};
use yichuang_store::ledger::{Key, LegRow, NewJournal, StoredJournal};
use yichuang_store::record::{self, Allotment, Fund};
use yichuang_store::{Conn, StoreError, ledger as rows, year_ends};

use crate::problem::Problem;
use crate::uow::{Uow, state_of};

/// Journals are read this many at a time.
const CHUNK: u64 = 500;

/// Where the money of an allotment lies: every event about it names this place. The cash of an allotment that carries on the
/// money of an earlier year lies where it came in.
pub async fn place_of(uow: &Uow, id: AllotmentId) -> Result<Place, Problem> {
    let allotment: Allotment = uow.find(id).await?;
    let fund: Fund = uow.find(allotment.fund_id).await?;
    let origin = allotment.origin_id.unwrap_or(id);
    Ok(Place { allotment: id.to_string(), origin: origin.to_string(), source: fund.source, bank: fund.code })
}

/// What lies of an amount in one allotment.
#[derive(Clone, Debug)]
pub struct Part {
    pub allotment: AllotmentId,
    pub place: Place,
    pub amount: Fen,
}

/// The allotment out of which the bank paid a payment, if it did.
pub async fn paid_from(uow: &Uow, payment: PaymentId) -> Result<Option<AllotmentId>, Problem> {
    let found = rows::about(&uow.conn, "payment", payment.0, EventCode::E08.as_str()).await?;
    let paid = found.and_then(|journal| journal.postings.into_iter().find(|posting| posting.account == Account::B70.as_str()));
    Ok(paid.map(|posting| posting.allotment_id))
}

/// The parts of an amount that an account holds for a detail, each with its place: `first` before all others, then the latest
/// year. 409 `insufficient_balance` when it holds less.
pub async fn parts(uow: &Uow, account: Account, detail: &str, amount: Fen, first: Option<AllotmentId>) -> Result<Vec<Part>, Problem> {
    let mut held = rows::held(&uow.conn, account.as_str(), detail).await?;
    held.sort_by_key(|(allotment, _)| Some(*allotment) != first);
    let held = held.into_iter().map(|(allotment, fen)| Ok((allotment, Fen::new(fen)?)));
    let held = held.collect::<Result<Vec<_>, MoneyError>>().map_err(Problem::internal)?;
    let available = Fen::sum(held.iter().map(|(_, fen)| *fen)).map_err(Problem::internal)?;
    let found = ledger::take(amount, held).map_err(|short| StoreError::Insufficient {
        account: account.to_string(),
        allotment: String::new(),
        detail: detail.to_owned(),
        available_fen: available.get(),
        requested_fen: amount.get(),
        short_fen: short.get(),
    })?;
    let mut parts = Vec::with_capacity(found.len());
    for (allotment, amount) in found {
        parts.push(Part { allotment, place: place_of(uow, allotment).await?, amount });
    }
    Ok(parts)
}

/// Posts an event on the day of the unit of work: journal, seal and balances, or nothing. Call it after
/// everything else of the transaction, because the balances are where many wait for each other. 409
/// `insufficient_balance` when the money is not there.
pub async fn post(uow: &Uow, event: &LedgerEvent, about: (&str, Uuid), memo: &str) -> Result<JournalId, Problem> {
    post_on(uow, event, uow.today(), about, memo).await
}

/// One event among many that are posted together.
pub struct Entry<'a> {
    pub event: LedgerEvent,
    pub about: (&'a str, Uuid),
    pub memo: String,
}

/// Posts many events on the day of the unit of work, each as a journal of its own; all of them or none.
pub async fn post_all(uow: &Uow, entries: &[Entry<'_>]) -> Result<(), Problem> {
    let day = uow.today();
    let journal = |entry: &Entry<'_>| written(uow, &entry.event.journal(day, &entry.memo).map_err(refusal)?, entry.about, None);
    let journals = entries.iter().map(journal).collect::<Result<Vec<_>, _>>()?;
    Ok(rows::post(&uow.conn, &journals).await?)
}

/// [`post`] with a business date of its own: the end of a year is posted on its last day, whenever that is done.
pub async fn post_on(uow: &Uow, event: &LedgerEvent, day: Day, about: (&str, Uuid), memo: &str) -> Result<JournalId, Problem> {
    let journal = event.journal(day, memo).map_err(refusal)?;
    store(uow, &journal, about, None).await
}

/// Posts several events of one kind as one journal: the same thing, where its money lies in several allotments.
pub async fn post_as_one(uow: &Uow, events: &[LedgerEvent], about: (&str, Uuid), memo: &str) -> Result<JournalId, Problem> {
    let mut journals = events.iter().map(|event| event.journal(uow.today(), memo)).collect::<Result<Vec<_>, _>>().map_err(refusal)?;
    let mut whole = journals.pop().ok_or_else(|| Problem::internal("nothing to post"))?;
    for part in journals {
        if part.event != whole.event {
            return Err(Problem::internal("one journal records one kind of event"));
        }
        whole.legs.extend(part.legs);
    }
    store(uow, &whole, about, None).await
}

/// Carries on what came into an allotment after its year was closed, to the one that goes on with its money (E16 out and in,
/// on the day of the unit of work). Nothing while the year is open.
pub async fn carry_on(uow: &Uow, from: AllotmentId, positions: Vec<Position>, about: (&str, Uuid), memo: &str) -> Result<(), Problem> {
    let allotment: Allotment = uow.find(from).await?;
    let to = goes_on(uow, &allotment).await?;
    if to == from {
        return Ok(());
    }
    let out = LedgerEvent::CarryOut { allotment: from.to_string(), positions: positions.clone() };
    post(uow, &out, about, memo).await?;
    post(uow, &LedgerEvent::CarryIn { allotment: to.to_string(), positions }, about, memo).await?;
    Ok(())
}

/// The allotment with which the money of this one goes on: itself while its year is open.
async fn goes_on(uow: &Uow, of: &Allotment) -> Result<AllotmentId, Problem> {
    let found = year_ends::successor(&uow.conn, of).await?;
    Ok(found.ok_or_else(|| Problem::refused("no_successor", "No open allotment goes on with the money of the closed year"))?.id)
}

/// Posts the exact negative of the newest journal with this event about a thing (E18), where its positions lie now: those that
/// were carried into a later year are taken back there. A journal is reversed once.
pub async fn reverse(uow: &Uow, event: EventCode, about: (&str, Uuid), memo: &str) -> Result<JournalId, Problem> {
    let found = rows::about(&uow.conn, about.0, about.1, event.as_str()).await?;
    let original = found.ok_or_else(|| Problem::internal(format!("no journal {event} about {} {}", about.0, about.1)))?;
    let mut journal = read(&original)?.reversal(uow.today(), memo).map_err(refusal)?;
    for leg in journal.legs.iter_mut().filter(|leg| leg.account.is_carried()) {
        let allotment: Allotment = uow.find(allotment_of(leg)?).await?;
        leg.allotment = goes_on(uow, &allotment).await?.to_string();
    }
    store(uow, &journal, about, Some(original.journal.id)).await
}

async fn store(uow: &Uow, journal: &Journal, about: (&str, Uuid), reverses_id: Option<JournalId>) -> Result<JournalId, Problem> {
    let new = written(uow, journal, about, reverses_id)?;
    rows::post(&uow.conn, std::slice::from_ref(&new)).await?;
    Ok(new.journal.id)
}

fn written(uow: &Uow, journal: &Journal, about: (&str, Uuid), reverses_id: Option<JournalId>) -> Result<NewJournal, Problem> {
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
    let legs = journal.legs.iter().map(leg_row).collect::<Result<Vec<_>, _>>()?;
    Ok(NewJournal { journal: row, legs, sha256: ledger::seal(journal) })
}

fn leg_row(leg: &Leg) -> Result<LegRow, Problem> {
    let key = Key { account: leg.account.to_string(), allotment_id: allotment_of(leg)?, detail: leg.detail.clone() };
    Ok(LegRow { key, amount_fen: leg.amount.get() })
}

fn allotment_of(leg: &Leg) -> Result<AllotmentId, Problem> {
    Uuid::try_parse(&leg.allotment).map(AllotmentId).map_err(|_| Problem::internal("a leg names no allotment"))
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
            amount: Fen::new(posting.amount_fen).map_err(|_| broken("an amount"))?,
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
    for (Key { account, allotment_id, detail }, fen) in rows::left_behind(conn).await? {
        let detail = format!("{account} {allotment_id}/{detail}: {fen} fen were not carried out of a closed year");
        report.findings.push(Finding { code: "left_behind", journal: None, detail });
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

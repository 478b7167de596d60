//! What closing a year would post: allotment by allotment, from the ledger as it is now.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{canonical, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::ledger::{Account, Closing, Position};
use yichuang_domain::money::Fen;
use yichuang_domain::rules::year_ends::{Facts, Item, YearEndPolicy, blockers, items, posting_days};
use yichuang_domain::schemes::{canonical_json, sha256_hex};
use yichuang_domain::time::Day;
use yichuang_store::ids::AllotmentId;
use yichuang_store::ledger::Key;
use yichuang_store::record::{Allotment, Fund, YearEnd};
use yichuang_store::{statements, year_ends as rows};

/// One allotment of the year.
pub struct Line {
    pub allotment: Allotment,
    pub closing: Closing,
    /// What stays in the closed year: paid (B70) and recovered (B80).
    pub paid: Fen,
    pub recovered: Fen,
}

/// What an allotment comes to, as it is kept with the year end. Amounts are fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub allotment_id: Uuid,
    pub budget_line: String,
    pub document_no: String,
    /// The allotment the cash came in for, when this one carries on its money.
    pub origin_id: Option<Uuid>,
    pub lapsed: i64,
    /// What is carried, by account.
    pub carried: BTreeMap<String, i64>,
    pub paid: i64,
    pub recovered: i64,
    /// The allotment of the next year, once the year is closed.
    pub to_allotment_id: Option<Uuid>,
}

/// A year of a fund as the ledger has it now.
pub struct Reckoned {
    pub fund: Fund,
    pub year: i32,
    pub policy: YearEndPolicy,
    pub lines: Vec<Line>,
    /// When the money leaves the year, and when it enters the next one.
    pub days: (Day, Day),
    facts: Facts,
}

/// Reads the year of a fund. With the fund locked nothing is posted meanwhile.
pub async fn reckon(uow: &Uow, fund: Fund, year: i32) -> Result<Reckoned, Problem> {
    let policy: YearEndPolicy = state_of(&fund.year_end_policy)?;
    let allotments = rows::effective(&uow.conn, fund.id, year).await?;
    let ids: Vec<AllotmentId> = allotments.iter().map(|row| row.id).collect();
    let positions = rows::positions(&uow.conn, &ids).await?;
    let mut lines = Vec::with_capacity(allotments.len());
    for allotment in allotments {
        lines.push(line(allotment, &positions, policy == YearEndPolicy::Lapse)?);
    }
    let adjustments = rows::open_adjustments(&uow.conn, &ids).await?;
    let facts = Facts {
        fiscal_year: year,
        today: uow.today(),
        allotments: lines.len(),
        earlier_year: rows::earlier_open(&uow.conn, fund.id, year).await?,
        adjustments: adjustments.into_iter().map(|order| order.number).collect(),
    };
    let closed = statements::last_closed(&uow.conn, fund.id).await?;
    let days = posting_days(year, closed.as_deref()).map_err(Problem::internal)?;
    Ok(Reckoned { fund, year, policy, lines, days, facts })
}

fn line(allotment: Allotment, positions: &[(Key, i64)], lapses: bool) -> Result<Line, Problem> {
    let (mut found, mut paid, mut recovered) = (Vec::new(), Fen::ZERO, Fen::ZERO);
    for (key, fen) in positions.iter().filter(|(key, _)| key.allotment_id == allotment.id) {
        let (account, amount) = (state_of::<Account>(&key.account)?, fen_of(*fen)?);
        match account {
            Account::B70 => paid = paid.checked_add(amount).map_err(Problem::internal)?,
            Account::B80 => recovered = recovered.checked_add(amount).map_err(Problem::internal)?,
            _ if account.is_carried() => found.push(Position { account, detail: key.detail.clone(), amount }),
            _ => {}
        }
    }
    Ok(Line { allotment, closing: Closing::of(found, lapses), paid, recovered })
}

fn fen_of(fen: i64) -> Result<Fen, Problem> {
    Fen::new(fen).map_err(Problem::internal)
}

impl Line {
    /// The allotment the cash came in for.
    #[must_use]
    pub fn origin(&self) -> AllotmentId {
        self.allotment.origin_id.unwrap_or(self.allotment.id)
    }

    #[must_use]
    pub fn figures(&self) -> Figures {
        let mut carried: BTreeMap<String, i64> = BTreeMap::new();
        for position in &self.closing.carried {
            *carried.entry(position.account.to_string()).or_default() += position.amount.get();
        }
        Figures {
            allotment_id: self.allotment.id.0,
            budget_line: self.allotment.budget_line.clone(),
            document_no: self.allotment.document_no.clone(),
            origin_id: self.allotment.origin_id.map(|id| id.0),
            lapsed: self.closing.lapse.get(),
            carried,
            paid: self.paid.get(),
            recovered: self.recovered.get(),
            to_allotment_id: None,
        }
    }
}

impl Reckoned {
    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        items(&self.facts)
    }

    #[must_use]
    pub fn blockers(&self) -> Vec<Fault> {
        blockers(&self.facts)
    }

    #[must_use]
    pub fn figures(&self) -> Vec<Figures> {
        self.lines.iter().map(Line::figures).collect()
    }

    pub fn lapsed(&self) -> Result<Fen, Problem> {
        Fen::sum(self.lines.iter().map(|line| line.closing.lapse)).map_err(Problem::internal)
    }

    pub fn carried(&self) -> Result<Fen, Problem> {
        let totals = self.lines.iter().map(|line| line.closing.total()).collect::<Result<Vec<_>, _>>();
        totals.and_then(Fen::sum).map_err(Problem::internal)
    }

    /// What every hand signs: each position that is carried, and what lapses.
    #[must_use]
    pub fn digest(&self) -> String {
        let lines = self.lines.iter().map(|line| {
            let mut carried: Vec<_> =
                line.closing.carried.iter().map(|one| (one.account.as_str(), &one.detail, one.amount.get())).collect();
            carried.sort_unstable();
            json!({ "allotment_id": line.allotment.id, "lapsed_fen": line.closing.lapse.get(), "carried": carried })
        });
        let subject = json!({
            "fund_id": self.fund.id, "fiscal_year": self.year, "policy": self.policy.as_str(), "allotments": lines.collect::<Vec<_>>(),
        });
        sha256_hex(canonical_json(&subject).as_bytes())
    }

    /// The same year end with the figures of this moment.
    pub fn put_into(&self, row: YearEnd) -> Result<YearEnd, Problem> {
        Ok(YearEnd {
            policy: self.policy.to_string(),
            lapsed_fen: self.lapsed()?.get(),
            carried_fen: self.carried()?.get(),
            allotment_count: i32::try_from(self.lines.len()).map_err(Problem::internal)?,
            figures: canonical(&self.figures())?,
            digest: self.digest(),
            ..row
        })
    }
}

/// The figures that were proposed, or closed.
pub fn stored(row: &YearEnd) -> Result<Vec<Figures>, Problem> {
    document(&row.figures)
}

/// Where the figures of this moment differ from those that were proposed: what was signed as the limit, what is as the actual.
pub fn changes(row: &YearEnd, now: &Reckoned) -> Result<Vec<Fault>, Problem> {
    if row.digest == now.digest() {
        return Ok(Vec::new());
    }
    let (signed, found) = (amounts(&stored(row)?), amounts(&now.figures()));
    let mut keys: Vec<&(Uuid, String)> = signed.keys().chain(found.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let detail = "The amount is another one now";
    let mut faults = Vec::new();
    for key in keys {
        let of = |amounts: &Amounts| fen_of(amounts.get(key).copied().unwrap_or(0)).map(|fen| fen.to_string());
        let (was, is) = (of(&signed)?, of(&found)?);
        if was != is {
            let fault = Fault::new(format!("/allotments/{}/{}", key.0, key.1), "figures_changed", detail);
            faults.push(fault.with_limit(was).with_actual(is));
        }
    }
    if faults.is_empty() {
        faults.push(Fault::new("/digest", "figures_changed", "The sums are the same, and what they are made of is not"));
    }
    Ok(faults)
}

/// Allotment and account, or `lapsed`, to fen.
type Amounts = BTreeMap<(Uuid, String), i64>;

fn amounts(figures: &[Figures]) -> Amounts {
    let of = |one: &Figures| {
        let lapsed = (one.allotment_id, "lapsed".to_owned());
        let carried = one.carried.iter().map(|(account, fen)| ((one.allotment_id, account.clone()), *fen));
        carried.chain([(lapsed, one.lapsed)]).collect::<Vec<_>>()
    };
    figures.iter().flat_map(of).collect()
}

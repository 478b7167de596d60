//! The draw of a panel (随机抽取): committed to before its entropy exists, done by hashes, repeated by anybody.
//!
//! 1. The list of candidates and seats is closed; its SHA-256 binds it ([`List::sha256`]).
//! 2. A salt is made and kept; only its [`commitment`] is published.
//! 3. Later a public draw that nobody here controls gives the entropy.
//! 4. The salt is revealed. [`seed`] follows from round, list, salt and entropy, a [`ticket`] from seed and candidate.
//!    The lowest tickets sit, the next ones are reserves, in order.
//!
//! Nobody of one employer sits beside another of it. Where the lowest tickets alone would leave a seat that nobody can
//! take, the first ticket that makes the rest impossible is passed over, and the result says so.

mod recompute;
mod seats;
pub mod strata;

pub use recompute::recompute;
use serde::{Deserialize, Serialize};

use crate::schemes::{canonical_json, sha256_hex};

/// The published form of a draw.
pub const FORMAT: &str = "draw/1";

/// One person who may be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// What the ticket is made from; unique in the list.
    pub id: String,
    /// The seats for which the person may be drawn: the code of a [`Stratum`].
    pub stratum: String,
    /// Who employs the person (a credit code); empty if nobody does.
    pub employer: String,
}

/// Seats that are drawn from one part of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    pub code: String,
    pub seats: u32,
    /// At most so many reserves are named.
    pub reserves: u32,
}

/// What a draw is about; closed before anything is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Names this draw and no other, such as `YC2026-0001/1`.
    pub round: String,
    pub candidates: Vec<Candidate>,
    pub strata: Vec<Stratum>,
}

/// Why nothing can be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    #[error("candidate {0} stands in the list twice")]
    Twice(String),
    #[error("candidate {candidate} belongs to stratum {stratum}, which has no seats here")]
    UnknownStratum { candidate: String, stratum: String },
    #[error("stratum {0} stands in the list twice")]
    StratumTwice(String),
    /// Ties of a vote are not possible with an odd number only.
    #[error("{0} seats are not an odd number")]
    NotOdd(u32),
    /// These strata need more seats than there are employers among their candidates.
    #[error("{strata:?} need {seats} seats and have candidates of {employers} different employers")]
    TooFew { strata: Vec<String>, seats: u32, employers: u32 },
}

/// One person with their ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    pub id: String,
    pub stratum: String,
    /// 64 hexadecimal digits.
    pub ticket: String,
}

/// What a draw came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// In the order of the tickets.
    pub panel: Vec<Drawn>,
    /// In the order of the tickets, within each stratum of the list.
    pub reserves: Vec<Drawn>,
    /// Those with a lower ticket than somebody of the panel in their stratum who did not get a seat: their employer sits
    /// already, or with them a seat could not be filled.
    pub passed_over: Vec<Drawn>,
}

/// The published file: everything that a stranger needs to draw again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawFile {
    /// [`FORMAT`].
    pub format: String,
    #[serde(flatten)]
    pub list: List,
    pub list_sha256: String,
    pub commitment: String,
    pub salt: String,
    /// Which public draw was announced as the source.
    pub entropy_ref: String,
    pub entropy: String,
    pub seed: String,
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl List {
    /// The list in the order of ids, so that the order in which it was put together decides nothing.
    #[must_use]
    pub fn ordered(mut self) -> Self {
        self.candidates.sort_by(|a, b| a.id.cmp(&b.id));
        self
    }

    /// SHA-256 of the canonical JSON of the ordered list, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        let ordered = self.clone().ordered();
        sha256_hex(canonical_json(&serde_json::json!(ordered)).as_bytes())
    }

    /// Every reason why this list cannot give a panel; the same before the commitment as at the draw.
    pub fn check(&self) -> Result<(), DrawError> {
        for (n, stratum) in self.strata.iter().enumerate() {
            if self.strata.iter().take(n).any(|other| other.code == stratum.code) {
                return Err(DrawError::StratumTwice(stratum.code.clone()));
            }
        }
        let mut ids: Vec<&str> = self.candidates.iter().map(|candidate| candidate.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair.first() == pair.last()).and_then(|pair| pair.first()) {
            return Err(DrawError::Twice((*twice).to_owned()));
        }
        for one in &self.candidates {
            if !self.strata.iter().any(|stratum| stratum.code == one.stratum) {
                return Err(DrawError::UnknownStratum { candidate: one.id.clone(), stratum: one.stratum.clone() });
            }
        }
        let seats: u32 = self.strata.iter().map(|stratum| stratum.seats).fold(0, u32::saturating_add);
        if seats.is_multiple_of(2) {
            return Err(DrawError::NotOdd(seats));
        }
        seats::Room::new(&self.strata, self.candidates.iter()).fits(&[]).map_err(|short| DrawError::TooFew {
            strata: short.strata,
            seats: short.seats,
            employers: short.employers,
        })
    }
}

/// What is published before the entropy exists: binds the list and the salt, and tells nothing of the salt.
#[must_use]
pub fn commitment(round: &str, list_sha256: &str, salt: &str) -> String {
    sha256_hex(format!("{round}\n{list_sha256}\n{salt}").as_bytes())
}

/// What every ticket follows from. The salt keeps the outcome from whoever learns the entropy first; the entropy keeps
/// it from whoever made the salt.
#[must_use]
pub fn seed(round: &str, list_sha256: &str, salt: &str, entropy: &str) -> String {
    sha256_hex(format!("{round}\n{list_sha256}\n{salt}\n{entropy}").as_bytes())
}

/// The ticket of one candidate; the lowest ones sit.
#[must_use]
pub fn ticket(seed: &str, id: &str) -> String {
    sha256_hex(format!("{seed}:{id}").as_bytes())
}

/// Draws panel and reserves from a seed. The same list in another order gives the same outcome.
pub fn draw(list: &List, seed: &str) -> Result<Outcome, DrawError> {
    list.check()?;
    let mut tickets: Vec<(String, &Candidate)> = list.candidates.iter().map(|one| (ticket(seed, &one.id), one)).collect();
    tickets.sort_unstable_by(|a, b| (&a.0, &a.1.id).cmp(&(&b.0, &b.1.id)));
    let room = seats::Room::new(&list.strata, list.candidates.iter());
    let mut taken: Vec<&Candidate> = Vec::new();
    let mut panel = Vec::new();
    let mut rest = Vec::new();
    for (ticket, one) in tickets {
        let drawn = Drawn { id: one.id.clone(), stratum: one.stratum.clone(), ticket };
        taken.push(one);
        if room.fits(&taken).is_ok() {
            panel.push(drawn);
        } else {
            taken.pop();
            rest.push(drawn);
        }
    }
    let highest = |code: &str| panel.iter().rfind(|drawn: &&Drawn| drawn.stratum == code).map(|drawn| drawn.ticket.clone());
    let passed_over = rest.iter().filter(|drawn| highest(&drawn.stratum).is_some_and(|highest| drawn.ticket < highest)).cloned().collect();
    let of = |stratum: &Stratum| {
        let most = usize::try_from(stratum.reserves).unwrap_or(usize::MAX);
        rest.iter().filter(|drawn| drawn.stratum == stratum.code).take(most).cloned().collect::<Vec<_>>()
    };
    Ok(Outcome { reserves: list.strata.iter().flat_map(of).collect(), passed_over, panel })
}

/// Who takes the seat of somebody who leaves: the first reserve of the stratum whose employer does not sit.
#[must_use]
pub fn replacement<'a>(list: &List, outcome: &'a Outcome, sitting: &[&str], leaving: &str) -> Option<&'a Drawn> {
    let find = |id: &str| list.candidates.iter().find(|one| one.id == id);
    let stratum = &find(leaving)?.stratum;
    let others: Vec<&Candidate> = sitting.iter().filter(|id| **id != leaving).filter_map(|id| find(id)).collect();
    outcome.reserves.iter().filter(|drawn| drawn.stratum == *stratum && drawn.id != leaving).find(|drawn| {
        let Some(one) = find(&drawn.id) else { return false };
        others.iter().all(|other| other.id != one.id && (one.employer.is_empty() || other.employer != one.employer))
    })
}

/// The file of a draw, made by doing it.
pub fn file(list: &List, salt: &str, entropy_ref: &str, entropy: &str) -> Result<DrawFile, DrawError> {
    let list = list.clone().ordered();
    let list_sha256 = list.sha256();
    let seed = seed(&list.round, &list_sha256, salt, entropy);
    Ok(DrawFile {
        format: FORMAT.to_owned(),
        commitment: commitment(&list.round, &list_sha256, salt),
        outcome: draw(&list, &seed)?,
        salt: salt.to_owned(),
        entropy_ref: entropy_ref.to_owned(),
        entropy: entropy.to_owned(),
        list_sha256,
        seed,
        list,
    })
}

#[cfg(test)]
mod tests;

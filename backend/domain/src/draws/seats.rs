//! Whether the seats that are left can still be filled: each by a candidate of its stratum, no employer twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{Candidate, Stratum};

/// Strata that need more seats than they have employers.
pub(super) struct Short {
    pub strata: Vec<String>,
    pub seats: u32,
    pub employers: u32,
}

/// The seats of every stratum and the employers of its candidates.
pub(super) struct Room<'a> {
    strata: &'a [Stratum],
    employers: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

/// Somebody without an employer stands alone, as if with one of their own.
fn employer(one: &Candidate) -> &str {
    if one.employer.is_empty() { &one.id } else { &one.employer }
}

impl<'a> Room<'a> {
    pub fn new(strata: &'a [Stratum], candidates: impl Iterator<Item = &'a Candidate>) -> Self {
        let mut employers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for one in candidates {
            employers.entry(&one.stratum).or_default().insert(employer(one));
        }
        Self { strata, employers }
    }

    /// Whether these may sit together and every other seat can still be filled. Each free seat looks for an employer of
    /// its own (augmenting paths); the strata met by a search that fails are those which are short.
    pub fn fits(&self, taken: &[&Candidate]) -> Result<(), Short> {
        let mut held: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        let mut free: Vec<u32> = self.strata.iter().map(|stratum| stratum.seats).collect();
        for one in taken {
            let place = self.strata.iter().position(|stratum| stratum.code == one.stratum);
            let left = place.and_then(|place| free.get_mut(place)).filter(|left| **left > 0);
            let Some(left) = left else { return Err(self.short(&[])) };
            *left -= 1;
            if held.insert(employer(one), None).is_some() {
                return Err(self.short(&[]));
            }
        }
        for (stratum, seats) in free.iter().enumerate() {
            for _ in 0..*seats {
                let mut met = BTreeSet::new();
                if !self.seat(stratum, &mut held, &mut met) {
                    let reached: Vec<usize> =
                        std::iter::once(stratum).chain(met.iter().filter_map(|e| held.get(e).copied().flatten())).collect();
                    return Err(self.short(&reached));
                }
            }
        }
        Ok(())
    }

    /// Gives a seat of the stratum an employer, moving the seats of others where that helps.
    fn seat(&self, stratum: usize, held: &mut BTreeMap<&'a str, Option<usize>>, met: &mut BTreeSet<&'a str>) -> bool {
        let candidates = self.strata.get(stratum).and_then(|stratum| self.employers.get(stratum.code.as_str()));
        for employer in candidates.into_iter().flatten() {
            if !met.insert(employer) {
                continue;
            }
            let holder = held.get(employer).copied();
            let free = match holder {
                None => true,
                // Somebody who was drawn keeps the seat.
                Some(None) => false,
                Some(Some(other)) => self.seat(other, held, met),
            };
            if free {
                held.insert(employer, Some(stratum));
                return true;
            }
        }
        false
    }

    fn short(&self, reached: &[usize]) -> Short {
        let strata: BTreeSet<usize> = reached.iter().copied().collect();
        let named: Vec<&Stratum> = strata.iter().filter_map(|place| self.strata.get(*place)).collect();
        let employers: BTreeSet<&str> =
            named.iter().filter_map(|stratum| self.employers.get(stratum.code.as_str())).flatten().copied().collect();
        Short {
            strata: named.iter().map(|stratum| stratum.code.clone()).collect(),
            seats: named.iter().map(|stratum| stratum.seats).fold(0, u32::saturating_add),
            employers: u32::try_from(employers.len()).unwrap_or(u32::MAX),
        }
    }
}

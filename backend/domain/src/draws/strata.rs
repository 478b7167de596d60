//! Which stratum a candidate belongs to.

use serde::{Deserialize, Serialize};

use crate::experts::Speciality;

/// What a stratum asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    pub code: String,
    /// One of these; without any, everybody who belongs nowhere else.
    pub specialities: Vec<Speciality>,
}

/// The stratum in which somebody who knows this (speciality and weight) knows most; the earlier one where it is the same.
/// Whoever fits none belongs to the first stratum that asks for nothing, and to none if there is none.
#[must_use]
pub fn belongs<'a>(knows: &[(Speciality, i32)], wanted: &'a [Wanted]) -> Option<&'a str> {
    let weight = |one: &Wanted| knows.iter().filter(|(code, _)| one.specialities.contains(code)).map(|(_, weight)| *weight).max();
    let mut best: Option<(i32, &Wanted)> = None;
    for one in wanted {
        if let Some(found) = weight(one).filter(|found| best.is_none_or(|(most, _)| *found > most)) {
            best = Some((found, one));
        }
    }
    let open = || wanted.iter().find(|one| one.specialities.is_empty());
    best.map(|(_, one)| one).or_else(open).map(|one| one.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_belongs_where_they_know_most_and_the_rest_where_nothing_is_asked_for() {
        let wanted = |code: &str, specialities: &[Speciality]| Wanted { code: code.to_owned(), specialities: specialities.to_vec() };
        let strata = [wanted("finance", &[Speciality::Finance]), wanted("field", &[Speciality::Elderly, Speciality::Youth]), wanted("any", &[])];
        let knows = |found: &[(Speciality, i32)]| belongs(found, &strata);
        assert_eq!(knows(&[(Speciality::Finance, 40), (Speciality::Youth, 60)]), Some("field"));
        assert_eq!(knows(&[(Speciality::Finance, 60), (Speciality::Youth, 60)]), Some("finance"));
        assert_eq!(knows(&[(Speciality::Law, 100)]), Some("any"));
        assert_eq!(belongs(&[(Speciality::Law, 100)], &strata[..2]), None);
    }
}

//! Which stratum a candidate belongs to, and why somebody is no candidate.

use serde::{Deserialize, Serialize};

use crate::experts::Speciality;
use crate::string_enum;

string_enum! {
    /// Why an approved expert may not be drawn.
    pub enum Hindrance {
        NotAReviewer "not_a_reviewer" "无本批次评审权限" "The account does not hold the role of a reviewer for the call";
        NotAvailable "not_available" "不在可评审期间" "The expert takes no work today";
        LoadTooLarge "load_too_large" "超出评审上限" "The call has more proposals than the expert takes in one round";
        Conflicted "conflicted" "利益冲突过多" "The expert has a conflict with more proposals than the draw allows";
        NoStratum "no_stratum" "不属于任何组别" "The expert knows nothing that a stratum asks for";
    }
}

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
        let strata =
            [wanted("finance", &[Speciality::Finance]), wanted("field", &[Speciality::Elderly, Speciality::Youth]), wanted("any", &[])];
        let knows = |found: &[(Speciality, i32)]| belongs(found, &strata);
        assert_eq!(knows(&[(Speciality::Finance, 40), (Speciality::Youth, 60)]), Some("field"));
        assert_eq!(knows(&[(Speciality::Finance, 60), (Speciality::Youth, 60)]), Some("finance"));
        assert_eq!(knows(&[(Speciality::Law, 100)]), Some("any"));
        assert_eq!(belongs(&[(Speciality::Law, 100)], &strata[..2]), None);
    }
}

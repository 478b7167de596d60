//! A need that a funded project answers already: what that means for another proposal that answers it.

use super::{Doubt, ScreeningRule};
use crate::fault::Fault;
use crate::schemes::{NeedLink, Scheme};

/// A need of a proposal that a project answers already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenNeed {
    /// Its place among the needs of the proposal.
    pub index: usize,
    /// Number of the need.
    pub need: String,
    /// Number of the project that answers it.
    pub project: String,
    /// Title of the project.
    pub title: String,
    /// Who was awarded it.
    pub organisation: String,
}

/// What speaks against a proposal because of these. Where every proposal must answer a need of the list, one that is
/// taken breaks the rule; where it may answer one, a person judges; where needs play no part, neither do these.
#[must_use]
pub fn taken_needs(scheme: &Scheme, taken: &[TakenNeed]) -> Vec<Doubt> {
    if scheme.need_link == NeedLink::None {
        return Vec::new();
    }
    let doubt = |one: &TakenNeed| {
        let said = format!("{} · {} {}（{}）", one.need, one.project, one.title, one.organisation);
        let evidence = Fault::new(format!("/needs/{}", one.index), "need_taken", "A funded project answers this need already");
        Doubt { rule: ScreeningRule::NeedTaken, certain: scheme.need_link == NeedLink::Required, evidence: evidence.with_actual(said) }
    };
    taken.iter().map(doubt).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn taken(index: usize) -> TakenNeed {
        let text = |text: &str| text.to_owned();
        TakenNeed { index, need: text("XQ2026-0001"), project: text("XM2026-0001"), title: text("助餐"), organisation: text("甲中心") }
    }

    fn scheme(need_link: NeedLink) -> Scheme {
        Scheme { need_link, ..Scheme::default() }
    }

    #[test]
    fn the_scheme_says_what_a_taken_need_means() {
        let found = taken_needs(&scheme(NeedLink::Required), &[taken(1)]);
        assert!(found[0].certain);
        assert_eq!((found[0].evidence.pointer.as_str(), found[0].evidence.code.as_str()), ("/needs/1", "need_taken"));
        assert_eq!(found[0].evidence.actual.as_deref(), Some("XQ2026-0001 · XM2026-0001 助餐（甲中心）"));
        assert!(!taken_needs(&scheme(NeedLink::Optional), &[taken(0)])[0].certain);
        assert!(taken_needs(&scheme(NeedLink::None), &[taken(0)]).is_empty());
    }

    proptest! {
        #[test]
        fn every_taken_need_is_named_once_or_none_is(places in prop::collection::vec(0_usize..10, 0..6), link in 0_usize..3) {
            let link = NeedLink::ALL[link];
            let all: Vec<TakenNeed> = places.iter().map(|index| taken(*index)).collect();
            let found = taken_needs(&scheme(link), &all);
            prop_assert_eq!(found.len(), if link == NeedLink::None { 0 } else { all.len() });
            prop_assert!(found.iter().all(|doubt| doubt.certain == (link == NeedLink::Required)));
        }
    }
}

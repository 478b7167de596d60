//! The three hands (三手) on every payment: no person twice, and none of the payee.

use std::fmt::Display;

use crate::fault::Fault;

/// Who has touched one payment so far. A person is one human being, however many accounts there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hands<'a, P> {
    /// 经办: who made it.
    pub maker: &'a P,
    /// 复核: who checked it, once somebody has.
    pub checker: Option<&'a P>,
    /// 审批: who approved it, once somebody has.
    pub approver: Option<&'a P>,
    /// The payee's legal representative and contacts, and whoever evaluated the project.
    pub payee_people: &'a [P],
}

/// Every way in which the hands are not three persons independent of the payee. There is no bypass,
/// for no role.
#[must_use]
pub fn three_hands<P: PartialEq + Display>(hands: &Hands<'_, P>) -> Vec<Fault> {
    let present: Vec<(&str, &P)> = [("maker", Some(hands.maker)), ("checker", hands.checker), ("approver", hands.approver)]
        .into_iter()
        .filter_map(|(hand, person)| person.map(|person| (hand, person)))
        .collect();
    let mut faults = Vec::new();
    for (index, (hand, person)) in present.iter().enumerate() {
        let before = present.iter().take(index).find(|(_, other)| other == person);
        if let Some((other, _)) = before {
            let detail = format!("the {hand} is the same person as the {other}");
            let fault = Fault::new(format!("/{hand}"), "same_person", detail);
            faults.push(fault.with_actual(person.to_string()));
        }
        if hands.payee_people.contains(person) {
            let detail = format!("the {hand} belongs to the payee or has evaluated the project");
            let fault = Fault::new(format!("/{hand}"), "payee_person", detail);
            faults.push(fault.with_actual(person.to_string()));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(maker: &str, checker: Option<&str>, approver: Option<&str>) -> Vec<(String, String)> {
        let hands = Hands { maker: &maker, checker: checker.as_ref(), approver: approver.as_ref(), payee_people: &["payee", "evaluator"] };
        three_hands(&hands).into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    fn fault(pointer: &str, code: &str) -> (String, String) {
        (pointer.to_owned(), code.to_owned())
    }

    #[test]
    fn three_persons_who_are_not_the_payee_may_pay() {
        assert_eq!(codes("a", Some("b"), Some("c")), []);
        assert_eq!(codes("a", None, None), []);
    }

    #[test]
    fn one_person_never_takes_two_hands() {
        assert_eq!(codes("a", Some("a"), None), [fault("/checker", "same_person")]);
        assert_eq!(codes("a", Some("b"), Some("b")), [fault("/approver", "same_person")]);
        assert_eq!(codes("a", None, Some("a")), [fault("/approver", "same_person")]);
        assert_eq!(codes("a", Some("a"), Some("a")), [fault("/checker", "same_person"), fault("/approver", "same_person")]);
    }

    #[test]
    fn nobody_of_the_payee_pays_himself() {
        assert_eq!(codes("payee", Some("b"), Some("evaluator")), [fault("/maker", "payee_person"), fault("/approver", "payee_person")]);
    }
}

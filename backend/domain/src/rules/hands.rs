//! The three hands (三手) on every payment: no person twice, and none of the payee.

use std::fmt::Display;

use crate::fault::Fault;

/// The hands that every movement of money needs, first to last: 经办, 复核, 审批.
pub const THREE_HANDS: [&str; 3] = ["maker", "checker", "approver"];

/// Every way in which the hands are not different persons independent of the payee. There is no bypass, for no role.
///
/// `hands` are those that have acted and the one that is about to, in the order in which they act, each with its person: one
/// human being, however many accounts there are. `payee_people` are the payee's legal representative and contacts, and
/// whoever evaluated the project.
#[must_use]
pub fn separate_hands<P: PartialEq + Display>(hands: &[(&str, &P)], payee_people: &[P]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, (hand, person)) in hands.iter().enumerate() {
        let before = hands.iter().take(index).find(|(_, other)| other == person);
        if let Some((other, _)) = before {
            let detail = format!("the {hand} is the same person as the {other}");
            let fault = Fault::new(format!("/{hand}"), "same_person", detail);
            faults.push(fault.with_actual(person.to_string()));
        }
        if payee_people.contains(person) {
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
        let acted = [("maker", Some(&maker)), ("checker", checker.as_ref()), ("approver", approver.as_ref())];
        let acted: Vec<(&str, &&str)> = acted.into_iter().filter_map(|(hand, person)| person.map(|person| (hand, person))).collect();
        separate_hands(&acted, &["payee", "evaluator"]).into_iter().map(|fault| (fault.pointer, fault.code)).collect()
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

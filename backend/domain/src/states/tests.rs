//! Laws that every state table keeps.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::machine::{StringEnum, available, fire, is_terminal};

/// What holds for any machine whose terminal states are `terminal`.
fn check_laws<M: Machine>(terminal: &[M::State]) {
    let mut pairs = BTreeSet::new();
    for edge in M::TABLE {
        assert!(pairs.insert((edge.from, edge.event)), "{}: {edge:?} twice", M::NAME);
        let guards: BTreeSet<_> = edge.guards.iter().collect();
        assert_eq!(guards.len(), edge.guards.len(), "a guard stands once");
        assert_eq!(edge.roles.is_empty(), edge.is_system());
        assert_eq!(fire::<M>(edge.from, edge.event), Ok(edge));
        let may = available::<M>(edge.from, edge.roles);
        assert_eq!(may.contains(&edge), !edge.is_system());
    }
    for state in M::State::all() {
        assert_eq!(terminal.contains(state), is_terminal::<M>(*state), "{} {state}", M::NAME);
    }
    for event in M::Event::all() {
        assert!(M::TABLE.iter().any(|edge| edge.event == *event), "{} never {event}", M::NAME);
    }
    assert_eq!(reachable::<M>().len(), M::State::all().len(), "{}", M::NAME);
    check_codes::<M::State>();
    check_codes::<M::Event>();
}

fn reachable<M: Machine>() -> BTreeSet<M::State> {
    let mut seen = BTreeSet::from([M::INITIAL]);
    loop {
        let next: BTreeSet<_> =
            M::TABLE.iter().filter(|edge| seen.contains(&edge.from)).map(|edge| edge.to).chain(seen.iter().copied()).collect();
        if next.len() == seen.len() {
            return seen;
        }
        seen = next;
    }
}

fn check_codes<E: StringEnum>() {
    let codes: BTreeSet<_> = E::all().iter().map(StringEnum::as_str).collect();
    assert_eq!(codes.len(), E::all().len(), "{}", E::NAME);
    for value in E::all() {
        let snake = |c: char| c.is_ascii_lowercase() || c == '_';
        assert!(value.as_str().chars().all(snake), "{value}");
        assert!(!value.zh().is_empty() && !value.meaning().is_empty(), "{value}");
    }
}

/// Runs events from the initial state; a refusal names the state and its way out and changes nothing.
fn walk<M: Machine>(picks: &[usize]) {
    let mut state = M::INITIAL;
    for pick in picks {
        let events = M::Event::all();
        let event = events[pick % events.len()];
        match fire::<M>(state, event) {
            Ok(edge) => {
                assert!(!is_terminal::<M>(state));
                state = edge.to;
            }
            Err(illegal) => {
                assert_eq!(illegal.state, state.as_str());
                assert!(!illegal.allowed.contains(&event.as_str()));
                assert_eq!(illegal.allowed.is_empty(), is_terminal::<M>(state));
            }
        }
        assert!(M::State::all().contains(&state));
    }
}

macro_rules! laws {
    ($($name:ident: $machine:ty [$($terminal:ident),*];)+) => {$(
        mod $name {
            use super::*;

            type S = <$machine as Machine>::State;

            #[test]
            fn the_table_keeps_the_laws() {
                let terminal: &[S] = &[$(S::$terminal),*];
                check_laws::<$machine>(terminal);
            }

            proptest! {
                #[test]
                fn no_sequence_of_events_leaves_the_table(
                    picks in prop::collection::vec(0_usize..64, 0..64)
                ) {
                    walk::<$machine>(&picks);
                }
            }
        }
    )+};
}

mod laws {
    use super::*;

    laws! {
        accounts: AccountMachine [];
        organisations: OrganisationMachine [Rejected, Deregistered];
        invitations: InvitationMachine [Accepted, Revoked];
        sponsorships: SponsorshipMachine [Refused, Withdrawn, Ended];
        calls: CallMachine [Archived, Cancelled];
        amendments: AmendmentMachine [InForce, Returned, Withdrawn];
        questions: QuestionMachine [Answered, Declined];
        proposals: ProposalMachine [Ineligible, Revoked, Withdrawn];
        projects: ProjectMachine [Closed, Terminated, Lapsed];
        agreements: AgreementMachine [Signed, Cancelled];
        tranches: TrancheMachine [Cancelled, Recovered];
        payments: PaymentMachine [Void, Rejected, Returned];
        bank_lines: BankLineMachine [Confirmed];
        periods: PeriodMachine [Closed];
        batches: BatchMachine [Voided];
        needs: NeedMachine [Met, Unmet, Merged, Declined, Withdrawn];
        experts: ExpertMachine [];
        draws: DrawMachine [Void];
        donations: DonationMachine [Rejected, Withdrawn];
        notices: NoticeMachine [Closed, Discarded, Withdrawn];
        decisions: DecisionMachine [Approved, Returned];
        lotteries: LotteryMachine [Drawn];
        defences: DefenceMachine [Drawn];
        defence_turns: DefenceTurnMachine [];
        review_corrections: ReviewCorrectionMachine [Approved, Rejected];
        jury_protocols: JuryProtocolMachine [Rejected, Superseded];
        objections: ObjectionMachine [Dismissed, Upheld, Rejected];
        allotments: AllotmentMachine [Closed, Discarded];
        year_ends: YearEndMachine [Closed];
        review_stages: ReviewStageMachine [Published];
        assignments: AssignmentMachine [Recused, Lapsed, Replaced];
        reviews: ReviewMachine [Voided];
        result_runs: ResultRunMachine [Published, Superseded];
        account_changes: AccountChangeMachine [Cancelled, Superseded];
        verifications: VerificationMachine [Accepted, Returned, Rejected, Withdrawn];
        files: FileMachine [Removed];
        forms: FormMachine [Published, Discarded];
    }
}

#[test]
fn every_machine_has_a_diagram_that_starts_somewhere() {
    let diagrams = diagrams();
    assert!(diagrams.len() > 15, "{}", diagrams.len());
    assert!(diagrams.iter().all(|(_, text)| text.contains("[*] --> ")));
}

#[test]
fn money_is_moved_by_three_different_roles() {
    use super::payments::{PaymentEvent, PaymentState};
    let check = fire::<PaymentMachine>(PaymentState::Draft, PaymentEvent::Check).unwrap();
    let approve = fire::<PaymentMachine>(PaymentState::Checked, PaymentEvent::Approve).unwrap();
    assert_eq!((check.roles, approve.roles), (CHECKER, APPROVER));
    assert!(check.guards.contains(&"three_hands") && approve.guards.contains(&"three_hands"));
}

#[test]
fn a_payment_the_bank_lost_is_never_exported_again() {
    use super::payments::{PaymentEvent, PaymentState};
    let illegal = fire::<PaymentMachine>(PaymentState::Unknown, PaymentEvent::Export).unwrap_err();
    assert_eq!(illegal.allowed, ["pay", "reject_by_bank"]);
}

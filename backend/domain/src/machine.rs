//! State machines as data: one table a noun, from which come the server's checks, the named enums of
//! the contract, the buttons of the interface and the diagrams of the documents.
//!
//! A table says `state × event → state`, which roles may fire the event, and which guards must hold.
//! Guards are names only: the caller knows the facts and evaluates them.

use std::fmt::{self, Write as _};
use std::hash::Hash;

use crate::roles::Role;

/// A closed set of codes that travels as `snake_case` strings.
///
/// Declared with [`string_enum!`](crate::string_enum), which writes serde, `Display`, `FromStr` and
/// this trait at once.
pub trait StringEnum: Copy + Eq + Ord + Hash + fmt::Debug + fmt::Display + 'static {
    /// The name of the type, as the contract names the enum (`OrganisationState`).
    const NAME: &'static str;

    /// Every value, in the order of declaration.
    fn all() -> &'static [Self];

    /// The code of this value.
    fn as_str(&self) -> &'static str;

    /// The Chinese label of this value.
    fn zh(&self) -> &'static str;

    /// What this value means, in one English sentence without a full stop.
    fn meaning(&self) -> &'static str;
}

/// A text that is not one of the codes of a closed set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is no {name}")]
pub struct UnknownCode {
    /// The name of the set (`OrganisationState`).
    pub name: &'static str,
    /// The text that was found.
    pub found: String,
}

/// Declares a closed set of string codes: `Variant "code" "中文" "what it means";` a line.
///
/// The enum gets `ALL`, `as_str`, `zh`, `Display`, `FromStr`, serde as its code, and [`StringEnum`].
#[macro_export]
macro_rules! string_enum {
    ($(#[$attribute:meta])* $vis:vis enum $name:ident {
        $($variant:ident $code:literal $zh:literal $meaning:literal;)+
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $(#[doc = concat!($zh, ": ", $meaning, ".")] $variant,)+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code of this value, as it travels.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The Chinese label of this value.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }
        }

        impl $crate::machine::StringEnum for $name {
            const NAME: &'static str = stringify!($name);

            fn all() -> &'static [Self] {
                Self::ALL
            }

            fn as_str(&self) -> &'static str {
                Self::as_str(*self)
            }

            fn zh(&self) -> &'static str {
                Self::zh(*self)
            }

            fn meaning(&self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(Self::as_str(*self))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::machine::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::machine::UnknownCode {
                        name: stringify!($name),
                        found: text.to_owned(),
                    }),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(Self::as_str(*self))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <::std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                code.parse().map_err(|_| {
                    ::serde::de::Error::unknown_variant(&code, &[$($code),+])
                })
            }
        }
    };
}

/// Declares a machine: its states and its events (two [`string_enum!`](crate::string_enum) bodies),
/// then one row an edge: `From | From, Event -> To, ROLES, ["guard", …];`.
#[macro_export]
macro_rules! state_machine {
    ($(#[$doc:meta])* $machine:ident $name:literal
     states $state:ident from $initial:ident { $($states:tt)+ }
     events $event:ident { $($events:tt)+ }
     table { $($($from:ident)|+, $fired:ident -> $to:ident, $roles:expr, $guards:expr;)+ }) => {
        $crate::string_enum! {
            #[doc = concat!("Where one ", $name, " stands.")]
            pub enum $state { $($states)+ }
        }

        $crate::string_enum! {
            #[doc = concat!("What can happen to one ", $name, ".")]
            pub enum $event { $($events)+ }
        }

        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $machine;

        impl $crate::machine::Machine for $machine {
            type State = $state;
            type Event = $event;
            const NAME: &'static str = $name;
            const INITIAL: $state = $state::$initial;
            const TABLE: &'static [$crate::machine::Transition<$state, $event>] = &[$($(
                $crate::machine::Transition {
                    from: $state::$from,
                    event: $event::$fired,
                    to: $state::$to,
                    roles: $roles,
                    guards: &$guards,
                },
            )+)+];
        }
    };
}

/// One edge of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition<S: 'static, E: 'static> {
    /// The state before.
    pub from: S,
    /// What happens.
    pub event: E,
    /// The state after.
    pub to: S,
    /// The roles that may fire the event; empty if the platform fires it as the consequence of
    /// another event.
    pub roles: &'static [Role],
    /// The names of the conditions that the caller must have found true.
    pub guards: &'static [&'static str],
}

impl<S, E> Transition<S, E> {
    /// True if no person fires this: it follows from another event.
    #[must_use]
    pub const fn is_system(&self) -> bool {
        self.roles.is_empty()
    }

    /// True if a person holding `roles` may fire this.
    #[must_use]
    pub fn allows(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| roles.contains(role))
    }
}

/// The life of one noun as a table.
pub trait Machine: 'static {
    /// The states.
    type State: StringEnum;
    /// The events.
    type Event: StringEnum;
    /// The noun, as in `snake_case` codes (`review_stage`).
    const NAME: &'static str;
    /// The state in which a new one starts.
    const INITIAL: Self::State;
    /// Every edge; a pair of state and event stands in it at most once.
    const TABLE: &'static [Transition<Self::State, Self::Event>];
}

/// The edges of the machine `M`.
pub type TransitionOf<M> = Transition<<M as Machine>::State, <M as Machine>::Event>;

/// An event that cannot happen in the present state; at the edge a 409.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{event} is not possible for {machine} in state {state}")]
pub struct Illegal {
    /// The noun.
    pub machine: &'static str,
    /// The present state.
    pub state: &'static str,
    /// The event that was tried.
    pub event: &'static str,
    /// The events that are possible from here, in the order of the table.
    pub allowed: Vec<&'static str>,
}

/// The edge that `event` takes from `state`, or why there is none.
pub fn fire<M: Machine>(state: M::State, event: M::Event) -> Result<&'static TransitionOf<M>, Illegal> {
    M::TABLE.iter().find(|edge| edge.from == state && edge.event == event).ok_or_else(|| Illegal {
        machine: M::NAME,
        state: state.as_str(),
        event: event.as_str(),
        allowed: edges_from::<M>(state).map(|edge| edge.event.as_str()).collect(),
    })
}

/// The edges that a person holding `roles` may take from `state`, guards not yet considered.
#[must_use]
pub fn available<M: Machine>(state: M::State, roles: &[Role]) -> Vec<&'static TransitionOf<M>> {
    edges_from::<M>(state).filter(|edge| edge.allows(roles)).collect()
}

/// True if nothing can happen any more in `state`.
#[must_use]
pub fn is_terminal<M: Machine>(state: M::State) -> bool {
    edges_from::<M>(state).next().is_none()
}

/// The machine as a Mermaid state diagram.
#[must_use]
pub fn mermaid<M: Machine>() -> String {
    let mut out = format!("stateDiagram-v2\n    [*] --> {}\n", M::INITIAL);
    for edge in M::TABLE {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "    {} --> {}: {}", edge.from, edge.to, edge.event);
    }
    for state in M::State::all().iter().filter(|state| is_terminal::<M>(**state)) {
        let _ = writeln!(out, "    {state} --> [*]");
    }
    out
}

fn edges_from<M: Machine>(state: M::State) -> impl Iterator<Item = &'static TransitionOf<M>> {
    M::TABLE.iter().filter(move |edge| edge.from == state)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLERK: &[Role] = &[Role::ProgrammeOfficer];
    const SYSTEM: &[Role] = &[];

    state_machine! {
        /// A lamp, for the tests of this file.
        LampMachine "lamp"
        states LampState from Off {
            Off "off" "关" "Dark";
            On "on" "开" "Bright";
            Broken "broken" "坏" "For ever dark";
        }
        events LampEvent {
            Switch "switch" "开关" "The switch is turned";
            Fall "fall" "跌落" "It falls down";
        }
        table {
            Off, Switch -> On, CLERK, ["plugged_in"];
            On, Switch -> Off, CLERK, [];
            Off | On, Fall -> Broken, SYSTEM, [];
        }
    }

    #[test]
    fn an_event_takes_the_edge_of_the_table() {
        let edge = fire::<LampMachine>(LampState::Off, LampEvent::Switch).unwrap();
        assert_eq!((edge.to, edge.guards), (LampState::On, ["plugged_in"].as_slice()));
    }

    #[test]
    fn an_illegal_event_names_the_state_and_what_is_possible_instead() {
        let illegal = fire::<LampMachine>(LampState::Broken, LampEvent::Switch).unwrap_err();
        assert_eq!(illegal.allowed, Vec::<&str>::new());
        assert_eq!(illegal.to_string(), "switch is not possible for lamp in state broken");
        assert_eq!(available::<LampMachine>(LampState::Off, CLERK).iter().map(|e| e.event).collect::<Vec<_>>(), [LampEvent::Switch]);
        assert!(available::<LampMachine>(LampState::Off, &[Role::Auditor]).is_empty());
    }

    #[test]
    fn the_diagram_is_drawn_from_the_table() {
        let expected = "stateDiagram-v2\n    [*] --> off\n    off --> on: switch\n    \
            on --> off: switch\n    off --> broken: fall\n    on --> broken: fall\n    \
            broken --> [*]\n";
        assert_eq!(mermaid::<LampMachine>(), expected);
    }

    #[test]
    fn a_code_travels_as_its_string_and_nothing_else() {
        assert_eq!(serde_json::to_string(&LampState::Off).unwrap(), "\"off\"");
        assert_eq!(serde_json::from_str::<LampState>("\"on\"").unwrap(), LampState::On);
        let error = serde_json::from_str::<LampState>("\"On\"").unwrap_err().to_string();
        assert!(error.contains("`off`, `on`, `broken`"), "{error}");
        assert_eq!("dim".parse::<LampState>().unwrap_err().to_string(), "`dim` is no LampState");
        assert_eq!(LampState::NAME, "LampState");
        assert_eq!(format!("{:>4}|", LampState::On), "  on|");
        assert_eq!((LampState::On.zh(), LampState::On.meaning()), ("开", "Bright"));
    }
}

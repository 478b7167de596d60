//! Behaviour of review scoring: the golden round, the rules one by one, and their invariants.

#[cfg(test)]
mod bundles;
#[cfg(test)]
mod diagnostics;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod numbers;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod ranking;
#[cfg(test)]
mod rules;

//! Behaviour of the value types: money, codes, instants, days and working days.

#[cfg(test)]
mod calendar;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod dates;
#[cfg(test)]
mod money;
#[cfg(test)]
mod shares;

//! A lottery inside a tie group that everybody can draw again (A13): commit first, reveal later.
//!
//! What is drawn about is fixed by a snapshot, and a digest of it is published before the public source of chance
//! speaks; the order then follows from the snapshot and that source alone.

use crate::schemes::sha256_hex;

/// The digest that is published beforehand: SHA-256 of `round|snapshot|salt`.
#[must_use]
pub fn lottery_commitment(round: &str, snapshot: &str, salt: &str) -> String {
    sha256_hex(format!("{round}|{snapshot}|{salt}").as_bytes())
}

/// The seed: SHA-256 of `round|snapshot|entropy`, in hexadecimal.
#[must_use]
pub fn lottery_seed(round: &str, snapshot: &str, entropy: &str) -> String {
    sha256_hex(format!("{round}|{snapshot}|{entropy}").as_bytes())
}

/// The ticket of one member: SHA-256 of `seed:member`, in hexadecimal.
#[must_use]
pub fn lottery_ticket(seed: &str, member: &str) -> String {
    sha256_hex(format!("{seed}:{member}").as_bytes())
}

/// Members with their tickets, the lowest ticket first. The order of `members` changes nothing.
#[must_use]
pub fn lottery_order(seed: &str, members: &[String]) -> Vec<(String, String)> {
    let mut drawn: Vec<(String, String)> = members.iter().map(|member| (lottery_ticket(seed, member), member.clone())).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(ticket, member)| (member, ticket)).collect()
}

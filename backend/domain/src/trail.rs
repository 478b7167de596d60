//! The trail as a chain: the digest of one event, and that of a seal over many events and the seal before.
//!
//! Whoever changes, removes or slips in an event after it was sealed has to make every later seal anew, and the digest of the
//! newest seal, which auditors keep outside, gives it away (INV-29).

use serde_json::Value;

use crate::schemes::{canonical_json, sha256_hex};

/// What the first seal names as the one before it.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The digest of an event with all that is stored of it.
#[must_use]
pub fn event_sha256(event: &Value) -> String {
    sha256_hex(canonical_json(event).as_bytes())
}

/// The digest of seal number `seq` (from 1) over the digests of its events, in the order of their ids.
#[must_use]
pub fn seal_sha256<'a>(seq: i32, previous: &str, events: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = format!("{seq}\n{previous}\n");
    for event in events {
        text.push_str(event);
        text.push('\n');
    }
    sha256_hex(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    proptest! {
        #[test]
        fn no_event_is_changed_left_out_or_moved_without_another_seal(
            reasons in prop::collection::vec("[a-z]{1,8}", 2..20), at in any::<prop::sample::Index>(),
        ) {
            let digests: Vec<String> =
                reasons.iter().enumerate().map(|(n, reason)| event_sha256(&json!({ "id": n, "reason": reason }))).collect();
            let seal = |of: &[String]| seal_sha256(1, GENESIS, of.iter().map(String::as_str));
            let sealed = seal(&digests);
            let at = at.index(digests.len());
            let mut changed = digests.clone();
            changed[at] = event_sha256(&json!({ "id": at, "reason": "another word" }));
            let mut shorter = digests.clone();
            shorter.remove(at);
            let mut moved = digests.clone();
            moved.rotate_left(1);
            for other in [changed, shorter, moved] {
                prop_assert_ne!(&seal(&other), &sealed);
            }
            prop_assert_ne!(seal_sha256(1, &sealed, digests.iter().map(String::as_str)), sealed);
        }
    }

    #[test]
    fn the_digests_can_be_made_with_a_tool_of_the_system() {
        // printf '{"id":1}' | sha256sum, and printf '1\n%s\n%s\n' "$GENESIS" "$EVENT" | sha256sum
        let event = event_sha256(&json!({ "id": 1 }));
        assert_eq!(event, "037c9214eef74cc3887f3a4f085b4e17d76280dafd273b0ee160c09c4ba1cfd4");
        assert_eq!(seal_sha256(1, GENESIS, [event.as_str()]), "d9ddfb8e64966a8e153c2f00b7eeba793609575ec8bd58dd787a34540c5ae2b5");
    }
}

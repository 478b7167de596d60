//! Fresh ids and random bytes; the one place that asks the machine for randomness.

use rand::RngCore;
use uuid::{Builder, Uuid};
use yichuang_domain::time::Timestamp;

/// A UUIDv7 of the given instant: ids sort by the time they were made.
#[must_use]
pub fn new_id(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.micros() / 1000).unwrap_or(0);
    let mut random = [0; 10];
    rand::rng().fill_bytes(&mut random);
    // The microseconds inside the millisecond lead the random part, so that ids made one after the other by
    // one process keep their order.
    let inside = u16::try_from(now.micros().rem_euclid(1000)).unwrap_or(0) << 2;
    random[0] = u8::try_from(inside >> 8).unwrap_or(0);
    random[1] = u8::try_from(inside & 0xff).unwrap_or(0) | (random[1] & 0x03);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Fresh random bytes.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

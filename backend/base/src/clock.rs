//! Where "now" comes from. Business rules get it as an argument; only this file asks the machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use time::OffsetDateTime;
use yichuang_domain::time::Timestamp;

/// A clock that is the machine's, or stands still for tests, or runs ahead of the machine's for a demonstration.
#[derive(Clone, Debug)]
pub struct Clock {
    fixed: bool,
    /// Fixed: the instant in microseconds. Otherwise: how far ahead of the machine's clock.
    micros: Arc<AtomicI64>,
}

impl Clock {
    #[must_use]
    pub fn system() -> Self {
        Self { fixed: false, micros: Arc::new(AtomicI64::new(0)) }
    }

    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self { fixed: true, micros: Arc::new(AtomicI64::new(at.micros())) }
    }

    /// The instant by which everything is judged.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let micros = self.micros.load(Ordering::SeqCst);
        let micros = if self.fixed { micros } else { machine_micros() + micros };
        Timestamp::from_micros(micros).unwrap_or(Timestamp::MAX)
    }

    /// The machine's own instant, by which sessions expire even where the business clock was moved.
    #[must_use]
    pub fn machine(&self) -> Timestamp {
        if self.fixed { self.now() } else { Timestamp::from_micros(machine_micros()).unwrap_or(Timestamp::MAX) }
    }

    /// Moves the clock ahead (or back).
    pub fn advance(&self, micros: i64) {
        self.micros.fetch_add(micros, Ordering::SeqCst);
    }

    /// How far ahead of the machine's clock this one runs.
    #[must_use]
    pub fn ahead(&self) -> i64 {
        if self.fixed { 0 } else { self.micros.load(Ordering::SeqCst) }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine_micros() -> i64 {
    i64::try_from(OffsetDateTime::now_utc().unix_timestamp_nanos() / 1000).unwrap_or(i64::MAX)
}

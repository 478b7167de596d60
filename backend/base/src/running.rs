//! How far long work is, while it runs. The work itself is one transaction, so that its rows cannot tell; this is kept
//! in memory, is lost with the process and decides nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;
use yichuang_store::ids::UserId;

type Works = HashMap<(UserId, Uuid), Arc<Steps>>;

/// Work of this process, by who does it and the file it is about.
#[derive(Clone, Debug, Default)]
pub struct Running(Arc<Mutex<Works>>);

#[derive(Debug)]
struct Steps {
    done: AtomicUsize,
    all: usize,
}

/// One piece of work; it is forgotten when this is dropped, whatever came of it.
#[derive(Debug)]
pub struct Work {
    running: Running,
    key: (UserId, Uuid),
    steps: Arc<Steps>,
}

impl Running {
    /// Begins with nothing done of so many steps; work that is tried again begins again.
    #[must_use]
    pub fn begin(&self, user: UserId, file: Uuid, all: usize) -> Work {
        let steps = Arc::new(Steps { done: AtomicUsize::new(0), all });
        let key = (user, file);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, steps.clone());
        Work { running: self.clone(), key, steps }
    }

    /// What this person's work in this process is about, steps done, and all steps.
    #[must_use]
    pub fn of(&self, user: UserId) -> Vec<(Uuid, usize, usize)> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = known.iter().filter(|((doer, _), _)| *doer == user);
        own.map(|((_, file), steps)| (*file, steps.done.load(Ordering::Relaxed), steps.all)).collect()
    }
}

impl Work {
    pub fn one_done(&self) {
        self.steps.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let mut known = self.running.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The same work may have begun again meanwhile.
        if known.get(&self.key).is_some_and(|steps| Arc::ptr_eq(steps, &self.steps)) {
            known.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_seen_by_who_does_it_until_it_ends() {
        let running = Running::default();
        let (user, file) = (UserId(Uuid::from_u128(1)), Uuid::from_u128(2));
        let work = running.begin(user, file, 3);
        work.one_done();
        assert_eq!(running.of(user), [(file, 1, 3)]);
        assert_eq!(running.of(UserId(Uuid::from_u128(9))), []);
        let again = running.begin(user, file, 3);
        drop(work);
        assert_eq!(running.of(user), [(file, 0, 3)], "the first one's end is not that of the second");
        drop(again);
        assert_eq!(running.of(user), []);
    }
}

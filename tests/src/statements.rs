//! What the database is asked on behalf of one request, and processes that die at one of these questions.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::Statement;

/// Keeps the statements of a world while somebody listens. Requests that are counted run alone.
#[derive(Clone, Default)]
pub struct Statements {
    heard: Arc<Mutex<Option<Vec<Statement>>>>,
    /// After how many more statements the process dies; 0 when it lives.
    left: Arc<AtomicI64>,
}

impl Statements {
    pub(crate) fn hear(&self, statement: &Statement) {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| (left > 0).then(|| left - 1));
        assert!(left != Ok(1), "the process dies here, as the test says: {}", statement.sql);
        if let Some(heard) = self.heard.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            heard.push(statement.clone());
        }
    }

    /// What comes of the work, and every statement that ran meanwhile.
    pub async fn during<T>(&self, work: impl Future<Output = T>) -> (T, Vec<Statement>) {
        *self.heard.lock().unwrap() = Some(Vec::new());
        let done = work.await;
        let heard = self.heard.lock().unwrap().take();
        (done, heard.unwrap_or_default())
    }

    /// What comes of the work when the process dies once the database has done the `nth` statement of it (from 1), and
    /// whether it died; work with fewer statements ends alive.
    pub async fn dying_after<T>(&self, nth: i64, work: impl Future<Output = T>) -> (T, bool) {
        self.left.store(nth, Ordering::SeqCst);
        let done = work.await;
        (done, self.left.swap(0, Ordering::SeqCst) == 0)
    }
}

/// Whether a statement only finds out who asks: session and grants, and, where proposals are shown, which of them are kept
/// from this person by a conflict of interest.
pub fn is_admission(statement: &Statement) -> bool {
    let sql = statement.sql.to_ascii_lowercase().replace('"', "");
    ["from sessions", "from grants", "select p.id from conflicts c join users u"].iter().any(|part| sql.contains(part))
}

/// The statements of the operation itself.
pub fn of_operation(heard: Vec<Statement>) -> Vec<Statement> {
    heard.into_iter().filter(|statement| !is_admission(statement)).collect()
}

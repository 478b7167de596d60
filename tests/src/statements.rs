//! What the database is asked on behalf of one request.

use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::Statement;

/// Keeps the statements of a world while somebody listens. Requests that are counted run alone.
#[derive(Clone, Default)]
pub struct Statements(Arc<Mutex<Option<Vec<Statement>>>>);

impl Statements {
    pub(crate) fn hear(&self, statement: &Statement) {
        if let Some(heard) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            heard.push(statement.clone());
        }
    }

    /// What comes of the work, and every statement that ran meanwhile.
    pub async fn during<T>(&self, work: impl Future<Output = T>) -> (T, Vec<Statement>) {
        *self.0.lock().unwrap() = Some(Vec::new());
        let done = work.await;
        let heard = self.0.lock().unwrap().take();
        (done, heard.unwrap_or_default())
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

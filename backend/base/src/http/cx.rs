//! The context a handler works in, and the one way to write: begin, claim the key, run, keep the answer, commit.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use yichuang_domain::time::Timestamp;
use yichuang_store::idempotency::{self, Claim, Key};
use yichuang_store::seal::SealKey;
use yichuang_store::{Conn, StoreError};

use crate::app::App;
use crate::caller::Caller;
use crate::http::prepare::SessionOf;
use crate::http::reply::Reply;
use crate::ids::random_bytes;
use crate::problem::Problem;
use crate::uow::Uow;

/// A whole transaction is tried again at most this often when another one was in the way.
const TRIES: u32 = 5;

/// A change on its way to its answer.
type Running<'a> = Pin<Box<dyn Future<Output = Result<Reply, Problem>> + Send + 'a>>;

/// What is known about a request once it was admitted.
pub struct Context {
    pub operation_id: String,
    pub request_id: String,
    /// The query as it was sent.
    pub query: String,
    pub fingerprint: String,
    pub key: Option<String>,
    pub caller: Option<Caller>,
    pub session: Option<SessionOf>,
    /// Where the request came from; a network for the newer addresses, of which everybody has many.
    pub address: String,
    pub app: App,
    /// The instant at which the request was complete; what waits for a lock afterwards is judged by it.
    pub arrived: Timestamp,
}

/// The extractor every handler starts with.
#[derive(Clone)]
pub struct Cx(pub Arc<Context>);

impl<S: Send + Sync> FromRequestParts<S> for Cx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let context = parts.extensions.get::<Arc<Context>>().cloned();
        context.map(Self).ok_or_else(|| Problem::internal("a handler was mounted without its preparation"))
    }
}

impl Cx {
    #[must_use]
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// A unit of work that only reads.
    #[must_use]
    pub fn read(&self) -> Uow {
        self.unit(Arc::new(self.app().store.read()))
    }

    fn unit(&self, conn: Arc<Conn>) -> Uow {
        Uow::new(conn, self.app().clone(), self.0.caller.clone(), self.0.arrived, self.0.request_id.clone())
    }

    /// Runs a change in one transaction and commits it together with its answer. Everything that `run` did is
    /// undone when it refuses; only the refusal itself is kept under the idempotency key. When another
    /// transaction was in the way, the whole is run again.
    pub async fn write<F, R>(&self, run: F) -> Response
    where
        F: Fn(Uow) -> R + Sync,
        R: Future<Output = Result<Reply, Problem>> + Send,
    {
        self.write_any(&|uow| Box::pin(run(uow))).await
    }

    /// What is the same for every change is compiled once, not once for each of them.
    async fn write_any<'a>(&self, run: &(dyn Fn(Uow) -> Running<'a> + Sync)) -> Response {
        for attempt in 1..=TRIES {
            match self.attempt(run).await {
                Err(problem) if problem.again && attempt < TRIES => {
                    tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 15)).await;
                }
                Ok(reply) => return reply.into_response(),
                Err(problem) => return problem.into_response(),
            }
        }
        Problem::internal("unreachable: the last try always answers").into_response()
    }

    async fn attempt<'a>(&self, run: &(dyn Fn(Uow) -> Running<'a> + Sync)) -> Result<Reply, Problem> {
        let conn = Arc::new(self.app().store.begin().await?);
        let key = self.key();
        if let Some(key) = &key {
            match claim(&conn, &self.app().seal_key, key, self.app().clock.machine().micros()).await? {
                Claim::New => {}
                Claim::Replay(answer) => return Ok(Reply::replayed(&answer)),
                Claim::Mismatch => return Err(mismatch()),
                Claim::Running => return Err(running()),
            }
            conn.mark().await?;
        }
        let outcome = run(self.unit(conn.clone())).await;
        let answer = match (&outcome, &key) {
            (Ok(reply), _) => reply.to_stored(),
            (Err(problem), Some(_)) if problem.is_outcome() => {
                conn.back_to_mark().await?;
                Reply::problem(problem).to_stored()
            }
            (Err(_), _) => return outcome,
        };
        if let Some(key) = &key {
            idempotency::keep(&conn, &self.app().seal_key, key, &answer, random_bytes()).await?;
        }
        let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("a transaction is still in use at its end"))?;
        conn.commit().await?;
        outcome
    }

    /// Runs a change in one transaction without a key, for steps that work outside the database goes on from. When
    /// another transaction was in the way, the whole is run again.
    pub async fn change<T, F, R>(&self, run: F) -> Result<T, Problem>
    where
        F: Fn(Uow) -> R,
        R: Future<Output = Result<T, Problem>> + Send,
    {
        for attempt in 1..=TRIES {
            let conn = Arc::new(self.app().store.begin().await?);
            match run(self.unit(conn.clone())).await {
                Err(problem) if problem.again && attempt < TRIES => {
                    tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 15)).await;
                }
                Err(problem) => return Err(problem),
                Ok(done) => {
                    let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("a transaction is still in use at its end"))?;
                    conn.commit().await?;
                    return Ok(done);
                }
            }
        }
        Err(Problem::internal("unreachable: the last try always answers"))
    }

    /// The address the request came from, in a form that cannot be read back: enough to count by.
    #[must_use]
    pub fn address_digest(&self) -> String {
        yichuang_domain::schemes::sha256_hex(format!("address|{}|{}", self.app().config.secret_key, self.0.address).as_bytes())
    }

    fn key(&self) -> Option<Key> {
        let key = self.0.key.clone()?;
        let caller = self.0.caller.as_ref().map_or_else(|| "anonymous".to_owned(), |caller| caller.user.to_string());
        Some(Key { caller, operation: self.0.operation_id.clone(), key, fingerprint: self.0.fingerprint.clone() })
    }
}

async fn claim(conn: &Conn, seal: &SealKey, key: &Key, now: i64) -> Result<Claim, Problem> {
    match idempotency::claim(conn, seal, key, now).await {
        Err(StoreError::Busy) => Ok(Claim::Running),
        other => Ok(other?),
    }
}

fn mismatch() -> Problem {
    Problem::new(
        axum::http::StatusCode::UNPROCESSABLE_ENTITY,
        "idempotency_key_reused",
        "This Idempotency-Key was used for another request; a new request needs a new key",
    )
}

fn running() -> Problem {
    Problem::refused("still_running", "The first request with this Idempotency-Key has not ended; ask again in a moment")
}

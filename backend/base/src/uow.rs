//! The unit of work: a connection (the pool for reads, one transaction for a change), who acts, and when.
//! What a change causes, audit row and outbox row included, is written through it and commits with it.

use std::str::FromStr;
use std::sync::Arc;

use serde_json::{Value, json};
use uuid::Uuid;
use yichuang_domain::machine::{self, Machine, StringEnum};
use yichuang_domain::roles::Role;
use yichuang_domain::time::{Day, Timestamp};
use yichuang_store::ids::UserId;
use yichuang_store::record::{AuditEvent, User};
use yichuang_store::{Conn, Record, StoreError, insert, insert_all, outbox};

use crate::app::App;
use crate::caller::{Caller, Place};
use crate::ids;
use crate::problem::Problem;

#[derive(Clone)]
pub struct Uow {
    pub conn: Arc<Conn>,
    pub app: App,
    /// Nobody for operations that are public.
    pub who: Option<Caller>,
    /// The instant by which this unit of work is judged; one instant for all of it.
    pub now: Timestamp,
    pub request_id: String,
    /// Tells nobody: things of the past are imported.
    quiet: bool,
}

impl Uow {
    #[must_use]
    pub fn new(conn: Arc<Conn>, app: App, who: Option<Caller>, now: Timestamp, request_id: String) -> Self {
        Self { conn, app, who, now, request_id, quiet: false }
    }

    /// The same transaction, seen by another person at another instant (import of a past round).
    #[must_use]
    pub fn acting(&self, who: Caller, now: Timestamp) -> Self {
        Self { who: Some(who), now, ..self.clone() }
    }

    /// The same transaction at another instant, with nobody logged in.
    #[must_use]
    pub fn acting_nobody(&self, now: Timestamp) -> Self {
        Self { who: None, now, ..self.clone() }
    }

    /// The same unit of work, which tells nobody.
    #[must_use]
    pub fn quietly(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// The caller; 401 when nobody is logged in.
    pub fn caller(&self) -> Result<&Caller, Problem> {
        self.who.as_ref().ok_or_else(Problem::unauthenticated)
    }

    /// Whether this account belongs to the person who acts: four eyes are persons, not logins.
    pub async fn is_me(&self, user: UserId) -> Result<bool, Problem> {
        let Some(who) = &self.who else { return Ok(false) };
        let other = yichuang_store::find::<User>(&self.conn, user).await?;
        Ok(other.is_some_and(|user| user.person_id == who.person))
    }

    #[must_use]
    pub fn micros(&self) -> i64 {
        self.now.micros()
    }

    #[must_use]
    pub fn today(&self) -> Day {
        self.now.shanghai_day()
    }

    /// A fresh id of this instant.
    #[must_use]
    pub fn id(&self) -> Uuid {
        ids::new_id(self.now)
    }

    /// The next number of a yearly series: `number("YC", 2026)` is `YC2026-0012`.
    pub async fn number(&self, prefix: &str, year: i32) -> Result<String, Problem> {
        let series = format!("{prefix}{year}");
        let value = yichuang_store::numbers::next(&self.conn, &series).await?;
        Ok(format!("{series}-{value:04}"))
    }

    /// The record, locked for this change; 404 when there is none.
    pub async fn lock<R: Record>(&self, id: R::Id) -> Result<R, Problem> {
        yichuang_store::lock::<R>(&self.conn, id).await?.ok_or_else(Problem::not_found)
    }

    /// The record; 404 when there is none.
    pub async fn find<R: Record>(&self, id: R::Id) -> Result<R, Problem> {
        yichuang_store::find::<R>(&self.conn, id).await?.ok_or_else(Problem::not_found)
    }

    /// 404 unless the caller holds one of these roles where the thing stands: what a stranger may not see does
    /// not exist for them.
    pub fn must_see(&self, readers: &[Role], place: &Place<'_>) -> Result<(), Problem> {
        if self.caller()?.holds(readers, place) { Ok(()) } else { Err(Problem::not_found()) }
    }

    /// The state that follows from an event: 403 when the caller's roles at the place may not fire it, 409 with
    /// the events that are possible when the state does not allow it. Call [`Uow::must_see`] first.
    pub fn fire<M: Machine>(&self, state: &str, event: M::Event, place: &Place<'_>) -> Result<M::State, Problem>
    where
        M::State: FromStr,
    {
        let roles = self.caller()?.roles_at(place);
        if !M::TABLE.iter().any(|edge| edge.event == event && edge.allows(&roles)) {
            return Err(Problem::forbidden("Your role here may not do this"));
        }
        let edge = machine::fire::<M>(state_of(state)?, event)?;
        if edge.allows(&roles) { Ok(edge.to) } else { Err(Problem::forbidden("Your role here may not do this")) }
    }

    /// The state that follows from an event which the platform fires itself, as a consequence of another.
    pub fn follow<M: Machine>(&self, state: &str, event: M::Event) -> Result<M::State, Problem>
    where
        M::State: FromStr,
    {
        Ok(machine::fire::<M>(state_of(state)?, event)?.to)
    }

    /// Whether this is the import or the demonstration, which write to nobody.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Writes who did what to which thing, with the states before and after.
    pub async fn audit(&self, action: &str, subject: Subject<'_>) -> Result<(), Problem> {
        Ok(insert(&self.conn, self.audited(action, subject)).await?)
    }

    /// The same for many things to which one thing was done.
    pub async fn audit_all(&self, action: &str, subjects: Vec<Subject<'_>>) -> Result<(), Problem> {
        let events = subjects.into_iter().map(|subject| self.audited(action, subject)).collect();
        Ok(insert_all(&self.conn, events).await?)
    }

    fn audited(&self, action: &str, subject: Subject<'_>) -> AuditEvent {
        AuditEvent {
            id: self.id(),
            at: self.micros(),
            actor_id: self.who.as_ref().map(|who| who.user.0),
            action: action.to_owned(),
            subject_kind: subject.kind.to_owned(),
            subject_id: Some(subject.id),
            before: subject.before.map(|value| value.to_string()),
            after: subject.after.map(|value| value.to_string()),
            reason: subject.reason.map(str::to_owned),
            request_id: Some(self.request_id.clone()),
        }
    }

    /// Puts an e-mail into the outbox; it leaves after the commit, once for each committed change.
    pub async fn mail(&self, to: &str, subject: &str, text: &str) -> Result<(), Problem> {
        if self.quiet {
            return Ok(());
        }
        self.job("mail", &json!({ "to": to, "subject": subject, "text": text })).await
    }

    /// Puts many e-mails into the outbox, each with its address, subject and text.
    pub async fn mail_all(&self, mails: &[(&str, &str, String)]) -> Result<(), Problem> {
        if self.quiet {
            return Ok(());
        }
        let job =
            |(to, subject, text): &(&str, &str, String)| (self.id(), json!({ "to": to, "subject": subject, "text": text }).to_string());
        let jobs: Vec<_> = mails.iter().map(job).collect();
        Ok(outbox::put_all(&self.conn, "mail", &jobs, self.app.clock.machine().micros()).await?)
    }

    /// Leaves work for after the commit; it is done at least once.
    pub async fn job(&self, kind: &str, payload: &Value) -> Result<(), Problem> {
        Ok(outbox::put(&self.conn, self.id(), kind, &payload.to_string(), self.app.clock.machine().micros()).await?)
    }
}

/// What an audit row is about.
#[derive(Clone, Debug, Default)]
pub struct Subject<'a> {
    pub kind: &'a str,
    pub id: Uuid,
    pub before: Option<Value>,
    pub after: Option<Value>,
    pub reason: Option<&'a str>,
}

impl<'a> Subject<'a> {
    pub fn new(kind: &'a str, id: impl Into<Uuid>) -> Self {
        Self { kind, id: id.into(), ..Self::default() }
    }

    /// A change of state.
    #[must_use]
    pub fn moved(mut self, from: &str, to: &str) -> Self {
        self.before = Some(json!({ "state": from }));
        self.after = Some(json!({ "state": to }));
        self
    }

    #[must_use]
    pub fn after(mut self, value: Value) -> Self {
        self.after = Some(value);
        self
    }

    #[must_use]
    pub fn before(mut self, value: Value) -> Self {
        self.before = Some(value);
        self
    }

    #[must_use]
    pub fn because(mut self, reason: &'a str) -> Self {
        self.reason = Some(reason);
        self
    }
}

/// A stored state as the domain's; a text no version ever wrote is our fault, not the caller's.
pub fn state_of<S: StringEnum + FromStr>(text: &str) -> Result<S, Problem> {
    text.parse().map_err(|_| Problem::from(StoreError::Broken(format!("{} `{text}` is unknown", S::NAME))))
}

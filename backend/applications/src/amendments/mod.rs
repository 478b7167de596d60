//! Amendments (更正公告): later versions of a published call, each approved by a second person.

use serde_json::Value;
use yichuang_base::access::STAFF;
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{canonical, document};
use yichuang_domain::calls::{Change, changes};
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::states::amendments::{AmendmentEvent as Event, AmendmentMachine, AmendmentState};
use yichuang_store::ids::{CallId, CallVersionId};
use yichuang_store::record::{Call, CallVersion};
use yichuang_store::{insert, update};

use crate::calls::{self, announced};

pub mod approve;
pub mod check;
pub mod get;
pub mod list;
pub mod list_public;
pub mod propose;
pub mod send_back;
pub mod view;
pub mod withdraw;

/// States of a call in which it can be amended: announced, and its dates not all behind it.
const AMENDABLE: [&str; 4] = ["published", "screening", "reviewing", "deciding"];

/// Keeps what a call announces when it is published: its first version.
pub async fn first(uow: &Uow, call: &Call) -> Result<(), Problem> {
    let version = CallVersion {
        id: CallVersionId(uow.id()),
        call_id: call.id,
        revision: call.revision,
        area_path: call.area_path.clone(),
        reason: String::new(),
        content: canonical(&announced::content(call)?)?,
        changes: "[]".to_owned(),
        scheme_sha256: sha256_hex(call.scheme.as_bytes()),
        return_reason: None,
        in_force_at: Some(uow.micros()),
        state: AmendmentState::InForce.to_string(),
        version: 1,
        created_by: call.created_by,
        approved_by: call.approved_by,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    Ok(insert(&uow.conn, version).await?)
}

/// What would change, and every reason why it may not.
struct Proposed {
    after: Call,
    changes: Vec<Change>,
    faults: Vec<Fault>,
}

/// The call with the content in place of its own, judged today.
async fn judge(uow: &Uow, before: &Call, after: Call) -> Result<Proposed, Problem> {
    let (was, is) = (announced::call_document(before)?, announced::call_document(&after)?);
    let changes = changes(&announced::content(before)?, &announced::content(&after)?);
    let (old, new) = (announced::amended(before, &was)?, announced::amended(&after, &is)?);
    let found = yichuang_domain::calls::check_amendment(uow.app.calendar, uow.today(), old, new);
    let mut faults: Vec<Fault> = found.into_iter().map(announced::in_call).collect();
    faults.extend(announced::faults(uow, &after)?);
    if was.later_rounds != is.later_rounds {
        faults.extend(calls::approve::funding(uow, &after).await?);
    }
    if changes.is_empty() {
        faults.push(Fault::new("", "nothing_changed", "Nothing differs from what is announced"));
    }
    Ok(Proposed { after, changes, faults })
}

/// 409 unless the call is one that can be amended.
fn amendable(call: &Call) -> Result<(), Problem> {
    if AMENDABLE.contains(&call.state.as_str()) {
        return Ok(());
    }
    Err(Problem::refused("not_amendable", "Only a call that is announced and not yet on notice can be amended").with("state", &*call.state))
}

/// The version and its call, both locked, call first; the caller may fire the event now.
async fn open_for(uow: &Uow, id: CallVersionId, seen: IfMatch, event: Event) -> Result<(Call, CallVersion), Problem> {
    let found: CallVersion = uow.find(id).await?;
    let call: Call = uow.lock(found.call_id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    let version: CallVersion = uow.lock(id).await?;
    seen.check(version.version)?;
    uow.fire::<AmendmentMachine>(&version.state, event, &calls::place(&call))?;
    Ok((call, version))
}

/// Moves the version along its table; the one way it changes its state.
async fn advance(uow: &Uow, call: &Call, version: CallVersion, event: Event, reason: Option<&str>) -> Result<CallVersion, Problem> {
    let to = uow.fire::<AmendmentMachine>(&version.state, event, &calls::place(call))?;
    let from = version.state.clone();
    let after = update(&uow.conn, CallVersion { state: to.to_string(), updated_at: uow.micros(), ..version }).await?;
    let mut subject = Subject::new("call_version", after.id).moved(&from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("amendment.{}", event.as_str()), subject).await?;
    Ok(after)
}

async fn reply(uow: &Uow, call: &Call, version: &CallVersion) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view::view(uow, call, version).await?)?.version(version.version))
}

/// The call with the announced content of a version in place of its own.
fn with_content(call: &Call, version: &CallVersion) -> Result<Call, Problem> {
    let content: Value = document(&version.content)?;
    let text = |name: &str| content[name].as_str().unwrap_or_default().to_owned();
    let closes = yichuang_domain::time::Timestamp::parse(&text("closes_at")).map_err(Problem::internal)?;
    Ok(Call { announcement: text("announcement"), closes_at: closes.micros(), document: canonical(&content["document"])?, ..call.clone() })
}

/// The call of an address, for readers of its area.
async fn call_of(uow: &Uow, id: CallId) -> Result<Call, Problem> {
    let call: Call = uow.find(id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    Ok(call)
}

//! The one way a conflict is written down: whoever it shuts out is recused first, in the same transaction.

use serde_json::json;
use yichuang_domain::conflicts::{AFTER_LEAVING_SECONDS, ConflictKind, ConflictSeverity, ConflictSource, ConflictTrace, shuts};
use yichuang_domain::states::conflicts::ConflictState;
use yichuang_domain::time::Timestamp;
use yichuang_store::ids::{ConflictId, OrganisationId, ProposalId, UserId};
use yichuang_store::record::{Assignment, Conflict, Proposal, User};
use yichuang_store::{StoreError, conflicts as rows, insert, proposals, reviews};

use super::vacate::{self, before_seal};
use crate::problem::Problem;
use crate::uow::{Subject, Uow, state_of};

/// What a source says.
pub struct Fact<'a> {
    pub user: UserId,
    pub organisation: OrganisationId,
    pub proposal: Option<ProposalId>,
    /// Whose officers look after it.
    pub area_path: &'a str,
    pub kind: ConflictKind,
    pub source: ConflictSource,
    pub severity: ConflictSeverity,
    pub state: ConflictState,
    pub pinned: bool,
    pub trace: Option<ConflictTrace>,
    pub reason: &'a str,
    pub valid_until_at: Option<i64>,
}

/// Writes the first row of a source.
pub async fn keep(uow: &Uow, fact: &Fact<'_>) -> Result<Conflict, Problem> {
    let id = ConflictId(uow.id());
    let row = Conflict {
        id,
        root_id: id,
        n: 0,
        user_id: fact.user,
        organisation_id: fact.organisation,
        proposal_id: fact.proposal,
        area_path: fact.area_path.to_owned(),
        kind: fact.kind.to_string(),
        source: fact.source.to_string(),
        severity: fact.severity.to_string(),
        state: fact.state.to_string(),
        pinned: fact.pinned,
        detection_key: fact.trace.map(|trace| trace.to_string()).unwrap_or_default(),
        reason: fact.reason.trim().to_owned(),
        valid_until_at: fact.valid_until_at,
        recorded_by: if fact.source == ConflictSource::Detected { None } else { Some(uow.caller()?.user) },
        recorded_at: uow.micros(),
    };
    write(uow, row, None).await
}

/// Writes a further row about a source that is known already. Two decisions at once: the later one is told to look again.
pub async fn follow(uow: &Uow, before: &Conflict, after: Conflict) -> Result<Conflict, Problem> {
    let by = uow.caller()?.user;
    let next = Conflict { id: ConflictId(uow.id()), n: before.n + 1, recorded_by: Some(by), recorded_at: uow.micros(), ..after };
    write(uow, next, Some(&before.state)).await
}

async fn write(uow: &Uow, row: Conflict, from: Option<&str>) -> Result<Conflict, Problem> {
    let over = row.valid_until_at.is_some_and(|until| until <= uow.micros());
    if !over && shuts(state_of(&row.severity)?, state_of(&row.state)?) {
        recuse(uow, &row).await?;
    }
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(StoreError::Stale.into()),
        other => other?,
    }
    let subject = Subject::new("conflict", row.root_id);
    let subject = match from {
        Some(from) => subject.moved(from, &row.state),
        None => subject.after(json!({ "state": row.state, "kind": row.kind, "source": row.source, "severity": row.severity })),
    };
    let action = if from.is_some() { "conflict.decide" } else { "conflict.record" };
    uow.audit(action, subject.because(&row.reason)).await?;
    Ok(row)
}

/// Takes the person off everything that is not sealed yet. The proposals are held first: an assignment that is being made
/// waits for the conflict, or the conflict for the assignment.
async fn recuse(uow: &Uow, row: &Conflict) -> Result<(), Problem> {
    proposals::lock_of_organisation(&uow.conn, row.organisation_id).await?;
    let user: User = uow.find(row.user_id).await?;
    for found in rows::live_assignments(&uow.conn, user.person_id, row.organisation_id, row.proposal_id).await? {
        let stage = reviews::hold_stage(&uow.conn, found.stage_id).await?.ok_or_else(Problem::not_found)?;
        let assignment: Assignment = uow.lock(found.id).await?;
        if before_seal(&stage) && matches!(assignment.state.as_str(), "offered" | "accepted" | "completed") {
            let because = vacate::Because { kind: &row.kind, reason: &row.reason, source: &row.source };
            vacate::stay_away(uow, assignment, &because).await?;
        }
    }
    Ok(())
}

/// Looks what the records say about an account's person and these organisations, and writes down what is new. What was
/// dismissed stays dismissed; a membership that has ended meanwhile gets its last day. Gives the rows that were written.
pub async fn detect(uow: &Uow, user: UserId, area_path: &str, among: &[OrganisationId]) -> Result<Vec<Conflict>, Problem> {
    look(uow, user, area_path, among, true).await
}

/// The same, only for what was not known before: whoever acts is not the one who would record another end.
pub async fn find_new(uow: &Uow, user: UserId, area_path: &str, among: &[OrganisationId]) -> Result<Vec<Conflict>, Problem> {
    look(uow, user, area_path, among, false).await
}

async fn look(uow: &Uow, user: UserId, area_path: &str, among: &[OrganisationId], known_too: bool) -> Result<Vec<Conflict>, Problem> {
    let person = uow.find::<User>(user).await?.person_id;
    let known = rows::roots_of(&uow.conn, person).await?;
    let mut written = Vec::new();
    for found in rows::traces(&uow.conn, person, since(uow)).await? {
        let trace: ConflictTrace = state_of(&found.key)?;
        if !among.contains(&found.organisation) {
            continue;
        }
        let valid_until_at = found.ended_at.map(|at| at + AFTER_LEAVING_SECONDS * 1_000_000);
        let same = known.iter().find(|row| row.organisation_id == found.organisation && row.detection_key == found.key);
        if let Some(root) = same {
            if known_too {
                written.extend(again(uow, root, valid_until_at).await?);
            }
            continue;
        }
        let fact = Fact {
            user,
            organisation: found.organisation,
            proposal: None,
            area_path,
            kind: trace.kind(),
            source: ConflictSource::Detected,
            severity: trace.severity(),
            state: if trace.is_proof() { ConflictState::Confirmed } else { ConflictState::Suspected },
            pinned: false,
            trace: Some(trace),
            reason: trace.zh(),
            valid_until_at,
        };
        written.push(keep(uow, &fact).await?);
    }
    Ok(written)
}

/// A further row when what was found before is found with another end.
async fn again(uow: &Uow, root: &Conflict, valid_until_at: Option<i64>) -> Result<Option<Conflict>, Problem> {
    let Some(last) = rows::history(&uow.conn, root.id).await?.pop() else { return Ok(None) };
    if last.valid_until_at == valid_until_at || last.state == ConflictState::Dismissed.as_str() {
        return Ok(None);
    }
    Ok(Some(follow(uow, &last, Conflict { valid_until_at, ..last.clone() }).await?))
}

fn since(uow: &Uow) -> i64 {
    let since: Timestamp = uow.now.plus_seconds(-AFTER_LEAVING_SECONDS);
    since.micros()
}

/// Those of these proposals that an account's person must not judge, by what is recorded and by what the records would
/// say if they were asked now.
pub async fn closed(uow: &Uow, user: &User, among: &[Proposal]) -> Result<Vec<ProposalId>, Problem> {
    let mut shut = rows::hidden_proposals(&uow.conn, user.person_id, uow.micros()).await?;
    let known = rows::roots_of(&uow.conn, user.person_id).await?;
    for found in rows::traces(&uow.conn, user.person_id, since(uow)).await? {
        let trace: ConflictTrace = state_of(&found.key)?;
        let judged = known.iter().any(|row| row.organisation_id == found.organisation && row.detection_key == found.key);
        if trace.severity() == ConflictSeverity::Hard && !judged {
            shut.extend(among.iter().filter(|one| one.organisation_id == found.organisation).map(|one| one.id));
        }
    }
    shut.retain(|id| among.iter().any(|one| one.id == *id));
    Ok(shut)
}

/// Why an account's person must not judge a proposal: what is recorded, and what the records would say if they were asked
/// now. Nothing if neither speaks against it.
pub async fn against(uow: &Uow, user: UserId, proposal: &Proposal) -> Result<Option<String>, Problem> {
    let person = uow.find::<User>(user).await?.person_id;
    if let Some(row) = rows::shutting(&uow.conn, person, proposal.id, uow.micros()).await?.into_iter().next() {
        return Ok(Some(row.reason));
    }
    let known = rows::roots_of(&uow.conn, person).await?;
    for found in rows::traces(&uow.conn, person, since(uow)).await? {
        let trace: ConflictTrace = state_of(&found.key)?;
        let judged = known.iter().any(|row| row.organisation_id == found.organisation && row.detection_key == found.key);
        if found.organisation == proposal.organisation_id && trace.severity() == ConflictSeverity::Hard && !judged {
            return Ok(Some(trace.zh().to_owned()));
        }
    }
    Ok(None)
}

//! What surrounds a proposal from its signature to the end of its screening: snapshots, signatures, corrections,
//! verdicts on single rules, findings, openings.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::{proposal_corrections, proposal_openings, proposal_signatures, screening_findings};
use crate::error::StoreError;
use crate::ids::{CallId, ProposalId, UserId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{ProposalCorrection, ProposalOpening, ProposalSignature, ScreeningFinding};

/// What was handed in once.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub proposal: ProposalId,
    /// 1 for the first submission, 2 for the correction.
    pub n: i32,
    pub text: String,
    pub sha256: String,
    pub submitted_at: i64,
}

/// Keeps what is handed in now; gives its number.
pub async fn keep_snapshot(conn: &Conn, of: ProposalId, text: &str, sha256: &str, at: i64, by: Option<UserId>) -> Result<i32, StoreError> {
    let sql = "SELECT COALESCE(MAX(n), 0) + 1 AS n FROM proposal_snapshots WHERE proposal_id = $1";
    let n: i32 = match conn.row(sql, [of.0.into()]).await? {
        Some(row) => row.try_get("", "n")?,
        None => 1,
    };
    let sql =
        "INSERT INTO proposal_snapshots (proposal_id, n, snapshot, sha256, submitted_at, submitted_by) VALUES ($1, $2, $3, $4, $5, $6)";
    conn.run(sql, [of.0.into(), n.into(), text.into(), sha256.into(), at.into(), by.map(|user| user.0).into()]).await?;
    Ok(n)
}

/// The snapshot of this number, or the latest.
pub async fn snapshot(conn: &Conn, of: ProposalId, n: Option<i32>) -> Result<Option<Snapshot>, StoreError> {
    let sql = "SELECT proposal_id, n, snapshot, sha256, submitted_at FROM proposal_snapshots \
        WHERE proposal_id = $1 AND ($2 = 0 OR n = $2) ORDER BY n DESC LIMIT 1";
    conn.row(sql, [of.0.into(), n.unwrap_or(0).into()]).await?.map(|row| read_snapshot(&row)).transpose()
}

/// The snapshot with this hash of the proposal with this number.
pub async fn snapshot_of_receipt(conn: &Conn, number: &str, sha256: &str) -> Result<Option<Snapshot>, StoreError> {
    let sql = "SELECT s.proposal_id, s.n, s.snapshot, s.sha256, s.submitted_at FROM proposal_snapshots s \
        JOIN proposals p ON p.id = s.proposal_id WHERE s.sha256 = $1 AND p.number = $2";
    conn.row(sql, [sha256.into(), number.into()]).await?.map(|row| read_snapshot(&row)).transpose()
}

fn read_snapshot(row: &sea_orm::QueryResult) -> Result<Snapshot, StoreError> {
    Ok(Snapshot {
        proposal: ProposalId(row.try_get("", "proposal_id")?),
        n: row.try_get("", "n")?,
        text: row.try_get("", "snapshot")?,
        sha256: row.try_get("", "sha256")?,
        submitted_at: row.try_get("", "submitted_at")?,
    })
}

/// The latest request for a signature, answered or not.
pub async fn latest_signature(conn: &Conn, of: ProposalId) -> Result<Option<ProposalSignature>, StoreError> {
    use proposal_signatures::Column;
    Ok(proposal_signatures::Entity::find().filter(Column::ProposalId.eq(of)).order_by_desc(Column::N).one(conn).await?)
}

/// The signature that was in force at an instant.
pub async fn signature_at(conn: &Conn, of: ProposalId, at: i64) -> Result<Option<ProposalSignature>, StoreError> {
    use proposal_signatures::Column;
    let signed = proposal_signatures::Entity::find().filter(Column::ProposalId.eq(of)).filter(Column::State.eq("signed"));
    Ok(signed.filter(Column::AnsweredAt.lte(at)).order_by_desc(Column::N).one(conn).await?)
}

/// The correction that was asked for; there is at most one.
pub async fn correction(conn: &Conn, of: ProposalId) -> Result<Option<ProposalCorrection>, StoreError> {
    Ok(proposal_corrections::Entity::find().filter(proposal_corrections::Column::ProposalId.eq(of)).one(conn).await?)
}

/// Open corrections whose last day is over, the oldest first.
pub async fn overdue_corrections(conn: &Conn, now: i64, limit: u64) -> Result<Vec<ProposalId>, StoreError> {
    use proposal_corrections::Column;
    Ok(proposal_corrections::Entity::find()
        .select_only()
        .column(Column::ProposalId)
        .filter(Column::State.eq("open"))
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
        .limit(limit)
        .into_tuple::<ProposalId>()
        .all(conn)
        .await?)
}

/// What an officer makes of one rule.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub rule: String,
    pub verdict: String,
    pub reason: String,
    pub decided_by: UserId,
    pub decided_at: i64,
}

pub async fn set_verdict(conn: &Conn, of: ProposalId, round: i32, verdict: &Verdict) -> Result<(), StoreError> {
    let sql = "INSERT INTO screening_verdicts (proposal_id, round, rule, verdict, reason, decided_by, decided_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (proposal_id, round, rule) DO UPDATE SET \
        verdict = excluded.verdict, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at";
    let values = [
        of.0.into(),
        round.into(),
        verdict.rule.as_str().into(),
        verdict.verdict.as_str().into(),
        verdict.reason.as_str().into(),
        verdict.decided_by.0.into(),
        verdict.decided_at.into(),
    ];
    conn.run(sql, values).await?;
    Ok(())
}

pub async fn verdicts(conn: &Conn, of: ProposalId, round: i32) -> Result<Vec<Verdict>, StoreError> {
    let sql = "SELECT rule, verdict, reason, decided_by, decided_at FROM screening_verdicts WHERE proposal_id = $1 AND round = $2";
    let rows = conn.rows(sql, [of.0.into(), round.into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(Verdict {
                rule: row.try_get("", "rule")?,
                verdict: row.try_get("", "verdict")?,
                reason: row.try_get("", "reason")?,
                decided_by: UserId(row.try_get("", "decided_by")?),
                decided_at: row.try_get("", "decided_at")?,
            })
        })
        .collect()
}

/// The rules as they stood when the screening was decided, the latest round first.
pub async fn findings(conn: &Conn, of: ProposalId) -> Result<Vec<ScreeningFinding>, StoreError> {
    use screening_findings::Column;
    let select = screening_findings::Entity::find().filter(Column::ProposalId.eq(of));
    Ok(select.order_by_desc(Column::Round).order_by_asc(Column::Id).all(conn).await?)
}

/// When this account opened the proposal last.
pub async fn last_opened(conn: &Conn, of: ProposalId, by: UserId) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT MAX(opened_at) AS at FROM proposal_openings WHERE proposal_id = $1 AND user_id = $2";
    let row = conn.row(sql, [of.0.into(), by.0.into()]).await?;
    Ok(row.map(|row| row.try_get::<Option<i64>>("", "at")).transpose()?.flatten())
}

/// Which openings a list shows.
#[derive(Clone, Debug, Default)]
pub struct OpeningFilter {
    pub call: Option<CallId>,
    pub proposal: Option<ProposalId>,
    /// Proposals that do not exist for the caller.
    pub hidden: Vec<ProposalId>,
}

pub async fn openings(conn: &Conn, reach: &Reach, filter: &OpeningFilter, at: Page) -> Result<PageOf<ProposalOpening>, StoreError> {
    use proposal_openings::Column;
    let mut select = proposal_openings::Entity::find().filter(reach.condition(Some(Column::AreaPath), Some(Column::CallId), None));
    if let Some(call) = filter.call {
        select = select.filter(Column::CallId.eq(call));
    }
    if let Some(proposal) = filter.proposal {
        select = select.filter(Column::ProposalId.eq(proposal));
    }
    if !filter.hidden.is_empty() {
        select = select.filter(Column::ProposalId.is_not_in(filter.hidden.iter().map(|id| id.0)));
    }
    page(conn, select, at).await
}

/// Who changed a proposal: account, first and last instant, how often.
pub async fn editors(conn: &Conn, of: ProposalId) -> Result<Vec<(UserId, i64, i64, i64)>, StoreError> {
    let sql = "SELECT actor_id, MIN(at) AS first_at, MAX(at) AS last_at, COUNT(*) AS n FROM audit_events \
        WHERE subject_kind = 'proposal' AND subject_id = $1 AND actor_id IS NOT NULL \
        AND action IN ('proposal.create', 'proposal.copy', 'proposal.update', 'proposal.save_section', 'proposal.attach', 'proposal.detach') GROUP BY actor_id ORDER BY last_at DESC";
    let rows = conn.rows(sql, [of.0.into()]).await?;
    rows.iter()
        .map(|row| {
            let user = UserId(row.try_get("", "actor_id")?);
            Ok((user, row.try_get("", "first_at")?, row.try_get("", "last_at")?, row.try_get("", "n")?))
        })
        .collect()
}

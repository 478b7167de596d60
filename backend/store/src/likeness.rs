//! Proposals that resemble each other: by shared pieces of text, by proofs used twice, by organisation.

use sea_orm::prelude::Uuid;

use crate::conn::Conn;
use crate::error::StoreError;
use crate::ids::{CallId, OrganisationId, ProposalId};

/// Statements stay below the number of placeholders that both databases take.
const CHUNK: usize = 200;

/// Replaces the fingerprints of a proposal.
pub async fn set_fingerprints(conn: &Conn, of: ProposalId, hashes: &[i64]) -> Result<(), StoreError> {
    conn.run("DELETE FROM proposal_fingerprints WHERE proposal_id = $1", [of.0.into()]).await?;
    for chunk in hashes.chunks(CHUNK) {
        let rows: Vec<String> = (0..chunk.len()).map(|n| format!("(${}, $1)", n + 2)).collect();
        let sql = format!("INSERT INTO proposal_fingerprints (hash, proposal_id) VALUES {}", rows.join(", "));
        conn.run(&sql, std::iter::once(of.0.into()).chain(chunk.iter().map(|hash| (*hash).into()))).await?;
    }
    Ok(())
}

/// Whose proposals may come up as alike.
#[derive(Clone, Copy, Debug)]
pub struct Candidates<'a> {
    pub of: ProposalId,
    /// Fingerprints of what it says now.
    pub hashes: &'a [i64],
    /// Only this organisation's own.
    pub own: Option<OrganisationId>,
    /// Calls whose deadline is later than this stay sealed.
    pub now: i64,
    /// At least so many shared fingerprints.
    pub least: i64,
    pub limit: u64,
}

/// The proposals that share most fingerprints with these, never one of a call that is still sealed, unless it is the
/// organisation's own that is looked for.
pub async fn candidates(conn: &Conn, want: &Candidates<'_>) -> Result<Vec<(ProposalId, i64)>, StoreError> {
    if want.hashes.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..want.hashes.len()).map(|n| format!("${}", n + 4)).collect();
    let whose = if want.own.is_some() { "p.organisation_id = $3" } else { "c.closes_at <= $3" };
    let sql = format!(
        "SELECT f.proposal_id AS id, COUNT(*) AS n FROM proposal_fingerprints f \
         JOIN proposals p ON p.id = f.proposal_id JOIN calls c ON c.id = p.call_id \
         WHERE f.hash IN ({}) AND f.proposal_id <> $1 AND p.state <> 'withdrawn' AND {whose} \
         GROUP BY f.proposal_id HAVING COUNT(*) >= $2 ORDER BY n DESC, id DESC LIMIT {}",
        places.join(", "),
        want.limit
    );
    let third = want.own.map_or_else(|| want.now.into(), |own| own.0.into());
    let values = [want.of.0.into(), want.least.into(), third].into_iter().chain(want.hashes.iter().map(|hash| (*hash).into()));
    let rows = conn.rows(&sql, values).await?;
    rows.iter().map(|row| Ok((ProposalId(row.try_get::<Uuid>("", "id")?), row.try_get("", "n")?))).collect()
}

/// A proof of matching money: the line, and the number or the bytes by which it is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofMark {
    pub line: i32,
    /// `number` or `file`.
    pub kind: &'static str,
    pub mark: String,
}

/// Replaces the proofs of a proposal.
pub async fn set_proofs(conn: &Conn, of: ProposalId, marks: &[ProofMark]) -> Result<(), StoreError> {
    conn.run("DELETE FROM proposal_proofs WHERE proposal_id = $1", [of.0.into()]).await?;
    for mark in marks {
        let sql = "INSERT INTO proposal_proofs (proposal_id, line, kind, mark) VALUES ($1, $2, $3, $4)";
        conn.run(sql, [of.0.into(), mark.line.into(), mark.kind.into(), mark.mark.as_str().into()]).await?;
    }
    Ok(())
}

/// Lines of a proposal whose proof stands in another one too: line, kind, number of that proposal.
pub async fn shared_proofs(conn: &Conn, of: ProposalId, now: i64) -> Result<Vec<(i32, String, String)>, StoreError> {
    let sql = "SELECT mine.line AS line, mine.kind AS kind, p.number AS number FROM proposal_proofs mine \
        JOIN proposal_proofs other ON other.mark = mine.mark AND other.kind = mine.kind AND other.proposal_id <> mine.proposal_id \
        JOIN proposals p ON p.id = other.proposal_id JOIN calls c ON c.id = p.call_id \
        WHERE mine.proposal_id = $1 AND p.state <> 'withdrawn' AND c.closes_at <= $2 ORDER BY line, number";
    let rows = conn.rows(sql, [of.0.into(), now.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "line")?, row.try_get("", "kind")?, row.try_get("", "number")?))).collect()
}

/// The other proposals of the organisation that are, or are about to be, funded: number, call, whether it is this call.
pub async fn standing_awards(
    conn: &Conn,
    of: ProposalId,
    organisation: OrganisationId,
    call: CallId,
    year: i32,
) -> Result<Vec<(String, bool)>, StoreError> {
    let sql = "SELECT p.number AS number, p.call_id AS call_id FROM proposals p JOIN calls c ON c.id = p.call_id \
        WHERE p.organisation_id = $1 AND p.id <> $2 AND c.year = $3 AND p.state IN ('recommended', 'on_notice', 'awarded') ORDER BY p.number";
    let rows = conn.rows(sql, [organisation.0.into(), of.0.into(), year.into()]).await?;
    rows.iter().map(|row| Ok((row.try_get("", "number")?, row.try_get::<Uuid>("", "call_id")? == call.0))).collect()
}

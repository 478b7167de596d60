//! Keys by which registrations of one organisation are found, and what was decided about pairs of them.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::conn::Conn;
use crate::entities::duplicate_decisions;
use crate::error::StoreError;
use crate::ids::OrganisationId;
use crate::record::{DuplicateDecision, Organisation};

/// What is read of one organisation at most; a key that more share says nothing.
const LIMIT: u32 = 100;

/// Another registration that shares a key.
#[derive(Clone, Debug)]
pub struct Common {
    pub organisation: OrganisationId,
    /// `uscc`, `name`, `phone`, `representative` or `account`.
    pub kind: String,
}

/// Sets these keys of an organisation; a kind that has none any more ends. Two statements at most.
pub async fn set_keys(conn: &Conn, id: OrganisationId, keys: &[(&str, Option<String>)]) -> Result<(), StoreError> {
    let held: Vec<(&str, &str)> = keys.iter().filter_map(|(kind, key)| Some((*kind, key.as_deref()?))).collect();
    if !held.is_empty() {
        let places: Vec<String> = (0..held.len()).map(|n| format!("($1, ${}, ${})", 2 * n + 2, 2 * n + 3)).collect();
        let sql = format!(
            "INSERT INTO organisation_keys (organisation_id, kind, key) VALUES {} \
             ON CONFLICT (organisation_id, kind) DO UPDATE SET key = excluded.key",
            places.join(", ")
        );
        let values = std::iter::once(id.0.into()).chain(held.iter().flat_map(|(kind, key)| [(*kind).into(), (*key).into()]));
        conn.run(&sql, values).await?;
    }
    let ended: Vec<&str> = keys.iter().filter(|(_, key)| key.is_none()).map(|(kind, _)| *kind).collect();
    if !ended.is_empty() {
        let places: Vec<String> = (2..=ended.len() + 1).map(|n| format!("${n}")).collect();
        let sql = format!("DELETE FROM organisation_keys WHERE organisation_id = $1 AND kind IN ({})", places.join(", "));
        conn.run(&sql, std::iter::once(id.0.into()).chain(ended.into_iter().map(Into::into))).await?;
    }
    Ok(())
}

/// Everything other registrations have in common with this one, decided pairs left out. One look-up by index.
pub async fn in_common(conn: &Conn, id: OrganisationId) -> Result<Vec<Common>, StoreError> {
    let sql = format!(
        "SELECT other.organisation_id AS id, other.kind AS kind FROM organisation_keys mine \
         JOIN organisation_keys other ON other.kind = mine.kind AND other.key = mine.key AND other.organisation_id <> mine.organisation_id \
         WHERE mine.organisation_id = $1 \
         AND NOT EXISTS (SELECT 1 FROM duplicate_decisions d WHERE d.first_id = mine.organisation_id AND d.second_id = other.organisation_id) \
         AND NOT EXISTS (SELECT 1 FROM duplicate_decisions d WHERE d.first_id = other.organisation_id AND d.second_id = mine.organisation_id) \
         LIMIT {LIMIT}"
    );
    let rows = conn.rows(&sql, [id.0.into()]).await?;
    rows.iter().map(|row| Ok(Common { organisation: OrganisationId(row.try_get("", "id")?), kind: row.try_get("", "kind")? })).collect()
}

/// Which of these keys of a kind some registration holds already.
pub async fn held(conn: &Conn, kind: &str, keys: &[String]) -> Result<Vec<(String, OrganisationId)>, StoreError> {
    let mut found = Vec::new();
    for chunk in keys.chunks(200) {
        let places: Vec<String> = (2..=chunk.len() + 1).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT k.key AS key, k.organisation_id AS id FROM organisation_keys k JOIN organisations o ON o.id = k.organisation_id \
             WHERE k.kind = $1 AND k.key IN ({}) AND o.state NOT IN ('rejected', 'deregistered')",
            places.join(", ")
        );
        let values = std::iter::once(kind.into()).chain(chunk.iter().map(|key| key.as_str().into()));
        for row in conn.rows(&sql, values).await? {
            found.push((row.try_get("", "key")?, OrganisationId(row.try_get("", "id")?)));
        }
    }
    Ok(found)
}

/// The organisation that holds a credit code, as the index `organisations_uscc_once` sees it.
pub async fn holder_of(conn: &Conn, uscc: &str) -> Result<Option<OrganisationId>, StoreError> {
    let sql = "SELECT id FROM organisations WHERE uscc = $1 AND state NOT IN ('rejected', 'deregistered')";
    let row = conn.row(sql, [uscc.into()]).await?;
    row.map(|row| Ok(OrganisationId(row.try_get::<Uuid>("", "id")?))).transpose()
}

/// What was decided about an organisation and others, newest first.
pub async fn decisions(conn: &Conn, id: OrganisationId) -> Result<Vec<DuplicateDecision>, StoreError> {
    use duplicate_decisions::Column;
    let either = Condition::any().add(Column::FirstId.eq(id)).add(Column::SecondId.eq(id));
    let select = duplicate_decisions::Entity::find().filter(either).order_by_desc(Column::Id).limit(u64::from(LIMIT));
    Ok(select.all(conn).await?)
}

/// Organisations without keys: those that were registered before there were any.
pub async fn without_keys(conn: &Conn, limit: u32) -> Result<Vec<Organisation>, StoreError> {
    let sql = format!(
        "SELECT o.id AS id FROM organisations o WHERE NOT EXISTS \
         (SELECT 1 FROM organisation_keys k WHERE k.organisation_id = o.id AND k.kind = 'uscc') LIMIT {limit}"
    );
    let rows = conn.rows(&sql, []).await?;
    let ids = rows.iter().map(|row| Ok(OrganisationId(row.try_get("", "id")?))).collect::<Result<Vec<_>, StoreError>>()?;
    crate::record::get_many::<Organisation>(conn, &ids).await
}

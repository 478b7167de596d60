//! Candidates for a look at two like texts: an index over sketches (`domain::rules::similarity`), by kind of thing
//! and by place. What it costs depends on the length of a sketch and on a bound, never on how many things there are.

use sea_orm::Value;
use sea_orm::prelude::Uuid;

use crate::conn::Conn;
use crate::error::StoreError;

/// At most this many index entries are looked at, so that a phrase everybody uses costs no more than any other.
const BOUND: u32 = 2_000;

/// Makes the thing found by this sketch and by no other.
pub async fn put(conn: &Conn, kind: &str, place: &str, subject: Uuid, sketch: &[i64]) -> Result<(), StoreError> {
    conn.run("DELETE FROM text_sketches WHERE subject_id = $1 AND kind = $2", [subject.into(), kind.into()]).await?;
    if sketch.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value> = vec![kind.into(), place.into(), subject.into()];
    values.extend(sketch.iter().map(|hash| Value::from(*hash)));
    let rows: Vec<String> = (0..sketch.len()).map(|index| format!("($1, $2, ${}, $3)", index + 4)).collect();
    let sql = format!("INSERT INTO text_sketches (kind, place, hash, subject_id) VALUES {}", rows.join(", "));
    conn.run(&sql, values).await?;
    Ok(())
}

/// The things of these places that have most of the sketch in common, the nearest first.
pub async fn candidates(conn: &Conn, kind: &str, places: &[String], sketch: &[i64], limit: u32) -> Result<Vec<Uuid>, StoreError> {
    if places.is_empty() || sketch.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = vec![kind.into()];
    let mut list = |items: Vec<Value>| {
        let names: Vec<String> = items
            .into_iter()
            .map(|item| {
                values.push(item);
                format!("${}", values.len())
            })
            .collect();
        names.join(", ")
    };
    let places = list(places.iter().map(|place| Value::from(place.as_str())).collect());
    let hashes = list(sketch.iter().map(|hash| Value::from(*hash)).collect());
    let sql = format!(
        "SELECT subject_id, COUNT(*) AS n FROM (SELECT subject_id FROM text_sketches \
         WHERE kind = $1 AND place IN ({places}) AND hash IN ({hashes}) LIMIT {BOUND}) AS hits \
         GROUP BY subject_id HAVING COUNT(*) > 1 ORDER BY n DESC, subject_id DESC LIMIT {limit}"
    );
    let rows = conn.rows(&sql, values).await?;
    rows.into_iter().map(|row| Ok(row.try_get("", "subject_id")?)).collect()
}

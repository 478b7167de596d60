//! Finding things by words, two-character Chinese words included, in the time of an index look-up.
//!
//! A record says in [`crate::record`] by which texts it is found (`found by` in its line there); [`crate::insert`]
//! and [`crate::update`] keep the index, in the same transaction. A list then filters with [`found`].
//!
//! Proposals and projects are also found by the words of their organisation. All words of each are kept once more under one
//! kind (`GATHERED`): a search is one look into one index, which gives what was found newest first.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Value};
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::text::{Wanted, after, terms, wanted};

use crate::conn::Conn;
use crate::entities::search_terms;
use crate::error::StoreError;
use crate::record::{Call, Need, Notice, Organisation, Project, Proposal, Record};

/// The texts of one kind by which a record is found.
#[derive(Clone, Debug)]
pub struct Searchable<'a> {
    pub kind: &'static str,
    pub texts: Vec<&'a str>,
}

/// A kind that has the words of several texts of a thing, and those of its organisation, which it keeps for life.
struct Gathered {
    kind: &'static str,
    /// The kinds of the thing's own texts.
    own: &'static [&'static str],
    table: &'static str,
}

const GATHERED: [Gathered; 3] = [
    Gathered { kind: "proposal_found", own: &["proposal", "proposal_number"], table: "proposals" },
    Gathered { kind: "proposal_told", own: &["proposal_number"], table: "proposals" },
    Gathered { kind: "project_found", own: &["project"], table: "projects" },
];

/// What became of the words of one text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    AsBefore,
    First,
    Changed,
}

/// Rows written in one statement.
const CHUNK: usize = 200;

/// Makes the thing found by the words of these texts and by no others. Does nothing when they are as before.
async fn put(conn: &Conn, id: Uuid, searchable: &Searchable<'_>) -> Result<Put, StoreError> {
    let kind = searchable.kind;
    let digest = sha256_hex(searchable.texts.join("\n").as_bytes());
    let known = "SELECT texts_sha256 FROM search_subjects WHERE subject_id = $1 AND kind = $2";
    let known = conn.row(known, [id.into(), kind.into()]).await?;
    let known: Option<String> = known.map(|row| row.try_get("", "texts_sha256")).transpose()?;
    if known.as_deref() == Some(digest.as_str()) {
        return Ok(Put::AsBefore);
    }
    let kept = "INSERT INTO search_subjects (subject_id, kind, texts_sha256) VALUES ($1, $2, $3) \
        ON CONFLICT (subject_id, kind) DO UPDATE SET texts_sha256 = excluded.texts_sha256";
    conn.run(kept, [id.into(), kind.into(), digest.into()]).await?;
    if known.is_some() {
        conn.run("DELETE FROM search_terms WHERE subject_id = $1 AND kind = $2", [id.into(), kind.into()]).await?;
    }
    let terms: Vec<String> = terms(searchable.texts.iter().copied()).into_iter().collect();
    for chunk in terms.chunks(CHUNK) {
        let mut values: Vec<Value> = vec![kind.into(), id.into()];
        values.extend(chunk.iter().map(|term| Value::from(term.as_str())));
        let rows: Vec<String> = (0..chunk.len()).map(|index| format!("($1, ${}, $2)", index + 3)).collect();
        let sql = format!("INSERT INTO search_terms (kind, term, subject_id) VALUES {}", rows.join(", "));
        conn.run(&sql, values).await?;
    }
    Ok(if known.is_some() { Put::Changed } else { Put::First })
}

/// Gathers the words of the things whose `column` is `id`; `anew` when they had others before. Whoever gathers holds the
/// digests of the texts, as [`put`] does for its own: of two that change one thing and its organisation at once, the second
/// one sees what the first one wrote.
async fn gather(conn: &Conn, gathered: &Gathered, column: &str, id: Uuid, anew: bool) -> Result<(), StoreError> {
    let Gathered { kind, own, table } = gathered;
    if anew {
        let things = format!("subject_id IN (SELECT id FROM {table} WHERE {column} = $1)");
        let kinds = own.join("', '");
        let hold = format!("UPDATE search_subjects SET texts_sha256 = texts_sha256 WHERE kind IN ('{kinds}') AND {things}");
        conn.run(&hold, [id.into()]).await?;
        conn.run(&format!("DELETE FROM search_terms WHERE kind = '{kind}' AND {things}"), [id.into()]).await?;
    }
    let words = |of: &str, kinds: &str| {
        format!(
            "SELECT words.term, thing.id FROM {table} AS thing JOIN search_terms AS words \
             ON words.subject_id = thing.{of} AND words.kind IN ('{kinds}') WHERE thing.{column} = $1"
        )
    };
    let (own, organisation) = (words("id", &own.join("', '")), words("organisation_id", "organisation"));
    let all = format!("SELECT '{kind}', term, id FROM ({own} UNION {organisation}) AS every");
    conn.run(&format!("INSERT INTO search_terms (kind, term, subject_id) {all}"), [id.into()]).await?;
    Ok(())
}

/// The rows whose `column` names a thing that has every word of the query in its texts of this kind. A query without any
/// word finds nothing.
pub fn found<C: ColumnTrait>(kind: &str, column: C, q: &str) -> Condition {
    each(q, |one| column.in_subquery(having(kind, one).column(search_terms::Column::SubjectId).to_owned()))
}

/// As [`found`], asked of one row at a time: for what is left after another condition has found the rows.
pub fn has<C: ColumnTrait>(kind: &str, column: C, q: &str) -> Condition {
    let its = |one: &Wanted| {
        let own = search_terms::Column::SubjectId.into_expr().eq(column.into_expr());
        having(kind, one).expr(Expr::cust("1")).and_where(own).to_owned()
    };
    each(q, |one| Expr::exists(its(one)))
}

fn each(q: &str, answers: impl Fn(&Wanted) -> Expr) -> Condition {
    let wanted = wanted(q);
    if wanted.is_empty() {
        return Condition::all().add(Expr::cust("1 = 0"));
    }
    wanted.iter().fold(Condition::all(), |all, one| all.add(answers(one)))
}

/// The rows of the index that have the word in a text of this kind, without columns. Kind and word stand in the statement
/// itself: PostgreSQL plans a prepared statement once for all values, and a word that everything has is looked for in another
/// way than one that nothing has.
fn having(kind: &str, wanted: &Wanted) -> SelectStatement {
    use search_terms::Column;
    let term = || Column::Term.into_expr();
    let found = match wanted {
        Wanted::Exactly(exact) => Condition::all().add(term().eq(literal(exact))),
        Wanted::Beginning(prefix) => {
            let from = Condition::all().add(term().gte(literal(prefix)));
            after(prefix).into_iter().fold(from, |all, end| all.add(term().lt(literal(&end))))
        }
    };
    let kind = Column::Kind.into_expr().eq(literal(kind));
    Query::select().from(search_terms::Entity).cond_where(Condition::all().add(kind).add(found)).to_owned()
}

/// A text as a part of a statement.
fn literal(text: &str) -> Expr {
    Expr::cust(format!("'{}'", text.replace('\'', "''")))
}

/// Indexes what a database held before there was an index. Does nothing when there is one already.
pub async fn build(conn: &Conn) -> Result<(), StoreError> {
    if conn.row("SELECT 1 AS one FROM search_subjects LIMIT 1", []).await?.is_some() {
        return Ok(());
    }
    all::<Organisation>(conn).await?;
    all::<Call>(conn).await?;
    all::<Proposal>(conn).await?;
    all::<Need>(conn).await?;
    all::<Notice>(conn).await?;
    all::<Project>(conn).await
}

async fn all<R: Record>(conn: &Conn) -> Result<(), StoreError>
where
    R::Entity: EntityTrait<Model = R>,
{
    for record in R::Entity::find().all(conn).await? {
        keep(conn, &record).await?;
    }
    Ok(())
}

/// Brings the index of one record up to date.
pub(crate) async fn keep<R: Record>(conn: &Conn, record: &R) -> Result<(), StoreError> {
    let id: Uuid = record.id().into();
    let (mut written, mut anew) = (Vec::new(), false);
    for searchable in record.searchable() {
        let put = put(conn, id, &searchable).await?;
        anew |= put == Put::Changed;
        if put != Put::AsBefore {
            written.push(searchable.kind);
        }
    }
    for gathered in &GATHERED {
        if gathered.own.iter().any(|own| written.contains(own)) {
            gather(conn, gathered, "id", id, anew).await?;
        }
        if anew && written.contains(&"organisation") {
            gather(conn, gathered, "organisation_id", id, true).await?;
        }
    }
    Ok(())
}

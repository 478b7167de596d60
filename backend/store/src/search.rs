//! Finding things by words, two-character Chinese words included, in the time of an index look-up.
//!
//! A record says in [`crate::record`] by which texts it is found (`found by` in its line there); [`crate::insert`]
//! and [`crate::update`] keep the index, in the same transaction. A list then filters with [`found`].
//!
//! Proposals and projects are also found by the words of their organisation, which are kept with each of them
//! (`BORROWERS`): a search is one look into one index.

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

/// Things that are also found by the words of their organisation, which they keep for life.
struct Borrower {
    /// The kind of their own texts.
    own: &'static str,
    /// The kind under which the words of the organisation are kept with them.
    borrowed: &'static str,
    table: &'static str,
}

const BORROWERS: [Borrower; 2] = [
    Borrower { own: "proposal", borrowed: "proposal_organisation", table: "proposals" },
    Borrower { own: "project", borrowed: "project_organisation", table: "projects" },
];

/// Rows written in one statement.
const CHUNK: usize = 200;

/// Makes the thing found by the words of these texts and by no others. Does nothing when they are as before.
async fn put(conn: &Conn, id: Uuid, searchable: &Searchable<'_>) -> Result<(), StoreError> {
    let kind = searchable.kind;
    let digest = sha256_hex(searchable.texts.join("\n").as_bytes());
    let known = "SELECT texts_sha256 FROM search_subjects WHERE subject_id = $1 AND kind = $2";
    let known = conn.row(known, [id.into(), kind.into()]).await?;
    let known: Option<String> = known.map(|row| row.try_get("", "texts_sha256")).transpose()?;
    if known.as_deref() == Some(digest.as_str()) {
        return Ok(());
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
    for borrower in &BORROWERS {
        if known.is_none() && kind == borrower.own {
            borrow(conn, borrower, "id", id).await?;
        }
        if known.is_some() && kind == "organisation" {
            let all = format!("SELECT id FROM {} WHERE organisation_id = $1", borrower.table);
            let gone = format!("DELETE FROM search_terms WHERE kind = '{}' AND subject_id IN ({all})", borrower.borrowed);
            conn.run(&gone, [id.into()]).await?;
            borrow(conn, borrower, "organisation_id", id).await?;
        }
    }
    Ok(())
}

/// Gives the rows whose `column` is `id` the words of their organisation.
async fn borrow(conn: &Conn, borrower: &Borrower, column: &str, id: Uuid) -> Result<(), StoreError> {
    let Borrower { borrowed, table, .. } = borrower;
    let sql = format!(
        "INSERT INTO search_terms (kind, term, subject_id) SELECT '{borrowed}', words.term, thing.id FROM {table} AS thing \
         JOIN search_terms AS words ON words.kind = 'organisation' AND words.subject_id = thing.organisation_id WHERE thing.{column} = $1"
    );
    conn.run(&sql, [id.into()]).await?;
    Ok(())
}

/// The rows whose `column` names a thing that has every word of the query in its texts of these kinds together. A
/// query without any word finds nothing.
pub fn found<C: ColumnTrait>(kinds: &[&str], column: C, q: &str) -> Condition {
    each(q, |one| column.in_subquery(having(kinds, one).column(search_terms::Column::SubjectId).to_owned()))
}

/// As [`found`], asked of one row at a time: for what is left after another condition has found the rows.
pub fn has<C: ColumnTrait>(kinds: &[&str], column: C, q: &str) -> Condition {
    let its = |one: &Wanted| {
        let own = search_terms::Column::SubjectId.into_expr().eq(column.into_expr());
        having(kinds, one).expr(Expr::cust("1")).and_where(own).to_owned()
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

/// The rows of the index that have the word in a text of these kinds, without columns.
fn having(kinds: &[&str], wanted: &Wanted) -> SelectStatement {
    use search_terms::Column;
    let term = match wanted {
        Wanted::Exactly(term) => Condition::all().add(Column::Term.eq(term)),
        Wanted::Beginning(prefix) => {
            let from = Condition::all().add(Column::Term.gte(prefix));
            after(prefix).into_iter().fold(from, |all, end| all.add(Column::Term.lt(end)))
        }
    };
    let kind = if let [only] = kinds { Column::Kind.eq(*only) } else { Column::Kind.is_in(kinds.iter().copied()) };
    Query::select().from(search_terms::Entity).cond_where(Condition::all().add(kind).add(term)).to_owned()
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
    for searchable in record.searchable() {
        put(conn, id, &searchable).await?;
    }
    Ok(())
}

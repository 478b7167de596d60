//! Rows of several tables by one statement: what the rows of a page name, without a journey for each kind.
//!
//! Every part is a selection of its own; the parts stand beside each other by a full join that never matches, so that
//! each row of the answer belongs to exactly one of them.

use std::marker::PhantomData;

use sea_orm::sea_query::{Alias, Asterisk, Expr, Func, IntoIden, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IdenStatic, Iterable, JoinType, QueryResult, Value,
};

use crate::conn::Conn;
use crate::error::StoreError;
use crate::record::Record;

/// The parts of a statement that is being put together.
#[derive(Default)]
pub(crate) struct Several {
    parts: Vec<One>,
}

struct One {
    columns: Vec<String>,
    /// Nothing when nothing is asked for.
    select: Option<SelectStatement>,
}

/// The place of one part in the answer.
pub(crate) struct Part<T> {
    at: usize,
    of: PhantomData<T>,
}

/// The answer.
pub(crate) struct Found {
    rows: Vec<QueryResult>,
}

/// Marks the part that a row belongs to.
const MARK: &str = "part";

impl Several {
    /// The rows whose column has one of these values.
    pub(crate) fn by<E, V>(&mut self, column: E::Column, values: impl IntoIterator<Item = V>) -> Part<E::Model>
    where
        E: EntityTrait,
        V: Into<Value>,
    {
        let mut values: Vec<Value> = values.into_iter().map(Into::into).collect();
        let mut seen = std::collections::HashSet::new();
        values.retain(|value| seen.insert(value.clone()));
        let filter = (!values.is_empty()).then(|| Condition::all().add(column.is_in(values)));
        self.matching::<E>(filter)
    }

    /// The records with these ids.
    pub(crate) fn records<R: Record>(&mut self, ids: impl IntoIterator<Item = R::Id>) -> Part<R>
    where
        R::Entity: EntityTrait<Model = R>,
    {
        self.by::<R::Entity, sea_orm::prelude::Uuid>(R::ID, ids.into_iter().map(Into::into))
    }

    /// The rows that a condition lets through; none without one.
    pub(crate) fn matching<E: EntityTrait>(&mut self, filter: Option<Condition>) -> Part<E::Model> {
        let columns: Vec<String> = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
        let select = filter.map(|filter| {
            let mut select = Query::select();
            select.columns(E::Column::iter()).from(E::default()).cond_where(filter);
            select
        });
        self.custom(&columns, select)
    }

    /// Any selection with columns of these names; none without one.
    pub(crate) fn custom<T>(&mut self, columns: &[String], select: Option<SelectStatement>) -> Part<T> {
        self.parts.push(One { columns: columns.to_vec(), select });
        Part { at: self.parts.len() - 1, of: PhantomData }
    }

    /// Asks the database once; not at all when every part is empty.
    pub(crate) async fn read(self, conn: &Conn) -> Result<Found, StoreError> {
        let Some(select) = self.statement() else { return Ok(Found { rows: Vec::new() }) };
        let statement = conn.get_database_backend().build(&select);
        Ok(Found { rows: conn.query_all_raw(statement).await? })
    }

    fn statement(self) -> Option<SelectStatement> {
        let mut whole = Query::select();
        let mut marks: Vec<Expr> = Vec::new();
        for (at, part) in self.parts.into_iter().enumerate() {
            let Some(select) = part.select else { continue };
            let name = Alias::new(format!("t{at}"));
            let inner = Query::select()
                .expr(Expr::cust(format!("{at} AS {MARK}")))
                .column(Asterisk)
                .from_subquery(select, Alias::new("rows"))
                .to_owned();
            for column in part.columns {
                let alias = prefixed(at, &column);
                whole.expr_as(Expr::col((name.clone(), Alias::new(column))), Alias::new(alias));
            }
            let mark = Expr::col((name.clone(), Alias::new(MARK)));
            if marks.is_empty() {
                whole.from_subquery(inner, name.into_iden());
            } else {
                whole.join_subquery(JoinType::FullOuterJoin, inner, name.into_iden(), first_of(&marks).eq(mark.clone()));
            }
            marks.push(mark);
        }
        if marks.is_empty() {
            return None;
        }
        whole.expr_as(first_of(&marks), Alias::new(MARK));
        Some(whole)
    }
}

/// The mark that is there; SQLite wants at least two to choose from.
fn first_of(marks: &[Expr]) -> Expr {
    match marks {
        [only] => only.clone(),
        several => Func::coalesce(several.to_vec()).into(),
    }
}

fn prefixed(at: usize, column: &str) -> String {
    format!("t{at}_{column}")
}

impl Found {
    /// The rows of a part, read as whole records.
    pub(crate) fn take<M: FromQueryResult>(&self, part: &Part<M>) -> Result<Vec<M>, StoreError> {
        self.each(part, |row, prefix| Ok(M::from_query_result(row, prefix)?))
    }

    /// The rows of a part; the prefix stands before the names of its columns.
    pub(crate) fn each<T, R>(
        &self,
        part: &Part<T>,
        read: impl Fn(&QueryResult, &str) -> Result<R, StoreError>,
    ) -> Result<Vec<R>, StoreError> {
        let (mark, prefix) = (i32::try_from(part.at).unwrap_or(i32::MAX), prefixed(part.at, ""));
        let mut found = Vec::new();
        for row in &self.rows {
            if row.try_get::<i32>("", MARK)? == mark {
                found.push(read(row, &prefix)?);
            }
        }
        Ok(found)
    }
}

/// Records of two kinds by their ids.
pub async fn two<A, B>(conn: &Conn, a: &[A::Id], b: &[B::Id]) -> Result<(Vec<A>, Vec<B>), StoreError>
where
    A: Record + FromQueryResult,
    B: Record + FromQueryResult,
    A::Entity: EntityTrait<Model = A>,
    B::Entity: EntityTrait<Model = B>,
{
    let mut several = Several::default();
    let (a, b) = (several.records::<A>(a.iter().copied()), several.records::<B>(b.iter().copied()));
    let found = several.read(conn).await?;
    Ok((found.take(&a)?, found.take(&b)?))
}

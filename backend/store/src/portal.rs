//! One search over everything that is public: calls, needs, notices and funded projects, in two statements whatever is
//! found.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, BinOper, Condition, Expr, ExprTrait, IntoCondition, Order, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryResult};

use crate::conn::Conn;
use crate::entities::{areas, calls, needs, notices, organisations, projects};
use crate::error::StoreError;
use crate::search::found;

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Words, all of which must be there; everything when left out.
    pub q: Option<String>,
    /// This area and all below it.
    pub area_code: Option<String>,
    /// Only what goes on by this instant and this day: open calls, open needs, running notices, projects under way.
    pub current: Option<(i64, String)>,
}

/// Something public, in the words of a list.
#[derive(Clone, Debug)]
pub struct Hit {
    pub kind: String,
    pub id: Uuid,
    pub number: String,
    pub title: String,
    /// The host of a call, whom a need is about, the title of a notice's call, the organisation of a project.
    pub context: String,
    pub state: String,
    pub area_name: String,
    pub opens_at: Option<i64>,
    pub closes_at: Option<i64>,
    pub starts_on: Option<String>,
    pub ends_on: Option<String>,
    pub demonstration: bool,
}

/// A count is exact up to here.
pub const MOST_COUNTED: u64 = 1000;

/// Kinds in the order they are shown.
pub const KINDS: [&str; 4] = ["call", "need", "notice", "project"];

/// The newest `limit` of each of these kinds, older than `before` when that is given; grouped by kind.
pub async fn search(conn: &Conn, wish: &Wish, kinds: &[&str], before: Option<Uuid>, limit: u64) -> Result<Vec<Hit>, StoreError> {
    let parts = kinds.iter().map(|kind| {
        let mut part = hits(kind, wish);
        let id = id_of(kind);
        if let Some(before) = before {
            part.and_where(id.clone().lt(before));
        }
        let part = part.order_by_expr(id, Order::Desc).limit(limit).to_owned();
        whole(part)
    });
    let Some(statement) = union(parts) else { return Ok(Vec::new()) };
    let mut hits = conn.query_all(&statement).await?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let place = |hit: &Hit| kinds.iter().position(|kind| *kind == hit.kind);
    hits.sort_by(|a, b| place(a).cmp(&place(b)).then(b.id.cmp(&a.id)));
    Ok(hits)
}

/// How many there are of each kind, counted to [`MOST_COUNTED`]: from the newest on, so that the same index finds them.
pub async fn counts(conn: &Conn, wish: &Wish) -> Result<Vec<(String, i64)>, StoreError> {
    let parts = KINDS.iter().map(|kind| {
        let some = rows(kind, wish).expr(Expr::cust("1")).order_by_expr(id_of(kind), Order::Desc).limit(MOST_COUNTED).to_owned();
        Query::select()
            .expr_as(Expr::cust(format!("'{kind}'")), Alias::new("kind"))
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .from_subquery(some, Alias::new("some"))
            .to_owned()
    });
    let Some(statement) = union(parts) else { return Ok(Vec::new()) };
    let rows = conn.query_all(&statement).await?;
    rows.iter().map(|row| Ok((row.try_get("", "kind")?, row.try_get("", "n")?))).collect()
}

fn union(parts: impl IntoIterator<Item = SelectStatement>) -> Option<SelectStatement> {
    parts.into_iter().reduce(|mut first, next| first.union(UnionType::All, next).to_owned())
}

/// A part with an order and a limit of its own must stand in brackets, in both databases.
fn whole(part: SelectStatement) -> SelectStatement {
    Query::select().expr(Expr::cust("*")).from_subquery(part, Alias::new("part")).to_owned()
}

fn id_of(kind: &str) -> Expr {
    match kind {
        "call" => calls::Column::Id.into_expr(),
        "need" => needs::Column::Id.into_expr(),
        "notice" => notices::Column::Id.into_expr(),
        _ => projects::Column::Id.into_expr(),
    }
}

/// The rows of a kind that answer the wish, without columns.
fn rows(kind: &str, wish: &Wish) -> SelectStatement {
    let (table, path) = match kind {
        "call" => ("calls", calls::Column::AreaPath.into_expr()),
        "need" => ("needs", needs::Column::AreaPath.into_expr()),
        "notice" => ("notices", notices::Column::AreaPath.into_expr()),
        _ => ("projects", projects::Column::AreaPath.into_expr()),
    };
    let mut select = Query::select();
    select.from(Alias::new(table)).cond_where(public(kind));
    if let Some(q) = &wish.q {
        select.cond_where(finds(kind, q));
    }
    if let Some(code) = &wish.area_code {
        let below = areas::Column::Path.into_expr().binary(BinOper::Custom("||"), Expr::val("%"));
        let below = Query::select().expr(below).from(areas::Entity).and_where(areas::Column::Code.eq(code)).to_owned();
        select.and_where(path.binary(BinOper::Like, Expr::SubQuery(None, Box::new(below.into()))));
    }
    if let Some((now, today)) = &wish.current {
        select.cond_where(current(kind, *now, today));
    }
    select
}

fn finds(kind: &str, q: &str) -> Condition {
    match kind {
        "call" => found("call", calls::Column::Id, q),
        "need" => found("need", needs::Column::Id, q),
        "notice" => found("notice", notices::Column::Id, q),
        _ => found("project_found", projects::Column::Id, q),
    }
}

fn public(kind: &str) -> Condition {
    match kind {
        "call" => calls::Column::PublishedAt.is_not_null().into_condition(),
        "need" => needs::Column::State.is_in(["published", "claimed", "in_delivery", "met", "unmet"]).into_condition(),
        "notice" => notices::Column::State.is_in(["published", "closed"]).into_condition(),
        _ => projects::Column::State.is_in(["active", "rectifying", "final_submitted", "closed"]).into_condition(),
    }
}

fn current(kind: &str, now: i64, today: &str) -> Condition {
    match kind {
        "call" => Condition::all()
            .add(calls::Column::State.ne("cancelled"))
            .add(calls::Column::OpensAt.lte(now))
            .add(calls::Column::ClosesAt.gt(now)),
        "need" => needs::Column::State.is_in(["published", "claimed", "in_delivery"]).into_condition(),
        "notice" => Condition::all().add(notices::Column::State.eq("published")).add(notices::Column::EndsOn.gte(today)),
        _ => projects::Column::State.ne("closed").into_condition(),
    }
}

/// The rows of a kind with the columns of a [`Hit`].
fn hits(kind: &str, wish: &Wish) -> SelectStatement {
    let none = |kind: &str| Expr::cust(format!("CAST(NULL AS {kind})"));
    let text = |column: &str| Expr::cust(column.to_owned());
    let call_of = |table: &str| text(&format!("(SELECT title FROM calls WHERE calls.id = {table}.call_id)"));
    let (table, context, opens, closes, starts, ends) = match kind {
        "call" => ("calls", text("calls.host_name"), text("calls.opens_at"), text("calls.closes_at"), none("text"), none("text")),
        "need" => {
            let days = (text("needs.starts_on"), text("needs.ends_on"));
            ("needs", text("needs.target_group"), none("bigint"), none("bigint"), days.0, days.1)
        }
        "notice" => ("notices", call_of("notices"), none("bigint"), none("bigint"), text("notices.starts_on"), text("notices.ends_on")),
        _ => {
            let organisation = Query::select()
                .column((organisations::Entity, organisations::Column::Name))
                .from(organisations::Entity)
                .and_where(Expr::cust("organisations.id = projects.organisation_id"))
                .to_owned();
            let name = Expr::SubQuery(None, Box::new(organisation.into()));
            ("projects", name, none("bigint"), none("bigint"), text("projects.starts_on"), text("projects.ends_on"))
        }
    };
    let mut select = rows(kind, wish);
    select.expr_as(Expr::cust(format!("'{kind}'")), Alias::new("kind"));
    for column in ["id", "number", "title", "state", "demonstration"] {
        select.expr_as(text(&format!("{table}.{column}")), Alias::new(column));
    }
    let area = text(&format!("(SELECT name FROM areas WHERE areas.path = {table}.area_path)"));
    for (name, value) in
        [("area_name", area), ("context", context), ("opens_at", opens), ("closes_at", closes), ("starts_on", starts), ("ends_on", ends)]
    {
        select.expr_as(value, Alias::new(name));
    }
    select
}

fn read(row: &QueryResult) -> Result<Hit, StoreError> {
    Ok(Hit {
        kind: row.try_get("", "kind")?,
        id: row.try_get("", "id")?,
        number: row.try_get("", "number")?,
        title: row.try_get("", "title")?,
        context: row.try_get("", "context")?,
        state: row.try_get("", "state")?,
        area_name: row.try_get("", "area_name")?,
        opens_at: row.try_get("", "opens_at")?,
        closes_at: row.try_get("", "closes_at")?,
        starts_on: row.try_get("", "starts_on")?,
        ends_on: row.try_get("", "ends_on")?,
        demonstration: row.try_get("", "demonstration")?,
    })
}

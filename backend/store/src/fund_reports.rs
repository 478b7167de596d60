//! Figures of reports, from sealed postings and their business dates alone. What a balance says today is never asked, so a
//! report of a month that is over changes only when somebody posts into that month.

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, JoinType, QueryFilter, QueryOrder, QueryResult, QuerySelect, Value};
use yichuang_domain::ledger::{ReportFigures, ReportPeriod};

use crate::conn::Conn;
use crate::entities::{allotments, funds};
use crate::error::StoreError;
use crate::ids::{AllotmentId, FundId, ProjectId};
use crate::ledger::placeholders;
use crate::page::Reach;
use crate::record::{Allotment, Fund};

/// The source whose money the state wants disclosed.
const LOTTERY: &str = "welfare_lottery";
/// Journals that count: sealed ones, each with the event it stands for; a reversal stands for what it reverses.
const JOURNALS: &str = "JOIN journals j ON j.id = p.journal_id JOIN journal_seals s ON s.journal_id = j.id \
                        LEFT JOIN journals o ON o.id = j.reverses_id";
/// Money that came back from organisations: what entered B80, and not what left it.
const CAME_BACK: &str = "p.account = 'B80' AND COALESCE(o.event, j.event) IN ('E12', 'E14')";
/// The street that an area lies in, or the area itself where it is wider than a street.
const STREETS: &str = "(SELECT a.path, COALESCE(t.code, a.code) AS code, COALESCE(t.name, a.name) AS name FROM areas a \
                       LEFT JOIN areas t ON t.level = 'street' AND substr(a.path, 1, length(t.path)) = t.path)";

/// What a row of figures is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    Allotment,
    Project,
    Street,
}

/// The figures of one allotment, project or street; `key` is nothing for what is bound to no project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresOf {
    pub key: Option<String>,
    pub number: Option<String>,
    pub name: Option<String>,
    pub figures: ReportFigures,
}

/// Allotments within reach with their funds, oldest first.
pub async fn allotments_within(
    conn: &Conn,
    reach: &Reach,
    fund: Option<FundId>,
    fiscal_year: Option<i32>,
) -> Result<Vec<(Allotment, Fund)>, StoreError> {
    use allotments::Column;
    let of: sea_orm::RelationDef = allotments::Entity::belongs_to(funds::Entity).from(Column::FundId).to(funds::Column::Id).into();
    let mut select = allotments::Entity::find().join(JoinType::InnerJoin, of).select_also(funds::Entity).filter(reach.condition(
        Some(Column::AreaPath),
        None,
        None,
    ));
    if let Some(fund) = fund {
        select = select.filter(Column::FundId.eq(fund));
    }
    if let Some(year) = fiscal_year {
        select = select.filter(Column::FiscalYear.eq(year));
    }
    let pairs = select.order_by_asc(Column::Id).all(conn).await?;
    Ok(pairs.into_iter().filter_map(|(allotment, fund)| Some((allotment, fund?))).collect())
}

/// The figures of these allotments, by the grain; one statement.
pub async fn figures(conn: &Conn, allotments: &[AllotmentId], period: ReportPeriod, grain: Grain) -> Result<Vec<FiguresOf>, StoreError> {
    if allotments.is_empty() {
        return Ok(Vec::new());
    }
    let sql = figures_sql(conn.get_database_backend(), allotments.len(), grain);
    let rows = conn.rows(&sql, days_and(period, allotments)).await?;
    rows.iter().map(|row| read_figures(row, grain)).collect()
}

/// The figures of a row, in the order of their columns.
const FIGURES: [&str; 13] = [
    "available",
    "reserved",
    "committed",
    "due",
    "approved",
    "in_transit",
    "paid",
    "recovered",
    "carried_out",
    "surrendered",
    "moved",
    "returned",
    "returned_in_period",
];

/// Postings are summed by allotment or by project; streets are sums of projects.
fn figures_sql(backend: DbBackend, allotments: usize, grain: Grain) -> String {
    let (key, join) = match grain {
        Grain::Allotment => ("p.allotment_id", String::new()),
        Grain::Project | Grain::Street => ("d.project_id", projects_of_details(backend)),
    };
    let sums = format!(
        "(SELECT {key} AS id, {} FROM postings p {JOURNALS} {join} WHERE p.layer = 'B' AND p.account <> 'B10' \
         AND j.biz_date <= $2 AND p.allotment_id IN ({}) GROUP BY {key}) f",
        pivot(),
        placeholders(3, allotments)
    );
    let columns = FIGURES.map(|name| format!("f.{name}")).join(", ");
    match grain {
        Grain::Allotment => format!("SELECT f.id, {columns} FROM {sums} ORDER BY f.id"),
        Grain::Project => {
            format!("SELECT f.id, r.number, r.title AS name, {columns} FROM {sums} LEFT JOIN projects r ON r.id = f.id ORDER BY r.number")
        }
        Grain::Street => format!(
            "SELECT t.code, t.name, {} FROM {sums} LEFT JOIN projects r ON r.id = f.id \
             LEFT JOIN organisations g ON g.id = r.organisation_id LEFT JOIN {STREETS} t ON t.path = g.area_path \
             GROUP BY t.code, t.name ORDER BY t.code",
            FIGURES.map(|name| format!("CAST(SUM(f.{name}) AS BIGINT) AS {name}")).join(", ")
        ),
    }
}

/// One column for each of [`FIGURES`].
fn pivot() -> String {
    const ACCOUNTS: [&str; 10] = ["B20", "B30", "B40", "B50", "B55", "B60", "B70", "B80", "B90", "B95"];
    let within = "j.biz_date >= $1";
    let moves = [format!("p.account = 'B70' AND {within}"), CAME_BACK.to_owned(), format!("{CAME_BACK} AND {within}")];
    let conditions = ACCOUNTS.map(|account| format!("p.account = '{account}'")).into_iter().chain(moves);
    let columns = conditions.zip(FIGURES).map(|(what, name)| sum_where(&what, "", name));
    columns.collect::<Vec<_>>().join(", ")
}

/// The sum of the postings of which this is true, with a sign.
fn sum_where(what: &str, sign: &str, name: &str) -> String {
    format!("CAST(SUM(CASE WHEN {what} THEN {sign}p.amount_fen ELSE 0 END) AS BIGINT) AS {name}")
}

/// The project that a detail of the budget layer belongs to: an award, an agreement, a tranche or a payment.
fn projects_of_details(backend: DbBackend) -> String {
    let text = |column: &str| id_text(backend, column);
    format!(
        "LEFT JOIN (SELECT {} AS detail, id AS project_id FROM projects UNION ALL SELECT {id}, project_id FROM agreements \
         UNION ALL SELECT {id}, project_id FROM tranches UNION ALL SELECT {id}, project_id FROM payments) d ON d.detail = p.detail",
        text("proposal_id"),
        id = text("id")
    )
}

/// An id as the details of postings write it.
fn id_text(backend: DbBackend, column: &str) -> String {
    if backend == DbBackend::Postgres {
        return format!("CAST({column} AS text)");
    }
    let part = |from: u8, length: u8| format!("substr(hex({column}), {from}, {length})");
    format!("lower({} || '-' || {} || '-' || {} || '-' || {} || '-' || {})", part(1, 8), part(9, 4), part(13, 4), part(17, 4), part(21, 12))
}

fn read_figures(row: &QueryResult, grain: Grain) -> Result<FiguresOf, StoreError> {
    let fen = |name: &str| row.try_get::<i64>("", name);
    let returned_in_period = fen("returned_in_period")?;
    let key = match grain {
        Grain::Street => row.try_get("", "code")?,
        Grain::Allotment | Grain::Project => row.try_get::<Option<Uuid>>("", "id")?.map(|id| id.to_string()),
    };
    let named = grain != Grain::Allotment;
    Ok(FiguresOf {
        key,
        number: if grain == Grain::Project { row.try_get("", "number")? } else { None },
        name: if named { row.try_get("", "name")? } else { None },
        figures: ReportFigures {
            available: fen("available")?,
            reserved: fen("reserved")?,
            committed: fen("committed")?,
            due: fen("due")?,
            approved: fen("approved")?,
            in_transit: fen("in_transit")?,
            paid: fen("paid")?,
            recovered: fen("recovered")?,
            carried_out: fen("carried_out")?,
            surrendered: fen("surrendered")?,
            // What came back has already left B70.
            paid_in_period: fen("moved")? + returned_in_period,
            returned_in_period,
            returned: fen("returned")?,
        },
    })
}

/// What is planned, paid and late in one month for money of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMonth {
    /// Such as `2026-07`; nothing for tranches that have no day yet.
    pub month: Option<String>,
    pub source: String,
    pub planned_fen: i64,
    pub paid_fen: i64,
    pub overdue_fen: i64,
}

/// Tranches by the month in which they are to be paid, and payments by the month of the books; late is what `today` finds
/// unpaid after its day. One statement.
pub async fn payment_plan(
    conn: &Conn,
    allotments: &[AllotmentId],
    period: ReportPeriod,
    today: &str,
) -> Result<Vec<PlannedMonth>, StoreError> {
    if allotments.is_empty() {
        return Ok(Vec::new());
    }
    let within = placeholders(4, allotments.len());
    let tranches = format!(
        "FROM tranches t JOIN projects r ON r.id = t.project_id JOIN allotments a ON a.id = r.allotment_id WHERE a.id IN ({within}) AND"
    );
    let sql = format!(
        "SELECT m.month, f.source, CAST(SUM(m.planned) AS BIGINT) AS planned, CAST(SUM(m.paid) AS BIGINT) AS paid, \
         CAST(SUM(m.overdue) AS BIGINT) AS overdue FROM ( \
         SELECT substr(t.due_on, 1, 7) AS month, a.fund_id, t.amount_fen AS planned, 0 AS paid, \
         CASE WHEN t.state <> 'paid' AND t.due_on < $3 THEN t.amount_fen ELSE 0 END AS overdue \
         {tranches} t.state <> 'cancelled' AND t.due_on BETWEEN $1 AND $2 \
         UNION ALL SELECT NULL, a.fund_id, t.amount_fen, 0, 0 {tranches} t.state <> 'cancelled' AND t.due_on IS NULL \
         UNION ALL SELECT substr(j.biz_date, 1, 7), a.fund_id, 0, p.amount_fen, 0 FROM postings p {JOURNALS} \
         JOIN allotments a ON a.id = p.allotment_id WHERE p.account = 'B70' AND COALESCE(o.event, j.event) IN ('E08', 'E10') \
         AND j.biz_date BETWEEN $1 AND $2 AND a.id IN ({within})) m \
         JOIN funds f ON f.id = m.fund_id GROUP BY m.month, f.source ORDER BY m.month, f.source"
    );
    let mut values = vec![period.from.to_string().into(), period.until.to_string().into(), today.into()];
    values.extend(allotments.iter().map(|id| Value::from(id.0)));
    let rows = conn.rows(&sql, values).await?;
    let read = |row: &QueryResult| {
        Ok(PlannedMonth {
            month: row.try_get("", "month")?,
            source: row.try_get("", "source")?,
            planned_fen: row.try_get("", "planned")?,
            paid_fen: row.try_get("", "paid")?,
            overdue_fen: row.try_get("", "overdue")?,
        })
    };
    rows.iter().map(read).collect()
}

/// What happened in some days to the lottery's money of one fund and budget line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotteryLine {
    pub fund_name: String,
    pub budget_line: String,
    pub area_name: String,
    pub demonstration: bool,
    pub figures: LotteryFigures,
}

/// Figures of a disclosure, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LotteryFigures {
    /// Put at disposal (E01, E02).
    pub allotted: i64,
    /// Came in.
    pub received: i64,
    /// Paid to organisations, less what came back.
    pub used: i64,
    /// Came back from organisations.
    pub returned: i64,
    /// Went back to the state.
    pub surrendered: i64,
}

/// A project that the lottery's money pays for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotteryProject {
    pub id: ProjectId,
    pub number: String,
    pub title: String,
    pub organisation: String,
    pub street: Option<String>,
    pub approved_fen: i64,
    /// B70 of the days, and of all days up to the last.
    pub paid_within_fen: i64,
    pub paid_fen: i64,
    pub starts_on: Option<String>,
    pub ends_on: Option<String>,
    pub state: String,
    pub demonstration: bool,
    /// The application, as it is stored.
    pub document: String,
}

/// Postings on money of the lottery, and their sums.
fn lottery_sql(key: &str, days: &str, group: &str) -> String {
    let sums = [
        sum_where("p.account = 'B10' AND COALESCE(o.event, j.event) IN ('E01', 'E02')", "-", "allotted"),
        sum_where("p.account = 'F3001'", "-", "received"),
        sum_where("p.account = 'B70'", "", "used"),
        sum_where(CAME_BACK, "", "returned"),
        sum_where("p.account = 'F3901'", "", "surrendered"),
    ];
    format!(
        "SELECT {key}, {} FROM postings p {JOURNALS} JOIN allotments a ON a.id = p.allotment_id \
         JOIN funds f ON f.id = a.fund_id AND f.source = '{LOTTERY}' LEFT JOIN areas r ON r.code = f.area_code \
         WHERE p.account IN ('B10', 'B70', 'B80', 'F3001', 'F3901'){days} GROUP BY {group}",
        sums.join(", ")
    )
}

fn read_lottery(row: &QueryResult) -> Result<LotteryFigures, StoreError> {
    Ok(LotteryFigures {
        allotted: row.try_get("", "allotted")?,
        received: row.try_get("", "received")?,
        used: row.try_get("", "used")?,
        returned: row.try_get("", "returned")?,
        surrendered: row.try_get("", "surrendered")?,
    })
}

/// The years in which money of the lottery moved, newest first.
pub async fn lottery_years(conn: &Conn) -> Result<Vec<(String, LotteryFigures)>, StoreError> {
    let sql = lottery_sql("substr(j.biz_date, 1, 4) AS year", "", "substr(j.biz_date, 1, 4) ORDER BY year DESC");
    let rows = conn.rows(&sql, []).await?;
    rows.iter().map(|row| Ok((row.try_get("", "year")?, read_lottery(row)?))).collect()
}

/// What happened in these days to the lottery's money, by fund and budget line.
pub async fn lottery_lines(conn: &Conn, period: ReportPeriod) -> Result<Vec<LotteryLine>, StoreError> {
    let columns = "f.code, f.name, a.budget_line, r.name, f.demonstration";
    let key = "f.code AS code, f.name AS fund_name, a.budget_line AS budget_line, r.name AS area_name, f.demonstration AS demonstration";
    let sql = lottery_sql(key, " AND j.biz_date BETWEEN $1 AND $2", &format!("{columns} ORDER BY f.code, a.budget_line"));
    let rows = conn.rows(&sql, days_and(period, &[])).await?;
    let read = |row: &QueryResult| {
        Ok(LotteryLine {
            fund_name: row.try_get("", "fund_name")?,
            budget_line: row.try_get("", "budget_line")?,
            area_name: row.try_get::<Option<String>>("", "area_name")?.unwrap_or_default(),
            demonstration: row.try_get("", "demonstration")?,
            figures: read_lottery(row)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Projects in one of these states that the lottery's money of the year was given to, or that were paid in these days.
pub async fn lottery_projects(conn: &Conn, period: ReportPeriod, states: &[&str]) -> Result<Vec<LotteryProject>, StoreError> {
    let agreement = id_text(conn.get_database_backend(), "g.id");
    let sql = format!(
        "SELECT r.id, r.number, r.title, g.name AS organisation, t.name AS street, r.approved_fen, r.starts_on, r.ends_on, r.state, \
         r.demonstration, q.document, CAST(COALESCE(m.within_fen, 0) AS BIGINT) AS within_fen, \
         CAST(COALESCE(m.until_fen, 0) AS BIGINT) AS until_fen FROM projects r JOIN organisations g ON g.id = r.organisation_id \
         JOIN proposals q ON q.id = r.proposal_id JOIN allotments a ON a.id = r.allotment_id \
         JOIN funds f ON f.id = a.fund_id AND f.source = '{LOTTERY}' LEFT JOIN {STREETS} t ON t.path = g.area_path \
         LEFT JOIN (SELECT g.project_id, SUM(p.amount_fen) AS until_fen, \
         SUM(CASE WHEN j.biz_date >= $1 THEN p.amount_fen ELSE 0 END) AS within_fen FROM postings p {JOURNALS} \
         JOIN agreements g ON {agreement} = p.detail WHERE p.account = 'B70' AND j.biz_date <= $2 GROUP BY g.project_id) m \
         ON m.project_id = r.id WHERE r.state IN ({}) AND (a.fiscal_year = $3 OR m.within_fen <> 0) ORDER BY r.number",
        placeholders(4, states.len())
    );
    let mut values = days_and(period, &[]);
    values.push(period.until.year().into());
    values.extend(states.iter().map(|state| Value::from(*state)));
    let rows = conn.rows(&sql, values).await?;
    rows.iter().map(read_project).collect()
}

fn read_project(row: &QueryResult) -> Result<LotteryProject, StoreError> {
    Ok(LotteryProject {
        id: ProjectId(row.try_get("", "id")?),
        number: row.try_get("", "number")?,
        title: row.try_get("", "title")?,
        organisation: row.try_get("", "organisation")?,
        street: row.try_get("", "street")?,
        approved_fen: row.try_get("", "approved_fen")?,
        paid_within_fen: row.try_get("", "within_fen")?,
        paid_fen: row.try_get("", "until_fen")?,
        starts_on: row.try_get("", "starts_on")?,
        ends_on: row.try_get("", "ends_on")?,
        state: row.try_get("", "state")?,
        demonstration: row.try_get("", "demonstration")?,
        document: row.try_get("", "document")?,
    })
}

/// `$1` and `$2` are the days; the allotments follow.
fn days_and(period: ReportPeriod, allotments: &[AllotmentId]) -> Vec<Value> {
    let mut values: Vec<Value> = vec![period.from.to_string().into(), period.until.to_string().into()];
    values.extend(allotments.iter().map(|id| Value::from(id.0)));
    values
}

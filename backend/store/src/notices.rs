//! Funding decisions and public notices.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::{decision_lines, decisions, notices};
use crate::error::StoreError;
use crate::ids::{CallId, DecisionId, ProposalId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{Decision, DecisionLine, Notice};
use crate::search::found;

/// What the staff's list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    pub call: Option<CallId>,
}

/// What the public's list shows.
#[derive(Clone, Debug, Default)]
pub struct PublicFilter {
    /// Only those that still run (`true`) or are over (`false`) on this day.
    pub running: Option<(bool, String)>,
    /// Part of a title or number.
    pub q: Option<String>,
}

/// The decision of a call that stands, or else the newest one that was sent back.
pub async fn decision_of(conn: &Conn, call: CallId) -> Result<Option<Decision>, StoreError> {
    let all = decisions::Entity::find().filter(decisions::Column::CallId.eq(call)).order_by_desc(decisions::Column::Id).all(conn).await?;
    let standing = all.iter().find(|decision| decision.state != "returned").cloned();
    Ok(standing.or_else(|| all.into_iter().next()))
}

/// The lines of a decision in the order of the ranking.
pub async fn lines_of(conn: &Conn, decision: DecisionId) -> Result<Vec<DecisionLine>, StoreError> {
    Ok(decision_lines::Entity::find()
        .filter(decision_lines::Column::DecisionId.eq(decision))
        .order_by_asc(decision_lines::Column::Place)
        .all(conn)
        .await?)
}

/// Keeps what the director approved of every award; whatever was written before stays.
pub async fn approve_lines(conn: &Conn, decision: DecisionId) -> Result<(), StoreError> {
    use decision_lines::Column;
    decision_lines::Entity::update_many()
        .col_expr(Column::ApprovedFen, Expr::col(Column::RecommendedFen))
        .filter(Column::DecisionId.eq(decision))
        .filter(Column::Outcome.eq("recommend"))
        .exec(conn)
        .await?;
    Ok(())
}

/// The line of a decision about a proposal.
pub async fn line_of(conn: &Conn, decision: DecisionId, proposal: ProposalId) -> Result<Option<DecisionLine>, StoreError> {
    use decision_lines::Column;
    Ok(decision_lines::Entity::find().filter(Column::DecisionId.eq(decision)).filter(Column::ProposalId.eq(proposal)).one(conn).await?)
}

/// How many awards these decisions propose.
pub async fn award_counts(conn: &Conn, ids: &[DecisionId]) -> Result<Vec<(DecisionId, usize)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let lines = decision_lines::Entity::find()
        .filter(decision_lines::Column::DecisionId.is_in(ids.iter().map(|id| id.0)))
        .filter(decision_lines::Column::Outcome.eq("recommend"))
        .all(conn)
        .await?;
    Ok(ids.iter().map(|id| (*id, lines.iter().filter(|line| line.decision_id == *id).count())).collect())
}

/// The notice of a call that was not dropped.
pub async fn notice_of(conn: &Conn, call: CallId) -> Result<Option<Notice>, StoreError> {
    Ok(notices::Entity::find()
        .filter(notices::Column::CallId.eq(call))
        .filter(notices::Column::State.is_not_in(["discarded", "withdrawn"]))
        .one(conn)
        .await?)
}

/// One page of notices for staff.
pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Notice>, StoreError> {
    use notices::Column;
    let mut select = notices::Entity::find().filter(reach.condition(Some(Column::AreaPath), Some(Column::CallId), None));
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(call) = filter.call {
        select = select.filter(Column::CallId.eq(call));
    }
    page(conn, select, at).await
}

/// One page of notices for everybody: published ones, also after their period.
pub async fn list_public(conn: &Conn, filter: &PublicFilter, at: Page) -> Result<PageOf<Notice>, StoreError> {
    use notices::Column;
    let mut select = notices::Entity::find().filter(Column::State.is_in(["published", "closed"]));
    if let Some((running, today)) = &filter.running {
        select = select.filter(if *running { Column::EndsOn.gte(today) } else { Column::EndsOn.lt(today) });
    }
    if let Some(q) = &filter.q {
        select = select.filter(found("notice", Column::Id, q));
    }
    page(conn, select, at).await
}

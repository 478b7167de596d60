//! Objections to public notices.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::objections::{Column, Entity};
use crate::error::StoreError;
use crate::ids::{NoticeId, ProposalId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::Objection;

/// States in which an objection waits for its answer.
const OPEN: [&str; 3] = ["filed", "admitted", "re_review"];

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<String>,
    pub notice: Option<NoticeId>,
    /// Proposals of which staff among the callers learn nothing.
    pub hidden: Vec<ProposalId>,
}

/// What staff may see of their area and what an organisation filed itself; newest first.
pub async fn list(conn: &Conn, staff: &Reach, own: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Objection>, StoreError> {
    let open = Condition::any().add(Column::ProposalId.is_null()).add(Column::ProposalId.is_not_in(filter.hidden.iter().map(|id| id.0)));
    let of_staff = Condition::all()
        .add(staff.condition(Some(Column::AreaPath), Some(Column::CallId), None))
        .add_option((!filter.hidden.is_empty()).then_some(open));
    let reach = Condition::any().add(of_staff).add(own.condition(None, None, Some(Column::OrganisationId)));
    let mut select = Entity::find().filter(reach);
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(notice) = filter.notice {
        select = select.filter(Column::NoticeId.eq(notice));
    }
    page(conn, select, at).await
}

/// The objections to a notice that were answered, in the order in which they came.
pub async fn answered(conn: &Conn, notice: NoticeId) -> Result<Vec<Objection>, StoreError> {
    let answered = Column::State.is_in(["dismissed", "upheld", "rejected"]);
    Ok(Entity::find().filter(Column::NoticeId.eq(notice)).filter(answered).order_by_asc(Column::Id).all(conn).await?)
}

/// How many objections to a notice wait for their answer.
pub async fn open_of_notice(conn: &Conn, notice: NoticeId) -> Result<usize, StoreError> {
    Ok(Entity::find().filter(Column::NoticeId.eq(notice)).filter(Column::State.is_in(OPEN)).all(conn).await?.len())
}

/// The objections that keep an award from its agreement: open ones about the whole notice or about this proposal, and
/// ones about this proposal that were upheld.
pub async fn holding(conn: &Conn, notice: NoticeId, proposal: ProposalId) -> Result<Vec<Objection>, StoreError> {
    let about = Condition::any().add(Column::ProposalId.eq(proposal)).add(Column::ProposalId.is_null());
    let open = Condition::all().add(Column::State.is_in(OPEN)).add(about);
    let upheld = Condition::all().add(Column::State.eq("upheld")).add(Column::ProposalId.eq(proposal));
    let holding = Condition::any().add(open).add(upheld);
    Ok(Entity::find().filter(Column::NoticeId.eq(notice)).filter(holding).order_by_asc(Column::Id).all(conn).await?)
}

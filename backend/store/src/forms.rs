//! Forms: the library of an area, what a call uses, and what a proposal answers.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::conn::Conn;
use crate::entities::{call_forms, forms, proposal_sections};
use crate::error::StoreError;
use crate::ids::{CallId, FormId, ProposalId};
use crate::page::{Page, PageOf, Reach, page};
use crate::record::{CallForm, Form, ProposalSection};
use crate::search::found;

/// What the library shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub purpose: Option<String>,
    pub state: Option<String>,
    /// Words of a title.
    pub q: Option<String>,
}

/// One page of the library.
pub async fn list(conn: &Conn, reach: &Reach, filter: &Filter, at: Page) -> Result<PageOf<Form>, StoreError> {
    use forms::Column;
    let above: Vec<&str> = reach.area_paths.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..=end])).collect();
    let from_above = Condition::all().add(Column::AreaPath.is_in(above)).add(Column::State.eq("published"));
    let own = reach.condition(Some(Column::AreaPath), None, None);
    let mut select = forms::Entity::find().filter(Condition::any().add(own).add(from_above));
    if let Some(purpose) = &filter.purpose {
        select = select.filter(Column::Purpose.eq(purpose));
    }
    if let Some(state) = &filter.state {
        select = select.filter(Column::State.eq(state));
    }
    if let Some(q) = &filter.q {
        select = select.filter(found("form", Column::Id, q));
    }
    page(conn, select, at).await
}

/// The newest version of a chain.
pub async fn newest(conn: &Conn, chain: FormId) -> Result<Option<Form>, StoreError> {
    use forms::Column;
    Ok(forms::Entity::find().filter(Column::ChainId.eq(chain)).order_by_desc(Column::Revision).one(conn).await?)
}

/// Which form a call uses for a purpose.
pub async fn link(conn: &Conn, call: CallId, purpose: &str) -> Result<Option<CallForm>, StoreError> {
    use call_forms::Column;
    Ok(call_forms::Entity::find().filter(Column::CallId.eq(call)).filter(Column::Purpose.eq(purpose)).one(conn).await?)
}

/// The form that a call uses for a purpose; nothing when it uses the standard form.
pub async fn of_call(conn: &Conn, call: CallId, purpose: &str) -> Result<Option<Form>, StoreError> {
    match link(conn, call, purpose).await? {
        Some(link) => crate::find::<Form>(conn, link.form_id).await,
        None => Ok(None),
    }
}

/// How many calls use a version of a form.
pub async fn uses(conn: &Conn, form: FormId) -> Result<i64, StoreError> {
    let row = conn.row("SELECT COUNT(*) AS n FROM call_forms WHERE form_id = $1", [form.0.into()]).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}

/// Everything a proposal has answered so far.
pub async fn sections(conn: &Conn, proposal: ProposalId) -> Result<Vec<ProposalSection>, StoreError> {
    use proposal_sections::Column;
    Ok(proposal_sections::Entity::find().filter(Column::ProposalId.eq(proposal)).order_by_asc(Column::Code).all(conn).await?)
}

//! One expert, with what they did.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::PersonView;
use yichuang_store::experts as rows;
use yichuang_store::ids::{ExpertId, UserId};
use yichuang_store::record::{Expert, User};
use yichuang_store::{find, members};

use super::{ExpertView, must_see, one, reply};

/// What an expert did in one call, without proposals of which the caller learns nothing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpertRound {
    pub call_id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    pub title: String,
    /// Proposals that were given to the expert.
    #[schema(example = 12)]
    pub assigned: i64,
    /// Reviews that were handed in.
    #[schema(example = 11)]
    pub completed: i64,
    /// Proposals from which the expert was recused.
    #[schema(example = 1)]
    pub recused: i64,
}

/// An expert of the library with the whole record.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpertDetail {
    #[serde(flatten)]
    pub expert: ExpertView,
    #[schema(example = "13812345678")]
    pub phone: String,
    #[schema(example = "expert@example.org")]
    pub email: String,
    /// Who approved the expert last.
    pub approved_by: Option<PersonView>,
    /// The panels on which the expert sat, the newest first.
    pub rounds: Vec<ExpertRound>,
}

/// Show an expert
///
/// With the panels on which they sat. For the expert themself, and for officers, directors and auditors of the area.
#[utoipa::path(get, path = "/experts/{id}", operation_id = "getExpert", tag = "experts",
    params(("id" = Uuid, Path, description = "Expert")),
    responses((status = 200, description = "The expert", body = ExpertDetail)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Expert = uow.find(ExpertId(id)).await?;
    must_see(&uow, &row).await?;
    reply(&uow, &row).await
}

pub(super) async fn detail(uow: &Uow, row: &Expert) -> Result<ExpertDetail, Problem> {
    let user: User = uow.find(row.user_id).await?;
    let hidden = recusal::hidden(uow).await?;
    let mut rounds = Vec::new();
    for account in members::accounts_of(&uow.conn, user.person_id).await? {
        rounds.extend(rows::rounds(&uow.conn, account.id, &hidden).await?);
    }
    let rounds = rounds.into_iter().map(|round| ExpertRound {
        call_id: round.call.0,
        number: round.number,
        title: round.title,
        assigned: round.assigned,
        completed: round.completed,
        recused: round.recused,
    });
    Ok(ExpertDetail {
        expert: one(uow, row).await?,
        phone: row.phone.clone(),
        email: user.email,
        approved_by: person(uow, row.approved_by).await?,
        rounds: rounds.collect(),
    })
}

async fn person(uow: &Uow, id: Option<UserId>) -> Result<Option<PersonView>, Problem> {
    let Some(id) = id else { return Ok(None) };
    Ok(find::<User>(&uow.conn, id).await?.map(|user| PersonView { id: user.id.0, name: user.name }))
}

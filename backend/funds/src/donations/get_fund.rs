//! One community fund, as everybody may read it.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_store::donations as rows;

use super::public::{CommunityFundView, NamingView, community_fund, fund, naming};

/// A community fund with the names it carries.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CommunityFundPage {
    #[serde(flatten)]
    pub fund: CommunityFundView,
    /// The names it carries today.
    pub names: Vec<NamingView>,
}

/// Get a community fund
///
/// For everybody: its sums and the names it carries. Its projects are those of `listPublicProjects` with `fund_id`.
#[utoipa::path(get, path = "/public/community-funds/{id}", operation_id = "getCommunityFund", tag = "donations",
    params(("id" = Uuid, Path, description = "Fund")),
    responses((status = 200, description = "The fund", body = CommunityFundPage)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row = community_fund(&uow, id).await?;
    let sums = rows::sums(&uow.conn, &[row.id]).await?.get(&row.id).copied().unwrap_or_default();
    let names = rows::names(&uow.conn, row.id, &uow.today().to_string()).await?;
    let names = names.iter().map(naming).collect::<Result<_, _>>()?;
    Reply::ok(&CommunityFundPage { fund: fund(&row, &sums)?, names })
}

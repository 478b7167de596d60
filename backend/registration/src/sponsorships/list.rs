//! The sponsorships of an organisation.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{PageQuery, next_cursor};
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;
use yichuang_store::{get_many, sponsorships as rows};

use super::{SponsorshipView, view};
use crate::organisations::place;

/// The page to read.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SponsorshipsQuery {
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One page of sponsorships.
#[derive(Serialize, ToSchema)]
pub struct SponsorshipList {
    pub items: Vec<SponsorshipView>,
    pub next: Option<String>,
}

/// List the sponsorships of an organisation
///
/// As a group or as a sponsor, newest first.
#[utoipa::path(get, path = "/organisations/{id}/sponsorships", operation_id = "listSponsorships", tag = "sponsorships",
    params(("id" = Uuid, Path, description = "Organisation"), SponsorshipsQuery),
    responses((status = 200, description = "One page", body = SponsorshipList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<SponsorshipsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let organisation: Organisation = uow.find(OrganisationId(id)).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    let page = rows::list(&uow.conn, organisation.id, at).await?;
    let mut ids: Vec<OrganisationId> = page.items.iter().flat_map(|row| [row.group_id, row.sponsor_id]).collect();
    ids.sort_unstable();
    ids.dedup();
    let parties = get_many::<Organisation>(&uow.conn, &ids).await?;
    let items = page.items.iter().map(|row| view(&uow, row, &parties)).collect::<Result<_, _>>()?;
    Reply::ok(&SponsorshipList { items, next: next_cursor(&page) })
}

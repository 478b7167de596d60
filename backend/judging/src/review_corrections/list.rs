//! The corrections of a call's sealed reviews.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;
use yichuang_store::review_corrections as rows;

use super::{ReviewCorrectionView, views};

/// The corrections of a call.
#[derive(Serialize, ToSchema)]
pub struct ReviewCorrectionList {
    pub items: Vec<ReviewCorrectionView>,
}

/// List the corrections of a call's reviews
///
/// To staff: those that were carried out in the order of their computations, then the others, each with what it changed in
/// the ranking. Those about proposals of a conflict are left out.
#[utoipa::path(get, path = "/calls/{id}/review-corrections", operation_id = "listReviewCorrections", tag = "reviews",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The corrections", body = ReviewCorrectionList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    let found = rows::of_call(&uow.conn, call.id).await?;
    let mut items = views(&uow, &call, found).await?;
    items.sort_by_key(|one| (one.new_run_seq.is_none(), one.new_run_seq));
    Reply::ok(&ReviewCorrectionList { items })
}

//! The public jury of a call, or its site visits.

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::CountedStage;
use yichuang_domain::reviews::CountedStage as Counted;
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;

use super::view;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JuryQuery {
    /// `public_jury` where left out.
    #[param(inline)]
    stage: Option<CountedStage>,
}

/// Show the public jury or the site visits
///
/// To staff: what the stage weighs, whom it is about, and every protocol of it. Proposals of a conflict are left out.
#[utoipa::path(get, path = "/calls/{id}/jury", operation_id = "getJury", tag = "juries",
    params(("id" = Uuid, Path, description = "Call"), JuryQuery),
    responses((status = 200, description = "The jury", body = super::view::JuryView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(params): Query<JuryQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    Reply::ok(&view::jury(&uow, &call, params.stage.map_or(Counted::PublicJury, |stage| stage.0)).await?)
}

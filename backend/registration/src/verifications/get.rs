//! One verification with everything to compare.

use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_store::ids::VerificationId;
use yichuang_store::record::{Organisation, Verification};

use super::evidence::view;
use crate::organisations::place;

/// Show a verification
///
/// Side by side, field by field: what was typed, what it was before, and which document shows it; what the platform
/// checked by itself; and what waits before and after it in the queue.
#[utoipa::path(get, path = "/verifications/{id}", operation_id = "getVerification", tag = "verifications",
    params(("id" = Uuid, Path, description = "Verification")),
    responses((status = 200, description = "The verification", body = super::evidence::VerificationView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let case: Verification = uow.find(VerificationId(id)).await?;
    reply(&uow, &case).await
}

pub(super) async fn reply(uow: &Uow, case: &Verification) -> Result<Reply, Problem> {
    let organisation: Organisation = uow.find(case.organisation_id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&organisation))?;
    Ok(Reply::ok(&view(uow, &organisation, case).await?)?.version(case.version))
}

//! Look into the records for conflicts about a call.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep;
use yichuang_base::uow::{Uow, state_of};
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_store::conflicts as rows;
use yichuang_store::ids::CallId;
use yichuang_store::proposals;
use yichuang_store::record::{Call, Conflict};

use super::is_hard;

/// What a look into the records came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DetectionView {
    /// Accounts that were looked at: everybody with an office that reaches the call.
    pub people: usize,
    /// Conflicts that were not known before.
    pub found: usize,
    /// Those of them that shut somebody out.
    pub hard: usize,
}

/// Detect conflicts of interest
///
/// Compares everybody with an office that reaches the call (reviewers, officers, auditors, administrators) with every
/// organisation that has a proposal in it: membership, verified e-mail addresses, names, and what organisations of the
/// person share with them. Writes down what is new and recuses whoever it shuts out. The same happens for the panel when
/// the review starts.
#[utoipa::path(post, path = "/calls/{id}/conflicts/detect", operation_id = "detectConflicts", tag = "conflicts",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "What was found", body = DetectionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.write(|uow| async move { Reply::ok(&run(&uow, CallId(id)).await?) }).await
}

pub async fn run(uow: &Uow, id: CallId) -> Result<DetectionView, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only an officer of the call does this"));
    }
    let organisations = proposals::organisations_in(&uow.conn, call.id).await?;
    let people = rows::officials(&uow.conn, &call.area_path, call.id).await?;
    let mut found: Vec<Conflict> = Vec::new();
    for user in &people {
        found.extend(keep::detect(uow, *user, &call.area_path, &organisations).await?);
    }
    let mut hard = 0;
    for row in &found {
        hard += usize::from(is_hard(state_of(&row.severity)?));
    }
    Ok(DetectionView { people: people.len(), found: found.len(), hard })
}

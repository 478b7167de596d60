//! Record an objection that came by letter or in person.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Date;
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_store::ids::NoticeId;
use yichuang_store::record::{Call, Notice, Objection};

use super::file::{self, ObjectionInput};
use super::view;

/// An objection on paper and the day on which it came.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterInput {
    /// The day on which it came; a day of the notice, not later than today.
    pub received_on: Date,
    pub objection: ObjectionInput,
}

/// Record an objection on paper
///
/// By an officer, also after the notice was closed, when the letter came in time. The agreement of the award is not
/// signed from then on until it is answered.
#[utoipa::path(post, path = "/notices/{id}/objections", operation_id = "recordObjection", tag = "objections",
    params(("id" = Uuid, Path, description = "Notice")), request_body = LetterInput,
    responses((status = 201, description = "The objection", body = super::ObjectionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<LetterInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, NoticeId(id), input).await?;
        Ok(Reply::created(format!("/api/v1/objections/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: NoticeId, input: &LetterInput) -> Result<Objection, Problem> {
    let notice: Notice = uow.find(id).await?;
    let call: Call = uow.find(notice.call_id).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only an officer of the call records an objection"));
    }
    if input.received_on.0 > uow.today() {
        let fault = Fault::new("/received_on", "in_the_future", "A letter came today or earlier");
        return Err(Problem::faults(vec![fault.with_actual(input.received_on.0.to_string())]));
    }
    file::run(uow, id, &input.objection, ("letter", input.received_on.0)).await.map_err(below_objection)
}

/// Faults of the objection point into it; that of the day already points at the right field.
fn below_objection(mut problem: Problem) -> Problem {
    for fault in problem.errors.iter_mut().filter(|fault| fault.pointer != "/received_on") {
        fault.pointer.insert_str(0, "/objection");
    }
    problem
}

//! Ask about a call.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::APPLICANTS;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::parties::tell;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_store::ids::{CallId, OrganisationId, QuestionId};
use yichuang_store::record::{Call, Organisation, Question};
use yichuang_store::{insert, questions as rows};

use super::{untimely, views};

/// The most questions of one organisation about one call that wait for an answer.
const MOST_WAITING: i64 = 5;
/// Who may ask for an organisation.
const ASKERS: &[Role] = &[Role::ApplicantOwner, Role::ApplicantEditor];

/// What an organisation wants to know.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionInput {
    /// Who asks; never published.
    pub organisation_id: Uuid,
    #[schema(min_length = 5, max_length = 1000, pattern = r"\S", example = "配套资金可以用志愿者工时折算吗？")]
    pub question: String,
}

/// Ask about a call
///
/// Owner or editor of an organisation that may take part, from the publication to the last day for questions. Question and
/// answer are published to everybody, without who asked.
#[utoipa::path(post, path = "/calls/{id}/questions", operation_id = "askQuestion", tag = "questions",
    params(("id" = Uuid, Path, description = "Call")), request_body = QuestionInput,
    responses((status = 201, description = "The question", body = super::QuestionView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<QuestionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, CallId(id), input).await?;
        let view = views(&uow, std::slice::from_ref(&row)).await?;
        Ok(Reply::created(format!("/api/v1/questions/{}", row.id), &view.first())?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, input: &QuestionInput) -> Result<Question, Problem> {
    let call: Call = uow.lock(id).await?;
    if call.published_at.is_none() {
        return Err(Problem::not_found());
    }
    let organisation: Organisation = uow.find(OrganisationId(input.organisation_id)).await?;
    let place = Place::default().of_organisation(organisation.id);
    uow.must_see(APPLICANTS, &place)?;
    if !uow.caller()?.holds(ASKERS, &place) {
        return Err(Problem::forbidden("Only the owner and the editors of the organisation ask for it"));
    }
    admitted(uow, &call, &organisation).await?;
    let row = Question {
        id: QuestionId(uow.id()),
        call_id: call.id,
        organisation_id: organisation.id,
        area_path: call.area_path.clone(),
        question: input.question.trim().to_owned(),
        published_question: None,
        answer: None,
        decline_reason: None,
        answered_by: None,
        answered_at: None,
        state: "asked".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    insert(&uow.conn, row.clone()).await?;
    let after = json!({ "call_id": call.id, "organisation_id": organisation.id, "question": row.question });
    uow.audit("question.ask", Subject::new("question", row.id).after(after)).await?;
    let text = format!("{} {}收到一条提问，请答复：\n{}", call.number, call.title, row.question);
    tell(uow, Role::ProgrammeOfficer, &call, "公告答疑：有新提问", &text).await?;
    Ok(row)
}

/// 409 when it is too late, the organisation may not take part at all, or it has asked enough for now.
async fn admitted(uow: &Uow, call: &Call, organisation: &Organisation) -> Result<(), Problem> {
    if let Some(fault) = untimely(call, uow)? {
        return Err(Problem::blocked(&fault.code.clone(), fault.detail.clone(), vec![fault]));
    }
    if matches!(organisation.state.as_str(), "rejected" | "deregistered") {
        return Err(Problem::refused("organisation_not_active", "This organisation may not take part").with("state", &*organisation.state));
    }
    let waiting = rows::open_of_organisation(&uow.conn, call.id, organisation.id).await?;
    if waiting >= MOST_WAITING {
        let detail = "Some of your questions wait for an answer; ask again when they are answered";
        return Err(Problem::refused("too_many_questions", detail).with("limit", MOST_WAITING).with("actual", waiting));
    }
    Ok(())
}

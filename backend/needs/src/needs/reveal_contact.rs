//! See how a reporter can be reached.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Reason;
use yichuang_store::ids::NeedId;
use yichuang_store::record::Need;

use super::{create, persons, place};

/// How a reporter can be reached.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NeedContactView {
    #[schema(example = "13861234567")]
    pub contact: String,
}

/// Reveal a reporter's contact
///
/// To an officer of the area, with the reason. Every look is in the trail. The answer is not kept under its key: the
/// same key again is refused, a new look takes a new one.
#[utoipa::path(post, path = "/needs/{id}/reveal-contact", operation_id = "revealNeedContact", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")), request_body = Reason,
    responses((status = 200, description = "The contact", body = NeedContactView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<Reason>) -> Response {
    let input = &input;
    let seen = std::sync::Mutex::new(None);
    let kept = &seen;
    let response = cx
        .write(|uow| async move {
            let contact = run(&uow, NeedId(id), &input.reason).await?;
            if let Ok(mut slot) = kept.lock() {
                *slot = Some(contact);
            }
            Ok(Reply::empty())
        })
        .await;
    answer(response, seen.into_inner().ok().flatten())
}

/// The contact goes to the caller and into no table: what is kept under the key is an empty answer.
fn answer(response: Response, contact: Option<String>) -> Response {
    use axum::response::IntoResponse as _;
    match contact {
        Some(contact) if response.status().is_success() => match Reply::ok(&NeedContactView { contact }) {
            Ok(reply) => reply.into_response(),
            Err(problem) => problem.into_response(),
        },
        _ if response.status().is_success() => {
            Problem::refused("already_revealed", "This key was used for one look; a new look takes a new key").into_response()
        }
        _ => response,
    }
}

pub async fn run(uow: &Uow, id: NeedId, reason: &str) -> Result<String, Problem> {
    let need: Need = uow.find(id).await?;
    uow.must_see(STAFF, &place(&need))?;
    if !uow.caller()?.holds(&create::officers(), &place(&need)) {
        return Err(Problem::forbidden("Your role here may not do this"));
    }
    let sealed = need.contact_sealed.as_deref();
    let sealed = sealed.ok_or_else(|| Problem::refused("no_contact", "The reporter left no contact"))?;
    uow.audit("need.reveal_contact", Subject::new("need", id).because(reason)).await?;
    persons::opened(&uow.app, sealed)
}

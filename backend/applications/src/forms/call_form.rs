//! The form of a call: chosen while the call is a draft, frozen with it, read by everybody who applies.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_domain::forms::Purpose;
use yichuang_domain::roles::Role;
use yichuang_store::ids::{CallId, FormId};
use yichuang_store::record::{Call, CallForm, Form as Row};
use yichuang_store::{delete, find, forms as rows, insert, update};

use super::{CallFormView, used};
use crate::calls;

/// Which form a call shall use.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallFormInput {
    /// A published version for proposals, of the call's area or one above it; the standard form when left out.
    pub form_id: Option<Uuid>,
}

/// Show the form of a call
///
/// For staff, also while the call is a draft.
#[utoipa::path(get, path = "/calls/{id}/form", operation_id = "getCallForm", tag = "forms",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The form", body = CallFormView)))]
pub async fn get(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    Reply::ok(&CallFormView::of(&used(&uow, call.id).await?)?)
}

/// Show the form of a public call
///
/// What applicants will be asked; a call that was never published does not exist here.
#[utoipa::path(get, path = "/public/calls/{id}/form", operation_id = "getPublicCallForm", tag = "forms",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The form", body = CallFormView)))]
pub async fn get_public(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    if call.published_at.is_none() {
        return Err(Problem::not_found());
    }
    Reply::ok(&CallFormView::of(&used(&uow, call.id).await?)?)
}

/// Choose the form of a call
///
/// Possible while the call is a draft; it moves the call's version, so that what is approved is what was seen.
#[utoipa::path(put, path = "/calls/{id}/form", operation_id = "setCallForm", tag = "forms",
    params(("id" = Uuid, Path, description = "Call")), request_body = CallFormInput,
    responses((status = 200, description = "The form; the ETag is the call's", body = CallFormView)), extensions(("x-if-match" = json!(true))))]
pub async fn set(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<CallFormInput>) -> Response {
    let form = input.form_id.map(FormId);
    cx.write(|uow| async move {
        let call = run(&uow, CallId(id), seen, form).await?;
        Ok(Reply::ok(&CallFormView::of(&used(&uow, call.id).await?)?)?.version(call.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: CallId, seen: IfMatch, form: Option<FormId>) -> Result<Call, Problem> {
    let call: Call = uow.lock(id).await?;
    uow.must_see(STAFF, &calls::place(&call))?;
    seen.check(call.version)?;
    if !uow.caller()?.holds(&[Role::ProgrammeOfficer], &calls::place(&call)) {
        return Err(Problem::forbidden("Only a programme officer of this area may change the call"));
    }
    if call.state != "draft" {
        return Err(Problem::refused("not_editable", "A call can be changed while it is a draft").with("state", call.state));
    }
    let purpose = Purpose::Proposal.as_str();
    let before = rows::link(&uow.conn, call.id, purpose).await?;
    if let Some(link) = &before {
        delete::<CallForm>(&uow.conn, link.id).await?;
    }
    if let Some(form) = form {
        fit(uow, &call, form).await?;
        let link = CallForm {
            id: uow.id(),
            call_id: call.id,
            purpose: purpose.to_owned(),
            form_id: form,
            created_by: uow.caller()?.user,
            created_at: uow.micros(),
        };
        insert(&uow.conn, link).await?;
    }
    let subject = Subject::new("call", call.id).before(serde_json::json!({ "form_id": before.map(|link| link.form_id) }));
    let subject = subject.after(serde_json::json!({ "form_id": form }));
    let after = update(&uow.conn, Call { updated_at: uow.micros(), ..call }).await?;
    uow.audit("call.set_form", subject).await?;
    Ok(after)
}

/// A call that is made from another one uses the same version of the form.
pub async fn carry_over(uow: &Uow, from: CallId, to: CallId) -> Result<(), Problem> {
    let Some(link) = rows::link(&uow.conn, from, Purpose::Proposal.as_str()).await? else { return Ok(()) };
    let link = CallForm { id: uow.id(), call_id: to, created_by: uow.caller()?.user, created_at: uow.micros(), ..link };
    Ok(insert(&uow.conn, link).await?)
}

/// 422 unless the form is published, for proposals, and belongs to the call's area or one above it.
async fn fit(uow: &Uow, call: &Call, id: FormId) -> Result<(), Problem> {
    let row = find::<Row>(&uow.conn, id).await?.filter(|row| call.area_path.starts_with(&row.area_path));
    let Some(row) = row else {
        return Err(Problem::fault("/form_id", "unknown", "There is no such form in this area"));
    };
    if row.state != "published" {
        let fault = Fault::new("/form_id", "form_not_published", "Only a published form can be used");
        return Err(Problem::faults(vec![fault.with_limit("published").with_actual(row.state)]));
    }
    if row.purpose != Purpose::Proposal.as_str() {
        return Err(Problem::fault("/form_id", "wrong_purpose", "The form is not for proposals"));
    }
    Ok(())
}

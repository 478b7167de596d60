//! Let an amendment take effect.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{canonical, document};
use yichuang_domain::fault::Fault;
use yichuang_domain::states::amendments::AmendmentEvent as Event;
use yichuang_store::ids::CallVersionId;
use yichuang_store::record::{Call, CallVersion, Organisation};
use yichuang_store::{get_many, proposals as rows, update};

use super::{advance, judge, open_for, reply, with_content};

const SAME_PERSON: &str = "Whoever wrote the amendment may not approve it";

/// Approve an amendment
///
/// The director, who is another person than the one who wrote it. It is judged again today: between proposal and approval
/// days pass. It takes effect at once; the scheme stays what it was, and every organisation with a proposal or a draft in
/// the call is told once.
#[utoipa::path(post, path = "/amendments/{id}/approve", operation_id = "approveAmendment", tag = "amendments",
    params(("id" = Uuid, Path, description = "Amendment")),
    responses((status = 200, description = "The version in force", body = super::view::AmendmentView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (call, row) = run(&uow, CallVersionId(id), seen).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: CallVersionId, seen: IfMatch) -> Result<(Call, CallVersion), Problem> {
    let (call, version) = open_for(uow, id, seen, Event::Approve).await?;
    let blockers = blockers(uow, &call, &version).await?;
    if let Some(first) = blockers.first() {
        return Err(Problem::blocked(&first.code.clone(), first.detail.clone(), blockers));
    }
    let after = Call { revision: version.revision, updated_at: uow.micros(), ..with_content(&call, &version)? };
    let after = update(&uow.conn, after).await?;
    let version = CallVersion { approved_by: Some(uow.caller()?.user), in_force_at: Some(uow.micros()), ..version };
    let version = advance(uow, &after, version, Event::Approve, None).await?;
    tell(uow, &after, &version).await?;
    Ok((after, version))
}

/// What the approval waits for, as the caller sees it.
pub(super) async fn blockers(uow: &Uow, call: &Call, version: &CallVersion) -> Result<Vec<Fault>, Problem> {
    let mut faults = Vec::new();
    if uow.is_me(version.created_by).await? {
        faults.push(Fault::new("", "same_person", SAME_PERSON));
    }
    if let Err(problem) = super::amendable(call) {
        faults.push(Fault::new("", problem.code, problem.detail));
    }
    let proposed = judge(uow, call, with_content(call, version)?).await?;
    faults.extend(proposed.faults);
    // What was shown to the director is what takes effect.
    let shown: serde_json::Value = document(&version.changes)?;
    if canonical(&shown)? != canonical(&proposed.changes)? {
        faults.push(Fault::new("", "call_changed", "The call changed since the amendment was written"));
    }
    Ok(faults)
}

/// Everybody who writes or wrote under the version before, once.
async fn tell(uow: &Uow, call: &Call, version: &CallVersion) -> Result<(), Problem> {
    let applicants = rows::organisations_in(&uow.conn, call.id).await?;
    for organisation in get_many::<Organisation>(&uow.conn, &applicants).await? {
        let text = format!(
            "{} {}的征集公告已更正（第{}版）。\n更正原因：{}\n请登录后查看更正前后的内容，并核对贵单位的申报书。",
            call.number, call.title, version.revision, version.reason
        );
        uow.mail(&organisation.contact_email, &format!("更正公告：{}", call.title), &text).await?;
    }
    Ok(())
}

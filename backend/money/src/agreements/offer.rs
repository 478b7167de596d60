//! Offer an agreement to the parties.

use axum::response::Response;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_domain::states::agreements::{AgreementEvent, AgreementMachine};
use yichuang_domain::states::projects::{ProjectEvent, ProjectMachine};
use yichuang_store::ids::AgreementId;
use yichuang_store::record::{Agreement, Organisation, Project};
use yichuang_store::{reviews, update};

use super::{Opened, notice_ended, open, reply};
use crate::projects::place;

/// Offer an agreement
///
/// To both parties, who are told by e-mail. Impossible before the public notice has ended.
#[utoipa::path(post, path = "/agreements/{id}/offer", operation_id = "offerAgreement", tag = "agreements",
    params(("id" = Uuid, Path, description = "Agreement")),
    responses((status = 200, description = "The agreement", body = super::AgreementView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, AgreementId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: AgreementId, seen: IfMatch) -> Result<Agreement, Problem> {
    let Opened { agreement, project } = open(uow, id, seen).await?;
    let to = uow.fire::<AgreementMachine>(&agreement.state, AgreementEvent::Offer, &place(&project))?;
    let project_to = uow.fire::<ProjectMachine>(&project.state, ProjectEvent::OfferAgreement, &place(&project))?;
    notice_ended(uow, &project).await?;
    let (from, project_from) = (agreement.state.clone(), project.state.clone());
    let project = update(&uow.conn, Project { state: project_to.to_string(), updated_at: uow.micros(), ..project }).await?;
    let agreement = update(&uow.conn, Agreement { state: to.to_string(), updated_at: uow.micros(), ..agreement }).await?;
    uow.audit("agreement.offer", Subject::new("agreement", agreement.id).moved(&from, &agreement.state)).await?;
    uow.audit("project.offer_agreement", Subject::new("project", project.id).moved(&project_from, &project.state)).await?;
    tell(uow, &agreement, &project).await?;
    Ok(agreement)
}

async fn tell(uow: &Uow, agreement: &Agreement, project: &Project) -> Result<(), Problem> {
    let text = format!("协议 {}（{} {}）已提交签署，请登录核对并签署。", agreement.number, project.number, project.title);
    let organisation: Organisation = uow.find(project.organisation_id).await?;
    uow.mail(&organisation.contact_email, "资助协议待签署", &text).await?;
    for user in reviews::holders(&uow.conn, Role::ProgrammeDirector.as_str(), &project.area_path, project.call_id).await? {
        uow.mail(&user.email, "资助协议待签署", &text).await?;
    }
    Ok(())
}

//! Ask the owner to sign.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::roles::Role;
use yichuang_domain::schemes::SignOff;
use yichuang_domain::states::proposals::{ProposalEvent as Event, ProposalMachine};
use yichuang_store::ids::{ProposalId, UserId};
use yichuang_store::record::{Call, Organisation, Proposal, ProposalSignature, User};
use yichuang_store::{accounts, get_many, insert, screening, update};

use super::signing::{content_sha256, state};
use super::{open, place, refuse, reply, rules, untimely};
use crate::calls;

/// Ask for the signature of a proposal
///
/// A writer asks the owner of the organisation to sign the proposal as it is now. Everything but the signature must be
/// complete. A later change of the content voids the request, and the signature.
#[utoipa::path(post, path = "/proposals/{id}/ask-signature", operation_id = "askProposalSignature", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The proposal", body = super::view::ProposalView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let (call, row) = run(&uow, ProposalId(id), seen).await?;
        reply(&uow, &call, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: ProposalId, seen: IfMatch) -> Result<(Call, Proposal), Problem> {
    let (call, row) = open(uow, id, seen).await?;
    uow.fire::<ProposalMachine>(&row.state, Event::AskSignature, &place(&call, &row))?;
    refuse(untimely(&call, &row, uow.now)?)?;
    if calls::scheme(&call)?.limits.sign_off == SignOff::None {
        return Err(Problem::refused("signature_not_needed", "The scheme asks for no signature before the submission"));
    }
    let organisation: Organisation = uow.find(row.organisation_id).await?;
    let faults = rules::content_faults(uow, &call, &organisation, &row).await?;
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let latest = screening::latest_signature(&uow.conn, row.id).await?;
    let digest = content_sha256(uow, &row).await?;
    match state(latest.as_ref(), &digest) {
        "signed" => return Err(Problem::refused("proposal_signed", "The proposal is signed as it is")),
        "asked" => return Err(Problem::refused("signature_asked", "The owner is asked already")),
        _ => {}
    }
    let n = latest.as_ref().map_or(1, |found| found.n + 1);
    if let Some(open) = latest.filter(|found| found.state == "asked") {
        update(&uow.conn, ProposalSignature { state: "replaced".to_owned(), ..open }).await?;
    }
    ask(uow, &organisation, &row, n, digest).await?;
    Ok((call, row))
}

async fn ask(uow: &Uow, organisation: &Organisation, row: &Proposal, n: i32, digest: String) -> Result<(), Problem> {
    let who = uow.caller()?;
    let asked = ProposalSignature {
        id: uow.id(),
        proposal_id: row.id,
        n,
        content_sha256: digest.clone(),
        state: "asked".to_owned(),
        asked_by: who.user,
        asked_person: who.person,
        asked_at: uow.micros(),
        answered_by: None,
        answered_person: None,
        answered_at: None,
        signed_name: String::new(),
        remark: String::new(),
        version: 1,
    };
    insert(&uow.conn, asked).await?;
    uow.audit("proposal.ask_signature", Subject::new("proposal", row.id).after(json!({ "content_sha256": digest }))).await?;
    let grants = accounts::grants_on(&uow.conn, organisation.id.0).await?;
    let owners: Vec<UserId> =
        grants.iter().filter(|grant| grant.role == Role::ApplicantOwner.as_str()).map(|grant| grant.user_id).collect();
    for owner in get_many::<User>(&uow.conn, &owners).await?.iter().filter(|owner| owner.person_id != who.person) {
        let text = format!("{} {}：{}请您签署申报书。签署后方可提交。", row.number, row.title, who.name);
        uow.mail(&owner.email, &format!("请签署申报书：{}", row.number), &text).await?;
    }
    Ok(())
}

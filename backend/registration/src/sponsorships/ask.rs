//! Name a sponsor.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::{APPLICANTS, STAFF};
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::OrganisationKind;
use yichuang_domain::rules::duplicates::uscc_key;
use yichuang_domain::states::sponsorships::SponsorshipState;
use yichuang_store::ids::{OrganisationId, SponsorshipId};
use yichuang_store::record::{Organisation, Sponsorship};
use yichuang_store::{StoreError, duplicates, find, insert};

use super::{SponsorshipView, tell, view};
use crate::organisations::place;

/// Which organisation is to stand behind the group.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SponsorInput {
    /// Unified social credit code of a verified organisation.
    #[schema(min_length = 18, max_length = 40, example = "52310115MJ9000022D")]
    pub sponsor_uscc: String,
    /// For its owner.
    #[schema(max_length = 300, example = "我们是红梅街道的邻里互助队，希望通过贵中心申报项目")]
    pub message: Option<String>,
}

/// Name a sponsor
///
/// For a filed group, by its owner. The organisation must be verified; its owner agrees or refuses. A group has one
/// sponsor at a time.
#[utoipa::path(post, path = "/organisations/{id}/sponsorships", operation_id = "askSponsor", tag = "sponsorships",
    params(("id" = Uuid, Path, description = "The filed group")), request_body = SponsorInput,
    responses((status = 201, description = "Waits for the sponsor's answer", body = SponsorshipView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<SponsorInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let (row, parties) = run(&uow, OrganisationId(id), input).await?;
        let location = format!("/api/v1/organisations/{id}/sponsorships/{}", row.id);
        Ok(Reply::created(location, &view(&uow, &row, &parties)?)?.version(row.version))
    })
    .await
}

pub async fn run(uow: &Uow, id: OrganisationId, input: &SponsorInput) -> Result<(Sponsorship, [Organisation; 2]), Problem> {
    let group: Organisation = uow.lock(id).await?;
    uow.must_see(&[APPLICANTS, STAFF].concat(), &place(&group))?;
    if !uow.caller()?.holds(&[Role::ApplicantOwner], &place(&group)) {
        return Err(Problem::forbidden("Only an owner of the group may do this"));
    }
    if group.kind != OrganisationKind::FiledGroup.as_str() {
        return Err(Problem::refused("not_a_filed_group", "Only a filed group needs a sponsor"));
    }
    let sponsor = sponsor(uow, &group, &input.sponsor_uscc).await?;
    let row = Sponsorship {
        id: SponsorshipId(uow.id()),
        group_id: group.id,
        sponsor_id: sponsor.id,
        message: input.message.as_deref().unwrap_or_default().trim().to_owned(),
        reason: None,
        answered_by: None,
        answered_at: None,
        ended_at: None,
        state: SponsorshipState::Asked.as_str().to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => {
            return Err(Problem::refused("has_sponsor", "The group has named a sponsor already; withdraw or end that first"));
        }
        other => other?,
    }
    let after = json!({ "group": group.id, "sponsor": sponsor.id });
    uow.audit("sponsorship.ask", Subject::new("sponsorship", row.id).after(after)).await?;
    let said = if row.message.is_empty() { String::new() } else { format!("\n\n附言：{}", row.message) };
    let text = format!("备案组织“{}”希望由“{}”作为其挂靠单位。请登录益创平台答复。{said}", group.name, sponsor.name);
    tell(uow, sponsor.id, "挂靠申请待答复", &text).await?;
    Ok((row, [group, sponsor]))
}

async fn sponsor(uow: &Uow, group: &Organisation, uscc: &str) -> Result<Organisation, Problem> {
    let holder = duplicates::holder_of(&uow.conn, &uscc_key(uscc)).await?;
    let found = match holder {
        Some(id) => find::<Organisation>(&uow.conn, id).await?,
        None => None,
    };
    let may = |row: &Organisation| row.state == "verified" && row.kind != OrganisationKind::FiledGroup.as_str() && row.id != group.id;
    let fault = || {
        let fault = Fault::new("/sponsor_uscc", "no_such_sponsor", "There is no verified registered organisation with this code");
        Problem::faults(vec![fault.with_actual(uscc)])
    };
    found.filter(may).ok_or_else(fault)
}

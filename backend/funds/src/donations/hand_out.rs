//! Hand out donated goods.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, IfMatch, Json, Path};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{Date, Money};
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::donations::{DonationKind, left_after};
use yichuang_domain::states::donations::{DonationEvent, DonationMachine};
use yichuang_store::ids::{DonationId, ProjectId};
use yichuang_store::record::{Donation, DonationHandout, Project};
use yichuang_store::{find, insert, update};

use super::view::reply;
use super::{KIND, open};

/// Some of the goods, and who received them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoutInput {
    #[schema(min_length = 2, max_length = 100, pattern = r"\S", example = "红梅社区独居老人 20 户")]
    pub recipient: String,
    /// The project that hands them on, if one does.
    pub project_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "大米 20 袋")]
    pub goods: String,
    /// Their part of the value of the donation.
    pub value: Money,
    pub handed_out_on: Date,
}

/// Hand out donated goods
///
/// Never more than the value that is left. Everybody sees it on the page of the fund, so persons are named as a group.
#[utoipa::path(post, path = "/donations/{id}/handouts", operation_id = "handOutDonation", tag = "donations",
    params(("id" = Uuid, Path, description = "Donation")), request_body = HandoutInput,
    responses((status = 200, description = "The donation", body = super::view::DonationView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch, Json(input): Json<HandoutInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, DonationId(id), seen, input).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: DonationId, seen: IfMatch, input: &HandoutInput) -> Result<Donation, Problem> {
    let before = open(uow, id, seen).await?;
    let place = Place::area(&before.area_path);
    let to = uow.fire::<DonationMachine>(&before.state, DonationEvent::HandOut, &place)?;
    if before.kind != DonationKind::InKind.as_str() {
        return Err(Problem::refused("not_goods", "Money is paid to projects; only goods are handed out"));
    }
    let wrong = faults(uow, &before, input).await?;
    if !wrong.is_empty() {
        return Err(Problem::faults(wrong));
    }
    let row = DonationHandout {
        id: uow.id(),
        donation_id: before.id,
        recipient: input.recipient.trim().to_owned(),
        project_id: input.project_id.map(ProjectId),
        goods: input.goods.trim().to_owned(),
        value_fen: input.value.0.get(),
        handed_out_on: input.handed_out_on.0.to_string(),
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
    };
    let handed_out_fen = before.handed_out_fen + row.value_fen;
    let after = update(&uow.conn, Donation { state: to.to_string(), handed_out_fen, updated_at: uow.micros(), ..before }).await?;
    let said = json!({ "goods": row.goods, "value": input.value, "recipient": row.recipient });
    insert(&uow.conn, row).await?;
    uow.audit("donation.hand_out", Subject::new(KIND, after.id).after(said)).await?;
    Ok(after)
}

async fn faults(uow: &Uow, donation: &Donation, input: &HandoutInput) -> Result<Vec<Fault>, Problem> {
    let mut faults = Vec::new();
    let (value, handed_out) = (Money::fen(donation.amount_fen)?.0, Money::fen(donation.handed_out_fen)?.0);
    if left_after(value, handed_out, input.value.0).is_none() {
        let left = value.checked_sub(handed_out).map_err(Problem::internal)?;
        let fault = Fault::new("/value", "above_rest", "It is above zero and not above what is left of the donation");
        faults.push(fault.with_limit(left.to_string()).with_actual(input.value.0.to_string()));
    }
    let day = input.handed_out_on.0;
    if day > uow.today() || day.to_string() < donation.received_on {
        faults.push(Fault::new("/handed_out_on", "outside", "Goods are handed out between the day they came and today"));
    }
    if let Some(id) = input.project_id {
        let project: Option<Project> = find(&uow.conn, ProjectId(id)).await?;
        let project = project.filter(|project| project.area_path.starts_with(&donation.area_path));
        if project.is_none() {
            faults.push(Fault::new("/project_id", "unknown", "There is no such project in this area"));
        }
    }
    Ok(faults)
}

//! Propose other amount tiers.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{CountBy, ExtraHand, Money, canonical};
use yichuang_domain::rules::tiers::{Tier, Tiers};
use yichuang_store::tiers::{self as rows, TiersVersion};

use super::{PaymentTiersView, view};

/// From a sum on, further hands.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TierInput {
    /// The smallest sum of this tier, above zero and above the tier before.
    pub from: Money,
    /// What it needs beside the three hands; at least what the tier before needs.
    #[schema(min_items = 1, max_items = 2)]
    pub hands: Vec<ExtraHand>,
}

/// Amount tiers, and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentTiersInput {
    /// How many days back other payments are added.
    #[schema(minimum = 1, maximum = 366, example = 90)]
    pub window_days: u16,
    /// With what a payment is added up.
    pub count_by: CountBy,
    /// Lowest first.
    #[schema(min_items = 1, max_items = 10)]
    pub tiers: Vec<TierInput>,
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "按区财政局2026年内控通知调整")]
    pub reason: String,
}

/// Propose amount tiers
///
/// By the system administrator. They come into force when the security administrator confirms them; a later proposal
/// takes the place of one that was not confirmed.
#[utoipa::path(post, path = "/payment-tiers", operation_id = "proposePaymentTiers", tag = "payments",
    request_body = PaymentTiersInput,
    responses((status = 201, description = "The tiers, with what is proposed", body = PaymentTiersView)))]
pub async fn handler(cx: Cx, Json(input): Json<PaymentTiersInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        run(&uow, input).await?;
        Reply::created("/api/v1/payment-tiers".to_owned(), &view(&uow).await?)
    })
    .await
}

pub async fn run(uow: &Uow, input: &PaymentTiersInput) -> Result<i32, Problem> {
    let tiers = input.tiers.iter().map(|tier| Tier { from: tier.from.0, hands: tier.hands.iter().map(|hand| hand.0).collect() });
    let tiers = Tiers { window_days: input.window_days, count_by: input.count_by.0, tiers: tiers.collect() };
    let faults = tiers.faults();
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    let who = uow.caller()?;
    let version = rows::all(&uow.conn).await?.first().map_or(0, |row| row.version) + 1;
    let row = TiersVersion {
        version,
        document: canonical(&tiers)?,
        reason: input.reason.trim().to_owned(),
        proposed_by: who.user,
        proposed_by_person: who.person,
        proposed_at: uow.micros(),
        confirmed_by: None,
        confirmed_at: None,
    };
    rows::propose(&uow.conn, &row).await?;
    let after = json!({ "version": version, "tiers": tiers });
    uow.audit("payment_tiers.propose", Subject::new("payment_tiers", Uuid::nil()).after(after).because(&row.reason)).await?;
    Ok(version)
}

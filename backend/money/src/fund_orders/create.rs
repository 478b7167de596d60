//! Make a fund order: the first hand.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::caller::Place;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{FundOrderKind, Money};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::roles::Role;
use yichuang_domain::rules::fund_orders::{FundOrderKind as Kind, Subject as About};
use yichuang_domain::states::fund_orders::FundOrderEvent;
use yichuang_store::find;
use yichuang_store::ids::{AllotmentId, FundOrderId, ProjectId};
use yichuang_store::insert;
use yichuang_store::record::{Allotment, Fund, FundOrder, Project};

use super::view::view;
use super::{Hand, KIND, add_approval, digest, dossier, faults, hands_are_free, reduction, tell};
use crate::payment_tiers;

/// An order and what it is about: two allotments, a project, or a clawback, as its kind asks for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FundOrderInput {
    pub kind: FundOrderKind,
    pub amount: Money,
    /// Of an adjustment: the allotment that gives.
    pub allotment_id: Option<Uuid>,
    /// Of an adjustment: the allotment that receives, of the same source.
    pub to_allotment_id: Option<Uuid>,
    /// Of a clawback, a return of unspent money, a reuse, a surrender or a reduction.
    pub project_id: Option<Uuid>,
    /// Of a receipt or a write-off: the executed clawback.
    pub clawback_id: Option<Uuid>,
    #[schema(min_length = 2, max_length = 1000, pattern = r"\S", example = "中期评估不合格，按协议第七条收回未使用资金")]
    pub reason: String,
    /// The document, minutes or voucher it rests on.
    #[schema(min_length = 2, max_length = 200, pattern = r"\S", example = "天民〔2026〕31号；会议纪要 2026-18")]
    pub evidence: String,
}

/// Make a fund order
///
/// The first of three hands. Nothing moves before another person has checked it and a third one has approved it. What can
/// be moved is limited by the ledger, now and again at every hand.
#[utoipa::path(post, path = "/fund-orders", operation_id = "createFundOrder", tag = "funds", request_body = FundOrderInput,
    responses((status = 201, description = "The order", body = super::view::FundOrderView)))]
pub async fn handler(cx: Cx, Json(input): Json<FundOrderInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, input).await?;
        Ok(Reply::created(format!("/api/v1/fund-orders/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

/// What an order is about, found.
struct Found {
    allotment: Allotment,
    to_allotment: Option<Allotment>,
    project: Option<Project>,
    clawback: Option<FundOrder>,
}

pub async fn run(uow: &Uow, input: &FundOrderInput) -> Result<FundOrder, Problem> {
    let asked = asked(input);
    if !asked.is_empty() {
        return Err(Problem::faults(asked));
    }
    let found = subject(uow, input).await?;
    let place = Place::area(&found.allotment.area_path);
    if !uow.caller()?.holds(&[Role::FinanceMaker], &place) {
        return Err(Problem::forbidden("Only the maker of the area's finance may do this"));
    }
    hands_are_free(uow, "maker", found.project.as_ref(), &[]).await?;
    let tiers_version = match input.kind.0 {
        Kind::WriteOff => Some(payment_tiers::in_force(uow).await?.0),
        _ => None,
    };
    let plan = match (input.kind.0, &found.project) {
        (Kind::Reduction, Some(project)) => reduction::plan(uow, project, input.amount.0).await?,
        _ => None,
    };
    let plan = plan.as_ref().map(reduction::text).transpose()?;
    let order = order(uow, input, &found, (tiers_version, plan))?;
    let project = found.project.clone();
    let dossier = dossier(uow, order, project).await?;
    let mut wrong = faults(uow, &dossier).await?;
    wrong.extend(source_faults(uow, &found).await?);
    if !wrong.is_empty() {
        return Err(Problem::faults(wrong));
    }
    let order = FundOrder { number: uow.number("SX", uow.today().year()).await?, ..dossier.order };
    insert(&uow.conn, order.clone()).await?;
    add_approval(uow, &order, &Hand::new("maker", FundOrderEvent::Check)).await?;
    let after = json!({ "number": order.number, "kind": order.kind, "amount": input.amount, "reason": order.reason });
    uow.audit("fund_order.create", Subject::new(KIND, order.id).after(after)).await?;
    tell(uow, Role::FinanceChecker, &order, "资金事项待复核", &format!("{} 待复核。", order.number)).await?;
    Ok(order)
}

/// What the input lacks or has too much of for its kind.
fn asked(input: &FundOrderInput) -> Vec<Fault> {
    let about = input.kind.0.subject();
    let given = [
        ("/allotment_id", input.allotment_id.is_some(), about == About::Allotments),
        ("/to_allotment_id", input.to_allotment_id.is_some(), about == About::Allotments),
        ("/project_id", input.project_id.is_some(), about == About::Project),
        ("/clawback_id", input.clawback_id.is_some(), about == About::Clawback),
    ];
    let mut faults: Vec<Fault> = given
        .into_iter()
        .filter_map(|(pointer, given, wanted)| match (given, wanted) {
            (false, true) => Some(Fault::new(pointer, "missing", "An order of this kind names it")),
            (true, false) => Some(Fault::new(pointer, "unexpected", "An order of this kind does not name it")),
            _ => None,
        })
        .collect();
    if input.amount.0 <= Fen::ZERO {
        faults.push(Fault::new("/amount", "too_small", "The amount must be above zero"));
    }
    if input.allotment_id.is_some() && input.allotment_id == input.to_allotment_id {
        faults.push(Fault::new("/to_allotment_id", "same_allotment", "An adjustment is between two allotments"));
    }
    faults
}

/// Finds what the order is about; a thing that is not there or not the caller's is a fault of the input.
async fn subject(uow: &Uow, input: &FundOrderInput) -> Result<Found, Problem> {
    let unknown = |pointer: &'static str| Problem::fault(pointer, "unknown", "There is no such thing in your area");
    let allotment = async |id: Option<Uuid>, pointer: &'static str| {
        let row: Option<Allotment> = find(&uow.conn, AllotmentId(id.unwrap_or_default())).await?;
        row.filter(|row| row.state == "approved" && uow.must_see(FINANCE, &Place::area(&row.area_path)).is_ok())
            .ok_or_else(|| unknown(pointer))
    };
    if input.kind.0.subject() == About::Allotments {
        let from = allotment(input.allotment_id, "/allotment_id").await?;
        let to = allotment(input.to_allotment_id, "/to_allotment_id").await?;
        return Ok(Found { allotment: from, to_allotment: Some(to), project: None, clawback: None });
    }
    let clawback: Option<FundOrder> = match input.clawback_id {
        None => None,
        Some(id) => {
            let row: Option<FundOrder> = find(&uow.conn, FundOrderId(id)).await?;
            let row = row.filter(|row| row.kind == "clawback" && row.state == "executed");
            Some(row.ok_or_else(|| unknown("/clawback_id"))?)
        }
    };
    let pointer = if clawback.is_some() { "/clawback_id" } else { "/project_id" };
    let id = clawback.as_ref().map_or(input.project_id.map(ProjectId), |row| row.project_id);
    let found: Option<Project> = find(&uow.conn, id.ok_or_else(|| unknown(pointer))?).await?;
    let project = found.ok_or_else(|| unknown(pointer))?;
    let allotment = allotment(Some(project.allotment_id.0), pointer).await?;
    Ok(Found { allotment, to_allotment: None, project: Some(project), clawback })
}

/// Money of different sources is never mixed.
async fn source_faults(uow: &Uow, found: &Found) -> Result<Vec<Fault>, Problem> {
    let Some(to) = &found.to_allotment else { return Ok(Vec::new()) };
    let from: Fund = uow.find(found.allotment.fund_id).await?;
    let to: Fund = uow.find(to.fund_id).await?;
    if from.source == to.source {
        return Ok(Vec::new());
    }
    let detail = "Money is never moved from one source to another";
    Ok(vec![Fault::new("/to_allotment_id", "cross_source", detail).with_limit(from.source).with_actual(to.source)])
}

fn order(
    uow: &Uow,
    input: &FundOrderInput,
    found: &Found,
    (tiers_version, plan): (Option<i32>, Option<String>),
) -> Result<FundOrder, Problem> {
    let order = FundOrder {
        id: FundOrderId(uow.id()),
        number: String::new(),
        kind: input.kind.0.to_string(),
        allotment_id: found.allotment.id,
        to_allotment_id: found.to_allotment.as_ref().map(|row| row.id),
        project_id: found.project.as_ref().map(|row| row.id),
        clawback_id: found.clawback.as_ref().map(|row| row.id),
        amount_fen: input.amount.0.get(),
        reason: input.reason.trim().to_owned(),
        evidence: input.evidence.trim().to_owned(),
        digest: String::new(),
        tiers_version,
        plan,
        area_path: found.allotment.area_path.clone(),
        refusal: None,
        executed_at: None,
        state: "proposed".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    };
    Ok(FundOrder { digest: digest(&order), ..order })
}

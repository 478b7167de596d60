//! Make out a payment: the first hand.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::Money;
use yichuang_domain::roles::Role;
use yichuang_domain::states::payments::PaymentEvent;
use yichuang_store::ids::{PaymentId, TrancheId};
use yichuang_store::record::{Organisation, PayeeAccount, Payment, Project, Tranche};
use yichuang_store::{StoreError, insert, numbers, organisations};

use super::view::view;
use super::{Hand, add_approval, digest, hand_faults, payable, payee_people, tell, tranche_number, tranche_place};
use crate::projects::readers;
use crate::{invoices, payment_tiers};

/// Prepare a payment
///
/// Makes out the payment of a requested tranche to the organisation's account as it is on file now. The first of
/// three hands; each of them approves exactly this account, amount and tranche.
#[utoipa::path(post, path = "/tranches/{id}/payment", operation_id = "preparePayment", tag = "payments",
    params(("id" = Uuid, Path, description = "Tranche")),
    responses((status = 201, description = "The payment", body = super::view::PaymentView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, TrancheId(id), None).await?;
        Ok(Reply::created(format!("/api/v1/payments/{}", row.id), &view(&uow, &row).await?)?.version(row.version))
    })
    .await
}

/// `memo`: the text on the bank statement; none = made from the tranche.
pub async fn run(uow: &Uow, id: TrancheId, memo: Option<&str>) -> Result<Payment, Problem> {
    let found: Tranche = uow.find(id).await?;
    let organisation: Organisation = uow.lock(found.organisation_id).await?;
    let project: Project = uow.lock(found.project_id).await?;
    let tranche: Tranche = uow.lock(id).await?;
    let place = tranche_place(&tranche);
    uow.must_see(&readers(), &place)?;
    if !uow.caller()?.holds(&[Role::FinanceMaker], &place) {
        return Err(Problem::forbidden("Only the maker of the area's finance may do this"));
    }
    if tranche.state != "requested" {
        return Err(Problem::refused("illegal_event", "Only a requested tranche can be paid").with("state", tranche.state));
    }
    let people = payee_people(uow, organisation.id).await?;
    let hands = hand_faults(uow, "maker", Some(&organisation), &people, &[])?;
    if !hands.is_empty() {
        return Err(Problem::blocked("hands_not_separate", "Nobody of the payee may act on its payment", hands));
    }
    let account = organisations::active_account(&uow.conn, organisation.id).await?;
    let mut faults = payable(&project, &organisation, account.as_ref())?;
    faults.extend(invoices::faults(uow, &tranche).await?);
    let Some(account) = account.filter(|_| faults.is_empty()) else {
        return Err(Problem::blocked("not_payable", "The payment cannot be made out now", faults));
    };
    let memo = memo.map_or_else(|| default_memo(&project, tranche.seq), str::to_owned);
    let row = made_out(uow, &tranche, &account, memo).await?;
    match insert(&uow.conn, row.clone()).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("payment_exists", "A payment of this tranche is under way already")),
        other => other?,
    }
    add_approval(uow, &row, &Hand::new("maker", PaymentEvent::Check)).await?;
    let amount = Money::fen(row.amount_fen)?;
    let after = json!({ "number": row.number, "amount": amount, "digest": row.digest, "payee_account_id": row.payee_account_id });
    uow.audit("payment.prepare", Subject::new("payment", row.id).after(after)).await?;
    let text = format!("{}：{} {} 元，待复核。", row.number, organisation.name, amount.0);
    tell(uow, Role::FinanceChecker, &tranche, "支付待复核", &text).await?;
    Ok(row)
}

async fn made_out(uow: &Uow, tranche: &Tranche, account: &PayeeAccount, memo: String) -> Result<Payment, Problem> {
    let year = uow.today().year();
    let (tiers, _) = payment_tiers::in_force(uow).await?;
    let n = numbers::next(&uow.conn, &format!("PAY-{year}")).await?;
    Ok(Payment {
        id: PaymentId(uow.id()),
        number: format!("PAY-{year}-{n:06}"),
        tranche_id: tranche.id,
        project_id: tranche.project_id,
        payee_account_id: account.id,
        amount_fen: tranche.amount_fen,
        memo,
        digest: digest(account, tranche.amount_fen, tranche.id, tranche.project_id, Some(tiers)),
        round: 1,
        tiers_version: Some(tiers),
        batch_id: None,
        area_path: tranche.area_path.clone(),
        reason: None,
        paid_on: None,
        state: "draft".to_owned(),
        version: 1,
        created_by: uow.caller()?.user,
        created_at: uow.micros(),
        updated_at: uow.micros(),
    })
}

fn default_memo(project: &Project, seq: i32) -> String {
    let which = if seq == 1 { "首期款".to_owned() } else { format!("第{seq}期款") };
    format!("公益创投{which} {}", tranche_number(project, seq))
}

//! Registrations that look like one organisation: the keys by which they are found, the list for officers, and
//! what they decide.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::app::App;
use yichuang_base::http::{Cx, IfMatch, Json, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_base::wire::{DuplicateKey, Instant, OrganisationState, Suspicion, canonical};
use yichuang_domain::rules::duplicates::{self as rules, DuplicateKey as Key};
use yichuang_domain::states::organisations::OrganisationEvent;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::{DuplicateDecision, Organisation};
use yichuang_store::{StoreError, duplicates as rows, get_many, insert, organisations};

use super::{FieldReason, keys, not_own, open, place, step};

/// Keeps the keys of registrations that are older than the keys. Says how many there were.
pub async fn backfill(app: &App) -> Result<usize, Problem> {
    let mut all = 0;
    loop {
        let conn = Arc::new(app.store.begin().await?);
        let uow = Uow::new(conn.clone(), app.clone(), None, app.clock.now(), "backfill".to_owned());
        let some = rows::without_keys(&uow.conn, 200).await?;
        for row in &some {
            keys::keep(&uow, row).await?;
            if let Some(account) = organisations::active_account(&uow.conn, row.id).await? {
                let number = app.seal_key.open(&account.account_sealed)?;
                keys::keep_account(&uow, row.id, &String::from_utf8_lossy(&number)).await?;
            }
        }
        drop(uow);
        let conn = Arc::into_inner(conn).ok_or_else(|| Problem::internal("a transaction is still in use at its end"))?;
        conn.commit().await?;
        all += some.len();
        if some.is_empty() {
            return Ok(all);
        }
    }
}

/// Another registration that may be the same organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DuplicateView {
    pub organisation_id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
    #[schema(example = "52310115MJ9000022D")]
    pub uscc: String,
    #[schema(example = "320402000000")]
    pub area_code: String,
    pub state: OrganisationState,
    pub created_at: Instant,
    /// Left out where the caller has no office at its place.
    pub legal_representative: Option<String>,
    /// Left out where the caller has no office at its place.
    pub contact_phone: Option<String>,
    /// The caller may open it.
    pub reachable: bool,
    /// What the two have in common.
    pub reasons: Vec<DuplicateKey>,
    pub suspicion: Suspicion,
    /// From 1 to 100.
    pub score: u32,
}

/// What an officer decided about two registrations.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DuplicateDecisionView {
    pub organisation_id: Uuid,
    #[schema(example = "示例社会工作服务中心")]
    pub name: String,
    /// `same` or `different`.
    #[schema(example = "different")]
    pub verdict: String,
    /// The registration that stays, when they are the same.
    pub kept_id: Option<Uuid>,
    pub reason: String,
    pub decided_at: Instant,
}

/// Suspected duplicates of one registration, the strongest first, and what was decided already.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DuplicateList {
    pub items: Vec<DuplicateView>,
    pub decided: Vec<DuplicateDecisionView>,
}

/// List suspected duplicates
///
/// Registrations anywhere, in any state, that share credit code, name, phone, legal representative or bank account
/// with this one, with the reasons. Pairs that were decided are not suspected again.
#[utoipa::path(get, path = "/organisations/{id}/duplicates", operation_id = "listDuplicates", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation")),
    responses((status = 200, description = "The strongest suspicion first", body = DuplicateList)))]
pub async fn list(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Organisation = uow.find(OrganisationId(id)).await?;
    uow.must_see(PROGRAMME, &place(&row))?;
    let decisions = rows::decisions(&uow.conn, row.id).await?;
    let mut common: BTreeMap<OrganisationId, Vec<Key>> = BTreeMap::new();
    for one in rows::in_common(&uow.conn, row.id).await? {
        common.entry(one.organisation).or_default().push(state_of(&one.kind)?);
    }
    let ids: Vec<OrganisationId> = common.keys().copied().chain(decisions.iter().map(|one| other_of(one, row.id))).collect();
    let others = get_many::<Organisation>(&uow.conn, &ids).await?;
    let find = |id: OrganisationId| others.iter().find(|other| other.id == id);
    let mut items = Vec::new();
    for (other, keys) in common.iter().filter_map(|(id, keys)| Some((find(*id)?, keys))) {
        items.push(suspected(&uow, &row, other, keys)?);
    }
    items.sort_by_key(|item| (std::cmp::Reverse(item.score), item.organisation_id));
    let decided = decisions.iter().filter_map(|one| Some(decided(one, find(other_of(one, row.id))?)));
    Reply::ok(&DuplicateList { items, decided: decided.collect::<Result<_, _>>()? })
}

fn suspected(uow: &Uow, row: &Organisation, other: &Organisation, keys: &[Key]) -> Result<DuplicateView, Problem> {
    let near = rules::district(&row.area_code) == rules::district(&other.area_code);
    let reachable = uow.caller()?.holds(PROGRAMME, &place(other));
    let mut reasons = keys.to_vec();
    reasons.sort_unstable();
    Ok(DuplicateView {
        organisation_id: other.id.0,
        name: other.name.clone(),
        uscc: other.uscc.clone(),
        area_code: other.area_code.clone(),
        state: OrganisationState::read(&other.state)?,
        created_at: Instant::micros(other.created_at)?,
        legal_representative: reachable.then(|| other.legal_representative.clone()),
        contact_phone: reachable.then(|| other.contact_phone.clone()),
        reachable,
        suspicion: Suspicion(rules::suspicion(&reasons, near)),
        score: rules::score(&reasons, near),
        reasons: reasons.into_iter().map(DuplicateKey).collect(),
    })
}

fn other_of(decision: &DuplicateDecision, id: OrganisationId) -> OrganisationId {
    if decision.first_id == id { decision.second_id } else { decision.first_id }
}

fn decided(decision: &DuplicateDecision, other: &Organisation) -> Result<DuplicateDecisionView, Problem> {
    Ok(DuplicateDecisionView {
        organisation_id: other.id.0,
        name: other.name.clone(),
        verdict: decision.verdict.clone(),
        kept_id: decision.kept_id.map(Into::into),
        reason: decision.reason.clone(),
        decided_at: Instant::micros(decision.decided_at)?,
    })
}

/// Whether the two are one organisation, and why.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DuplicateDecisionInput {
    /// `same`: this registration is rejected, the other one stays. `different`: both stay.
    #[schema(pattern = "^(same|different)$", example = "different")]
    pub verdict: String,
    /// Why. With `same` the applicant reads it.
    #[schema(min_length = 2, max_length = 500, pattern = r"\S", example = "同名不同机构，登记机关不同")]
    pub reason: String,
}

/// Decide about a suspected duplicate
///
/// `same` rejects this registration, which must not be verified yet, and keeps a pointer to the other one; the
/// applicant learns how to join it, not who has it. `different` is remembered, and the pair is not suspected again.
#[utoipa::path(post, path = "/organisations/{id}/duplicates/{other_id}/decide", operation_id = "decideDuplicate", tag = "organisations",
    params(("id" = Uuid, Path, description = "Organisation"), ("other_id" = Uuid, Path, description = "The other registration")),
    request_body = DuplicateDecisionInput,
    responses((status = 200, description = "The organisation", body = super::OrganisationView)), extensions(("x-if-match" = json!(true))))]
pub async fn decide(cx: Cx, Path((id, other)): Path<(Uuid, Uuid)>, seen: IfMatch, Json(input): Json<DuplicateDecisionInput>) -> Response {
    let input = &input;
    cx.write(|uow| async move {
        let row = run(&uow, OrganisationId(id), OrganisationId(other), seen, input).await?;
        super::reply(&uow, &row).await
    })
    .await
}

pub async fn run(
    uow: &Uow,
    id: OrganisationId,
    other: OrganisationId,
    seen: IfMatch,
    input: &DuplicateDecisionInput,
) -> Result<Organisation, Problem> {
    let row = open(uow, id, seen).await?;
    not_own(uow, &row).await?;
    let other = counterpart(uow, &row, other).await?;
    let same = input.verdict == "same";
    if same && matches!(other.state.as_str(), "rejected" | "deregistered") {
        return Err(Problem::refused("other_ended", "The other registration has ended, so it cannot be the one that stays"));
    }
    let decision = DuplicateDecision {
        id: uow.id(),
        first_id: row.id.min(other.id),
        second_id: row.id.max(other.id),
        verdict: input.verdict.clone(),
        kept_id: same.then_some(other.id),
        reason: input.reason.trim().to_owned(),
        decided_by: uow.caller()?.user,
        decided_at: uow.micros(),
    };
    match insert(&uow.conn, decision).await {
        Err(StoreError::Duplicate(_)) => return Err(Problem::refused("already_decided", "Somebody has decided about these two already")),
        other => other?,
    }
    let after = json!({ "other": other.id, "verdict": input.verdict });
    uow.audit("organisation.decide_duplicate", Subject::new("organisation", id).after(after).because(input.reason.trim())).await?;
    if same { reject(uow, row, input.reason.trim()).await } else { Ok(row) }
}

/// The other one: something must be suspected, or the officer must have it before them anyway.
async fn counterpart(uow: &Uow, row: &Organisation, id: OrganisationId) -> Result<Organisation, Problem> {
    let other: Organisation = uow.find(id).await?;
    if other.id == row.id {
        return Err(Problem::refused("same_record", "A registration is no duplicate of itself"));
    }
    let suspected = rows::in_common(&uow.conn, row.id).await?.iter().any(|one| one.organisation == id);
    let decided = rows::decisions(&uow.conn, row.id).await?.iter().any(|one| other_of(one, row.id) == id);
    if !suspected && !decided {
        uow.must_see(PROGRAMME, &place(&other))?;
    }
    Ok(other)
}

async fn reject(uow: &Uow, row: Organisation, reason: &str) -> Result<Organisation, Problem> {
    let said = format!("该组织已在平台登记：{reason}。如需使用，请用统一社会信用代码向该组织的负责人申请加入");
    let reasons = [FieldReason { field: "uscc".to_owned(), reason: said.clone() }];
    let row = Organisation { return_reasons: canonical(&reasons)?, ..row };
    step(uow, row, OrganisationEvent::MarkDuplicate, Some(&said)).await
}

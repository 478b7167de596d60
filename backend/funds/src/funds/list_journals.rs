//! The journals, newest first.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::state_of;
use yichuang_base::wire::{Date, Instant, PageQuery, SignedMoney, next_cursor};
use yichuang_domain::ledger::{Account, EventCode};
use yichuang_store::ids::AllotmentId;
use yichuang_store::ledger::{self as rows, StoredJournal};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JournalsQuery {
    /// Only journals that touch this allotment.
    allotment_id: Option<Uuid>,
    /// At most this many items.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u64>,
    /// The `next` of the page before.
    #[param(max_length = 64)]
    cursor: Option<String>,
}

/// One leg of a journal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PostingView {
    #[schema(example = "B20")]
    pub account: String,
    #[schema(example = "可用额度")]
    pub account_name: String,
    pub allotment_id: Uuid,
    /// What the account is kept by: award, agreement, tranche, payment, or `-`.
    #[schema(example = "-")]
    pub detail: String,
    /// Debit positive, credit negative.
    pub amount: SignedMoney,
}

/// What was posted at once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JournalView {
    pub id: Uuid,
    #[schema(example = "E06")]
    pub event: String,
    #[schema(example = "付款申请批准")]
    pub event_name: String,
    pub biz_date: Date,
    #[schema(example = "PAY-2026-000001")]
    pub memo: String,
    #[schema(example = "payment")]
    pub subject_kind: String,
    pub subject_id: Uuid,
    /// The journal that this one takes back.
    pub reverses_id: Option<Uuid>,
    pub created_by: Uuid,
    pub created_at: Instant,
    /// The seal: SHA-256 of the canonical journal.
    pub sha256: String,
    pub postings: Vec<PostingView>,
}

/// One page of journals.
#[derive(Serialize, ToSchema)]
pub struct JournalList {
    pub items: Vec<JournalView>,
    pub next: Option<String>,
}

/// List journals
///
/// Newest first, those that touch an allotment of the caller's area. Journals are never changed or removed.
#[utoipa::path(get, path = "/ledger/journals", operation_id = "listJournals", tag = "funds", params(JournalsQuery),
    responses((status = 200, description = "One page", body = JournalList)))]
pub async fn handler(cx: Cx, Query(query): Query<JournalsQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let at = PageQuery::page(query.limit, query.cursor.as_deref())?;
    let page = rows::list(&uow.conn, &uow.caller()?.reach(FINANCE), query.allotment_id.map(AllotmentId), at).await?;
    let items = page.items.iter().map(view).collect::<Result<_, _>>()?;
    Reply::ok(&JournalList { items, next: next_cursor(&page) })
}

pub(super) fn view(stored: &StoredJournal) -> Result<JournalView, Problem> {
    let row = &stored.journal;
    let postings = stored.postings.iter().map(|posting| {
        let account: Account = state_of(&posting.account)?;
        Ok(PostingView {
            account: posting.account.clone(),
            account_name: account.zh().to_owned(),
            allotment_id: posting.allotment_id.0,
            detail: posting.detail.clone(),
            amount: SignedMoney::fen(posting.amount_fen)?,
        })
    });
    Ok(JournalView {
        id: row.id.0,
        event: row.event.clone(),
        event_name: state_of::<EventCode>(&row.event)?.zh().to_owned(),
        biz_date: Date::read(&row.biz_date)?,
        memo: row.memo.clone(),
        subject_kind: row.subject_kind.clone(),
        subject_id: row.subject_id,
        reverses_id: row.reverses_id.map(|id| id.0),
        created_by: row.created_by.0,
        created_at: Instant::micros(row.created_at)?,
        sha256: stored.seal.as_ref().map(|seal| seal.sha256.clone()).unwrap_or_default(),
        postings: postings.collect::<Result<_, Problem>>()?,
    })
}

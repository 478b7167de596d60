//! A journal as a voucher (记账凭证) to be printed.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::state_of;
use yichuang_base::wire::{Money, VoucherBooks, VoucherCase, VoucherSystem};
use yichuang_domain::ledger::{EventCode, Layer, VoucherDraft, voucher_drafts};
use yichuang_store::ids::JournalId;
use yichuang_store::ledger::{self as rows, StoredJournal};

use super::list_journals::{JournalView, view};
use super::trial_balance::visible;

/// One entry of a draft.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoucherEntryView {
    pub books: VoucherBooks,
    #[schema(example = "其他应付款")]
    pub debit: String,
    #[schema(example = "银行存款")]
    pub credit: String,
    pub amount: Money,
}

/// What the payer's accountant may book; a draft, which nothing here posts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoucherDraftView {
    pub system: VoucherSystem,
    pub case: VoucherCase,
    pub entries: Vec<VoucherEntryView>,
}

/// A voucher.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoucherView {
    pub journal: JournalView,
    /// What the journal moves: the sum of the debits of its financial layer, or of its budget layer if it has no other.
    pub amount: Money,
    /// The amount in capital Chinese numerals.
    #[schema(example = "壹拾万元整")]
    pub amount_upper: String,
    /// Drafts for an accountant; none where the mapping names nothing for the event.
    pub drafts: Vec<VoucherDraftView>,
    pub demonstration: bool,
}

/// Show a journal as a voucher
///
/// With its postings, the amount in capital numerals, and drafts of what the payer may book by either accounting system. The
/// drafts are proposals for an accountant; the platform keeps the control ledger and posts none of them.
#[utoipa::path(get, path = "/ledger/journals/{id}/voucher", operation_id = "getVoucher", tag = "funds",
    params(("id" = Uuid, Path, description = "Journal")),
    responses((status = 200, description = "The voucher", body = VoucherView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let (stored, reversed) = rows::with_reversed(&uow.conn, JournalId(id)).await?.ok_or_else(Problem::not_found)?;
    let seen = visible(&uow).await?;
    let touched = |id| stored.postings.iter().any(|posting| posting.allotment_id == id);
    let funds: Vec<_> = seen.iter().filter(|allotment| touched(allotment.id)).map(|allotment| allotment.fund_id).collect();
    if funds.is_empty() {
        return Err(Problem::not_found());
    }
    let funds = yichuang_store::get_many::<yichuang_store::record::Fund>(&uow.conn, &funds).await?;
    let amount = Money::fen(moved(&stored))?;
    let event: EventCode = state_of(reversed.as_deref().unwrap_or(&stored.journal.event))?;
    let financial = stored.postings.iter().any(|posting| posting.layer == "F");
    let drafts = if financial { voucher_drafts(event, reversed.is_some()) } else { Vec::new() };
    Reply::ok(&VoucherView {
        journal: view(&stored)?,
        amount_upper: amount.0.upper(),
        drafts: drafts.iter().map(|one| draft(one, amount)).collect(),
        demonstration: funds.iter().any(|fund| fund.demonstration),
        amount,
    })
}

fn moved(stored: &StoredJournal) -> i64 {
    let debits = |layer: Layer| -> i64 {
        let code = if layer == Layer::Budget { "B" } else { "F" };
        stored.postings.iter().filter(|posting| posting.layer == code).map(|posting| posting.amount_fen.max(0)).sum()
    };
    let financial = debits(Layer::Financial);
    if financial > 0 { financial } else { debits(Layer::Budget) }
}

fn draft(one: &VoucherDraft, amount: Money) -> VoucherDraftView {
    let entries = one.entries.iter().map(|entry| VoucherEntryView {
        books: VoucherBooks(entry.books),
        debit: entry.debit.to_owned(),
        credit: entry.credit.to_owned(),
        amount,
    });
    VoucherDraftView { system: VoucherSystem(one.system), case: VoucherCase(one.case), entries: entries.collect() }
}

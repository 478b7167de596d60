//! What the open lines of an account may be.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::{BankCandidateKind, Date, MatchReason, Money, SignedMoney};
use yichuang_store::ids::FundId;
use yichuang_store::statements::OPEN_LINES;

use super::books::{Comparison, Known, compare};
use super::{BankLineView, fund_of, line_views};

/// Which lines.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BankMatchesQuery {
    /// Only lines with a suggestion, or only those without one.
    suggested: Option<bool>,
}

/// What a line may be, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankSuggestionView {
    pub kind: BankCandidateKind,
    /// The movement of the books; nothing when accepting the line would post it.
    pub journal_id: Option<Uuid>,
    pub payment_id: Option<Uuid>,
    #[schema(example = "PAY-2026-000001")]
    pub payment_number: Option<String>,
    /// The day of the books.
    pub day: Date,
    /// What it is, in words.
    #[schema(example = "银行已付 PAY-2026-000001")]
    pub text: String,
    pub reasons: Vec<MatchReason>,
    /// Nothing else explains the line as well: fit to be accepted together with others.
    pub sure: bool,
}

/// An open line with its suggestion.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankMatchView {
    pub line: BankLineView,
    pub suggestion: Option<BankSuggestionView>,
}

/// A movement of the books that no line has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OpenMovementView {
    pub journal_id: Uuid,
    pub day: Date,
    pub amount: SignedMoney,
    /// What it is, in words.
    #[schema(example = "银行已付 PAY-2026-000001")]
    pub text: String,
}

/// The open lines of an account, and the movements of the books that no line has.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankMatchesView {
    /// By day, at most five hundred.
    pub items: Vec<BankMatchView>,
    /// There are more; settle these first.
    pub more: bool,
    pub movements: Vec<OpenMovementView>,
    /// Lines of money that left the account and that the books do not know. While there is one, no file for the bank is
    /// written from this account.
    pub unknown_payment_count: usize,
    pub unknown_payment_total: Money,
}

/// Suggest bank matches
///
/// What each open line of the fund's bank account may be, with the reasons. Nothing is matched before a person accepts it.
#[utoipa::path(get, path = "/funds/{id}/bank-matches", operation_id = "suggestBankMatches", tag = "statements",
    params(("id" = Uuid, Path, description = "Fund"), BankMatchesQuery),
    responses((status = 200, description = "Open lines and movements", body = BankMatchesView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Query(query): Query<BankMatchesQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let fund = fund_of(&uow, FundId(id)).await?;
    let compared = compare(&uow, &fund).await?;
    let unknown: Vec<i64> = compared.unknown_payments().map(|line| line.amount_fen.abs()).collect();
    let views = line_views(&uow, &compared.lines).await?;
    let items = views.into_iter().enumerate().map(|(at, line)| BankMatchView { line, suggestion: suggestion(&compared, at) });
    let mut items: Vec<BankMatchView> = items.collect();
    items.retain(|item| query.suggested.is_none_or(|wanted| item.suggestion.is_some() == wanted));
    Reply::ok(&BankMatchesView {
        items,
        more: compared.lines.len() as u64 >= OPEN_LINES,
        movements: compared.known.iter().filter_map(movement).collect(),
        unknown_payment_count: unknown.len(),
        unknown_payment_total: Money::fen(unknown.iter().sum())?,
    })
}

fn suggestion(found: &Comparison, at: usize) -> Option<BankSuggestionView> {
    if found.lines.get(at).is_none_or(|line| line.state != "open") {
        return None;
    }
    let (suggestion, known) = found.of(at)?;
    Some(BankSuggestionView {
        kind: BankCandidateKind(known.candidate.kind),
        journal_id: known.journal.map(|id| id.0),
        payment_id: known.payment.map(|id| id.0),
        payment_number: known.candidate.number.clone(),
        day: Date(known.candidate.day),
        text: known.text.clone(),
        reasons: suggestion.reasons.iter().copied().map(MatchReason).collect(),
        sure: suggestion.sure,
    })
}

fn movement(known: &Known) -> Option<OpenMovementView> {
    let journal_id = known.journal?.0;
    Some(OpenMovementView {
        journal_id,
        day: Date(known.candidate.day),
        amount: SignedMoney(known.candidate.amount),
        text: known.text.clone(),
    })
}

//! How a batch looks: control totals and masked lines.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::Place;
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::parties::{masked, people, person};
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::{ActionView, BatchState, Instant, Money, PaymentState, PersonView, document};
use yichuang_domain::states::batches::{BatchEvent as Event, BatchMachine};
use yichuang_store::ids::{BatchId, PayeeAccountId, PersonId, UserId};
use yichuang_store::record::{BankReturn, Batch, BatchLine, PayeeAccount, Payment, User};
use yichuang_store::{find, get_many, payments as rows};

use super::by_id;
use super::payers::{PayerView, views};

/// One payment of a batch. Before the file exists, the account is the payment's; afterwards it is the frozen one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BatchLineView {
    #[schema(example = 1)]
    pub seq: usize,
    pub payment_id: Uuid,
    #[schema(example = "PAY-2026-000001")]
    pub payment_number: String,
    pub payment_state: PaymentState,
    #[schema(example = "示例社会工作服务中心")]
    pub account_name: String,
    #[schema(example = "**** **** 0097")]
    pub masked_number: String,
    #[schema(example = "示例银行第1支行")]
    pub bank_name: String,
    #[schema(example = "105290000019")]
    pub cnaps: String,
    pub amount: Money,
    #[schema(example = "公益创投首期款 XM2026-0001-T1")]
    pub memo: String,
}

/// What became of one line of the bank's answer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ReturnLineView {
    /// Line in the file; the header is line 1.
    #[schema(example = 2)]
    pub line: usize,
    #[schema(example = "PAY-2026-000001")]
    pub payment_number: String,
    /// As the file says.
    #[schema(example = "paid")]
    pub result: String,
    /// As the file says.
    #[schema(example = "150000.00")]
    pub amount: String,
    /// As the file says.
    #[schema(example = "2026-04-14")]
    pub date: String,
    #[schema(example = "")]
    pub reason: String,
    /// `paid`, `rejected`, `returned`, or `exception`: nothing was posted for it.
    #[schema(example = "paid")]
    pub outcome: String,
    /// Code of the exception, such as `unknown_number` or `amount_differs`.
    pub exception: Option<String>,
    /// The exception in words.
    pub detail: Option<String>,
}

/// One import of a bank's answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BankReturnView {
    pub id: Uuid,
    #[schema(example = "回盘-2026-04-14.csv")]
    pub file_name: String,
    pub sha256: String,
    pub imported_by: PersonView,
    pub created_at: Instant,
    pub lines: Vec<ReturnLineView>,
}

/// A batch in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BatchSummary {
    pub id: Uuid,
    #[schema(example = "PB-2026-001")]
    pub number: String,
    /// Form of the bank file.
    #[schema(example = "default")]
    pub profile: String,
    pub line_count: i32,
    pub total: Money,
    #[schema(example = "PB-2026-001.csv")]
    pub file_name: Option<String>,
    pub file_sha256: Option<String>,
    pub generated_at: Option<Instant>,
    pub created_by: PersonView,
    pub approved_by: Option<PersonView>,
    pub state: BatchState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// A batch of payments.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BatchView {
    #[serde(flatten)]
    pub summary: BatchSummary,
    #[schema(example = "玖拾捌万肆仟肆佰陆拾壹元陆角伍分")]
    pub total_upper: String,
    #[schema(example = "default/1")]
    pub template_version: Option<String>,
    /// The accounts that pay, where the form of the file names them; as they were when the batch was made.
    pub payers: Vec<PayerView>,
    pub lines: Vec<BatchLineView>,
    /// Every answer of the bank, first to last.
    pub returns: Vec<BankReturnView>,
    pub available_actions: Vec<ActionView>,
}

pub(super) fn place(batch: &Batch) -> Place<'_> {
    Place::area(&batch.area_path)
}

/// Locks the batch after its payments were locked; 404 for strangers, 412 when it changed since it was read.
pub(super) async fn open_batch(uow: &Uow, id: BatchId, seen: IfMatch) -> Result<Batch, Problem> {
    let batch: Batch = uow.lock(id).await?;
    uow.must_see(FINANCE, &place(&batch))?;
    seen.check(batch.version)?;
    Ok(batch)
}

/// Writes a batch in its next state, with its audit row.
pub(super) async fn step_batch(uow: &Uow, before: Batch, to: &str, event: Event, reason: Option<&str>) -> Result<Batch, Problem> {
    let from = before.state.clone();
    let after = yichuang_store::update(&uow.conn, Batch { state: to.to_owned(), updated_at: uow.micros(), ..before }).await?;
    let mut subject = Subject::new("batch", after.id).moved(&from, to);
    subject.reason = reason;
    uow.audit(&format!("batch.{}", event.as_str()), subject).await?;
    Ok(after)
}

pub(super) async fn summaries(uow: &Uow, found: &[Batch]) -> Result<Vec<BatchSummary>, Problem> {
    let ids: Vec<UserId> = found.iter().flat_map(|row| std::iter::once(row.created_by).chain(row.approved_by)).collect();
    let names = people(uow, ids).await?;
    found
        .iter()
        .map(|row| {
            Ok(BatchSummary {
                id: row.id.0,
                number: row.number.clone(),
                profile: row.profile.clone(),
                line_count: row.line_count,
                total: Money::fen(row.total_fen)?,
                file_name: row.file_name.clone(),
                file_sha256: row.file_sha256.clone(),
                generated_at: Instant::maybe(row.generated_at)?,
                created_by: person(&names, row.created_by),
                approved_by: row.approved_by.map(|id| person(&names, id)),
                state: BatchState::read(&row.state)?,
                version: row.version,
                created_at: Instant::micros(row.created_at)?,
                updated_at: Instant::micros(row.updated_at)?,
            })
        })
        .collect()
}

pub(super) async fn reply(uow: &Uow, row: &Batch) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view(uow, row).await?)?.version(row.version))
}

pub(super) async fn view(uow: &Uow, row: &Batch) -> Result<BatchView, Problem> {
    let summary = summaries(uow, std::slice::from_ref(row)).await?.pop();
    let summary = summary.ok_or_else(|| Problem::internal("a batch without its summary"))?;
    let returns = rows::returns(&uow.conn, row.id).await?;
    let names = people(uow, returns.iter().map(|found| found.imported_by).collect()).await?;
    Ok(BatchView {
        total_upper: summary.total.0.upper(),
        template_version: row.template_version.clone(),
        payers: views(uow, row)?,
        lines: lines(uow, row).await?,
        returns: returns.iter().map(|found| return_view(found, &names)).collect::<Result<_, _>>()?,
        available_actions: actions(uow, row).await?,
        summary,
    })
}

pub(super) fn return_view(row: &BankReturn, names: &[PersonView]) -> Result<BankReturnView, Problem> {
    Ok(BankReturnView {
        id: row.id,
        file_name: row.file_name.clone(),
        sha256: row.sha256.clone(),
        imported_by: person(names, row.imported_by),
        created_at: Instant::micros(row.created_at)?,
        lines: document(&row.lines)?,
    })
}

async fn lines(uow: &Uow, batch: &Batch) -> Result<Vec<BatchLineView>, Problem> {
    let frozen = rows::lines(&uow.conn, batch.id).await?;
    let mut payments = rows::of_batch(&uow.conn, batch.id).await?;
    payments.sort_unstable_by(|a, b| a.number.cmp(&b.number));
    if frozen.is_empty() {
        let accounts: Vec<PayeeAccountId> = payments.iter().map(|row| row.payee_account_id).collect();
        let accounts = by_id(get_many::<PayeeAccount>(&uow.conn, &accounts).await?, |row| row.id);
        let missing = || Problem::internal("a payment without its account");
        return payments
            .iter()
            .zip(1..)
            .map(|(payment, seq)| planned_line(seq, payment, accounts.get(&payment.payee_account_id).ok_or_else(missing)?))
            .collect();
    }
    let payments = by_id(payments, |row| row.id);
    let missing = || Problem::internal("a line without its payment");
    frozen.iter().map(|line| frozen_line(line, payments.get(&line.payment_id).ok_or_else(missing)?)).collect()
}

fn planned_line(seq: usize, payment: &Payment, account: &PayeeAccount) -> Result<BatchLineView, Problem> {
    Ok(BatchLineView {
        seq,
        payment_id: payment.id.0,
        payment_number: payment.number.clone(),
        payment_state: PaymentState::read(&payment.state)?,
        account_name: account.account_name.clone(),
        masked_number: masked(&account.account_tail),
        bank_name: account.bank_name.clone(),
        cnaps: account.cnaps.clone(),
        amount: Money::fen(payment.amount_fen)?,
        memo: payment.memo.clone(),
    })
}

fn frozen_line(line: &BatchLine, payment: &Payment) -> Result<BatchLineView, Problem> {
    Ok(BatchLineView {
        seq: usize::try_from(line.seq).map_err(Problem::internal)?,
        payment_id: payment.id.0,
        payment_number: payment.number.clone(),
        payment_state: PaymentState::read(&payment.state)?,
        account_name: line.account_name.clone(),
        masked_number: masked(&line.account_tail),
        bank_name: line.bank_name.clone(),
        cnaps: line.cnaps.clone(),
        amount: Money::fen(line.amount_fen)?,
        memo: line.memo.clone(),
    })
}

/// The person who approved the batch, if somebody did.
pub(super) async fn approver(uow: &Uow, batch: &Batch) -> Result<Option<PersonId>, Problem> {
    let Some(id) = batch.approved_by else { return Ok(None) };
    Ok(find::<User>(&uow.conn, id).await?.map(|user| user.person_id))
}

async fn actions(uow: &Uow, row: &Batch) -> Result<Vec<ActionView>, Problem> {
    let Some(me) = uow.who.as_ref().map(|who| who.person) else { return Ok(Vec::new()) };
    let not_maker = me != row.created_by_person;
    let not_approver = approver(uow, row).await? != Some(me);
    let file = row.file_sha256.is_some();
    available::<BatchMachine>(
        uow,
        &row.state,
        &place(row),
        vec![
            Offer::new(Event::Lock, "lockBatch").needs(row.line_count > 0, "empty", "The batch has no line"),
            Offer::new(Event::Approve, "approveBatch").needs(not_maker, "same_person", NOT_MAKER),
            Offer::new(Event::Generate, "generateBatch").needs(not_approver, "same_person", NOT_APPROVER),
            Offer::new(Event::Submit, "submitBatch"),
            Offer::new(Event::ImportReturn, "importBankReturn").needs(not_maker, "same_person", NOT_MAKER),
            Offer::new(Event::Void, "voidBatch").needs(!file, "file_exists", FILE_EXISTS),
        ],
    )
}

pub(super) const NOT_MAKER: &str = "Another person than the maker of the batch must do this";
pub(super) const NOT_APPROVER: &str = "Another person than the approver of the batch must do this";
pub(super) const FILE_EXISTS: &str = "The file of the batch exists and may be with the bank; import the bank's answer";

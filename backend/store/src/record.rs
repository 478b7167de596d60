//! Records (one row each) and the few operations that are the same for all of them.

use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityName, EntityTrait, IdenStatic, IntoActiveModel, Iterable, QueryFilter, QuerySelect, Value,
};

use crate::conn::Conn;
use crate::entities;
use crate::error::StoreError;
#[cfg_attr(not(test), expect(clippy::wildcard_imports, reason = "ids are the vocabulary of this file"))]
use crate::ids::*;
use crate::ledger::placeholders;
use crate::search::{self, Searchable};

pub use crate::entities::agreement_signatures::Model as AgreementSignature;
pub use crate::entities::agreements::Model as Agreement;
pub use crate::entities::allotments::Model as Allotment;
pub use crate::entities::approvals::Model as Approval;
pub use crate::entities::areas::Model as Area;
pub use crate::entities::assignment_runs::Model as AssignmentRun;
pub use crate::entities::assignments::Model as Assignment;
pub use crate::entities::audit_events::Model as AuditEvent;
pub use crate::entities::bank_lines::Model as BankLine;
pub use crate::entities::bank_returns::Model as BankReturn;
pub use crate::entities::bank_statements::Model as BankStatement;
pub use crate::entities::batch_lines::Model as BatchLine;
pub use crate::entities::batches::Model as Batch;
pub use crate::entities::call_forms::Model as CallForm;
pub use crate::entities::call_questions::Model as Question;
pub use crate::entities::call_versions::Model as CallVersion;
pub use crate::entities::calls::Model as Call;
pub use crate::entities::conflicts::Model as Conflict;
pub use crate::entities::decision_documents::Model as DecisionDocument;
pub use crate::entities::decision_drawings::Model as DecisionDrawing;
pub use crate::entities::decision_lines::Model as DecisionLine;
pub use crate::entities::decisions::Model as Decision;
pub use crate::entities::defence_turns::Model as DefenceTurn;
pub use crate::entities::defences::Model as Defence;
pub use crate::entities::donation_handouts::Model as DonationHandout;
pub use crate::entities::donations::Model as Donation;
pub use crate::entities::draws::Model as Draw;
pub use crate::entities::expert_affiliations::Model as Affiliation;
pub use crate::entities::expert_specialities::Model as ExpertSpeciality;
pub use crate::entities::experts::Model as Expert;
pub use crate::entities::files::Model as File;
pub use crate::entities::forms::Model as Form;
pub use crate::entities::fund_orders::Model as FundOrder;
pub use crate::entities::funds::Model as Fund;
pub use crate::entities::grants::Model as Grant;
pub use crate::entities::import_rounds::Model as ImportRound;
pub use crate::entities::invoices::Model as Invoice;
pub use crate::entities::journal_seals::Model as JournalSeal;
pub use crate::entities::journals::Model as Journal;
pub use crate::entities::jury_counts::Model as JuryCountRow;
pub use crate::entities::jury_protocols::Model as JuryProtocol;
pub use crate::entities::lotteries::Model as Lottery;
pub use crate::entities::need_endorsement_links::Model as EndorsementLink;
pub use crate::entities::need_escalations::Model as NeedEscalation;
pub use crate::entities::need_followers::Model as NeedFollower;
pub use crate::entities::need_statements::Model as NeedStatement;
pub use crate::entities::needs::Model as Need;
pub use crate::entities::notices::Model as Notice;
pub use crate::entities::objections::Model as Objection;
pub use crate::entities::organisations::Model as Organisation;
pub use crate::entities::panel_seats::Model as PanelSeat;
pub use crate::entities::payee_accounts::Model as PayeeAccount;
pub use crate::entities::payments::Model as Payment;
pub use crate::entities::periods::Model as Period;
pub use crate::entities::postings::Model as Posting;
pub use crate::entities::projects::Model as Project;
pub use crate::entities::proposal_attachments::Model as ProposalAttachment;
pub use crate::entities::proposal_corrections::Model as ProposalCorrection;
pub use crate::entities::proposal_openings::Model as ProposalOpening;
pub use crate::entities::proposal_sections::Model as ProposalSection;
pub use crate::entities::proposal_signatures::Model as ProposalSignature;
pub use crate::entities::proposals::Model as Proposal;
pub use crate::entities::result_rows::Model as ResultRow;
pub use crate::entities::result_runs::Model as ResultRun;
pub use crate::entities::review_corrections::Model as ReviewCorrection;
pub use crate::entities::review_stages::Model as ReviewStage;
pub use crate::entities::review_versions::Model as ReviewVersion;
pub use crate::entities::reviews::Model as Review;
pub use crate::entities::screening_findings::Model as ScreeningFinding;
pub use crate::entities::second_factors::Model as SecondFactor;
pub use crate::entities::sessions::Model as Session;
pub use crate::entities::tranches::Model as Tranche;
pub use crate::entities::users::Model as User;
pub use crate::entities::year_ends::Model as YearEnd;

pub use crate::entities::account_changes::Model as AccountChange;
pub use crate::entities::duplicate_decisions::Model as DuplicateDecision;
pub use crate::entities::organisation_documents::Model as OrganisationDocument;
pub use crate::entities::organisation_imports::Model as OrganisationImport;
pub use crate::entities::organisation_inspections::Model as Inspection;
pub use crate::entities::organisation_invitations::Model as Invitation;
pub use crate::entities::organisation_list_entries::Model as ListEntry;
pub use crate::entities::organisation_staff::Model as StaffMember;
pub use crate::entities::sponsorships::Model as Sponsorship;
pub use crate::entities::verifications::Model as Verification;

/// A row with an id of its own.
pub trait Record: Clone + Send + Sync + Sized {
    type Id: Copy + Send + Sync + Into<Uuid> + From<Uuid>;
    type Entity: EntityTrait<Model = Self>;
    type Active: ActiveModelTrait<Entity = Self::Entity> + Send;
    const ID: <Self::Entity as EntityTrait>::Column;
    fn id(&self) -> Self::Id;
    fn active(self) -> Self::Active;
    /// The texts by which the thing is found, kept in the index by [`insert`] and [`update`].
    fn searchable(&self) -> Vec<Searchable<'_>> {
        Vec::new()
    }
}

/// A row that changes only from the version its changer saw.
pub trait Versioned: Record {
    const VERSION: <Self::Entity as EntityTrait>::Column;
    fn version(&self) -> i32;
    /// The record with the version one higher.
    #[must_use]
    fn bumped(self) -> Self;
    /// The active model with every column set and the version one higher.
    fn next(self) -> Self::Active;
}

/// `found by "kind": texts` says by which texts the thing is found; several kinds keep apart what not everybody
/// may search.
macro_rules! plain {
    ($table:ident, $record:ident, $id:ty $(, found by $kind:literal: $($text:ident)+)*) => {
        impl Record for $record {
            type Id = $id;
            type Entity = entities::$table::Entity;
            type Active = entities::$table::ActiveModel;
            const ID: entities::$table::Column = entities::$table::Column::Id;
            fn id(&self) -> $id {
                self.id
            }
            fn active(self) -> Self::Active {
                self.into_active_model()
            }
            fn searchable(&self) -> Vec<Searchable<'_>> {
                vec![$(Searchable { kind: $kind, texts: vec![$(self.$text.as_str()),+] }),*]
            }
        }
    };
}

macro_rules! versioned {
    ($table:ident, $record:ident, $id:ty $(, found by $kind:literal: $($text:ident)+)*) => {
        plain!($table, $record, $id $(, found by $kind: $($text)+)*);
        impl Versioned for $record {
            const VERSION: entities::$table::Column = entities::$table::Column::Version;
            fn version(&self) -> i32 {
                self.version
            }
            fn bumped(self) -> Self {
                Self { version: self.version + 1, ..self }
            }
            fn next(self) -> Self::Active {
                self.bumped().into_active_model().reset_all()
            }
        }
    };
}

plain!(agreement_signatures, AgreementSignature, Uuid);
versioned!(agreements, Agreement, AgreementId);
versioned!(allotments, Allotment, AllotmentId);
plain!(approvals, Approval, Uuid);
versioned!(assignment_runs, AssignmentRun, AssignmentRunId);
versioned!(assignments, Assignment, AssignmentId);
plain!(audit_events, AuditEvent, Uuid);
versioned!(bank_lines, BankLine, BankLineId);
plain!(bank_returns, BankReturn, Uuid);
plain!(bank_statements, BankStatement, BankStatementId);
plain!(batch_lines, BatchLine, Uuid);
versioned!(batches, Batch, BatchId);
versioned!(call_questions, Question, QuestionId);
versioned!(call_versions, CallVersion, CallVersionId);
versioned!(calls, Call, CallId, found by "call": title number host_name);
plain!(decision_documents, DecisionDocument, DecisionId);
plain!(decision_drawings, DecisionDrawing, DecisionId);
plain!(conflicts, Conflict, ConflictId);
plain!(decision_lines, DecisionLine, Uuid);
versioned!(decisions, Decision, DecisionId);
versioned!(defence_turns, DefenceTurn, DefenceTurnId);
versioned!(defences, Defence, DefenceId);
plain!(donation_handouts, DonationHandout, Uuid);
versioned!(donations, Donation, DonationId);
versioned!(draws, Draw, DrawId);
plain!(expert_affiliations, Affiliation, Uuid);
plain!(expert_specialities, ExpertSpeciality, Uuid);
versioned!(experts, Expert, ExpertId, found by "expert": name number);
versioned!(files, File, FileId);
plain!(call_forms, CallForm, Uuid);
versioned!(forms, Form, FormId, found by "form": title);
versioned!(fund_orders, FundOrder, FundOrderId);
versioned!(funds, Fund, FundId);
plain!(grants, Grant, Uuid);
plain!(import_rounds, ImportRound, Uuid);
versioned!(invoices, Invoice, InvoiceId);
plain!(journals, Journal, JournalId);
plain!(jury_counts, JuryCountRow, Uuid);
versioned!(jury_protocols, JuryProtocol, JuryProtocolId);
versioned!(lotteries, Lottery, LotteryId);
plain!(need_endorsement_links, EndorsementLink, Uuid);
plain!(need_escalations, NeedEscalation, Uuid);
plain!(need_followers, NeedFollower, Uuid);
plain!(need_statements, NeedStatement, Uuid);
versioned!(needs, Need, NeedId, found by "need": title description number, found by "need_words": words place title number);
versioned!(notices, Notice, NoticeId, found by "notice": title number);
versioned!(objections, Objection, ObjectionId);
versioned!(organisations, Organisation, OrganisationId, found by "organisation": name uscc);
plain!(panel_seats, PanelSeat, Uuid);
plain!(payee_accounts, PayeeAccount, PayeeAccountId);
versioned!(payments, Payment, PaymentId);
versioned!(periods, Period, PeriodId);
versioned!(projects, Project, ProjectId, found by "project": title number);
versioned!(proposal_attachments, ProposalAttachment, FileId);
versioned!(proposal_corrections, ProposalCorrection, Uuid);
plain!(proposal_openings, ProposalOpening, Uuid);
versioned!(proposal_signatures, ProposalSignature, Uuid);
versioned!(proposal_sections, ProposalSection, Uuid);
versioned!(proposals, Proposal, ProposalId, found by "proposal": title, found by "proposal_number": number);
plain!(result_rows, ResultRow, Uuid);
versioned!(result_runs, ResultRun, ResultRunId);
versioned!(review_corrections, ReviewCorrection, ReviewCorrectionId);
versioned!(review_stages, ReviewStage, ReviewStageId);
plain!(review_versions, ReviewVersion, Uuid);
versioned!(reviews, Review, ReviewId);
plain!(screening_findings, ScreeningFinding, Uuid);
plain!(sessions, Session, Uuid);
versioned!(tranches, Tranche, TrancheId);
versioned!(users, User, UserId);
versioned!(year_ends, YearEnd, YearEndId);
plain!(duplicate_decisions, DuplicateDecision, Uuid);
plain!(organisation_imports, OrganisationImport, Uuid);
versioned!(organisation_invitations, Invitation, InvitationId);
versioned!(sponsorships, Sponsorship, SponsorshipId);

versioned!(account_changes, AccountChange, AccountChangeId);
versioned!(organisation_documents, OrganisationDocument, DocumentId);
plain!(organisation_inspections, Inspection, Uuid);
plain!(organisation_list_entries, ListEntry, ListEntryId);
versioned!(organisation_staff, StaffMember, StaffId);
versioned!(verifications, Verification, VerificationId);

/// The record with this id, if there is one.
pub async fn find<R: Record>(conn: &Conn, id: R::Id) -> Result<Option<R>, StoreError> {
    Ok(R::Entity::find().filter(R::ID.eq(id.into())).one(conn).await?)
}

/// The record with this id, locked against other writers until the transaction ends. On SQLite the whole
/// write transaction is exclusive already.
pub async fn lock<R: Record>(conn: &Conn, id: R::Id) -> Result<Option<R>, StoreError> {
    Ok(R::Entity::find().filter(R::ID.eq(id.into())).lock_exclusive().one(conn).await?)
}

/// The records with these ids, in no particular order.
pub async fn get_many<R: Record>(conn: &Conn, ids: &[R::Id]) -> Result<Vec<R>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| (*id).into()).collect();
    Ok(R::Entity::find().filter(R::ID.is_in(ids)).all(conn).await?)
}

/// Stores a new record.
pub async fn insert<R: Record>(conn: &Conn, record: R) -> Result<(), StoreError> {
    R::Entity::insert(record.clone().active().reset_all()).exec_without_returning(conn).await?;
    search::keep(conn, &record).await
}

/// Stores many new records in one statement for every 200.
pub async fn insert_all<R: Record>(conn: &Conn, records: Vec<R>) -> Result<(), StoreError> {
    for chunk in records.chunks(200) {
        let rows = chunk.iter().map(|record| record.clone().active().reset_all());
        R::Entity::insert_many(rows).exec_without_returning(conn).await?;
    }
    for record in &records {
        search::keep(conn, record).await?;
    }
    Ok(())
}

/// Writes the whole record if it still has the version it was read with, and gives it back with the next
/// version. [`StoreError::Stale`] when somebody else was quicker.
pub async fn update<R: Versioned>(conn: &Conn, record: R) -> Result<R, StoreError> {
    let (id, version) = (record.id(), record.version());
    let updated = R::Entity::update_many().set(record.next()).filter(R::ID.eq(id.into())).filter(R::VERSION.eq(version)).exec(conn).await?;
    if updated.rows_affected != 1 {
        return Err(StoreError::Stale);
    }
    let record = find::<R>(conn, id).await?.ok_or(StoreError::Stale)?;
    search::keep(conn, &record).await?;
    Ok(record)
}

/// The same for many records, in one statement for every 200: all of them still have the version they were read with, or
/// the transaction is not to go on ([`StoreError::Stale`]). They come back in the same order.
pub async fn update_all<R: Versioned>(conn: &Conn, records: Vec<R>) -> Result<Vec<R>, StoreError> {
    for chunk in records.chunks(200) {
        let (sql, values) = update_statement(chunk);
        if conn.run(&sql, values).await? != chunk.len() as u64 {
            return Err(StoreError::Stale);
        }
    }
    let records: Vec<R> = records.into_iter().map(R::bumped).collect();
    for record in &records {
        search::keep(conn, record).await?;
    }
    Ok(records)
}

/// Every column of these records with its next value, from a table of values of which the last is the version that was
/// read. Both databases call the columns of such a table `column1` and so on.
fn update_statement<R: Versioned>(records: &[R]) -> (String, Vec<Value>) {
    let columns: Vec<_> = <R::Entity as EntityTrait>::Column::iter().collect();
    let mut values = Vec::with_capacity(records.len() * (columns.len() + 1));
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let active = record.clone().next();
        rows.push(format!("({})", placeholders(values.len() + 1, columns.len() + 1)));
        values.extend(columns.iter().filter_map(|column| active.get(*column).into_value()));
        values.push(record.version().into());
    }
    let table = R::Entity::default();
    let table = table.table_name();
    let set = columns.iter().zip(1..).map(|(column, n)| format!("\"{}\" = given.column{n}", column.as_str()));
    let id = columns.iter().position(|column| column.as_str() == R::ID.as_str()).map_or(1, |at| at + 1);
    let sql = format!(
        "UPDATE {table} SET {} FROM (VALUES {}) AS given WHERE {table}.id = given.column{id} AND {table}.version = given.column{}",
        set.collect::<Vec<_>>().join(", "),
        rows.join(", "),
        columns.len() + 1,
    );
    (sql, values)
}

/// Removes a record that was never submitted anywhere (a revoked draft row, a test fixture).
pub async fn delete<R: Record>(conn: &Conn, id: R::Id) -> Result<(), StoreError> {
    R::Entity::delete_many().filter(R::ID.eq(id.into())).exec(conn).await?;
    Ok(())
}

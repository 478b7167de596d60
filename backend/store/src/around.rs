//! What the rows of a page name, read by one statement for all of them.

mod accounts;

pub use accounts::{OfUsers, users};

use std::collections::HashMap;

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::calls::{ProposalCount, count_proposals};
use crate::conn::Conn;
use crate::entities::{
    allotments, approvals, areas, decision_lines, grants, organisations, payee_accounts, payments, projects, proposals, reviews, users,
};
use crate::error::StoreError;
use crate::ids::{AllotmentId, AssignmentId, CallId, DecisionId, OrganisationId, ProposalId, UserId};
use crate::record::{
    AccountChange, Agreement, Allotment, Approval, Area, Assignment, Batch, Call, Decision, Form, Fund, FundOrder, Grant, Notice,
    Objection, Organisation, PayeeAccount, Payment, Project, Proposal, Review, ReviewStage, Tranche, User,
};
use crate::several::Several;

/// Users and areas of some forms.
pub async fn forms(conn: &Conn, rows: &[Form]) -> Result<(Vec<User>, Vec<Area>), StoreError> {
    let mut several = Several::default();
    let users = several.records::<User>(rows.iter().map(|row| row.updated_by));
    let areas = several.by::<areas::Entity, _>(areas::Column::Code, rows.iter().map(|row| row.area_code.clone()));
    let found = several.read(conn).await?;
    Ok((found.take(&users)?, found.take(&areas)?))
}

/// Areas of some calls, and how many proposals of them stand where; `hidden` ones count nowhere.
pub async fn calls(conn: &Conn, rows: &[Call], hidden: &[ProposalId]) -> Result<(Vec<Area>, Vec<ProposalCount>), StoreError> {
    let mut several = Several::default();
    let areas = several.by::<areas::Entity, _>(areas::Column::Code, rows.iter().map(|row| row.area_code.clone()));
    let ids: Vec<CallId> = rows.iter().map(|row| row.id).collect();
    let counted = count_proposals(&mut several, &ids, hidden);
    let found = several.read(conn).await?;
    Ok((found.take(&areas)?, counted.take(&found)?))
}

/// Calls and decisions of some notices, and how many awards each decision proposes.
pub async fn notices(conn: &Conn, rows: &[Notice]) -> Result<(Vec<Call>, Vec<Decision>, HashMap<DecisionId, i64>), StoreError> {
    use decision_lines::Column;
    let mut several = Several::default();
    let calls = several.records::<Call>(rows.iter().map(|row| row.call_id));
    let decisions = several.records::<Decision>(rows.iter().map(|row| row.decision_id));
    let counted = decision_lines::Entity::find()
        .select_only()
        .column(Column::DecisionId)
        .column_as(Column::ProposalId.count(), "n")
        .filter(Column::DecisionId.is_in(rows.iter().map(|row| row.decision_id.0)))
        .filter(Column::Outcome.eq("recommend"))
        .group_by(Column::DecisionId)
        .into_query();
    let counts = several.custom::<(DecisionId, i64)>(&names(&["decision_id", "n"]), some(rows, counted));
    let found = several.read(conn).await?;
    let counts = found
        .each(&counts, |row, prefix| Ok((DecisionId(row.try_get::<Uuid>(prefix, "decision_id")?), row.try_get::<i64>(prefix, "n")?)))?;
    Ok((found.take(&calls)?, found.take(&decisions)?, counts.into_iter().collect()))
}

/// What stands around some projects.
#[derive(Debug, Default)]
pub struct OfProjects {
    pub calls: Vec<Call>,
    pub organisations: Vec<Organisation>,
    /// Fen that were paid, by the id of the agreement.
    pub paid: HashMap<String, i64>,
    /// Areas by code, allotments and funds; only when asked for.
    pub areas: Vec<Area>,
    pub allotments: Vec<Allotment>,
    pub funds: Vec<Fund>,
}

/// Calls, organisations and payments of some projects; with the codes of their areas also where they lie and who funds
/// them.
pub async fn projects(
    conn: &Conn,
    rows: &[Project],
    agreements: &[Agreement],
    area_codes: Option<Vec<String>>,
) -> Result<OfProjects, StoreError> {
    let mut several = Several::default();
    let calls = several.records::<Call>(rows.iter().map(|row| row.call_id));
    let organisations = several.records::<Organisation>(rows.iter().map(|row| row.organisation_id));
    let allotted: Vec<AllotmentId> = if area_codes.is_some() { rows.iter().map(|row| row.allotment_id).collect() } else { Vec::new() };
    let areas = several.by::<areas::Entity, _>(areas::Column::Code, area_codes.unwrap_or_default());
    let allotments = several.records::<Allotment>(allotted.iter().copied());
    let of_allotments = allotments::Entity::find()
        .select_only()
        .column(allotments::Column::FundId)
        .filter(allotments::Column::Id.is_in(allotted.iter().map(|id| id.0)))
        .into_query();
    let funded = Condition::all().add(crate::entities::funds::Column::Id.in_subquery(of_allotments));
    let funds = several.matching::<crate::entities::funds::Entity>((!allotted.is_empty()).then_some(funded));
    let paid = several.custom::<(String, i64)>(&names(&["detail", "fen"]), some(agreements, paid(agreements)));
    let found = several.read(conn).await?;
    let paid = found.each(&paid, |row, prefix| Ok((row.try_get(prefix, "detail")?, row.try_get(prefix, "fen")?)))?;
    Ok(OfProjects {
        calls: found.take(&calls)?,
        organisations: found.take(&organisations)?,
        paid: paid.into_iter().collect(),
        areas: found.take(&areas)?,
        allotments: found.take(&allotments)?,
        funds: found.take(&funds)?,
    })
}

/// What the ledger says was paid for each agreement, in whichever years.
fn paid(agreements: &[Agreement]) -> SelectStatement {
    let (account, detail) = (Alias::new("account"), Alias::new("detail"));
    Query::select()
        .column(detail.clone())
        .expr_as(Expr::cust("CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT)"), Alias::new("fen"))
        .from(Alias::new("balances"))
        .and_where(Expr::col(account).eq("B70"))
        .and_where(Expr::col(detail.clone()).is_in(agreements.iter().map(|row| row.id.to_string())))
        .add_group_by([Expr::col(detail)])
        .to_owned()
}

/// What stands around some payments.
#[derive(Debug, Default)]
pub struct OfPayments {
    pub projects: Vec<Project>,
    pub organisations: Vec<Organisation>,
    pub tranches: Vec<Tranche>,
    pub accounts: Vec<PayeeAccount>,
    pub batches: Vec<Batch>,
}

pub async fn payments(conn: &Conn, rows: &[Payment]) -> Result<OfPayments, StoreError> {
    let mut several = Several::default();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.project_id.0).collect();
    let projects = several.records::<Project>(rows.iter().map(|row| row.project_id));
    let organisations =
        several.matching::<organisations::Entity>(of_projects(&ids, organisations::Column::Id, projects::Column::OrganisationId));
    let tranches = several.records::<Tranche>(rows.iter().map(|row| row.tranche_id));
    let accounts = several.records::<PayeeAccount>(rows.iter().map(|row| row.payee_account_id));
    let batches = several.records::<Batch>(rows.iter().filter_map(|row| row.batch_id));
    let found = several.read(conn).await?;
    Ok(OfPayments {
        projects: found.take(&projects)?,
        organisations: found.take(&organisations)?,
        tranches: found.take(&tranches)?,
        accounts: found.take(&accounts)?,
        batches: found.take(&batches)?,
    })
}

/// What stands around some tranches.
#[derive(Debug, Default)]
pub struct OfTranches {
    pub projects: Vec<Project>,
    pub calls: Vec<Call>,
    pub organisations: Vec<Organisation>,
    /// Every attempt to pay them.
    pub payments: Vec<Payment>,
    /// The accounts money may be paid to now.
    pub accounts: Vec<PayeeAccount>,
}

pub async fn tranches(conn: &Conn, rows: &[Tranche]) -> Result<OfTranches, StoreError> {
    let mut several = Several::default();
    let organisation_ids = || rows.iter().map(|row| row.organisation_id);
    let projects = several.records::<Project>(rows.iter().map(|row| row.project_id));
    let calls = several.records::<Call>(rows.iter().map(|row| row.call_id));
    let organisations = several.records::<Organisation>(organisation_ids());
    let payments = several.by::<payments::Entity, _>(payments::Column::TrancheId, rows.iter().map(|row| row.id.0));
    let active = Condition::all()
        .add(payee_accounts::Column::OrganisationId.is_in(organisation_ids().map(|id| id.0)))
        .add(payee_accounts::Column::Active.eq(true));
    let accounts = several.matching::<payee_accounts::Entity>((!rows.is_empty()).then_some(active));
    let found = several.read(conn).await?;
    let mut payments = found.take(&payments)?;
    payments.sort_unstable_by_key(|row| row.id);
    Ok(OfTranches {
        projects: found.take(&projects)?,
        calls: found.take(&calls)?,
        organisations: found.take(&organisations)?,
        payments,
        accounts: found.take(&accounts)?,
    })
}

/// What belongs into one page of an organisation's history besides its events: the projects whose ids lie below `before` and above
/// `after`, and the accounts of those who acted.
pub async fn history(
    conn: &Conn,
    organisation: OrganisationId,
    (before, after): (Option<Uuid>, Option<Uuid>),
    actors: &[UserId],
) -> Result<(Vec<Project>, Vec<User>), StoreError> {
    use projects::Column;
    let between = Condition::all()
        .add(Column::OrganisationId.eq(organisation))
        .add_option(before.map(|id| Column::Id.lt(id)))
        .add_option(after.map(|id| Column::Id.gt(id)));
    let mut several = Several::default();
    let awards = several.matching::<projects::Entity>(Some(between));
    let users = several.records::<User>(actors.iter().copied());
    let found = several.read(conn).await?;
    Ok((found.take(&awards)?, found.take(&users)?))
}

/// What stands around some assignments.
#[derive(Debug, Default)]
pub struct OfAssignments {
    pub calls: Vec<Call>,
    pub proposals: Vec<Proposal>,
    pub organisations: Vec<Organisation>,
    pub reviewers: Vec<User>,
    /// The reviews of the assignments that are named `own`.
    pub reviews: Vec<Review>,
    pub stages: Vec<ReviewStage>,
}

pub async fn assignments(conn: &Conn, rows: &[Assignment], own: &[AssignmentId]) -> Result<OfAssignments, StoreError> {
    let mut several = Several::default();
    let calls = several.records::<Call>(rows.iter().map(|row| row.call_id));
    let proposals = several.records::<Proposal>(rows.iter().map(|row| row.proposal_id));
    let named: Vec<ProposalId> = rows.iter().map(|row| row.proposal_id).collect();
    let organisations = several.matching::<organisations::Entity>((!named.is_empty()).then(|| applicants(&named)));
    let reviewers = several.records::<User>(rows.iter().map(|row| row.reviewer_id));
    let reviews = several.by::<reviews::Entity, _>(reviews::Column::AssignmentId, own.iter().map(|id| id.0));
    let stages = several.records::<ReviewStage>(rows.iter().map(|row| row.stage_id));
    let found = several.read(conn).await?;
    Ok(OfAssignments {
        stages: found.take(&stages)?,
        calls: found.take(&calls)?,
        proposals: found.take(&proposals)?,
        organisations: found.take(&organisations)?,
        reviewers: found.take(&reviewers)?,
        reviews: found.take(&reviews)?,
    })
}

/// What stands around some objections.
pub struct OfObjections {
    pub notices: Vec<Notice>,
    pub proposals: Vec<Proposal>,
    /// The applicants of the proposals.
    pub organisations: Vec<Organisation>,
    pub handlers: Vec<User>,
}

pub async fn objections(conn: &Conn, rows: &[Objection]) -> Result<OfObjections, StoreError> {
    let named: Vec<ProposalId> = rows.iter().filter_map(|row| row.proposal_id).collect();
    let mut several = Several::default();
    let notices = several.records::<Notice>(rows.iter().map(|row| row.notice_id));
    let proposals = several.records::<Proposal>(named.iter().copied());
    let organisations = several.matching::<organisations::Entity>((!named.is_empty()).then(|| applicants(&named)));
    let handlers = several.records::<User>(rows.iter().filter_map(|row| row.handler_id));
    let found = several.read(conn).await?;
    Ok(OfObjections {
        notices: found.take(&notices)?,
        proposals: found.take(&proposals)?,
        organisations: found.take(&organisations)?,
        handlers: found.take(&handlers)?,
    })
}

/// The organisations that applied with these proposals.
fn applicants(ids: &[ProposalId]) -> Condition {
    let applicants = proposals::Entity::find()
        .select_only()
        .column(proposals::Column::OrganisationId)
        .filter(proposals::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .into_query();
    Condition::all().add(organisations::Column::Id.in_subquery(applicants))
}

/// Account and allotment to what stands there, in fen.
pub type Totals = HashMap<(AllotmentId, String), i64>;

/// Funds, people and account totals of some allotments.
pub async fn allotments(conn: &Conn, rows: &[Allotment]) -> Result<(Vec<Fund>, Vec<User>, Totals), StoreError> {
    let mut several = Several::default();
    let funds = several.records::<Fund>(rows.iter().map(|row| row.fund_id));
    let people = several.records::<User>(rows.iter().flat_map(|row| std::iter::once(row.created_by).chain(row.approved_by)));
    let (account, allotment) = (Alias::new("account"), Alias::new("allotment_id"));
    let sums = Query::select()
        .columns([allotment.clone(), account.clone()])
        .expr_as(Expr::cust("CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT)"), Alias::new("fen"))
        .from(Alias::new("balances"))
        .and_where(Expr::col(allotment.clone()).is_in(rows.iter().map(|row| row.id.0)))
        .add_group_by([Expr::col(allotment), Expr::col(account)])
        .to_owned();
    let totals = several.custom::<(AllotmentId, i64)>(&names(&["allotment_id", "account", "fen"]), some(rows, sums));
    let found = several.read(conn).await?;
    let totals = found.each(&totals, |row, prefix| {
        let key = (AllotmentId(row.try_get::<Uuid>(prefix, "allotment_id")?), row.try_get(prefix, "account")?);
        Ok((key, row.try_get(prefix, "fen")?))
    })?;
    Ok((found.take(&funds)?, found.take(&people)?, totals.into_iter().collect()))
}

/// What stands around some fund orders.
#[derive(Debug, Default)]
pub struct OfFundOrders {
    /// The giving and the receiving allotments, and their funds.
    pub allotments: Vec<Allotment>,
    pub funds: Vec<Fund>,
    pub projects: Vec<Project>,
    /// The clawbacks that receipts and write-offs are about.
    pub clawbacks: Vec<FundOrder>,
    pub approvals: Vec<Approval>,
    /// Whoever made, checked or approved them.
    pub people: Vec<User>,
    /// Fen that are still to come in, by the id of the clawback.
    pub receivable: HashMap<String, i64>,
}

pub async fn fund_orders(conn: &Conn, rows: &[FundOrder]) -> Result<OfFundOrders, StoreError> {
    let allotted: Vec<AllotmentId> = rows.iter().flat_map(|row| std::iter::once(row.allotment_id).chain(row.to_allotment_id)).collect();
    let mut several = Several::default();
    let allotments = several.records::<Allotment>(allotted.iter().copied());
    let of_allotments = allotments::Entity::find()
        .select_only()
        .column(allotments::Column::FundId)
        .filter(allotments::Column::Id.is_in(allotted.iter().map(|id| id.0)))
        .into_query();
    let funded = Condition::all().add(crate::entities::funds::Column::Id.in_subquery(of_allotments));
    let funds = several.matching::<crate::entities::funds::Entity>((!allotted.is_empty()).then_some(funded));
    let projects = several.records::<Project>(rows.iter().filter_map(|row| row.project_id));
    let clawbacks = several.records::<FundOrder>(rows.iter().filter_map(|row| row.clawback_id));
    let hands = (!rows.is_empty()).then(|| crate::fund_orders::hands(rows));
    let approvals = several.matching::<approvals::Entity>(hands.clone());
    let made = Condition::any().add(users::Column::Id.is_in(rows.iter().map(|row| row.created_by.0)));
    let acted = hands.map(|hands| {
        let acted = approvals::Entity::find().select_only().column(approvals::Column::UserId).filter(hands).into_query();
        made.add(users::Column::Id.in_subquery(acted))
    });
    let people = several.matching::<users::Entity>(acted);
    let (account, detail) = (Alias::new("account"), Alias::new("detail"));
    let open = Query::select()
        .column(detail.clone())
        .expr_as(Expr::cust("CAST(COALESCE(SUM(amount_fen), 0) AS BIGINT)"), Alias::new("fen"))
        .from(Alias::new("balances"))
        .and_where(Expr::col(account).eq("F1221"))
        .and_where(Expr::col(detail.clone()).is_in(rows.iter().map(|row| row.id.to_string())))
        .add_group_by([Expr::col(detail)])
        .to_owned();
    let receivable = several.custom::<(String, i64)>(&names(&["detail", "fen"]), some(rows, open));
    let found = several.read(conn).await?;
    let receivable = found.each(&receivable, |row, prefix| Ok((row.try_get(prefix, "detail")?, row.try_get(prefix, "fen")?)))?;
    Ok(OfFundOrders {
        allotments: found.take(&allotments)?,
        funds: found.take(&funds)?,
        projects: found.take(&projects)?,
        clawbacks: found.take(&clawbacks)?,
        approvals: found.take(&approvals)?,
        people: found.take(&people)?,
        receivable: receivable.into_iter().collect(),
    })
}

/// What stands around changes of an organisation's account.
#[derive(Debug, Default)]
pub struct OfAccountChanges {
    pub accounts: Vec<PayeeAccount>,
    pub people: Vec<User>,
    /// Grants on the organisation that are in force, and who holds them.
    pub grants: Vec<Grant>,
    pub holders: Vec<User>,
}

pub async fn account_changes(conn: &Conn, organisation: OrganisationId, rows: &[AccountChange]) -> Result<OfAccountChanges, StoreError> {
    let mut several = Several::default();
    let accounts = several.records::<PayeeAccount>(rows.iter().flat_map(|row| std::iter::once(row.account_id).chain(row.previous_id)));
    let people = several.records::<User>(rows.iter().flat_map(|row| std::iter::once(row.requested_by).chain(row.confirmed_by)));
    let on = Condition::all().add(grants::Column::ScopeId.eq(organisation.0)).add(grants::Column::RevokedAt.is_null());
    let asked = rows.iter().any(|row| row.state == "requested");
    let users = grants::Entity::find().select_only().column(grants::Column::UserId).filter(on.clone()).into_query();
    let grants = several.matching::<grants::Entity>(asked.then_some(on));
    let holding = Condition::all().add(crate::entities::users::Column::Id.in_subquery(users));
    let holders = several.matching::<crate::entities::users::Entity>(asked.then_some(holding));
    let found = several.read(conn).await?;
    Ok(OfAccountChanges {
        accounts: found.take(&accounts)?,
        people: found.take(&people)?,
        grants: found.take(&grants)?,
        holders: found.take(&holders)?,
    })
}

/// Rows of which a column is that of one of these projects.
fn of_projects<C: ColumnTrait>(ids: &[Uuid], column: C, theirs: projects::Column) -> Option<Condition> {
    let select = projects::Entity::find().select_only().column(theirs).filter(projects::Column::Id.is_in(ids.iter().copied())).into_query();
    (!ids.is_empty()).then(|| Condition::all().add(column.in_subquery(select)))
}

fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| (*column).to_owned()).collect()
}

/// The selection, unless there is nothing that it is about.
fn some<T>(rows: &[T], select: SelectStatement) -> Option<SelectStatement> {
    (!rows.is_empty()).then_some(select)
}

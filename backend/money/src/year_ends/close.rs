//! Close a year: the third of three hands; the year is carried over.

use std::collections::HashMap;

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use yichuang_base::access::FINANCE;
use yichuang_base::http::{Cx, IfMatch, Path};
use yichuang_base::ledger;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_base::wire::canonical;
use yichuang_domain::ledger::{LedgerEvent, Place};
use yichuang_domain::states::allotments::{AllotmentEvent, AllotmentMachine, AllotmentState};
use yichuang_domain::states::year_ends::{YearEndEvent, YearEndMachine};
use yichuang_store::ids::{AllotmentId, YearEndId};
use yichuang_store::payments::lock_many;
use yichuang_store::record::{Allotment, Call, Fund, Project, User, YearEnd};
use yichuang_store::{insert, update, year_ends as rows};

use super::reckon::{Figures, Line, Reckoned, reckon};
use super::view::{YearEndView, reply};
use super::{KIND, place, step, take_hand};

/// Close a year end
///
/// The third of three hands. Everything is reckoned anew, and refused (409) when it is not what was proposed and checked. In
/// one transaction available money lapses where the fund says so, everything else that is not paid is carried into allotments
/// of the next year, and calls and projects go on with those. What was paid or recovered stays in the closed year.
#[utoipa::path(post, path = "/year-ends/{id}/close", operation_id = "closeYearEnd", tag = "funds",
    params(("id" = Uuid, Path, description = "Year end")),
    responses((status = 200, description = "The year end", body = YearEndView)), extensions(("x-if-match" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, seen: IfMatch) -> Response {
    cx.write(|uow| async move {
        let row = run(&uow, YearEndId(id), seen).await?;
        reply(&uow, &row).await
    })
    .await
}

pub async fn run(uow: &Uow, id: YearEndId, seen: IfMatch) -> Result<YearEnd, Problem> {
    let row: YearEnd = uow.lock(id).await?;
    uow.must_see(FINANCE, &place(&row))?;
    seen.check(row.version)?;
    let to = uow.fire::<YearEndMachine>(&row.state, YearEndEvent::Close, &place(&row))?;
    let users = Users::locked(uow, &row).await?;
    // Whoever posts shares the fund; whoever closes its year has it alone. It comes last, as in every posting.
    let fund: Fund = uow.lock(row.fund_id).await?;
    let reckoned = reckon(uow, fund, row.fiscal_year).await?;
    take_hand(uow, &row, &reckoned, "approver").await?;
    let next = next_year(uow, &row, &reckoned, &users).await?;
    users.go_on_with(uow, &next).await?;
    let closed = YearEnd {
        figures: canonical(&figures(&reckoned, &next))?,
        closed_by: Some(uow.caller()?.user),
        closed_at: Some(uow.micros()),
        ..row
    };
    let row = step(uow, closed, to.as_str(), YearEndEvent::Close, None).await?;
    let maker: User = uow.find(row.proposed_by).await?;
    let text = format!("{} {} 年度已完成年末结转。", reckoned.fund.name, row.fiscal_year);
    uow.mail(&maker.email, "年末结转已完成", &text).await?;
    post(uow, &row, &reckoned, &next).await?;
    Ok(row)
}

/// The calls and projects that are paid from the allotments of the year, locked as everybody locks them.
struct Users {
    calls: Vec<Call>,
    projects: Vec<Project>,
}

impl Users {
    async fn locked(uow: &Uow, row: &YearEnd) -> Result<Self, Problem> {
        let allotments = rows::effective(&uow.conn, row.fund_id, row.fiscal_year).await?;
        let ids: Vec<AllotmentId> = allotments.iter().map(|row| row.id).collect();
        let mut calls = lock_many::<Call>(&uow.conn, &rows::calls_of(&uow.conn, &ids).await?).await?;
        // A new project needs its call locked, so all of them are there now.
        let mut projects = lock_many::<Project>(&uow.conn, &rows::projects_of(&uow.conn, &ids).await?).await?;
        calls.retain(|call| call.allotment_id.is_some_and(|id| ids.contains(&id)));
        projects.retain(|project| ids.contains(&project.allotment_id));
        Ok(Self { calls, projects })
    }

    fn are_of(&self, id: AllotmentId) -> bool {
        self.calls.iter().any(|call| call.allotment_id == Some(id)) || self.projects.iter().any(|project| project.allotment_id == id)
    }

    /// From now on they are paid from the allotments of the next year.
    async fn go_on_with(self, uow: &Uow, next: &HashMap<AllotmentId, AllotmentId>) -> Result<(), Problem> {
        for call in self.calls {
            let Some((from, to)) = call.allotment_id.and_then(|from| Some((from, *next.get(&from)?))) else { continue };
            let after = update(&uow.conn, Call { allotment_id: Some(to), updated_at: uow.micros(), ..call }).await?;
            uow.audit("call.carry", moved("call", after.id.0, from, to)).await?;
        }
        for project in self.projects {
            let Some((from, to)) = next.get(&project.allotment_id).map(|to| (project.allotment_id, *to)) else { continue };
            let after = update(&uow.conn, Project { allotment_id: to, updated_at: uow.micros(), ..project }).await?;
            uow.audit("project.carry", moved("project", after.id.0, from, to)).await?;
        }
        Ok(())
    }
}

fn moved(kind: &str, id: Uuid, from: AllotmentId, to: AllotmentId) -> Subject<'_> {
    Subject::new(kind, id).before(json!({ "allotment_id": from })).after(json!({ "allotment_id": to }))
}

/// Closes the allotments of the year and opens those of the next one: where something is carried, and where a call or a
/// project may still need one, for money that comes back late. From the old ones to the new ones.
async fn next_year(uow: &Uow, row: &YearEnd, now: &Reckoned, users: &Users) -> Result<HashMap<AllotmentId, AllotmentId>, Problem> {
    let mut next = HashMap::new();
    for line in &now.lines {
        let old = &line.allotment;
        if !line.closing.carried.is_empty() || users.are_of(old.id) {
            let new = successor(uow, row, line)?;
            insert(&uow.conn, new.clone()).await?;
            let after = json!({ "origin_id": new.origin_id, "fiscal_year": new.fiscal_year, "amount_fen": new.amount_fen });
            uow.audit("allotment.carry", Subject::new("allotment", new.id).after(after)).await?;
            next.insert(old.id, new.id);
        }
        let to = uow.follow::<AllotmentMachine>(&old.state, AllotmentEvent::Close)?;
        let closed = update(&uow.conn, Allotment { state: to.to_string(), updated_at: uow.micros(), ..old.clone() }).await?;
        uow.audit("allotment.close", Subject::new("allotment", closed.id).moved(&old.state, &closed.state)).await?;
    }
    Ok(next)
}

fn successor(uow: &Uow, row: &YearEnd, line: &Line) -> Result<Allotment, Problem> {
    Ok(Allotment {
        id: AllotmentId(uow.id()),
        fiscal_year: row.fiscal_year + 1,
        amount_fen: line.closing.total().map_err(Problem::internal)?.get(),
        state: AllotmentState::Approved.to_string(),
        version: 1,
        created_by: row.proposed_by,
        approved_by: Some(uow.caller()?.user),
        origin_id: Some(line.origin()),
        created_at: uow.micros(),
        updated_at: uow.micros(),
        ..line.allotment.clone()
    })
}

fn figures(now: &Reckoned, next: &HashMap<AllotmentId, AllotmentId>) -> Vec<Figures> {
    let figures = now.figures().into_iter();
    figures.map(|one| Figures { to_allotment_id: next.get(&AllotmentId(one.allotment_id)).map(|id| id.0), ..one }).collect()
}

/// E16: out of the old year and into the next one.
async fn post(uow: &Uow, row: &YearEnd, now: &Reckoned, next: &HashMap<AllotmentId, AllotmentId>) -> Result<(), Problem> {
    let (last, first) = now.days;
    let about = (KIND, row.id.0);
    for line in &now.lines {
        let allotment = line.allotment.id.to_string();
        let memo = format!("{} {} {} 年末结转", now.fund.code, row.fiscal_year, line.allotment.budget_line);
        if !line.closing.lapse.is_zero() {
            let (origin, source, bank) = (line.origin().to_string(), now.fund.source.clone(), now.fund.code.clone());
            let place = Place { allotment: allotment.clone(), origin, source, bank };
            ledger::post_on(uow, &LedgerEvent::Lapse { place, amount: line.closing.lapse }, last, about, &memo).await?;
        }
        if line.closing.carried.is_empty() {
            continue;
        }
        let new = next.get(&line.allotment.id).ok_or_else(|| Problem::internal("nowhere to carry positions to"))?;
        let positions = line.closing.carried.clone();
        ledger::post_on(uow, &LedgerEvent::CarryOut { allotment, positions: positions.clone() }, last, about, &memo).await?;
        ledger::post_on(uow, &LedgerEvent::CarryIn { allotment: new.to_string(), positions }, first, about, &memo).await?;
    }
    Ok(())
}

//! The library of experts: registration, approval for a year, renewal, and what follows from where they work.

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::actions::{Offer, available};
use yichuang_base::caller::{Caller, Grant, Place, Scope};
use yichuang_base::http::{IfMatch, Reply};
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow, state_of};
use yichuang_base::wire::{ActionView, Date, ExpertState, Instant, PersonView, Speciality, document};
use yichuang_domain::experts::{may_renew, may_sit};
use yichuang_domain::fault::Fault;
use yichuang_domain::roles::Role;
use yichuang_domain::states::experts::{ExpertEvent as Event, ExpertMachine, ExpertState as State};
use yichuang_domain::time::Day;
use yichuang_store::experts::{self as rows, Around};
use yichuang_store::ids::{ExpertId, UserId};
use yichuang_store::record::{Affiliation, Expert, ExpertSpeciality, User};
use yichuang_store::update;

pub mod approve;
pub mod ask_renewal;
pub mod bulk_approve;
pub mod expire;
pub mod fields;
pub mod get;
pub mod import;
pub mod list;
pub mod mine;
pub mod register;
pub mod reinstate;
pub mod send_back;
pub mod submit;
pub mod suspend;
pub mod template;
pub mod update;

/// One thing an expert knows about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpertSpecialityView {
    pub code: Speciality,
    /// From 1 to 100.
    #[schema(example = 80)]
    pub weight: i32,
}

/// Where an expert works or worked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AffiliationView {
    #[schema(example = "示例大学社会学院")]
    pub organisation: String,
    #[schema(example = "52310115MJ9000022D")]
    pub uscc: Option<String>,
    #[schema(example = "副教授")]
    pub role: String,
    pub employer: bool,
    pub from_on: Option<Date>,
    pub to_on: Option<Date>,
}

/// Days on which an expert takes work, both included.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AvailabilityView {
    pub from_on: Date,
    pub until_on: Date,
}

/// An expert of the library.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpertView {
    pub id: Uuid,
    #[schema(example = "ZJ2026-0001")]
    pub number: String,
    /// The account.
    pub user: PersonView,
    #[schema(example = "陈静")]
    pub name: String,
    #[schema(example = "高级社会工作师")]
    pub titles: String,
    /// Where they work now; the first employer that has no last day.
    #[schema(example = "示例大学社会学院")]
    pub employer: Option<String>,
    pub affiliations: Vec<AffiliationView>,
    /// The heaviest first.
    pub specialities: Vec<ExpertSpecialityView>,
    #[schema(example = "320402000000")]
    pub area_code: String,
    #[schema(example = "常州市天宁区")]
    pub area_name: String,
    /// Proposals that the expert takes in one round.
    #[schema(example = 40)]
    pub load_cap: i32,
    /// When the expert takes work; empty: always.
    pub available: Vec<AvailabilityView>,
    /// The last day of the approval.
    pub approved_until: Option<Date>,
    /// Whether the expert may sit on a panel today.
    pub may_sit: bool,
    /// When another year was asked for, as long as that waits.
    pub renewal_asked_at: Option<Instant>,
    /// Why it was sent back or suspended.
    pub reason: Option<String>,
    /// Who registered it.
    pub registered_by: PersonView,
    pub state: ExpertState,
    pub version: i32,
    pub created_at: Instant,
    pub demonstration: bool,
    pub available_actions: Vec<ActionView>,
}

/// Where an expert is at home: whose officers look after the record.
#[must_use]
pub fn place(row: &Expert) -> Place<'_> {
    Place::area(&row.area_path)
}

/// The unit of work with the hands that the caller has on this record: those of the bureau at its place, and those of a
/// reviewer on their own record alone.
async fn hands(uow: &Uow, row: &Expert) -> Result<Uow, Problem> {
    let mine = uow.is_me(row.user_id).await?;
    with_hands(uow, row, mine)
}

fn with_hands(uow: &Uow, row: &Expert, mine: bool) -> Result<Uow, Problem> {
    let who = uow.caller()?;
    let mut grants: Vec<Grant> = who.grants.iter().filter(|grant| grant.role != Role::Reviewer).cloned().collect();
    if mine {
        grants.push(Grant { role: Role::Reviewer, scope: Scope::Area(row.area_path.clone()) });
    }
    Ok(uow.acting(Caller { grants, ..who.clone() }, uow.now))
}

/// 404 unless it is the caller's own record or they look after it.
async fn must_see(uow: &Uow, row: &Expert) -> Result<(), Problem> {
    if uow.is_me(row.user_id).await? { Ok(()) } else { uow.must_see(PROGRAMME, &place(row)) }
}

/// The record, to be changed by whoever may know of it from the version they saw.
async fn open(uow: &Uow, id: ExpertId, seen: IfMatch) -> Result<Expert, Problem> {
    let row: Expert = uow.lock(id).await?;
    must_see(uow, &row).await?;
    seen.check(row.version)?;
    Ok(row)
}

/// Moves the record by an event of the caller, and says so to the expert.
async fn step(uow: &Uow, row: Expert, event: Event, reason: Option<&str>) -> Result<Expert, Problem> {
    let to: State = hands(uow, &row).await?.fire::<ExpertMachine>(&row.state, event, &place(&row))?;
    let from = row.state.clone();
    let kept = reason.map(|reason| reason.trim().to_owned());
    let after = update(&uow.conn, Expert { state: to.to_string(), reason: kept, updated_at: uow.micros(), ..row }).await?;
    let mut subject = Subject::new("expert", after.id).moved(&from, &after.state);
    subject.reason = reason;
    uow.audit(&format!("expert.{}", event.as_str()), subject).await?;
    if !uow.is_me(after.user_id).await? {
        let user: User = uow.find(after.user_id).await?;
        let reason = reason.map(|reason| format!("说明：{reason}\n")).unwrap_or_default();
        let until = after.approved_until.as_deref().filter(|_| event == Event::Approve);
        let until = until.map(|day| format!("聘期至 {day}。\n")).unwrap_or_default();
        let text = format!("您的评审专家档案 {}：{}。\n{until}{reason}", after.number, event.zh());
        uow.mail(&user.email, &format!("专家库：{}", event.zh()), &text).await?;
    }
    Ok(after)
}

/// What stands in the way of an approval by the caller: another hand, and a renewal that somebody asked for.
async fn approval_faults(uow: &Uow, row: &Expert) -> Result<Vec<Fault>, Problem> {
    let mut mine = false;
    for user in [Some(row.user_id), Some(row.created_by), row.submitted_by].into_iter().flatten() {
        mine |= uow.is_me(user).await?;
    }
    Ok(approval_faults_of(row, mine))
}

fn approval_faults_of(row: &Expert, mine: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    if mine {
        faults.push(Fault::new("", "same_person", "Who registered or handed in an expert does not approve them"));
    }
    if row.state == State::Approved.as_str() && row.renewal_asked_at.is_none() {
        faults.push(Fault::new("", "renewal_not_asked", "Nobody has asked for another year"));
    }
    faults
}

/// What stands in the way of asking for another year.
fn renewal_faults(uow: &Uow, row: &Expert) -> Result<Vec<Fault>, Problem> {
    let mut faults = Vec::new();
    if row.renewal_asked_at.is_some() {
        faults.push(Fault::new("", "renewal_asked", "Another year was asked for already"));
    }
    if let Some(until) = last_day(row)?.filter(|until| !may_renew(*until, uow.today())) {
        faults.push(Fault::new("", "renewal_too_early", "It is too early to ask for another year").with_limit(until.to_string()));
    }
    Ok(faults)
}

fn last_day(row: &Expert) -> Result<Option<Day>, Problem> {
    row.approved_until.as_deref().map(Day::parse).transpose().map_err(Problem::internal)
}

/// 409 for the first of these.
fn unblocked(faults: Vec<Fault>) -> Result<(), Problem> {
    faults.into_iter().next().map_or(Ok(()), |fault| Err(Problem::refused(&fault.code, fault.detail)))
}

pub(super) async fn views(uow: &Uow, page: &[Expert]) -> Result<Vec<ExpertView>, Problem> {
    let around = rows::around(&uow.conn, page).await?;
    page.iter().map(|row| view(uow, row, &around)).collect()
}

/// One record with its parts, as the caller sees it.
async fn one(uow: &Uow, row: &Expert) -> Result<ExpertView, Problem> {
    views(uow, std::slice::from_ref(row)).await?.pop().ok_or_else(Problem::not_found)
}

async fn reply(uow: &Uow, row: &Expert) -> Result<Reply, Problem> {
    Ok(Reply::ok(&get::detail(uow, row).await?)?.version(row.version))
}

fn view(uow: &Uow, row: &Expert, around: &Around) -> Result<ExpertView, Problem> {
    let affiliations: Vec<&Affiliation> = around.affiliations.iter().filter(|one| one.expert_id == row.id).collect();
    let specialities: Vec<&ExpertSpeciality> = around.specialities.iter().filter(|one| one.expert_id == row.id).collect();
    let person = |id: UserId| named(&around.users, id);
    let available: Vec<(Date, Date)> = document(&row.available)?;
    Ok(ExpertView {
        id: row.id.0,
        number: row.number.clone(),
        user: person(row.user_id),
        name: row.name.clone(),
        titles: row.titles.clone(),
        employer: affiliations.iter().find(|one| one.employer && one.to_on.is_none()).map(|one| one.organisation.clone()),
        specialities: specialities
            .iter()
            .map(|one| Ok(ExpertSpecialityView { code: Speciality::read(&one.code)?, weight: one.weight }))
            .collect::<Result<_, Problem>>()?,
        area_code: row.area_code.clone(),
        area_name: around.areas.iter().find(|area| area.code == row.area_code).map(|area| area.name.clone()).unwrap_or_default(),
        load_cap: row.load_cap,
        available: available.into_iter().map(|(from_on, until_on)| AvailabilityView { from_on, until_on }).collect(),
        approved_until: Date::maybe(row.approved_until.as_deref())?,
        may_sit: may_sit(state_of(&row.state)?, last_day(row)?, uow.today()),
        renewal_asked_at: Instant::maybe(row.renewal_asked_at)?,
        reason: row.reason.clone(),
        registered_by: person(row.created_by),
        state: ExpertState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        demonstration: row.demonstration,
        available_actions: actions(uow, row, around)?,
        affiliations: affiliations.into_iter().map(affiliation).collect::<Result<_, _>>()?,
    })
}

fn affiliation(one: &Affiliation) -> Result<AffiliationView, Problem> {
    Ok(AffiliationView {
        organisation: one.organisation.clone(),
        uscc: Some(one.uscc.clone()).filter(|uscc| !uscc.is_empty()),
        role: one.role.clone(),
        employer: one.employer,
        from_on: Date::maybe(one.from_on.as_deref())?,
        to_on: Date::maybe(one.to_on.as_deref())?,
    })
}

fn actions(uow: &Uow, row: &Expert, around: &Around) -> Result<Vec<ActionView>, Problem> {
    let person = uow.caller()?.person;
    let me = |id: UserId| around.users.iter().any(|user| user.id == id && user.person_id == person);
    let places: Vec<Affiliation> = around.affiliations.iter().filter(|one| one.expert_id == row.id).cloned().collect();
    let known: Vec<ExpertSpeciality> = around.specialities.iter().filter(|one| one.expert_id == row.id).cloned().collect();
    let missing = fields::missing(row, &places, &known);
    let concerned = me(row.user_id) || me(row.created_by) || row.submitted_by.is_some_and(me);
    let mut renewal = renewal_faults(uow, row)?;
    renewal.extend(missing.clone());
    let offers = vec![
        Offer::new(Event::Submit, "submitExpert").blocked(missing),
        Offer::new(Event::Approve, "approveExpert").blocked(approval_faults_of(row, concerned)),
        Offer::new(Event::Return, "returnExpert"),
        Offer::new(Event::AskRenewal, "askExpertRenewal").blocked(renewal),
        Offer::new(Event::Suspend, "suspendExpert"),
        Offer::new(Event::Reinstate, "reinstateExpert"),
    ];
    let hands = with_hands(uow, row, me(row.user_id))?;
    available::<ExpertMachine>(&hands, &row.state, &place(row), offers)
}

/// What the trail keeps of a record.
fn snapshot(row: &Expert, affiliations: &[Affiliation], specialities: &[ExpertSpeciality]) -> serde_json::Value {
    let places: Vec<_> = affiliations.iter().map(|one| json!([one.organisation, one.uscc, one.role, one.from_on, one.to_on])).collect();
    let knows: Vec<_> = specialities.iter().map(|one| json!([one.code, one.weight])).collect();
    json!({
        "number": row.number, "name": row.name, "titles": row.titles, "area_code": row.area_code, "load_cap": row.load_cap,
        "available": row.available, "affiliations": places, "specialities": knows,
    })
}

//! How a call looks to staff.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::{Uow, state_of};
use yichuang_base::wire::{ActionView, CallState, FaultView, Instant, Money, PersonView, document};
use yichuang_domain::schemes::sha256_hex;
use yichuang_domain::states::calls::{CallEvent as Event, CallMachine};
use yichuang_domain::states::proposals::ProposalState;
use yichuang_domain::time::Timestamp;
use yichuang_store::around;
use yichuang_store::calls::ProposalCount;
use yichuang_store::ids::{CallId, UserId};
use yichuang_store::record::{Area, Call, User};
use yichuang_store::{areas, calls, get_many, questions};

use super::announced::{CallDocumentView, call_document};
use super::scheme_document::SchemeDocument;
use super::{approve, archive, place, publish, start_deciding, start_review, start_screening};

/// An area by its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallAreaView {
    #[schema(example = "320402000000")]
    pub code: String,
    #[schema(example = "常州市天宁区")]
    pub name: String,
}

/// What follows from the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallPhase {
    /// Applications are not taken yet.
    Upcoming,
    /// Between the two dates, both included.
    Open,
    /// The deadline is over, or the call was cancelled.
    Closed,
}

/// How many proposals stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CallCounts {
    /// All but those taken back.
    pub proposals: i64,
    pub draft: i64,
    pub submitted: i64,
    pub correction_requested: i64,
    pub eligible: i64,
    pub ineligible: i64,
    pub under_review: i64,
    pub ranked: i64,
    pub recommended: i64,
    pub reserve: i64,
    pub not_selected: i64,
    pub on_notice: i64,
    pub awarded: i64,
    pub revoked: i64,
    pub withdrawn: i64,
}

/// A call in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallSummary {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
    #[schema(example = 2026)]
    pub year: i32,
    pub area: CallAreaView,
    #[schema(example = "常州市天宁区民政局")]
    pub host_name: String,
    pub budget: Money,
    pub opens_at: Instant,
    /// From this instant on nothing can be submitted; the midnight that ends the deadline day.
    pub closes_at: Instant,
    pub phase: CallPhase,
    pub counts: CallCounts,
    pub demonstration: bool,
    pub state: CallState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// A call for applications.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallView {
    pub id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub number: String,
    #[schema(example = "2026年天宁区公益创投")]
    pub title: String,
    #[schema(example = 2026)]
    pub year: i32,
    pub area: CallAreaView,
    #[schema(example = "常州市天宁区民政局")]
    pub host_name: String,
    /// The preset that the scheme started from.
    #[schema(example = "changzhou")]
    pub scheme_preset: String,
    /// Every setting of the round; frozen when the call is published.
    #[schema(value_type = SchemeDocument)]
    pub scheme: Value,
    /// SHA-256 of the scheme; it never changes after the publication.
    pub scheme_sha256: String,
    pub budget: Money,
    /// The allotment that pays.
    pub allotment_id: Option<Uuid>,
    pub opens_at: Instant,
    /// From this instant on nothing can be submitted; the midnight that ends the deadline day.
    pub closes_at: Instant,
    pub phase: CallPhase,
    pub announcement: String,
    pub document: CallDocumentView,
    /// Version of the announcement: 1 as published, one more with each amendment.
    #[schema(example = 1)]
    pub revision: i32,
    /// The call this one was copied from.
    pub copied_from: Option<Uuid>,
    /// The first round of the standing call that this is a later round of.
    pub round_of: Option<Uuid>,
    #[schema(example = 1)]
    pub round: i32,
    /// Everything that approval would refuse now; empty once the call is approved.
    pub findings: Vec<FaultView>,
    /// Questions that wait for an answer.
    pub questions_waiting: i64,
    pub created_by: PersonView,
    pub approved_by: Option<PersonView>,
    pub published_at: Option<Instant>,
    pub counts: CallCounts,
    pub demonstration: bool,
    pub state: CallState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

impl CallPhase {
    /// The phase at an instant.
    #[must_use]
    pub fn at(call: &Call, now: Timestamp) -> Self {
        if call.state == "cancelled" || now.micros() >= call.closes_at {
            Self::Closed
        } else if now.micros() < call.opens_at {
            Self::Upcoming
        } else {
            Self::Open
        }
    }
}

impl CallCounts {
    fn add(&mut self, state: ProposalState, n: i64) {
        let field = match state {
            ProposalState::Draft => &mut self.draft,
            ProposalState::Submitted => &mut self.submitted,
            ProposalState::CorrectionRequested => &mut self.correction_requested,
            ProposalState::Eligible => &mut self.eligible,
            ProposalState::Ineligible => &mut self.ineligible,
            ProposalState::UnderReview => &mut self.under_review,
            ProposalState::Ranked => &mut self.ranked,
            ProposalState::Recommended => &mut self.recommended,
            ProposalState::Reserve => &mut self.reserve,
            ProposalState::NotSelected => &mut self.not_selected,
            ProposalState::OnNotice => &mut self.on_notice,
            ProposalState::Awarded => &mut self.awarded,
            ProposalState::Revoked => &mut self.revoked,
            ProposalState::Withdrawn => &mut self.withdrawn,
        };
        *field += n;
        if state != ProposalState::Withdrawn {
            self.proposals += n;
        }
    }
}

fn counts(rows: Vec<ProposalCount>) -> Result<HashMap<CallId, CallCounts>, Problem> {
    let mut found: HashMap<CallId, CallCounts> = HashMap::new();
    for (call, state, n) in rows {
        found.entry(call).or_default().add(state_of(&state)?, n);
    }
    Ok(found)
}

/// The areas of some calls by code.
pub(super) async fn areas_of(uow: &Uow, rows: &[Call]) -> Result<HashMap<String, CallAreaView>, Problem> {
    let mut codes: Vec<String> = rows.iter().map(|row| row.area_code.clone()).collect();
    codes.sort_unstable();
    codes.dedup();
    Ok(by_code(areas::get_many(&uow.conn, &codes).await?))
}

fn by_code(areas: Vec<Area>) -> HashMap<String, CallAreaView> {
    areas.into_iter().map(|area| (area.code.clone(), CallAreaView { code: area.code, name: area.name })).collect()
}

/// The area of one of the calls that `areas` was loaded for.
pub(super) fn area(areas: &HashMap<String, CallAreaView>, row: &Call) -> CallAreaView {
    areas.get(&row.area_code).cloned().unwrap_or_else(|| CallAreaView { code: row.area_code.clone(), name: String::new() })
}

/// A page of calls, with one query for what all of them name.
pub(super) async fn summaries(uow: &Uow, rows: &[Call]) -> Result<Vec<CallSummary>, Problem> {
    let (areas, counted) = around::calls(&uow.conn, rows, &recusal::hidden(uow).await?).await?;
    let counts = counts(counted)?;
    let areas = by_code(areas);
    rows.iter()
        .map(|row| {
            Ok(CallSummary {
                id: row.id.0,
                number: row.number.clone(),
                title: row.title.clone(),
                year: row.year,
                area: area(&areas, row),
                host_name: row.host_name.clone(),
                budget: Money::fen(row.budget_fen)?,
                opens_at: Instant::micros(row.opens_at)?,
                closes_at: Instant::micros(row.closes_at)?,
                phase: CallPhase::at(row, uow.now),
                counts: counts.get(&row.id).copied().unwrap_or_default(),
                demonstration: row.demonstration,
                state: CallState::read(&row.state)?,
                version: row.version,
                created_at: Instant::micros(row.created_at)?,
                updated_at: Instant::micros(row.updated_at)?,
            })
        })
        .collect()
}

pub(super) async fn view(uow: &Uow, row: &Call) -> Result<CallView, Problem> {
    let areas = areas_of(uow, std::slice::from_ref(row)).await?;
    let people: Vec<UserId> = [Some(row.created_by), row.approved_by].into_iter().flatten().collect();
    let people = get_many::<User>(&uow.conn, &people).await?;
    let person = |id: UserId| named(&people, id);
    Ok(CallView {
        id: row.id.0,
        number: row.number.clone(),
        title: row.title.clone(),
        year: row.year,
        area: area(&areas, row),
        host_name: row.host_name.clone(),
        scheme_preset: row.scheme_preset.clone(),
        scheme: document(&row.scheme)?,
        scheme_sha256: sha256_hex(row.scheme.as_bytes()),
        budget: Money::fen(row.budget_fen)?,
        allotment_id: row.allotment_id.map(|id| id.0),
        opens_at: Instant::micros(row.opens_at)?,
        closes_at: Instant::micros(row.closes_at)?,
        phase: CallPhase::at(row, uow.now),
        announcement: row.announcement.clone(),
        document: call_document(row)?.into(),
        revision: row.revision,
        copied_from: row.copied_from.map(|id| id.0),
        round_of: row.round_of.map(|id| id.0),
        round: row.round,
        findings: findings(uow, row).await?,
        questions_waiting: questions::waiting(&uow.conn, row.id).await?,
        created_by: person(row.created_by),
        approved_by: row.approved_by.map(person),
        published_at: Instant::maybe(row.published_at)?,
        counts: counts(calls::proposal_counts(&uow.conn, &[row.id], &recusal::hidden(uow).await?).await?)?
            .remove(&row.id)
            .unwrap_or_default(),
        demonstration: row.demonstration,
        state: CallState::read(&row.state)?,
        version: row.version,
        created_at: Instant::micros(row.created_at)?,
        updated_at: Instant::micros(row.updated_at)?,
        available_actions: actions(uow, row).await?,
    })
}

/// What approval would refuse, whoever asks.
async fn findings(uow: &Uow, row: &Call) -> Result<Vec<FaultView>, Problem> {
    let found = if row.state == "draft" { approve::findings(uow, row).await? } else { Vec::new() };
    Ok(found.into_iter().map(Into::into).collect())
}

/// What the caller may do; only the step that comes next is asked what it waits for.
async fn actions(uow: &Uow, row: &Call) -> Result<Vec<ActionView>, Problem> {
    let next = match row.state.as_str() {
        "draft" => Some(Offer::new(Event::Approve, "approveCall").blocked(approve::blockers(uow, row).await?)),
        "approved" => Some(Offer::new(Event::Publish, "publishCall").blocked(publish::blockers(uow, row))),
        "published" => Some(Offer::new(Event::StartScreening, "startScreening").blocked(start_screening::blockers(uow, row))),
        "screening" => Some(Offer::new(Event::StartReview, "startReview").blocked(start_review::blockers(uow, row).await?)),
        "reviewing" => Some(Offer::new(Event::StartDeciding, "startDeciding").blocked(start_deciding::blockers(uow, row).await?)),
        "awarded" => Some(Offer::new(Event::Archive, "archiveCall").blocked(archive::blockers(uow, row).await?)),
        _ => None,
    };
    let offers = next.into_iter().chain([Offer::new(Event::Cancel, "cancelCall")]).collect();
    available::<CallMachine>(uow, &row.state, &place(row), offers)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(state: &str) -> Call {
        Call {
            id: CallId(Uuid::nil()),
            number: String::new(),
            title: String::new(),
            year: 2026,
            area_code: String::new(),
            area_path: "/".to_owned(),
            host_name: String::new(),
            scheme_preset: String::new(),
            scheme: String::new(),
            budget_fen: 1,
            allotment_id: None,
            opens_at: 100,
            closes_at: 200,
            announcement: String::new(),
            document: "{}".to_owned(),
            revision: 1,
            copied_from: None,
            round_of: None,
            round: 1,
            demonstration: false,
            state: state.to_owned(),
            version: 1,
            created_by: UserId(Uuid::nil()),
            approved_by: None,
            published_at: None,
            created_at: 0,
            updated_at: 0,
        }
    }

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_micros(micros).unwrap()
    }

    #[test]
    fn a_call_is_open_from_its_first_date_until_just_before_its_second() {
        let phases = [99, 100, 199, 200].map(|now| CallPhase::at(&call("published"), at(now)));
        assert_eq!(phases, [CallPhase::Upcoming, CallPhase::Open, CallPhase::Open, CallPhase::Closed]);
        let takes = [99, 100, 199, 200].map(|now| super::super::takes_applications(&call("published"), at(now)));
        assert_eq!(takes, [false, true, true, false]);
    }

    #[test]
    fn a_cancelled_call_is_closed_whatever_its_dates_say() {
        assert_eq!(CallPhase::at(&call("cancelled"), at(150)), CallPhase::Closed);
        assert!(!super::super::takes_applications(&call("approved"), at(150)));
    }

    #[test]
    fn every_state_is_counted_and_what_was_taken_back_is_no_proposal() {
        let mut counts = CallCounts::default();
        for state in ProposalState::ALL {
            counts.add(*state, 2);
        }
        assert_eq!((counts.proposals, counts.withdrawn, counts.draft), (26, 2, 2));
    }
}

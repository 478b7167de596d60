//! Everything that decides a plan, read from the records: the same for a preview and for carrying it out, and with one
//! digest, so that nobody carries out another plan than was looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use yichuang_base::problem::Problem;
use yichuang_base::recusal::keep::closed;
use yichuang_base::uow::Uow;
use yichuang_domain::assignment::{self, AssignmentError, Cut, Expert, Match, Pair, Plan, Seat, Task, match_score};
use yichuang_domain::schemes::{Scheme, canonical_json, sha256_hex};
use yichuang_records::calls;
use yichuang_records::calls::assignment_settings::AssignmentSettingsInput;
use yichuang_store::ids::{ProposalId, UserId};
use yichuang_store::record::{Assignment, Call, Organisation, PanelSeat, Proposal, ReviewStage, User};
use yichuang_store::{assignment_runs as known_of, experts, get_many, proposals, reviews as rows};

/// A member of the panel.
pub(super) struct Member {
    pub seat: PanelSeat,
    pub user: User,
    /// Where they belong, in letters.
    pub organisation: Option<Organisation>,
    pub categories: BTreeSet<String>,
    /// The most proposals on this desk.
    pub cap: u32,
    /// How many are there already.
    pub load: u32,
}

/// What is to be assigned to whom.
pub(super) struct Facts<'a> {
    settings: &'a AssignmentSettingsInput,
    pub members: Vec<Member>,
    pub proposals: Vec<Proposal>,
    /// Whoever reviews a proposal already.
    pub present: BTreeSet<(ProposalId, UserId)>,
    /// One row for each proposal, in the order of the members; with everything that is closed.
    task: Task,
}

/// Who was given what before.
struct Made {
    /// Whoever reviews a proposal already.
    present: BTreeSet<(ProposalId, UserId)>,
    /// Whoever was ever given it, also those who left.
    taken: BTreeSet<(ProposalId, UserId)>,
}

/// A plan, or why there is none.
pub(super) enum Outcome {
    Plan(Plan),
    Cut(Cut),
}

impl<'a> Facts<'a> {
    /// 422 if the settings do not fit scheme and panel.
    pub async fn read(uow: &Uow, call: &Call, stage: &ReviewStage, settings: &'a AssignmentSettingsInput) -> Result<Self, Problem> {
        let seats = rows::seats(&uow.conn, stage.id).await?;
        let scheme: Scheme = calls::scheme(call)?;
        let ids: Vec<_> = seats.iter().map(|seat| seat.reviewer_id.0).collect();
        let faults = settings.faults(&scheme, &ids);
        if !faults.is_empty() {
            return Err(Problem::faults(faults));
        }
        let proposals = proposals::list_in(&uow.conn, call.id, &["eligible", "under_review"]).await?;
        let made = rows::assignments_of(&uow.conn, stage.id).await?;
        let live: BTreeSet<ProposalId> = proposals.iter().map(|proposal| proposal.id).collect();
        let active = |row: &&Assignment| live.contains(&row.proposal_id) && is_active(row);
        let present = made.iter().filter(active).map(|row| (row.proposal_id, row.reviewer_id)).collect();
        let mut members = members(uow, call, seats, settings, &present, proposals.len()).await?;
        // What they know besides says nothing about a proposal of this call.
        for member in &mut members {
            member.categories.retain(|code| scheme.categories.iter().any(|category| category.code == *code));
        }
        let made = Made { present, taken: made.iter().map(|row| (row.proposal_id, row.reviewer_id)).collect() };
        let task = task(uow, call, settings, &members, &proposals, &made).await?;
        Ok(Self { settings, members, proposals, present: made.present, task })
    }

    /// The task as text, by which everything is decided; nothing else of the records can change a plan.
    pub fn input(&self) -> String {
        let experts: Vec<Value> = self
            .task
            .experts
            .iter()
            .zip(&self.members)
            .map(|(one, member)| {
                json!({ "id": one.id, "alias": member.seat.alias, "organisation": one.organisation, "cap": one.cap, "load": one.load })
            })
            .collect();
        let proposals: Vec<Value> = self
            .task
            .proposals
            .iter()
            .map(|one| {
                let pairs: Vec<Value> = one.pairs.iter().map(|pair| json!([pair.score, pair.specialist])).collect();
                json!({ "id": one.id, "taken": one.taken, "pairs": pairs })
            })
            .collect();
        let present: Vec<Value> = self.present.iter().map(|(proposal, reviewer)| json!([proposal.0, reviewer.0])).collect();
        canonical_json(&json!({
            "format": "assignment-task/1", "mode": self.settings.mode, "seed": self.task.seed, "per_proposal": self.task.per_proposal,
            "balance": self.task.balance, "specialist_reward": self.task.specialist_reward, "experts": experts, "proposals": proposals,
            "present": present,
        }))
    }

    pub fn digest(&self) -> String {
        sha256_hex(self.input().as_bytes())
    }

    /// The plan: with `all_by_all` every pair that is open, else the cheapest by the rule of the domain.
    pub fn plan(&self) -> Result<Outcome, Problem> {
        if self.settings.is_all_by_all() {
            return Ok(Outcome::Plan(self.everybody()));
        }
        match assignment::assign(&self.task) {
            Ok(plan) => Ok(Outcome::Plan(plan)),
            Err(AssignmentError::Infeasible(cut)) => Ok(Outcome::Cut(cut)),
            Err(AssignmentError::TooLarge) => {
                Err(Problem::fault("/settings/per_proposal", "too_large", "The plan would have too many seats"))
            }
            Err(other) => Err(Problem::internal(other)),
        }
    }

    fn everybody(&self) -> Plan {
        let mut seats = Vec::new();
        for proposal in &self.task.proposals {
            for (expert, pair) in self.task.experts.iter().zip(&proposal.pairs) {
                let Some(score) = pair.score else { continue };
                seats.push(Seat { proposal: proposal.id.clone(), expert: expert.id.clone(), score, specialist: pair.specialist });
            }
        }
        seats.sort_unstable();
        let cost = seats.iter().map(|seat| i64::from(assignment::FULL - seat.score)).sum();
        Plan { least_score: seats.iter().map(|seat| seat.score).min().unwrap_or(assignment::FULL), seats, cost }
    }

    /// The pair of a proposal and a member.
    pub fn pair(&self, proposal: usize, member: usize) -> Pair {
        self.task.proposals[proposal].pairs[member]
    }
}

/// Whether somebody is to review it, or has.
pub(super) fn is_active(row: &Assignment) -> bool {
    matches!(row.state.as_str(), "offered" | "accepted" | "completed")
}

async fn members(
    uow: &Uow,
    call: &Call,
    seats: Vec<PanelSeat>,
    settings: &AssignmentSettingsInput,
    present: &BTreeSet<(ProposalId, UserId)>,
    proposals: usize,
) -> Result<Vec<Member>, Problem> {
    let ids: Vec<UserId> = seats.iter().map(|seat| seat.reviewer_id).collect();
    let users = get_many::<User>(&uow.conn, &ids).await?;
    let belongs = known_of::affiliations(&uow.conn, &ids).await?;
    let names: Vec<_> = belongs.values().copied().collect();
    let organisations = get_many::<Organisation>(&uow.conn, &names).await?;
    let mut reviewed = known_of::reviewed_categories(&uow.conn, &ids, call.id).await?;
    let library = experts::known_of(&uow.conn, &ids).await?;
    let everything = u32::try_from(proposals).unwrap_or(u32::MAX);
    let member = |seat: PanelSeat| -> Result<Member, Problem> {
        let user = users.iter().find(|user| user.id == seat.reviewer_id).cloned();
        let user = user.ok_or_else(|| Problem::internal(format!("seat {} lost its account", seat.id)))?;
        let said = settings.of(seat.reviewer_id.0);
        let (most, specialities) = library.get(&seat.reviewer_id).cloned().unwrap_or_default();
        let mut known = reviewed.remove(&seat.reviewer_id).unwrap_or_default();
        known.extend(specialities);
        let most = u32::try_from(most).ok().filter(|most| *most > 0);
        let load = present.iter().filter(|(_, reviewer)| *reviewer == seat.reviewer_id).count();
        Ok(Member {
            organisation: belongs.get(&seat.reviewer_id).and_then(|id| organisations.iter().find(|one| one.id == *id)).cloned(),
            categories: said.and_then(|said| said.categories.clone()).map_or(known, |said| said.into_iter().collect()),
            cap: said.and_then(|said| said.cap).or(settings.cap).or(most).unwrap_or(everything),
            load: u32::try_from(load).unwrap_or(u32::MAX),
            user,
            seat,
        })
    };
    seats.into_iter().map(member).collect()
}

async fn task(
    uow: &Uow,
    call: &Call,
    settings: &AssignmentSettingsInput,
    members: &[Member],
    proposals: &[Proposal],
    made: &Made,
) -> Result<Task, Problem> {
    let ids: Vec<UserId> = members.iter().map(|member| member.user.id).collect();
    let local = known_of::local_reviewers(&uow.conn, &ids, &call.area_path).await?;
    let experienced = known_of::reviewed_categories(&uow.conn, &ids, call.id).await?;
    let mut shut: BTreeMap<UserId, Vec<ProposalId>> = BTreeMap::new();
    for member in members {
        shut.insert(member.user.id, closed(uow, &member.user, proposals).await?);
    }
    let pair = |proposal: &Proposal, member: &Member| {
        let id = member.user.id;
        let colleague = |other: &Member| other.organisation.is_some() && other.organisation == member.organisation;
        let sits = |other: &Member| made.present.contains(&(proposal.id, other.user.id));
        let category = proposal.category.as_deref().unwrap_or_default();
        let specialist = member.categories.contains(category);
        // Where everybody reviews everything, organisations keep nobody away.
        let met = !settings.is_all_by_all() && members.iter().any(|one| colleague(one) && sits(one));
        if met || made.taken.contains(&(proposal.id, id)) || shut[&id].contains(&proposal.id) {
            return Pair { score: None, specialist };
        }
        let wanted: Vec<(String, u32)> = proposal.category.iter().map(|code| (code.clone(), 1)).collect();
        let offered: Vec<(String, u32)> = member.categories.iter().map(|code| (code.clone(), 1)).collect();
        let score = match_score(&Match {
            wanted: &wanted,
            offered: &offered,
            track_experience: experienced.get(&id).is_some_and(|known| known.contains(category)),
            preference: settings.of(id.0).and_then(|said| said.preference).unwrap_or(500),
            region: local.contains(&id),
        });
        Pair { score: Some(score), specialist }
    };
    let expert = |member: &Member| Expert {
        id: member.user.id.to_string(),
        organisation: member.organisation.as_ref().map(|one| one.id.to_string()).unwrap_or_default(),
        cap: member.cap,
        load: member.load,
    };
    let row = |proposal: &Proposal| assignment::Proposal {
        id: proposal.id.to_string(),
        taken: u32::try_from(made.present.iter().filter(|(id, _)| *id == proposal.id).count()).unwrap_or(u32::MAX),
        pairs: members.iter().map(|member| pair(proposal, member)).collect(),
    };
    Ok(Task {
        seed: settings.seed.trim().to_owned(),
        per_proposal: settings.wanted().unwrap_or(0),
        balance: settings.balance,
        specialist_reward: settings.specialist_reward,
        experts: members.iter().map(expert).collect(),
        proposals: proposals.iter().map(row).collect(),
        apart: Vec::new(),
    })
}

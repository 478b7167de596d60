//! How the jury of a call, or its site visits, look to staff.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::actions::{Offer, available};
use yichuang_base::http::Reply;
use yichuang_base::parties::named;
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{ActionView, CountedStage, Date, Instant, JuryProtocolState, PersonView};
use yichuang_domain::reviews::{CountedStage as Counted, Rounding, round_once};
use yichuang_domain::states::jury_protocols::{JuryProtocolEvent, JuryProtocolMachine};
use yichuang_records::calls;
use yichuang_records::files::{self, FileView};
use yichuang_store::ids::{OrganisationId, ProposalId, UserId};
use yichuang_store::record::{Call, JuryCountRow, JuryProtocol, Organisation, Proposal, User};
use yichuang_store::{get_many, juries as rows};

use super::{Field, exact, field, is_officer, weights};
use crate::reviews::assignment::ReviewedProposal;

/// What the jury gave one proposal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JuryCountView {
    pub proposal: ReviewedProposal,
    #[schema(example = 120)]
    pub ballots: u32,
    /// The sum of the points of all ballots, as a decimal with at most two decimals.
    #[schema(example = "9834.5")]
    pub points: String,
    /// The mean of a ballot, exactly, as a fraction in lowest terms; nothing where nobody voted.
    #[schema(example = "19669/240")]
    pub exact: Option<String>,
    /// The same with two decimals, to read.
    #[schema(example = "81.95")]
    pub shown: Option<String>,
    /// What a site visit found.
    pub findings: Option<String>,
}

/// One protocol of the count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JuryProtocolView {
    pub id: Uuid,
    pub call_id: Uuid,
    /// Which protocol of the call it is.
    #[schema(example = 1)]
    pub seq: i32,
    pub stage: CountedStage,
    /// The day of the vote, or of the last visit.
    pub held_on: Date,
    /// Where the jury voted, or which places were visited.
    #[schema(example = "天宁区红梅街道文化中心")]
    pub venue: String,
    /// Who went; of site visits only.
    #[schema(example = "林主管、赵老师、周会计")]
    pub visitors: Option<String>,
    /// The scan of the signed protocol; nothing for whoever has a conflict about a proposal of the call.
    pub evidence: Option<FileView>,
    /// SHA-256 of the scan; part of what is sealed.
    pub evidence_sha256: String,
    /// Why another protocol was entered; nothing for the first.
    pub reason: Option<String>,
    pub counts: Vec<JuryCountView>,
    /// The ballots of all proposals together.
    #[schema(example = 360)]
    pub ballots: u64,
    pub entered_by: PersonView,
    pub decided_by: Option<PersonView>,
    pub decided_at: Option<Instant>,
    /// Why it was not taken.
    pub decision_reason: Option<String>,
    pub state: JuryProtocolState,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    pub available_actions: Vec<ActionView>,
}

/// The public jury of a call, or its site visits.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JuryView {
    pub call_id: Uuid,
    pub stage: CountedStage,
    /// Weights in basis points: of the written review, the defence, the public jury and the site visits. What has a weight of 0
    /// is not held.
    #[schema(example = 6000)]
    pub written_bp: u32,
    #[schema(example = 2000)]
    pub defence_bp: u32,
    #[schema(example = 2000)]
    pub public_jury_bp: u32,
    #[schema(example = 0)]
    pub site_visit_bp: u32,
    /// Whom the stage is about; nothing until that is known.
    pub proposals: Option<Vec<ReviewedProposal>>,
    /// Whether the caller may enter a protocol now.
    pub may_enter: bool,
    /// Why no protocol is entered now: `not_weighed`, `field_not_known`, `protocol_waiting`, `results_published`,
    /// `decision_stands` or `defence_under_way`; nothing where one may be.
    #[schema(example = "protocol_waiting")]
    pub hindrance: Option<String>,
    /// The newest first.
    pub protocols: Vec<JuryProtocolView>,
}

/// Why no protocol is entered now, if there is a reason.
pub(super) async fn hindrance(
    uow: &Uow,
    call: &Call,
    stage: Counted,
    field: &Field,
    protocols: &[JuryProtocol],
) -> Result<Option<Problem>, Problem> {
    match field {
        Field::NotWeighed => {
            let detail = match stage {
                Counted::PublicJury => "The scheme of this call weighs no public jury",
                Counted::SiteVisit => "The scheme of this call weighs no site visits",
            };
            return Ok(Some(Problem::refused("not_weighed", detail)));
        }
        Field::NotKnown => {
            let detail = "Whom the stage is about is known once the review runs, and with a defence once the shortlist is verified";
            return Ok(Some(Problem::refused("field_not_known", detail)));
        }
        Field::Proposals(_) => {}
    }
    if protocols.iter().any(|one| one.stage == stage.as_str() && one.state == "entered") {
        return Ok(Some(Problem::refused("protocol_waiting", "A protocol waits for a second person already")));
    }
    super::confirm::decided(uow, call).await
}

pub(super) async fn jury(uow: &Uow, call: &Call, stage: Counted) -> Result<JuryView, Problem> {
    let weights = weights(call)?;
    let hidden = recusal::hidden(uow).await?;
    let field = field(uow, call, stage).await?;
    let mut found = rows::of_call(&uow.conn, call.id).await?;
    let hindrance = hindrance(uow, call, stage, &field, &found).await?;
    found.retain(|one| one.stage == stage.as_str());
    let about = match field {
        Field::Proposals(found) => Some(found),
        Field::NotWeighed | Field::NotKnown => None,
    };
    let free = recusal::must_be_free_in(uow, call.id).await.is_ok();
    let around = Around::load(uow, &found, about.as_deref().unwrap_or_default(), hidden, free).await?;
    let proposals = about.map(|found| found.iter().filter_map(|one| around.proposal(one.id)).collect());
    Ok(JuryView {
        call_id: call.id.0,
        stage: CountedStage(stage),
        written_bp: weights.written,
        defence_bp: weights.defence,
        public_jury_bp: weights.public_jury,
        site_visit_bp: weights.site_visit,
        proposals,
        may_enter: hindrance.is_none() && free && is_officer(uow, call),
        hindrance: hindrance.map(|problem| problem.code),
        protocols: found.iter().map(|one| around.view(uow, call, one)).collect::<Result<_, _>>()?,
    })
}

pub(super) async fn reply(uow: &Uow, call: &Call, row: &JuryProtocol) -> Result<Reply, Problem> {
    Ok(Reply::ok(&protocol(uow, call, row).await?)?.version(row.version))
}

pub(super) async fn protocol(uow: &Uow, call: &Call, row: &JuryProtocol) -> Result<JuryProtocolView, Problem> {
    let free = recusal::must_be_free_in(uow, call.id).await.is_ok();
    let hidden = recusal::hidden(uow).await?;
    Around::load(uow, std::slice::from_ref(row), &[], hidden, free).await?.view(uow, call, row)
}

/// What the protocols of a call name, read once.
struct Around {
    proposals: HashMap<ProposalId, Proposal>,
    organisations: HashMap<OrganisationId, String>,
    counts: Vec<JuryCountRow>,
    users: Vec<User>,
    files: HashMap<Uuid, Vec<FileView>>,
    hidden: Vec<ProposalId>,
}

impl Around {
    async fn load(uow: &Uow, protocols: &[JuryProtocol], field: &[Proposal], hidden: Vec<ProposalId>, free: bool) -> Result<Self, Problem> {
        let ids: Vec<_> = protocols.iter().map(|one| one.id).collect();
        let counts = rows::counts(&uow.conn, &ids).await?;
        let named: Vec<ProposalId> = counts.iter().map(|row| row.proposal_id).chain(field.iter().map(|one| one.id)).collect();
        let proposals = get_many::<Proposal>(&uow.conn, &named).await?;
        let organisations: Vec<OrganisationId> = proposals.iter().map(|one| one.organisation_id).collect();
        let users: Vec<UserId> = protocols.iter().flat_map(|one| [Some(one.entered_by), one.decided_by]).flatten().collect();
        let subjects: Vec<Uuid> = ids.iter().filter(|_| free).map(|id| id.0).collect();
        Ok(Self {
            organisations: get_many::<Organisation>(&uow.conn, &organisations).await?.into_iter().map(|one| (one.id, one.name)).collect(),
            proposals: proposals.into_iter().map(|one| (one.id, one)).collect(),
            counts,
            users: get_many(&uow.conn, &users).await?,
            files: files::of_subjects(uow, "jury_protocol", &subjects).await?,
            hidden,
        })
    }

    /// The proposal for people; nothing for whoever has a conflict about it.
    fn proposal(&self, id: ProposalId) -> Option<ReviewedProposal> {
        let proposal = self.proposals.get(&id).filter(|_| !self.hidden.contains(&id))?;
        Some(ReviewedProposal {
            id: proposal.id.0,
            number: proposal.number.clone(),
            title: proposal.title.clone(),
            organisation_name: self.organisations.get(&proposal.organisation_id).cloned().unwrap_or_default(),
        })
    }

    fn counts(&self, one: &JuryProtocol) -> Result<Vec<JuryCountView>, Problem> {
        let mut counts = Vec::new();
        for row in self.counts.iter().filter(|row| row.protocol_id == one.id) {
            let Some(proposal) = self.proposal(row.proposal_id) else { continue };
            let count = exact(row)?;
            let mean = count.mean();
            counts.push(JuryCountView {
                proposal,
                ballots: count.ballots(),
                points: count.points_text(),
                exact: mean.map(|mean| mean.to_string()),
                shown: mean.map(|mean| round_once(mean, 2, Rounding::HalfUp)).transpose().map_err(Problem::internal)?,
                findings: row.findings.clone(),
            });
        }
        counts.sort_by(|one, other| one.proposal.number.cmp(&other.proposal.number));
        Ok(counts)
    }

    fn view(&self, uow: &Uow, call: &Call, one: &JuryProtocol) -> Result<JuryProtocolView, Problem> {
        let entered = self.users.iter().find(|user| user.id == one.entered_by).map(|user| user.person_id);
        let other = entered != uow.who.as_ref().map(|who| who.person);
        let offers = vec![
            Offer::new(JuryProtocolEvent::Confirm, "confirmJuryProtocol").needs(other, "same_person", super::confirm::SAME_PERSON),
            Offer::new(JuryProtocolEvent::Reject, "rejectJuryProtocol"),
        ];
        let counts = self.counts(one)?;
        Ok(JuryProtocolView {
            id: one.id.0,
            call_id: one.call_id.0,
            seq: one.seq,
            stage: CountedStage::read(&one.stage)?,
            held_on: Date::read(&one.held_on)?,
            venue: one.venue.clone(),
            visitors: one.visitors.clone(),
            evidence: self.files.get(&one.id.0).and_then(|files| files.first().cloned()),
            evidence_sha256: one.evidence_sha256.clone(),
            reason: one.reason.clone(),
            ballots: counts.iter().map(|row| u64::from(row.ballots)).sum(),
            counts,
            entered_by: named(&self.users, one.entered_by),
            decided_by: one.decided_by.map(|id| named(&self.users, id)),
            decided_at: Instant::maybe(one.decided_at)?,
            decision_reason: one.decision_reason.clone(),
            state: JuryProtocolState::read(&one.state)?,
            version: one.version,
            created_at: Instant::micros(one.created_at)?,
            updated_at: Instant::micros(one.updated_at)?,
            available_actions: available::<JuryProtocolMachine>(uow, &one.state, &calls::place(call), offers)?,
        })
    }
}

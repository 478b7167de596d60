//! A published round, played again: from the fund to the notice, each step by the person whose step it is and at
//! the round's own dates.

use std::collections::BTreeMap;

use yichuang_applications::{calls, proposals};
use yichuang_base::caller::Scope;
use yichuang_base::http::IfMatch;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, Money};
use yichuang_domain::roles::Role;
use yichuang_domain::rules::{Award, RoundFile};
use yichuang_domain::schemes::{NeedLink, Scheme, preset};
use yichuang_domain::time::{Day, end_of_day_shanghai};
use yichuang_funds::funds;
use yichuang_judging::{notices, reviews};
use yichuang_registration::organisations;
use yichuang_store::ids::{CallId, OrganisationId, ProposalId};
use yichuang_store::record::{Allotment, Area, Assignment, Call, DecisionDocument, Organisation, User};
use yichuang_store::{areas, find, reviews as review_rows};

use super::cast::{Cast, Login, account, acting};
use super::{fill, instant, level, paying};

/// What came of a round.
pub struct Played {
    pub call: Call,
    /// Calls, organisations, proposals, projects and payments that were made.
    pub created: usize,
}

/// One award: the organisation that receives it and the person who acts for it.
pub(super) struct Entry {
    pub organisation: OrganisationId,
    pub owner: User,
    pub proposal: ProposalId,
}

/// The round that is being played.
pub(super) struct Round<'a> {
    pub uow: &'a Uow,
    pub file: &'a RoundFile,
    pub seed: &'a str,
    pub cast: Cast,
    pub scheme: Scheme,
    pub area: Area,
    pub call: CallId,
}

impl Round<'_> {
    /// The first day of the notice; every other date is counted from it.
    pub fn first(&self) -> Day {
        self.file.public_notice.from
    }

    /// Days from the first day of the notice to so many days after its last.
    pub fn after(&self, days: i64) -> i64 {
        i64::from(self.first().days_until(self.file.public_notice.to)) + days
    }

    /// The transaction as this person sees it, days before (negative) or after the first day of the notice.
    pub async fn by(&self, user: &User, days: i64, hours: i64) -> Result<Uow, Problem> {
        acting(self.uow, user, instant(self.first(), days, hours)).await
    }

    /// The call as it stands now.
    pub async fn now(&self) -> Result<Call, Problem> {
        find::<Call>(&self.uow.conn, self.call).await?.ok_or_else(|| Problem::internal("the call vanished"))
    }
}

/// Plays the whole round.
pub async fn play(uow: &Uow, file: &RoundFile, hash: &str, login: Option<&Login>) -> Result<Played, Problem> {
    let area = area(uow, file).await?;
    let scheme = scheme(file)?;
    let seed = &hash[..16];
    let cast = Cast::of(&uow.acting_nobody(instant(file.public_notice.from, -70, 8)), &area, scheme.panel.size, login).await?;
    let mut round = Round { uow, file, seed, cast, scheme, area, call: CallId(uuid::Uuid::nil()) };
    let allotment = fund(&round).await?;
    round.call = publish(&round, &allotment).await?;
    let mut entries = Vec::with_capacity(file.awards.len());
    for award in &file.awards {
        tracing::info!(no = award.no, organisation = award.organisation, "import: organisation and proposal");
        entries.push(apply(&round, award).await?);
    }
    tracing::info!("import: screen");
    screen(&round, &entries).await?;
    tracing::info!("import: score");
    score(&round, &entries).await?;
    tracing::info!("import: decide");
    decide(&round).await?;
    let payments = Box::pin(paying::first_tranches(&round, &entries)).await?;
    let organisations: std::collections::BTreeSet<_> = entries.iter().map(|entry| entry.organisation).collect();
    Ok(Played { call: round.now().await?, created: 1 + organisations.len() + 2 * entries.len() + payments })
}

async fn area(uow: &Uow, file: &RoundFile) -> Result<Area, Problem> {
    let issuer = &file.issuer.area;
    Ok(areas::ensure(&uow.conn, &issuer.code, &issuer.name, level(file), None).await?)
}

/// The preset's scheme. Scores of a past round are not published, so the generated ones stand for its whole
/// judgement: only the written stage is held.
fn scheme(file: &RoundFile) -> Result<Scheme, Problem> {
    let mut scheme = preset(&file.scheme_preset).ok_or_else(|| Problem::fault("/scheme_preset", "unknown", "There is no such preset"))?;
    let weights = &mut scheme.scoring.stage_weights_bp;
    (weights.written, weights.defence, weights.public_jury) = (10_000, 0, 0);
    // Nor does a publication say which needs its projects answer.
    scheme.need_link = NeedLink::None;
    Ok(scheme)
}

async fn fund(round: &Round<'_>) -> Result<Allotment, Problem> {
    let maker = round.by(&round.cast.maker, -60, 9).await?;
    let fund = funds::create::FundInput {
        code: format!("R{}", round.seed),
        name: format!("{}资金（演示数据）", round.file.title),
        source: "welfare_lottery".to_owned(),
        area_code: round.area.code.clone(),
        year_end_policy: None,
    };
    let fund = funds::create::run(&maker, &fund, true).await?;
    let allotment = funds::create_allotment::AllotmentInput {
        fiscal_year: round.first().year(),
        budget_line: "公益创投".to_owned(),
        document_no: format!("演示〔{}〕{}号", round.first().year(), round.seed),
        amount: Money(round.file.published_total),
    };
    let allotment = funds::create_allotment::run(&maker, fund.id, &allotment).await?;
    let approver = round.by(&round.cast.approver, -59, 9).await?;
    funds::approve_allotment::run(&approver, allotment.id, IfMatch::version(allotment.version)).await
}

async fn publish(round: &Round<'_>, allotment: &Allotment) -> Result<CallId, Problem> {
    let officer = round.by(&round.cast.officer, -50, 9).await?;
    let closes = end_of_day_shanghai(instant(round.first(), -20, 0).shanghai_day());
    let input = calls::create::CallInput {
        title: round.file.title.clone(),
        year: i32::try_from(round.file.year).map_err(Problem::internal)?,
        area_code: round.area.code.clone(),
        host_name: Some(round.file.issuer.name.clone()),
        scheme_preset: round.file.scheme_preset.clone(),
        scheme: Some(serde_json::to_value(&round.scheme).map_err(Problem::internal)?),
        budget: Money(round.file.published_total),
        allotment_id: Some(allotment.id.0),
        opens_at: Instant(instant(round.first(), -49, 0)),
        closes_at: Instant(closes),
        announcement: format!("{}。本公告由已公布的结果导入，申报、评分等未公布内容为演示数据。", round.file.title),
        document: None,
    };
    let call = calls::create::run(&officer, &input, true).await?;
    let director = round.by(&round.cast.director, -50, 14).await?;
    let call = calls::approve::run(&director, call.id, IfMatch::version(call.version)).await?;
    let officer = round.by(&round.cast.officer, -50, 16).await?;
    Ok(calls::publish::run(&officer, call.id, IfMatch::version(call.version)).await?.id)
}

/// One organisation registers, is verified, and hands in its proposal.
async fn apply(round: &Round<'_>, award: &Award) -> Result<Entry, Problem> {
    let seed = format!("{}|{}", round.seed, award.organisation);
    let draft = fill::organisation(&award.organisation, &round.area.code, &seed, round.first())?;
    let hash = yichuang_base::password::NOBODY;
    let email = format!("owner-{}@demo.yichuang.example", draft.uscc.to_lowercase());
    let nobody = round.uow.acting_nobody(instant(round.first(), -48, 9));
    let owner = account(&nobody, &email, "演示组织负责人", hash).await?;
    let organisation = match owned(round, &owner).await? {
        Some(known) => known,
        None => register(round, &owner, &draft, &seed).await?,
    };
    let proposal = propose(round, &owner, organisation, award).await?;
    Ok(Entry { organisation, owner, proposal })
}

/// The organisation this person registered for an earlier award of the same file.
async fn owned(round: &Round<'_>, owner: &User) -> Result<Option<OrganisationId>, Problem> {
    let by = round.by(owner, -48, 9).await?;
    let grants = &by.caller()?.grants;
    Ok(grants.iter().find_map(|grant| match (grant.role, &grant.scope) {
        (Role::ApplicantOwner, Scope::Organisation(id)) => Some(*id),
        _ => None,
    }))
}

async fn register(
    round: &Round<'_>,
    owner: &User,
    draft: &organisations::create::OrganisationInput,
    seed: &str,
) -> Result<OrganisationId, Problem> {
    let by = round.by(owner, -48, 9).await?;
    let row = organisations::create::run(&by, draft, true).await?;
    let by = round.by(owner, -48, 10).await?;
    let account = fill::bank_account(&draft.name, seed)?;
    let row = organisations::set_bank_account::run(&by, row.id, IfMatch::version(row.version), &account).await?;
    let row = organisations::submit::run(&by, row.id, IfMatch::version(row.version)).await?;
    let officer = round.by(&round.cast.officer, -47, 9).await?;
    let row: Organisation = organisations::verify::run(&officer, row.id, IfMatch::version(row.version)).await?;
    Ok(row.id)
}

async fn propose(round: &Round<'_>, owner: &User, organisation: OrganisationId, award: &Award) -> Result<ProposalId, Problem> {
    let by = round.by(owner, -40, 10).await?;
    let input = proposals::create::ProposalInput { call_id: round.call.0, organisation_id: organisation.0, title: None };
    let row = proposals::create::run(&by, &input).await?;
    let change = fill::proposal(&round.scheme, &award.title, award.category.as_deref(), award.amount)?;
    let (_, row) = proposals::update::run(&by, row.id, IfMatch::version(row.version), &change).await?;
    let by = round.by(owner, -39, 10).await?;
    let (_, row) = proposals::submit::run(&by, row.id, IfMatch::version(row.version)).await?;
    Ok(row.id)
}

async fn screen(round: &Round<'_>, entries: &[Entry]) -> Result<(), Problem> {
    let officer = round.by(&round.cast.officer, -18, 9).await?;
    calls::start_screening::run(&officer, round.call, IfMatch::version(round.now().await?.version)).await?;
    for entry in entries {
        let row = officer.find::<yichuang_store::record::Proposal>(entry.proposal).await?;
        proposals::declare_eligible::run(&officer, row.id, IfMatch::version(row.version)).await?;
    }
    let panel = reviews::appoint_panel::PanelInput { reviewer_ids: round.cast.reviewers.iter().map(|user| user.id.0).collect() };
    reviews::appoint_panel::run(&officer, round.call, &panel).await?;
    let officer = round.by(&round.cast.officer, -17, 9).await?;
    calls::start_review::run(&officer, round.call, IfMatch::version(round.now().await?.version)).await?;
    Ok(())
}

async fn score(round: &Round<'_>, entries: &[Entry]) -> Result<(), Problem> {
    let stage = review_rows::stage_of(&round.uow.conn, round.call).await?.ok_or_else(|| Problem::internal("no stage"))?;
    let assignments = review_rows::assignments_of(&round.uow.conn, stage.id).await?;
    // What is read in the morning is scored in the afternoon.
    for reviewer in &round.cast.reviewers {
        let by = round.by(reviewer, -15, 9).await?;
        for assignment in assignments.iter().filter(|assignment| assignment.reviewer_id == reviewer.id) {
            let answer = reviews::attest::AttestationInput { statement_accepted: true };
            reviews::attest::run(&by, assignment.id, IfMatch::version(assignment.version), &answer).await?;
        }
    }
    for (seat, reviewer) in round.cast.reviewers.iter().enumerate() {
        let by = round.by(reviewer, -15, 14).await?;
        for assignment in assignments.iter().filter(|assignment| assignment.reviewer_id == reviewer.id) {
            let place = entries.iter().position(|entry| entry.proposal == assignment.proposal_id).unwrap_or(0);
            judge(round, &by, assignment, place, entries.len(), seat).await?;
        }
    }
    let officer = round.by(&round.cast.officer, -10, 9).await?;
    let stage = review_rows::stage_of(&round.uow.conn, round.call).await?.ok_or_else(|| Problem::internal("no stage"))?;
    let input = reviews::seal::SealInput { confirm_lapse: false };
    let run = reviews::seal::run(&officer, round.call, IfMatch::version(stage.version), &input).await?;
    let director = round.by(&round.cast.director, -10, 14).await?;
    reviews::verify::run(&director, run.id, IfMatch::version(run.version)).await?;
    let officer = round.by(&round.cast.officer, -9, 9).await?;
    calls::start_deciding::run(&officer, round.call, IfMatch::version(round.now().await?.version)).await?;
    Ok(())
}

async fn judge(round: &Round<'_>, by: &Uow, assignment: &Assignment, place: usize, places: usize, seat: usize) -> Result<(), Problem> {
    let mut scores = BTreeMap::new();
    for criterion in &round.scheme.rubric.criteria {
        scores.insert(criterion.code.clone(), fill::score(criterion, place, places, seat)?);
    }
    let input = reviews::save::ReviewInput {
        scores,
        comments: BTreeMap::new(),
        confidential_comments: BTreeMap::new(),
        comment_to_applicant: "评审意见（演示数据）".to_owned(),
        confidential_comment: String::new(),
    };
    let review = review_rows::review_of(&by.conn, assignment.id).await?.ok_or_else(|| Problem::internal("no review"))?;
    let review = reviews::save::run(by, assignment.id, IfMatch::version(review.version), &input).await?;
    reviews::submit::run(by, assignment.id, IfMatch::version(review.version)).await?;
    Ok(())
}

/// The funding decision with its reservation of money, and the notice on its published days.
async fn decide(round: &Round<'_>) -> Result<(), Problem> {
    let officer = round.by(&round.cast.officer, -8, 9).await?;
    let decision = notices::propose::run(&officer, round.call, &notices::propose::DecisionInput::default()).await?;
    let director = round.by(&round.cast.director, -8, 14).await?;
    let frozen = yichuang_store::find::<DecisionDocument>(&director.conn, decision.id).await?;
    let signed = frozen.as_ref().map(|frozen| frozen.sha256.as_str());
    notices::approve_decision::run(&director, decision.id, IfMatch::version(decision.version), signed).await?;
    let period = &round.file.public_notice;
    let input = notices::draft::NoticeInput {
        starts_on: Some(Date(period.from)),
        ends_on: Some(Date(period.to)),
        ..notices::draft::NoticeInput::default()
    };
    let officer = round.by(&round.cast.officer, -1, 9).await?;
    let notice = notices::draft::run(&officer, round.call, &input).await?;
    let director = round.by(&round.cast.director, -1, 15).await?;
    let notice = notices::publish::run(&director, notice.id, IfMatch::version(notice.version)).await?;
    let officer = round.by(&round.cast.officer, round.after(1), 9).await?;
    notices::close::run(&officer, notice.id, IfMatch::version(notice.version)).await?;
    Ok(())
}

//! One notice, for everybody.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Date, Instant, Money, document};
use yichuang_store::find;
use yichuang_store::ids::NoticeId;
use yichuang_store::record::{Call, Decision, DecisionLine, Notice, ResultRun};

use super::list_public::{NoticePhase, phase};
use super::{Named, view};
use crate::objections::{self, PublicObjection};

/// One proposed award, without any personal data.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicNoticeLine {
    /// Named in an objection about this award.
    pub proposal_id: Uuid,
    #[schema(example = 1)]
    pub rank: Option<i32>,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation: String,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: String,
    pub amount: Money,
}

/// How the results came about, in the words of the announcement: the weight of each stage.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicJudging {
    /// Weights in basis points: of the written review, the defence, the public jury and the site visits.
    #[schema(example = 6000)]
    pub written_bp: u32,
    #[schema(example = 2000)]
    pub defence_bp: u32,
    #[schema(example = 2000)]
    pub public_jury_bp: u32,
    #[schema(example = 0)]
    pub site_visit_bp: u32,
    /// How many ballots of the jury were counted for all proposals together; nothing where there was none.
    #[schema(example = 360)]
    pub jury_ballots: Option<u64>,
}

/// A public notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicNoticeView {
    pub id: Uuid,
    #[schema(example = "GS2026-0001")]
    pub number: String,
    pub title: String,
    pub body: String,
    pub call_id: Uuid,
    #[schema(example = "YC2026-0001")]
    pub call_number: String,
    #[schema(example = "2026年社区公益创投征集")]
    pub call_title: String,
    /// Who publishes it.
    #[schema(example = "示例区民政局")]
    pub host_name: String,
    /// Where objections go, in writing and in real name.
    #[schema(example = "示例区民政局")]
    pub objection_contact: String,
    pub starts_on: Date,
    /// The last day, included.
    pub ends_on: Date,
    #[schema(example = 5)]
    pub working_days: i32,
    /// Nothing where the awards follow from no review, or from the written one alone.
    pub judging: Option<PublicJudging>,
    pub lines: Vec<PublicNoticeLine>,
    pub total: Money,
    /// Answered objections, without names.
    pub objections: Vec<PublicObjection>,
    /// Whether the review file of the call can be downloaded.
    pub review_bundle: bool,
    pub state: NoticePhase,
    pub published_at: Option<Instant>,
    pub demonstration: bool,
}

/// Show a public notice
///
/// The list of proposed awards with their amounts.
#[utoipa::path(get, path = "/public/notices/{id}", operation_id = "getPublicNotice", tag = "notices",
    params(("id" = Uuid, Path, description = "Notice")),
    responses((status = 200, description = "The notice", body = PublicNoticeView)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let notice = find::<Notice>(&uow.conn, NoticeId(id)).await?;
    let public = |notice: &Notice| matches!(notice.state.as_str(), "published" | "closed");
    let notice = notice.filter(public).ok_or_else(Problem::not_found)?;
    let call: Call = uow.find(notice.call_id).await?;
    let decision: Decision = uow.find(notice.decision_id).await?;
    let awards = view::awards(&uow, &notice).await?;
    let named = Named::load(&uow, &awards).await?;
    Reply::ok(&PublicNoticeView {
        id: notice.id.0,
        call_id: call.id.0,
        call_number: call.number,
        call_title: call.title,
        objection_contact: call.host_name.clone(),
        host_name: call.host_name,
        starts_on: Date::read(&notice.starts_on)?,
        ends_on: Date::read(&notice.ends_on)?,
        working_days: notice.working_days,
        judging: judging(&uow, &decision).await?,
        lines: awards.iter().map(|line| line_of(line, &named)).collect::<Result<_, _>>()?,
        total: Money::fen(decision.total_fen)?,
        objections: objections::published(&uow, &notice).await?,
        review_bundle: decision.run_id.is_some(),
        state: phase(&uow, &notice)?,
        published_at: Instant::maybe(notice.published_at)?,
        demonstration: notice.demonstration,
        number: notice.number,
        title: notice.title,
        body: notice.body,
    })
}

/// What the published computation was made of, where it had more than one stage.
async fn judging(uow: &Uow, decision: &Decision) -> Result<Option<PublicJudging>, Problem> {
    let Some(run) = decision.run_id else { return Ok(None) };
    let run: ResultRun = uow.find(run).await?;
    let input: Value = document(&run.input)?;
    let weight = |stage: &str| input["policy"]["stage_weights_bp"][stage].as_u64().and_then(|bp| u32::try_from(bp).ok()).unwrap_or(0);
    let (defence_bp, public_jury_bp, site_visit_bp) = (weight("defence"), weight("public_jury"), weight("site_visit"));
    let counts = input["public_jury"].as_object();
    Ok((defence_bp + public_jury_bp + site_visit_bp > 0).then(|| PublicJudging {
        written_bp: weight("written"),
        defence_bp,
        public_jury_bp,
        site_visit_bp,
        jury_ballots: counts.map(|counts| counts.values().filter_map(|row| row["ballots"].as_u64()).sum()),
    }))
}

fn line_of(line: &DecisionLine, named: &Named) -> Result<PublicNoticeLine, Problem> {
    let (proposal, organisation) = named.of(line)?;
    Ok(PublicNoticeLine {
        proposal_id: line.proposal_id.0,
        rank: line.place,
        organisation: organisation.name.clone(),
        title: proposal.title.clone(),
        amount: Money::fen(line.recommended_fen)?,
    })
}

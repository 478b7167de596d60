//! Other proposals that share text with one.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::STAFF;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Instant, ProposalState};
use yichuang_store::ids::ProposalId;
use yichuang_store::record::{Call, Proposal};

use super::likeness::{Likeness, alike};
use super::{is_sealed, must_know, openings, place};

/// Passages shown of one likeness.
const SHOWN: usize = 6;

/// A run of text that two proposals have in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PassageView {
    /// Where it stands in this proposal.
    #[schema(example = "/content/need")]
    pub pointer: String,
    #[schema(example = "社区60岁以上独居老人312人，无固定助餐点")]
    pub here: String,
    #[schema(example = "社区60岁以上独居老人312人，无固定助餐点")]
    pub there: String,
    /// Characters, without punctuation.
    #[schema(example = 19)]
    pub length: usize,
}

/// Another proposal that shares text with this one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SimilarView {
    /// Left out, like the texts, when the caller may not read the other proposal.
    pub proposal_id: Option<Uuid>,
    #[schema(example = "P2025-0007")]
    pub number: Option<String>,
    #[schema(example = "社区老人助餐与陪伴项目")]
    pub title: Option<String>,
    #[schema(example = "示例社会工作服务中心")]
    pub organisation_name: Option<String>,
    /// The other proposal is of the same organisation.
    pub same_organisation: bool,
    #[schema(example = "2025年社区公益创投征集")]
    pub call_title: String,
    #[schema(example = 2025)]
    pub year: i32,
    pub submitted_at: Option<Instant>,
    pub state: Option<ProposalState>,
    /// The share of this proposal's text that stands in the other, in basis points.
    #[schema(example = 4200)]
    pub share_bp: u32,
    /// The longest passages.
    pub passages: Vec<PassageView>,
}

/// The likest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SimilarList {
    pub items: Vec<SimilarView>,
}

/// List proposals that are alike
///
/// For staff: among all that were handed in to calls whose deadline is over, with the passages side by side. For the
/// organisation: among its own. A call that is still sealed tells nothing.
#[utoipa::path(get, path = "/proposals/{id}/similar", operation_id = "listSimilarProposals", tag = "proposals",
    params(("id" = Uuid, Path, description = "Proposal")),
    responses((status = 200, description = "The likest first", body = SimilarList)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let row: Proposal = uow.find(ProposalId(id)).await?;
    let call: Call = uow.find(row.call_id).await?;
    let own = must_know(&uow, &call, &row).await?;
    if is_sealed(&uow, &call, own) {
        return Err(Problem::forbidden("Proposals are sealed until the deadline"));
    }
    openings::record(&uow, &call, &row).await?;
    let found = alike(&uow, &row, own.then_some(row.organisation_id)).await?;
    let hidden = recusal::hidden(&uow).await?;
    let items = found
        .into_iter()
        .filter(|one| own || !hidden.contains(&one.row.id))
        .map(|one| view(&uow, &row, own, one))
        .collect::<Result<_, _>>()?;
    Reply::ok(&SimilarList { items })
}

fn view(uow: &Uow, here: &Proposal, own: bool, found: Likeness) -> Result<SimilarView, Problem> {
    let readable = own || uow.caller()?.holds(STAFF, &place(&found.call, &found.row));
    let shown = |text: &str| readable.then(|| text.to_owned());
    let passages = found.passages.into_iter().take(SHOWN).map(|(pointer, passage)| PassageView {
        pointer,
        here: passage.left,
        there: if readable { passage.right } else { String::new() },
        length: passage.length,
    });
    Ok(SimilarView {
        proposal_id: readable.then_some(found.row.id.0),
        number: shown(&found.row.number),
        title: shown(&found.row.title),
        organisation_name: shown(&found.organisation.name),
        same_organisation: found.row.organisation_id == here.organisation_id,
        call_title: found.call.title,
        year: found.call.year,
        submitted_at: Instant::maybe(found.row.submitted_at)?,
        // An organisation learns the outcome with the public notice, not by this way.
        state: if readable && !own { Some(ProposalState::read(&found.row.state)?) } else { None },
        share_bp: found.share_bp,
        passages: passages.collect(),
    })
}

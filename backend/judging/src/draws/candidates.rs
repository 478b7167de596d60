//! Who could be drawn now.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::access::PROGRAMME;
use yichuang_base::http::{Cx, Path, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::recusal;
use yichuang_base::uow::Uow;
use yichuang_base::wire::{Hindrance, PersonView};
use yichuang_domain::roles::Role;
use yichuang_records::calls;
use yichuang_store::ids::CallId;
use yichuang_store::record::Call;
use yichuang_store::reviews;

use super::eligible;

/// An approved expert as a draw of the panel would see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DrawCandidateView {
    #[schema(example = "ZJ2026-0001")]
    pub number: String,
    #[schema(example = "陈静")]
    pub name: String,
    /// Proposals of the call with which the expert has a conflict that is written down.
    #[schema(example = 0)]
    pub conflicts: i64,
    /// Why they would not stand on the list; empty when they would.
    pub hindrances: Vec<Hindrance>,
}

/// Approved experts, by number.
#[derive(Serialize, ToSchema)]
pub struct DrawCandidates {
    pub items: Vec<DrawCandidateView>,
    /// Directors and auditors of the call, other persons than the caller, one of whom supervises the draw.
    pub supervisors: Vec<PersonView>,
    /// How many of them would stand on the list.
    #[schema(example = 24)]
    pub eligible: usize,
}

/// List the candidates of a panel
///
/// Every expert whose approval holds today, and what keeps each from being drawn for this call if no conflict is allowed.
/// The list is closed only when the draw is announced.
#[utoipa::path(get, path = "/calls/{id}/draw-candidates", operation_id = "listDrawCandidates", tag = "draws",
    params(("id" = Uuid, Path, description = "Call")),
    responses((status = 200, description = "The candidates", body = DrawCandidates)))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let call: Call = uow.find(CallId(id)).await?;
    uow.must_see(PROGRAMME, &calls::place(&call))?;
    recusal::must_be_free_in(&uow, call.id).await?;
    let people = eligible::people(&uow, &call, &[], 0).await?;
    let eligible = people.iter().filter(|person| person.hindrances.is_empty()).count();
    let items = people.into_iter().map(|person| DrawCandidateView {
        number: person.expert.number,
        name: person.expert.name,
        conflicts: person.conflicts,
        hindrances: person.hindrances.into_iter().map(Hindrance).collect(),
    });
    let supervisors = supervisors(&uow, &call).await?;
    Reply::ok(&DrawCandidates { items: items.collect(), supervisors, eligible })
}

async fn supervisors(uow: &Uow, call: &Call) -> Result<Vec<PersonView>, Problem> {
    let person = uow.caller()?.person;
    let mut found: Vec<PersonView> = Vec::new();
    for role in [Role::Auditor, Role::ProgrammeDirector] {
        for user in reviews::holders(&uow.conn, role.as_str(), &call.area_path, call.id).await? {
            if user.person_id != person && found.iter().all(|known| known.id != user.id.0) {
                found.push(PersonView { id: user.id.0, name: user.name });
            }
        }
    }
    Ok(found)
}

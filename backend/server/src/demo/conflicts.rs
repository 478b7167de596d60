//! Conflicts of interest of the demonstration: one that a reviewer declares, and one that an organisation points to and
//! that waits for an officer without shutting anybody out.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire;
use yichuang_domain::conflicts::{ConflictKind, ConflictSeverity};
use yichuang_experts::conflicts::declare::{self, ConflictDeclarationInput};
use yichuang_experts::conflicts::record::{self, ConflictRecordInput};
use yichuang_store::record::Organisation;

use super::ago;
use crate::import::{Cast, acting};

/// One reviewer once wrote for the third organisation; the second organisation asks for a look at another.
pub(super) async fn fill(uow: &Uow, cast: &Cast, second: &Organisation, third: &Organisation) -> Result<(), Problem> {
    let [.., other, writer] = cast.reviewers.as_slice() else { return Ok(()) };
    let declaration = ConflictDeclarationInput {
        organisation_id: third.id.0,
        proposal_id: None,
        kind: wire::ConflictKind(ConflictKind::Consulting),
        reason: "去年曾为该单位有偿修改项目书（演示数据）".to_owned(),
    };
    declare::run(&acting(uow, writer, ago(uow, 1, 0)).await?, &declaration).await?;
    let request = ConflictRecordInput {
        user_id: other.id.0,
        organisation_id: second.id.0,
        proposal_id: None,
        kind: wire::ConflictKind(ConflictKind::ApplicantRequest),
        severity: wire::ConflictSeverity(ConflictSeverity::Soft),
        asked_by_applicant: true,
        pinned: true,
        reason: "申报单位书面申请回避：曾与该评委有劳动争议（演示数据）".to_owned(),
    };
    record::run(&acting(uow, &cast.officer, ago(uow, 1, 1)).await?, &request).await?;
    Ok(())
}

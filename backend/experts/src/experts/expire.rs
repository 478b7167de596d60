//! The end of an approval. The clock does this; nobody asks for it.

use yichuang_base::problem::Problem;
use yichuang_base::uow::{Subject, Uow};
use yichuang_domain::states::experts::{ExpertEvent, ExpertMachine, ExpertState};
use yichuang_store::ids::ExpertId;
use yichuang_store::record::{Expert, User};

use super::last_day;

/// Ends an approval whose last day is over, and tells the expert how to go on. Whoever asked for another year in time
/// waits for the bureau, and does not sit on panels meanwhile.
pub async fn run(uow: &Uow, id: ExpertId) -> Result<bool, Problem> {
    let row: Expert = uow.lock(id).await?;
    let over = last_day(&row)?.is_some_and(|last| last < uow.today());
    if !over || row.renewal_asked_at.is_some() || row.state != ExpertState::Approved.as_str() {
        return Ok(false);
    }
    let to = uow.follow::<ExpertMachine>(&row.state, ExpertEvent::Expire)?;
    let from = row.state.clone();
    let row = Expert { state: to.to_string(), updated_at: uow.micros(), ..row };
    let after = yichuang_store::update(&uow.conn, row).await?;
    uow.audit("expert.expire", Subject::new("expert", id).moved(&from, &after.state)).await?;
    let user: User = uow.find(after.user_id).await?;
    let last = after.approved_until.unwrap_or_default();
    let text = format!("您的评审专家聘期已于 {last} 届满。如愿续聘，请登录核对档案并申请续聘。");
    uow.mail(&user.email, "专家库：聘期届满", &text).await?;
    Ok(true)
}

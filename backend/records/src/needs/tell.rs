//! Who is told what about a need: officers when an answer is up to them, followers when something became of it.

use uuid::Uuid;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::NeedState;
use yichuang_domain::states::needs::NeedEvent as Event;
use yichuang_store::record::{Need, NeedEscalation};
use yichuang_store::{insert, needs};

use super::clock::Owed;
use super::persons;

/// What people read where there is no heading yet: the beginning of the reporter's words.
#[must_use]
pub fn heading(need: &Need) -> String {
    if !need.title.is_empty() {
        return need.title.clone();
    }
    let mut short: String = need.words.chars().take(40).collect();
    if short.len() < need.words.len() {
        short.push('…');
    }
    short
}

/// Tells the level that owes the answer, once; a row of its own keeps it from being told again.
pub async fn owed(uow: &Uow, need: &Need, owed: &Owed) -> Result<(), Problem> {
    let row = NeedEscalation {
        id: uow.id(),
        need_id: need.id,
        level: owed.level.to_string(),
        level_path: owed.path.clone(),
        due_on: owed.due_on.map(|day| day.to_string()),
        told: i32::try_from(owed.officers.len()).unwrap_or(i32::MAX),
        created_at: uow.micros(),
    };
    insert(&uow.conn, row).await?;
    let due = owed.due_on.map_or_else(|| "（工作日历未更新，期限待定）".to_owned(), |day| format!("请在{day}前回应"));
    let link = format!("{}/app/staff/needs/{}", uow.app.config.public_url, need.id);
    let text = format!("需求{}“{}”待{}回应，{due}。\n{link}", need.number, heading(need), owed.level.zh());
    for officer in owed.officers.iter().filter(|officer| Some(officer.id) != uow.who.as_ref().map(|who| who.user)) {
        uow.mail(&officer.email, &format!("待回应的需求：{}", need.number), &text).await?;
    }
    Ok(())
}

/// Writes to everybody who follows the need, with a link that ends the mails.
pub async fn changed(uow: &Uow, need: &Need, event: Event, said: Option<&str>) -> Result<(), Problem> {
    if matches!(event, Event::Claim | Event::Release | Event::Withdraw) {
        return Ok(());
    }
    let state = NeedState::read(&need.state)?.0;
    let base = &uow.app.config.public_url;
    let public = if state.is_public() { format!("\n详情：{base}/needs/{}", need.id) } else { String::new() };
    let said = said.map(|said| format!("\n答复：{said}")).unwrap_or_default();
    for follower in needs::followers(&uow.conn, need.id).await? {
        let address = persons::opened(&uow.app, &follower.address_sealed)?;
        let stop = stop_token(uow, follower.id);
        let text = format!(
            "您关注的需求{}“{}”：{}。{said}{public}\n\n不再接收：{base}/needs/unfollow#{stop}",
            need.number,
            heading(need),
            state.zh()
        );
        uow.mail(&address, &format!("需求{}：{}", need.number, state.zh()), &text).await?;
    }
    Ok(())
}

/// The link's part that only this installation can make.
#[must_use]
pub fn stop_token(uow: &Uow, follower: Uuid) -> String {
    let id = follower.simple().to_string();
    let digest = uow.app.seal_key.digest("need-follower", &id);
    format!("{id}{}", &digest[..32])
}

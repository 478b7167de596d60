//! Calls for applications: write, approve, publish, and take through the round.

use yichuang_base::http::Reply;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_store::find;
use yichuang_store::record::{Call, User};

pub use yichuang_records::calls::*;

pub mod approve;
pub mod archive;
pub mod cancel;
pub mod check_scheme;
pub mod check_timetable;
pub mod copy;
pub mod create;
pub mod eligibility;
pub mod get;
pub mod get_public;
pub mod list;
pub mod list_presets;
pub mod list_public;
pub mod open_round;
pub mod publish;
pub mod scheme_document;
pub mod start_deciding;
pub mod start_review;
pub mod start_screening;
pub mod update;
pub mod view;

async fn reply(uow: &Uow, call: &Call) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view::view(uow, call).await?)?.version(call.version))
}

/// Tells the officer who wrote the call.
async fn tell_creator(uow: &Uow, call: &Call, subject: &str) -> Result<(), Problem> {
    if let Some(user) = find::<User>(&uow.conn, call.created_by).await? {
        uow.mail(&user.email, subject, &format!("{} {}：{subject}。", call.number, call.title)).await?;
    }
    Ok(())
}

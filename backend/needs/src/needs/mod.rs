//! Needs: reported by anybody, answered by the community, the street or the bureau, endorsed, published, met.

use yichuang_base::http::Reply;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_store::record::Need;

pub use yichuang_records::needs::*;

pub mod accept;
pub mod add;
pub mod confirm_endorsement;
pub mod create;
pub mod decline;
pub mod endorse;
pub mod escalate;
pub mod fields;
pub mod follow;
pub mod form;
pub mod get;
pub mod get_public;
pub mod import;
pub mod import_sheet;
pub mod list;
pub mod list_areas;
pub mod list_public;
pub mod mark_met;
pub mod mark_unmet;
pub mod merge;
pub mod publish;
pub mod report;
pub mod request_endorsement;
pub mod response_days;
pub mod reveal_contact;
pub mod set_response_days;
pub mod similar;
pub mod stop_following;
pub mod template;
pub mod update;
pub mod view;
pub mod withdraw;

async fn reply(uow: &Uow, need: &Need) -> Result<Reply, Problem> {
    Ok(Reply::ok(&view::view(uow, need).await?)?.version(need.version))
}

//! Is this credit code taken? Asked while it is typed.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yichuang_base::http::{Cx, Query, Reply};
use yichuang_base::problem::Problem;
use yichuang_base::wire::FaultView;
use yichuang_domain::rules::duplicates::uscc_key;
use yichuang_domain::uscc::Uscc;
use yichuang_store::{duplicates, members as rows};

/// The code, as far as it is typed.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UsccQuery {
    /// Unified social credit code; small letters and spaces do not matter.
    #[param(max_length = 40, example = "52310115MJ9000022D")]
    uscc: String,
}

/// What an applicant learns of a code: never who has it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UsccView {
    /// As it would be stored.
    #[schema(example = "52310115MJ9000022D")]
    pub uscc: String,
    /// What is wrong with it.
    pub faults: Vec<FaultView>,
    /// An organisation with this code is registered: ask its owner for access instead of registering it again.
    pub taken: bool,
    /// The caller belongs to that organisation already.
    pub own: bool,
}

/// Check a credit code
///
/// Form, check character and whether it is taken. Who has it is not told.
#[utoipa::path(get, path = "/organisations/check", operation_id = "checkUscc", tag = "organisations", params(UsccQuery),
    responses((status = 200, description = "What is known of the code", body = UsccView)))]
pub async fn handler(cx: Cx, Query(query): Query<UsccQuery>) -> Result<Reply, Problem> {
    let uow = cx.read();
    let uscc = uscc_key(&query.uscc);
    let error = Uscc::parse(&uscc).err();
    let fault = |error: yichuang_domain::uscc::UsccError| yichuang_domain::fault::Fault::new("/uscc", error.code(), error.to_string());
    let holder = if error.is_none() { duplicates::holder_of(&uow.conn, &uscc).await? } else { None };
    let own = match holder {
        Some(id) => rows::grants_of(&uow.conn, id).await?.iter().any(|grant| uow.who.as_ref().is_some_and(|who| who.user == grant.user_id)),
        None => false,
    };
    Reply::ok(&UsccView { uscc, faults: error.into_iter().map(|error| fault(error).into()).collect(), taken: holder.is_some(), own })
}

//! Ask for the e-mail by which a need is endorsed without an account.

use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use yichuang_base::http::{Cx, Json, Path, Reply};
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::ids::NeedId;
use yichuang_store::insert;
use yichuang_store::record::EndorsementLink;

use super::list_public::public;
use super::{persons, report, tell};

/// Setting and default: links a day that one address asks for.
const PER_ADDRESS: (&str, i32) = ("need_links_per_address", 20);
/// Setting and default: links a day to one mailbox.
const PER_MAILBOX: (&str, i32) = ("need_links_per_mailbox", 5);
/// A link is good for this long.
const HOURS: i64 = 48;

/// Who endorses.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndorsementInput {
    /// Gets one e-mail with a link; kept as a digest only.
    #[schema(max_length = 254, example = "linfang@example.org")]
    pub email: String,
    /// Wants to hear what becomes of the need.
    #[serde(default)]
    pub follow: bool,
}

/// Endorse a need by e-mail
///
/// Sends a link that is good once and for two days; the endorsement counts when it is opened and confirmed. The
/// answer is the same whether or not the mailbox has endorsed the need already.
#[utoipa::path(post, path = "/public/needs/{id}/endorsements", operation_id = "requestNeedEndorsement", tag = "needs",
    params(("id" = Uuid, Path, description = "Need")), request_body = EndorsementInput,
    responses((status = 204, description = "The e-mail is on its way")), extensions(("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Path(id): Path<Uuid>, Json(input): Json<EndorsementInput>) -> Response {
    let (input, address) = (&input, &cx.address_digest());
    cx.write(|uow| async move {
        run(&uow, NeedId(id), input, address).await?;
        Ok(Reply::empty())
    })
    .await
}

pub async fn run(uow: &Uow, id: NeedId, input: &EndorsementInput, address: &str) -> Result<(), Problem> {
    let need = public(uow, id).await?;
    let wrong = || Problem::fault("/email", "wrong_format", "This e-mail address cannot be right");
    let digest = persons::mailbox_digest(&uow.app, &input.email).ok_or_else(wrong)?;
    report::limited(uow, "endorsement", address, PER_ADDRESS).await?;
    report::limited(uow, "mailbox", &digest, PER_MAILBOX).await?;
    let token: String = ids::random_bytes::<24>().iter().map(|byte| format!("{byte:02x}")).collect();
    let sealed = if input.follow { Some(persons::sealed(&uow.app, input.email.trim())?) } else { None };
    let link = EndorsementLink {
        id: uow.id(),
        need_id: need.id,
        address_digest: digest,
        address_sealed: sealed,
        token_sha256: sha256_hex(token.as_bytes()),
        expires_at: uow.now.plus_seconds(HOURS * 3_600).micros(),
        used_at: None,
        created_at: uow.micros(),
    };
    insert(&uow.conn, link).await?;
    let link = format!("{}/needs/endorse#{token}", uow.app.config.public_url);
    let text = format!(
        "请在48小时内打开下面的链接，确认附议需求{}“{}”。\n{link}\n\n如果不是您本人操作，请忽略这封邮件。",
        need.number,
        tell::heading(&need)
    );
    uow.mail(input.email.trim(), "确认附议", &text).await
}

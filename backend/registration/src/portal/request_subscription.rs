//! Ask to be written to about what is new in an area.

use axum::response::Response;
use lettre::Address;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yichuang_base::http::{Cx, Json, Reply};
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_base::throttle::{self, Limit};
use yichuang_base::uow::Uow;
use yichuang_domain::fault::Fault;
use yichuang_domain::schemes::sha256_hex;
use yichuang_store::areas;
use yichuang_store::subscriptions::{self as rows, Subscription, Topics};

/// Confirmation mails to one mailbox.
const PER_MAILBOX: Limit = Limit::per_day(3);
/// Confirmation mails that one address of the network asks for; a street office has one for everybody.
const PER_ADDRESS: Limit = Limit::per_hour(30);
/// A link is good for this long.
const HOURS: i64 = 48;

/// Kinds of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionTopic {
    /// Calls for applications that open.
    Calls,
    /// Notices of proposed awards.
    Notices,
    /// Needs that are published.
    Needs,
}

/// The language of the e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum MailLanguage {
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl MailLanguage {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// Who wants to hear of what.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionInput {
    #[schema(min_length = 3, max_length = 254, example = "linfang@example.org")]
    pub email: String,
    /// News of this area, of those below it and of those it belongs to.
    #[schema(max_length = 12, example = "320402000000")]
    pub area_code: String,
    #[schema(min_items = 1, max_items = 3)]
    pub topics: Vec<SubscriptionTopic>,
    pub language: MailLanguage,
}

/// Ask to be written to about what is new
///
/// Without an account. Sends one e-mail with a link that is good once and for two days; nothing else is sent before
/// it was opened and confirmed. The answer is the same whether or not the mailbox is subscribed already; a confirmed
/// wish replaces the one for the same area. At most three such e-mails a day go to one mailbox.
#[utoipa::path(post, path = "/public/subscriptions", operation_id = "requestSubscription", tag = "portal",
    request_body = SubscriptionInput, responses((status = 204, description = "The e-mail is on its way")),
    extensions(("x-throttled" = json!(true))))]
pub async fn handler(cx: Cx, Json(input): Json<SubscriptionInput>) -> Response {
    let (input, address) = (&input, &cx.address_digest());
    cx.write(|uow| async move {
        run(&uow, input, address).await?;
        Ok(Reply::empty())
    })
    .await
}

pub async fn run(uow: &Uow, input: &SubscriptionInput, address: &str) -> Result<(), Problem> {
    let email = input.email.trim();
    let area = areas::find(&uow.conn, &input.area_code).await?;
    let mut faults = Vec::new();
    if email.parse::<Address>().is_err() {
        faults.push(Fault::new("/email", "wrong_format", "This e-mail address cannot be right"));
    }
    if area.is_none() {
        faults.push(Fault::new("/area_code", "unknown", "There is no such area").with_actual(&input.area_code));
    }
    let (Some(area), true) = (area, faults.is_empty()) else { return Err(Problem::faults(faults)) };
    let mailbox_digest = sha256_hex(format!("mailbox|{}|{}", uow.app.config.secret_key, email.to_lowercase()).as_bytes());
    throttle::take(uow, &format!("subscribe|{mailbox_digest}"), PER_MAILBOX).await?;
    throttle::take(uow, &format!("subscribe-from|{address}"), PER_ADDRESS).await?;
    let token: String = ids::random_bytes::<24>().iter().map(|byte| format!("{byte:02x}")).collect();
    let wish = Subscription {
        id: uow.id(),
        mailbox_digest,
        address_sealed: uow.app.seal_key.seal(email.as_bytes(), ids::random_bytes())?,
        language: input.language.code().to_owned(),
        area_code: area.code,
        topics: topics(&input.topics),
    };
    let now = uow.app.clock.machine();
    let expires_at = now.plus_seconds(HOURS * 3_600).micros();
    rows::request(&uow.conn, &wish, &sha256_hex(token.as_bytes()), expires_at, now.micros()).await?;
    let (subject, text) = confirmation(input.language, &area.name, &format!("{}/subscribe/confirm#{token}", uow.app.config.public_url));
    uow.mail(email, subject, &text).await
}

fn topics(wanted: &[SubscriptionTopic]) -> Topics {
    Topics {
        calls: wanted.contains(&SubscriptionTopic::Calls),
        notices: wanted.contains(&SubscriptionTopic::Notices),
        needs: wanted.contains(&SubscriptionTopic::Needs),
    }
}

fn confirmation(language: MailLanguage, area: &str, link: &str) -> (&'static str, String) {
    match language {
        MailLanguage::Chinese => (
            "请确认邮件订阅",
            format!(
                "请在48小时内打开下面的链接，确认订阅{area}的新消息。\n{link}\n\n如果不是您本人操作，请忽略这封邮件，不会再收到任何邮件。"
            ),
        ),
        MailLanguage::English => (
            "Please confirm your subscription",
            format!(
                "Open this link within 48 hours to be written to about what is new in {area}.\n{link}\n\n\
                 If it was not you who asked, ignore this e-mail; there will be no other."
            ),
        ),
    }
}

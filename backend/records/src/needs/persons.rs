//! Who a person is when there is no account: digests that count a mailbox once and keep no address.

use yichuang_base::app::App;
use yichuang_base::ids;
use yichuang_base::problem::Problem;
use yichuang_domain::fault::Fault;
use yichuang_domain::rules::follow_code::FollowCode;
use yichuang_domain::rules::mailbox;
use yichuang_store::ids::NeedId;

/// How somebody can be reached, ready to be kept.
pub struct Contact {
    pub sealed: String,
    pub hint: String,
    pub digest: String,
    /// The address as it was written, when it is one for e-mail.
    pub email: Option<String>,
}

/// The digest by which a mailbox is counted once, however it is written.
#[must_use]
pub fn mailbox_digest(app: &App, address: &str) -> Option<String> {
    mailbox::normalised(address).map(|address| app.seal_key.digest("mailbox", &address))
}

pub fn sealed(app: &App, text: &str) -> Result<String, Problem> {
    Ok(app.seal_key.seal(text.as_bytes(), ids::random_bytes())?)
}

pub fn opened(app: &App, sealed: &str) -> Result<String, Problem> {
    String::from_utf8(app.seal_key.open(sealed)?).map_err(Problem::internal)
}

/// A contact as it was typed; nothing for an empty one, a fault for an e-mail address that cannot be one.
pub fn contact(app: &App, typed: Option<&str>) -> Result<Option<Contact>, Problem> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else { return Ok(None) };
    let email = typed.contains('@').then(|| typed.to_owned());
    let digest = match &email {
        Some(address) => mailbox_digest(app, address)
            .ok_or_else(|| Problem::faults(vec![Fault::new("/contact", "wrong_format", "This e-mail address cannot be right")]))?,
        None => app.seal_key.digest("contact", &typed.chars().filter(|c| c.is_alphanumeric()).collect::<String>()),
    };
    Ok(Some(Contact { sealed: sealed(app, typed)?, hint: mailbox::masked(typed), digest, email }))
}

/// The code by which the reporter follows a need. It follows from the installation's secret and is kept nowhere;
/// the database holds its digest.
#[must_use]
pub fn code(app: &App, id: NeedId) -> FollowCode {
    FollowCode::from_digest(&app.seal_key.digest("need-code", &id.to_string()))
}

#[must_use]
pub fn code_digest(app: &App, code: &FollowCode) -> String {
    app.seal_key.digest("need-code-kept", &code.as_text())
}

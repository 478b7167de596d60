//! The keys by which two registrations of one organisation are found.

use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_domain::rules::duplicates::{self as rules, DuplicateKey as Key};
use yichuang_store::duplicates as rows;
use yichuang_store::ids::OrganisationId;
use yichuang_store::record::Organisation;

/// Keeps the keys of a registration as it stands now.
pub async fn keep(uow: &Uow, row: &Organisation) -> Result<(), Problem> {
    let keys = [
        (Key::Uscc.as_str(), Some(rules::uscc_key(&row.uscc))),
        (Key::Name.as_str(), rules::name_key(&row.name)),
        (Key::Phone.as_str(), rules::phone_key(&row.contact_phone)),
        (Key::Representative.as_str(), rules::representative_key(&row.legal_representative, &row.area_code)),
    ];
    Ok(rows::set_keys(&uow.conn, row.id, &keys).await?)
}

/// Keeps the key of a bank account: a keyed digest, never the number.
pub async fn keep_account(uow: &Uow, id: OrganisationId, number: &str) -> Result<(), Problem> {
    let digest = uow.app.seal_key.digest("account", number);
    Ok(rows::set_keys(&uow.conn, id, &[(Key::Account.as_str(), Some(digest))]).await?)
}

//! Organisations: where they stand, what is known of them on a day, by what they are found twice.

use yichuang_base::caller::Place;
use yichuang_store::record::Organisation;

pub mod facts;
pub mod keys;

/// Where an organisation stands.
#[must_use]
pub fn place(organisation: &Organisation) -> Place<'_> {
    Place::area(&organisation.area_path).of_organisation(organisation.id)
}

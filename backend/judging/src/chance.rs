//! What every draw by commitment and reveal has in common: a salt that nobody knows, a public source that speaks later,
//! and another person who enters what it said.

use serde_json::json;
use yichuang_base::ids::random_bytes;
use yichuang_base::problem::Problem;
use yichuang_base::uow::Uow;
use yichuang_base::wire::Instant;
use yichuang_domain::fault::Fault;
use yichuang_store::ids::UserId;

/// Why a draw is not offered before its source has spoken.
pub const SILENT: &str = "The public source has not spoken yet";

/// A secret until the draw is over: without it the digest could be tried out.
#[must_use]
pub fn salt() -> String {
    random_bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The fault of a source that speaks before the digest is published.
#[must_use]
pub fn too_early(uow: &Uow, entropy_at: Instant) -> Option<Fault> {
    let fault = || Fault::new("/entropy_at", "in_the_past", "The source must speak after the digest is published");
    (entropy_at.0 <= uow.now).then(|| fault().with_actual(entropy_at.0.to_string()))
}

/// 409 for the one person who may not enter the source, with why, and before the source has spoken.
pub async fn may_draw(uow: &Uow, never: UserId, why: &str, entropy_at: i64) -> Result<(), Problem> {
    if uow.is_me(never).await? {
        return Err(Problem::refused("same_person", why));
    }
    if uow.micros() < entropy_at {
        return Err(Problem::refused("source_silent", SILENT).with("entropy_at", json!(Instant::micros(entropy_at)?)));
    }
    Ok(())
}

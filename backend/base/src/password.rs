//! Passwords: argon2id, off the async threads.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::problem::Problem;

/// Hashes a password with a fresh salt.
pub async fn hash(password: String) -> Result<String, Problem> {
    run(move || {
        let hash: argon2::password_hash::phc::PasswordHash =
            Argon2::default().hash_password(password.as_bytes()).map_err(Problem::internal)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password is the one that was hashed. Without a hash the same work is done in vain, so that the
/// time does not tell whether an account exists.
pub async fn matches(password: String, hash: Option<String>) -> Result<bool, Problem> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$eWljaHVhbmctbm9ib2R5$Kp0Ek4f3cGy0dJq2vS6o0Xj1m4uS0mI0gq8mJm3rW4o";
    run(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.to_owned());
        let fits = Argon2::default().verify_password(password.as_bytes(), text.as_str()).is_ok();
        Ok(known && fits)
    })
    .await
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)?
}

/// A hash that no password has: of accounts nobody logs in to.
pub const NOBODY: &str = "!";

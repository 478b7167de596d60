//! One-time codes (RFC 6238) and the recovery codes for the day on which the telephone is lost.

use totp_rs::{Builder, Secret, Totp, TotpError};
use yichuang_domain::rules::second_factor::RECOVERY_CODES;
use yichuang_store::seal::SealKey;

use crate::ids;
use crate::problem::Problem;

/// What an authenticator shows beside the account.
const ISSUER: &str = "Yichuang";
/// 160 bits, as RFC 4226 recommends.
const KEY_BYTES: usize = 20;
/// Letters and digits that nobody takes for each other.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const CODE_LETTERS: usize = 12;

/// The key that an account shares with its authenticator.
pub struct Key(Vec<u8>);

impl Key {
    #[must_use]
    pub fn fresh() -> Self {
        Self(ids::random_bytes::<KEY_BYTES>().to_vec())
    }

    pub fn open(key: &SealKey, sealed: &str) -> Result<Self, Problem> {
        Ok(Self(key.open(sealed)?))
    }

    pub fn sealed(&self, key: &SealKey) -> Result<String, Problem> {
        Ok(key.seal(&self.0, ids::random_bytes())?)
    }

    /// The key as one types it in where no picture can be taken.
    #[must_use]
    pub fn base32(&self) -> String {
        Secret::from(self.0.as_slice()).to_base32()
    }

    /// The address that an authenticator reads from a picture.
    pub fn uri(&self, email: &str) -> Result<String, Problem> {
        let named = || Builder::new().with_secret(self.0.as_slice()).with_issuer(Some(ISSUER)).with_account_name(email).build()?.to_url();
        named().map_err(|error: TotpError| Problem::internal(error))
    }

    /// The period of thirty seconds whose code this is, if it is one of now or of a period beside.
    pub fn step_of(&self, code: &str, now_micros: i64) -> Result<Option<i64>, Problem> {
        let seconds = u64::try_from(now_micros / 1_000_000).map_err(Problem::internal)?;
        let step = self.codes()?.check(code, seconds);
        step.map(|step| i64::try_from(step).map_err(Problem::internal)).transpose()
    }

    /// The code of an instant.
    pub fn code_at(&self, now_micros: i64) -> Result<String, Problem> {
        let seconds = u64::try_from(now_micros / 1_000_000).map_err(Problem::internal)?;
        Ok(self.codes()?.generate(seconds).to_string())
    }

    fn codes(&self) -> Result<Totp, Problem> {
        Builder::new().with_secret(self.0.as_slice()).build().map_err(Problem::internal)
    }
}

/// Fresh recovery codes such as `k7m2-9xqp-4tbz`, 60 bits each.
#[must_use]
pub fn recovery_codes() -> Vec<String> {
    std::iter::repeat_with(recovery_code).take(RECOVERY_CODES).collect()
}

fn recovery_code() -> String {
    let letters: Vec<u8> = ids::random_bytes::<CODE_LETTERS>().iter().map(|byte| ALPHABET[usize::from(byte % 32)]).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().map(|letter| char::from(*letter)).collect()).collect();
    groups.join("-")
}

/// What is kept of a recovery code, however it was typed.
#[must_use]
pub fn digest(key: &SealKey, code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    key.digest("recovery_code", &plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let key = Key(b"12345678901234567890".to_vec());
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")] {
            assert_eq!(key.code_at(seconds * 1_000_000).unwrap(), code);
            assert_eq!(key.step_of(code, seconds * 1_000_000).unwrap(), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_good_for_its_period_and_those_beside_it() {
        let key = Key(b"12345678901234567890".to_vec());
        let at = |seconds: i64| key.step_of("005924", seconds * 1_000_000).unwrap().is_some();
        assert!([1_234_567_860, 1_234_567_890, 1_234_567_949].into_iter().all(at));
        assert!(![1_234_567_830, 1_234_567_950].into_iter().any(at));
        assert!(key.step_of("00592", 1_234_567_890_000_000).unwrap().is_none());
    }

    #[test]
    fn the_address_names_account_and_key() {
        let key = Key(b"12345678901234567890".to_vec());
        let uri = key.uri("finance@example.org").unwrap();
        assert!(uri.starts_with("otpauth://totp/Yichuang:finance%40example.org?"), "{uri}");
        assert!(uri.contains(&format!("secret={}", key.base32())), "{uri}");
    }

    #[test]
    fn a_recovery_code_is_known_however_it_is_typed() {
        let key = SealKey::from_secret("the secret of a test installation, 32+");
        let codes = recovery_codes();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let code = &codes[0];
        assert_eq!(digest(&key, code), digest(&key, &code.to_uppercase().replace('-', " ")));
        assert_ne!(digest(&key, code), digest(&key, &codes[1]));
    }
}

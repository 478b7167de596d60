//! Personal data at rest: authenticated encryption (XChaCha20-Poly1305) with a key id in front of every value,
//! so that keys can rotate.

use chacha20poly1305::aead::Aead;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// The key that seals; made from the installation's secret.
#[derive(Clone)]
pub struct SealKey {
    id: String,
    cipher: XChaCha20Poly1305,
    digest: Hmac<Sha256>,
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealKey({})", self.id)
    }
}

impl SealKey {
    /// Derives the key from a secret of at least 32 bytes of text.
    #[must_use]
    pub fn from_secret(secret: &str) -> Self {
        let key = Sha256::digest(format!("yichuang/seal/1|{secret}").as_bytes());
        let id = hex(&Sha256::digest(key))[..8].to_owned();
        let mut digest_key = [0; 64];
        digest_key[..32].copy_from_slice(&Sha256::digest(format!("yichuang/digest/1|{secret}").as_bytes()));
        let digest = <Hmac<Sha256> as KeyInit>::new(hmac::digest::Key::<Hmac<Sha256>>::from_slice(&digest_key));
        Self { id, cipher: XChaCha20Poly1305::new(&key), digest }
    }

    /// A digest by which equal values are found without keeping them (HMAC-SHA-256): nobody without the secret can
    /// try out values, and it fits no other `purpose`.
    #[must_use]
    pub fn digest(&self, purpose: &str, plain: &str) -> String {
        let mut mac = self.digest.clone();
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(plain.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// Seals a text; `nonce` must be fresh random bytes.
    pub fn seal(&self, plain: &[u8], nonce: [u8; 24]) -> Result<String, StoreError> {
        let sealed = self.cipher.encrypt(XNonce::from_slice(&nonce), plain).map_err(|_| StoreError::Broken("sealing failed".to_owned()))?;
        Ok(format!("{}.{}.{}", self.id, hex(&nonce), hex(&sealed)))
    }

    /// Opens what [`SealKey::seal`] made. Fails when the key is another or the text was changed.
    pub fn open(&self, sealed: &str) -> Result<Vec<u8>, StoreError> {
        let broken = || StoreError::Broken("a sealed value cannot be opened with this installation's key".to_owned());
        let mut parts = sealed.splitn(3, '.');
        let (Some(id), Some(nonce), Some(body)) = (parts.next(), parts.next(), parts.next()) else { return Err(broken()) };
        let nonce = unhex(nonce).filter(|n| n.len() == 24).ok_or_else(broken)?;
        let body = unhex(body).ok_or_else(broken)?;
        if id != self.id {
            return Err(broken());
        }
        self.cipher.decrypt(XNonce::from_slice(&nonce), body.as_slice()).map_err(|_| broken())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_same_for_the_same_value_secret_and_purpose_only() {
        let key = SealKey::from_secret("a secret of this installation, long enough");
        let digest = key.digest("account", "620001000000000097");
        assert_eq!(digest, SealKey::from_secret("a secret of this installation, long enough").digest("account", "620001000000000097"));
        assert_eq!(digest.len(), 64);
        assert_ne!(digest, key.digest("account", "620001000000000098"));
        assert_ne!(digest, key.digest("phone", "620001000000000097"));
        assert_ne!(digest, SealKey::from_secret("another secret").digest("account", "620001000000000097"));
    }

    #[test]
    fn a_sealed_value_opens_only_unchanged_and_with_its_key() {
        let key = SealKey::from_secret("a secret of this installation, long enough");
        let sealed = key.seal("620001000000000097".as_bytes(), [7; 24]).unwrap();
        assert!(!sealed.contains("620001"));
        assert_eq!(key.open(&sealed).unwrap(), b"620001000000000097");
        let mut changed = sealed.clone();
        let last = if changed.pop() == Some('0') { '1' } else { '0' };
        changed.push(last);
        assert!(key.open(&changed).is_err());
        assert!(SealKey::from_secret("another secret").open(&sealed).is_err());
    }
}

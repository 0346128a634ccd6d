//! One key and what it does: seals bytes at a place, and opens them there.

use std::fmt;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::Error;

/// The name of a key: made of the key by a one-way function, so that it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyId([u8; KeyId::LENGTH]);

impl KeyId {
    /// In bytes.
    pub(crate) const LENGTH: usize = 8;

    /// Reads 16 hexadecimal digits, lower case.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut id = [0; Self::LENGTH];
        from_hex(text, &mut id).then_some(Self(id))
    }

    pub(crate) const fn from_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    pub(crate) const fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// 256 secret bits, and the keys made of them.
pub(crate) struct Key {
    secret: Zeroizing<[u8; 32]>,
    id: KeyId,
    cipher: XChaCha20Poly1305,
    nonces: Hmac<Sha256>,
    marks: Hmac<Sha256>,
}

/// The nonce of XChaCha20 in bytes.
const NONCE: usize = 24;

/// A mark in bytes.
const MARK: usize = 18;

impl Key {
    pub(crate) fn from_secret(secret: Zeroizing<[u8; 32]>) -> Self {
        let mut id = [0; KeyId::LENGTH];
        id.iter_mut().zip(derive(&secret, b"candor 1: name").iter()).for_each(|(place, byte)| *place = *byte);
        Self {
            id: KeyId(id),
            cipher: XChaCha20Poly1305::new((&*derive(&secret, b"candor 1: cipher")).into()),
            nonces: mac(&derive(&secret, b"candor 1: nonces")),
            marks: mac(&derive(&secret, b"candor 1: marks")),
            secret,
        }
    }

    pub(crate) const fn id(&self) -> KeyId {
        self.id
    }

    /// The bits themselves, to be wrapped by another key or written to a key file.
    pub(crate) fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// Nonce, then what is sealed, then 16 bytes that show any alteration.
    pub(crate) fn seal(&self, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce = self.nonce(place, plain);
        let sealed = self.cipher.encrypt(&nonce, Payload { msg: plain, aad: place });
        let sealed = sealed.map_err(|_| Error::Other("a value is too long to be sealed".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed at this place; `None` if it was sealed elsewhere or under another key, or is not as it was.
    pub(crate) fn unseal(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        self.cipher.decrypt(&nonce, Payload { msg: sealed, aad: place }).ok()
    }

    /// Always the same for the same place and value, and without the key neither read nor tried out: what something sealed is found by.
    pub(crate) fn mark(&self, place: &[u8], plain: &[u8]) -> [u8; MARK] {
        let mut mac = self.marks.clone();
        mac.update(&u64::try_from(place.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(place);
        mac.update(plain);
        let mut mark = [0; MARK];
        mark.iter_mut().zip(mac.finalize().into_bytes()).for_each(|(place, byte)| *place = byte);
        mark
    }

    fn nonce(&self, place: &[u8], plain: &[u8]) -> XNonce {
        let mut mac = self.nonces.clone();
        // The length in front, so that no two pairs of place and value read alike.
        mac.update(&u64::try_from(place.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(place);
        mac.update(plain);
        let mut nonce = XNonce::default();
        nonce.iter_mut().zip(mac.finalize().into_bytes()).for_each(|(place, byte)| *place = byte);
        nonce
    }
}

/// A key for one use, made of the secret (as HKDF expands, RFC 5869, §2.3, where the secret is uniform already).
fn derive(secret: &[u8; 32], r#use: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut mac = mac(secret);
    mac.update(r#use);
    mac.update(&[1]);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn mac(key: &[u8; 32]) -> Hmac<Sha256> {
    // Shorter than the block of SHA-256, so it is filled with noughts, as RFC 2104 has it.
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(key).for_each(|(place, byte)| *place = *byte);
    <Hmac<Sha256> as hmac::KeyInit>::new((&*block).into())
}

/// Reads exactly as many lower-case hexadecimal digits as fill the bytes.
pub(crate) fn from_hex(text: &str, bytes: &mut [u8]) -> bool {
    let digits = text.as_bytes();
    if digits.len() != bytes.len().saturating_mul(2) {
        return false;
    }
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit.wrapping_sub(b'0')),
        b'a'..=b'f' => Some(digit.wrapping_sub(b'a').wrapping_add(10)),
        _ => None,
    };
    bytes.iter_mut().zip(digits.chunks_exact(2)).all(|(place, pair)| match pair {
        &[high, low] => match (value(high), value(low)) {
            (Some(high), Some(low)) => {
                *place = (high << 4) | low;
                true
            }
            _ => false,
        },
        _ => false,
    })
}

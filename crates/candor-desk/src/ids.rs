//! The only place where ids and secrets are made.

use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Makes ids and secrets.
pub trait Ids: Send + Sync {
    /// The unique part of an id: time-ordered, 32 hexadecimal digits.
    fn unique(&self) -> String;

    /// 256 bits nobody can guess.
    fn secret(&self) -> [u8; 32];
}

/// Ids as they are made in earnest: UUID version 7, and the system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one home of ids")]
    fn unique(&self) -> String {
        Uuid::now_v7().simple().to_string()
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of chance")]
    fn secret(&self) -> [u8; 32] {
        // 122 bits of each come from the system's random source (RFC 9562, §5.4); hashing spreads them over the 256.
        let mut hasher = Sha256::new();
        for _ in 0..4 {
            hasher.update(Uuid::new_v4().as_bytes());
        }
        let mut secret = [0; 32];
        secret.copy_from_slice(&hasher.finalize());
        secret
    }
}

/// Ids that count upwards: for tests and rehearsals.
#[derive(Debug, Default)]
pub struct SeededIds(AtomicU64);

impl SeededIds {
    /// Counts from here.
    pub const fn from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Ids for SeededIds {
    fn unique(&self) -> String {
        format!("{:032x}", self.0.fetch_add(1, Ordering::SeqCst))
    }

    fn secret(&self) -> [u8; 32] {
        let mut secret = [0; 32];
        let number = self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        for (place, byte) in secret.iter_mut().zip(number) {
            *place = byte;
        }
        secret
    }
}

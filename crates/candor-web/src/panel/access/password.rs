//! Passwords: which are taken, how they are hashed (Argon2id) and compared. Hashing is slow by design, so it runs beside the
//! pages, few at once.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use sha2::{Digest, Sha256};

use crate::panel::Panel;

/// The shortest password, in characters (NIST SP 800-63B-4, section 3.1.1.2, asks for 15 where it is the only factor and 8
/// beside another; OWASP ASVS 5.0, 6.2.1, for 8 at least).
pub(crate) const MIN_CHARS: usize = 12;

/// The longest (OWASP ASVS 5.0, 6.2.9, asks for at least 64).
pub(crate) const MAX_CHARS: usize = 128;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weak {
    /// Too short or too long.
    Length,
    /// Easily guessed: few different signs, a row of the keyboard, or the sign-in name in it.
    Guessable,
    /// One of the most used passwords of its length, which are tried first.
    Common,
}

impl Weak {
    /// The word of the panel that says so.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Length => "access.password_length",
            Self::Guessable => "access.password_guessable",
            Self::Common => "access.password_common",
        }
    }
}

/// Beginnings and rows that people type where a password has to be long.
const COMMON: [&str; 14] = [
    "password",
    "пароль",
    "qwerty",
    "йцукен",
    "123456",
    "abcdef",
    "letmein",
    "welcome",
    "iloveyou",
    "admin",
    "candor",
    "zxcvbn",
    "asdfgh",
    "фывапр",
];

/// The ten thousand most used passwords of [`MIN_CHARS`] and more (OWASP ASVS 5.0, 6.2.4, asks for 3,000 that fit the rule for lengths):
/// of each the first bytes of the SHA-256 of its small letters, in order. From where is told in NOTICE; `cargo xtask passwords` makes it.
const MOST_USED: &[u8] = include_bytes!("../../../data/common-passwords.bin");

/// So much of a hash is kept of each, in bytes.
const HASH_BYTES: usize = 5;

/// A password with less besides words of [`COMMON`] and of the name is guessed soon, in characters.
const MIN_OWN_CHARS: usize = 8;

/// Whether a password is taken.
pub(crate) fn judge(password: &str, login: &str) -> Result<(), Weak> {
    let length = password.chars().count();
    if !(MIN_CHARS..=MAX_CHARS).contains(&length) {
        return Err(Weak::Length);
    }
    let small = password.to_lowercase();
    if is_most_used(small.trim()) {
        return Err(Weak::Common);
    }
    let mut own = small;
    for common in COMMON.iter().copied().chain([login]).filter(|word| word.chars().count() > 2) {
        own = own.replace(common, "");
    }
    let distinct: std::collections::BTreeSet<char> = own.chars().collect();
    if own.chars().count() < MIN_OWN_CHARS || distinct.len() < 5 { Err(Weak::Guessable) } else { Ok(()) }
}

/// Whether it is one of [`MOST_USED`].
fn is_most_used(password: &str) -> bool {
    let hash = Sha256::digest(password.as_bytes());
    let (known, _) = MOST_USED.as_chunks::<HASH_BYTES>();
    hash.first_chunk::<HASH_BYTES>().is_some_and(|wanted| known.binary_search(wanted).is_ok())
}

/// Hashes a password with a salt of 16 bytes; `None` if that failed.
pub(crate) async fn hash(panel: &Panel, password: &str) -> Option<String> {
    let salt = panel.desk().ids.secret();
    let password = password.to_owned();
    let _turn = panel.0.hashing.acquire().await.ok()?;
    let hashing = tokio::task::spawn_blocking(move || {
        let salt = salt.get(..16)?;
        Some(Argon2::default().hash_password_with_salt(password.as_bytes(), salt).ok()?.to_string())
    });
    hashing.await.ok().flatten()
}

/// What a password is compared with where there is no account, so that it takes the same time: the hash of nothing anybody
/// types.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5Li4ubm9ib2R5Lg$PlSPQPfwMkRd7mvYHqT3I1zRpcXJYOQfF8gvDLbV0zE";

/// Whether this is the password. Takes as long without an account.
pub(crate) async fn is_right(panel: &Panel, password: &str, kept: Option<&str>) -> bool {
    let (password, kept, is_somebody) = (password.to_owned(), kept.unwrap_or(NOBODY).to_owned(), kept.is_some());
    let Ok(_turn) = panel.0.hashing.acquire().await else { return false };
    let comparing = tokio::task::spawn_blocking(move || {
        let Ok(known) = PasswordHash::new(&kept) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &known).is_ok()
    });
    comparing.await.unwrap_or(false) && is_somebody
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_easily_guessed_passwords_are_not_taken() {
        for weak in
            ["aaaaaaaaaaaaab", "password12-34", "qwerty12345x", "annaannaanna12", "йцукен123456", "пароль пароль"]
        {
            assert_eq!(judge(weak, "anna"), Err(Weak::Guessable), "{weak}");
        }
        assert_eq!(judge("tomato", "anna"), Err(Weak::Length));
        assert_eq!(judge(&"tomato-".repeat(40), "anna"), Err(Weak::Length));
        for strong in ["tomato ladder seven", "три зелёных слона", "k8#Vq2!pLw0z"] {
            assert_eq!(judge(strong, "anna"), Ok(()), "{strong}");
        }
    }

    #[test]
    fn the_most_used_passwords_that_are_long_enough_are_not_taken() {
        let used = ["1qaz2wsx3edc", "Leavemealone", "ghbdtnrfrltkf", " finalfantasy ", "UNBELIEVABLE", "1q2w3e4r5t6y"];
        for common in used {
            assert_eq!(judge(common, "anna"), Err(Weak::Common), "{common}");
        }
        assert_eq!(judge("unbelievable tomato", "anna"), Ok(()));
        assert!(MOST_USED.len() / HASH_BYTES > 9_990 && MOST_USED.len().is_multiple_of(HASH_BYTES));
        let hashes: Vec<&[u8]> = MOST_USED.chunks(HASH_BYTES).collect();
        assert!(hashes.is_sorted());
    }

    #[test]
    fn what_nobody_is_compared_with_is_a_hash_of_the_cost_of_everybody_else() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let fresh = Argon2::default().hash_password_with_salt(b"x", b"0123456789abcdef").unwrap();
        assert_eq!((nobody.algorithm, nobody.params.to_string()), (fresh.algorithm, fresh.params.to_string()));
        assert!(Argon2::default().verify_password(b"", &nobody).is_err());
    }
}

//! Signs deliveries: HMAC-SHA256 over id, time and body, under a secret only the two ends know. Whoever receives one can tell that it
//! is Candor's, unaltered, and not an old one sent again by somebody else.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::moment::Moment;

/// The header with the id of a delivery: the same however often it is tried, so that a receiver knows it again.
pub const ID_HEADER: &str = "webhook-id";
/// The header with the second at which this try was made.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// The header with the signatures, blanks between them.
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// What every secret begins with.
const PREFIX: &str = "whsec_";
/// The shortest secret, in bytes.
const SHORTEST: usize = 24;
/// The longest, which is a block of SHA-256.
const LONGEST: usize = 64;

/// The secret of a webhook. It prints as stars and has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret(Vec<u8>);

/// Why a text is no secret of a webhook. Never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the secret of a webhook is whsec_ and 24 to 64 bytes in Base64")]
pub struct NotASigningSecret;

impl SigningSecret {
    /// A secret of 256 random bits. The randomness comes from outside.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes.to_vec())
    }

    /// Reads a secret as [`Self::expose`] writes it.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(text: &str) -> Result<Self, NotASigningSecret> {
        let coded = text.trim().strip_prefix(PREFIX).ok_or(NotASigningSecret)?;
        let bytes = BASE64_STANDARD.decode(coded).map_err(|_| NotASigningSecret)?;
        if (SHORTEST..=LONGEST).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(NotASigningSecret) }
    }

    /// The secret itself: for whoever receives deliveries, once, and for the store, which seals it.
    pub fn expose(&self) -> String {
        format!("{PREFIX}{}", BASE64_STANDARD.encode(&self.0))
    }

    /// The signature of a delivery that is tried at this moment: `v1,` and Base64.
    pub fn sign(&self, id: &str, at: Moment, body: &str) -> String {
        // Keys up to a block long are filled up with zeros (RFC 2104); a secret is never longer.
        let mut block = [0_u8; LONGEST];
        for (place, byte) in block.iter_mut().zip(&self.0) {
            *place = *byte;
        }
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new((&block).into());
        mac.update(format!("{id}.{}.", seconds(at)).as_bytes());
        mac.update(body.as_bytes());
        format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(***)")
    }
}

/// The three headers of a try, signed with each of these secrets: while a secret is being replaced, with the old one too.
pub fn headers(secrets: &[SigningSecret], id: &str, at: Moment, body: &str) -> [(&'static str, String); 3] {
    let signatures: Vec<String> = secrets.iter().map(|secret| secret.sign(id, at, body)).collect();
    [(ID_HEADER, id.to_owned()), (TIMESTAMP_HEADER, seconds(at).to_string()), (SIGNATURE_HEADER, signatures.join(" "))]
}

const fn seconds(at: Moment) -> i64 {
    at.millis().div_euclid(1000)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn the_published_example_is_signed_as_published() {
        let secret = SigningSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let at = Moment::from_seconds(1_614_265_330);
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_is_read_back_and_prints_as_stars() {
        let secret = SigningSecret::from_random([0xab; 32]);
        assert_eq!(SigningSecret::parse(&secret.expose()), Ok(secret.clone()));
        let printed = format!("{secret:?} {:?} {:#?}", Some(&secret), [&secret]);
        assert!(!printed.contains("q6ur") && !printed.contains("171"), "{printed}");
        for no_secret in ["", "whsec_", "whsec_q6ur", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%"] {
            assert_eq!(SigningSecret::parse(no_secret), Err(NotASigningSecret));
        }
        let long = format!("{PREFIX}{}", BASE64_STANDARD.encode([1; LONGEST + 1]));
        assert_eq!(SigningSecret::parse(&long), Err(NotASigningSecret));
    }

    proptest::proptest! {
        #[test]
        fn another_id_second_body_or_secret_gives_another_signature(
            id in "[a-z0-9_]{1,20}", millis in 0_i64..4_000_000_000_000, body in ".{0,80}", byte in 0_u8..255,
        ) {
            let (secret, other) = (SigningSecret::from_random([byte; 32]), SigningSecret::from_random([byte + 1; 32]));
            let at = Moment::from_millis(millis);
            let signature = secret.sign(&id, at, &body);
            proptest::prop_assert_ne!(&signature, &other.sign(&id, at, &body));
            proptest::prop_assert_ne!(&signature, &secret.sign(&format!("{id}a"), at, &body));
            proptest::prop_assert_ne!(&signature, &secret.sign(&id, at.plus_seconds(1), &body));
            proptest::prop_assert_ne!(&signature, &secret.sign(&id, at, &format!("{body}a")));
            let [_, _, (_, both)] = headers(&[secret, other], &id, at, &body);
            proptest::prop_assert!(both.split(' ').count() == 2 && both.starts_with(&signature));
        }
    }
}

//! What must never be printed: a bot's token and a webhook's secret. Neither has `Display`, both print stars under
//! `Debug`, and neither can be serialised, so that they reach a log, an error or a page only by a visible act.

use std::fmt;

use subtle::{Choice, ConstantTimeEq};

/// The token of a bot, as @BotFather gives it: digits, a colon, and at least 30 characters of `A-Za-z0-9_-`
/// (Bot API, "Authorizing your bot").
#[derive(Clone, PartialEq, Eq)]
pub struct BotToken(String);

/// Why a text is not a bot token. Never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a bot token: it should be digits, a colon and at least 30 letters; copy it again from @BotFather")]
pub struct NotAToken;

impl BotToken {
    /// Reads a token, blanks around it forgiven.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        let text = text.trim();
        let (number, key) = text.split_once(':').ok_or(NotAToken)?;
        let is_number = (1..=18).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_key = (30..=128).contains(&key.len()) && key.bytes().all(is_url_safe);
        if is_number && is_key { Ok(Self(text.to_owned())) } else { Err(NotAToken) }
    }

    /// The number of the bot, which is no secret.
    pub fn bot_id(&self) -> i64 {
        self.0.split_once(':').and_then(|(number, _)| number.parse().ok()).unwrap_or_default()
    }

    /// The token itself, for the request's path and for the store, which seals it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text without the token, however the other side came to repeat it.
    pub(crate) fn strike_out(&self, text: &str) -> String {
        let key = self.0.split_once(':').map_or(self.0.as_str(), |(_, key)| key);
        text.replace(key, "***")
    }
}

impl fmt::Debug for BotToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BotToken({}:***)", self.bot_id())
    }
}

/// What Telegram repeats with every webhook call in the header `X-Telegram-Bot-Api-Secret-Token`
/// (Bot API, `setWebhook.secret_token`: 1 to 256 characters of `A-Za-z0-9_-`; Candor asks for at least 256 bit).
#[derive(Clone)]
pub struct WebhookSecret(String);

/// Why a text cannot be a webhook secret. Never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret has 43 to 256 characters of A-Z, a-z, 0-9, _ and -")]
pub struct NotASecret;

impl WebhookSecret {
    /// Makes a secret of 256 random bits. The randomness comes from outside.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads a secret kept somewhere. 43 characters are the shortest that can hold 256 bit.
    pub fn parse(text: &str) -> Result<Self, NotASecret> {
        let is_secret = (43..=256).contains(&text.len()) && text.bytes().all(is_url_safe);
        if is_secret { Ok(Self(text.to_owned())) } else { Err(NotASecret) }
    }

    /// Whether what somebody presented is this secret, in a time that tells nothing but its length.
    pub fn matches(&self, presented: &[u8]) -> bool {
        self.is_same(presented).into()
    }

    /// [`Self::matches`], still to be combined with other comparisons without a branch in between.
    pub(crate) fn is_same(&self, presented: &[u8]) -> Choice {
        self.0.as_bytes().ct_eq(presented)
    }

    /// The secret itself, for the store and for `setWebhook`.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(***)")
    }
}

const fn is_url_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const TOKEN: &str = "123456789:AAcanary-canary_canary-canary_canar";

    #[test]
    fn a_token_is_read_with_blanks_around_it() {
        let token = BotToken::parse(&format!(" {TOKEN}\n")).unwrap();
        assert_eq!((token.bot_id(), token.expose()), (123_456_789, TOKEN));
    }

    #[test]
    fn what_is_not_a_token_is_refused_without_being_repeated() {
        let long = "a".repeat(40);
        for text in [
            "",
            ":",
            "abc",
            "123456789",
            &format!("12a:{long}"),
            &format!("12:{long}/../x"),
            "12:short",
            &format!("12:{long}?a=b"),
        ] {
            let error = BotToken::parse(text).unwrap_err();
            assert!(text.len() < 3 || !error.to_string().contains(text));
        }
    }

    #[test]
    fn secrets_print_as_stars() {
        let token = BotToken::parse(TOKEN).unwrap();
        let secret = WebhookSecret::from_random([0xab; 32]);
        let printed = format!("{token:?} {token:#?} {secret:?} {:?}", Some((&token, &secret)));
        assert!(!printed.contains("canary") && !printed.contains("abab"), "{printed}");
    }

    #[test]
    fn a_repeated_token_is_struck_out() {
        let token = BotToken::parse(TOKEN).unwrap();
        assert_eq!(token.strike_out(&format!("no route /bot{TOKEN}/getMe")), "no route /bot123456789:***/getMe");
    }

    #[test]
    fn a_secret_matches_itself_and_nothing_else() {
        let secret = WebhookSecret::from_random([7; 32]);
        assert_eq!(secret.expose().len(), 64);
        assert!(secret.matches(secret.expose().as_bytes()));
        assert!(WebhookSecret::parse(secret.expose()).unwrap().matches(secret.expose().as_bytes()));
        for wrong in [&b""[..], b"0", &secret.expose().as_bytes()[..63], "0".repeat(64).as_bytes()] {
            assert!(!secret.matches(wrong));
        }
    }

    #[test]
    fn short_and_oddly_spelt_secrets_are_refused() {
        for text in ["", "secret", &"a".repeat(42), &"a".repeat(257), &format!("{}!", "a".repeat(60))] {
            assert_eq!(WebhookSecret::parse(text).unwrap_err(), NotASecret);
        }
    }
}

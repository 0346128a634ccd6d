//! The two cookies of the panel: the session's token and the language. Two values without attributes of their own to read
//! need no crate.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

use crate::panel::Panel;

/// Over https the name makes browsers hold the cookie to this host and to https (RFC 6265bis, section 4.1.3.2).
const SECURE_NAME: &str = "__Host-candor";
const PLAIN_NAME: &str = "candor";

/// The name of the session's cookie.
pub(super) fn session_name(panel: &Panel) -> &'static str {
    if panel.is_secure() { SECURE_NAME } else { PLAIN_NAME }
}

/// The value of a cookie a browser sent.
pub(super) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// A cookie scripts cannot read and other sites' pages cannot make a browser send; it goes with the browser's own session.
pub(super) fn set(panel: &Panel, name: &str, value: &str) -> Option<HeaderValue> {
    line(panel, name, value, "")
}

/// The same, kept for a year.
pub(super) fn set_for_long(panel: &Panel, name: &str, value: &str) -> Option<HeaderValue> {
    line(panel, name, value, "; Max-Age=31536000")
}

/// Takes a cookie away.
pub(super) fn clear(panel: &Panel, name: &str) -> Option<HeaderValue> {
    line(panel, name, "", "; Max-Age=0")
}

fn line(panel: &Panel, name: &str, value: &str, more: &str) -> Option<HeaderValue> {
    let secure = if panel.is_secure() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{more}")).ok()
}

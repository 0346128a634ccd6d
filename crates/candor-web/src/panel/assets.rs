//! The styles, scripts and fonts of the panel, built into the binary: hand-written, no build step, nothing from elsewhere.

use std::sync::LazyLock;

use axum::{
    extract::{Path, RawQuery},
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use super::Trouble;

macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_str!(concat!("../../assets/panel/", $name)))),*] };
}

/// The styles, in the order in which they are put together.
const STYLES: &[(&str, &str)] = files![
    "base.css",
    "forms.css",
    "table.css",
    "layout.css",
    "inbox.css",
    "script.css",
    "leads.css",
    "audit.css",
    "setup.css",
    "docs.css",
    "logs.css"
];

/// The scripts: modules, which name each other as `from "./times.js"`.
const SCRIPTS: &[(&str, &str)] = files![
    "panel.js",
    "drafts.js",
    "forms.js",
    "keys.js",
    "live.js",
    "morph.js",
    "places.js",
    "quick.js",
    "script.js",
    "times.js"
];

/// The scripts as they are served: what a module takes from another it takes in this version, so that a browser keeps it.
static MODULES: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
    let versioned = format!(".js?v={}\";", version());
    SCRIPTS.iter().map(|(name, text)| (*name, text.replace(".js\";", &versioned))).collect()
});

/// The pictures.
const PICTURES: &[(&str, &str)] = files!["icon.svg", "icons.svg"];

const FONTS: [(&str, &[u8]); 2] = [
    ("inter-latin.woff2", include_bytes!("../../assets/fonts/inter-latin.woff2")),
    ("inter-cyrillic.woff2", include_bytes!("../../assets/fonts/inter-cyrillic.woff2")),
];

static SHEET: LazyLock<String> = LazyLock::new(|| STYLES.iter().map(|(_, text)| *text).collect());

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    for (name, text) in STYLES.iter().chain(SCRIPTS).chain(PICTURES) {
        digest.update(name.as_bytes());
        digest.update(text.as_bytes());
    }
    digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

/// A browser that was told to keep a file for ever asks again under another version.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The version of all of them together.
pub(super) fn version() -> &'static str {
    &VERSION
}

/// `GET /panel/assets/panel.css`: all styles in one.
pub(crate) async fn css(query: RawQuery) -> Response {
    kept("text/css; charset=utf-8", SHEET.as_bytes(), &query)
}

/// `GET /panel/assets/{file}`. Only names of the lists are answered.
pub(crate) async fn asset(Path(name): Path<String>, query: RawQuery) -> Result<Response, Trouble> {
    if let Some((_, text)) = MODULES.iter().find(|(known, _)| *known == name) {
        return Ok(kept("text/javascript; charset=utf-8", text.as_bytes(), &query));
    }
    if let Some((_, text)) = PICTURES.iter().find(|(known, _)| *known == name) {
        return Ok(kept("image/svg+xml", text.as_bytes(), &query));
    }
    let font = FONTS.iter().find(|(known, _)| *known == name).ok_or(Trouble::Missing)?;
    Ok(([(CONTENT_TYPE, "font/woff2"), (CACHE_CONTROL, "public, max-age=86400")], font.1).into_response())
}

fn kept(media: &'static str, bytes: &'static [u8], RawQuery(query): &RawQuery) -> Response {
    let is_of_version = query.as_deref().is_some_and(|query| query == format!("v={}", version()));
    let caching = if is_of_version { FOR_EVER } else { "no-store" };
    ([(CONTENT_TYPE, media), (CACHE_CONTROL, caching)], bytes).into_response()
}

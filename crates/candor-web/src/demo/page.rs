//! The page and what it is made of, built into the binary: hand-written, no build step, nothing from elsewhere.

use axum::{
    extract::Path,
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{Html, IntoResponse, Response},
};

use crate::respond::Failure;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const WORDS: &str = "application/json";
const PICTURE: &str = "image/svg+xml";
const FONT: &str = "font/woff2";

/// The page itself.
pub(crate) const INDEX: &str = include_str!("../../assets/demo/index.html");

/// One file under `/assets/`.
pub(crate) struct Asset {
    /// Its path after `/assets/`.
    pub path: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

macro_rules! assets {
    ($($media:ident $path:literal = $file:literal;)*) => {
        /// Every file the page may ask for.
        pub(crate) const ASSETS: &[Asset] =
            &[$(Asset { path: $path, media: $media, bytes: include_bytes!(concat!("../../", $file)) }),*];
    };
}

assets! {
    PICTURE "demo/icon.svg" = "assets/demo/icon.svg";
    STYLE "demo/base.css" = "assets/demo/base.css";
    STYLE "demo/layout.css" = "assets/demo/layout.css";
    STYLE "demo/phone.css" = "assets/demo/phone.css";
    STYLE "demo/attachment.css" = "assets/demo/attachment.css";
    STYLE "demo/composer.css" = "assets/demo/composer.css";
    STYLE "demo/live.css" = "assets/demo/live.css";
    SCRIPT "demo/main.js" = "assets/demo/main.js";
    SCRIPT "demo/api.js" = "assets/demo/api.js";
    SCRIPT "demo/simulator.js" = "assets/demo/simulator.js";
    SCRIPT "demo/chat.js" = "assets/demo/chat.js";
    SCRIPT "demo/composer.js" = "assets/demo/composer.js";
    SCRIPT "demo/menu.js" = "assets/demo/menu.js";
    SCRIPT "demo/chooser.js" = "assets/demo/chooser.js";
    SCRIPT "demo/message.js" = "assets/demo/message.js";
    SCRIPT "demo/attachment.js" = "assets/demo/attachment.js";
    SCRIPT "demo/live.js" = "assets/demo/live.js";
    SCRIPT "demo/board.js" = "assets/demo/board.js";
    SCRIPT "demo/turn.js" = "assets/demo/turn.js";
    SCRIPT "demo/text.js" = "assets/demo/text.js";
    SCRIPT "demo/dom.js" = "assets/demo/dom.js";
    SCRIPT "demo/tabs.js" = "assets/demo/tabs.js";
    SCRIPT "demo/memory.js" = "assets/demo/memory.js";
    SCRIPT "demo/people.js" = "assets/demo/people.js";
    WORDS "demo/locales/en.json" = "locales/en.json";
    WORDS "demo/locales/ru.json" = "locales/ru.json";
    FONT "fonts/inter-latin.woff2" = "assets/fonts/inter-latin.woff2";
    FONT "fonts/inter-cyrillic.woff2" = "assets/fonts/inter-cyrillic.woff2";
}

/// `GET /`.
pub(crate) async fn index() -> Html<&'static str> {
    Html(INDEX)
}

/// `GET /assets/…`. Only names of the list are answered, so no path can lead anywhere else.
pub(crate) async fn asset(Path(path): Path<String>) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.path == path) else {
        return Failure::Missing("file").into_response();
    };
    // Everything but the fonts changes with the binary, and a page half old and half new would be broken.
    let caching = if asset.media == FONT { "public, max-age=86400" } else { "no-store" };
    ([(CONTENT_TYPE, asset.media), (CACHE_CONTROL, caching)], asset.bytes).into_response()
}

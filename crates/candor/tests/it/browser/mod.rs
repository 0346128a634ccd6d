//! The demo in a real browser, driven as a newcomer would: what they type and press, and what they then see.
//!
//! Needs chromium and chromedriver (Debian: chromium, chromium-driver). With `CANDOR_SCREENSHOTS` set to a folder,
//! the stories leave pictures there: those in docs/screenshots were taken so. Nothing waits a fixed time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::as_conversions)]

mod accessibility;
mod chrome;
mod demo;
mod page;

mod english_story;
mod hostile_words;
mod keyboard_and_small_screens;
mod operators;
mod panel;
mod quick;
mod russian_story;
mod script_by_form;
mod setup;

//! What each setting is for, in words.

use candor_core::language::Language;

use crate::panel::Words;

/// What a setting is for; nothing for one of a later version.
pub(super) fn about(words: Words, key: &str) -> &'static str {
    match words.say(&word(key)) {
        "…" => "",
        said => said,
    }
}

/// Whether there are words for a key in every language.
pub(super) fn is_explained(key: &str) -> bool {
    Language::ALL.into_iter().all(|language| !about(Words(language), key).is_empty())
}

/// `server.listen` is explained by `settings.about_server_listen`, and what is described by name by the name's place:
/// `models.providers.fast.model` by `settings.about_models_providers`.
fn word(key: &str) -> String {
    let parts: Vec<&str> = key.split('.').take(2).collect();
    format!("{}_{}", "settings.about", parts.join("_"))
}

//! What the scripts in use say of the business: how the desk says that it is an AI, languages, zone and hours.

use std::collections::BTreeMap;

use candor_core::{language::Language, writer::disclosure};
use candor_desk::shelf::Shelved;

use crate::panel::{Panel, Trouble, Words};

/// A script with which conversations begin.
pub(super) struct Voice {
    pub name: String,
    pub version: String,
    /// The business as contacts know it.
    pub business: String,
    /// The bots that begin with it, without the at sign.
    pub bots: Vec<String>,
    /// How the desk says that it is an AI (H1), by language.
    pub says: Vec<Says>,
    pub languages: String,
    pub zone: String,
    /// When people answer; empty where the script does not say it.
    pub hours: String,
    /// Within how many minutes they are expected to.
    pub answer_within: u64,
}

/// The words of one language.
pub(super) struct Says {
    /// The code of the language, for whoever reads aloud.
    pub code: &'static str,
    pub language: &'static str,
    pub words: String,
    /// Whether the owner worded it; otherwise the built-in words.
    pub is_own: bool,
}

/// The scripts with which the bots of the business begin, each in its version in use.
pub(super) async fn voices(panel: &Panel, words: Words) -> Result<Vec<Voice>, Trouble> {
    let (desk, business) = (panel.desk(), panel.business());
    let mut bots: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for connection in desk.store.list_connections().await? {
        if connection.business == *business && !connection.script_name.is_empty() {
            bots.entry(connection.script_name).or_default().push(connection.bot_username);
        }
    }
    let mut voices = Vec::new();
    for (name, bots) in bots {
        if desk.store.script_head(business, &name).await?.is_none() {
            continue;
        }
        let head = desk.shelf.head(business, &name).await?;
        let shelved = desk.shelf.take(business, &head).await?;
        voices.push(voice(words, &shelved, name, head.version, bots));
    }
    Ok(voices)
}

fn voice(words: Words, shelved: &Shelved, name: String, version: i64, bots: Vec<String>) -> Voice {
    let script = &shelved.script;
    let says = |language: &Language| Says {
        code: language.code(),
        language: language_name(words, *language),
        words: disclosure(script, *language),
        is_own: script.disclosure.in_language(*language).is_some(),
    };
    Voice {
        name,
        version: version.to_string(),
        business: script.business.best(words.0).unwrap_or_default().to_owned(),
        bots,
        says: script.languages.iter().map(says).collect(),
        languages: script.languages.iter().map(|one| language_name(words, *one)).collect::<Vec<_>>().join(", "),
        zone: script.time_zone.clone(),
        hours: script.hand_over.hours.best(words.0).unwrap_or_default().to_owned(),
        answer_within: u64::from(script.hand_over.answer_within_minutes),
    }
}

fn language_name(words: Words, language: Language) -> &'static str {
    words.say(&format!("{}_{}", "settings.language", language.code()))
}

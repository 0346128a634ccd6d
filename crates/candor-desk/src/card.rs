//! The card of a hand-over: who, why now, what is known and what proves it, the last words, a button to take it.

use candor_core::{
    conversation::Conversation,
    hearing::Hearing,
    language::Language,
    message::{Button, Outgoing},
    press::Press,
    script::{FieldKind, Script},
};
use candor_store::ContactRow;

use crate::{
    relay::{plain_name, short},
    staff::words::{StaffWord, reason as reason_words},
};

/// The last words are cut to so many characters on a card.
const WORDS_SHOWN: usize = 600;

/// The card, in the language the script was first written in: the staff's.
pub(crate) fn card(
    contact: &ContactRow,
    script: &Script,
    conversation: &Conversation,
    reason: &str,
    words: &str,
    hearing: Option<&Hearing>,
) -> Outgoing {
    let language = staff_language(script);
    let say = |word: StaffWord| word.in_language(language);
    let name = plain_name(contact);
    let spoken = hearing.map_or(conversation.language, |heard| heard.language);
    let mut lines = vec![
        say(StaffWord::CardHeading).replace("{language}", spoken.code()).replace("{name}", &name),
        say(StaffWord::CardReason).replace("{reason}", reason_words(reason, language)),
    ];
    if let Some(step) = &conversation.step {
        lines.push(say(StaffWord::CardStep).replace("{step}", step));
    }
    if !conversation.fields.is_empty() {
        lines.push(say(StaffWord::CardFields).to_owned());
    }
    for (id, told) in &conversation.fields {
        let label = script.field(id).and_then(|field| field.label.best(language)).unwrap_or(id);
        let value = shown(script, id, &told.value, language);
        let proof = if [told.value.as_str(), value].contains(&told.words.trim()) {
            String::new()
        } else {
            format!(" («{}»)", told.words.trim())
        };
        lines.push(format!("• {label}: {value}{proof}"));
    }
    let last: String = words.chars().take(WORDS_SHOWN).collect();
    if !last.trim().is_empty() {
        lines.push(say(StaffWord::CardWords).replace("{words}", last.trim()));
    }
    let take = Button {
        label: say(StaffWord::Take).to_owned(),
        data: Press::Take { conversation: conversation.id.to_string() }.data(),
    };
    Outgoing { text: short(&lines.join("\n")), buttons: vec![vec![take]] }
}

/// A value as the staff reads it: an option by what contacts call it.
fn shown<'a>(script: &'a Script, field: &str, value: &'a str, language: Language) -> &'a str {
    let Some(FieldKind::Choice { options }) = script.field(field).map(|field| &field.kind) else { return value };
    let option = options.iter().find(|option| option.id == value);
    option.and_then(|option| option.named.in_language(language).first()).map_or(value, String::as_str)
}

/// The language the staff reads.
pub(crate) fn staff_language(script: &Script) -> Language {
    script.languages.first().copied().unwrap_or_default()
}

//! The card of a hand-over: who, why now, what is known and what proves it, the last lines, buttons to take it, put it off
//! or give it back. Words of contacts are data in it: plain text, cut, never markup (H13).

use candor_core::{
    conversation::Conversation,
    ids::ConversationId,
    language::Language,
    lead::{Standing, assess, summary, told_in_words},
    message::{Author, Button, Outgoing},
    press::StaffPress,
    script::Script,
    timeline::{EntryKind, TimelineEntry},
};
use candor_store::{ContactRow, Error};

use crate::{
    Desk,
    relay::{plain_name, short},
    staff::words::{StaffWord, reason as reason_words},
};

/// What a card tells.
pub(crate) struct Card<'a> {
    pub contact: &'a ContactRow,
    pub script: &'a Script,
    pub conversation: &'a Conversation,
    /// Its number.
    pub number: i64,
    pub reason: &'a str,
    /// What was said last, oldest first.
    pub last: Vec<String>,
    /// Whether it was raised before and nobody came.
    pub is_again: bool,
}

/// How much of what was said before is shown.
#[derive(Clone, Copy)]
pub(crate) struct Lines {
    /// So many lines.
    pub most: u32,
    /// Each cut to so many characters.
    pub longest: usize,
}

/// So much of what was said before stands on a card.
pub(crate) const ON_CARD: Lines = Lines { most: 6, longest: 200 };

/// The card in a language of the staff.
pub(crate) fn card(card: &Card<'_>, language: Language) -> Outgoing {
    let say = |word: StaffWord| word.in_language(language);
    let mut lines = Vec::new();
    if card.is_again {
        lines.push(say(StaffWord::CardAgain).to_owned());
    }
    let heading = say(StaffWord::CardHeading).replace("{number}", &card.number.to_string());
    let spoken = card.conversation.language.code();
    lines.push(heading.replace("{language}", spoken).replace("{name}", &plain_name(card.contact)));
    lines.push(say(StaffWord::CardReason).replace("{reason}", reason_words(card.reason, language)));
    lines.push(summary(card.script, card.conversation, language));
    let fields = fields(card.script, card.conversation, language);
    if !fields.is_empty() {
        lines.push(say(StaffWord::CardFields).to_owned());
        lines.extend(fields);
    }
    if let Some(source) = &card.conversation.source {
        lines.push(say(StaffWord::CardSource).replace("{source}", source));
    }
    if !card.last.is_empty() {
        lines.push(say(StaffWord::CardWords).to_owned());
        lines.extend(card.last.iter().cloned());
    }
    let id = &card.conversation.id;
    let buttons = vec![
        vec![Button::of_staff(say(StaffWord::Take), &StaffPress::Take(id.clone()))],
        vec![
            Button::of_staff(say(StaffWord::Snooze), &StaffPress::Snooze(id.clone())),
            Button::of_staff(say(StaffWord::Release), &StaffPress::Release(id.clone())),
        ],
    ];
    Outgoing::plain(short(&lines.join("\n"))).with_buttons(buttons)
}

/// What a contact told, each with the words that prove it, or who of the staff set it.
pub(crate) fn fields(script: &Script, conversation: &Conversation, language: Language) -> Vec<String> {
    let told = conversation.fields.iter().map(|(id, told)| {
        let label = script.field(id).and_then(|field| field.label.best(language)).unwrap_or(id);
        let value = told_in_words(script, id, told, language);
        let proof = match &told.by {
            Some(by) => format!(" ({})", StaffWord::SetBy.in_language(language).replace("{name}", by)),
            None if value.contains(told.words.trim()) || told.value.contains(told.words.trim()) => String::new(),
            None => format!(" («{}»)", one_line(&told.words, 120)),
        };
        format!("• {label}: {value}{proof}")
    });
    told.collect()
}

/// The score of a lead in one line.
pub(crate) fn standing(script: &Script, conversation: &Conversation, language: Language) -> String {
    let assessment = assess(script, conversation);
    let word = match &assessment.standing {
        Standing::Qualified => StaffWord::Qualified,
        Standing::NotQualified { .. } => StaffWord::NotQualified,
        Standing::Open { .. } => StaffWord::StillOpen,
    };
    StaffWord::Score
        .in_language(language)
        .replace("{total}", &assessment.total.to_string())
        .replace("{of}", &assessment.of.to_string())
        .replace("{standing}", word.in_language(language))
}

/// What was said last in a conversation, oldest first.
pub(crate) async fn last_lines(desk: &Desk, id: &ConversationId, shown: Lines) -> Result<Vec<String>, Error> {
    // Turns and events stand between the messages: a few more lines are read than are shown.
    let lines = desk.store.timeline_before(id, None, shown.most.saturating_mul(4)).await?;
    let most = usize::try_from(shown.most).unwrap_or(usize::MAX);
    let messages = lines.iter().filter(|line| line.entry.kind == EntryKind::Message);
    let mut said: Vec<String> = messages.take(most).map(|line| said(&line.entry, shown.longest)).collect();
    said.reverse();
    Ok(said)
}

/// One message in one line: who, and what.
pub(crate) fn said(entry: &TimelineEntry, longest: usize) -> String {
    format!("{} {}", author_mark(&entry.author), one_line(&entry.text, longest))
}

/// The mark by which the staff sees who wrote a line.
pub(crate) fn author_mark(author: &Author) -> String {
    match author {
        Author::Contact => "→".to_owned(),
        Author::Ai => "AI:".to_owned(),
        Author::Operator { name } => format!("{name}:"),
        Author::System => "—".to_owned(),
    }
}

/// Words on one line, cut.
pub(crate) fn one_line(text: &str, longest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let visible: String = line.chars().filter(|sign| !crate::relay::is_control(*sign)).collect();
    if visible.chars().count() <= longest {
        return visible;
    }
    let cut: String = visible.chars().take(longest.saturating_sub(1)).collect();
    format!("{cut}…")
}

/// The language the staff reads where a person's own is not known: that in which the script was first written.
pub(crate) fn staff_language(script: &Script) -> Language {
    script.languages.first().copied().unwrap_or_default()
}

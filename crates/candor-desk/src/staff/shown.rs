//! How the staff sees conversations and leads in the chat: a list, a page of one, a lead. Words of contacts are data.

use std::fmt::Write as _;

use candor_core::{
    conversation::{Conversation, Holder},
    export::reason_line,
    language::Language,
    lead::{LeadOutcome, Met, assess, outcome},
    message::{Author, Button, Outgoing},
    moment::Moment,
    press::StaffPress,
    roles::{Deed, Role},
    script::Script,
    timeline::{EntryKind, TimelineEntry},
    told_time::{self, minute},
};
use candor_store::{ConversationLine, ConversationPage};

use super::words::{StaffWord, ago, reason};
use crate::{
    actions::{list_conversations::Wanted, view_conversation::Viewed},
    card::{author_mark, fields, one_line, standing},
    relay::plain_name,
};

/// So many conversations stand on a page of the list.
pub(super) const LIST_PAGE: u32 = 8;

/// So many lines stand on a page of a conversation.
pub(super) const VIEW_PAGE: u32 = 14;

/// A line of a conversation is cut to so many characters.
const VIEW_LINE: usize = 220;

/// A page of the list.
pub(super) fn list(page: &ConversationPage, wanted: &Wanted, number: u32, now: Moment, language: Language) -> Outgoing {
    let say = |word: StaffWord| word.in_language(language);
    let (filters, carried) = (wanted.words_in(language), wanted.button_words());
    let pages = page.total.div_ceil(u64::from(LIST_PAGE)).max(1);
    let mut text = if page.lines.is_empty() {
        say(StaffWord::ListEmpty).to_owned()
    } else {
        say(StaffWord::ListHeading)
            .replace("{total}", &page.total.to_string())
            .replace("{page}", &number.saturating_add(1).to_string())
            .replace("{pages}", &pages.to_string())
            .replace("{filters}", &if filters.is_empty() { String::new() } else { format!(" ({filters})") })
    };
    for line in &page.lines {
        let _ = write!(text, "\n{}", row(line, now, language));
    }
    let open = |line: &ConversationLine| {
        Button::of_staff(format!("#{}", line.number), &StaffPress::View(line.conversation.conversation.id.clone(), 0))
    };
    let mut buttons: Vec<Vec<Button>> = page.lines.chunks(4).map(|lines| lines.iter().map(open).collect()).collect();
    let to = |word: StaffWord, page: u32, filters: &str| {
        Button::of_staff(say(word), &StaffPress::List(page, filters.to_owned()))
    };
    let mut turning = Vec::new();
    if let Some(carried) = &carried {
        if number > 0 {
            turning.push(to(StaffWord::Previous, number - 1, carried));
        }
        if u64::from(number) + 1 < pages {
            turning.push(to(StaffWord::Next, number.saturating_add(1), carried));
        }
    }
    if !turning.is_empty() {
        buttons.push(turning);
    }
    buttons.push(vec![
        to(StaffWord::FilterAll, 0, ""),
        to(StaffWord::FilterWaiting, 0, "waiting"),
        to(StaffWord::FilterMine, 0, "mine"),
        to(StaffWord::FilterUnread, 0, "unread"),
    ]);
    Outgoing::plain(text).with_buttons(buttons)
}

/// One conversation on one line.
pub(super) fn row(line: &ConversationLine, now: Moment, language: Language) -> String {
    let say = |word: StaffWord| word.in_language(language);
    let conversation = &line.conversation.conversation;
    let mut parts = vec![holder(conversation, now, language)];
    if conversation.ended.is_some() {
        parts.push(say(StaffWord::Ended).to_owned());
    }
    if let Some(step) = &conversation.step {
        parts.push(say(StaffWord::AtStep).replace("{step}", step));
    }
    if line.is_opted_out {
        parts.push(say(StaffWord::OptedOut).to_owned());
    }
    if line.is_unread() {
        parts.push(say(StaffWord::Unread).to_owned());
    }
    format!("#{} {} ({}) — {}", line.number, plain_name(&line.contact), conversation.language.code(), parts.join(", "))
}

fn holder(conversation: &Conversation, now: Moment, language: Language) -> String {
    match &conversation.holder {
        Holder::Desk => StaffWord::WithDesk.in_language(language).to_owned(),
        Holder::Waiting { since, reason: word } => StaffWord::Waits
            .in_language(language)
            .replace("{time}", &ago(now.millis_since(*since), language))
            .replace("{reason}", reason(word, language)),
        Holder::Operator { name, .. } => StaffWord::HeldByName.in_language(language).replace("{name}", name),
    }
}

/// A page of a conversation, each line of the desk with its reason.
pub(super) fn view(
    line: &ConversationLine,
    viewed: &Viewed,
    page: u32,
    zone: &str,
    now: Moment,
    (role, language): (Role, Language),
) -> Outgoing {
    let say = |word: StaffWord| word.in_language(language);
    let mut text = row(line, now, language);
    if viewed.lines.is_empty() {
        let _ = write!(text, "\n\n{}", say(StaffWord::ViewEmpty));
    }
    let zone = told_time::zone(zone);
    let mut day = String::new();
    let mut why: Option<String> = None;
    for shown in &viewed.lines {
        let told = minute(shown.entry.at, &zone);
        let (date, time) = told.split_once(' ').unwrap_or((told.as_str(), ""));
        if date != day {
            let _ = write!(text, "\n\n{date}");
            date.clone_into(&mut day);
        }
        entry(&mut text, &shown.entry, time, &mut why);
    }
    if let Some(why) = why {
        let _ = write!(text, "\n   ↳ {why}");
    }
    let conversation = &line.conversation.conversation;
    Outgoing::plain(text).with_buttons(around(conversation, viewed, page, (role, language)))
}

fn entry(text: &mut String, entry: &TimelineEntry, time: &str, why: &mut Option<String>) {
    if entry.kind == EntryKind::Turn {
        // The reasons come before the words they led to; a turn that said nothing is told on a line of its own.
        if let Some(silent) = why.take() {
            let _ = write!(text, "\n   ↳ {silent}");
        }
        *why = reason_line(&entry.reasons).map(|line| one_line(&line, VIEW_LINE));
        return;
    }
    let words = one_line(&entry.text, VIEW_LINE);
    let _ = match entry.kind {
        EntryKind::Event => write!(text, "\n{time} · {} {words}", author_mark(&entry.author)),
        EntryKind::Message | EntryKind::Turn => write!(text, "\n{time} {} {words}", author_mark(&entry.author)),
    };
    if entry.author == Author::Ai
        && let Some(reason) = why.take()
    {
        let _ = write!(text, "\n   ↳ {reason}");
    }
}

/// The buttons under a page: what the reader's role may do.
fn around(
    conversation: &Conversation,
    viewed: &Viewed,
    page: u32,
    (role, language): (Role, Language),
) -> Vec<Vec<Button>> {
    let id = &conversation.id;
    let button = |word: StaffWord, press: StaffPress| Button::of_staff(word.in_language(language), &press);
    let mut turning = Vec::new();
    if viewed.has_older {
        turning.push(button(StaffWord::Older, StaffPress::View(id.clone(), page.saturating_add(1))));
    }
    if page > 0 {
        turning.push(button(StaffWord::Newer, StaffPress::View(id.clone(), page - 1)));
    }
    let mut buttons: Vec<Vec<Button>> = vec![turning];
    let is_held = matches!(conversation.holder, Holder::Operator { .. });
    let is_with_desk = conversation.holder == Holder::Desk;
    let offered = |row: Vec<(bool, Deed, StaffWord, StaffPress)>| {
        let may = row.into_iter().filter(|(is_apt, deed, ..)| *is_apt && role.may(*deed));
        may.map(|(_, _, word, press)| button(word, press)).collect::<Vec<_>>()
    };
    buttons.push(offered(vec![
        (!is_held, Deed::Take, StaffWord::Take, StaffPress::Take(id.clone())),
        (!is_with_desk, Deed::ReleaseOwn, StaffWord::Release, StaffPress::Release(id.clone())),
    ]));
    buttons.push(offered(vec![
        (true, Deed::View, StaffWord::ShowLead, StaffPress::Lead(id.clone())),
        (true, Deed::ExportOne, StaffWord::ShowExport, StaffPress::AskExport(id.clone())),
        (true, Deed::Stop, StaffWord::ShowStop, StaffPress::AskStop(id.clone())),
    ]));
    buttons.retain(|row| !row.is_empty());
    buttons
}

/// A lead: fields with what proves them, criteria, outcome, tags, notes, and how to change them.
pub(super) fn lead(
    line: &ConversationLine,
    script: &Script,
    zone: &str,
    (role, language): (Role, Language),
) -> Outgoing {
    let say = |word: StaffWord| word.in_language(language);
    let conversation = &line.conversation.conversation;
    let number = line.number.to_string();
    let heading = say(StaffWord::LeadHeading).replace("{number}", &number);
    let mut lines = vec![heading.replace("{name}", &plain_name(&line.contact))];
    lines.push(standing(script, conversation, language));
    let assessment = assess(script, conversation);
    lines.push(
        say(StaffWord::LeadOutcome)
            .replace("{outcome}", &decided(conversation, outcome(&assessment, conversation), language)),
    );
    if !conversation.lead.tags.is_empty() {
        lines.push(say(StaffWord::LeadTags).replace("{tags}", &conversation.lead.tags.join(", ")));
    }
    if let Some(source) = &conversation.source {
        lines.push(say(StaffWord::CardSource).replace("{source}", source));
    }
    let told = fields(script, conversation, language);
    let heading = if told.is_empty() { StaffWord::LeadNothing } else { StaffWord::CardFields };
    lines.push(say(heading).to_owned());
    lines.extend(told);
    if !assessment.criteria.is_empty() {
        lines.push(say(StaffWord::LeadCriteria).to_owned());
    }
    for criterion in assessment.criteria.iter().chain(&assessment.exclusions) {
        let mark = match criterion.is_met {
            Met::Yes => "✓",
            Met::No => "✗",
            _ => "?",
        };
        let label = criterion.label.best(language).unwrap_or(&criterion.id);
        lines.push(format!("{mark} {label}: {}/{}", criterion.points, criterion.of));
    }
    if !conversation.lead.notes.is_empty() {
        lines.push(say(StaffWord::LeadNotes).to_owned());
    }
    let zone = told_time::zone(zone);
    lines.extend(
        conversation.lead.notes.iter().map(|note| format!("{} {}: {}", minute(note.at, &zone), note.by, note.text)),
    );
    if role.may(Deed::EditLead) {
        lines.push(String::new());
        lines.push(say(StaffWord::LeadHow).replace("{number}", &number));
    }
    let read = Button::of_staff(say(StaffWord::ShowView), &StaffPress::View(conversation.id.clone(), 0));
    Outgoing::plain(lines.join("\n")).with_buttons(vec![vec![read]])
}

/// What became of a lead: what a person said, else what the desk makes of it.
fn decided(conversation: &Conversation, found: Option<LeadOutcome>, language: Language) -> String {
    match (&conversation.lead.decided, found) {
        (Some(decided), _) if decided.why.is_empty() => format!("{} ({})", decided.outcome.name(language), decided.by),
        (Some(decided), _) => format!("{} ({}: {})", decided.outcome.name(language), decided.by, decided.why),
        (None, Some(found)) => found.name(language).to_owned(),
        (None, None) => StaffWord::StillOpen.in_language(language).to_owned(),
    }
}

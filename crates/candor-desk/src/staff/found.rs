//! How the staff sees in the chat what a search found. Words of contacts are data.

use std::fmt::Write as _;

use candor_core::{
    ids::ConversationId,
    language::Language,
    message::{Button, Outgoing},
    moment::Moment,
    press::StaffPress,
    search::excerpt,
    told_time::{self, minute},
};
use candor_store::FoundLine;

use super::{
    shown::{VIEW_PAGE, row},
    words::StaffWord,
};
use crate::{
    actions::search_conversations::{LONGEST, Sought},
    card::{author_mark, one_line},
    relay::plain_name,
};

/// So much is found on a page.
pub(super) const FOUND_PAGE: u32 = 8;

/// Of what was said so many characters are shown.
const EXCERPT: usize = 140;

/// The heading repeats so much of what was looked for, in characters.
const REPEATED: usize = 60;

/// The data of a button has so many bytes at most (Bot API, `callback_data`).
const MOST_DATA_BYTES: usize = 64;

/// A page of what was found. `below` is where it begins, with whether older messages are still being taken into the index.
pub(super) fn page(
    sought: &Sought,
    typed: &str,
    (below, is_reading): (Option<i64>, bool),
    zone: &str,
    now: Moment,
    language: Language,
) -> Outgoing {
    let say = |word: StaffWord| word.in_language(language);
    let is_nothing = sought.people.is_empty() && sought.lines.is_empty();
    let heading = match (is_nothing, below, sought.next) {
        (false, ..) => StaffWord::FindHeading,
        // The words were said often, and the page ended before one was found that is wanted.
        (true, _, Some(_)) => StaffWord::FindNotYet,
        (true, Some(_), None) => StaffWord::FindNoMore,
        (true, None, None) => StaffWord::FindNothing,
    };
    let mut text = say(heading).replace("{words}", &one_line(typed, REPEATED));
    let mut buttons: Vec<Button> = Vec::new();
    for line in &sought.people {
        let _ = write!(text, "\n{}", row(line, now, language));
        let press = StaffPress::Open(line.conversation.conversation.id.clone(), 0);
        buttons.push(Button::of_staff(format!("#{}", line.number), &press));
    }
    if sought.has_more_people {
        let _ = write!(text, "\n{}", say(StaffWord::FindMorePeople));
    }
    let zone = told_time::zone(zone);
    let mut opened: Vec<&ConversationId> = Vec::new();
    for found in &sought.lines {
        let (known, entry) = (&found.conversation, &found.line.entry);
        let pieces = excerpt(&entry.text, &sought.query, EXCERPT);
        let words: String = pieces.into_iter().map(|piece| piece.text).collect();
        let (name, at, who) = (plain_name(&known.contact), minute(entry.at, &zone), author_mark(&entry.author));
        let _ = write!(text, "\n\n#{} {name}, {at}\n{who} {}", known.number, one_line(&words, EXCERPT));
        // The newest line of each is where it is opened.
        let id = &known.conversation.conversation.id;
        if !opened.contains(&id) {
            opened.push(id);
            let press = StaffPress::Open(id.clone(), page_of(found));
            buttons.push(Button::of_staff(format!("#{}", known.number), &press));
        }
    }
    if is_reading {
        let _ = write!(text, "\n\n{}", say(StaffWord::FindReading));
    }
    let mut rows: Vec<Vec<Button>> = buttons.chunks(4).map(<[Button]>::to_vec).collect();
    if let Some(next) = sought.next {
        let typed: String = typed.trim().chars().take(LONGEST).collect();
        let press = StaffPress::Find(next, typed.split_whitespace().collect::<Vec<_>>().join(" "));
        if press.data().len() <= MOST_DATA_BYTES {
            rows.push(vec![Button::of_staff(say(StaffWord::FindOlder), &press)]);
        } else {
            let _ = write!(text, "\n\n{}", say(StaffWord::FindTooLong));
        }
    }
    Outgoing::plain(text).with_buttons(rows)
}

/// On which page of its conversation a line stands.
fn page_of(found: &FoundLine) -> u32 {
    let older = found.newest_seq.saturating_sub(found.line.seq).max(0);
    u32::try_from(older / i64::from(VIEW_PAGE)).unwrap_or_default()
}

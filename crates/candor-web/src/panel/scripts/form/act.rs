//! What was sent of the form, done to the text: what was filled in is written, then the button that was pressed is obeyed.

use candor_core::script::{
    edit::{self, Change, EditError, Place, Put, Way},
    keywords::{Key, Section},
    placeholder::id_of,
};

use super::{
    Context, Refused, address,
    places::{self, Wanted, place},
    taken::{Sent, Taken},
};
use crate::panel::{Words, scripts::posted::Posted};

/// So many changes can be taken back.
const MOST_UNDO: usize = 20;
/// They are no longer together, in bytes: they are sent with every request.
const LONGEST_UNDO: usize = 64 * 1024;

/// The field in which a part is given another name.
pub(super) const NEW_NAME: &str = "rename";

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Done {
    /// The text.
    pub text: String,
    /// What is to be shown.
    pub at: String,
    /// What could not be written.
    pub refused: Refused,
    /// The changes that can be taken back, the newest last.
    pub undo: Vec<String>,
    /// What was done, in words; empty if nothing is to be said.
    pub told: String,
    /// Whether a part was to be removed of which others speak.
    pub asks_removal: bool,
    /// How many groups of fields were written.
    pub count: u64,
}

impl Done {
    /// Nothing done, with this part shown.
    pub(in super::super) fn nothing(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// Does what was sent.
pub(in super::super) fn act(posted: &Posted, words: Words) -> Done {
    let mut done = Done { undo: posted.undo.clone(), ..Done::nothing(&posted.text) };
    done.at.clone_from(&posted.at);
    if posted.deed == "undo" {
        take_back(&mut done, words);
        return done;
    }
    match place(&posted.at) {
        Some(Wanted::Part(place)) => {
            write(&mut done, posted, &place, words);
            if done.refused.is_empty() {
                obey(&mut done, posted, &place, words);
            }
        }
        Some(Wanted::New(section)) if posted.deed == "add" => add(&mut done, posted, section, words),
        // Nothing is written of a new part before it is added, and nothing of it is lost.
        Some(Wanted::New(_)) => done.refused.typed.clone_from(&posted.fields),
        None => {}
    }
    remember(&mut done, posted);
    if done.refused.is_empty()
        && let Some(open) = &posted.open
    {
        done.at.clone_from(open);
    }
    done
}

/// Writes every group of fields that was touched.
fn write(done: &mut Done, posted: &Posted, place: &Place, words: Words) {
    let context = Context::of(&done.text, words);
    let sent = Sent { pairs: &posted.fields, context: &context };
    for (group, taken) in sent.touched(place.section, false) {
        match written(&done.text, place, &taken) {
            Ok(text) if text == done.text => {}
            Ok(text) => {
                done.text = text;
                done.count += 1;
            }
            Err(why) => done.refused.groups.push((group, why)),
        }
    }
    if done.refused.is_empty() {
        if done.count > 0 {
            done.told = words.count("scripts.written", done.count);
        }
    } else {
        done.refused.typed.clone_from(&posted.fields);
        words.say("scripts.not_written").clone_into(&mut done.told);
    }
}

fn written(text: &str, place: &Place, taken: &Taken) -> Result<String, EditError> {
    match taken {
        Taken::Languages(languages) => edit::with_languages(text, languages),
        Taken::Puts(puts) => {
            let mut text = text.to_owned();
            for put in puts {
                text = edit::with_put(&text, place, put)?;
            }
            Ok(text)
        }
    }
}

/// Moves, removes or renames the part, if that was pressed.
fn obey(done: &mut Done, posted: &Posted, place: &Place, words: Words) {
    let edited = match posted.deed.as_str() {
        "up" => edit::with_part_moved(&done.text, place, Way::Up),
        "down" => edit::with_part_moved(&done.text, place, Way::Down),
        "remove" if !edit::uses(&done.text, place).is_empty() => {
            done.asks_removal = true;
            return;
        }
        "remove" | "remove-sure" => edit::without_part(&done.text, place),
        "rename" => {
            rename(done, posted, place, words);
            return;
        }
        _ => return,
    };
    match edited {
        Ok(text) => {
            done.text = text;
            let is_gone = posted.deed.starts_with("remove");
            words.say(if is_gone { "scripts.done_remove" } else { "scripts.done_move" }).clone_into(&mut done.told);
            if is_gone {
                done.at = String::new();
            }
        }
        Err(why) => refuse(done, posted, why.word(), words),
    }
}

/// Calls the part otherwise, and with it whatever speaks of it.
fn rename(done: &mut Done, posted: &Posted, place: &Place, words: Words) {
    let sent = posted.fields.iter().find(|(name, _)| name == NEW_NAME);
    // People write a name as they say it; the text has it in its plain form.
    let name = sent.map(|(_, name)| id_of(name)).unwrap_or_default();
    let why = match edit::with_part_renamed(&done.text, place, &name) {
        Ok(text) if text == done.text => return,
        Ok(text) => {
            let uses = edit::uses(&done.text, place).len();
            done.text = text;
            done.at = address(&Place::thing(place.section, &*name));
            let also = words.count("scripts.done_rename_uses", u64::try_from(uses).unwrap_or(u64::MAX));
            let also = if uses == 0 { String::new() } else { format!(" {also}") };
            done.told = words.fill("scripts.done_rename", &[("name", &name)]) + &also;
            return;
        }
        Err(EditError::BadName) => "new_name",
        Err(why) => why.word(),
    };
    refuse(done, posted, why, words);
    done.refused.is_of_name = true;
}

fn refuse(done: &mut Done, posted: &Posted, why: &'static str, words: Words) {
    done.refused = Refused { part: Some(why), typed: posted.fields.clone(), ..Refused::default() };
    words.say(&format!("{}_{why}", "scripts.edit")).clone_into(&mut done.told);
}

/// Adds a new part, named after its own words.
fn add(done: &mut Done, posted: &Posted, section: Section, words: Words) {
    let context = Context::of(&done.text, words);
    let sent = Sent { pairs: &posted.fields, context: &context };
    let puts = sent.touched(section, true).into_iter().filter_map(|(_, taken)| match taken {
        Taken::Puts(puts) => Some(puts),
        Taken::Languages(_) => None,
    });
    let puts: Vec<Put> = puts.flatten().filter(|put| put.value.iter().any(|line| !line.trim().is_empty())).collect();
    let Some(name) = named_after(section, &puts) else {
        refuse(done, posted, "empty", words);
        return;
    };
    let id = edit::new_id(&done.text, name, places::kind(section).trim_end_matches('s'));
    match edit::with_part(&done.text, section, &id, &puts) {
        Ok(text) => {
            done.text = text;
            done.at = address(&Place::thing(section, id));
            words.say("scripts.done_add").clone_into(&mut done.told);
        }
        Err(why) => refuse(done, posted, why.word(), words),
    }
}

/// The words a new part is named after; `None` if it says nothing of its own.
fn named_after(section: Section, puts: &[Put]) -> Option<&str> {
    let keys: &[Key] = match section {
        Section::Facts => &[Key::About, Key::Says],
        Section::Questions => &[Key::AskedAs, Key::Answer],
        Section::Fields => &[Key::Label, Key::Ask],
        Section::Steps => &[Key::Goal, Key::Say],
        _ => &[Key::Words, Key::Heard, Key::Event, Key::Link],
    };
    let said = |key: &Key| {
        puts.iter().find(|put| put.key == *key).and_then(|put| put.value.iter().find(|line| !line.trim().is_empty()))
    };
    keys.iter().find_map(said).map(String::as_str)
}

/// Keeps what was changed, so that it can be taken back. What goes on changing one field is one change.
fn remember(done: &mut Done, posted: &Posted) {
    let mut before = posted.text.clone();
    if done.text == before {
        return;
    }
    if posted.is_joined
        && let Some(last) = done.undo.last()
        && let Some(earlier) = serde_json::from_str::<Change>(last).ok().and_then(|change| change.undone(&before))
    {
        before = earlier;
        done.undo.pop();
    }
    let change = Change::between(&before, &done.text);
    done.undo.extend(change.and_then(|change| serde_json::to_string(&change).ok()));
    while done.undo.len() > MOST_UNDO || done.undo.iter().map(String::len).sum::<usize>() > LONGEST_UNDO {
        done.undo.remove(0);
    }
}

/// Takes the last change back.
fn take_back(done: &mut Done, words: Words) {
    let last = done.undo.pop().and_then(|last| serde_json::from_str::<Change>(&last).ok());
    match last.and_then(|change| change.undone(&done.text)) {
        Some(text) => {
            done.text = text;
            words.say("scripts.done_undo").clone_into(&mut done.told);
        }
        None => {
            // What was done before that cannot be found either.
            done.undo.clear();
            done.refused.part = Some("undo");
            words.say("scripts.edit_undo").clone_into(&mut done.told);
        }
    }
}

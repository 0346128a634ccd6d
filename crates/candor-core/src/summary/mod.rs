//! What a conversation is about, in a few points, for somebody of the staff who takes it over. [`local()`] puts them together from
//! what is known, by code alone; [`by_model`] has a model write them and keeps those that the lines of the conversation prove.
//! Nothing here is ever told to the contact.

pub mod by_model;
mod local;
#[cfg(test)]
mod tests;
mod words;

use std::sync::OnceLock;

use crate::{
    hearing::{Ear, Heard, HeardKind, HearingContext, by_model::is_proved, gives_orders, is_invisible},
    message::Author,
    reasons::Reasons,
    timeline::{EntryKind, TimelineEntry},
};

pub use self::{
    local::{LONGEST_LOCAL_POINT, local},
    words::left_out,
};

/// A summary has at most so many points.
pub const MOST_POINTS: usize = 5;

/// At most so many lines are shown to a model, the newest.
const MOST_LINES: usize = 120;

/// One thing a conversation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// One line of plain words; whatever it holds of the contact's words is data.
    pub text: String,
    /// The places of the lines that prove it, in order; none for what the desk knows otherwise.
    pub places: Vec<i64>,
}

/// A message of a conversation, with what was heard in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its place in the conversation, from 1.
    pub place: i64,
    /// Who wrote it.
    pub author: Author,
    /// The words.
    pub text: String,
    /// What was heard in it.
    pub heard: Vec<Heard>,
    /// Whether anything heard in it has been kept.
    is_heard: bool,
    /// Whether the desk had to say that it does not know.
    is_unknown: bool,
    /// Whether its own text gives orders, once that was asked.
    orders: OnceLock<bool>,
}

impl Line {
    /// Whether this was heard in it.
    fn says(&self, kind: HeardKind) -> bool {
        self.heard.iter().any(|heard| heard.kind == kind)
    }

    /// Whether it is a contact's and gives the desk orders. Its own text is judged whatever its turn heard: the name of a file is heard by
    /// no turn, and of a flood a turn hears only a part.
    fn gives_orders(&self) -> bool {
        self.author == Author::Contact
            && (self.says(HeardKind::Injects) || *self.orders.get_or_init(|| gives_orders(&self.text)))
    }
}

/// The messages among the lines of a timeline, given oldest first with their places. What turns heard in them goes with them.
pub fn messages(entries: impl IntoIterator<Item = (i64, TimelineEntry)>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut begins = 0;
    for (place, entry) in entries {
        let is_file = entry.file.is_some() && entry.author == Author::Contact;
        match entry.kind {
            EntryKind::Turn => {
                if let (Ok(reasons), Some(burst)) =
                    (serde_json::from_value::<Reasons>(entry.reasons), lines.get_mut(begins..))
                {
                    note(burst, &reasons);
                }
                begins = lines.len();
            }
            EntryKind::Event if !is_file => {}
            EntryKind::Message | EntryKind::Event => lines.push(Line {
                place,
                author: entry.author,
                text: entry.text,
                heard: Vec::new(),
                is_heard: false,
                is_unknown: false,
                orders: OnceLock::new(),
            }),
        }
    }
    lines
}

/// Puts what a turn heard to the messages it answered.
fn note(burst: &mut [Line], reasons: &Reasons) {
    let Some(hearing) = &reasons.heard else { return };
    let is_unknown = reasons.moves.iter().any(|name| name == "admit_unknown");
    let mut said: Vec<&mut Line> = burst.iter_mut().filter(|line| line.author == Author::Contact).collect();
    for heard in &hearing.things {
        let proving = said.iter().rposition(|line| is_proved(&line.text, &heard.words));
        // What a burst says as a whole stands at its end; orders make all of it suspect.
        match proving {
            None if heard.kind == HeardKind::Injects => {
                said.iter_mut().for_each(|line| line.heard.push(heard.clone()));
            }
            proving => {
                let at = proving.unwrap_or_else(|| said.len().saturating_sub(1));
                said.get_mut(at).into_iter().for_each(|line| line.heard.push(heard.clone()));
            }
        }
    }
    for line in said {
        line.is_heard = true;
        line.is_unknown = is_unknown && line.heard.iter().any(|heard| heard.kind.is_question());
    }
}

/// Has an ear hear the newest messages of the contact that no turn has heard, as while a person answers.
pub fn hear_rest(lines: &mut [Line], ear: &Ear, context: &HearingContext) {
    const MOST: usize = 12;
    let unheard = lines.iter_mut().rev().filter(|line| line.author == Author::Contact && !line.is_heard);
    for line in unheard.take(MOST) {
        line.heard = ear.hear(&line.text, context).things;
        line.is_heard = true;
    }
}

/// One line of people's letters, cut to so many characters.
fn one_line(text: &str, most: usize) -> String {
    let shown = text.chars().filter(|letter| !is_invisible(*letter));
    let plain: String = shown.map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().nth(most).is_none() {
        return line;
    }
    let cut: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

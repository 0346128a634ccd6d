//! One conversation in full: what was said, by whom, why, and what is known of the contact.

use std::collections::BTreeMap;

use candor_core::{
    conversation::Holder, ids::TurnId, lead::told_in_words, message::Author, moment::Moment, outbox::Purpose,
    roles::Deed, timeline::EntryKind,
};
use candor_desk::{
    actions::{Bench, view_conversation::view_conversation},
    relay::plain_name,
};
use candor_store::{ConversationLine, DeliveryState};

use super::{files::ShownFile, quick::Choice, snooze::Aside, why::Why};
use crate::panel::{Panel, Trouble, Words, access::Viewer};

/// So many lines are on a page.
pub(super) const PER_PAGE: u32 = 60;

/// A conversation in full.
pub(crate) struct Open {
    /// Its number.
    pub number: i64,
    /// The contact.
    pub name: String,
    /// The contact's public name.
    pub username: Option<String>,
    /// `desk`, `waiting` or `operator`.
    pub holder: &'static str,
    /// Who answers or why a person was called, in words.
    pub held: String,
    /// Since when.
    pub since: Option<Moment>,
    /// Whether whoever looks holds it.
    pub is_mine: bool,
    /// Whether it can be taken by whoever looks.
    pub can_take: bool,
    /// Whether it can be given back or dismissed by whoever looks.
    pub can_give_back: bool,
    /// Whether it was ended.
    pub is_ended: bool,
    /// Whether the contact wants no messages.
    pub is_opted_out: bool,
    /// What was said and happened, oldest first.
    pub lines: Vec<Shown>,
    /// Whether there is more before it.
    pub has_older: bool,
    /// How many pages of older lines are shown.
    pub older: u32,
    /// The step it is at.
    pub step: String,
    /// The script and its version.
    pub script: String,
    /// What the contact told: label, value, proving words, who set it.
    pub fields: Vec<Known>,
    /// Notes of the staff, newest first.
    pub notes: Vec<(String, Moment, String)>,
    /// When it began.
    pub created_at: Moment,
    /// How it is put aside.
    pub aside: Aside,
    /// Texts to answer with.
    pub choices: Vec<Choice>,
}

/// A value that is known.
pub(crate) struct Known {
    /// What it is.
    pub label: String,
    /// The value.
    pub value: String,
    /// The contact's words that prove it.
    pub words: String,
    /// Who of the staff set it.
    pub by: Option<String>,
}

/// A line as it is shown.
pub(crate) struct Shown {
    /// Its place.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// `contact`, `ai`, `operator`, `system` or `event`.
    pub side: &'static str,
    /// The name of whoever of the staff wrote it.
    pub by: Option<String>,
    /// The words.
    pub text: String,
    /// The file it came with.
    pub file: Option<ShownFile>,
    /// Why, for what the desk did.
    pub why: Option<Why>,
    /// What became of it, if it is not simply delivered: stable word and words.
    pub state: Option<(&'static str, &'static str)>,
}

impl Open {
    /// Reads it for whoever looks.
    ///
    /// # Errors
    /// [`Trouble::MayNot`], and whatever keeps the store from answering.
    pub(crate) async fn of(
        panel: &Panel,
        viewer: &Viewer,
        line: &ConversationLine,
        older: u32,
    ) -> Result<Self, Trouble> {
        let (store, words) = (&panel.desk().store, Words(viewer.language));
        let bench = Bench::for_operator(panel.desk(), viewer.operator.clone(), viewer.language);
        let per_page = PER_PAGE.saturating_mul(older.min(50).saturating_add(1));
        let viewed = view_conversation(&bench, line, per_page, 0).await?;
        let known = &line.conversation.conversation;
        let mut states: BTreeMap<TurnId, DeliveryState> = BTreeMap::new();
        for row in store.delivery_states(&known.id).await? {
            if row.purpose != Purpose::Staff && row.state != DeliveryState::Sent {
                states.insert(row.turn, row.state);
            }
        }
        let shelved = panel.desk().shelf.take(panel.business(), &known.script).await.map_err(Trouble::from)?;
        let (held, since) = match &known.holder {
            // What stands behind it says that nobody answers.
            Holder::Desk if known.ended.is_some() || line.is_opted_out => (String::new(), None),
            Holder::Desk => (words.say("desk.holder.desk").to_owned(), None),
            Holder::Waiting { since, reason } => {
                let why = words.term("handover", reason);
                (format!("{}: {why}", words.say("desk.holder.waiting")), Some(*since))
            }
            Holder::Operator { name, since, .. } => {
                (format!("{name} {}", words.say("desk.holder.operator")), Some(*since))
            }
        };
        let is_mine = matches!(&known.holder, Holder::Operator { id, .. } if *id == viewer.operator.id);
        let role = viewer.operator.role;
        let is_held = matches!(known.holder, Holder::Operator { .. });
        let fields = shelved.script.fields.iter().filter_map(|field| {
            let told = known.fields.get(&field.id)?;
            let label = field.label.best(words.0).unwrap_or(&field.id);
            Some(Known {
                label: label.to_owned(),
                value: told_in_words(&shelved.script, &field.id, told, words.0),
                words: told.words.clone(),
                by: told.by.clone(),
            })
        });
        Ok(Self {
            number: line.number,
            name: plain_name(&line.contact),
            username: line.contact.username.clone(),
            holder: known.holder.column(),
            held,
            since,
            is_mine,
            can_take: role.may(Deed::Take) && !is_held && !line.is_opted_out,
            can_give_back: role.may(Deed::ReleaseOwn)
                && (is_mine || !is_held || role.may(Deed::ReleaseAny))
                && known.holder != Holder::Desk,
            is_ended: known.ended.is_some(),
            is_opted_out: line.is_opted_out,
            lines: shown(viewed.lines.into_iter().map(|line| (line.seq, line.entry)), &states, words),
            has_older: viewed.has_older,
            older,
            step: known.step.clone().unwrap_or_default(),
            script: format!("{} v{}", known.script.name, known.script.version),
            fields: fields.collect(),
            notes: known.lead.notes.iter().rev().map(|note| (note.by.clone(), note.at, note.text.clone())).collect(),
            created_at: line.created_at,
            aside: Aside::of(line, &shelved.script.time_zone, panel.now(), words),
            choices: Choice::all(&bench, line, is_mine).await?,
        })
    }
}

/// Puts the reasons of a turn to the last words it said; where it said none they stand alone.
fn shown(
    lines: impl Iterator<Item = (i64, candor_core::timeline::TimelineEntry)>,
    states: &BTreeMap<TurnId, DeliveryState>,
    words: Words,
) -> Vec<Shown> {
    let mut shown: Vec<(Option<TurnId>, Shown)> = Vec::new();
    for (seq, entry) in lines {
        let why = if entry.kind == EntryKind::Turn { Why::read(&entry.reasons, words) } else { None };
        if entry.kind == EntryKind::Turn {
            let Some(why) = why else { continue };
            let said = shown
                .iter_mut()
                .rev()
                .find(|(turn, line)| turn.is_some() && *turn == entry.turn && line.side == "ai" && line.why.is_none());
            match said {
                Some((_, line)) => line.why = Some(why),
                None => shown.push((
                    entry.turn,
                    Shown {
                        seq,
                        at: entry.at,
                        side: "event",
                        by: None,
                        text: String::new(),
                        file: None,
                        why: Some(why),
                        state: None,
                    },
                )),
            }
            continue;
        }
        let file = entry.file.as_ref().map(|file| ShownFile::of(file, seq, words));
        let (side, by) = match (&entry.author, entry.kind) {
            // A file without words is kept as an event, and said all the same.
            (Author::Contact, _) if file.is_some() => ("contact", None),
            (_, EntryKind::Event) => ("event", None),
            (Author::Contact, _) => ("contact", None),
            (Author::Ai, _) => ("ai", None),
            (Author::Operator { name }, _) => ("operator", Some(name.clone())),
            (Author::System, _) => ("system", None),
        };
        let text = match (&entry.author, side) {
            // Whoever did it comes first, apart from what they did: names are written in either direction.
            (Author::Operator { name }, "event") => {
                format!("\u{2068}{name}\u{2069} {}", happened(&entry.text, words))
            }
            (_, "event") => happened(&entry.text, words),
            _ => entry.words().to_owned(),
        };
        let state = entry.turn.as_ref().filter(|_| side != "event" && side != "contact");
        let state = state.and_then(|turn| states.get(turn)).map(|state| {
            let word = state.column();
            (word, words.say(&format!("desk.delivery.{word}")))
        });
        shown.push((entry.turn, Shown { seq, at: entry.at, side, by, text, file, why: None, state }));
    }
    // A turn's line comes before the words it led to; what was said after it takes its reasons along.
    let mut waiting: Option<(Option<TurnId>, Why)> = None;
    let mut together = Vec::new();
    for (turn, mut line) in shown {
        if line.side == "event" && line.text.is_empty() && line.why.is_some() {
            if let Some((_, why)) = waiting.take() {
                together.push(alone(&line, why));
            }
            waiting = line.why.take().map(|why| (turn, why));
            continue;
        }
        match &waiting {
            Some((of, _)) if line.side == "ai" && *of == turn => {
                line.why = waiting.take().map(|(_, why)| why);
            }
            Some(_) => {
                if let Some((_, why)) = waiting.take() {
                    together.push(alone(&line, why));
                }
            }
            None => {}
        }
        together.push(line);
    }
    if let Some((_, why)) = waiting {
        let at = together.last().map_or(Moment::from_millis(0), |line: &Shown| line.at);
        together.push(Shown {
            seq: i64::MAX,
            at,
            side: "event",
            by: None,
            text: String::new(),
            file: None,
            why: Some(why),
            state: None,
        });
    }
    together
}

fn alone(near: &Shown, why: Why) -> Shown {
    Shown {
        seq: near.seq,
        at: near.at,
        side: "event",
        by: None,
        text: String::new(),
        file: None,
        why: Some(why),
        state: None,
    }
}

/// What happened, in words. Presses are kept as `[go:step]`; text a person typed never counts as one.
fn happened(text: &str, words: Words) -> String {
    if let Some(note) = text.strip_prefix("note ") {
        return words.say("desk.event.note").replace("{words}", note);
    }
    let press = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(press) = press {
        let (kind, about) = press.split_once(':').unwrap_or((press, ""));
        let said = words.term("pressed", kind);
        return said.replace("{about}", about);
    }
    words.term("event", text)
}

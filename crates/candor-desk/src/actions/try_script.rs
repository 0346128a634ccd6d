//! Talks with a script that need not be published, the way a contact would: the decisions, words and reasons are the desk's
//! own, by its local brain. Nothing is written, nobody is called, no model is asked.

use std::sync::Arc;

use candor_core::{
    conversation::{Conversation, Holder, ScriptRef},
    hearing::Ear,
    ids::{ChatId, ConnectionId, ContactId, ConversationId},
    knowledge::Library,
    language::Language,
    message::{Button, Content, Incoming, MAX_TEXT_CHARS},
    moment::Moment,
    press::Press,
    reasons::Reasons,
    roles::Deed,
    script::{Problem, Script, advice},
    seat::Seat,
};

use super::{ActError, Bench, raise_card::on_call};
use crate::turn::tried::tried;

/// So many lines of a trial are kept; older ones are forgotten.
pub const MOST_LINES: usize = 80;

/// A script that was learnt, ready to be talked with.
#[derive(Debug)]
pub struct Learnt {
    script: Script,
    ear: Ear,
    /// What shows only once a script has been learnt.
    pub advice: Vec<Problem>,
}

impl Learnt {
    /// Learns a script; takes up to a second of a core.
    pub fn of(script: Script) -> Self {
        let ear = Ear::train(&script);
        let advice = advice(&script, &ear);
        Self { script, ear, advice }
    }
}

/// What is there beside the script: the same for every turn of a trial.
#[derive(Clone, Debug)]
pub struct Surroundings {
    has_staff: bool,
    asks_models: bool,
    staff_names: Vec<String>,
    library: Arc<Library>,
    now: Moment,
}

/// Looks at what a turn would find around it.
///
/// # Errors
/// [`super::Refusal::MayNot`], and whatever keeps the store from answering.
pub async fn surroundings(bench: &Bench<'_>) -> Result<Surroundings, ActError> {
    bench.must_be_allowed(Deed::ListScripts)?;
    let (desk, business) = (bench.desk, &bench.business);
    let staff = desk.store.operators(business).await?;
    let revision = desk.store.knowledge_revision(business).await?;
    Ok(Surroundings {
        has_staff: bench.whole_desk().await?.group.is_some() || on_call(&staff).next().is_some(),
        asks_models: desk.models.shows_others(),
        staff_names: staff.into_iter().map(|operator| operator.name).collect(),
        library: desk.libraries.at(business, revision).await?,
        now: bench.now,
    })
}

/// A conversation that is only tried.
#[derive(Clone, Debug)]
pub struct Trial {
    conversation: Conversation,
    is_opted_out: bool,
    lines: Vec<TriedLine>,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq)]
pub enum TriedLine {
    /// What was written.
    Said(String),
    /// A button that was pressed, by its label.
    Pressed(String),
    /// What the desk answered.
    Answered {
        /// The words; empty where it said nothing.
        text: String,
        /// The buttons under them.
        buttons: Vec<Button>,
        /// Why.
        reasons: Box<Reasons>,
    },
}

/// What somebody does in a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Try {
    /// Writes.
    Say(String),
    /// Presses a button with this data.
    Press(String),
}

impl Trial {
    /// A conversation in which nothing was said, of somebody who speaks this language.
    pub fn begin(script: &str, language: Language) -> Self {
        let (name, tried) = (script.to_owned(), "tried");
        Self {
            conversation: Conversation::begin(
                ConversationId::from_unique(tried),
                ConnectionId::from_unique(tried),
                ChatId(0),
                ContactId::from_unique(tried),
                // A version from 1 on is one that was published.
                ScriptRef { name, version: 0 },
                language,
            ),
            is_opted_out: false,
            lines: Vec::new(),
        }
    }

    /// What was said so far.
    pub fn lines(&self) -> &[TriedLine] {
        &self.lines
    }

    /// The step it is at.
    pub fn step(&self) -> Option<&str> {
        self.conversation.step.as_deref()
    }

    /// Why a person would have been called, if one would.
    pub fn waits_because(&self) -> Option<&str> {
        match &self.conversation.holder {
            Holder::Waiting { reason, .. } => Some(reason),
            Holder::Desk | Holder::Operator { .. } => None,
        }
    }

    /// The trial after this and the desk's answer to it. The script may have changed since the last turn.
    #[must_use]
    pub fn after(mut self, done: &Try, learnt: &Learnt, around: &Surroundings) -> Self {
        let (content, line) = self.understood(done);
        self.conversation.language = learnt.script.language_for(self.conversation.language);
        self.conversation.script.name.clone_from(&learnt.script.name);
        // A step that the text has no longer is nowhere to go on from.
        if self.conversation.step.as_deref().is_some_and(|step| learnt.script.step(step).is_none()) {
            self.conversation.step = None;
        }
        let unanswered = [Incoming { message_id: None, at: around.now, content }];
        let seat = Seat {
            conversation: &self.conversation,
            script: &learnt.script,
            unanswered: &unanswered,
            is_opted_out: self.is_opted_out,
            has_staff: around.has_staff,
            is_desk_paused: false,
            asks_models: around.asks_models,
            staff_names: &around.staff_names,
            library: &around.library,
            now: around.now,
        };
        let tried = tried(&seat, &learnt.ear);
        self.conversation = tried.next;
        self.is_opted_out = tried.is_opted_out;
        let (text, buttons) = tried
            .message
            .map_or_else(Default::default, |message| (message.text, message.buttons.into_iter().flatten().collect()));
        self.lines.extend(line);
        self.lines.push(TriedLine::Answered { text, buttons, reasons: Box::new(tried.reasons) });
        let surplus = self.lines.len().saturating_sub(MOST_LINES);
        self.lines.drain(..surplus);
        self
    }

    /// What it is to the core, and to whoever reads the trial.
    fn understood(&self, done: &Try) -> (Content, Option<TriedLine>) {
        match done {
            Try::Say(words) => {
                let words: String = words.trim().chars().take(MAX_TEXT_CHARS).collect();
                let content = match words.strip_prefix('/') {
                    Some(command) => {
                        let (name, argument) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
                        Content::Command { name: name.to_lowercase(), argument: argument.trim().to_owned() }
                    }
                    None => Content::Text { text: words.clone(), reply_to: None },
                };
                (content, Some(TriedLine::Said(words)))
            }
            Try::Press(data) => {
                let known = self.lines.iter().rev().find_map(|line| match line {
                    TriedLine::Answered { buttons, .. } => buttons.iter().find(|button| button.data == *data),
                    TriedLine::Said(_) | TriedLine::Pressed(_) => None,
                });
                let line = known.map(|button| TriedLine::Pressed(button.label.clone()));
                // A button that was under no message is pressed by nobody.
                let data = if known.is_some() && Press::read(data).is_some() { data.clone() } else { String::new() };
                (Content::Button { query_id: String::new(), data }, line)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use candor_core::{
        reasons::Strategy,
        script::{parse, samples},
    };

    use super::*;

    fn around() -> Surroundings {
        Surroundings {
            has_staff: true,
            asks_models: false,
            staff_names: vec!["Vera".to_owned()],
            library: Arc::default(),
            now: Moment::from_seconds(1_768_046_400),
        }
    }

    fn learnt(text: &str) -> Learnt {
        Learnt::of(parse(text).0.unwrap())
    }

    fn say(words: &str) -> Try {
        Try::Say(words.to_owned())
    }

    fn last(trial: &Trial) -> (&str, &Reasons, &[Button]) {
        match trial.lines().last().unwrap() {
            TriedLine::Answered { text, reasons, buttons } => (text, reasons, buttons),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_trial_answers_as_the_desk_does_and_says_first_that_an_ai_writes() {
        let script = learnt(samples::SMALL);
        let trial = Trial::begin("small", Language::En).after(&say("/start"), &script, &around());
        let (text, reasons, _) = last(&trial);
        assert!(text.contains("AI") && text.contains("Glad to see you"), "{text}");
        assert_eq!((reasons.step_after.as_deref(), trial.step()), (Some("hello"), Some("hello")));
        let trial = trial.after(&say("When do you start?"), &script, &around());
        let (text, reasons, _) = last(&trial);
        assert!(text.contains("1 December") && !text.contains("AI assistant"), "{text}");
        assert_eq!(reasons.strategy, Strategy::Script80);
        assert_eq!(trial.lines().len(), 4);
    }

    #[test]
    fn the_changed_text_answers_the_next_message_of_the_same_trial() {
        let trial = Trial::begin("small", Language::En).after(&say("Hello"), &learnt(samples::SMALL), &around());
        let changed = learnt(&samples::SMALL.replace("on 1 December", "on 8 December"));
        let trial = trial.after(&say("When do you start?"), &changed, &around());
        assert!(last(&trial).0.contains("8 December"), "{:?}", last(&trial));
    }

    #[test]
    fn a_button_nobody_was_shown_does_nothing_a_real_one_goes_on() {
        let script = learnt(samples::SMALL);
        let mut trial = Trial::begin("small", Language::En).after(&say("/start"), &script, &around());
        let before = trial.step().map(str::to_owned);
        trial = trial.after(&Try::Press("go:sign-up".to_owned()), &script, &around());
        assert_eq!(trial.step().map(str::to_owned), before);
    }

    #[test]
    fn who_asks_for_a_person_sees_that_one_would_be_called_and_who_opts_out_is_left_alone() {
        let script = learnt(samples::SMALL);
        let trial = Trial::begin("small", Language::En).after(&say("I want a real person"), &script, &around());
        assert_eq!(trial.waits_because(), Some("asked_for_person"));
        let trial = trial.after(&say("Stop writing to me"), &script, &around());
        let trial = trial.after(&say("What does the course cost?"), &script, &around());
        assert_eq!(last(&trial).1.strategy, Strategy::StaySilent);
    }

    #[test]
    fn a_long_trial_forgets_its_beginning() {
        let script = learnt(samples::SMALL);
        let mut trial = Trial::begin("small", Language::En);
        for _ in 0..MOST_LINES {
            trial = trial.after(&say("Hello"), &script, &around());
        }
        assert_eq!(trial.lines().len(), MOST_LINES);
    }
}

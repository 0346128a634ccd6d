//! Decisions over whole conversations: words in, what the desk does out. The talk goes through the ear, the writer and the
//! guard, as in a turn.

#![allow(clippy::unwrap_used, clippy::panic)]

mod complaints;
mod corrections;
mod freely;
mod opted_out;
mod paused;
mod settled;
mod tongues;
mod unsafe_words;
mod waiting;

use std::sync::LazyLock;

use super::*;
use crate::{
    conversation::{self, Conversation, ScriptRef, advance},
    guard::{self, Scene},
    hearing::Ear,
    ids::{ChatId, ConnectionId, ContactId, ConversationId, OperatorId},
    language::Language,
    message::{Content, Incoming},
    moment::Moment,
    script::{Outcome, Script, parse, samples::SMALL},
    writer,
};

/// A script and its ear, learnt once.
struct Known {
    script: Script,
    ear: Ear,
}

fn learn(text: &str) -> Known {
    let (script, problems) = parse(text);
    let script = script.unwrap_or_else(|| panic!("{problems:#?}"));
    Known { ear: Ear::train(&script), script }
}

/// The small script with two triggers that call a person.
static SCHOOL: LazyLock<Known> = LazyLock::new(|| {
    let triggers = "### big\n\nwords: wholesale\n\nwords ru: оптом\n\nhand over: yes\n\n\
                    ### press\n\nwords: journalist\n\nwords ru: журналист\n\nhand over: yes\n\n## Hand over";
    learn(&SMALL.replacen("## Hand over", triggers, 1))
});

/// The same, where the desk only waits until a person comes.
static WAITING_SCHOOL: LazyLock<Known> =
    LazyLock::new(|| learn(&SMALL.replacen("on insult: yes", "on insult: yes\n\nwhile waiting: wait", 1)));

struct Talk {
    known: &'static Known,
    conversation: Conversation,
    now: Moment,
    is_desk_paused: bool,
    is_opted_out: bool,
    has_staff: bool,
}

/// What the desk did.
#[derive(Debug)]
struct Done {
    plan: Plan,
    said: String,
}

impl Done {
    fn calls(&self) -> Option<&str> {
        self.plan.hands_over_because()
    }

    fn moves(&self) -> Vec<&str> {
        self.plan.moves.iter().map(Move::name).collect()
    }
}

impl Talk {
    fn begin(known: &'static Known) -> Self {
        let conversation = Conversation::begin(
            ConversationId::from_unique("1"),
            ConnectionId::from_unique("1"),
            ChatId(1),
            ContactId::from_unique("1"),
            ScriptRef { name: "small".to_owned(), version: 1 },
            Language::En,
        );
        let now = Moment::from_seconds(1_795_251_600);
        Self { known, conversation, now, is_desk_paused: false, is_opted_out: false, has_staff: true }
    }

    /// As far as the order: everything told, a person called because the contact agreed.
    fn with_an_order() -> Self {
        let mut talk = Self::begin(&SCHOOL);
        for words in ["Hello", "I am new", "yes"] {
            let done = talk.says(words);
            assert_eq!(done.calls(), None, "{words}: {done:?}");
        }
        assert_eq!(talk.says("+7 916 123-45-67").calls(), Some(READY_TO_BUY));
        talk
    }

    fn says(&mut self, words: &str) -> Done {
        self.sends(Content::Text { text: words.to_owned(), reply_to: None })
    }

    fn commands(&mut self, name: &str) -> Done {
        self.sends(Content::Command { name: name.to_owned(), argument: String::new() })
    }

    fn sends(&mut self, content: Content) -> Done {
        self.now = self.now.plus_seconds(20);
        let sent = [Incoming { message_id: None, at: self.now, content }];
        self.turn(&sent, false)
    }

    /// The time in which a person should have come has passed.
    fn times_out(&mut self) -> Done {
        self.now = self.now.plus_seconds(15 * 60);
        self.turn(&[], true)
    }

    fn turn(&mut self, unanswered: &[Incoming], is_timer: bool) -> Done {
        let seat = Seat {
            conversation: &self.conversation,
            script: &self.known.script,
            unanswered,
            is_opted_out: self.is_opted_out,
            has_staff: self.has_staff,
            is_desk_paused: self.is_desk_paused,
            asks_models: false,
            staff_names: &[],
            library: crate::knowledge::Library::none(),
            now: self.now,
        };
        let words = seat.words();
        let hearing = (!words.trim().is_empty()).then(|| self.known.ear.hear(&words, &seat.hearing_context()));
        let plan = if is_timer { on_unanswered_hand_over(&seat) } else { choose(&seat, hearing.as_ref()) };
        let informed = seat.conversation.clone().with_told(&plan.told, seat.now);
        let is_opted_out = plan.leaves_opted_out(&seat);
        let spoken = Seat { conversation: &informed, is_opted_out, ..seat.clone() };
        let draft = writer::write(&spoken, hearing.as_ref(), &plan.moves);
        let judged = guard::check(draft, &Scene::new(&spoken, hearing.as_ref(), &plan));
        let message = judged.draft.filter(|draft| !draft.is_empty()).map(writer::Draft::into_message);
        let mut next = advance(&seat, hearing.as_ref(), &plan, message.as_ref());
        if message.is_some() {
            next.disclosed_at = next.disclosed_at.or(Some(self.now));
        }
        self.conversation = next;
        self.is_opted_out = is_opted_out;
        Done { plan, said: message.map(|message| message.text).unwrap_or_default() }
    }

    fn taken(&mut self) {
        self.now = self.now.plus_seconds(60);
        self.conversation =
            conversation::take_over(&self.conversation, OperatorId::from_unique("vera"), "Vera", self.now);
    }

    fn given_back(&mut self) {
        self.now = self.now.plus_seconds(60);
        self.conversation = conversation::hand_back(&self.conversation, self.now);
    }

    fn seen_to(mut self) -> Self {
        self.taken();
        assert_eq!(self.says("When do we start?").moves(), [""; 0], "a person holds it");
        self.given_back();
        self
    }

    fn is_waiting(&self) -> bool {
        matches!(self.conversation.holder, Holder::Waiting { .. })
    }
}

const NODS: [&str; 9] =
    ["ok, thanks", "yes", "Thank you!", "ok", "да, спасибо", "хорошо", "thanks a lot", "no, thank you", "great"];

//! Words that may not be sent yet: only what the guard lets pass becomes a message.

use crate::{
    language::Language,
    message::{Button, Outgoing},
    script::render,
    seat::Seat,
};

/// What the desk would like to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The language it is written in.
    pub language: Language,
    /// Its parts, in order; each is a paragraph.
    pub parts: Vec<Part>,
}

/// One paragraph of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is there for: rules treat them differently.
    pub role: Role,
    /// The words.
    pub text: String,
    /// The buttons that belong to it.
    pub buttons: Vec<Button>,
    /// The facts it tells.
    pub facts: Vec<String>,
}

/// What a paragraph is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Says that an AI is writing (H1).
    Disclosure,
    /// Says so because somebody asked (H2).
    AdmitsBeingAi,
    /// A receipt due by contract: opted out, came back, what is kept.
    Receipt,
    /// A person is called (H7).
    HandOver,
    /// A short opener.
    Opener,
    /// Answers something.
    Answer,
    /// Quotes a document of the owner's.
    Quoted,
    /// A step's words.
    Step,
    /// Asks for a field.
    Ask,
    /// Asks whether to go on.
    Return,
    /// Words a model put in place of approved ones.
    Written,
}

impl Role {
    /// Whether nobody read these words as words of the desk: a model wrote them, or a document holds them.
    pub const fn is_unread(self) -> bool {
        matches!(self, Self::Written | Self::Quoted)
    }

    /// Whether the contract demands these words, so that they are said however often they were said before.
    pub const fn is_due(self) -> bool {
        matches!(self, Self::Disclosure | Self::AdmitsBeingAi | Self::Receipt | Self::HandOver)
    }
}

impl Part {
    /// A paragraph of fixed words.
    pub fn plain(role: Role, text: &str) -> Self {
        Self { role, text: text.to_owned(), buttons: Vec::new(), facts: Vec::new() }
    }

    /// A paragraph of the script's words, its placeholders filled once; `None` if nothing is left to say.
    pub fn rendered(role: Role, seat: &Seat<'_>, language: Language, text: &str) -> Option<Self> {
        let rendered = render(seat.script, text, language, &seat.conversation.fields);
        let text = rendered.text.trim();
        (!text.is_empty()).then(|| Self {
            role,
            text: text.to_owned(),
            buttons: Vec::new(),
            facts: rendered.facts_used,
        })
    }

    /// The same with one more button.
    #[must_use]
    pub fn with_button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }
}

impl Draft {
    /// The whole text as it would be sent: a blank line between paragraphs, openers and answers on one line.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut previous: Option<Role> = None;
        for part in self.parts.iter().filter(|part| !part.text.is_empty()) {
            if let Some(role) = previous {
                text.push_str(if role == Role::Opener { " " } else { "\n\n" });
            }
            text.push_str(&part.text);
            previous = Some(part.role);
        }
        text
    }

    /// All facts told, without repetition.
    pub fn facts(&self) -> Vec<String> {
        let mut facts: Vec<String> = Vec::new();
        for fact in self.parts.iter().flat_map(|part| &part.facts) {
            if !facts.contains(fact) {
                facts.push(fact.clone());
            }
        }
        facts
    }

    /// Whether it says that an AI is writing.
    pub fn discloses(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.role, Role::Disclosure | Role::AdmitsBeingAi))
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.text.trim().is_empty())
    }

    /// The message it becomes: buttons one to a row, without repetition.
    pub fn into_message(self) -> Outgoing {
        let text = self.text();
        let mut buttons: Vec<Vec<Button>> = Vec::new();
        for button in self.parts.into_iter().flat_map(|part| part.buttons) {
            if !buttons.iter().flatten().any(|earlier| earlier.data == button.data) {
                buttons.push(vec![button]);
            }
        }
        Outgoing::plain(text).with_buttons(buttons)
    }
}

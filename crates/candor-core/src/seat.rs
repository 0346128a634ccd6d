//! Everything a decision may look at. Built once per turn from what is stored; nothing else reaches the decisions.

use jiff::civil;

use crate::{
    conversation::Conversation,
    hearing::{Hearing, HearingContext},
    knowledge::Library,
    language::Language,
    message::{Content, Incoming},
    moment::Moment,
    script::{Script, WhileWaiting},
};

/// The desk's view of one conversation at the start of a turn.
#[derive(Clone, Debug)]
pub struct Seat<'a> {
    /// The conversation as it was after the last turn.
    pub conversation: &'a Conversation,
    /// The version of the script it keeps.
    pub script: &'a Script,
    /// Everything the contact sent since the desk last spoke, in order; empty only in a turn that a timer caused.
    pub unanswered: &'a [Incoming],
    /// Whether the ledger says that the contact wants no messages.
    pub is_opted_out: bool,
    /// Whether any member of the staff claimed the desk, so that a hand-over reaches somebody.
    pub has_staff: bool,
    /// Whether the whole desk is paused: it does what the contract demands and hands all else over.
    pub is_desk_paused: bool,
    /// Whether language models of a third party are asked, so that the privacy text must say so (H10).
    pub asks_models: bool,
    /// Names of the staff: words the desk may never use for itself (H3).
    pub staff_names: &'a [String],
    /// What the owner's documents say.
    pub library: &'a Library,
    /// The present.
    pub now: Moment,
}

impl Seat<'_> {
    /// The contact's words since the desk last spoke, a line a message; empty if there were none.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for said in self.unanswered.iter().filter_map(|incoming| incoming.content.words()) {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(said);
        }
        words
    }

    /// The last command since the desk last spoke: its name and argument.
    pub fn command(&self) -> Option<(&str, &str)> {
        self.unanswered.iter().rev().find_map(|incoming| match &incoming.content {
            Content::Command { name, argument } => Some((name.as_str(), argument.as_str())),
            _ => None,
        })
    }

    /// The data of the last button pressed since the desk last spoke.
    pub fn pressed(&self) -> Option<&str> {
        self.unanswered.iter().rev().find_map(|incoming| match &incoming.content {
            Content::Button { data, .. } => Some(data.as_str()),
            _ => None,
        })
    }

    /// Whether the desk goes on helping a contact who waits for a person.
    pub fn helps_meanwhile(&self) -> bool {
        !self.is_desk_paused && self.script.hand_over.while_waiting == WhileWaiting::Help
    }

    /// The calendar day at the business.
    pub fn today(&self) -> civil::Date {
        self.now.day_in(&self.script.time_zone)
    }

    /// What hearing may know beside the words.
    pub fn hearing_context(&self) -> HearingContext {
        HearingContext {
            today: self.today(),
            now: Some(self.now.zoned_in(&self.script.time_zone)),
            language: self.conversation.language,
            asked: self.conversation.asked.clone(),
            step: self.conversation.step.clone(),
        }
    }

    /// The language to answer in: that of the words just heard, where the script has it.
    ///
    /// A question about being a machine is answered in the asker's language whatever the script has (H2): see
    /// [`crate::moves::admit_being_ai`].
    pub fn language(&self, hearing: Option<&Hearing>) -> Language {
        self.script.language_for(hearing.map_or(self.conversation.language, |heard| heard.language))
    }
}

//! What a webhook is to be, as the form asks for it and as it comes back from it.

use candor_core::event::EventKind;
use candor_desk::actions::change_webhook::WebhookWish;
use candor_store::{Secret, WebhookRow};

use crate::panel::{Trouble, Words};

/// The word of everything, in place of single kinds.
const EVERYTHING: &str = "*";

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    /// The address.
    pub address: String,
    /// What it is for.
    pub note: String,
    /// The words of the kinds that are ticked.
    pub kinds: Vec<String>,
}

/// A kind of event that can be ticked.
pub(super) struct Choice {
    /// Its word.
    pub word: &'static str,
    /// What it is, for people.
    pub meaning: &'static str,
    /// Whether it is ticked.
    pub is_ticked: bool,
}

impl Filled {
    /// As a webhook is now.
    pub fn of(known: &WebhookRow) -> Self {
        Self {
            address: known.address.expose().to_owned(),
            note: known.note.clone(),
            kinds: known.wanted.words().into_iter().map(str::to_owned).collect(),
        }
    }

    /// Reads the form. A box that is ticked comes once each: a plain form cannot be read into a list.
    pub fn read(form: &[u8]) -> Result<Self, Trouble> {
        let mut filled = Self::default();
        for (name, value) in form_urlencoded::parse(form) {
            match &*name {
                "address" => filled.address = value.into_owned(),
                "note" => filled.note = value.into_owned(),
                "kind" => filled.kinds.push(value.into_owned()),
                _ => return Err(Trouble::Unclear),
            }
        }
        Ok(filled)
    }

    /// What the desk is asked for.
    pub fn wish(&self) -> WebhookWish {
        let address = Secret::new(self.address.clone());
        WebhookWish { address, kinds: self.kinds.join(" "), note: self.note.clone() }
    }

    /// Everything, and every single kind.
    pub fn choices(&self, words: Words) -> Vec<Choice> {
        let kinds = EventKind::ALL.into_iter().map(EventKind::word);
        std::iter::once(EVERYTHING)
            .chain(kinds)
            .map(|word| {
                let key = if word == EVERYTHING { "everything".to_owned() } else { word.replace('.', "_") };
                let is_ticked = self.kinds.iter().any(|kind| kind == word);
                Choice { word, meaning: words.say(&format!("{}_{key}", "webhooks.kind")), is_ticked }
            })
            .collect()
    }
}

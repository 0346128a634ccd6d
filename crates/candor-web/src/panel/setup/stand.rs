//! How far the setting up has come, and the list of steps that shows it.

use candor_core::ids::BusinessId;
use candor_desk::Desk;
use candor_store::{BOT, Connection, Error, NEW_BOT};

/// The steps, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// An account of one's own.
    Account,
    /// The bot.
    Bot,
    /// The script it begins with.
    Script,
    /// A talk with it.
    Try,
    /// It answers.
    Live,
}

impl Step {
    const ALL: [Self; 5] = [Self::Account, Self::Bot, Self::Script, Self::Try, Self::Live];

    const fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Bot => "bot",
            Self::Script => "script",
            Self::Try => "try",
            Self::Live => "live",
        }
    }

    /// Its page; an account is made once and has none.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Account => super::HERE,
            Self::Bot => "/panel/setup/bot",
            Self::Script => "/panel/setup/script",
            Self::Try => "/panel/setup/try",
            Self::Live => "/panel/setup/live",
        }
    }
}

/// How far it has come.
pub(crate) struct Stand {
    /// The bot, once it is named and its token kept.
    pub bot: Option<Connection>,
    /// The script it begins with, once one is chosen that is there.
    pub script: Option<String>,
    /// Whether the desk answers.
    pub is_live: bool,
}

impl Stand {
    /// Reads it from what is there.
    pub(super) async fn of(desk: &Desk, business: &BusinessId, is_live: bool) -> Result<Self, Error> {
        let store = &desk.store;
        let wanted = if is_live { BOT } else { NEW_BOT };
        let mut bot = None;
        for known in store.list_connections().await? {
            let is_it = known.business == *business && known.kind == wanted;
            if is_it && bot.is_none() && (is_live || store.token(&known.id).await?.is_some()) {
                bot = Some(known);
            }
        }
        let mut script = None;
        if let Some(name) = bot.as_ref().map(|bot| bot.script_name.as_str()).filter(|name| !name.is_empty()) {
            script = store.script_head(business, name).await?.map(|head| head.name);
        }
        Ok(Self { bot, script, is_live })
    }

    /// The first step that is left. Whoever came this far has an account.
    pub(super) const fn next(&self) -> Step {
        match (&self.bot, &self.script) {
            _ if self.is_live => Step::Live,
            (None, _) => Step::Bot,
            (_, None) => Step::Script,
            _ => Step::Try,
        }
    }

    /// Whether the page of a step has something to show: what comes before it is done, and the desk does not answer yet.
    pub(crate) fn is_open(&self, step: Step) -> bool {
        !self.is_live
            && match step {
                Step::Account => false,
                Step::Bot => true,
                Step::Script => self.bot.is_some(),
                Step::Try | Step::Live => self.script.is_some(),
            }
    }

    /// The steps as they are shown on the page of one of them.
    pub(super) fn steps(&self, here: Step) -> Steps {
        let line = |step: Step| StepLine {
            word: step.word(),
            is_here: step == here && !self.is_live,
            is_done: self.is_live || step < self.next(),
            path: Some(step.path()).filter(|_| step != here && self.is_open(step)),
        };
        Steps { lines: Step::ALL.map(line).to_vec() }
    }
}

/// The list of steps.
pub(crate) struct Steps {
    /// One a step.
    pub lines: Vec<StepLine>,
}

/// A step as it is shown.
#[derive(Clone)]
pub(crate) struct StepLine {
    /// Its name, as a key of the words.
    pub word: &'static str,
    /// Whether this is its page.
    pub is_here: bool,
    /// Whether it is done.
    pub is_done: bool,
    /// Where it can be gone to.
    pub path: Option<&'static str>,
}

impl Steps {
    /// For whoever makes the first account of a desk that does not answer yet.
    pub(crate) fn at_account() -> Self {
        let line =
            |step: Step| StepLine { word: step.word(), is_here: step == Step::Account, is_done: false, path: None };
        Self { lines: Step::ALL.map(line).to_vec() }
    }
}

//! Which kinds of event a webhook wants.

use std::{collections::BTreeSet, fmt};

use crate::event::EventKind;

/// Which kinds of event a webhook wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All, also those that are invented later.
    Everything,
    /// These.
    Only(BTreeSet<EventKind>),
}

/// A word that is no kind of event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no kind of event")]
pub struct UnknownKind(pub String);

/// What stands for everything.
const EVERYTHING: &str = "*";

impl Wanted {
    /// Reads words with blanks or commas between them, as people write and as the column keeps them: `*` for everything.
    ///
    /// # Errors
    /// A word is no kind that can be wanted.
    pub fn read(text: &str) -> Result<Self, UnknownKind> {
        let mut kinds = BTreeSet::new();
        for word in text.split([' ', ',', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
            if word == EVERYTHING {
                return Ok(Self::Everything);
            }
            let kind = EventKind::ALL.into_iter().find(|kind| kind.word() == word);
            kinds.insert(kind.ok_or_else(|| UnknownKind(word.to_owned()))?);
        }
        Ok(Self::Only(kinds))
    }

    /// Whether this kind is delivered.
    pub fn includes(&self, kind: EventKind) -> bool {
        kind == EventKind::Ping
            || match self {
                Self::Everything => true,
                Self::Only(kinds) => kinds.contains(&kind),
            }
    }

    /// Whether nothing is wanted at all.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Only(kinds) if kinds.is_empty())
    }

    /// The words, as [`Self::read`] reads them.
    pub fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Everything => vec![EVERYTHING],
            Self::Only(kinds) => kinds.iter().map(|kind| kind.word()).collect(),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().join(" "))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_wanted_is_read_as_people_write_it_and_written_as_it_is_read() {
        let wanted = Wanted::read("lead.changed, conversation.begun\nlead.changed").unwrap();
        assert_eq!(wanted.to_string(), "conversation.begun lead.changed");
        assert_eq!(Wanted::read(&wanted.to_string()), Ok(wanted.clone()));
        assert!(wanted.includes(EventKind::LeadChanged) && !wanted.includes(EventKind::MessageSent));
        assert!(wanted.includes(EventKind::Ping));
        assert_eq!(Wanted::read("*").unwrap().to_string(), "*");
        assert!(Wanted::read(" ").unwrap().is_empty());
        assert_eq!(Wanted::read("lead.changed lead.lost"), Err(UnknownKind("lead.lost".to_owned())));
    }
}

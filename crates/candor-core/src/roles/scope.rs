//! What the token of a program is for. A scope never gives more than the role of whoever made the token: both must allow it.

use serde::{Deserialize, Serialize};

/// What a program may be let do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Read conversations.
    #[serde(rename = "conversations:read")]
    ReadConversations,
    /// Take conversations over, give them back, end them, write notes.
    #[serde(rename = "conversations:write")]
    WriteConversations,
    /// Write to contacts under the name of whoever made the token. Apart from the rest, because a program given it must be
    /// one in which that person writes: words of a machine under a person's name are a lie (H3).
    #[serde(rename = "conversations:answer")]
    Answer,
    /// Read the texts the staff answers with.
    #[serde(rename = "templates:read")]
    ReadTemplates,
    /// Write, change and remove the texts the staff answers with.
    #[serde(rename = "templates:write")]
    WriteTemplates,
    /// Read leads.
    #[serde(rename = "leads:read")]
    ReadLeads,
    /// Change leads.
    #[serde(rename = "leads:write")]
    WriteLeads,
    /// Read scripts and their versions, and check texts.
    #[serde(rename = "scripts:read")]
    ReadScripts,
    /// Publish scripts and bring earlier versions back.
    #[serde(rename = "scripts:write")]
    WriteScripts,
    /// Read the documents that are quoted.
    #[serde(rename = "documents:read")]
    ReadDocuments,
    /// Take documents in and drop them.
    #[serde(rename = "documents:write")]
    WriteDocuments,
    /// Read who is on the staff.
    #[serde(rename = "operators:read")]
    ReadOperators,
    /// Invite, change roles, remove.
    #[serde(rename = "operators:write")]
    WriteOperators,
    /// Read figures, health, connections, settings and what models cost.
    #[serde(rename = "desk:read")]
    ReadDesk,
    /// Pause the desk and let it go on.
    #[serde(rename = "desk:write")]
    WriteDesk,
    /// Read who did what, and what the process logged.
    #[serde(rename = "logs:read")]
    ReadLogs,
    /// Read webhooks and their deliveries.
    #[serde(rename = "webhooks:read")]
    ReadWebhooks,
    /// Make, change and remove webhooks, and send deliveries again.
    #[serde(rename = "webhooks:write")]
    WriteWebhooks,
}

impl Scope {
    /// All of them, as they are listed.
    pub const ALL: [Self; 18] = [
        Self::ReadConversations,
        Self::WriteConversations,
        Self::Answer,
        Self::ReadTemplates,
        Self::WriteTemplates,
        Self::ReadLeads,
        Self::WriteLeads,
        Self::ReadScripts,
        Self::WriteScripts,
        Self::ReadDocuments,
        Self::WriteDocuments,
        Self::ReadOperators,
        Self::WriteOperators,
        Self::ReadDesk,
        Self::WriteDesk,
        Self::ReadLogs,
        Self::ReadWebhooks,
        Self::WriteWebhooks,
    ];

    /// The stable word, as programs write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ReadConversations => "conversations:read",
            Self::WriteConversations => "conversations:write",
            Self::Answer => "conversations:answer",
            Self::ReadTemplates => "templates:read",
            Self::WriteTemplates => "templates:write",
            Self::ReadLeads => "leads:read",
            Self::WriteLeads => "leads:write",
            Self::ReadScripts => "scripts:read",
            Self::WriteScripts => "scripts:write",
            Self::ReadDocuments => "documents:read",
            Self::WriteDocuments => "documents:write",
            Self::ReadOperators => "operators:read",
            Self::WriteOperators => "operators:write",
            Self::ReadDesk => "desk:read",
            Self::WriteDesk => "desk:write",
            Self::ReadLogs => "logs:read",
            Self::ReadWebhooks => "webhooks:read",
            Self::WriteWebhooks => "webhooks:write",
        }
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// Whether it only reads.
    pub fn is_reading(self) -> bool {
        self.word().ends_with(":read")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_has_a_word_of_its_own_and_is_read_back_from_it() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_word(scope.word()), Some(scope));
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.word());
        }
        assert_eq!(Scope::from_word("everything"), None);
    }
}

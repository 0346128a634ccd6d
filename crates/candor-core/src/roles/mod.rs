//! Who may do what. One table says it for the chat, the shell and the panel alike; what does not stand in it is
//! refused. A role never reaches the honesty contract: no deed here can switch any of H1 to H14 off.

mod scope;
mod words;

pub use scope::Scope;

use serde::{Deserialize, Serialize};

use Deed::*;

/// What a member of the staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Owner,
    /// Take over conversations and answer in them, and see to their leads.
    Manager,
    /// Look.
    Viewer,
}

/// Everything operators can do. Whoever adds one is told by the compiler to word it, and by a test to put it into
/// [`TABLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// See which commands there are.
    Help,
    /// Sign in to the panel, and change how one does.
    SignIn,
    /// List conversations and leads.
    List,
    /// Read a conversation or lead, with the reason for each line.
    View,
    /// See how the desk is doing.
    Status,
    /// List scripts and their versions.
    ListScripts,
    /// Take a conversation over and answer in it.
    Take,
    /// Have a conversation summed up, by a model where there is one.
    SumUp,
    /// Give back a conversation one holds oneself.
    ReleaseOwn,
    /// End a conversation.
    Stop,
    /// Re-open a conversation with somebody who wrote before or opted in.
    Start,
    /// Raise a hand-over card again, or snooze it.
    SnoozeCard,
    /// Put a conversation aside until a time, and take it back.
    Snooze,
    /// Write, change and remove texts to answer with.
    EditTemplates,
    /// Change a lead's fields, score, outcome and tags.
    EditLead,
    /// Write an internal note.
    WriteNote,
    /// Go on duty or off.
    SetDuty,
    /// Export one conversation.
    ExportOne,
    /// Pause the whole desk, and let it go on.
    PauseDesk,
    /// Give back a conversation somebody else holds.
    ReleaseAny,
    /// Export everything.
    ExportAll,
    /// Publish a script.
    PublishScript,
    /// Bring an earlier version of a script back.
    RestoreScript,
    /// See what was not understood, and teach it to a script or let it go.
    TeachScript,
    /// See which documents the desk quotes, and search them.
    ReadDocuments,
    /// Take documents in, and drop them.
    EditDocuments,
    /// Invite a manager or a viewer.
    InviteStaff,
    /// Invite another owner.
    InviteOwner,
    /// Change somebody's role.
    ChangeRole,
    /// Remove a member of the staff.
    RemoveOperator,
    /// Read who did what.
    ReadAudit,
    /// Make tokens by which programs act for oneself, see all and end them.
    IssueTokens,
    /// Choose the staff group where conversations become topics.
    SetStaffGroup,
    /// See, make, change, try and remove webhooks, and deliver to them again.
    EditWebhooks,
    /// Read what the process logged.
    ReadLogs,
    /// See the connections, give one another token or another script to begin with, and let one rest.
    EditConnections,
    /// Read the settings that hold.
    ReadSettings,
    /// Demand a second factor of whoever answers for all ([`Role::answers_for_all`]), or no more.
    DemandSecondFactor,
}

const YES: bool = true;
const NO: bool = false;

/// Who may do what, in the order of [`Deed`]: owner, manager, viewer.
#[rustfmt::skip]
pub const TABLE: [(Deed, [bool; 3]); 38] = [
    //                owner manager viewer
    (Help,            [YES, YES,    YES]),
    (SignIn,          [YES, YES,    YES]),
    (List,            [YES, YES,    YES]),
    (View,            [YES, YES,    YES]),
    (Status,          [YES, YES,    YES]),
    (ListScripts,     [YES, YES,    YES]),
    (Take,            [YES, YES,    NO]),
    (SumUp,           [YES, YES,    NO]),
    (ReleaseOwn,      [YES, YES,    NO]),
    (Stop,            [YES, YES,    NO]),
    (Start,           [YES, YES,    NO]),
    (SnoozeCard,      [YES, YES,    NO]),
    (Snooze,          [YES, YES,    NO]),
    (EditTemplates,   [YES, YES,    NO]),
    (EditLead,        [YES, YES,    NO]),
    (WriteNote,       [YES, YES,    NO]),
    (SetDuty,         [YES, YES,    NO]),
    (ExportOne,       [YES, YES,    NO]),
    (PauseDesk,       [YES, YES,    NO]),
    (ReleaseAny,      [YES, NO,     NO]),
    (ExportAll,       [YES, NO,     NO]),
    (PublishScript,   [YES, NO,     NO]),
    (RestoreScript,   [YES, NO,     NO]),
    (TeachScript,     [YES, NO,     NO]),
    (ReadDocuments,   [YES, YES,    YES]),
    (EditDocuments,   [YES, NO,     NO]),
    (InviteStaff,     [YES, NO,     NO]),
    (InviteOwner,     [YES, NO,     NO]),
    (ChangeRole,      [YES, NO,     NO]),
    (RemoveOperator,  [YES, NO,     NO]),
    (ReadAudit,       [YES, NO,     NO]),
    (IssueTokens,     [YES, NO,     NO]),
    (SetStaffGroup,   [YES, NO,     NO]),
    (EditWebhooks,    [YES, NO,     NO]),
    (ReadLogs,        [YES, NO,     NO]),
    (EditConnections, [YES, NO,     NO]),
    (ReadSettings,    [YES, NO,     NO]),
    (DemandSecondFactor, [YES, NO,  NO]),
];

impl Role {
    /// All roles, in the order of the table's columns.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Manager, Self::Viewer];

    /// Whether this role may do it. A deed that stands in no table is refused.
    pub fn may(self, deed: Deed) -> bool {
        TABLE.iter().any(|(listed, [owner, manager, viewer])| {
            *listed == deed
                && match self {
                    Self::Owner => *owner,
                    Self::Manager => *manager,
                    Self::Viewer => *viewer,
                }
        })
    }

    /// Whether this role may publish scripts or manage the team: what it does reaches every contact or every colleague. A business can
    /// demand a second factor of it.
    pub fn answers_for_all(self) -> bool {
        [PublishScript, RestoreScript, InviteStaff, InviteOwner, ChangeRole, RemoveOperator]
            .into_iter()
            .any(|deed| self.may(deed))
    }

    /// The word stored in the role column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Viewer => "viewer",
        }
    }

    /// Reads [`Self::column`].
    pub fn from_column(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.column() == word)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::language::Language;

    /// The deed after this one. A new deed makes the compiler ask for its place here.
    const fn after(deed: Deed) -> Option<Deed> {
        Some(match deed {
            Help => SignIn,
            SignIn => List,
            List => View,
            View => Status,
            Status => ListScripts,
            ListScripts => Take,
            Take => SumUp,
            SumUp => ReleaseOwn,
            ReleaseOwn => Stop,
            Stop => Start,
            Start => SnoozeCard,
            SnoozeCard => Snooze,
            Snooze => EditTemplates,
            EditTemplates => EditLead,
            EditLead => WriteNote,
            WriteNote => SetDuty,
            SetDuty => ExportOne,
            ExportOne => PauseDesk,
            PauseDesk => ReleaseAny,
            ReleaseAny => ExportAll,
            ExportAll => PublishScript,
            PublishScript => RestoreScript,
            RestoreScript => TeachScript,
            TeachScript => ReadDocuments,
            ReadDocuments => EditDocuments,
            EditDocuments => InviteStaff,
            InviteStaff => InviteOwner,
            InviteOwner => ChangeRole,
            ChangeRole => RemoveOperator,
            RemoveOperator => ReadAudit,
            ReadAudit => IssueTokens,
            IssueTokens => SetStaffGroup,
            SetStaffGroup => EditWebhooks,
            EditWebhooks => ReadLogs,
            ReadLogs => EditConnections,
            EditConnections => ReadSettings,
            ReadSettings => DemandSecondFactor,
            DemandSecondFactor => return None,
        })
    }

    #[test]
    fn every_deed_stands_in_the_table_exactly_once() {
        let every: Vec<Deed> = std::iter::successors(Some(Help), |deed| after(*deed)).collect();
        assert_eq!(TABLE.map(|(deed, _)| deed).to_vec(), every);
    }

    #[test]
    fn an_owner_may_do_everything() {
        for (deed, _) in TABLE {
            assert!(Role::Owner.may(deed), "{deed:?}");
        }
    }

    #[test]
    fn a_viewer_looks_and_changes_nothing() {
        let looks: Vec<Deed> = TABLE.iter().map(|(deed, _)| *deed).filter(|deed| Role::Viewer.may(*deed)).collect();
        assert_eq!(looks, [Help, SignIn, List, View, Status, ListScripts, ReadDocuments]);
    }

    #[test]
    fn a_manager_answers_contacts_and_decides_nothing_about_staff_scripts_or_everything_at_once() {
        for deed in [
            Take,
            SumUp,
            ReleaseOwn,
            Stop,
            Start,
            SnoozeCard,
            Snooze,
            EditTemplates,
            EditLead,
            WriteNote,
            ExportOne,
            PauseDesk,
        ] {
            assert!(Role::Manager.may(deed), "{deed:?}");
        }
        for deed in
            [ReleaseAny, ExportAll, PublishScript, RestoreScript, TeachScript, InviteStaff, InviteOwner, ChangeRole]
        {
            assert!(!Role::Manager.may(deed), "{deed:?}");
        }
        for deed in [RemoveOperator, ReadAudit, IssueTokens, SetStaffGroup, EditDocuments] {
            assert!(!Role::Manager.may(deed), "{deed:?}");
        }
        for deed in [EditWebhooks, ReadLogs, EditConnections, ReadSettings, DemandSecondFactor] {
            assert!(!Role::Manager.may(deed), "{deed:?}");
        }
    }

    #[test]
    fn owners_answer_for_all_and_nobody_else() {
        assert_eq!(Role::ALL.map(Role::answers_for_all), [true, false, false]);
    }

    #[test]
    fn whoever_has_the_lower_role_may_do_nothing_that_the_higher_one_may_not() {
        for (deed, [owner, manager, viewer]) in TABLE {
            assert!(owner >= manager && manager >= viewer, "{deed:?}");
        }
    }

    #[test]
    fn roles_and_deeds_have_words_of_their_own_in_both_languages() {
        for language in Language::ALL {
            let deeds: BTreeSet<&str> = TABLE.iter().map(|(deed, _)| deed.name(language)).collect();
            assert_eq!(deeds.len(), TABLE.len(), "{language}");
            let roles: BTreeSet<&str> = Role::ALL.iter().map(|role| role.name(language)).collect();
            assert_eq!(roles.len(), Role::ALL.len(), "{language}");
        }
        let words: BTreeSet<&str> = TABLE.iter().map(|(deed, _)| deed.word()).collect();
        assert_eq!(words.len(), TABLE.len());
    }

    #[test]
    fn a_role_is_read_back_from_its_column() {
        for role in Role::ALL {
            assert_eq!(Role::from_column(role.column()), Some(role));
        }
        assert_eq!(Role::from_column("Owner"), None);
    }
}

//! Roles and deeds in words: a stable word for programs, and what staff read in either language.

use super::{Deed, Role};
use crate::language::Language;

impl Role {
    /// What people read.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Owner, Language::En) => "owner",
            (Self::Manager, Language::En) => "manager",
            (Self::Viewer, Language::En) => "viewer",
            (Self::Owner, Language::Ru) => "владелец",
            (Self::Manager, Language::Ru) => "менеджер",
            (Self::Viewer, Language::Ru) => "наблюдатель",
        }
    }
}

impl Deed {
    /// A stable word, for the audit log and for programs.
    pub const fn word(self) -> &'static str {
        self.words().0
    }

    /// Reads [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        super::TABLE.iter().map(|(deed, _)| *deed).find(|deed| deed.word() == word)
    }

    /// What people read, as a verb: "you may not …", "вам нельзя …".
    pub const fn name(self, language: Language) -> &'static str {
        match language {
            Language::En => self.words().1,
            Language::Ru => self.words().2,
        }
    }

    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Help => ("help", "read the help", "читать справку"),
            Self::SignIn => ("sign_in", "sign in to the panel", "входить в панель"),
            Self::List => ("list", "list conversations", "смотреть список разговоров"),
            Self::View => ("view", "read conversations", "читать разговоры"),
            Self::Status => ("status", "see how the desk is doing", "смотреть состояние помощника"),
            Self::ListScripts => ("list_scripts", "list scripts", "смотреть список сценариев"),
            Self::Take => ("take", "take conversations over", "забирать разговоры себе"),
            Self::SumUp => ("sum_up", "have conversations summed up", "получать краткое изложение разговоров"),
            Self::ReleaseOwn => ("release_own", "give your conversations back", "возвращать свои разговоры"),
            Self::Stop => ("stop", "end conversations", "завершать разговоры"),
            Self::Start => ("start", "re-open conversations", "возобновлять разговоры"),
            Self::SnoozeCard => ("snooze_card", "raise or snooze cards", "поднимать и откладывать карточки"),
            Self::Snooze => ("snooze", "put conversations aside", "откладывать разговоры"),
            Self::EditTemplates => ("edit_templates", "change saved answers", "менять заготовки"),
            Self::EditLead => ("edit_lead", "change leads", "менять заявки"),
            Self::WriteNote => ("write_note", "write notes", "писать заметки"),
            Self::SetDuty => ("set_duty", "go on duty or off", "заступать на дежурство и сменяться"),
            Self::ExportOne => ("export_one", "export a conversation", "выгружать разговор"),
            Self::PauseDesk => ("pause_desk", "pause and resume the desk", "приостанавливать и возобновлять работу"),
            Self::ReleaseAny => ("release_any", "give others' conversations back", "возвращать чужие разговоры"),
            Self::ExportAll => ("export_all", "export everything", "выгружать всё"),
            Self::PublishScript => ("publish_script", "publish scripts", "публиковать сценарии"),
            Self::RestoreScript => ("restore_script", "restore earlier scripts", "восстанавливать прежние сценарии"),
            Self::TeachScript => {
                ("teach_script", "see what was not understood and teach it", "разбирать непонятое и учить сценарий")
            }
            Self::ReadDocuments => ("read_documents", "read the documents", "смотреть документы"),
            Self::EditDocuments => {
                ("edit_documents", "take documents in or drop them", "добавлять и убирать документы")
            }
            Self::InviteStaff => {
                ("invite_staff", "invite managers and viewers", "приглашать менеджеров и наблюдателей")
            }
            Self::InviteOwner => ("invite_owner", "invite owners", "приглашать владельцев"),
            Self::ChangeRole => ("change_role", "change roles", "менять роли"),
            Self::RemoveOperator => ("remove_operator", "remove staff", "исключать сотрудников"),
            Self::ReadAudit => ("read_audit", "read who did what", "читать журнал действий"),
            Self::IssueTokens => ("issue_tokens", "make tokens for programs", "выпускать ключи для программ"),
            Self::SetStaffGroup => ("set_staff_group", "choose the staff group", "выбирать группу сотрудников"),
            Self::EditWebhooks => ("edit_webhooks", "see and change webhooks", "смотреть и менять вебхуки"),
            Self::ReadLogs => ("read_logs", "read the log of the process", "читать журнал работы программы"),
            Self::EditConnections => {
                ("edit_connections", "see and change connections", "смотреть и менять подключения")
            }
            Self::ReadSettings => ("read_settings", "read the settings", "смотреть настройки"),
            Self::DemandSecondFactor => ("demand_second_factor", "demand a second factor", "требовать второй фактор"),
        }
    }
}

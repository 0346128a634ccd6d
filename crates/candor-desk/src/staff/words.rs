//! What the staff reads, in both languages.

use candor_core::language::Language;
use candor_store::Role;

/// A fixed text for the staff. Words in braces are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StaffWord {
    /// The label of the button that takes a conversation.
    Take,
    /// The label of the button that gives it back.
    Release,
    /// The heading of a card: `{name}`, `{language}`.
    CardHeading,
    /// Why a person is wanted: `{reason}`.
    CardReason,
    /// The step: `{step}`.
    CardStep,
    /// The heading of the fields.
    CardFields,
    /// The contact's last words: `{words}`.
    CardWords,
    /// Joined the staff: `{role}`.
    Claimed,
    /// Taken: `{name}`. What to do now.
    Taken,
    /// Taken by somebody else: `{name}`.
    TakenByOther,
    /// Given back: `{name}`.
    Released,
    /// No such conversation.
    Unknown,
    /// Nothing is held, so words go nowhere.
    HoldsNothing,
    /// Several are held, so words need an address.
    HoldsSeveral,
    /// Only text can be relayed so far.
    OnlyText,
    /// This role cannot answer.
    MayOnlyLook,
    /// What was said before: `{lines}`.
    Before,
}

impl StaffWord {
    pub(crate) const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.english(),
            Language::Ru => self.russian(),
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Take => "Take",
            Self::Release => "Back to the desk",
            Self::CardHeading => "A person is wanted: {name} ({language})",
            Self::CardReason => "Why: {reason}",
            Self::CardStep => "Step: {step}",
            Self::CardFields => "Known so far:",
            Self::CardWords => "Last words: {words}",
            Self::Claimed => {
                "You have joined the desk as {role}. Hand-overs will arrive here; press Take and answer, and your words go to the contact under your name."
            }
            Self::Taken => {
                "You are answering {name} now. What you write here goes to them under your name. Press \"Back to the desk\" when you are done."
            }
            Self::TakenByOther => "{name} is answering already.",
            Self::Released => "The desk is answering {name} again.",
            Self::Unknown => "There is no such conversation any more.",
            Self::HoldsNothing => "You hold no conversation, so this went to nobody. Press Take on a card first.",
            Self::HoldsSeveral => {
                "You hold several conversations, so this went to nobody. Reply to a message of the one you mean."
            }
            Self::OnlyText => "Only text can be passed on so far; this went to nobody.",
            Self::MayOnlyLook => "Your role may look but not answer.",
            Self::Before => "Said before:\n{lines}",
        }
    }

    const fn russian(self) -> &'static str {
        match self {
            Self::Take => "Взять",
            Self::Release => "Вернуть ИИ-помощнику",
            Self::CardHeading => "Нужен человек: {name} ({language})",
            Self::CardReason => "Почему: {reason}",
            Self::CardStep => "Шаг: {step}",
            Self::CardFields => "Уже известно:",
            Self::CardWords => "Последние слова: {words}",
            Self::Claimed => {
                "Вы подключены, роль: {role}. Сюда придут просьбы позвать человека: нажмите «Взять» и отвечайте, ваши слова уйдут клиенту под вашим именем."
            }
            Self::Taken => {
                "Теперь вы отвечаете: {name}. Всё, что вы напишете здесь, уйдёт под вашим именем. Закончив, нажмите «Вернуть ИИ-помощнику»."
            }
            Self::TakenByOther => "Уже отвечает {name}.",
            Self::Released => "Снова отвечает ИИ-помощник: {name}.",
            Self::Unknown => "Такого разговора больше нет.",
            Self::HoldsNothing => {
                "Вы не ведёте ни одного разговора, поэтому это никому не ушло. Сначала нажмите «Взять» на карточке."
            }
            Self::HoldsSeveral => {
                "Вы ведёте несколько разговоров, поэтому это никому не ушло. Ответьте на сообщение нужного разговора."
            }
            Self::OnlyText => "Пока передаётся только текст; это никому не ушло.",
            Self::MayOnlyLook => "Ваша роль позволяет смотреть, но не отвечать.",
            Self::Before => "Раньше было сказано:\n{lines}",
        }
    }
}

/// Why a person is wanted, in words; other reasons are names of the script's triggers and shown as they are.
pub(crate) fn reason(word: &str, language: Language) -> &str {
    let (en, ru) = match word {
        "asked_for_person" => ("asked for a person", "просит человека"),
        "ready_to_buy" => ("agreed to the offer", "согласие на предложение"),
        "unclear_limit" => ("was not understood several times", "несколько раз не понято"),
        "insulted" => ("is upset", "сердится"),
        "complained" => ("complains", "жалуется"),
        "guard_refused" => ("the desk had nothing it may say", "у помощника нет слов, которые можно сказать"),
        "turn_failed" => ("the desk failed to answer", "помощник не смог ответить"),
        "data_request" => ("asks about their data", "спрашивает о своих данных"),
        other => return other,
    };
    match language {
        Language::En => en,
        Language::Ru => ru,
    }
}

/// A role in words.
pub(crate) const fn role(role: Role, language: Language) -> &'static str {
    match (role, language) {
        (Role::Owner, Language::En) => "owner",
        (Role::Manager, Language::En) => "manager",
        (Role::Viewer, Language::En) => "viewer",
        (Role::Owner, Language::Ru) => "владелец",
        (Role::Manager, Language::Ru) => "менеджер",
        (Role::Viewer, Language::Ru) => "наблюдатель",
    }
}

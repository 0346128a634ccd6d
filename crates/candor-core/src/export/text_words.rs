//! The fixed words of an export for people, in both languages.

use crate::language::Language;

/// A fixed word or sentence. `{…}` stands for what is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// What the document is and how to read it.
    Heading,
    /// Over a conversation.
    Conversation,
    /// Over a conversation that began in the document before.
    Resumes,
    /// In place of a name that says nothing.
    NoName,
    Began,
    Language,
    Source,
    Script,
    Step,
    Answers,
    Outcome,
    Known,
    Score,
    Tags,
    Notes,
    /// Marks lines of the desk.
    Ai,
    /// Marks lines of the staff.
    Person,
    /// Marks lines of the system.
    System,
    /// Marks what happened and was not said.
    Event,
    /// A turn without words.
    Silent,
    /// Names the file that came with a line.
    File,
    Heard,
    Fit,
    Why,
    Facts,
    WordsBy,
    Guard,
    /// Of a document without conversations.
    Nothing,
}

impl Word {
    pub(super) const fn in_language(self, language: Language) -> &'static str {
        let (en, ru) = self.both();
        match language {
            Language::En => en,
            Language::Ru => ru,
        }
    }

    const fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Heading => (
                "Conversations exported by Candor. Times are those of {zone}.\n[AI] is the AI assistant, [person] a named person of the staff, [system] a plain line of the program.\nA line without such a mark is the contact's own. A line that begins with | goes on with the words above it.\nfile> names the file that came with the words above it.\nheard>, why> and guard> say why the AI did what it did.\n",
                "Разговоры, выгруженные из Candor. Время: {zone}.\n[ИИ] — ИИ-помощник, [человек] — названный по имени сотрудник, [система] — служебная строка программы.\nСтрока без такой пометки написана клиентом. Строка, которая начинается с |, продолжает слова над ней.\nфайл> называет файл, который пришёл с этими словами.\nуслышано>, почему> и проверка> говорят, почему ИИ поступил именно так.\n",
            ),
            Self::Conversation => ("Conversation {number}: {name}", "Разговор {number}: {name}"),
            Self::Resumes => ("Conversation {number}: {name}, continued", "Разговор {number}: {name}, продолжение"),
            Self::NoName => ("(no name)", "(без имени)"),
            Self::Began => ("Began", "Начат"),
            Self::Language => ("Language", "Язык"),
            Self::Source => ("Came by", "Откуда"),
            Self::Script => ("Script", "Сценарий"),
            Self::Step => ("Step", "Шаг"),
            Self::Answers => ("Answered by", "Отвечает"),
            Self::Outcome => ("Outcome", "Итог"),
            Self::Known => ("Known", "Известно"),
            Self::Score => ("Score", "Оценка"),
            Self::Tags => ("Tags", "Метки"),
            Self::Notes => ("Notes", "Заметки"),
            Self::Ai => ("[AI]", "[ИИ]"),
            Self::Person => ("[person]", "[человек]"),
            Self::System => ("[system]", "[система]"),
            Self::Event => ("[event]", "[событие]"),
            Self::File => ("file", "файл"),
            Self::Silent => ("said nothing", "промолчал"),
            Self::Heard => ("heard", "услышано"),
            Self::Fit => ("fit", "охват сценарием"),
            Self::Why => ("why", "почему"),
            Self::Facts => ("facts", "факты"),
            Self::WordsBy => ("words by", "слова"),
            Self::Guard => ("guard", "проверка"),
            Self::Nothing => ("There are no conversations to export.", "Выгружать нечего: разговоров нет."),
        }
    }
}

/// The name of a language.
pub(super) const fn language_name(named: Language, language: Language) -> &'static str {
    match (named, language) {
        (Language::En, Language::En) => "English",
        (Language::Ru, Language::En) => "Russian",
        (Language::En, Language::Ru) => "английский",
        (Language::Ru, Language::Ru) => "русский",
    }
}

/// A stable word of the store as people say it; one that is not known here stands for itself.
pub(super) fn said(word: &str, language: Language) -> &str {
    let (en, ru) = match word {
        "desk" => ("the AI assistant", "ИИ-помощник"),
        "waiting" => ("the AI assistant; a person was called", "ИИ-помощник; человек вызван"),
        "operator" => ("a person", "человек"),
        "hand_over" | "handed_over" => ("handed over to a person", "передан человеку"),
        "closed" => ("closed", "закрыт"),
        "qualified" => ("qualified", "подходит"),
        "not_qualified" => ("not qualified", "не подходит"),
        "enrolled" => ("won", "сделка"),
        "lost" => ("lost", "упущен"),
        "script_80" => ("along the script (script_80)", "по сценарию (script_80)"),
        "free_20" => ("freely, from facts (free_20)", "свободно, по фактам (free_20)"),
        "hand_off" => ("to a person (hand_off)", "к человеку (hand_off)"),
        "stay_silent" => ("silence (stay_silent)", "молчание (stay_silent)"),
        other => return other,
    };
    match language {
        Language::En => en,
        Language::Ru => ru,
    }
}

/// What happened, by the word the timeline keeps for it.
pub(super) fn happened(word: &str, language: Language) -> &str {
    match (word, language) {
        ("snooze", Language::En) => "put the conversation aside",
        ("snooze", Language::Ru) => "откладывает разговор",
        ("unsnooze", Language::En) => "took the conversation back",
        ("unsnooze", Language::Ru) => "возвращает отложенный разговор",
        ("snooze_over", Language::En) => "the conversation was put aside until now",
        ("snooze_over", Language::Ru) => "разговор был отложен до этого времени",
        ("take", Language::En) => "took the conversation over",
        ("take", Language::Ru) => "берёт разговор на себя",
        ("release", Language::En) => "gave the conversation back to the desk",
        ("release", Language::Ru) => "возвращает разговор помощнику",
        (other, _) => other,
    }
}

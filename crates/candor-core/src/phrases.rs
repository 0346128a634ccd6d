//! The fixed phrases contacts read, in both languages. Scripts word their own; these are said where a script is silent
//! or where the contract demands exact words (H1, H2, H5, H7). They hold no figures (one
//! apart, see there) and no gender.

use crate::language::Language;

/// A fixed phrase. Those with several variants exist so that nothing is said twice in the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phrase {
    /// H1: an AI is writing. `{business}` stands for the business.
    Discloses,
    /// H2: yes, a machine.
    AdmitsBeingAi,
    /// H5: no more messages, and how to return.
    ConfirmsOptOut,
    /// The label of the button under it.
    ReturnButton,
    /// H5 and H7: who opted out and asks for a person is told how one can answer.
    MayNotWrite,
    /// The label of the button under it.
    PersonMayWriteButton,
    /// Back after an explicit return.
    WelcomesBack,
    /// H7: a person was called.
    CallsPerson,
    /// H7: nobody is connected to the desk.
    NobodyThere,
    /// H7: a person was called before and has not come yet.
    AlreadyCalled,
    /// H7: a person was called, has not come yet, and the desk only waits.
    WaitsForPerson,
    /// H7: so far nobody came, said without being asked.
    StillWaiting,
    /// When somebody will come is not known.
    HoursUnknown,
    /// The desk helps until somebody comes.
    HelpsMeanwhile,
    /// After a person saw to something: ready for more, and how to call a person again.
    StaysReady,
    /// When people answer; `{hours}` stands for the script's words.
    StaffHours,
    /// The label of a button that calls a person.
    PersonButton,
    /// No approved answer exists.
    AdmitsUnknown,
    /// Put before what a document says; `{document}` stands for its title.
    Quotes,
    /// Put behind it: it may not be what was asked.
    QuotesOffer,
    /// The message was not understood.
    AsksToRephrase,
    /// Only text is understood.
    ReadsOnlyText,
    /// Prices cannot be changed by the desk.
    HoldsPrice,
    /// Goes back to the step that was left.
    ReturnsToStep,
    /// A value was noted.
    Noted,
    /// Answers thanks.
    AnswersThanks,
    /// Lets go gently after a refusal.
    LetsGo,
    /// Goes along with a postponement.
    Postponed,
    /// Put before words that were said before.
    Repeats,
    /// What is kept and how to have it erased (H10).
    Privacy,
    /// H10: that language models of others are asked; said after the words on what is kept.
    PrivacyModels,
    /// What can be done here.
    Help,
    /// A person will see to a request about data (H10).
    DataRequest,
    /// A person joined; `{name}` stands for the name.
    PersonJoined,
    /// The AI is back after a person.
    DeskResumes,
    /// Somebody speaks of harming themselves; the one phrase with a figure: the emergency number.
    MeetsSelfHarm,
    /// Nobody will join after all, and the AI goes on; `{business}` stands for the business.
    NobodyJoins,
    /// A person of the staff ended the conversation.
    Farewell,
}

impl Phrase {
    /// Its variants in a language, best first; never empty.
    pub const fn variants(self, language: Language) -> &'static [&'static str] {
        match language {
            Language::En => self.english(),
            Language::Ru => self.russian(),
        }
    }

    /// The first variant that was not said before, else the first.
    pub fn fresh(self, language: Language, said: &[String]) -> &'static str {
        let variants = self.variants(language);
        let is_fresh = |variant: &&&str| !said.iter().any(|earlier| earlier.contains(**variant));
        variants.iter().find(is_fresh).or(variants.first()).copied().unwrap_or_default()
    }

    const fn english(self) -> &'static [&'static str] {
        match self {
            Self::Discloses => {
                &["I'm the AI assistant of {business}, not a person. To reach a person, write \"human\"."]
            }
            Self::AdmitsBeingAi => {
                &["Yes, I'm an AI assistant, not a person. If you'd rather talk to a person, write \"human\"."]
            }
            Self::ConfirmsOptOut => &[
                "Done: I will not write to you any more. If you ever want to return, press the button or send /start.",
            ],
            Self::ReturnButton => &["Write to me again"],
            Self::MayNotWrite => &[
                "You asked for no more messages, so nobody may write to you here, not even a person. Press the button to allow it, and I will call a person at once.",
            ],
            Self::PersonMayWriteButton => &["A person may write to me"],
            Self::WelcomesBack => &["Good to have you back. I'm answering again."],
            Self::CallsPerson => &["I'm passing this to a person. They will answer you right here."],
            Self::NobodyThere => &[
                "I can't reach a person at the moment: nobody is connected to this desk right now. Your request is kept, and whoever comes first will see it.",
            ],
            Self::AlreadyCalled => &[
                "I've already called a person; nobody has taken over yet. Your request stands, and I'm here meanwhile.",
                "A person has been called and has not joined yet. Everything you write here will be shown to them.",
            ],
            Self::WaitsForPerson => &[
                "A person has been called and has not joined yet. Everything you write here is kept and will be shown to them.",
                "Nobody has joined yet. Your request stands, and what you write here is kept for whoever comes.",
            ],
            Self::StillWaiting => &[
                "Nobody has been able to join so far, I'm sorry for the wait. Your request stands, and the staff has been called again.",
                "Still nobody has joined, I'm sorry. Your request is not lost, and the staff has been called once more.",
            ],
            Self::HoursUnknown => &["I don't know when somebody will answer."],
            Self::HelpsMeanwhile => &["Meanwhile I, the AI assistant, am here and can help with what I know."],
            Self::StaysReady => &[
                "Good. If anything else comes up, just write; to call a person again, write \"human\".",
                "All right. I'm here if there is more, and \"human\" calls a person again.",
            ],
            Self::StaffHours => &["People answer: {hours}."],
            Self::PersonButton => &["Call a person"],
            Self::Quotes => &["The nearest I find in our document \"{document}\":"],
            Self::QuotesOffer => &["If that is not what you asked, I can call a person."],
            Self::AdmitsUnknown => &[
                "I don't have an approved answer to that, and I won't guess. I can pass the question to a person if you like.",
                "That is not in what I was given, so I'd rather not invent it. Shall I call a person?",
                "I honestly don't know that. A person here can tell you; just write \"human\".",
            ],
            Self::AsksToRephrase => &[
                "I didn't quite understand. Could you put it in other words?",
                "Sorry, I still don't follow. Could you say it more simply, or shall I call a person?",
            ],
            Self::ReadsOnlyText => &[
                "I can only read text so far. Could you write it in words?",
                "I can't see what is in that. A few words would help, or I can call a person.",
            ],
            Self::HoldsPrice => &[
                "I can't change prices or promise discounts myself. A person can look at it: shall I pass it on?",
                "The price is not mine to change. If it matters, I'll gladly call someone who can decide.",
            ],
            Self::ReturnsToStep => &["Shall we go on?", "Shall we get back to it?", "Shall we continue?"],
            Self::Noted => &["Noted, thank you.", "Got it.", "Thank you, I've written that down."],
            Self::AnswersThanks => &["You're welcome!", "Glad to help."],
            Self::LetsGo => &[
                "All right, no pressure. If something comes up, just write to me.",
                "Understood. I'm here if you change your mind.",
            ],
            Self::Postponed => &[
                "Of course, take your time. Write whenever it suits you.",
                "No hurry. I'm here whenever you are ready.",
            ],
            Self::Repeats => &["To repeat:", "Once more:", "As above:"],
            Self::Privacy => &[
                "What is kept: your messages here, the name and language Telegram shows, and what you tell about your request. It is used to answer you and is seen by the staff of {business}. You can stop all messages with /stop, and ask a person about your data, or to have it erased, with /mydata and /forget.",
            ],
            Self::PrivacyModels => &[
                "To find the right words, a language model of another company may be shown your last message, without telephone numbers and e-mail addresses.",
            ],
            Self::Help => &[
                "Write what you need in your own words. /human calls a person, /stop ends all messages, /privacy tells what is kept.",
            ],
            Self::DataRequest => &["A person will see to your request about your data."],
            Self::PersonJoined => &["{name} has joined and is answering now, a person."],
            Self::DeskResumes => {
                &["The person has left the conversation, and the AI assistant of {business} is answering again."]
            }
            Self::NobodyJoins => &[
                "The staff has passed your request back to the AI assistant of {business}. If you still want a person, write \"human\".",
            ],
            Self::MeetsSelfHarm => &[
                "I'm so sorry you feel this way. I'm an AI assistant and can't give the help you deserve here. If you might harm yourself, please call the emergency services on 112 or a local crisis line, or turn to somebody near you.",
            ],
            Self::Farewell => &["Thank you for writing. If anything comes up, just write here again."],
        }
    }

    const fn russian(self) -> &'static [&'static str] {
        match self {
            Self::Discloses => {
                &["Я ИИ-помощник компании «{business}», не человек. Чтобы позвать человека, напишите «человек»."]
            }
            Self::AdmitsBeingAi => {
                &["Да, я ИИ-помощник, не человек. Если хотите поговорить с человеком, напишите «человек»."]
            }
            Self::ConfirmsOptOut => {
                &["Готово: больше писать не буду. Если захотите вернуться, нажмите кнопку или отправьте /start."]
            }
            Self::ReturnButton => &["Писать мне снова"],
            Self::MayNotWrite => &[
                "Вы просили больше не писать, поэтому ответить вам здесь не может никто, даже человек. Нажмите кнопку, чтобы это разрешить, и я сразу позову человека.",
            ],
            Self::PersonMayWriteButton => &["Пусть мне напишет человек"],
            Self::WelcomesBack => &["Рады снова вас видеть. Снова отвечаю."],
            Self::CallsPerson => &["Передаю разговор человеку. Ответ придёт прямо сюда."],
            Self::NobodyThere => &[
                "Позвать человека прямо сейчас не могу: к чату никто не подключён. Просьба сохранена, её увидит первый, кто придёт.",
            ],
            Self::AlreadyCalled => &[
                "Человека уже зову, пока никто не подключился. Просьба в силе, а пока отвечаю я.",
                "Человек вызван, но ещё не подключился. Всё, что вы напишете здесь, ему покажут.",
            ],
            Self::WaitsForPerson => &[
                "Человека уже зову, но пока никто не подключился. Всё, что вы напишете здесь, сохранится и будет показано.",
                "Пока никто не подключился. Просьба в силе, а написанное здесь увидит тот, кто придёт.",
            ],
            Self::StillWaiting => &[
                "Пока никто не смог подключиться, простите за ожидание. Просьба в силе, людей зову ещё раз.",
                "К сожалению, всё ещё никто не подключился. Просьба не потеряна, зову людей снова.",
            ],
            Self::HoursUnknown => &["Когда ответит человек, мне неизвестно."],
            Self::HelpsMeanwhile => &["А пока на связи я, ИИ-помощник, и могу помочь с тем, что знаю."],
            Self::StaysReady => &[
                "Хорошо. Если понадобится что-то ещё, пишите; слово «человек» снова позовёт человека.",
                "Договорились. Если будут ещё вопросы, я здесь, а слово «человек» снова позовёт человека.",
            ],
            Self::StaffHours => &["Люди отвечают: {hours}."],
            Self::PersonButton => &["Позвать человека"],
            Self::Quotes => &["Самое близкое, что есть в нашем документе «{document}»:"],
            Self::QuotesOffer => &["Если вопрос был о другом, могу позвать человека."],
            Self::AdmitsUnknown => &[
                "На это у меня нет утверждённого ответа, а выдумывать не стану. Могу передать вопрос человеку.",
                "Этого нет в том, что мне дали, поэтому гадать не буду. Позвать человека?",
                "Честно: этого я не знаю. Человек подскажет, просто напишите «человек».",
            ],
            Self::AsksToRephrase => &[
                "Кажется, я вас не понимаю. Можете сказать другими словами?",
                "Простите, всё ещё не понимаю. Скажите проще, или давайте позову человека?",
            ],
            Self::ReadsOnlyText => &[
                "Пока я читаю только текст. Напишите, пожалуйста, словами.",
                "Не вижу, что там. Напишите пару слов, или позову человека.",
            ],
            Self::HoldsPrice => &[
                "Менять цены и обещать скидки я не могу. Это решает человек: передать ему?",
                "Цена не в моей власти. Если это важно, позову того, кто решает.",
            ],
            Self::ReturnsToStep => &["Продолжим?", "Вернёмся к нашему разговору?", "Идём дальше?"],
            Self::Noted => &["Записано, спасибо.", "Хорошо, есть.", "Спасибо, это отмечено."],
            Self::AnswersThanks => &["Пожалуйста!", "Всегда рады помочь."],
            Self::LetsGo => &[
                "Хорошо, не настаиваю. Если что-то понадобится, просто напишите.",
                "Понимаю. Если передумаете, я здесь.",
            ],
            Self::Postponed => {
                &["Конечно, не торопитесь. Пишите, когда будет удобно.", "Спешки нет. Буду здесь, когда решите."]
            }
            Self::Repeats => &["Повторю:", "Ещё раз:", "Как и выше:"],
            Self::Privacy => &[
                "Что хранится: ваши сообщения здесь, имя и язык из Telegram и то, что вы рассказали о своей задаче. Это нужно, чтобы отвечать вам; это видят сотрудники «{business}». Остановить все сообщения: /stop. Спросить человека о своих данных или попросить стереть их: /mydata и /forget.",
            ],
            Self::PrivacyModels => &[
                "Чтобы подобрать слова, ваше последнее сообщение может увидеть языковая модель другой компании, без телефонов и адресов почты.",
            ],
            Self::Help => &[
                "Пишите своими словами, что нужно. /human позовёт человека, /stop остановит сообщения, /privacy расскажет, что хранится.",
            ],
            Self::DataRequest => &["Вашей просьбой о данных займётся человек."],
            Self::PersonJoined => &["Подключился человек, сейчас отвечает {name}."],
            Self::DeskResumes => &["Человек вышел из разговора, снова отвечает ИИ-помощник компании «{business}»."],
            Self::NobodyJoins => &[
                "Сотрудники вернули ваш вопрос ИИ-помощнику компании «{business}». Если человек всё же нужен, напишите «человек».",
            ],
            Self::MeetsSelfHarm => &[
                "Мне очень жаль, что вам так тяжело. Я ИИ-помощник и не могу помочь здесь так, как нужно. Если вы можете причинить себе вред, позвоните, пожалуйста, в экстренные службы по номеру 112 или на местный телефон доверия, или обратитесь к тому, кто рядом.",
            ],
            Self::Farewell => &["Спасибо, что написали. Если что-то понадобится, просто напишите сюда снова."],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Phrase;
    use crate::{guard::claims, hearing::figures, language::Language};

    const ALL: [Phrase; 37] = [
        Phrase::WaitsForPerson,
        Phrase::StillWaiting,
        Phrase::HoursUnknown,
        Phrase::HelpsMeanwhile,
        Phrase::StaysReady,
        Phrase::ReturnsToStep,
        Phrase::Discloses,
        Phrase::AdmitsBeingAi,
        Phrase::ConfirmsOptOut,
        Phrase::ReturnButton,
        Phrase::MayNotWrite,
        Phrase::PersonMayWriteButton,
        Phrase::WelcomesBack,
        Phrase::CallsPerson,
        Phrase::NobodyThere,
        Phrase::AlreadyCalled,
        Phrase::StaffHours,
        Phrase::PersonButton,
        Phrase::AdmitsUnknown,
        Phrase::Quotes,
        Phrase::QuotesOffer,
        Phrase::AsksToRephrase,
        Phrase::ReadsOnlyText,
        Phrase::HoldsPrice,
        Phrase::Noted,
        Phrase::AnswersThanks,
        Phrase::LetsGo,
        Phrase::Postponed,
        Phrase::Repeats,
        Phrase::Privacy,
        Phrase::PrivacyModels,
        Phrase::Help,
        Phrase::DataRequest,
        Phrase::PersonJoined,
        Phrase::DeskResumes,
        Phrase::NobodyJoins,
        Phrase::Farewell,
    ];

    #[test]
    fn the_words_for_who_may_harm_themselves_hold_no_figure_but_the_emergency_number() {
        for language in Language::ALL {
            for variant in Phrase::MeetsSelfHarm.variants(language) {
                let found: Vec<String> = figures(variant).into_iter().map(|figure| figure.text).collect();
                assert_eq!(found, ["112"], "{variant}");
                assert!(!claims(variant, &[]), "{variant}");
            }
        }
    }

    #[test]
    fn fixed_phrases_hold_no_figures_and_claim_nothing() {
        for phrase in ALL {
            for language in Language::ALL {
                assert!(!phrase.variants(language).is_empty(), "{phrase:?}");
                for variant in phrase.variants(language) {
                    assert_eq!(figures(variant), [], "{variant}");
                    assert!(!claims(variant, &[]), "{variant}");
                }
            }
        }
    }
}

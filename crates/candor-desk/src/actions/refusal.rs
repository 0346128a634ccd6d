//! Why an action is refused, in words that say what to do instead.

use candor_core::{
    consent::Refusal as ReopenRefusal,
    conversation::SnoozedWrongly,
    language::Language,
    roles::Deed,
    script::{Problem, amend::AmendError},
    template::{MAX_TEMPLATE_CHARS, MAX_TITLE_CHARS, TemplateFault},
};

use super::{
    FileRefusal, ValueRefusal, WebhookRefusal,
    edit_fields::ChangedField,
    refused_list::{errors, outcomes, some_of, told, values},
};

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No conversation has this number.
    NoSuchNumber(i64),
    /// There is no such conversation, or it is another business's.
    NoSuchConversation,
    /// The role does not allow it.
    MayNot(Deed),
    /// Somebody else holds it.
    HeldBy(String),
    /// Nobody holds it and nobody was called.
    NotHeld(i64),
    /// It was ended before.
    AlreadyEnded(i64),
    /// The contact opted out.
    OptedOut,
    /// The dialogue may not be opened again now; times are told in this zone.
    MayNotReopen(ReopenRefusal, String),
    /// Nobody with this public name ever wrote here. The link is to be shared with them.
    NeverWrote {
        /// The name as it was given.
        username: String,
        /// By this link they can write first.
        link: String,
    },
    /// No script or version is called so.
    NoSuchScript(String),
    /// The script cannot be published: all that was noticed in it.
    BrokenScript(Vec<Problem>),
    /// A script of this name is there already.
    ScriptExists(String),
    /// The file is no text a script could be, or too long for one.
    NotAScriptFile,
    /// No lesson has this number: it was taught or let go meanwhile.
    NoSuchLesson(i64),
    /// No step, question or fact is called so in the script; these steps and questions are.
    NoSuchTopic(String, Vec<String>),
    /// The script cannot be amended so.
    NotTaught(AmendError),
    /// A document cannot be called so.
    BadDocumentName(String),
    /// No document is called so; these are.
    NoSuchDocument(String, Vec<String>),
    /// Nothing in the document can be quoted.
    NothingToQuote,
    /// More passages than a business can keep.
    TooManyPassages(i64),
    /// No member of the staff is called so.
    NoSuchOperator(String),
    /// The last owner must stay.
    LastOwner,
    /// A field of this name is not in the script; these are.
    NoSuchField(String, Vec<String>),
    /// A value that does not fit its field.
    Value(Box<ValueRefusal>),
    /// Fields that are others than whoever acts saw.
    FieldsChanged(Vec<ChangedField>),
    /// An outcome of this name is not known.
    NoSuchOutcome(String),
    /// An answer without words.
    EmptyAnswer,
    /// Whoever answers does not hold the conversation.
    NotYours(i64),
    /// A note without words.
    EmptyNote,
    /// A tag without words.
    EmptyTag,
    /// So many tags a lead has already, and it keeps no more.
    TooManyTags(usize),
    /// More words than are kept, in characters.
    TooLong {
        /// So many they are.
        length: usize,
        /// So many are kept.
        most: usize,
    },
    /// No step is called so in the scripts conversations begin with; these are.
    NoSuchStep(String, Vec<String>),
    /// No conversation has this tag; these are in use.
    NoSuchTag(String, Vec<String>),
    /// There is nothing to export.
    NothingToExport,
    /// The group has no topics, or the bot may not open them there.
    NotAForum,
    /// Whoever chooses a group for the staff must be one of its administrators.
    NotAdministrator,
    /// The channel could not be asked.
    ChannelAway,
    /// The words of a filter are not understood.
    NoSuchFilter(String),
    /// It is about a file of a conversation.
    File(FileRefusal),
    /// It is about a webhook.
    Webhook(WebhookRefusal),
    /// It has changed since whoever acts looked at it.
    Outdated,
    /// Whoever acts was taken off the staff, got another role or lost the token while they did it.
    NoLongerLet,
    /// There is no such connection, or it is another business's.
    NoSuchBot,
    /// The token is of another bot than this one, by its name.
    OtherBot(String),
    /// No token of a program is called so.
    NoSuchToken(String),
    /// A token without a label, without a scope, or for longer than a year.
    BadToken,
    /// Whoever demands a second factor, or demands it no more, has none of their own.
    NoSecondFactor,
    /// No link that nobody has used has this mark.
    NoSuchInvitation(String),
    /// Nothing can be put aside until then.
    BadSnooze(SnoozedWrongly),
    /// It is not put aside.
    NotAside(i64),
    /// No text to answer with has this id.
    NoSuchTemplate(String),
    /// A text to answer with cannot be so.
    BadTemplate(TemplateFault),
    /// So many texts to answer with a business keeps.
    TooManyTemplates(usize),
}

impl Refusal {
    /// A stable word, for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoSuchNumber(_) | Self::NoSuchConversation => "no_such_conversation",
            Self::MayNot(_) => "may_not",
            Self::HeldBy(_) => "held_by_other",
            Self::NotHeld(_) => "not_held",
            Self::AlreadyEnded(_) => "already_ended",
            Self::OptedOut => "opted_out",
            Self::MayNotReopen(..) => "may_not_reopen",
            Self::NeverWrote { .. } => "never_wrote",
            Self::NoSuchScript(_) => "no_such_script",
            Self::BrokenScript(_) => "broken_script",
            Self::ScriptExists(_) => "script_exists",
            Self::NotAScriptFile => "not_a_script_file",
            Self::NoSuchLesson(_) => "no_such_lesson",
            Self::NoSuchTopic(..) => "no_such_topic",
            Self::NotTaught(_) => "not_taught",
            Self::BadDocumentName(_) => "bad_document_name",
            Self::NoSuchDocument(..) => "no_such_document",
            Self::NothingToQuote => "nothing_to_quote",
            Self::TooManyPassages(_) => "too_many_passages",
            Self::NoSuchOperator(_) => "no_such_operator",
            Self::LastOwner => "last_owner",
            Self::NoSuchField(..) => "no_such_field",
            Self::Value(why) => why.word(),
            Self::FieldsChanged(_) => "fields_changed",
            Self::NoSuchOutcome(_) => "no_such_outcome",
            Self::EmptyAnswer => "empty_answer",
            Self::NotYours(_) => "not_yours",
            Self::EmptyNote => "empty_note",
            Self::EmptyTag => "empty_tag",
            Self::TooManyTags(_) => "too_many_tags",
            Self::TooLong { .. } => "too_long",
            Self::NoSuchStep(..) => "no_such_step",
            Self::NoSuchTag(..) => "no_such_tag",
            Self::NothingToExport => "nothing_to_export",
            Self::NotAForum => "not_a_forum",
            Self::NotAdministrator => "not_administrator",
            Self::ChannelAway => "channel_away",
            Self::NoSuchFilter(_) => "no_such_filter",
            Self::File(why) => why.word(),
            Self::Webhook(why) => why.word(),
            Self::Outdated => "outdated",
            Self::NoLongerLet => "no_longer_let",
            Self::NoSuchBot => "no_such_bot",
            Self::OtherBot(_) => "other_bot",
            Self::NoSuchToken(_) => "no_such_token",
            Self::BadToken => "bad_token",
            Self::NoSecondFactor => "no_second_factor",
            Self::NoSuchInvitation(_) => "no_such_invitation",
            Self::BadSnooze(_) => "bad_time",
            Self::NotAside(_) => "not_aside",
            Self::NoSuchTemplate(_) => "no_such_template",
            Self::BadTemplate(_) => "bad_template",
            Self::TooManyTemplates(_) => "too_many_templates",
        }
    }

    /// What whoever acted reads.
    pub fn in_language(&self, language: Language) -> String {
        match language {
            Language::En => self.english(),
            Language::Ru => self.russian(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::File(why) => why.in_language(Language::En),
            Self::Webhook(why) => why.in_language(Language::En),
            Self::NoSuchNumber(number) => {
                format!("There is no conversation with the number {number}. The list shows all numbers.")
            }
            Self::NoSuchConversation => "There is no such conversation any more.".to_owned(),
            Self::MayNot(deed) => format!("Your role may not {}. Ask an owner.", deed.name(Language::En)),
            Self::HeldBy(name) => format!("{name} is answering already."),
            Self::NotHeld(number) => format!("Conversation {number} is with the desk already."),
            Self::AlreadyEnded(number) => {
                format!("Conversation {number} was ended before. It opens again when the contact writes.")
            }
            Self::OptedOut => {
                "This contact wants no messages. Nothing can be written to them until they come back themselves."
                    .to_owned()
            }
            Self::MayNotReopen(why, zone) => why.sentence(Language::En, zone),
            Self::NeverWrote { username, link } => format!(
                "{username} has never written to this bot, and nobody is written to first. Share this link: whoever opens it and presses Start can be answered.\n{link}"
            ),
            Self::NoSuchScript(name) => format!("There is no script or version {name}. The list of scripts shows all."),
            Self::BrokenScript(problems) => format!(
                "The script has errors ({}) and was not published; the version in use keeps working.\n\n{}",
                errors(problems).count(),
                told(problems, Language::En)
            ),
            Self::ScriptExists(name) => {
                format!("There is a script {name} already. Give the text another name, or publish it as the next version of {name}.")
            }
            Self::NotAScriptFile => {
                "This is no script: send a text file of at most 512 KB (UTF-8), with /publish as its caption.".to_owned()
            }
            Self::NoSuchLesson(number) => {
                format!("There is no lesson {number} any more: it was taught or let go. /lessons shows what is left.")
            }
            Self::NoSuchTopic(name, known) => {
                format!("The script has no step or question {name}. It has: {}.", known.join(", "))
            }
            Self::NotTaught(why) => match why {
                AmendError::NoAnswer => "A question needs an answer, in every language of the script. Begin each with its language on a line of its own: en: … and ru: …".to_owned(),
                AmendError::UnknownTopic => "The script has no part of this name, or two. Choose another one.".to_owned(),
                AmendError::NoWords => "There are no words in this lesson that could be taught. Let it go.".to_owned(),
                AmendError::TooLong | AmendError::BadName | AmendError::Misplaced | AmendError::Refused(_) => {
                    "It cannot be added to the script's text without changing something else. Add the words in the script's file and send it with /publish.".to_owned()
                }
            },
            Self::BadDocumentName(name) => format!(
                "A document cannot be called \"{name}\": up to forty letters, digits, hyphens and underscores. Give it a short name."
            ),
            Self::NoSuchDocument(name, known) if known.is_empty() => {
                format!("There is no document {name}, nor any other.")
            }
            Self::NoSuchDocument(name, known) => {
                format!("There is no document {name}. There are: {}.", known.join(", "))
            }
            Self::NothingToQuote => "Nothing in the document can be quoted, so it was not taken in.".to_owned(),
            Self::TooManyPassages(most) => format!(
                "All documents together would have more than {most} passages. Drop one that is not needed, or shorten this one."
            ),
            Self::NoSuchOperator(name) => format!("Nobody on the staff is called {name}."),
            Self::LastOwner => "This is the only owner, and somebody has to be. Make somebody else an owner first.".to_owned(),
            Self::NoSuchField(name, known) if known.is_empty() => format!("The script has no field {name}, nor any other."),
            Self::NoSuchField(name, known) => {
                format!("The script has no field {name}. Its fields: {}.", known.join(", "))
            }
            Self::Value(why) => why.in_language(Language::En),
            Self::FieldsChanged(changed) => {
                format!("It has changed since you looked at it. Now it is: {}. Look again, then decide.", values(changed))
            }
            Self::NoSuchOutcome(name) => format!("{name} is no outcome. Outcomes: {}.", outcomes(Language::En)),
            Self::EmptyAnswer => "An answer needs words.".to_owned(),
            Self::NotYours(number) => {
                format!("Take conversation {number} first: until then the desk answers in it.")
            }
            Self::EmptyNote => "What should be noted? A note needs words.".to_owned(),
            Self::EmptyTag => "Which tag? A tag needs a word, such as vip.".to_owned(),
            Self::TooManyTags(most) => format!("A lead keeps {most} tags. Take one away first."),
            Self::TooLong { length, most } => format!("Too long by {} characters: at most {most} are kept.", length.saturating_sub(*most)),
            Self::NoSuchStep(name, known) => format!("The script has no step {name}. Its steps: {}.", known.join(", ")),
            Self::NoSuchTag(tag, known) if known.is_empty() => {
                format!("No conversation has the tag {tag}; there are no tags yet. /lead 12 +tag gives one.")
            }
            Self::NoSuchTag(tag, known) => format!("No conversation has the tag {tag}. In use: {}.", some_of(known)),
            Self::NothingToExport => "There is nothing to export yet: nobody has written.".to_owned(),
            Self::NotAForum => {
                "This group cannot be used: turn its topics on and make the bot an administrator that may manage topics.".to_owned()
            }
            Self::NotAdministrator => "Only an administrator of this group can give it to the staff.".to_owned(),
            Self::ChannelAway => "Telegram does not answer at the moment. Try again in a minute.".to_owned(),
            Self::NoSuchFilter(word) => format!(
                "The filter {word} is not understood. Filters: waiting, mine, unread, desk, held, aside, ended, step=NAME, outcome=NAME, tag=NAME, holder=NAME."
            ),
            Self::Outdated => "It has changed since you looked at it. Look again, then decide.".to_owned(),
            Self::NoLongerLet => {
                "Your role or your access changed while you did this, so nothing was done. Sign in again, or use a token that holds.".to_owned()
            }
            Self::NoSuchBot => "There is no such bot. The page of connections shows all.".to_owned(),
            Self::OtherBot(name) => format!(
                "This token is of another bot, so nothing was changed. Copy the one of @{name} from @BotFather: /mybots, the bot, API Token."
            ),
            Self::NoSuchToken(name) => format!("There is no token {name}. The list shows all."),
            Self::NoSecondFactor => {
                "Set up a second factor of your own first, on the page My account: only whoever has one may demand it, or demand it no more.".to_owned()
            }
            Self::NoSuchInvitation(mark) => {
                format!("There is no unused link {mark}: somebody came in by it, or it was withdrawn. The list shows all.")
            }
            Self::BadSnooze(why) => match why {
                SnoozedWrongly::Unread => "Choose a date and a time to put the conversation aside until.".to_owned(),
                SnoozedWrongly::Past => "That time has passed. Choose one that is still to come.".to_owned(),
                SnoozedWrongly::TooFar => "A conversation is put aside for a year at most. Choose an earlier day.".to_owned(),
            },
            Self::NotAside(number) => format!("Conversation {number} is not put aside."),
            Self::NoSuchTemplate(id) => format!("There is no saved answer {id} any more. The list shows all."),
            Self::BadTemplate(why) => match why {
                TemplateFault::NoTitle => "A saved answer needs a title to find it by.".to_owned(),
                TemplateFault::TakenTitle => "Another saved answer has this title. Choose another one.".to_owned(),
                TemplateFault::LongTitle(length) => {
                    format!("The title has {length} characters. Shorten it to {MAX_TITLE_CHARS}.")
                }
                TemplateFault::NoWords => "A saved answer needs words, in one language at least.".to_owned(),
                TemplateFault::LongWords(length) => {
                    format!("The words have {length} characters. Shorten them to {MAX_TEMPLATE_CHARS}.")
                }
                TemplateFault::UnknownBlank(blank) => {
                    format!("Nothing is known to put in the place of {blank}. Only {{name}} and {{me}} are filled in.")
                }
            },
            Self::TooManyTemplates(most) => format!("There are {most} saved answers already. Remove one first."),
            Self::BadToken => {
                "A token needs a label of at most 80 characters, at least one scope, and between 1 and 365 days.".to_owned()
            }
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::File(why) => why.in_language(Language::Ru),
            Self::Webhook(why) => why.in_language(Language::Ru),
            Self::NoSuchNumber(number) => format!("Разговора с номером {number} нет. Все номера есть в списке."),
            Self::NoSuchConversation => "Такого разговора больше нет.".to_owned(),
            Self::MayNot(deed) => {
                format!("Ваша роль не позволяет {}. Обратитесь к владельцу.", deed.name(Language::Ru))
            }
            Self::HeldBy(name) => format!("Уже отвечает {name}."),
            Self::NotHeld(number) => format!("Разговор {number} уже ведёт ИИ-помощник."),
            Self::AlreadyEnded(number) => {
                format!("Разговор {number} уже завершён. Он откроется снова, когда клиент напишет.")
            }
            Self::OptedOut => {
                "Этот человек отказался от сообщений. Писать ему нельзя, пока он сам не вернётся.".to_owned()
            }
            Self::MayNotReopen(why, zone) => why.sentence(Language::Ru, zone),
            Self::NeverWrote { username, link } => format!(
                "{username} ещё не писал этому боту, а первыми мы не пишем никому. Поделитесь ссылкой: кто откроет её и нажмёт «Старт», тому можно будет ответить.\n{link}"
            ),
            Self::NoSuchScript(name) => format!("Сценария или версии {name} нет. Все есть в списке сценариев."),
            Self::BrokenScript(problems) => format!(
                "В сценарии есть ошибки ({}). Он не опубликован, прежняя версия работает.\n\n{}",
                errors(problems).count(),
                told(problems, Language::Ru)
            ),
            Self::ScriptExists(name) => {
                format!("Сценарий {name} уже есть. Назовите этот иначе или опубликуйте его следующей версией {name}.")
            }
            Self::NotAScriptFile => {
                "Это не сценарий: пришлите текстовый файл до 512 КБ (UTF-8) с подписью /publish.".to_owned()
            }
            Self::NoSuchLesson(number) => {
                format!("Урока {number} больше нет: его уже разобрали. Что осталось, покажет /lessons.")
            }
            Self::NoSuchTopic(name, known) => {
                format!("Шага или вопроса {name} в сценарии нет. Есть: {}.", known.join(", "))
            }
            Self::NotTaught(why) => match why {
                AmendError::NoAnswer => "Вопросу нужен ответ на каждом языке сценария. Начните каждый с новой строки и его языка: en: … и ru: …".to_owned(),
                AmendError::UnknownTopic => "В сценарии нет части с таким именем или их две. Выберите другую.".to_owned(),
                AmendError::NoWords => "В этом уроке нет слов, которым можно научить. Уберите его.".to_owned(),
                AmendError::TooLong | AmendError::BadName | AmendError::Misplaced | AmendError::Refused(_) => {
                    "В текст сценария это не добавить, не изменив чего-то ещё. Добавьте слова в файле сценария и пришлите его с подписью /publish.".to_owned()
                }
            },
            Self::BadDocumentName(name) => format!(
                "Документ нельзя назвать «{name}»: годится имя до сорока букв, цифр, дефисов и подчёркиваний. Дайте короткое имя."
            ),
            Self::NoSuchDocument(name, known) if known.is_empty() => {
                format!("Документа {name} нет, как и других.")
            }
            Self::NoSuchDocument(name, known) => {
                format!("Документа {name} нет. Есть: {}.", known.join(", "))
            }
            Self::NothingToQuote => "В документе нечего цитировать, он не добавлен.".to_owned(),
            Self::TooManyPassages(most) => format!(
                "Во всех документах вместе было бы больше {most} отрывков. Уберите ненужный или сократите этот."
            ),
            Self::NoSuchOperator(name) => format!("Среди сотрудников нет никого с именем {name}."),
            Self::LastOwner => {
                "Это единственный владелец, а без него нельзя. Сначала сделайте владельцем кого-то ещё.".to_owned()
            }
            Self::NoSuchField(name, known) if known.is_empty() => format!("Поля {name} в сценарии нет, как и других."),
            Self::NoSuchField(name, known) => format!("Поля {name} в сценарии нет. Есть: {}.", known.join(", ")),
            Self::Value(why) => why.in_language(Language::Ru),
            Self::FieldsChanged(changed) => {
                format!("Пока вы смотрели, это изменилось. Сейчас: {}. Посмотрите ещё раз и решите.", values(changed))
            }
            Self::NoSuchOutcome(name) => format!("Итога {name} нет. Есть: {}.", outcomes(Language::Ru)),
            Self::EmptyAnswer => "В ответе нет слов.".to_owned(),
            Self::NotYours(number) => {
                format!("Сначала возьмите разговор {number}: пока в нём отвечает ИИ-помощник.")
            }
            Self::EmptyNote => "Что записать? В заметке нужны слова.".to_owned(),
            Self::EmptyTag => "Какая метка? Нужно слово, например vip.".to_owned(),
            Self::TooManyTags(most) => format!("У заявки хранится не больше {most} меток. Сначала уберите одну."),
            Self::TooLong { length, most } => {
                format!("Слишком длинно: знаков больше на {}, хранится не больше {most}.", length.saturating_sub(*most))
            }
            Self::NoSuchStep(name, known) => format!("Шага {name} в сценарии нет. Есть: {}.", known.join(", ")),
            Self::NoSuchTag(tag, known) if known.is_empty() => {
                format!("Метки {tag} ни у кого нет, и других пока тоже. Поставить: /lead 12 +метка.")
            }
            Self::NoSuchTag(tag, known) => format!("Метки {tag} ни у кого нет. Есть: {}.", some_of(known)),
            Self::NothingToExport => "Выгружать пока нечего: никто не писал.".to_owned(),
            Self::NotAForum => {
                "Эта группа не подходит: включите в ней темы и сделайте бота администратором с правом управлять темами."
                    .to_owned()
            }
            Self::NotAdministrator => "Отдать группу сотрудникам может только её администратор.".to_owned(),
            Self::ChannelAway => "Telegram сейчас не отвечает. Попробуйте через минуту.".to_owned(),
            Self::NoSuchFilter(word) => format!(
                "Фильтр {word} непонятен. Фильтры: ждут, мои, новые, ии, ведут, отложенные, завершённые, шаг=ИМЯ, итог=ИМЯ, метка=ИМЯ, ведёт=ИМЯ."
            ),
            Self::Outdated => "Пока вы смотрели, это изменилось. Посмотрите ещё раз и решите.".to_owned(),
            Self::NoLongerLet => {
                "Тем временем ваша роль или доступ изменились, поэтому ничего не сделано. Войдите снова или возьмите действующий ключ.".to_owned()
            }
            Self::NoSuchBot => "Такого бота нет. Все есть на странице подключений.".to_owned(),
            Self::OtherBot(name) => format!(
                "Это токен другого бота, поэтому ничего не изменено. Скопируйте у @BotFather токен @{name}: /mybots, бот, API Token."
            ),
            Self::NoSuchToken(name) => format!("Ключа {name} нет. Все есть в списке."),
            Self::NoSecondFactor => {
                "Сначала настройте второй фактор себе, на странице «Мой вход»: потом можно требовать его от других и отменять требование.".to_owned()
            }
            Self::NoSuchInvitation(mark) => {
                format!("Неиспользованной ссылки {mark} нет: по ней уже вошли, или её отозвали. Все есть в списке.")
            }
            Self::BadSnooze(why) => match why {
                SnoozedWrongly::Unread => "Выберите день и время, до которых отложить разговор.".to_owned(),
                SnoozedWrongly::Past => "Это время уже прошло. Выберите то, что ещё впереди.".to_owned(),
                SnoozedWrongly::TooFar => "Отложить разговор можно не больше чем на год. Выберите день пораньше.".to_owned(),
            },
            Self::NotAside(number) => format!("Разговор {number} не отложен."),
            Self::NoSuchTemplate(id) => format!("Заготовки {id} больше нет. Все есть в списке."),
            Self::BadTemplate(why) => match why {
                TemplateFault::NoTitle => "Заготовке нужно название, чтобы её найти.".to_owned(),
                TemplateFault::TakenTitle => "Так называется другая заготовка. Выберите другое название.".to_owned(),
                TemplateFault::LongTitle(length) => {
                    format!("В названии {length} знаков. Сократите до {MAX_TITLE_CHARS}.")
                }
                TemplateFault::NoWords => "Заготовке нужны слова хотя бы на одном языке.".to_owned(),
                TemplateFault::LongWords(length) => {
                    format!("В тексте {length} знаков. Сократите до {MAX_TEMPLATE_CHARS}.")
                }
                TemplateFault::UnknownBlank(blank) => {
                    format!("Вместо {blank} подставить нечего. Подставляются только {{name}} и {{me}}.")
                }
            },
            Self::TooManyTemplates(most) => format!("Заготовок уже {most}. Сначала уберите одну."),
            Self::BadToken => {
                "Ключу нужны название до 80 знаков, хотя бы одно право и срок от 1 до 365 дней.".to_owned()
            }
        }
    }
}

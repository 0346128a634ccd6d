//! What the staff reads in Russian.

use super::StaffWord;

impl StaffWord {
    pub(super) const fn russian(self) -> &'static str {
        match self {
            Self::Take => "Взять",
            Self::Snooze => "Позже (15 мин)",
            Self::Release => "Вернуть ИИ-помощнику",
            Self::CardHeading => "#{number} Нужен человек: {name} ({language})",
            Self::CardAgain => "Никто ещё не подошёл.",
            Self::CardReason => "Почему: {reason}",
            Self::CardFields => "Уже известно:",
            Self::CardSource => "Откуда: {source}",
            Self::CardWords => "Последние строки:",
            Self::SetBy => "указал(а) {name}",
            Self::SumHeading => "#{number} Коротко: {name}",
            Self::SumByAi => "Составил ИИ ({model}), он может ошибаться.",
            Self::SumByCode => "Собрано из того, что известно, без модели.",
            Self::SumLimit => "Модели не спрашивали: достигнут предел.",
            Self::SumNoAnswer => "Ни одна модель не дала пригодного ответа.",
            Self::SumUpTo => "Учтено по {time}. Что было сказано: /view {number}",
            Self::Score => "Оценка: {total} из {of}, {standing}",
            Self::Qualified => "подходит",
            Self::NotQualified => "не подходит",
            Self::StillOpen => "пока неясно",
            Self::Claimed => {
                "Вы подключены, роль: {role}. Сюда придут просьбы позвать человека: нажмите «Взять» и отвечайте, ваши слова уйдут клиенту под вашим именем. Всё остальное покажет /help."
            }
            Self::Taken => {
                "Теперь вы отвечаете: {name} (#{number}). Всё, что вы напишете здесь, уйдёт под вашим именем. Закончив, нажмите «Вернуть ИИ-помощнику»."
            }
            Self::TakenByOther => "Уже отвечает {name}.",
            Self::CardReleased => "Вернул(а) {name}: отвечает ИИ-помощник.",
            Self::CardStopped => "Разговор завершил(а) {name}.",
            Self::Released => "Снова отвечает ИИ-помощник: {name}.",
            Self::Snoozed => "Отложено на 15 минут. Остальные карточку видят.",
            Self::Stopped => "Разговор завершён: {name}. Он откроется снова, когда клиент напишет.",
            Self::AskStop => "Завершить разговор: {name}?",
            Self::StopWithFarewell => "С прощанием",
            Self::StopSilently => "Молча",
            Self::Unknown => "Эта кнопка больше ничего не значит.",
            Self::HoldsNothing => {
                "Вы не ведёте ни одного разговора, поэтому это никому не ушло. Нажмите «Взять» на карточке или откройте /list."
            }
            Self::HoldsSeveral => {
                "Вы ведёте несколько разговоров ({held}), поэтому это никому не ушло. Ответьте на сообщение нужного разговора."
            }
            Self::NotYours => {
                "Сейчас вы не отвечаете этому клиенту ({name}), поэтому это никому не ушло. Сначала возьмите разговор."
            }
            Self::MayOnlyLook => "Ваша роль позволяет смотреть, но не отвечать.",
            Self::Before => "Раньше было сказано:\n{lines}",
            Self::OptedOutHeld => {
                "{name} больше не хочет сообщений. Ничего из написанного не дойдёт, пока клиент не вернётся сам."
            }
            Self::CameBackHeld => "{name} снова с нами: писать опять можно.",
            Self::CardOptedOut => "Больше не хочет сообщений, поэтому ответить нельзя, пока клиент не вернётся сам.",
            Self::NoSuchCommand => "Команды /{command} нет. Все команды: /help.",
            Self::NeedsNumber => {
                "Какой разговор? Напишите /{command} и номер, например /{command} 12. Номера показывает /list."
            }
            Self::HelpHeading => "Ваша роль: {role}. Что вы можете:",
            Self::HelpAnswering => {
                "Возьмите разговор и пишите: текст, фото, документы, голос, ответы и правки доходят до клиента. Если разговоров несколько, отвечайте на сообщение нужного."
            }
            Self::ListEmpty => "Подходящих разговоров нет.",
            Self::ListHeading => "Разговоров: {total}{filters}, страница {page} из {pages}",
            Self::FindHow => {
                "Что найти? /find красные розы ищет по сказанному; имя, @имя или номер находит человека. Завершённые разговоры тоже просматриваются."
            }
            Self::FindHeading => "Нашлось по «{words}»:",
            Self::FindNothing => {
                "По «{words}» ничего не нашлось. Слова находятся в любой форме, а недописанное слово — по началу; попробуйте ввести меньше слов. Телефоны, адреса почты и длинные номера хранятся запечатанными, по ним поиска нет."
            }
            Self::FindNoMore => "По «{words}» больше ничего нет.",
            Self::FindNotYet => "По «{words}» пока ничего: остались более ранние сообщения.",
            Self::FindMorePeople => "Людей с таким именем больше: напишите его полнее.",
            Self::FindReading => "Старые сообщения ещё загружаются в поиск: позже может найтись больше.",
            Self::FindOlder => "раньше ▼",
            Self::FindTooLong => {
                "Нашлось больше, чем показано. Чтобы листать, возьмите меньше слов или слова короче; чтобы сузить поиск, возьмите другие."
            }
            Self::Waits => "ждёт {time}, {reason}",
            Self::HeldByName => "ведёт {name}",
            Self::WithDesk => "ведёт ИИ-помощник",
            Self::Ended => "завершён",
            Self::OptedOut => "не хочет сообщений",
            Self::Unread => "без ответа",
            Self::AtStep => "шаг {step}",
            Self::FilterAll => "Все",
            Self::FilterWaiting => "Ждут",
            Self::FilterMine => "Мои",
            Self::FilterUnread => "Без ответа",
            Self::Older => "◀ раньше",
            Self::Newer => "позже ▶",
            Self::Previous => "◀",
            Self::Next => "▶",
            Self::ShowView => "Читать",
            Self::ShowLead => "Заявка",
            Self::ShowExport => "Выгрузить",
            Self::ShowStop => "Завершить",
            Self::ViewEmpty => "Пока ничего не сказано.",
            Self::LeadHeading => "Заявка #{number}: {name}",
            Self::LeadOutcome => "Итог: {outcome}",
            Self::LeadTags => "Метки: {tags}",
            Self::LeadNotes => "Заметки:",
            Self::LeadCriteria => "Критерии:",
            Self::LeadNothing => "Пока ничего не известно.",
            Self::LeadHow => {
                "Изменить: /lead {number} поле=значение, /lead {number} итог=упущена почему, /lead {number} +метка или -метка, /note {number} текст"
            }
            Self::LeadUnclear => "Непонятно: {edit}.",
            Self::NoteKept => "Записано. Видят только сотрудники.",
            Self::NoteEmpty => "Что записать? /note 12 текст",
            Self::AskExport => "В каком виде?",
            Self::ExportProgress => "Выгрузка: {written} из {of} строк.",
            Self::ExportDone => "Выгрузка готова: {lines} строк.",
            Self::ExportPart => "Строк: {lines}",
            Self::ScriptsEmpty => "Сценариев пока нет.",
            Self::ScriptInUse => "с неё начинает этот бот",
            Self::ScriptHow => {
                "Чтобы опубликовать сценарий, пришлите сюда его файл с подписью /publish и словом о том, что нового. На машине, где работает помощник: candor script publish ФАЙЛ."
            }
            Self::ScriptPublished => {
                "{name}: версия {version} теперь в работе. Начатые разговоры идут по прежней; /scripts вернёт любую из прежних."
            }
            Self::ScriptSame => "{name}: этот текст уже в работе, это версия {version}. Ничего не изменилось.",
            Self::ScriptOtherName => {
                "Этот бот начинает разговоры со сценария {own} и будет начинать с него дальше. Чтобы начинать с {name}, запустите помощника один раз с этим файлом: candor serve --script ФАЙЛ."
            }
            Self::ScriptWarnings => "Можно улучшить:",
            Self::AnsweredPrivately => "Ответ в вашем личном чате с этим ботом.",
            Self::AskRestore => "Опубликовать версию {version} сценария {name} снова?",
            Self::RestoreYes => "Опубликовать",
            Self::Restored => "{name}: теперь в работе версия {version}.",
            Self::Paused => {
                "Помощник приостановлен. Кто напишет, тех передадут человеку; отказы, просьбы позвать человека и вопросы об ИИ работают."
            }
            Self::Resumed => "Помощник снова отвечает.",
            Self::PausedAlready => "Помощник уже приостановлен.",
            Self::ResumedAlready => "Помощник и так отвечает.",
            Self::PauseButton => "Приостановить",
            Self::ResumeButton => "Возобновить",
            Self::StatusLines => {
                "Помощник: {desk}\nРазговоров: {conversations}\nЖдут человека: {waiting}{oldest}\nСообщений к отправке: {outbox}\nС неизвестной судьбой: {uncertain}\nОтклонено Telegram: {failed}\nОтложено из-за сбоев: {parked}\nНа дежурстве: {duty}"
            }
            Self::StatusWorks => "отвечает",
            Self::StatusRests => "приостановлен: {name}, {time}",
            Self::StatusOldest => ", дольше всех {time}",
            Self::Nobody => "никого",
            Self::OnDuty => "Вы на дежурстве: просьбы приходят вам.",
            Self::OffDuty => "Вы не на дежурстве: новые просьбы к вам не приходят. То, что вы ведёте, остаётся у вас.",
            Self::DutyHow => "Напишите /duty on или /duty off.",
            Self::Invitation => {
                "Перешлите эту ссылку тому, кого приглашаете (роль: {role}). Она сработает один раз, в течение семи дней.\n{link}"
            }
            Self::InviteHow => "Кого? /invite manager, /invite viewer или /invite owner.",
            Self::StaffHeading => "Сотрудники:",
            Self::StaffHow => "Изменить: /staff ИМЯ manager (или viewer, owner, remove)",
            Self::StaffChanged => "Готово.",
            Self::AuditEmpty => "Пока никто ничего не делал.",
            Self::StartHow => "С кем? /start @имя",
            Self::GroupChosen => {
                "Теперь просьбы приходят в эту группу: на каждый разговор своя тема. Что сотрудники пишут в теме, уходит клиенту под их именем; строка, начатая с //, остаётся здесь. Отменить: /private."
            }
            Self::GroupLeft => "Просьбы снова приходят в личные чаты.",
            Self::GroupLost => "В группу сотрудников больше нельзя писать. Просьбы снова приходят в личные чаты.",
            Self::WebhookGone => {
                "Вебхук на {host} выключен: получатель ответил, что ему больше ничего не нужно (410). Если это ошибка, включите его снова: candor webhook on."
            }
            Self::WebhookFailing => {
                "Вебхук на {host} выключен: за пять дней туда ничего не дошло. Когда получатель заработает, включите вебхук и отправьте недоставленное ещё раз: candor webhook on, candor webhook replay."
            }
            Self::ModelDayUsedUp => {
                "Дневной лимит языковых моделей исчерпан. До завтра деск отвечает словами самого сценария."
            }
            Self::ModelMonthUsedUp => {
                "Месячный лимит языковых моделей исчерпан. До следующего месяца или пока лимит не подняли в настройках, деск отвечает словами самого сценария."
            }
            Self::GroupStranger => "Это никому не ушло: вас нет среди сотрудников. Попросите у владельца приглашение.",
            Self::GroupAnonymous => {
                "Это никому не ушло: вы пишете анонимно, и неизвестно, кто вы. Выключите «Анонимность» в настройках группы и напишите снова."
            }
            Self::Undelivered => "Сообщение не дошло: {name} (#{number}). Telegram его отклонил.",
            Self::MaybeUndelivered => {
                "Неизвестно, дошло ли последнее сообщение: {name} (#{number}). Вслепую оно не повторяется: посмотрите в чат или `candor outbox`."
            }
            Self::RoleChanged => "Теперь ваша роль: {role}. Что вы можете, покажет /help.",
            Self::OffTheStaff => "Вас больше нет среди сотрудников. На то, что вы напишете здесь, ответят как клиенту.",
            Self::HolderReleased => "{by}: ваш разговор возвращён ИИ-помощнику: {name} (#{number}).",
            Self::HolderStopped => "{by}: ваш разговор завершён: {name} (#{number}).",
            Self::ClaimedViewer => {
                "Вы подключены, роль: {role}. Вы можете читать разговоры и заявки и видеть, как дела у помощника; отвечают другие. Всё, что вы можете, покажет /help."
            }
            Self::GroupHow => {
                "Отправьте /staff_group в самой группе: в ней должны быть темы, а вы и этот бот должны быть администраторами."
            }
            Self::ScriptBegins => "Новые разговоры начнутся с неё.",
            Self::ScriptNewest => "последняя версия",
            Self::LessonsEmpty => {
                "Учить нечему: всё, что писали, понято или уже разобрано. Непонятое собирается здесь."
            }
            Self::LessonsHeading => {
                "Не понято сообщений: {messages}, уроков из них: {lessons}. Страница {page} из {pages}. Нажмите на урок, чтобы решить, что с ним делать; само в сценарий не попадает ничего."
            }
            Self::LessonHeading => "Урок {number}. Сообщений: {messages}, людей: {contacts}, последнее {time}:",
            Self::LessonHow => {
                "Научить можно кнопкой или так:\n/lessons {number} к ИМЯ — добавить к шагу или вопросу с этим именем\n/lessons {number} ответ СЛОВА — новый вопрос с вашим ответом (если языков несколько, начните строки с en: и ru:)\n/lessons {number} убрать — не учить"
            }
            Self::LessonTo => "Добавить к «{topic}»",
            Self::LessonDrop => "Не учить",
            Self::LessonDropped => "Урок {number} убран. Если так напишут снова, он вернётся.",
            Self::LessonTaught => {
                "Добавлено к «{topic}»: новые разговоры начнутся с версии {version} сценария {name}. Новые формулировки:"
            }
            Self::LessonUndo => "Вернуть версию {version}",
            Self::StatusLessons => "\nНе понято: {messages} (/lessons)",
            Self::ContactBlocked => {
                "{name} (#{number}): бот заблокирован. Ничего не дойдёт, пока клиент его не разблокирует."
            }
        }
    }
}

//! Every code a problem can carry, one row each. Codes are stable: a code whose check goes is never given to another.
//! S0xx is the form of the text, S1xx names and where they lead, S2xx texts and limits, S3xx the honesty contract.

use super::problem::Severity;

/// One code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its stable name.
    pub id: &'static str,
    /// Whether a script with it can be published.
    pub severity: Severity,
    /// What it means, in English.
    pub en: &'static str,
    /// What it means, in Russian.
    pub ru: &'static str,
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $en:literal / $ru:literal;)*) => {
        $(
            #[doc = $en]
            pub const $name: Code = Code { id: $id, severity: Severity::$severity, en: $en, ru: $ru };
        )*

        /// All of them, in the order of their names.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    TOO_LONG_SCRIPT = "S001" Error "The file is too long" / "Файл слишком длинный";
    UNKNOWN_SECTION = "S002" Error "A heading that is not a section" / "Заголовок, которого нет среди разделов";
    MISPLACED_HEADING = "S003" Error "A heading where none belongs" / "Заголовок не на своём месте";
    UNKNOWN_KEYWORD = "S004" Error "An unknown keyword" / "Незнакомое ключевое слово";
    REPEATED_KEYWORD = "S005" Error "The same keyword twice in one place" / "Одно ключевое слово дважды";
    STRAY_TEXT = "S006" Error "Text that belongs to no keyword" / "Текст без ключевого слова";
    NO_LANGUAGE_HERE = "S007" Error "A language where none can be given" / "Язык там, где его не указывают";
    EMPTY_VALUE = "S008" Error "A keyword without a value" / "Ключевое слово без значения";
    UNKNOWN_VALUE = "S009" Error "A value that is not one of those allowed" / "Недопустимое значение";
    MISSING_KEYWORD = "S010" Error "Something required is missing" / "Не хватает обязательного";
    MALFORMED_ITEM = "S011" Error "A list line that cannot be understood" / "Непонятная строка списка";
    SEVERAL_VARIANTS = "S012" Warning "A list where one text is expected" / "Список там, где нужен один текст";
    CLASHING_KEYWORDS = "S013" Error "Keywords that exclude one another" / "Ключевые слова исключают друг друга";
    UNREADABLE_CHARACTERS = "S014" Error "Characters that are not text" / "Символы, которые не являются текстом";

    INVALID_NAME = "S101" Error "A name with characters not allowed, or too long" / "Недопустимое или слишком длинное имя";
    REPEATED_NAME = "S102" Error "Two things of one name" / "Два одинаковых имени";
    UNKNOWN_REFERENCE = "S103" Error "A name that nothing has" / "Ссылка на то, чего нет";
    UNKNOWN_PLACEHOLDER = "S104" Error "A {placeholder} that names no fact or field" / "Подстановка {…}, за которой нет факта или поля";
    UNREACHABLE_STEP = "S105" Warning "A step nothing leads to" / "Шаг, к которому ничто не ведёт";
    DEAD_END = "S106" Warning "A step that leads nowhere" / "Шаг, который никуда не ведёт";
    NO_OUTCOME = "S107" Warning "No step hands over to a person" / "Ни один шаг не передаёт человеку";
    UNUSED_FACT = "S108" Warning "A fact nothing uses" / "Факт, который нигде не нужен";
    UNUSED_FIELD = "S109" Warning "A field nothing asks for" / "Поле, которое никто не спрашивает";

    FEW_PHRASINGS = "S201" Warning "Too few example phrasings" / "Мало примеров фраз";
    SHARED_PHRASING = "S202" Warning "One phrasing in two places" / "Одна фраза в двух местах";
    MISSING_WORDING = "S203" Error "No text in a language of the script" / "Нет текста на одном из языков сценария";
    UNDECLARED_LANGUAGE = "S204" Warning "A text in a language the script does not list" / "Текст на языке, которого нет в списке";
    TOO_LONG_TEXT = "S205" Error "A text too long for one message" / "Текст не помещается в одно сообщение";
    BUTTON_LIMITS = "S206" Error "A button too long, or too many of them" / "Слишком длинная кнопка или слишком много кнопок";
    UNKNOWN_TIME_ZONE = "S207" Error "A time zone that does not exist" / "Несуществующий часовой пояс";
    THRESHOLD_RANGE = "S208" Error "A fit threshold outside 0 to 1" / "Порог вне пределов от 0 до 1";
    UNCLEAR_RANGE = "S209" Error "An unclear limit outside 1 to 10" / "Предел непонятных сообщений вне пределов от 1 до 10";
    FEW_OPTIONS = "S210" Error "A choice of fewer than two" / "Выбор меньше чем из двух вариантов";
    LINK_ALPHABET = "S211" Error "A deep link Telegram would not carry" / "Метка ссылки, которую Telegram не передаст";
    SAYS_FORBIDDEN = "S212" Error "A text uses a word the script forbids" / "В тексте слово, запрещённое самим сценарием";
    ANSWER_RANGE = "S213" Error "An answering time outside 1 minute to 72 hours" / "Время ответа вне пределов от 1 минуты до 72 часов";
    CONDITION_MISFIT = "S214" Error "A condition that does not fit the kind of field" / "Условие, которое не подходит к виду поля";
    POINTS_RANGE = "S215" Error "Points that cannot be given, or more wanted than there are" / "Баллы, которых не бывает, или нужно больше, чем есть";
    COLLIDING_PHRASINGS = "S216" Warning "Phrasings of two places that are too alike" / "Слишком похожие фразы в двух местах";
    ODD_PHRASING = "S217" Warning "A phrasing nobody would write" / "Фраза, которую никто не напишет";

    LOOSE_FIGURE = "S301" Error "A figure outside the facts (H8)" / "Цифра вне фактов (H8)";
    LOOSE_PROMISE = "S302" Warning "A promise outside the facts (H8)" / "Обещание вне фактов (H8)";
    UNPLAIN_DISCLOSURE = "S303" Error "An AI notice that does not plainly say so (H1)" / "Предупреждение об ИИ, которое об этом не говорит (H1)";
    CLAIMS_PERSON = "S304" Error "Words that claim to be a person (H1, H3)" / "Слова, выдающие себя за человека (H1, H3)";
    RESERVED_WORD = "S305" Error "A trigger on a reserved command (H7, H10)" / "Триггер на зарезервированную команду (H7, H10)";
    OPT_OUT_WORD = "S306" Error "A trigger on words that mean stop (H5)" / "Триггер на слова, которые значат «стоп» (H5)";
    SAFETY_TRIGGER = "S307" Error "A trigger on what is answered before any script (H2, H5, H7)" / "Триггер на то, на что отвечают раньше сценария (H2, H5, H7)";
}

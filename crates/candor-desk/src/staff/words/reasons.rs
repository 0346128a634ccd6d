//! Why a person is wanted, and for how long, in words.

use candor_core::language::Language;

/// Why a person is wanted, in words; other reasons are names of the script's triggers and shown as they are.
pub(crate) fn reason(word: &str, language: Language) -> &str {
    let (en, ru) = match word {
        "asked_for_person" => ("asked for a person", "просит человека"),
        "ready_to_buy" => ("agreed to the offer", "согласие на предложение"),
        "unclear_limit" => ("was not understood several times", "несколько раз не понято"),
        "insulted" => ("is upset", "сердится"),
        "self_harm" => ("speaks of self-harm: answer at once", "говорит, что может навредить себе: ответьте сразу"),
        "complained" => ("complains", "жалуется"),
        "guard_refused" => ("the desk had nothing it may say", "у помощника нет слов, которые можно сказать"),
        "turn_failed" => ("the desk failed to answer", "помощник не смог ответить"),
        "data_request" => ("asks about their data", "спрашивает о своих данных"),
        "desk_paused" => ("the desk is paused", "помощник приостановлен"),
        "operator_left" => ("whoever answered cannot any more", "тот, кто отвечал, больше не может"),
        other => return other,
    };
    match language {
        Language::En => en,
        Language::Ru => ru,
    }
}

/// That messages of a chat could not be answered, however often it was tried.
pub(crate) const fn trouble(language: Language) -> &'static str {
    match language {
        Language::En => {
            "Messages of a contact could not be answered, however often the desk tried. Nothing is lost; please look into it yourself (/list waiting)."
        }
        Language::Ru => {
            "На сообщения клиента не удалось ответить, сколько помощник ни пытался. Ничего не потеряно; посмотрите, пожалуйста, сами (/list ждут)."
        }
    }
}

/// So many milliseconds, as people say it.
pub(crate) fn ago(millis: i64, language: Language) -> String {
    const MINUTE: i64 = 60_000;
    let (count, en, ru) = match millis.max(0) {
        millis if millis < MINUTE => {
            return if language == Language::En { "under a minute" } else { "меньше минуты" }.to_owned();
        }
        millis if millis < 60 * MINUTE => (millis / MINUTE, "min", "мин"),
        millis if millis < 48 * 60 * MINUTE => (millis / (60 * MINUTE), "h", "ч"),
        millis => (millis / (24 * 60 * MINUTE), "days", "дн"),
    };
    format!("{count} {}", if language == Language::En { en } else { ru })
}

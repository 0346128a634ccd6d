//! The script's own numbers: fit threshold, unclear limit, the time people have to answer.

use crate::script::{
    codes,
    keywords::Key,
    model::LONGEST_ANSWER_WITHIN_MINUTES,
    problem::{Problem, both},
    reading::Reading,
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !(0.0..=1.0).contains(&reading.script.fit_threshold) {
        let reason = both("the threshold is not between 0 and 1", "порог не между 0 и 1");
        let advice = both("write a number such as 0.7, or 70%", "напишите число, например 0,7, или 70%");
        problems.push(Problem::at(reading.line_of(Key::FitThreshold), codes::THRESHOLD_RANGE, reason, advice));
    }
    if !(1..=10).contains(&reading.script.hand_over.unclear_limit) {
        let reason = both(
            "a person is called after 1 to 10 unclear messages; this contract cannot be switched off",
            "человека зовут после 1–10 непонятных сообщений; выключить это нельзя",
        );
        let advice = both("write a number from 1 to 10; 3 is usual", "напишите число от 1 до 10; обычно 3");
        problems.push(Problem::at(reading.line_of(Key::UnclearLimit), codes::UNCLEAR_RANGE, reason, advice));
    }
    if !(1..=LONGEST_ANSWER_WITHIN_MINUTES).contains(&reading.script.hand_over.answer_within_minutes) {
        let reason = both(
            "people have from 1 minute to 72 hours to answer; a contact is not left waiting without a word for longer",
            "на ответ человека отводится от 1 минуты до 72 часов; дольше клиента не оставляют ждать без единого слова",
        );
        let advice =
            both("write for instance \"15 minutes\" or \"2 hours\"", "напишите, например, «15 минут» или «2 часа»");
        problems.push(Problem::at(reading.line_of(Key::AnswerWithin), codes::ANSWER_RANGE, reason, advice));
    }
    problems
}

//! `## Hand over to a person`: when and with what words.

use super::{
    Role,
    reader::{For, Reader, entries},
    shown,
};
use crate::script::{
    codes,
    keywords::Key,
    model::HandOver,
    outline::Block,
    problem::{Problem, both},
    values,
};

/// Reads the section; what it does not say stays as it was.
pub(crate) fn read(block: &Block, rules: &mut HandOver, reader: &mut Reader) {
    if let Some(limit) = reader.number(block, Key::UnclearLimit) {
        rules.unclear_limit = limit;
    }
    if let Some(minutes) = answer_within(block, reader) {
        rules.answer_within_minutes = minutes;
    }
    if let Some(doing) = reader.one_of(block, Key::WhileWaiting, values::WHILE_WAITING) {
        rules.while_waiting = doing;
    }
    for key in [Key::UnclearLimit, Key::CallWords, Key::Hours, Key::AnswerWithin] {
        reader.lines.extend(entries(block, key).map(|entry| (key, entry.line)));
    }
    if let Some(is_on) = reader.one_of(block, Key::OnInsult, values::YES_NO) {
        rules.on_insult = is_on;
    }
    if let Some(is_on) = reader.one_of(block, Key::OnComplaint, values::YES_NO) {
        rules.on_complaint = is_on;
    }
    let say = reader.wording(block, Key::CallWords, For { role: Role::CallWords, owner: "" });
    if !say.is_empty() {
        rules.say = say;
    }
    let hours = reader.wording(block, Key::Hours, For { role: Role::Hours, owner: "" });
    if !hours.is_empty() {
        rules.hours = hours;
    }
}

fn answer_within(block: &Block, reader: &mut Reader) -> Option<u32> {
    let (written, line) = reader.value(block, Key::AnswerWithin)?;
    let found = minutes(&written);
    if found.is_none() {
        let shown = shown(&written);
        let reason = both(
            format!("\"{shown}\" is no length of time in minutes or hours"),
            format!("«{shown}» — не время в минутах или часах"),
        );
        let advice = both(
            "write a whole number and the unit, such as \"15 minutes\" or \"2 hours\"",
            "напишите целое число и единицу, например «15 минут» или «2 часа»",
        );
        reader.problems.push(Problem::at(line, codes::UNKNOWN_VALUE, reason, advice));
    }
    found
}

/// `15 minutes`, `2ч`, `hour`: how many minutes; the longest number there is for what is longer still.
fn minutes(written: &str) -> Option<u32> {
    let digits = written.chars().take_while(char::is_ascii_digit).count();
    let (number, unit) = written.split_at_checked(digits)?;
    let count: u64 = if number.is_empty() { 1 } else { number.parse().unwrap_or(u64::MAX) };
    let length = values::find(values::TIME_UNITS, unit.trim().trim_end_matches('.'))?;
    Some(u32::try_from(count.saturating_mul(u64::from(length))).unwrap_or(u32::MAX))
}

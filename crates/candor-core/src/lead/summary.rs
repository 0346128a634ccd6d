//! Who wants what, in a few lines for whoever takes over: what was told, where the talk stands, what it is worth.
//! Built from what is known, never written freely, so that it says nothing a field does not prove.

use super::{Assessment, Standing, assess};
use crate::{
    conversation::{Conversation, Told},
    language::Language,
    script::{Script, field_name, value_in_words},
};

/// A summary is no longer than this, in characters.
pub const MAX_SUMMARY_CHARS: usize = 400;

/// A value takes no more than this of a summary, in characters.
const LONGEST_VALUE: usize = 60;

/// A step's goal takes no more than this, in characters.
const LONGEST_STEP: usize = 80;

/// The standing takes no more than this, in characters.
const LONGEST_STANDING: usize = 120;

/// The summary of a conversation: the fields told with their labels, the step, the standing. At most
/// [`MAX_SUMMARY_CHARS`] characters, one line each, without control characters; the same conversation gives the same.
pub fn summary(script: &Script, conversation: &Conversation, language: Language) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(step) = step_title(script, conversation, language) {
        lines.push(match language {
            Language::En => format!("Step: {step}"),
            Language::Ru => format!("Шаг: {step}"),
        });
    }
    let standing = standing(script, &assess(script, conversation), language);
    lines.push(cut(&standing, LONGEST_STANDING));
    let taken: usize = lines.iter().map(|line| line.chars().count() + 1).sum();
    lines.insert(0, fields(script, conversation, language, MAX_SUMMARY_CHARS - taken));
    lines.join("\n")
}

/// A told value as people read it: an option by its name, a day in words, money with its sign; on one line.
pub fn told_in_words(script: &Script, field: &str, told: &Told, language: Language) -> String {
    value_in_words(script, field, told, language)
}

/// As many fields as fit, in the order of the script; the rest is counted by an ellipsis.
fn fields(script: &Script, conversation: &Conversation, language: Language, room: usize) -> String {
    const REST: &str = "; …";
    let mut text = String::new();
    for field in &script.fields {
        let Some(told) = conversation.fields.get(&field.id) else { continue };
        let name = cut(&field_name(script, &field.id, language), LONGEST_VALUE);
        let value = cut(&told_in_words(script, &field.id, told, language), LONGEST_VALUE);
        let joint = if text.is_empty() { "" } else { "; " };
        let piece = format!("{joint}{name}: {value}");
        if text.chars().count() + piece.chars().count() + REST.chars().count() > room {
            text.push_str(REST);
            return text;
        }
        text.push_str(&piece);
    }
    if text.is_empty() {
        let nothing = match language {
            Language::En => "Nothing told so far.",
            Language::Ru => "Пока ничего не сообщили.",
        };
        text.push_str(nothing);
    }
    text
}

/// What the step is for, in the owner's words; its name where these are missing.
fn step_title(script: &Script, conversation: &Conversation, language: Language) -> Option<String> {
    let id = conversation.step.as_deref()?;
    let goal = script.step(id).and_then(|step| step.goal.best(language));
    let title = goal.map_or_else(|| id.replace(['-', '_'], " "), str::to_owned);
    Some(cut(title.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.'), LONGEST_STEP))
}

fn standing(script: &Script, assessment: &Assessment, language: Language) -> String {
    let (total, of) = (assessment.total, assessment.of);
    let is_english = language == Language::En;
    match &assessment.standing {
        Standing::Qualified if is_english => format!("Qualified: {total} of {of} points"),
        Standing::Qualified => format!("Подходит: баллов {total} из {of}"),
        Standing::NotQualified { why } => {
            let why: Vec<&str> = why.iter().filter_map(|label| label.best(language)).collect();
            let word = if is_english { "Not qualified" } else { "Не подходит" };
            let points =
                if is_english { format!("{total} of {of} points") } else { format!("баллов {total} из {of}") };
            format!("{word} ({points}): {}", why.join("; "))
        }
        Standing::Open { missing } if missing.is_empty() => {
            (if is_english { "Nothing to judge by" } else { "Судить пока не по чему" }).to_owned()
        }
        Standing::Open { missing } => {
            let names: Vec<String> = missing.iter().map(|id| field_name(script, id, language)).collect();
            let word = if is_english { "Not known yet" } else { "Пока неизвестно" };
            let points =
                if is_english { format!("{total} of {of} points") } else { format!("баллов {total} из {of}") };
            format!("{word} ({points}): {}", names.join(", "))
        }
    }
}

fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(limit - 1).collect();
    cut.push('…');
    cut
}

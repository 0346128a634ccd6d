//! Which fields of the script a message tells. The field just asked takes a bare answer; any other is filled only by a
//! value that can belong to no other: a telephone number, an e-mail address, a named choice, or money, a day or a count
//! where the script has one such field and the words leave no doubt.

use std::collections::BTreeSet;

use super::{
    heard::{Ends, FoundValue, Heard, HeardKind, HearingContext, ToldField, Value},
    keywords::is_content,
    reading::read,
    topics::stems,
    values,
    words::Line,
};
use crate::script::{ChoiceOption, Field, FieldKind, Script};

/// The longest answer that is taken for a field of free text, in characters.
const LONGEST_TEXT: usize = 200;

/// What is known of a script's fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    fields: Vec<Field>,
    choices: Vec<Choice>,
    /// Stems of the script's words: things it counts.
    words: BTreeSet<String>,
}

/// One name of one option of one field.
#[derive(Clone, Debug)]
struct Choice {
    field: String,
    option: String,
    name: Vec<String>,
}

impl Fields {
    /// Learns a script's fields; `words` are the stems of its phrasings.
    pub(super) fn learn(script: &Script, words: &BTreeSet<String>) -> Self {
        let mut words = words.clone();
        for field in &script.fields {
            let texts = [&field.label, &field.ask]
                .into_iter()
                .flat_map(|wording| [wording.en.as_deref(), wording.ru.as_deref()]);
            words.extend(texts.flatten().flat_map(|text| stems(&read(text, &|_| true))));
        }
        let choices = script.fields.iter().flat_map(|field| match &field.kind {
            FieldKind::Choice { options } => options.iter().flat_map(|option| names(field, option)).collect(),
            _ => Vec::new(),
        });
        Self { choices: choices.collect(), fields: script.fields.clone(), words }
    }

    /// Every field a message tells.
    pub(super) fn told(
        &self,
        text: &str,
        lines: &[Line],
        values: &[FoundValue],
        things: &[Heard],
        is_about_script: bool,
        context: &HearingContext,
    ) -> Vec<ToldField> {
        let asks = |kinds: &[HeardKind]| things.iter().any(|heard| kinds.contains(&heard.kind));
        let asks_elsewhere = asks(&[
            HeardKind::AsksOther,
            HeardKind::AsksDate,
            HeardKind::AsksPrice,
            HeardKind::AsksPlace,
            HeardKind::AsksDiscount,
        ]) && !is_about_script;
        let asks_when = asks(&[HeardKind::AsksDate]);
        // "Вчера" tells of what was, not of what is wanted.
        let is_past = |found: &FoundValue| found.value.day().is_some_and(|day| day < context.today);
        let values: Vec<&FoundValue> =
            values.iter().filter(|found| !is_past(found) && !is_denied(text, found, lines)).collect();
        let asked = context.asked.as_deref().and_then(|id| self.fields.iter().find(|field| field.id == id));
        let mut told: Vec<ToldField> = Vec::new();
        let mut used: Vec<usize> = Vec::new();
        if let Some(field) = asked
            && let Some((answer, start)) = self.answer(field, text, lines, &values, things)
        {
            used.extend(start);
            told.push(answer);
        }
        for found in values.iter().filter(|found| !used.contains(&found.start)) {
            // "What is the weather tomorrow?" and "are you open on Sunday?" name a day and tell none.
            let is_contact = matches!(found.value, Value::Phone { .. } | Value::Email { .. });
            let is_asked_about = found.value.day().is_some() && asks_when;
            if !is_contact && (asks_elsewhere || is_asked_about) {
                continue;
            }
            let words = text.get(found.start..found.end).unwrap_or(text).to_owned();
            if let Some(field) = self.field_for(found, &told) {
                told.push(ToldField { field: field.id.clone(), value: value_for(field, &found.value), words });
            }
        }
        for (field, option, words) in self.chosen(text, lines) {
            // "Добрый день" greets, "мне" is anybody: an option is told unasked only by a word that means it.
            let is_greeting =
                things.iter().any(|heard| heard.kind == HeardKind::Greets && heard.words.contains(&words));
            let means_it = read(&words, &|_| true).iter().flat_map(Line::words).any(is_content);
            if is_greeting || !means_it {
                continue;
            }
            if !told.iter().any(|other| other.field == field) {
                told.push(ToldField { field, value: option, words });
            }
        }
        told
    }

    /// The answer to the field just asked, with the place of the value it took.
    fn answer(
        &self,
        field: &Field,
        text: &str,
        lines: &[Line],
        values: &[&FoundValue],
        things: &[Heard],
    ) -> Option<(ToldField, Option<usize>)> {
        let tell =
            |value: String, words: &str| ToldField { field: field.id.clone(), value, words: words.trim().to_owned() };
        if let FieldKind::Choice { .. } = field.kind {
            let (_, option, words) = self.chosen(text, lines).into_iter().find(|(id, _, _)| *id == field.id)?;
            return Some((tell(option, &words), None));
        }
        if let Some(found) = values.iter().find(|found| fits(&field.kind, &found.value)) {
            let words = text.get(found.start..found.end).unwrap_or(text);
            return Some((tell(value_for(field, &found.value), words), Some(found.start)));
        }
        if lines.iter().flat_map(|line| &line.sentences).any(|sentence| sentence.is_question) {
            return None;
        }
        let is_short = text.chars().count() <= 40;
        match field.kind {
            FieldKind::Quantity if is_short => {
                let thousandths = values::bare_number(text)?;
                let value = Value::Quantity { thousandths, unit: None };
                Some((tell(value.normal_form(), text), None))
            }
            FieldKind::Money if is_short => {
                let thousandths = values::bare_number(text)?;
                let cents = thousandths / 10;
                let value = Value::Money { cents, up_to_cents: cents, currency: None, ends: Ends::Both };
                Some((tell(value.normal_form(), text), None))
            }
            FieldKind::Phone if is_short => Some((tell(values::bare_phone(text)?, text), None)),
            FieldKind::Text => free_text(text, lines, things).map(|words| (tell(words.clone(), &words), None)),
            _ => None,
        }
    }

    /// The one field a value can belong to though it was not asked.
    fn field_for(&self, found: &FoundValue, told: &[ToldField]) -> Option<&Field> {
        let mut fitting = self.fields.iter().filter(|field| fits(&field.kind, &found.value));
        let field = fitting.next()?;
        let is_only = fitting.next().is_none();
        let is_plain = match &found.value {
            Value::Phone { .. } | Value::Email { .. } => true,
            Value::Money { currency, .. } => is_only && currency.is_some(),
            Value::Date { .. } | Value::Time(_) => is_only,
            Value::Quantity { unit, .. } => {
                is_only
                    && unit
                        .as_deref()
                        .is_some_and(|unit| stems(&read(unit, &|_| true)).iter().any(|stem| self.words.contains(stem)))
            }
            Value::Percent { .. } | Value::Duration { .. } | Value::Number { .. } | Value::Name { .. } => false,
        };
        (is_plain && !told.iter().any(|other| other.field == field.id)).then_some(field)
    }

    /// The options named in a message: (field, option, words).
    fn chosen(&self, text: &str, lines: &[Line]) -> Vec<(String, String, String)> {
        let words: Vec<&super::words::Word> = lines.iter().flat_map(Line::words).collect();
        let mut chosen: Vec<(String, String, String, usize)> = Vec::new();
        for choice in &self.choices {
            let place = words
                .windows(choice.name.len().max(1))
                .find(|window| !choice.name.is_empty() && window.iter().map(|word| &word.stem).eq(choice.name.iter()));
            let Some((first, last)) = place.and_then(|window| Some((window.first()?, window.last()?))) else {
                continue;
            };
            let said = text.get(first.start..last.end).unwrap_or(text).to_owned();
            match chosen.iter_mut().find(|(field, ..)| *field == choice.field) {
                // The longer name wins: "взрослый английский" over "английский".
                Some(before) if before.3 >= choice.name.len() => {}
                Some(before) => *before = (choice.field.clone(), choice.option.clone(), said, choice.name.len()),
                None => chosen.push((choice.field.clone(), choice.option.clone(), said, choice.name.len())),
            }
        }
        chosen.into_iter().map(|(field, option, words, _)| (field, option, words)).collect()
    }
}

/// Whether a value is told only to be denied: "не сегодня", "not Friday", "не 15, а 20".
fn is_denied(text: &str, found: &FoundValue, lines: &[Line]) -> bool {
    let before: Vec<&super::words::Word> =
        lines.iter().flat_map(Line::words).take_while(|word| word.end <= found.start).collect();
    let near = before.iter().rev().take(2).take_while(|word| {
        text.get(word.end..found.start).is_some_and(|between| !between.contains([',', '.', '!', '?', '\n']))
    });
    near.into_iter()
        .any(|word| matches!(word.text.as_str(), "не" | "not" | "ни" | "except" | "кроме" | "isnt" | "dont"))
}

fn names(field: &Field, option: &ChoiceOption) -> Vec<Choice> {
    let name =
        |name: &str| Choice { field: field.id.clone(), option: option.id.clone(), name: stems(&read(name, &|_| true)) };
    option.named.all().map(name).filter(|choice| !choice.name.is_empty()).collect()
}

pub(super) fn fits(kind: &FieldKind, value: &Value) -> bool {
    matches!(
        (kind, value),
        (FieldKind::Money, Value::Money { .. })
            | (FieldKind::Phone, Value::Phone { .. })
            | (FieldKind::Email, Value::Email { .. })
            | (FieldKind::Quantity, Value::Quantity { .. })
    ) || (*kind == FieldKind::Date && value.day().is_some())
}

/// A count is kept without its unit: the field says what is counted.
pub(super) fn value_for(field: &Field, value: &Value) -> String {
    match (&field.kind, value) {
        (FieldKind::Quantity, Value::Quantity { thousandths, .. }) => {
            Value::Quantity { thousandths: *thousandths, unit: None }.normal_form()
        }
        _ => value.normal_form(),
    }
}

/// An answer in free words, unless it answers nothing: a question, a refusal, a wish for a person or for silence.
fn free_text(text: &str, lines: &[Line], things: &[Heard]) -> Option<String> {
    let answers_nothing = |kind| {
        matches!(
            kind,
            HeardKind::Refuses
                | HeardKind::AsksPrice
                | HeardKind::AsksDate
                | HeardKind::AsksTerms
                | HeardKind::AsksPlace
                | HeardKind::AsksGuarantee
                | HeardKind::AsksDiscount
                | HeardKind::ThreatensSelfHarm
                | HeardKind::Injects
                | HeardKind::AsksForPerson
                | HeardKind::AsksIfBot
                | HeardKind::OptsOut
                | HeardKind::Postpones
                | HeardKind::Insults
                | HeardKind::Objects
                | HeardKind::Thanks
        )
    };
    if things.iter().any(|heard| answers_nothing(heard.kind)) {
        return None;
    }
    let words = text.trim();
    let has_words = lines.iter().any(|line| line.words().next().is_some());
    let is_only_a_nod = things.iter().all(|heard| matches!(heard.kind, HeardKind::Greets | HeardKind::Agrees))
        && lines.iter().flat_map(Line::words).nth(1).is_none();
    let is_plain = things.iter().all(|heard| heard.kind != HeardKind::AsksOther) && !is_only_a_nod;
    (has_words && is_plain && words.chars().count() <= LONGEST_TEXT).then(|| words.to_owned())
}

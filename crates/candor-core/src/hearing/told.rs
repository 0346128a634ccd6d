//! Which fields of the script a message tells. The field just asked takes a bare answer; any other is filled only by a
//! value that can belong to no other: a telephone number, an e-mail address, a named choice, or money, a day or a count
//! where the script has one such field and the words leave no doubt; a street where the script asks for one address.

use std::collections::BTreeSet;

use super::{
    free::{LONGEST_NAME, text_told},
    heard::{Ends, FoundValue, Heard, HeardKind, HearingContext, ToldField, Value},
    keywords::is_content,
    reading::read,
    street::streets,
    topics::stems,
    values,
    words::{Line, Word},
};
use crate::script::{ChoiceOption, FactKind, Field, FieldKind, Script};

/// Words between the name of a sum and the sum: "budget is about 3000".
const LEADS_TO_SUM: &str = "is of about around up to at most roughly approximately was до около примерно это максимум не больше где то порядка";

/// A message and what was found in it.
#[derive(Clone, Copy)]
pub(super) struct Message<'a> {
    pub(super) text: &'a str,
    pub(super) lines: &'a [Line],
    pub(super) values: &'a [FoundValue],
    pub(super) things: &'a [Heard],
}

/// What a message tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Values by field, the one asked for first.
    pub(super) fields: Vec<ToldField>,
    /// Whether the field asked for took a bare word, of which heads know nothing.
    pub(super) is_bare: bool,
    /// Whether a sum is told with the name of its field.
    pub(super) is_named_sum: bool,
}

/// What the field just asked takes.
struct Answer {
    told: ToldField,
    /// The place of the value it took.
    start: Option<usize>,
    is_bare: bool,
}

/// What is known of a script's fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    fields: Vec<Field>,
    /// Of each field the stems of the words of its name.
    labels: Vec<Vec<String>>,
    /// The place of the one field that asks for an address.
    address: Option<usize>,
    choices: Vec<Choice>,
    /// Stems of the script's words: things it counts.
    words: BTreeSet<String>,
    /// Stems of what the script says of its own places.
    places: BTreeSet<String>,
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
        let places = script.facts.iter().filter(|fact| fact.kind == FactKind::Place);
        let says = places.flat_map(|fact| [fact.says.en.as_deref(), fact.says.ru.as_deref()]);
        let places = says.flatten().flat_map(|text| stems(&read(text, &|_| true))).collect();
        let labels = script.fields.iter().map(label_stems).collect();
        let mut addresses = (0..).zip(&script.fields).filter(|(_, field)| asks_address(field)).map(|(place, _)| place);
        let address = addresses.next().filter(|_| addresses.next().is_none());
        Self { choices: choices.collect(), fields: script.fields.clone(), labels, address, words, places }
    }

    /// Every field a message tells.
    pub(super) fn told(&self, message: &Message<'_>, is_about_script: bool, context: &HearingContext) -> Told {
        let Message { text, lines, values, things } = *message;
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
        let words: Vec<&Word> = lines.iter().flat_map(Line::words).collect();
        let values: Vec<&FoundValue> =
            values.iter().filter(|found| !is_past(found) && !is_denied(text, found, &words)).collect();
        let asked = context.asked.as_deref().and_then(|id| self.fields.iter().find(|field| field.id == id));
        let named = self.named(text, &words, &values, asked);
        let mut told = Told::default();
        let mut used: Vec<usize> = Vec::new();
        if let Some(field) = asked
            && let Some(answer) = self.answer(field, message, &values, &named)
        {
            used.extend(answer.start);
            told.is_bare = answer.is_bare;
            told.fields.push(answer.told);
        }
        for found in values.iter().filter(|found| !used.contains(&found.start)) {
            // "What is the weather tomorrow?" and "are you open on Sunday?" name a day and tell none.
            let is_contact = matches!(found.value, Value::Phone { .. } | Value::Email { .. });
            let is_asked_about = found.value.day().is_some() && asks_when;
            if !is_contact && (asks_elsewhere || is_asked_about) {
                continue;
            }
            let said = text.get(found.start..found.end).unwrap_or(text).to_owned();
            let of_name = named.iter().find(|(field, other, _)| other.start == found.start && !told.tells(&field.id));
            if let Some((field, _, value)) = of_name {
                told.is_named_sum |= field.kind == FieldKind::Money;
                told.fields.push(ToldField { field: field.id.clone(), value: value.clone(), words: said });
                continue;
            }
            let is_offered = is_offered(found, &words);
            if let Some(field) = self.field_for(found, is_offered, &told.fields) {
                let value = value_for(field, &found.value);
                told.fields.push(ToldField { field: field.id.clone(), value, words: said });
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
            if !told.tells(&field) {
                told.fields.push(ToldField { field, value: option, words });
            }
        }
        if let Some(address) = self.address(text, lines, &values).filter(|address| !told.holds(address)) {
            told.fields.push(address);
        }
        told
    }

    /// The one address told in passing, where the script asks for one. Not a place of the business's own, nor what is another
    /// value or a word of the script's: "to Friday 5".
    fn address(&self, text: &str, lines: &[Line], values: &[&FoundValue]) -> Option<ToldField> {
        let field = self.fields.get(self.address?)?;
        let mut streets = streets(text, lines).into_iter();
        let street = streets.next().filter(|_| streets.next().is_none())?;
        // The number of the house may be read as an hour ("to 5") or a count ("5 Lenin"): its name as nothing else.
        let is_other = |found: &&&FoundValue| {
            if matches!(found.value, Value::Number { .. } | Value::Quantity { .. }) {
                return false;
            }
            let shared = text.get(found.start.max(street.place.start)..found.end.min(street.place.end));
            shared.is_some_and(|shared| shared.chars().any(char::is_alphabetic))
        };
        let is_known = |stem: &String| self.places.contains(stem) || self.words.contains(stem);
        let is_plain = !values.iter().any(|found| is_other(&found)) && !street.stems.iter().any(is_known);
        let words = text.get(street.place).filter(|_| is_plain)?.to_owned();
        Some(ToldField { field: field.id.clone(), value: words.clone(), words })
    }

    /// Values that stand behind the name of another field than the one asked: "my budget is 3000".
    fn named<'a>(
        &'a self,
        text: &str,
        words: &[&Word],
        values: &[&'a FoundValue],
        asked: Option<&Field>,
    ) -> Vec<(&'a Field, &'a FoundValue, String)> {
        const FARTHEST: usize = 3;
        let others = self.fields.iter().zip(&self.labels);
        let others: Vec<(&Field, &Vec<String>)> =
            others.filter(|(field, _)| asked.is_none_or(|asked| asked.id != field.id)).collect();
        let mut named: Vec<(&Field, &FoundValue, String)> = Vec::new();
        for found in values {
            let near = before(found, words).iter().rev().take(FARTHEST).filter(|word| {
                text.get(word.end..found.start)
                    .is_some_and(|between| !between.contains([',', ';', '.', '!', '?', '\n']))
            });
            let near: Vec<&&Word> = near.collect();
            let is_named = |(field, stems): &&(&Field, &Vec<String>)| {
                let name = near.iter().position(|word| stems.contains(&word.stem));
                // "Бюджет на 15 человек" tells no sum: between the name and the sum stand only words that measure it.
                let leads = |word: &&&Word| LEADS_TO_SUM.split(' ').any(|lead| lead == word.text);
                name.is_some_and(|at| field.kind != FieldKind::Money || near.iter().take(at).all(leads))
            };
            let named_here = others.iter().filter(is_named);
            let value =
                named_here.map(|(field, _)| *field).find_map(|field| Some((field, named_value(field, &found.value)?)));
            if let Some((field, value)) = value {
                named.push((field, found, value));
            }
        }
        named
    }

    /// The answer to the field just asked.
    fn answer(
        &self,
        field: &Field,
        message: &Message<'_>,
        values: &[&FoundValue],
        named: &[(&Field, &FoundValue, String)],
    ) -> Option<Answer> {
        let Message { text, lines, things, values: all } = *message;
        let tell = |value: String, words: &str, start: Option<usize>| {
            let told = ToldField { field: field.id.clone(), value, words: words.trim().to_owned() };
            Answer { told, start, is_bare: false }
        };
        if let FieldKind::Choice { .. } = field.kind {
            let (_, option, words) = self.chosen(text, lines).into_iter().find(|(id, _, _)| *id == field.id)?;
            return Some(tell(option, &words, None));
        }
        let is_other = |found: &FoundValue| named.iter().any(|(_, other, _)| other.start == found.start);
        if let Some(found) = values.iter().find(|found| fits(&field.kind, &found.value) && !is_other(found)) {
            let words = text.get(found.start..found.end).unwrap_or(text);
            return Some(tell(value_for(field, &found.value), words, Some(found.start)));
        }
        if lines.iter().flat_map(|line| &line.sentences).any(|sentence| sentence.is_question) {
            return None;
        }
        // A number that belongs to another field is not the one asked for.
        let is_short = text.chars().count() <= 40 && named.is_empty();
        match field.kind {
            FieldKind::Quantity if is_short => {
                let thousandths = values::number_for(text, all, |words| is_asked_in(field, words))?;
                let value = Value::Quantity { thousandths, unit: None };
                Some(tell(value.normal_form(), text, None))
            }
            FieldKind::Money if is_short => {
                let value = sum(values::number_for(text, all, |_| false)?);
                Some(tell(value.normal_form(), text, None))
            }
            FieldKind::Phone if is_short => Some(tell(values::bare_phone(text)?, text, None)),
            FieldKind::Text => {
                if let Some(found) = values.iter().find(|found| matches!(found.value, Value::Name { .. }))
                    && asks_name(field)
                {
                    let words = text.get(found.start..found.end).unwrap_or(text);
                    // "Меня зовут Айгуль" is as bare as the name.
                    let is_bare = lines.iter().flat_map(Line::words).nth(LONGEST_NAME).is_none();
                    return Some(Answer { is_bare, ..tell(words.to_owned(), words, Some(found.start)) });
                }
                let (words, is_bare) = text_told(field, text, lines, values, named, things)?;
                Some(Answer { is_bare, ..tell(words.clone(), &words, None) })
            }
            _ => None,
        }
    }

    /// The one field a value can belong to though it was not asked.
    fn field_for(&self, found: &FoundValue, is_offered: bool, told: &[ToldField]) -> Option<&Field> {
        let is_name = |field: &Field| matches!(found.value, Value::Name { .. }) && asks_name(field);
        let mut fitting = self.fields.iter().filter(|field| fits(&field.kind, &found.value) || is_name(field));
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
            Value::Name { .. } => is_only && is_offered,
            Value::Percent { .. } | Value::Duration { .. } | Value::Number { .. } => false,
        };
        (is_plain && !told.iter().any(|other| other.field == field.id)).then_some(field)
    }

    /// The options named in a message: (field, option, words).
    fn chosen(&self, text: &str, lines: &[Line]) -> Vec<(String, String, String)> {
        let words: Vec<&Word> = lines.iter().flat_map(Line::words).collect();
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

impl Told {
    fn tells(&self, field: &str) -> bool {
        self.fields.iter().any(|told| told.field == field)
    }

    /// Whether a field is told already, or its words stand in another's.
    fn holds(&self, told: &ToldField) -> bool {
        self.tells(&told.field) || self.fields.iter().any(|other| other.value.contains(&told.value))
    }
}

/// Whether a field of text asks for a name.
pub(super) fn asks_name(field: &Field) -> bool {
    let is_name = |word: &str| matches!(word, "name" | "names" | "имя" | "имени" | "фио");
    let labels = [field.label.en.as_deref(), field.label.ru.as_deref()].into_iter().flatten();
    let says_so = labels.flat_map(words_of).chain(words_of(&field.id)).any(|word| is_name(&word));
    field.kind == FieldKind::Text && says_so
}

/// Whether a field of text asks for an address.
fn asks_address(field: &Field) -> bool {
    let is_address = |word: &str| matches!(word, "address" | "адрес" | "адреса");
    let labels = [field.label.en.as_deref(), field.label.ru.as_deref()].into_iter().flatten();
    let says_so = labels.flat_map(words_of).chain(words_of(&field.id)).any(|word| is_address(&word));
    field.kind == FieldKind::Text && says_so
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|ch: char| !ch.is_alphanumeric()).map(str::to_lowercase).collect()
}

/// Stems of the words of a field's name.
pub(super) fn label_stems(field: &Field) -> Vec<String> {
    let labels = [field.label.en.as_deref(), field.label.ru.as_deref()].into_iter().flatten();
    let lines: Vec<Line> = labels.flat_map(|label| read(label, &|_| true)).collect();
    lines.iter().flat_map(Line::words).filter(|word| is_content(word)).map(|word| word.stem.clone()).collect()
}

/// A value behind a field's name in that field's form, if it can be one.
fn named_value(field: &Field, value: &Value) -> Option<String> {
    match (&field.kind, value) {
        (FieldKind::Money, Value::Number { thousandths } | Value::Quantity { thousandths, unit: None }) => {
            Some(sum(*thousandths).normal_form())
        }
        // What is counted stands behind the count: "roses up to 30 cm" counts no roses.
        (FieldKind::Quantity, _) => None,
        (kind, value) if fits(kind, value) => Some(value_for(field, value)),
        _ => None,
    }
}

/// An amount without a currency.
fn sum(thousandths: i64) -> Value {
    let cents = thousandths / 10;
    Value::Money { cents, up_to_cents: cents, currency: None, ends: Ends::Both }
}

/// The words before a value; those of a text stand in its order.
fn before<'a>(found: &FoundValue, words: &'a [&'a Word]) -> &'a [&'a Word] {
    words.get(..words.partition_point(|word| word.end <= found.start)).unwrap_or_default()
}

/// Whether words say a unit that a field's name or question says too.
pub(super) fn is_asked_in(field: &Field, words: &str) -> bool {
    let asked = [&field.label, &field.ask].into_iter().flat_map(|wording| [&wording.en, &wording.ru]).flatten();
    let asked: Vec<String> = asked.flat_map(|text| stems(&read(text, &|_| true))).collect();
    read(words, &|_| true).iter().flat_map(Line::words).any(|word| is_content(word) && asked.contains(&word.stem))
}

/// Whether a name is offered in as many words: "name Maria", "меня зовут Анна". "Это Москва" offers none.
pub(super) fn is_offered(found: &FoundValue, words: &[&Word]) -> bool {
    before(found, words)
        .iter()
        .rev()
        .take(2)
        .any(|word| matches!(word.text.as_str(), "name" | "names" | "called" | "зовут" | "звать" | "имя"))
}

/// Whether a value is told only to be denied: "не сегодня", "not Friday", "не 15, а 20".
fn is_denied(text: &str, found: &FoundValue, words: &[&Word]) -> bool {
    let near = before(found, words).iter().rev().take(2).take_while(|word| {
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

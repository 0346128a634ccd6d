#![allow(clippy::unwrap_used)]
use super::*;
use crate::{hearing::figures, moment::Moment, script::parse};

const FLOWERS: &str = "name: flowers
business: The Peony Room
business ru: Пионовая комната
languages: en, ru
time zone: Europe/Moscow

## Facts

### card
kind: term
says: A card with your words is free; up to 200 characters fit on it.
says ru: Открытка с вашими словами бесплатна, до 200 знаков.
about: card

### hours
kind: date
says: The shop is open every day from 9:00 to 21:00.
says ru: Магазин открыт с 9:00 до 21:00.
about: hours

## What to find out

### name
kind: text
ask: What is your name?
ask ru: Как вас зовут?

### day
kind: date
ask: What day?
ask ru: На какой день?

### budget
kind: money
ask: What budget?
ask ru: Какой бюджет?

### occasion
kind: choice
ask: What occasion?
ask ru: Какой повод?
options:
- wedding: Wedding; getting married
- other: Other
options ru:
- wedding: Свадьба
- other: Другое

## Steps

### order
say: Tell me about it.
say ru: Расскажите.
find out: name, day, budget, occasion
outcome: hand over
";

fn told(values: &[(&str, &str)]) -> BTreeMap<String, Told> {
    let told =
        |value: &str| Told { value: value.to_owned(), words: value.to_owned(), at: Moment::from_millis(0), by: None };
    values.iter().map(|(field, value)| ((*field).to_owned(), told(value))).collect()
}

fn flowers() -> Script {
    parse(FLOWERS).0.unwrap()
}

fn said(text: &str, values: &[(&str, &str)]) -> String {
    render(&flowers(), text, Language::En, &told(values)).text
}

#[test]
fn facts_and_told_values_are_put_in_and_facts_are_named() {
    let text = "Thank you, {name}. {card} Shall we go on?";
    let rendered = render(&flowers(), text, Language::En, &told(&[("name", "Ann")]));
    assert_eq!(
        rendered.text,
        "Thank you, Ann. A card with your words is free; up to 200 characters fit on it. Shall we go on?"
    );
    assert_eq!(rendered.facts_used, ["card"]);
}

#[test]
fn values_are_never_looked_at_again() {
    assert_eq!(said("Thank you, {name}.", &[("name", "{card} {phone}")]), "Thank you, {card} {phone}.");
}

#[test]
fn a_sentence_without_its_value_is_left_out() {
    assert_eq!(said("Good. We come on {day}. Shall I note it?", &[]), "Good. Shall I note it?");
    assert_eq!(said("We come on {day}.", &[]), "");
    assert_eq!(said("{name}, good to see you!\nWhat next?", &[]), "What next?");
    assert_eq!(said("Hello {nobody}. {card}", &[]), "A card with your words is free; up to 200 characters fit on it.");
}

#[test]
fn a_fact_stays_when_the_sentence_before_or_after_it_goes() {
    let fact = "The shop is open every day from 9:00 to 21:00.";
    assert_eq!(said("On {day} too. {hours} Until then, {name}.", &[]), fact);
    assert_eq!(said("{hours} Yes.", &[]), format!("{fact} Yes."));
    assert_eq!(said("{day} {hours}", &[("day", "later")]), format!("later {fact}"));
}

#[test]
fn lines_and_paragraphs_stay_as_written() {
    assert_eq!(
        said("One.\n\nTwo: {hours}\nThree.", &[]),
        "One.\n\nTwo: The shop is open every day from 9:00 to 21:00.\nThree."
    );
}

#[test]
fn values_are_said_as_people_say_them() {
    let text = "{occasion}; {day}; {budget}";
    let values = [("occasion", "wedding"), ("day", "2026-12-05T15:00"), ("budget", "5000.00 RUB")];
    assert_eq!(said(text, &values), "Wedding; 5 December, 15:00; 5000 ₽");
    let russian = render(&flowers(), text, Language::Ru, &told(&values));
    assert_eq!(russian.text, "Свадьба; 5 декабря, 15:00; 5000 ₽");
}

#[test]
fn figures_said_back_agree_with_the_value_told() {
    for (field, value) in [
        ("day", "2026-12-05"),
        ("day", "2026-12-05T15:00"),
        ("budget", "5000.00 RUB"),
        ("budget", "3000.00-5000.00 RUB"),
    ] {
        let known = figures(value);
        for figure in figures(&said(&format!("{{{field}}}"), &[(field, value)])) {
            assert!(known.iter().any(|known| known.agrees_with(&figure)), "{value}: {figure:?} not in {known:?}");
        }
    }
}

#[test]
fn long_or_many_lined_values_are_tamed() {
    let name = format!("Ann\n\n\u{202e}{}", "x".repeat(500));
    let text = said("{name}", &[("name", &name)]);
    assert_eq!(text.chars().count(), value::LONGEST);
    assert!(text.starts_with("Ann x") && text.ends_with('…'));
}

#[test]
fn the_name_of_the_business_can_be_said() {
    assert_eq!(said("Welcome to {business}.", &[]), "Welcome to The Peony Room.");
}

#[test]
fn a_fact_inside_a_sentence_loses_its_own_full_stop() {
    let fact = "The shop is open every day from 9:00 to 21:00";
    assert_eq!(said("Come by: {hours}.", &[]), format!("Come by: {fact}."));
    assert_eq!(said("{hours}, so take your time.", &[]), format!("{fact}, so take your time."));
}

//! Words that went with buttons, for whoever sends them without: "or tap the occasion below" is left out.

/// Asks to touch something.
const ACTS: [&str; 16] = [
    "tap",
    "press",
    "click",
    "choose",
    "pick",
    "select",
    "use",
    "нажмите",
    "нажми",
    "жмите",
    "выберите",
    "выбирайте",
    "выбери",
    "кликните",
    "коснитесь",
    "воспользуйтесь",
];

/// Where it is; what follows tells whether it is that: "below 3,000" is a sum.
const BELOW: [&str; 3] = ["below", "ниже", "внизу"];

/// The text without the sentences that ask to use buttons; all of it where nothing else is said.
pub fn buttonless(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(kept).collect();
    let mut left = String::new();
    for (line, before) in lines.iter().zip(text.lines()) {
        // A line of which nothing is left goes whole; one that parted paragraphs stays.
        if line.is_empty() && !before.trim().is_empty() {
            continue;
        }
        left.push_str(line);
        left.push('\n');
    }
    let left = left.trim();
    if left.chars().any(char::is_alphanumeric) { left.to_owned() } else { text.to_owned() }
}

fn kept(line: &str) -> String {
    let kept: Vec<&str> = sentences(line).into_iter().filter(|sentence| !asks_for_button(sentence)).collect();
    kept.concat().trim_end().to_owned()
}

/// A line in sentences, each with the blanks behind it.
fn sentences(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut is_ended) = (0, false);
    for (at, sign) in line.char_indices() {
        if is_ended && !sign.is_whitespace() && !is_end(sign) {
            found.extend(line.get(from..at));
            (from, is_ended) = (at, false);
        }
        let has_blank = |at: usize| {
            line.get(at + sign.len_utf8()..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\u{a0}', '.', '!', '?', '…']))
        };
        is_ended = is_ended || is_end(sign) && has_blank(at);
    }
    found.extend(line.get(from..));
    found
}

const fn is_end(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | '…')
}

fn asks_for_button(sentence: &str) -> bool {
    let words: Vec<String> = sentence
        .split(|sign: char| !sign.is_alphanumeric() && sign != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let acts = words.iter().any(|word| ACTS.contains(&word.as_str()));
    let is_figure = |word: &String| word.chars().any(char::is_numeric) || word == "чем" || word == "the" || word == "a";
    let points = words.iter().enumerate().any(|(at, word)| {
        let is_button = word == "button" || word == "buttons" || word.starts_with("кнопк") || word == "кнопок";
        is_button || BELOW.contains(&word.as_str()) && !words.get(at + 1).is_some_and(is_figure)
    });
    acts && points
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_only_asks_to_use_a_button_is_left_out() {
        for (text, left) in [
            (
                "Tell me who the flowers are for, and I'll suggest a bouquet. Or tap the occasion below.",
                "Tell me who the flowers are for, and I'll suggest a bouquet.",
            ),
            ("Расскажите, для кого цветы. Или выберите повод ниже.", "Расскажите, для кого цветы."),
            (
                "Roses are 2.900 ₽. Press the button to order!\n\nShall we go on?",
                "Roses are 2.900 ₽.\n\nShall we go on?",
            ),
            ("Нажмите кнопку.\nИли напишите мне.", "Или напишите мне."),
            ("Choose any bouquet below 3,000 ₽.", "Choose any bouquet below 3,000 ₽."),
            ("Выберите букет, цена ниже 3000 ₽.", "Выберите букет, цена ниже 3000 ₽."),
            ("Tap below.", "Tap below."),
            ("Delivery is free below.", "Delivery is free below."),
            ("", ""),
        ] {
            assert_eq!(buttonless(text), left, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_added_and_something_is_left(text in "((tap|below|ниже|кнопку|нажмите|roses|5|\\.|!|\n|\\?) ?){0,12}") {
            let left = buttonless(&text);
            prop_assert!(left.len() <= text.len());
            prop_assert_eq!(left.chars().any(char::is_alphanumeric), text.chars().any(char::is_alphanumeric));
            prop_assert_eq!(&buttonless(&left), &left);
        }
    }
}

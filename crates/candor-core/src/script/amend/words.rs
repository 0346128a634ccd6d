//! Words of others made fit to stand in a script: a phrasing on one line, an answer that cannot be taken for anything else,
//! a name of plain letters.

use crate::{
    hearing::{is_invisible, normalised},
    script::{
        Script,
        checks::phrasings::SIGNS,
        outline::{is_space, trim},
        placeholder::with_plain_ids,
    },
};

/// A name is no longer, in characters.
const LONGEST_NAME: usize = 24;

/// A phrasing as one line without the signs nobody writes, placeholders and notes among them; `None` if no word is left.
pub(super) fn phrasing(words: &str) -> Option<String> {
    let is_dropped = |sign: char| SIGNS.contains(&sign) || is_gap(sign);
    let plain: Vec<&str> = words.split(is_dropped).filter(|part| !part.is_empty()).collect();
    let plain: String = plain.join(" ").chars().filter(|sign| !is_invisible(*sign)).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!normalised(&plain).is_empty()).then_some(plain)
}

/// An answer line by line, as the script's reader will have it; empty if it says nothing.
pub(super) fn answer(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.chars().filter(|sign| *sign == '\n' || !sign.is_control() || sign.is_whitespace());
    let lines: Vec<String> = text.collect::<String>().split('\n').map(|line| trim(line).to_owned()).collect();
    let text = with_plain_ids(trim(&lines.join("\n")));
    if text.is_empty() { Vec::new() } else { text.split('\n').map(|line| trim(line).to_owned()).collect() }
}

/// Small Latin letters, digits and hyphens, and no name of the script's.
pub(super) fn name(words: &str, script: &Script) -> String {
    plain_name(words, "question", |name| has_name(script, name))
}

/// Small Latin letters, digits and hyphens, and no name that is taken. Where no letter is left of the words, the other ones
/// are the name.
pub(in crate::script) fn plain_name(words: &str, otherwise: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain = normalised(words);
    let all: Vec<String> = plain.split(' ').map(in_latin).filter(|word| !word.is_empty()).collect();
    let long: Vec<&String> = all.iter().filter(|word| word.len() > 2).collect();
    let told = if long.is_empty() { all.iter().collect() } else { long };
    let mut name = String::new();
    for word in told {
        let length = name.len() + word.len() + usize::from(!name.is_empty());
        if length > LONGEST_NAME {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    if name.is_empty() {
        otherwise.clone_into(&mut name);
    }
    if !is_taken(&name) {
        return name;
    }
    // More names than these no script can have: it has fewer headings.
    let numbered = (2..=crate::script::MAX_HEADINGS + 2).map(|number| format!("{name}-{number}"));
    numbered.into_iter().find(|name| !is_taken(name)).unwrap_or(name)
}

fn has_name(script: &Script, name: &str) -> bool {
    let questions = script.questions.iter().map(|question| &question.id);
    let steps = script.steps.iter().map(|step| &step.id);
    let facts = script.facts.iter().map(|fact| &fact.id);
    let fields = script.fields.iter().map(|field| &field.id);
    let triggers = script.triggers.iter().map(|trigger| &trigger.id);
    questions.chain(steps).chain(facts).chain(fields).chain(triggers).any(|known| known == name)
}

/// Whether nothing of it can be seen on one line.
fn is_gap(sign: char) -> bool {
    is_space(sign) || sign.is_control()
}

/// A word in Latin letters; what has none is left out.
fn in_latin(word: &str) -> String {
    let mut latin = String::new();
    for letter in word.chars() {
        match letter {
            'a'..='z' | '0'..='9' => latin.push(letter),
            _ => latin.push_str(LETTERS.iter().find(|(russian, _)| *russian == letter).map_or("", |(_, latin)| latin)),
        }
    }
    latin
}

#[rustfmt::skip]
const LETTERS: [(char, &str); 31] = [
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('д', "d"), ('е', "e"), ('ж', "zh"), ('з', "z"), ('и', "i"),
    ('й', "y"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"), ('п', "p"), ('р', "r"), ('с', "s"),
    ('т', "t"), ('у', "u"), ('ф', "f"), ('х', "kh"), ('ц', "ts"), ('ч', "ch"), ('ш', "sh"), ('щ', "sch"), ('ы', "y"),
    ('э', "e"), ('ю', "yu"), ('я', "ya"), ('ё', "e"),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::script::{parse, samples};

    #[test]
    fn a_phrasing_is_one_line_without_signs_of_the_grammar() {
        assert_eq!(phrasing("  can I\r\nbring <!-- my -->\tdog? ").as_deref(), Some("can I bring !-- my -- dog?"));
        assert_eq!(phrasing("{price} of * roses…").as_deref(), Some("price of roses"));
        assert_eq!(phrasing("say: # hello").as_deref(), Some("say: # hello"));
        assert_eq!(phrasing("\u{202e}so\u{200b}sure").as_deref(), Some("so sure"));
        for text in ["", " \n ", "…", "{}", "---", "?!"] {
            assert_eq!(phrasing(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_answer_keeps_its_lines_and_the_names_in_braces() {
        assert_eq!(answer("\n Yes. \r\n\r\n{ Price of Roses } is it.\n"), ["Yes.", "", "{price-of-roses} is it."]);
        assert!(answer(" \n\u{200b} ").is_empty());
    }

    #[test]
    fn a_name_is_made_of_the_words_and_belongs_to_nothing_else() {
        let script = parse(samples::SMALL).0.unwrap();
        assert_eq!(name("А можно прийти с собакой?", &script), "mozhno-priyti-sobakoy");
        assert_eq!(name("Can I bring my own nib holder", &script), "can-bring-own-nib-holder");
        assert_eq!(name("When start", &script), "when-start-2");
        assert_eq!(name("hello", &script), "hello-2");
        assert_eq!(name("???", &script), "question");
        assert_eq!(name("я и ты", &script), "ya-i-ty");
        assert!(name(&"длинноеслово ".repeat(20), &script).len() <= LONGEST_NAME);
    }
}

//! What contacts read exists in every language of the script; nothing is written in a language it does not list.

use crate::{
    language::{Language, Wording},
    script::{
        codes,
        keywords::Key,
        model::{FieldKind, Script},
        problem::{Problem, both},
        reading::Reading,
    },
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let script = &reading.script;
    let mut problems = Vec::new();
    for (line, what, wording) in wordings(reading) {
        let missing = |language: &&Language| wording.in_language(**language).is_none();
        // A text with no language at all is reported as missing where it is read.
        if wording.is_empty() {
            continue;
        }
        for language in script.languages.iter().filter(missing) {
            problems.push(missing_text(line, &what, *language));
        }
    }
    problems.extend(options(script));
    for language in Language::ALL.into_iter().filter(|language| !script.languages.contains(language)) {
        if let Some(said) = reading.texts.iter().find(|said| said.language == language) {
            problems.push(undeclared(said.line, language));
        }
    }
    problems
}

/// Everything contacts read that must exist in each language, with its line and name.
fn wordings(reading: &Reading) -> Vec<(usize, String, &Wording)> {
    let script = &reading.script;
    let facts = script.facts.iter().map(|fact| (fact.line, fact.id.clone(), &fact.says));
    let questions = script.questions.iter().map(|question| (question.line, question.id.clone(), &question.answer));
    let fields = script.fields.iter().map(|field| (field.line, field.id.clone(), &field.ask));
    let steps = script.steps.iter().map(|step| (step.line, step.id.clone(), &step.say));
    let buttons = script.steps.iter().flat_map(|step| {
        step.buttons.iter().map(|button| (step.line, format!("{} -> {}", step.id, button.to), &button.label))
    });
    let once = [
        (reading.line_of(Key::AiNotice), "AI notice".to_owned(), &script.disclosure),
        (reading.line_of(Key::CallWords), "hand over: say".to_owned(), &script.hand_over.say),
        (reading.line_of(Key::Hours), "hand over: hours".to_owned(), &script.hand_over.hours),
    ];
    facts.chain(questions).chain(fields).chain(steps).chain(buttons).chain(once).collect()
}

fn options(script: &Script) -> Vec<Problem> {
    let mut problems = Vec::new();
    for field in &script.fields {
        let FieldKind::Choice { options } = &field.kind else { continue };
        for option in options {
            let missing = |language: &&Language| option.named.in_language(**language).is_empty();
            for language in script.languages.iter().filter(missing) {
                problems.push(missing_text(field.line, &format!("{}: {}", field.id, option.id), *language));
            }
        }
    }
    problems
}

fn missing_text(line: usize, what: &str, language: Language) -> Problem {
    let (en, ru) = named(language);
    let reason = both(format!("\"{what}\" has no {en} text"), format!("у «{what}» нет текста {ru}"));
    let advice = both(
        format!("write it with \"{language}\" after the keyword, or take {en} out of \"languages:\""),
        format!("напишите его с «{language}» после ключевого слова или уберите язык из «языки:»"),
    );
    Problem::at(line, codes::MISSING_WORDING, reason, advice)
}

fn undeclared(line: usize, language: Language) -> Problem {
    let (en, ru) = named(language);
    let reason = both(
        format!("this text is {en}, which the script does not list; it will never be used"),
        format!("это текст {ru}, которого нет в списке языков; он не пригодится"),
    );
    let advice = both(
        format!("add \"{language}\" to \"languages:\", or take the text out"),
        format!("добавьте «{language}» в «языки:» или уберите текст"),
    );
    Problem::at(line, codes::UNDECLARED_LANGUAGE, reason, advice)
}

fn named(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => ("English", "на английском"),
        Language::Ru => ("Russian", "на русском"),
    }
}

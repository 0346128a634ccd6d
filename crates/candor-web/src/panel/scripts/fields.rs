//! The script in plain fields: what steps and facts say, how questions are asked and answered. [`super::written`] writes what
//! is changed in them into the text.

use candor_core::{
    language::{Language, Phrasings, Wording},
    script::{Script, amend::AmendError, digest, read},
};

use super::problems::{Told, told};

/// The parts of one kind.
pub(super) struct Kind {
    /// `facts`, `questions` or `steps`.
    pub name: &'static str,
    /// The parts.
    pub parts: Vec<Part>,
}

/// A part in fields.
pub(super) struct Part {
    /// Its name.
    pub id: String,
    /// Its line.
    pub line: usize,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Whether something in it could not be written into the text.
    pub is_refused: bool,
}

/// A field.
pub(super) struct Field {
    /// What it is called in the form: `says.en.price`.
    pub name: String,
    /// What it holds: a key of the words.
    pub what: &'static str,
    /// Its language.
    pub language: &'static str,
    /// What stands in it.
    pub value: String,
    /// What stood there when the page was made, by its digest: a field nobody touched is not written.
    pub was: String,
    /// How many lines are shown of it.
    pub rows: usize,
    /// Why it could not be written into the text: a stable word, and what would be wrong.
    pub refused: Option<(&'static str, Vec<Told>)>,
}

/// The script's texts that are shown in fields.
pub(super) const SAYS: &str = "says";
/// Lists, a phrasing to a line.
pub(super) const HEARD: &str = "heard";

/// All fields of a text, with what could not be written into it.
pub(super) fn fields(text: &str, refused: &[(String, String, AmendError)], language: Language) -> Vec<Kind> {
    let Some(script) = read(text) else { return Vec::new() };
    let maker = Maker { script: &script, refused, language };
    let facts = script
        .facts
        .iter()
        .map(|fact| maker.part(&fact.id, fact.line, ('f', "fact_says", &fact.says), ("fact_about", &fact.about)));
    let questions = script.questions.iter().map(|question| {
        maker.part(&question.id, question.line, ('q', "answer", &question.answer), ("asked", &question.asked_as))
    });
    let steps = script
        .steps
        .iter()
        .map(|step| maker.part(&step.id, step.line, ('s', "step_says", &step.say), ("step_heard", &step.heard_as)));
    let mut kinds = vec![
        Kind { name: "facts", parts: facts.collect() },
        Kind { name: "questions", parts: questions.collect() },
        Kind { name: "steps", parts: steps.collect() },
    ];
    kinds.retain(|kind| !kind.parts.is_empty());
    kinds
}

/// The fields of a new question: as it is asked and answered in each language of the script.
pub(super) fn new_question(text: &str, refused: &[(String, String, AmendError)], language: Language) -> Vec<Field> {
    let Some(script) = read(text) else { return Vec::new() };
    let maker = Maker { script: &script, refused, language };
    let of = |what: &'static str, name: &'static str| {
        script.languages.iter().map(move |of| (format!("new.{}.{name}", of.code()), what, *of))
    };
    let all = of("asked", "asked").chain(of("answer", "answer"));
    all.map(|(name, what, of)| maker.field(name, what, of, String::new(), 3)).collect()
}

struct Maker<'a> {
    script: &'a Script,
    refused: &'a [(String, String, AmendError)],
    language: Language,
}

impl Maker<'_> {
    fn part(
        &self,
        id: &str,
        line: usize,
        (kind, says, wording): (char, &'static str, &Wording),
        (heard, phrasings): (&'static str, &Phrasings),
    ) -> Part {
        let mut fields = Vec::new();
        for language in &self.script.languages {
            let value = wording.in_language(*language).unwrap_or_default().to_owned();
            let rows = value.lines().count().max(value.chars().count() / 56 + 1).clamp(2, 10);
            fields.push(self.field(format!("{SAYS}.{kind}.{}.{id}", language.code()), says, *language, value, rows));
            let value = phrasings.in_language(*language).join("\n");
            let rows = value.lines().count().clamp(2, 10);
            fields.push(self.field(format!("{HEARD}.{kind}.{}.{id}", language.code()), heard, *language, value, rows));
        }
        let is_refused = fields.iter().any(|field| field.refused.is_some());
        Part { id: id.to_owned(), line, fields, is_refused }
    }

    fn field(&self, name: String, what: &'static str, language: Language, value: String, rows: usize) -> Field {
        let was = mark(&value);
        let refused = self.refused.iter().find(|(known, _, _)| *known == name);
        let value = refused.map_or(value, |(_, typed, _)| typed.clone());
        let why = refused.map(|(_, _, why)| {
            (why.word(), why.problems().iter().map(|problem| told(problem, self.language)).collect())
        });
        Field { name, what, language: language.code(), value, was, rows, refused: why }
    }
}

/// A short mark of a value.
pub(super) fn mark(value: &str) -> String {
    digest(value.trim()).chars().take(12).collect()
}

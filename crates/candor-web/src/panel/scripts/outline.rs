//! What the desk reads in a text: its parts in order, each with its line.

use candor_core::{
    language::Language,
    script::{Event, Outcome, Problem, Script, Severity, Then, Trigger, When, keywords, read},
};

use crate::panel::Words;

/// Longer words are shown by their beginning, in characters.
const LONGEST: usize = 140;

/// The parts of one kind.
pub(crate) struct Section {
    /// Which kind: `steps`, `questions` and so on.
    pub name: &'static str,
    /// The line of its heading.
    pub line: usize,
    /// The parts.
    pub things: Vec<Thing>,
}

/// One part.
pub(crate) struct Thing {
    /// Its name.
    pub title: String,
    /// Its line.
    pub line: usize,
    /// What it says: a key of the words, and the text.
    pub about: Vec<(&'static str, String)>,
    /// `error` or `warning` if something is wrong in it, else empty.
    pub severity: &'static str,
}

/// Reads a text as far as it can be read.
pub(crate) fn outline(text: &str, problems: &[Problem], words: Words) -> Vec<Section> {
    let Some(script) = read(text) else { return Vec::new() };
    let reader = Reader { script: &script, words };
    let mut sections = vec![
        reader.section(text, "steps", script.steps.iter().map(|step| reader.step(step)).collect()),
        reader.section(text, "questions", script.questions.iter().map(|question| reader.question(question)).collect()),
        reader.section(text, "facts", script.facts.iter().map(|fact| reader.fact(fact)).collect()),
        reader.section(text, "fields", script.fields.iter().map(|field| reader.field(field)).collect()),
        reader.section(text, "triggers", script.triggers.iter().map(|trigger| reader.trigger(trigger)).collect()),
        reader.section(text, "voice", reader.voice(text)),
    ];
    sections.retain(|section| !section.things.is_empty());
    mark(&mut sections, problems);
    sections
}

/// Marks the part each problem stands in: the last that begins before it.
fn mark(sections: &mut [Section], problems: &[Problem]) {
    for problem in problems {
        let things = sections.iter_mut().flat_map(|section| &mut section.things);
        let nearest = things.filter(|thing| thing.line <= problem.line).max_by_key(|thing| thing.line);
        if let Some(thing) = nearest
            && thing.severity != "error"
        {
            thing.severity = if problem.severity == Severity::Error { "error" } else { "warning" };
        }
    }
}

struct Reader<'a> {
    script: &'a Script,
    words: Words,
}

impl Reader<'_> {
    fn section(&self, text: &str, name: &'static str, things: Vec<Thing>) -> Section {
        let first = things.first().map_or(1, |thing| thing.line);
        let line = heading_line(text, name).unwrap_or(first);
        Section { name, line, things }
    }

    fn language(&self) -> Language {
        self.words.0
    }

    fn thing(&self, title: &str, line: usize, about: Vec<(&'static str, Option<String>)>) -> Thing {
        let told =
            about.into_iter().filter_map(|(key, text)| Some((key, short(&text?)))).filter(|(_, text)| !text.is_empty());
        Thing { title: title.to_owned(), line, about: told.collect(), severity: "" }
    }

    fn said(&self, wording: &candor_core::language::Wording) -> Option<String> {
        wording.best(self.language()).map(str::to_owned)
    }

    fn step(&self, step: &candor_core::script::Step) -> Thing {
        let leads_here = |trigger: &&Trigger| matches!(&trigger.then, Then::GoTo { step: to } if *to == step.id);
        let triggers = self.script.triggers.iter().filter(leads_here).map(|trigger| trigger.id.as_str());
        let buttons = step
            .buttons
            .iter()
            .filter_map(|button| Some(format!("{} → {}", button.label.best(self.language())?, button.to)));
        let outcome = step.outcome.map(|outcome| match outcome {
            Outcome::HandOver => self.words.say("scripts.outcome_person").to_owned(),
            Outcome::Closed => self.words.say("scripts.outcome_closed").to_owned(),
        });
        self.thing(
            &step.id,
            step.line,
            vec![
                ("goal", self.said(&step.goal)),
                ("say", self.said(&step.say)),
                ("heard", phrasings(&step.heard_as, self.language())),
                ("asks", Some(step.asks.join(", "))),
                ("buttons", Some(buttons.collect::<Vec<_>>().join(", "))),
                ("next", step.next.clone()),
                ("refused", step.if_refused.clone()),
                ("triggers", Some(triggers.collect::<Vec<_>>().join(", "))),
                ("outcome", outcome),
            ],
        )
    }

    fn question(&self, question: &candor_core::script::Question) -> Thing {
        let about =
            vec![("asked", phrasings(&question.asked_as, self.language())), ("answer", self.said(&question.answer))];
        self.thing(&question.id, question.line, about)
    }

    fn fact(&self, fact: &candor_core::script::Fact) -> Thing {
        self.thing(&fact.id, fact.line, vec![("says", self.said(&fact.says))])
    }

    fn field(&self, field: &candor_core::script::Field) -> Thing {
        let required = field.is_required.then(|| self.words.say("scripts.required").to_owned());
        self.thing(&field.id, field.line, vec![("ask", self.said(&field.ask)), ("must", required)])
    }

    fn trigger(&self, trigger: &Trigger) -> Thing {
        let when = match &trigger.when {
            When::Keyword { words } => phrasings(words, self.language()),
            When::Heard { kinds } => {
                Some(kinds.iter().map(|kind| self.words.term("heard", kind.word())).collect::<Vec<_>>().join(", "))
            }
            When::Event { event } => Some(
                self.words
                    .say(match event {
                        Event::Started => "scripts.event_started",
                        Event::LeadComplete => "scripts.event_lead",
                        Event::Returned => "scripts.event_returned",
                    })
                    .to_owned(),
            ),
            When::DeepLink { payload } => Some(format!("?start={payload}")),
        };
        let then = match &trigger.then {
            Then::GoTo { step } => format!("→ {step}"),
            Then::Answer { question } => format!("→ {question}"),
            Then::HandOver => self.words.say("scripts.outcome_person").to_owned(),
        };
        self.thing(&trigger.id, trigger.line, vec![("when", when), ("then", Some(then))])
    }

    /// The voice is one part, and is shown as one.
    fn voice(&self, text: &str) -> Vec<Thing> {
        let (Some(line), voice) = (heading_line(text, "voice"), &self.script.voice) else { return Vec::new() };
        let about = vec![
            ("tone", self.said(&voice.tone)),
            ("openers", phrasings(&voice.openers, self.language())),
            ("never", phrasings(&voice.forbidden, self.language())),
            ("notice", self.said(&self.script.disclosure)),
        ];
        vec![self.thing(self.words.say("scripts.voice"), line, about)]
    }
}

/// The first of several ways to say something, in the reader's language if there are any, and how many more.
fn phrasings(all: &candor_core::language::Phrasings, language: Language) -> Option<String> {
    let own = all.in_language(language);
    let list: Vec<&str> = if own.is_empty() { all.all().collect() } else { own.iter().map(String::as_str).collect() };
    let more = list.len().saturating_sub(3);
    let shown = list.into_iter().take(3).collect::<Vec<_>>().join(" · ");
    (!shown.is_empty()).then(|| if more > 0 { format!("{shown} · +{more}") } else { shown })
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{}…", cut.trim_end())
}

/// The line of a section's heading, in either language of the grammar.
fn heading_line(text: &str, name: &str) -> Option<usize> {
    let section = match name {
        "steps" => keywords::Section::Steps,
        "questions" => keywords::Section::Questions,
        "facts" => keywords::Section::Facts,
        "fields" => keywords::Section::Fields,
        "triggers" => keywords::Section::Triggers,
        _ => keywords::Section::Voice,
    };
    let row = keywords::SECTIONS.iter().find(|row| row.section == section)?;
    let is_it = |line: &str| {
        let title = line.trim().strip_prefix("##").map(|title| title.trim().to_lowercase());
        title.is_some_and(|title| row.en.iter().chain(row.ru).any(|known| known.to_lowercase() == title))
    };
    text.lines().position(is_it).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use candor_core::script::{parse, samples};

    use super::*;

    #[test]
    fn every_part_is_there_with_the_line_it_stands_on() {
        let sections = outline(samples::SMALL, &[], Words(Language::Ru));
        let lines: Vec<&str> = samples::SMALL.lines().collect();
        for section in &sections {
            assert!(lines[section.line - 1].starts_with("## "), "{}", section.name);
            for thing in section.things.iter().filter(|_| section.name != "voice") {
                assert_eq!(lines[thing.line - 1], format!("### {}", thing.title));
            }
        }
        let names: Vec<_> = sections.iter().map(|section| (section.name, section.things.len())).collect();
        assert_eq!(names[..4], [("steps", 4), ("questions", 1), ("facts", 2), ("fields", 2)]);
        let hello = &sections[0].things[0];
        assert_eq!(hello.about[1], ("say", "Рады вам. Рассказать о курсе каллиграфии?".to_owned()));
    }

    #[test]
    fn a_problem_marks_the_part_it_stands_in_and_no_other() {
        let text = samples::SMALL.replacen("kind: date", "kind: dat", 1);
        let sections = outline(&text, &parse(&text).1, Words(Language::En));
        let marked: Vec<&str> = sections
            .iter()
            .flat_map(|section| &section.things)
            .filter(|thing| thing.severity == "error")
            .map(|thing| thing.title.as_str())
            .collect();
        assert_eq!(marked, ["start"]);
    }

    #[test]
    fn a_text_that_is_no_script_has_no_parts() {
        assert!(outline("hello", &[], Words(Language::En)).is_empty());
    }
}

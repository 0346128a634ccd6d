//! Which fields a kind of part has, in the order in which somebody fills them in. One row here is one field of the form.

use candor_core::script::keywords::{Key, Section};

/// How something is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    /// A text, of so many lines at first.
    Text(usize),
    /// A list, one to a line.
    List,
    /// One short value.
    Line,
    /// One of the values the grammar knows.
    Choice,
    /// Several of them.
    Checks,
    /// The languages.
    Languages,
    /// The name of a part of this section.
    Part(Section),
    /// Several names of parts of this section, in order.
    Parts(Section),
    /// Labels with the step each leads to.
    Buttons,
    /// What can be chosen.
    Options,
    /// Fields with what they are worth.
    Points,
    /// Fields with what rules somebody out.
    Exclusions,
    /// Which of the following fields counts: each has the word of one of these.
    Either(&'static [(&'static str, Key)]),
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spec {
    /// Its word: `field_WORD`, `hint_WORD`, and its name in what is sent.
    pub word: &'static str,
    /// The keyword it writes.
    pub key: Key,
    /// How it is filled in.
    pub control: Control,
    /// The choice with which it is shown; empty for always.
    pub only: &'static str,
    /// The fields with which it is written together; empty if alone.
    pub group: &'static str,
}

const fn row(word: &'static str, key: Key, control: Control) -> Spec {
    Spec { word, key, control, only: "", group: "" }
}

const fn part_of(group: &'static str, only: &'static str, key: Key, control: Control) -> Spec {
    Spec { word: only, key, control, only, group }
}

const WHEN: &[(&str, Key)] =
    &[("words", Key::Words), ("heard", Key::Heard), ("event", Key::Event), ("link", Key::Link)];
const THEN: &[(&str, Key)] = &[("goto", Key::GoTo), ("reply", Key::AnswerQuestion), ("call", Key::CallPerson)];

/// The fields of a kind of part.
pub(super) const fn specs(section: Section) -> &'static [Spec] {
    match section {
        Section::Head => HEAD,
        Section::Voice => VOICE,
        Section::Facts => FACTS,
        Section::Questions => QUESTIONS,
        Section::Fields => FIELDS,
        Section::Steps => STEPS,
        Section::Triggers => TRIGGERS,
        Section::HandOver => PERSON,
        Section::Qualification => WORTH,
    }
}

const HEAD: &[Spec] = &[
    row("business", Key::Business, Control::Text(1)),
    row("languages", Key::Languages, Control::Languages),
    row("zone", Key::TimeZone, Control::Line),
    row("name", Key::Name, Control::Line),
    row("fit", Key::FitThreshold, Control::Line),
];

const VOICE: &[Spec] = &[
    row("tone", Key::Tone, Control::Text(2)),
    row("samples", Key::Samples, Control::List),
    row("openers", Key::Openers, Control::List),
    row("vocabulary", Key::Vocabulary, Control::List),
    row("never", Key::NeverSay, Control::List),
    row("notice", Key::AiNotice, Control::Text(2)),
];

const FACTS: &[Spec] = &[
    row("fact", Key::Says, Control::Text(2)),
    row("about", Key::About, Control::List),
    row("factkind", Key::FactKind, Control::Choice),
];

const QUESTIONS: &[Spec] = &[row("asked", Key::AskedAs, Control::List), row("answer", Key::Answer, Control::Text(3))];

const FIELDS: &[Spec] = &[
    row("label", Key::Label, Control::Text(1)),
    row("ask", Key::Ask, Control::Text(2)),
    row("fieldkind", Key::FieldKind, Control::Choice),
    Spec { word: "options", key: Key::Options, control: Control::Options, only: "choice", group: "" },
    row("required", Key::Required, Control::Choice),
];

const STEPS: &[Spec] = &[
    row("goal", Key::Goal, Control::Text(1)),
    row("say", Key::Say, Control::Text(3)),
    row("customers", Key::HeardAs, Control::List),
    row("findout", Key::Asks, Control::Parts(Section::Fields)),
    row("buttons", Key::Buttons, Control::Buttons),
    row("next", Key::Next, Control::Part(Section::Steps)),
    row("refused", Key::IfRefused, Control::Part(Section::Steps)),
    row("outcome", Key::Outcome, Control::Choice),
    row("verbatim", Key::WordForWord, Control::Choice),
];

const TRIGGERS: &[Spec] = &[
    Spec { word: "when", key: Key::Words, control: Control::Either(WHEN), only: "", group: "when" },
    part_of("when", "words", Key::Words, Control::List),
    part_of("when", "heard", Key::Heard, Control::Checks),
    part_of("when", "event", Key::Event, Control::Choice),
    part_of("when", "link", Key::Link, Control::Line),
    Spec { word: "then", key: Key::GoTo, control: Control::Either(THEN), only: "", group: "then" },
    part_of("then", "goto", Key::GoTo, Control::Part(Section::Steps)),
    part_of("then", "reply", Key::AnswerQuestion, Control::Part(Section::Questions)),
];

const PERSON: &[Spec] = &[
    row("callwords", Key::CallWords, Control::Text(2)),
    row("hours", Key::Hours, Control::Text(1)),
    row("within", Key::AnswerWithin, Control::Line),
    row("waiting", Key::WhileWaiting, Control::Choice),
    row("unclear", Key::UnclearLimit, Control::Line),
    row("insult", Key::OnInsult, Control::Choice),
    row("complaint", Key::OnComplaint, Control::Choice),
];

const WORTH: &[Spec] = &[
    row("points", Key::Points, Control::Points),
    row("enough", Key::QualifiedFrom, Control::Line),
    row("exclude", Key::NotQualifiedIf, Control::Exclusions),
];

impl Spec {
    /// The name under which it and what belongs to it are sent: `say`, or `when` for all that says when.
    pub(super) const fn together(&self) -> &'static str {
        if self.group.is_empty() { self.word } else { self.group }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use candor_core::script::keywords::KEYWORDS;

    use super::*;
    use crate::panel::scripts::form::places::KINDS;

    #[test]
    fn everything_the_grammar_knows_has_a_field() {
        let mut known = BTreeSet::new();
        for (_, section) in KINDS {
            for spec in specs(section) {
                known.insert(spec.key);
                if let Control::Either(ways) = spec.control {
                    known.extend(ways.iter().map(|(_, key)| *key));
                }
            }
        }
        let lacking: Vec<_> = KEYWORDS.iter().filter(|row| !known.contains(&row.key)).map(|row| row.key).collect();
        assert!(lacking.is_empty(), "{lacking:?}");
    }
}

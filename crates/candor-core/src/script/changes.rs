//! What is different between two versions of a script, part by part, for those who know the business rather than the text.

use serde::Serialize;

use super::{model::Script, problem::both};
use crate::language::Wording;

/// One part that was added, removed or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened to it.
    pub kind: ChangeKind,
    /// Which sort of part.
    pub part: Part,
    /// Its name; empty for parts that stand once.
    pub id: String,
}

/// What happened to a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// The same parts stand in another order.
    Reordered,
}

/// Sorts of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Name, business, languages, time zone, threshold.
    Head,
    /// Tone, openers, forbidden words.
    Voice,
    /// The wording of "I am an AI".
    AiNotice,
    /// A fact.
    Fact,
    /// A question.
    Question,
    /// A field.
    Field,
    /// A step.
    Step,
    /// A trigger.
    Trigger,
    /// The rules of hand-over.
    HandOver,
    /// The rules of qualification.
    Qualification,
}

impl Change {
    /// In words: "step welcome changed".
    pub fn describe(&self) -> Wording {
        let (part_en, part_ru) = match self.part {
            Part::Head => ("head", "заголовок"),
            Part::Voice => ("voice", "голос"),
            Part::AiNotice => ("AI notice", "предупреждение об ИИ"),
            Part::Fact => ("fact", "факт"),
            Part::Question => ("question", "вопрос"),
            Part::Field => ("field", "поле"),
            Part::Step => ("step", "шаг"),
            Part::Trigger => ("trigger", "триггер"),
            Part::HandOver => ("hand-over", "передача человеку"),
            Part::Qualification => ("qualification", "квалификация"),
        };
        let (kind_en, kind_ru) = match self.kind {
            ChangeKind::Added => ("added", "добавлено"),
            ChangeKind::Removed => ("removed", "убрано"),
            ChangeKind::Changed => ("changed", "изменено"),
            ChangeKind::Reordered => ("reordered", "переставлено"),
        };
        let id = if self.id.is_empty() { String::new() } else { format!(" {}", self.id) };
        both(format!("{part_en}{id}: {kind_en}"), format!("{part_ru}{id}: {kind_ru}"))
    }
}

/// The parts that differ, in the order of a script. Lines do not count: a part that only moved down is the same.
pub fn changes(old: &Script, new: &Script) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut once = |part, is_changed| {
        if is_changed {
            changes.push(Change { kind: ChangeKind::Changed, part, id: String::new() });
        }
    };
    once(Part::Head, !has_same_head(old, new));
    once(Part::Voice, old.voice != new.voice);
    once(Part::AiNotice, old.disclosure != new.disclosure);
    once(Part::HandOver, old.hand_over != new.hand_over);
    once(Part::Qualification, old.qualification.without_lines() != new.qualification.without_lines());
    compare(Part::Fact, &old.facts, &new.facts, &mut changes);
    compare(Part::Question, &old.questions, &new.questions, &mut changes);
    compare(Part::Field, &old.fields, &new.fields, &mut changes);
    compare(Part::Step, &old.steps, &new.steps, &mut changes);
    compare(Part::Trigger, &old.triggers, &new.triggers, &mut changes);
    changes
}

fn has_same_head(old: &Script, new: &Script) -> bool {
    old.name == new.name
        && old.business == new.business
        && old.languages == new.languages
        && old.time_zone == new.time_zone
        && old.fit_threshold.to_bits() == new.fit_threshold.to_bits()
}

fn compare<T: Thing>(part: Part, old: &[T], new: &[T], changes: &mut Vec<Change>) {
    let mut note = |kind, id: &str| changes.push(Change { kind, part, id: id.to_owned() });
    for thing in new {
        match old.iter().find(|earlier| earlier.id() == thing.id()) {
            None => note(ChangeKind::Added, thing.id()),
            Some(earlier) if earlier.without_line() != thing.without_line() => note(ChangeKind::Changed, thing.id()),
            Some(_) => {}
        }
    }
    for thing in old.iter().filter(|thing| new.iter().all(|later| later.id() != thing.id())) {
        note(ChangeKind::Removed, thing.id());
    }
    let kept = |things: &[T], others: &[T]| -> Vec<String> {
        let is_in_both = |thing: &&T| others.iter().any(|other| other.id() == thing.id());
        things.iter().filter(is_in_both).map(|thing| thing.id().to_owned()).collect()
    };
    if kept(old, new) != kept(new, old) {
        note(ChangeKind::Reordered, "");
    }
}

/// A part that has a name and a place.
trait Thing: Clone + PartialEq {
    fn id(&self) -> &str;
    fn without_line(&self) -> Self;
}

macro_rules! things {
    ($($thing:ty),*) => {$(
        impl Thing for $thing {
            fn id(&self) -> &str {
                &self.id
            }

            fn without_line(&self) -> Self {
                Self { line: 0, ..self.clone() }
            }
        }
    )*};
}

things!(super::model::Fact, super::model::Question, super::model::Field, super::model::Step, super::model::Trigger);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::{
        language::Language,
        script::{parse, samples},
    };

    fn summary(new_text: &str) -> Vec<String> {
        let old = parse(samples::SMALL).0.unwrap();
        let (new, problems) = parse(new_text);
        let new = new.unwrap_or_else(|| unreachable!("{problems:#?}"));
        changes(&old, &new).iter().map(|change| change.describe().best(Language::En).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_new_price_is_a_changed_fact() {
        let new = samples::SMALL.replace("4900", "5200");
        assert_eq!(summary(&new), ["fact course: changed"]);
    }

    #[test]
    fn moving_down_changes_nothing() {
        let new = samples::SMALL.replace("## Facts", "<!-- a note -->\n\n\n## Facts");
        assert_eq!(summary(&new), Vec::<String>::new());
    }

    #[test]
    fn renaming_is_one_removed_and_one_added() {
        let new = samples::SMALL.replace("puts-off", "waits").replace("on insult: yes", "on insult: no");
        assert_eq!(summary(&new), ["hand-over: changed", "trigger waits: added", "trigger puts-off: removed"]);
    }

    #[test]
    fn another_criterion_is_a_changed_qualification_and_another_place_is_none() {
        let with =
            |points: &str| format!("{}\n## Qualification\n\npoints:\n- phone: told — {points}\n", samples::SMALL);
        assert_eq!(summary(&with("2 points")), ["qualification: changed"]);
        let of = |text: &str| parse(text).0.unwrap();
        let lower = with("2 points").replace("## Qualification", "<!-- a note -->\n\n## Qualification");
        assert_eq!(changes(&of(&with("2 points")), &of(&lower)), []);
        assert_eq!(changes(&of(&with("2 points")), &of(&with("3 points"))).len(), 1);
    }

    #[test]
    fn another_time_to_answer_is_a_changed_hand_over() {
        let new = samples::SMALL.replace("on insult: yes", "on insult: yes\n\nanswer within: 1 hour");
        assert_eq!(summary(&new), ["hand-over: changed"]);
        let same = samples::SMALL.replace("on insult: yes", "on insult: yes\n\nanswer within: 15 minutes");
        assert_eq!(summary(&same), Vec::<String>::new(), "what holds anyway changes nothing");
    }
}

//! In a few plain words what a message is about, for people who read the timeline.

use super::heard::{Heard, HeardKind, ToldField, Topic};

/// Such as "asks price: roses_15", "tells phone", "step choose_bouquet".
pub(super) fn main_idea(things: &[Heard], told: &[ToldField], topics: &[(Topic, f64)]) -> String {
    let topic = topics.first().filter(|(_, likeness)| *likeness >= 0.5).map(|(topic, _)| topic);
    let strongest = things.iter().map(|heard| heard.kind).min_by_key(|kind| weight(*kind));
    let told_ids = || told.iter().map(|told| told.field.as_str()).collect::<Vec<_>>().join(", ");
    match strongest {
        Some(HeardKind::TellsField) => format!("tells {}", told_ids()),
        Some(HeardKind::Unclear) | None => topic.map_or_else(|| "unclear".to_owned(), name_of),
        Some(kind) if kind.is_question() => {
            topic.map_or_else(|| plain(kind), |topic| format!("{}: {}", plain(kind), id_of(topic)))
        }
        Some(kind @ (HeardKind::Greets | HeardKind::Thanks | HeardKind::Agrees | HeardKind::Refuses)) => {
            topic.map_or_else(|| plain(kind), |topic| format!("{}, {}", plain(kind), name_of(topic)))
        }
        Some(kind) => plain(kind),
    }
}

/// Which of several things heard names the message; the smallest wins.
fn weight(kind: HeardKind) -> u8 {
    match kind {
        HeardKind::ThreatensSelfHarm => 0,
        HeardKind::OptsOut => 1,
        HeardKind::AsksForPerson => 2,
        HeardKind::AsksIfBot => 3,
        HeardKind::Injects => 4,
        HeardKind::Insults => 5,
        HeardKind::Complains => 6,
        HeardKind::Corrects => 7,
        HeardKind::AsksDiscount => 8,
        HeardKind::AsksPrice => 9,
        HeardKind::AsksDate => 10,
        HeardKind::AsksPlace => 11,
        HeardKind::AsksGuarantee => 12,
        HeardKind::AsksTerms => 13,
        HeardKind::ObjectsPrice => 14,
        HeardKind::ObjectsCompetitor => 15,
        HeardKind::ObjectsTrust => 16,
        HeardKind::ObjectsTime => 17,
        HeardKind::ObjectsNeed => 18,
        HeardKind::Objects => 19,
        HeardKind::TellsField => 20,
        HeardKind::AsksOther => 21,
        HeardKind::Postpones => 22,
        HeardKind::Refuses => 23,
        HeardKind::Agrees => 24,
        HeardKind::Thanks => 25,
        HeardKind::Greets => 26,
        HeardKind::Unclear => 27,
    }
}

fn plain(kind: HeardKind) -> String {
    kind.word().replace('_', " ")
}

fn id_of(topic: &Topic) -> &str {
    match topic {
        Topic::Step(id) | Topic::Question(id) | Topic::Fact(id) => id,
    }
}

fn name_of(topic: &Topic) -> String {
    match topic {
        Topic::Step(id) => format!("step {id}"),
        Topic::Question(id) => format!("question {id}"),
        Topic::Fact(id) => format!("fact {id}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightiest_thing_names_the_message() {
        let heard = |kind| Heard { kind, words: String::new(), confidence: 0.9 };
        let roses = [(Topic::Fact("roses_15".into()), 0.9)];
        let both = [heard(HeardKind::Greets), heard(HeardKind::AsksPrice)];
        assert_eq!(main_idea(&both, &[], &roses), "asks price: roses_15");
        assert_eq!(main_idea(&[heard(HeardKind::Agrees)], &[], &[]), "agrees");
        assert_eq!(main_idea(&[heard(HeardKind::Unclear)], &[], &roses), "fact roses_15");
    }
}

//! What only shows when a script has been learnt: phrasings of different steps or questions that are too alike.
//! Apart from the checks of [`parse`](super::parse), because learning takes a second where reading takes none.

use super::{
    codes,
    model::Script,
    problem::{Problem, both},
};
use crate::hearing::{Ear, Topic};

/// Warnings about a script, by the ear that learnt it; in the order of the script. None of them keeps it from being
/// published.
pub fn advice(script: &Script, ear: &Ear) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for pair in ear.collisions(script) {
        let (words, other_words) = (&pair.words, &pair.other_words);
        let (id, other) = (name(&pair.topic), name(&pair.other));
        let reason = both(
            format!("\"{words}\" of \"{id}\" is nearly \"{other_words}\" of \"{other}\": the desk will mix them up"),
            format!("«{words}» у «{id}» почти то же, что «{other_words}» у «{other}» — их будут путать"),
        );
        let advice = both(
            format!("reword the first one so that it says what only \"{id}\" is about, or drop it"),
            format!("перепишите первую так, чтобы в ней было то, что относится только к «{id}», или уберите её"),
        );
        problems.push(Problem::at(line_of(script, &pair.topic), codes::COLLIDING_PHRASINGS, reason, advice));
    }
    problems.sort_by_key(|problem| problem.line);
    problems
}

fn name(topic: &Topic) -> &str {
    match topic {
        Topic::Step(id) | Topic::Question(id) | Topic::Fact(id) => id,
    }
}

fn line_of(script: &Script, topic: &Topic) -> usize {
    let line = match topic {
        Topic::Step(id) => script.step(id).map(|step| step.line),
        Topic::Question(id) => script.questions.iter().find(|question| question.id == *id).map(|found| found.line),
        Topic::Fact(id) => script.facts.iter().find(|fact| fact.id == *id).map(|fact| fact.line),
    };
    line.unwrap_or(1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::script::{parse, samples};

    fn warned(text: &str) -> Vec<String> {
        let (script, problems) = parse(text);
        let script = script.unwrap_or_else(|| unreachable!("{problems:?}"));
        let ear = Ear::train(&script);
        advice(&script, &ear).into_iter().filter_map(|problem| problem.reason.en).collect()
    }

    #[test]
    fn phrasings_of_two_steps_that_are_nearly_one_are_told_with_the_one_to_reword() {
        let text = samples::SMALL.replacen("- What is the first day?", "- What does this course cost?", 1);
        let found = warned(&text);
        let expected = "\"What does this course cost?\" of \"when-start\" is nearly \"What does the course cost?\" of \"offer\": \
                        the desk will mix them up";
        assert_eq!(found, [expected]);
    }

    #[test]
    fn the_example_scripts_are_told_nothing() {
        for (name, text) in samples::EXAMPLES.iter().chain(&[("small", samples::SMALL)]) {
            assert_eq!(warned(text), Vec::<String>::new(), "{name}");
        }
    }
}

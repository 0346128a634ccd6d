//! Freely: the nearest approved answer or facts, else an honest "I don't know", and gently back to the step.

use super::{Plan, along, covered, rescue};
use crate::{
    hearing::{HeardKind, Hearing, ToldField, Topic, names_nothing, stems_contain},
    knowledge::{self, FLOOR, Found},
    language::{Language, Phrasings},
    moves::Move,
    reasons::{Strategy, Why},
    script::FactKind,
    seat::Seat,
};

/// From this likeness a question or fact is near enough to be told when nothing fits better.
const NEAR_ENOUGH: f64 = 0.45;

/// At most so many facts are told at once.
const FACTS_AT_ONCE: usize = 4;

pub(super) fn plan(seat: &Seat<'_>, hearing: Option<&Hearing>, told: &[ToldField], why: Vec<Why>) -> Plan {
    let plan = Plan::new(Strategy::Free20, why);
    let Some(heard) = hearing else { return along::back_to_step(seat, told, plan) };
    let met_with = covered::met_with(heard);
    if heard.says(HeardKind::Objects) && met_with == Some(Move::HoldPrice) {
        return plan.with(Move::HoldPrice);
    }
    let passages = knowledge::near(seat);
    let is_asked = met_with.is_none() || covered::asks(heard);
    let quote = if is_asked { quotable(&passages, seat.language(hearing)) } else { None };
    // The script does not cover this: a document that is nearer to it than the nearest question or fact says more of it.
    let best = quote.map_or(0.0, |found| found.score);
    let nearest = near(seat, heard).filter(|(_, likeness, _)| *likeness >= best);
    let answered = nearest.map(|(found, _, why)| (found, why)).or_else(|| of_kind(seat, heard));
    let answered = answered.or_else(|| quote.map(quoted));
    let plan = match answered {
        Some((found, reason)) => {
            let mut plan = plan.with(found);
            plan.why.push(reason);
            plan
        }
        None => {
            if let Some(met) = met_with.filter(|met| *met != Move::AdmitUnknown) {
                return plan.with(met);
            }
            // "You got me wrong" asks nothing that could be unknown: what was meant is.
            if heard.says(HeardKind::Corrects) && !covered::asks(heard) && names_nothing(&seat.words()) {
                let mut asked = rescue::unclear(seat, false);
                asked.why.splice(0..0, plan.why);
                return asked;
            }
            let mut plan = plan.with(Move::AdmitUnknown);
            plan.why.push(Why::new("no_approved_answer", ""));
            plan.why.extend(passages.iter().map(|(found, _)| Why::new("near_passage", shown(found))));
            return plan;
        }
    };
    along::back_to_step(seat, told, plan)
}

/// Whether this is a machine was asked and nothing else. What the question resembles in the script does not matter: the
/// truth is the answer.
pub(super) fn truth(seat: &Seat<'_>, told: &[ToldField]) -> Plan {
    let asked = Plan::new(Strategy::Free20, vec![Why::new("asked_if_bot", "")]);
    along::back_to_step(seat, told, asked)
}

/// The nearest question or fact, if it is near enough and shares a word that carries meaning: likeness alone would answer
/// "do you repair bicycles?" with what the shop says of other flowers.
fn near(seat: &Seat<'_>, heard: &Hearing) -> Option<(Move, f64, Why)> {
    heard.topics.iter().filter(|(_, likeness)| *likeness >= NEAR_ENOUGH).find_map(|(topic, likeness)| match topic {
        Topic::Question(id) => {
            let question = seat.script.question(id).filter(|question| shares_a_word(heard, &question.asked_as))?;
            let found = Move::Answer { question: question.id.clone() };
            Some((found, *likeness, Why::new("nearest_question", format!("{id} {likeness:.2}"))))
        }
        Topic::Fact(id) => {
            let fact = seat.script.fact(id).filter(|fact| shares_a_word(heard, &fact.about))?;
            let found = Move::TellFacts { facts: vec![fact.id.clone()] };
            Some((found, *likeness, Why::new("nearest_fact", format!("{id} {likeness:.2}"))))
        }
        Topic::Step(_) => None,
    })
}

/// The passage of the owner's documents that may be told as the answer: sure enough and in the language of the answer.
fn quotable<'a>(passages: &'a [(Found<'a>, String)], language: Language) -> Option<&'a Found<'a>> {
    let is_it = |found: &&Found<'_>| found.score >= FLOOR && found.passage.language == language;
    passages.iter().map(|(found, _)| found).find(is_it)
}

/// Tells it. Which passage, of which version and how surely is kept with the turn.
fn quoted(found: &Found<'_>) -> (Move, Why) {
    let planned = Move::Quote { document: found.document.name.clone(), passage: found.passage.number };
    (planned, Why::new("quoted_passage", shown(found)))
}

fn shown(found: &Found<'_>) -> String {
    let Found { document, passage, score, embedded, .. } = found;
    let embedded = embedded.map(|near| format!(" ~{near:.2}")).unwrap_or_default();
    format!("{} v{} #{} {score:.2}{embedded}", document.name, document.version, passage.number)
}

fn shares_a_word(heard: &Hearing, phrasings: &Phrasings) -> bool {
    heard.keywords.iter().any(|word| phrasings.all().any(|phrasing| stems_contain(phrasing, word)))
}

/// A question names nothing in particular if it has no more content words than this.
const BARE_QUESTION_WORDS: usize = 2;

/// "How much is it?" without saying what: the first facts of that kind. A question that names something the script does
/// not know gets an honest "I do not know" instead of the price of something else.
fn of_kind(seat: &Seat<'_>, heard: &Hearing) -> Option<(Move, Why)> {
    if heard.keywords.len() > BARE_QUESTION_WORDS {
        return None;
    }
    let kinds = [
        (HeardKind::AsksPrice, FactKind::Price),
        (HeardKind::AsksDate, FactKind::Date),
        (HeardKind::AsksTerms, FactKind::Term),
        (HeardKind::AsksPlace, FactKind::Place),
    ];
    let (asked, kind) = kinds.into_iter().find(|(asked, _)| heard.says(*asked))?;
    let of_kind = seat.script.facts.iter().filter(|fact| fact.kind == kind);
    let facts: Vec<String> = of_kind.take(FACTS_AT_ONCE).map(|fact| fact.id.clone()).collect();
    (!facts.is_empty()).then(|| (Move::TellFacts { facts }, Why::new("facts_of_kind", asked.word())))
}

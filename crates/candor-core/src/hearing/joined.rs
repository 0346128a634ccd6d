//! Everything heard in a message, line by line: by the patterns and by what was learnt. How it comes to terms is decided in
//! [`settle`](super::settle); the safety pass takes its three promises from here as well, so that both always agree.

use super::{
    heard::HeardKind,
    kinds::{Finding, detectors},
    learnt::{Best, Head, Learnt, Part, is_russian},
    matter::{self, Cover},
    settle::give_way,
    words::{Line, Sentence},
};

/// A longer sentence is not judged as a yes, a no or neither: its patterns are.
const LONGEST_ANSWER: usize = 12;

/// What a pattern adds to the score of the answer it hears. Measured: it costs nothing else and is worth two points.
const PATTERN_SAYS: f64 = 0.75;

/// A pattern as sure as this hears an answer though the heads hear neither.
const PATTERN_IS_CERTAIN: u8 = 95;

/// Less ahead of the others than this, an answer no pattern hears is none: "ok, thanks", "asdfg".
const ANSWER_AT_LEAST: f64 = 0.7;

/// So far ahead of the others an answer is sure: what is vaguer in the same sentence does not speak against it ("fine, I'll come
/// tomorrow" puts nothing off, "send me the details" asks for no discount). By its own odds one in fourteen is another.
const ANSWER_IS_SURE: f64 = 2.5;

/// A complaint or an insult as sure as this is no order to the desk: "give my money back".
const COMPLAINT_IS_PLAIN: u8 = 85;

/// From this score on a promise is sure enough not to need a word of its matter: "нипиши сюда" has none that is known.
const PROMISE_IS_SURE: f64 = 2.0;

/// From this score on a wish for a person is plain, whatever else the same sentence asks: "if you are a bot connect me to the manager" has
/// 6.2, "are you sure you're a real human being? not a chatbot?" 2.4 (and as a question for a machine 7.3).
const WISH_IS_PLAIN: f64 = 6.0;

/// So far a question for a machine has to be ahead of a wish for a person in the same sentence to be that alone.
const QUESTION_IS_AHEAD: f64 = 1.0;

/// From this score on a threat of self-harm is sure enough to outweigh what else was heard in the same words.
const SELF_HARM_IS_SURE: f64 = 1.0;

/// Below this score a threat of self-harm is faint and needs a word that names harm: "is the sum gone for good?" names none.
const SELF_HARM_IS_FAINT: f64 = -1.5;

/// When a promise is heard: from a score of its head on, or by a pattern that the head does not contradict.
struct Promise {
    /// From this score on the head hears it alone.
    heard: f64,
    /// Down to this score a pattern is believed.
    believed: f64,
}

/// The promises by language. A false "are you a bot?" costs a truthful yes, a false wish for silence costs a customer: in English the one is
/// heard early, the other late; in Russian both early, since patterns and words of the matter hold false wishes back. Patterns for a person err in
/// Russian, seldom in English. Of orders and threats of self-harm the patterns are
/// believed as they are; a threat is heard early as well, which costs nothing in three thousand ordinary messages.
fn promise(kind: HeardKind, is_russian: bool) -> Option<Promise> {
    let (heard, believed) = match (kind, is_russian) {
        (HeardKind::AsksIfBot, true) => (-0.4, -0.9),
        (HeardKind::AsksIfBot, false) => (-1.2, -1.5),
        (HeardKind::OptsOut, true) => (-1.0, -2.0),
        (HeardKind::OptsOut, false) => (1.0, -2.0),
        (HeardKind::AsksForPerson, true) => (-0.5, -1.25),
        (HeardKind::AsksForPerson, false) => (0.0, f64::MIN),
        (HeardKind::Injects, _) => (-2.0, f64::MIN),
        (HeardKind::ThreatensSelfHarm, _) => (-3.0, f64::MIN),
        _ => return None,
    };
    Some(Promise { heard, believed })
}

/// From which score on a head hears what is no promise; the general thing that goes with a special one is heard with it. What leads
/// to a wrong answer where it is heard by mistake is heard late, what only colours one early.
const fn heard_from(kind: HeardKind) -> f64 {
    match kind {
        HeardKind::Greets => -2.5,
        HeardKind::AsksTerms => 0.0,
        HeardKind::AsksDate => -0.25,
        HeardKind::ObjectsTrust
        | HeardKind::ObjectsCompetitor
        | HeardKind::AsksPlace
        | HeardKind::Insults
        | HeardKind::Thanks => -2.0,
        HeardKind::ObjectsTime | HeardKind::Corrects => -1.5,
        _ => -1.0,
    }
}

/// Down to this score of the surest head a pattern is believed, of what is no promise.
const PATTERN_IS_BELIEVED: f64 = -6.5;

/// The findings of every line, those of the wanted kinds. `cover` says how surely a script covers the message; without
/// one it covers nothing.
pub(super) fn findings(
    lines: &[Line],
    learnt: Option<&Learnt>,
    cover: Cover,
    wanted: impl Fn(HeardKind) -> bool,
) -> Vec<Vec<Finding>> {
    let mut all: Vec<Vec<Finding>> = lines.iter().map(|line| detectors().hear(line, &wanted)).collect();
    let is_demanding = matter::demands(lines);
    if cover.is_phrasing && !is_demanding {
        // What the owner has an answer for is no complaint: "I was sent bad flowers once" leads to what the shop says of it.
        all.iter_mut().for_each(|found| found.retain(|finding| finding.kind != HeardKind::Complains));
    }
    let Some(learnt) = learnt else { return all };
    for (at, (found, line)) in all.iter_mut().zip(lines).enumerate() {
        // Who wants the money back complains, whatever a head makes of the words around it.
        found.retain(|finding| {
            is_demanding && finding.kind == HeardKind::Complains || !is_mistaken(finding, at, line, learnt)
        });
    }
    let mut agreed = Vec::new();
    if wanted(HeardKind::Agrees) && wanted(HeardKind::Refuses) {
        for part in learnt.parts().filter(|part| part.words <= LONGEST_ANSWER) {
            if let Some(found) = all.get_mut(part.line)
                && judge_answer(found, part) == Some(HeardKind::Agrees)
            {
                agreed.push((part.line, part.sentence));
            }
        }
    }
    let agrees = has(&all, HeardKind::Agrees, PATTERN_IS_CERTAIN);
    let is_complaint =
        [HeardKind::Complains, HeardKind::Insults].into_iter().any(|kind| has(&all, kind, COMPLAINT_IS_PLAIN));
    for (kind, special, best) in learnt.all().filter(|(kind, ..)| wanted(*kind)) {
        let sentences = lines.get(best.part.line).map(|line| &line.sentences);
        let sentence = best.part.sentence.and_then(|at| sentences?.get(at));
        let promise = promise(kind, sentence.is_some_and(is_russian));
        let from = promise.map_or_else(|| heard_from(special), |promise| promise.heard);
        let is_outweighed = best.score <= from || is_outweighed(kind, (best.score, from), learnt);
        let is_sure = best.score
            >= match kind {
                HeardKind::ThreatensSelfHarm => SELF_HARM_IS_SURE,
                _ => PROMISE_IS_SURE,
            };
        let is_doubtful = || {
            let is_mere_demand = kind == HeardKind::Injects && is_complaint && !matter::gives_orders(lines);
            let is_faint = kind == HeardKind::ThreatensSelfHarm && best.score < SELF_HARM_IS_FAINT;
            is_mere_demand
                || (is_faint && !matter::names_harm(lines))
                || matter::is_doubtful(kind, is_sure, lines, cover, agrees)
        };
        let is_agreed = is_vague(kind) && agreed.contains(&(best.part.line, best.part.sentence));
        if is_agreed
            || is_outweighed
            || is_doubtful()
            || sentence.is_some_and(|sentence| is_meant_otherwise(kind, sentence))
        {
            continue;
        }
        if let Some(found) = all.get_mut(best.part.line) {
            add(found, kind, &best);
        }
    }
    all
}

/// Whether this kind was found as surely as that.
fn has(all: &[Vec<Finding>], kind: HeardKind, certainty: u8) -> bool {
    all.iter().flatten().any(|finding| finding.kind == kind && finding.certainty >= certainty)
}

/// Whether a head is less to be believed than another that heard something in the same words: "I want a living person" is
/// no threat, and "I do not want to live any more" is no wish for fewer messages.
fn is_outweighed(kind: HeardKind, (score, from): (f64, f64), learnt: &Learnt) -> bool {
    let of = |head| surest(learnt, head);
    match kind {
        HeardKind::ThreatensSelfHarm => {
            score < SELF_HARM_IS_SURE && of(Head::AsksForPerson).max(of(Head::AsksIfBot)) > score
        }
        HeardKind::OptsOut => of(Head::SelfHarm) >= SELF_HARM_IS_SURE,
        HeardKind::AsksForPerson => only_asks_for_truth(learnt, from),
        _ => false,
    }
}

/// What a head says at its surest.
fn surest(learnt: &Learnt, head: Head) -> f64 {
    learnt.best(head).map_or(f64::MIN, |best| best.score)
}

/// Whether what was taken for a wish for a person only asks who writes: "is it a living person who writes to me?" calls nobody, "are
/// you a bot? Then get me a person" does. A wish counts in any sentence, and is weighed against a question in the same one.
fn only_asks_for_truth(learnt: &Learnt, from: f64) -> bool {
    let is_question = |wish: f64, asked: f64| {
        asked >= PROMISE_IS_SURE && wish < WISH_IS_PLAIN && (wish < PROMISE_IS_SURE || wish < asked - QUESTION_IS_AHEAD)
    };
    let score = |part: &Part, head| part.score(head).unwrap_or(f64::MIN);
    let mut wishes = learnt.parts().filter(|part| score(part, Head::AsksForPerson) > from).peekable();
    if wishes.peek().is_none() {
        return is_question(surest(learnt, Head::AsksForPerson), surest(learnt, Head::AsksIfBot));
    }
    wishes.all(|part| is_question(score(part, Head::AsksForPerson), score(part, Head::AsksIfBot)))
}

/// Whether a pattern heard what the heads know better.
fn is_mistaken(finding: &Finding, at: usize, line: &Line, learnt: &Learnt) -> bool {
    let Some(sentence) = finding.sentence.and_then(|number| line.sentences.get(number)) else { return false };
    let heads = Head::ALL.into_iter().filter(|(head, _)| head.kinds().contains(&finding.kind));
    let scores = heads.filter_map(|(head, _)| learnt.of_sentence(at, finding.sentence, head));
    let promise = promise(finding.kind, is_russian(sentence));
    let believed = promise.map_or(PATTERN_IS_BELIEVED, |promise| promise.believed);
    scores.reduce(f64::max).is_some_and(|surest| surest <= believed)
}

/// Whether the tables of near misses know better than a head: "call me Anna", "no need to call me", "don't stop", "non-stop".
/// Where a call is asked for in as many words ("call me back") the patterns hear it.
fn is_meant_otherwise(kind: HeardKind, sentence: &Sentence) -> bool {
    if detectors().is_mistaken_for(kind, sentence) {
        return true;
    }
    let words: Vec<&str> = sentence.words.iter().map(|word| word.text.as_str()).collect();
    let holds = |pair: [&str; 2]| words.windows(2).any(|window| window == pair);
    match kind {
        HeardKind::AsksForPerson => matches!(words.as_slice(), ["call", "me", _]) || holds(["no", "need"]),
        HeardKind::OptsOut => holds(["dont", "stop"]) || holds(["non", "stop"]),
        _ => false,
    }
}

/// Adds what a head heard; where a pattern heard the same in the same sentence its words are the better proof.
fn add(found: &mut Vec<Finding>, kind: HeardKind, best: &Best<'_>) {
    let certainty = percent(best.score);
    let same = found.iter_mut().find(|other| other.kind == kind && other.sentence == best.part.sentence);
    match same {
        Some(other) => other.certainty = other.certainty.max(certainty),
        None => {
            found.push(Finding { kind, span: best.span.clone(), certainty, sentence: best.part.sentence });
        }
    }
}

/// What a sure yes speaks against.
fn is_vague(kind: HeardKind) -> bool {
    use HeardKind::{Objects, ObjectsCompetitor, ObjectsNeed, ObjectsPrice, ObjectsTime, ObjectsTrust, Postpones};
    matches!(kind, Objects | ObjectsCompetitor | ObjectsNeed | ObjectsPrice | ObjectsTime | ObjectsTrust | Postpones)
}

/// Yes, no or neither: the heads weigh them against one another, the patterns tip the scale. Returns an answer that is sure.
fn judge_answer(found: &mut Vec<Finding>, part: &Part) -> Option<HeardKind> {
    let score = |head| part.score(head).unwrap_or(f64::MIN);
    let is_here = |finding: &Finding| finding.sentence == part.sentence;
    let mut settled: Vec<Finding> = found.iter().filter(|finding| is_here(finding)).cloned().collect();
    give_way(&mut settled);
    let bonus = |kind| {
        let says = settled.iter().any(|finding| finding.kind == kind);
        if says { PATTERN_SAYS } else { 0.0 }
    };
    let yes = score(Head::SaysYes) + bonus(HeardKind::Agrees);
    let no = score(Head::SaysNo) + bonus(HeardKind::Refuses);
    let neither = score(Head::SaysNeither);
    let (kind, ahead) = if neither >= yes.max(no) {
        found.retain(|finding| {
            let is_answer = matches!(finding.kind, HeardKind::Agrees | HeardKind::Refuses);
            !is_answer || !is_here(finding) || finding.certainty >= PATTERN_IS_CERTAIN
        });
        return None;
    } else if yes > no {
        (HeardKind::Agrees, yes - no.max(neither))
    } else {
        (HeardKind::Refuses, no - yes.max(neither))
    };
    let is_told = settled.iter().any(|finding| finding.kind == kind);
    if ahead < ANSWER_AT_LEAST && !is_told {
        found.retain(|finding| !matches!(finding.kind, HeardKind::Agrees | HeardKind::Refuses) || !is_here(finding));
        return None;
    }
    let certainty = percent(ahead);
    let known = found.iter().find(|finding| finding.kind == kind && is_here(finding)).cloned();
    found.retain(|finding| !matches!(finding.kind, HeardKind::Agrees | HeardKind::Refuses) || !is_here(finding));
    let span = known.as_ref().map_or_else(|| part.span.clone(), |known| known.span.clone());
    let certainty = known.map_or(certainty, |known| known.certainty.max(certainty));
    let is_sure = ahead >= ANSWER_IS_SURE;
    let yields = |other: HeardKind| match kind {
        HeardKind::Agrees => is_vague(other),
        _ => other == HeardKind::Postpones,
    };
    if is_sure {
        found.retain(|finding| !yields(finding.kind) || finding.sentence != part.sentence);
    }
    found.push(Finding { kind, span, certainty, sentence: part.sentence });
    is_sure.then_some(kind)
}

/// Log-odds as hundredths, never less than even and never quite sure.
fn percent(score: f64) -> u8 {
    let sure = 1.0 / (1.0 + (-score).exp());
    (50..97).find(|hundredths| f64::from(*hundredths) / 100.0 >= sure).unwrap_or(97)
}

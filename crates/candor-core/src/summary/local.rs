//! A summary by code alone: the same that a card of a hand-over says of a lead, then what was heard of note, questions nobody has
//! answered, and what was said last. It says nothing that is not kept.

use super::{
    Line, Point, one_line,
    words::{author, last, notable, of_note, unanswered},
};
use crate::{
    conversation::Conversation,
    hearing::{Heard, HeardKind, by_model::is_proved},
    language::Language,
    lead::{MAX_SUMMARY_CHARS, summary},
    message::Author,
    script::Script,
};

/// A point put together by code is no longer than this, in characters.
pub const LONGEST_LOCAL_POINT: usize = MAX_SUMMARY_CHARS;
/// So many things heard, or questions, are told.
const MOST_TOLD: usize = 3;
/// So much of a line is told, in characters.
const LONGEST_QUOTE: usize = 90;

/// The points, in a language of the staff: at most [`super::MOST_POINTS`], each on one line of at most [`LONGEST_LOCAL_POINT`]
/// characters. `lines` are the messages looked at, oldest first.
pub fn local(script: &Script, conversation: &Conversation, lines: &[Line], language: Language) -> Vec<Point> {
    let lead = summary(script, conversation, language);
    let (told, stands) = lead.split_once('\n').unwrap_or((lead.as_str(), ""));
    let known = Point { text: one_line(told, LONGEST_LOCAL_POINT), places: told_in(conversation, lines) };
    let stands = Point { text: one_line(&stands.replace('\n', "; "), LONGEST_LOCAL_POINT), places: Vec::new() };
    let rest = [of_what_was_heard(lines, language), of_questions(lines, language), of_the_last(lines, language)];
    let points = [known, stands].into_iter().chain(rest.into_iter().flatten());
    points.filter(|point| !point.text.is_empty()).collect()
}

/// The lines in which the contact told what is known, each where it was said last.
fn told_in(conversation: &Conversation, lines: &[Line]) -> Vec<i64> {
    let contacts = || lines.iter().rev().filter(|line| line.author == Author::Contact);
    let told = conversation.fields.values().filter(|told| told.by.is_none());
    let proved = told.filter_map(|told| contacts().find(|line| is_proved(&line.text, &told.words)));
    in_order(proved.map(|line| line.place).collect())
}

fn of_what_was_heard(lines: &[Line], language: Language) -> Option<Point> {
    let mut kinds: Vec<HeardKind> = Vec::new();
    let mut told: Vec<(&Line, &Heard, &str)> = Vec::new();
    for line in lines.iter().rev() {
        // "Objects" is heard beside what is objected to.
        let is_vague = |heard: &Heard| heard.kind == HeardKind::Objects && line.heard.iter().any(is_objection);
        for heard in line.heard.iter().filter(|heard| !is_vague(heard)) {
            let Some(words) = notable(heard.kind, language) else { continue };
            if told.len() < MOST_TOLD && !kinds.contains(&heard.kind) {
                kinds.push(heard.kind);
                told.push((line, heard, words));
            }
        }
    }
    told.reverse();
    let said = told.iter().map(|(line, heard, words)| {
        let proof = if heard.words.trim().is_empty() { &line.text } else { &heard.words };
        format!("{words} («{}»)", one_line(proof, LONGEST_QUOTE))
    });
    let text = said.collect::<Vec<_>>().join("; ");
    let places = in_order(told.iter().map(|(line, _, _)| line.place).collect());
    (!text.is_empty()).then(|| Point { text: headed(of_note(language), &text), places })
}

const fn is_objection(heard: &Heard) -> bool {
    matches!(
        heard.kind,
        HeardKind::ObjectsPrice
            | HeardKind::ObjectsTrust
            | HeardKind::ObjectsTime
            | HeardKind::ObjectsNeed
            | HeardKind::ObjectsCompetitor
    )
}

/// Questions after which nobody wrote, and those to which the desk knew no answer and no person wrote either.
fn of_questions(lines: &[Line], language: Language) -> Option<Point> {
    let mut was_answered = false;
    let mut by_person = false;
    let mut open: Vec<&Line> = Vec::new();
    for line in lines.iter().rev() {
        match line.author {
            Author::Ai => was_answered = true,
            Author::Operator { .. } => (was_answered, by_person) = (true, true),
            Author::System => {}
            Author::Contact => {
                let asks = line.heard.iter().any(|heard| heard.kind.is_question());
                let is_open = asks && if line.is_unknown { !by_person } else { !was_answered };
                if is_open && open.len() < MOST_TOLD {
                    open.push(line);
                }
            }
        }
    }
    open.reverse();
    let quoted: Vec<String> = open.iter().map(|line| format!("«{}»", one_line(&line.text, LONGEST_QUOTE))).collect();
    let places = open.iter().map(|line| line.place).collect();
    (!open.is_empty()).then(|| Point { text: headed(unanswered(language), &quoted.join("; ")), places })
}

/// The contact's last words and the last said to them, in the order in which they were said.
fn of_the_last(lines: &[Line], language: Language) -> Option<Point> {
    let last_of = |is_meant: fn(&Author) -> bool| lines.iter().rev().find(|line| is_meant(&line.author));
    let contact = last_of(|author| *author == Author::Contact);
    let ours = last_of(|author| matches!(author, Author::Ai | Author::Operator { .. }));
    let mut both: Vec<&Line> = contact.into_iter().chain(ours).collect();
    both.sort_by_key(|line| line.place);
    let said = both.iter().map(|line| {
        let who = one_line(author(&line.author, language), LONGEST_QUOTE);
        format!("{who}: «{}»", one_line(&line.text, LONGEST_QUOTE))
    });
    let text = said.collect::<Vec<_>>().join("; ");
    let places = both.iter().map(|line| line.place).collect();
    (!text.is_empty()).then(|| Point { text: headed(last(language), &text), places })
}

fn headed(heading: &str, text: &str) -> String {
    one_line(&format!("{heading}: {text}"), LONGEST_LOCAL_POINT)
}

fn in_order(mut places: Vec<i64>) -> Vec<i64> {
    places.sort_unstable();
    places.dedup();
    places
}

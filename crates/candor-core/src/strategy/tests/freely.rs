//! What answers where the script does not fit: the near question, a document, a bare question's facts.

use super::*;
use crate::{
    hearing::{HeardKind, Hearing, Topic},
    knowledge::{Block, Document, FLOOR, Library, split},
};

const ASKED: &str = "How much are lessons?";

/// The words as heard, with a question of the script that is near and not near enough to cover them.
fn heard(seat: &Seat<'_>) -> Hearing {
    let heard = SCHOOL.ear.hear(ASKED, &seat.hearing_context());
    assert!(heard.says(HeardKind::AsksPrice), "{heard:?}");
    let question = SCHOOL.script.questions.first().unwrap();
    let keywords: Vec<String> = question.asked_as.all().flat_map(str::split_whitespace).map(str::to_owned).collect();
    Hearing {
        topics: vec![(Topic::Question(question.id.clone()), 0.5)],
        keywords: keywords.into_iter().filter(|word| word.chars().count() > 4).take(2).collect(),
        fit: 0.5,
        ..heard
    }
}

fn document(text: &str) -> Library {
    let document = Document { name: "terms".to_owned(), title: "Terms".to_owned(), version: 1 };
    Library::of(vec![(document, split(&[Block::Paragraph(text.to_owned())]).passages)])
}

/// What is planned with such a document beside the script, and the document's score.
fn planned(text: &str) -> (Plan, f64) {
    let talk = Talk::begin(&SCHOOL);
    let library = document(text);
    let content = Content::Text { text: ASKED.to_owned(), reply_to: None };
    let sent = [Incoming { message_id: None, at: talk.now, content }];
    let seat = Seat {
        conversation: &talk.conversation,
        script: &SCHOOL.script,
        unanswered: &sent,
        is_opted_out: false,
        has_staff: true,
        is_desk_paused: false,
        asks_models: false,
        staff_names: &[],
        library: &library,
        now: talk.now,
    };
    let score = library.nearest(ASKED, 1).first().map_or(0.0, |found| found.score);
    let plan = crate::strategy::freely::plan(&seat, Some(&heard(&seat)), &[], Vec::new());
    (plan, score)
}

#[test]
fn a_near_question_gives_way_to_a_nearer_passage_only_where_that_can_be_quoted() {
    let is_answered = |plan: &Plan| plan.moves.iter().any(|planned| matches!(planned, Move::Answer { .. }));
    let (plan, score) = planned("Уроки: сколько стоят уроки – how much are lessons, смотрите в расписании у входа.");
    assert!(score > 0.5 && is_answered(&plan), "in another language ({score:.2}): {plan:?}");
    let (plan, score) = planned("What the lessons are for is told before they begin.");
    assert!((0.5..FLOOR).contains(&score) && is_answered(&plan), "below the floor ({score:.2}): {plan:?}");
    let (plan, score) = planned("How much lessons are stands on the door.");
    assert!(score >= FLOOR && !is_answered(&plan), "one that can be quoted ({score:.2}): {plan:?}");
}

//! What a turn with a model costs besides the model: making both requests, reading both answers, joining what was heard, judging what was
//! written; and what it costs besides to look at the words while they come, letter by letter, sentence by sentence. Prints the median and the 95th hundredth, in milliseconds. Run it with `--release`, with a script as argument.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::time::Instant;

use candor_core::{
    conversation::{Conversation, ScriptRef},
    guard::{self, Scene},
    hearing::{Ear, by_model as heard},
    ids::{ChatId, ConnectionId, ContactId, ConversationId, MessageId},
    language::Language,
    message::{Content, Incoming},
    moment::Moment,
    script,
    seat::Seat,
    strategy,
    writer::by_model as written,
};
use serde_json::json;

const SAID: [(&str, &str); 4] = [
    (
        "How much are 15 roses, and would they be here by Friday evening?",
        "15 red roses cost 2,900 ₽. What suits you better?",
    ),
    (
        "that's a bit more than I wanted to spend, to be honest",
        "The small bouquet Morning costs 1,900 ₽. Shall we take that?",
    ),
    ("Сколько стоят 15 роз, и успеете ли к пятнице вечером?", "15 красных роз стоят 2 900 ₽. Что вам ближе?"),
    ("честно говоря, дороже, чем я рассчитывал", "Маленький букет «Утро» стоит 1 900 ₽. Подойдёт?"),
];

fn main() {
    let path = std::env::args().nth(1).expect("name a script file");
    let script = script::read(&std::fs::read_to_string(path).unwrap()).expect("a script without errors");
    let ear = Ear::train(&script);
    let (mut hearing_times, mut writing_times, mut streaming_times) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..200 {
        let (words, answer) = SAID[round % SAID.len()];
        let language = if words.is_ascii() { Language::En } else { Language::Ru };
        let begun = Conversation::begin(
            ConversationId::from_unique("1"),
            ConnectionId::from_unique("1"),
            ChatId(1),
            ContactId::from_unique("1"),
            ScriptRef { name: script.name.clone(), version: 1 },
            language,
        );
        let step = script.first_step().map(|step| step.id.clone());
        let conversation = Conversation { step, disclosed_at: Some(Moment::from_millis(0)), ..begun };
        let content = Content::Text { text: words.to_owned(), reply_to: None };
        let said = [Incoming { message_id: Some(MessageId(1)), at: Moment::from_millis(1), content }];
        let seat = Seat {
            conversation: &conversation,
            script: &script,
            unanswered: &said,
            is_opted_out: false,
            has_staff: true,
            is_desk_paused: false,
            asks_models: true,
            staff_names: &[],
            library: candor_core::knowledge::Library::none(),
            now: Moment::from_seconds(1_768_046_400),
        };
        let context = seat.hearing_context();
        let local = ear.hear(words, &context);

        let began = Instant::now();
        let request = heard::ask(&seat, &local, &ear.nearest(words, 8));
        let form =
            json!({"things": [{"kind": "asks_price", "words": words}], "about": "none", "script_fit_score": 0.4});
        let told = heard::read(&form).unwrap();
        let joined = heard::merge(local, &told, words, &script, &ear, &context);
        hearing_times.push(began.elapsed());

        let plan = strategy::choose(&seat, Some(&joined));
        let began = Instant::now();
        let again = written::ask(&seat, &joined, &plan);
        let words = written::read(&json!({"text": answer, "step": "", "facts": []})).unwrap();
        let draft = written::draft(&seat, &joined, &plan, words).unwrap();
        let scene = Scene::new(&seat, Some(&joined), &plan);
        let objections = guard::objections(&draft, &scene);
        let judged = guard::check(draft, &scene);
        writing_times.push(began.elapsed());

        // As the desk does it: the script's texts are read once, for the sentences and for the whole.
        let began = Instant::now();
        let mut so_far = written::SoFar::default();
        let (mut judged_to, mut passed) = (0, Vec::new());
        for letter in json!({"text": answer, "step": "", "facts": []}).to_string().chars() {
            so_far.take(letter.encode_utf8(&mut [0; 4]));
            for end in so_far.sentence_ends(judged_to) {
                judged_to = end;
                let draft = written::draft_so_far(&seat, &joined, &plan, &so_far.text()[..end]);
                let objections = guard::objections(&draft, &scene);
                passed.push((objections, guard::check(draft, &scene)));
            }
        }
        streaming_times.push(began.elapsed());
        assert!(!passed.is_empty(), "{answer}");
        std::hint::black_box((request, again, objections, judged, passed));
    }
    for (what, mut times) in
        [("hearing", hearing_times), ("writing", writing_times), ("streaming besides", streaming_times)]
    {
        times.sort();
        let at = |hundredth: usize| times[times.len() * hundredth / 100].as_secs_f64() * 1000.0;
        println!("{what}: median {:.2} ms, p95 {:.2} ms", at(50), at(95));
    }
}

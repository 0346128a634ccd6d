//! The rows that teach: the project's own sentences, each once more as somebody in a hurry would type it, and ordinary messages of others.

use std::path::Path;

use crate::{TASKS, chance::Chance, foreign, noise::noised};

/// How much a row counts that was written to teach this very thing.
const OWN: f64 = 1.0;
/// The same as typed in a hurry.
pub const NOISED: f64 = 0.3;
/// A message of another kind, for the answers: neither.
const OTHER: f64 = 0.5;
/// A message of another kind, for the promises: not said.
const ORDINARY: f64 = 0.3;
/// Every so many of the messages of other kinds.
const OTHERS: usize = 2;

/// One text with what it says for each task, if it says anything for it.
pub struct Row {
    pub text: String,
    /// By task the label and how much the row counts.
    pub labels: [Option<(usize, f64)>; TASKS.len()],
    /// Whether it is one of many ordinary messages that the layers need not see.
    pub is_rare: bool,
}

/// All rows, always in the same order.
pub fn rows(examples: &Path, shared: Option<&Path>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut chance = Chance::new(7);
    let mut files: Vec<_> =
        std::fs::read_dir(examples).expect("the examples").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let mut others = 0;
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let kind = name.split('.').next().unwrap();
        let text = std::fs::read_to_string(file).expect("a file of examples");
        if kind == "things" {
            let lines = text.lines().filter_map(|line| line.split_once(" | "));
            rows.extend(lines.map(|(kinds, text)| ordinary(kinds, text)));
            continue;
        }
        let task = TASKS.iter().position(|task| task.file == kind);
        for line in text.lines() {
            let Some((sign, text)) = line.split_once(' ').filter(|(sign, _)| sign.len() == 1 && *sign != "#") else {
                continue;
            };
            let mut labels = no_promise(kind, sign);
            let Some(task) = task else {
                let is_answer_like = matches!(kind, "postpones" | "thanks");
                others += 1;
                if !is_answer_like && others % OTHERS == 0 && name.ends_with(".ru") {
                    labels[TASKS.len() - 1] = Some((2, OTHER));
                }
                rows.push(Row { text: text.to_owned(), labels, is_rare: false });
                continue;
            };
            let label = match sign {
                "y" => 0,
                "n" => 1,
                "o" => 2,
                "-" => 0,
                _ => 1,
            };
            // Of yes, no and neither the last has by far the most forms.
            let more = if TASKS[task].heads.len() > 1 && label < 2 { 1.5 } else { 1.0 };
            labels[task] = Some((label, OWN * more));
            rows.push(Row { text: text.to_owned(), labels, is_rare: false });
            labels = [None; TASKS.len()];
            labels[task] = Some((label, NOISED * more));
            rows.push(Row { text: noised(text, &mut chance), labels, is_rare: false });
        }
    }
    match shared {
        Some(shared) => rows.extend(foreign::rows(shared)),
        None => println!("no folder of others' messages was named: the heads learn from the project's own alone"),
    }
    rows
}

/// A message labelled with what else it says: what it surely does not. Who asks a price or puts something off calls nobody, but who complains or
/// says nothing that is labelled may, and who objects may do so to being written to.
fn ordinary(kinds: &str, text: &str) -> Row {
    let has = |kind: &str| kinds.contains(kind);
    let is_plain = !has("complains") && !has("insults") && kinds != "-";
    let labels = std::array::from_fn(|at| {
        let is_lacking = match TASKS[at].file {
            "opts_out" => is_plain && !has("objects"),
            "asks_for_person" => is_plain,
            // The others gain nothing by it: measured.
            _ => false,
        };
        is_lacking.then_some((0, ORDINARY))
    });
    Row { text: text.to_owned(), labels, is_rare: false }
}

/// Of which things with a head of their own a message written for another kind is an ordinary one, which says it not. Left out is where some of that kind may
/// say it: among refusals may be a wish for silence, among what is neither yes nor no a wish for a person, in anger both.
fn no_promise(kind: &str, sign: &str) -> [Option<(usize, f64)>; TASKS.len()] {
    let mut labels = [None; TASKS.len()];
    let has_own_head = TASKS.iter().any(|task| task.file == kind && task.heads.len() == 1);
    let is_angry = matches!(kind, "complains" | "insults");
    for (label, task) in labels.iter_mut().zip(&TASKS) {
        let may_say_it = match task.file {
            // What was written for anything else orders nothing and threatens nothing.
            "injection" | "self_harm" => kind == task.file,
            // "Ignore what you were told" wishes for no silence.
            "opts_out" | "asks_for_person" | "asks_if_bot" if kind == "injection" => false,
            // Who wants to be let alone may ask for a person in the same breath, and an order may be anything besides.
            _ if has_own_head => true,
            "opts_out" => is_angry || sign == "n",
            "asks_for_person" => is_angry || sign == "o",
            "answers" => true,
            _ => false,
        };
        *label = (!may_say_it).then_some((0, ORDINARY));
    }
    labels
}

//! Qualification: something gives points, and the threshold can be reached.

use crate::script::{
    codes,
    keywords::Key,
    problem::{Problem, both},
    qualification::sum,
    reading::Reading,
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let script = &reading.script;
    let Some(threshold) = script.qualification.threshold else { return Vec::new() };
    let all = sum(&script.criteria());
    let line = reading.line_of(Key::QualifiedFrom);
    if (1..=all).contains(&threshold) { Vec::new() } else { vec![unreachable(line, threshold, all)] }
}

fn unreachable(line: usize, threshold: u32, all: u32) -> Problem {
    let reason = both(
        format!("a lead is to be qualified from {threshold} points, and there are {all} in all"),
        format!("лид подходит от {threshold} баллов, а всего их {all}"),
    );
    let advice = if all == 0 {
        both(
            "list under \"points:\" what gives points, or write \"required: yes\" in a field",
            "перечислите в «баллы:», что даёт баллы, или напишите «обязательно: да» у поля",
        )
    } else {
        both(format!("write a number from 1 to {all}"), format!("напишите число от 1 до {all}"))
    };
    Problem::at(line, codes::POINTS_RANGE, reason, advice)
}

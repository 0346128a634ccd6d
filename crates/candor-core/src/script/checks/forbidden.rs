//! The script does not use the words it forbids: the guard would strike them out.

use crate::{
    hearing::normalised,
    script::{
        codes,
        problem::{Problem, both},
        reading::{Reading, Role, shown},
    },
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let forbidden: Vec<(String, &str)> =
        reading.script.voice.forbidden.all().map(|words| (format!(" {} ", normalised(words)), words)).collect();
    let mut problems = Vec::new();
    let is_said = |role: Role| role.is_sent() || role == Role::FactSays;
    for said in reading.texts.iter().filter(|said| is_said(said.role)) {
        let plain = format!(" {} ", normalised(&said.text));
        for (_, words) in forbidden.iter().filter(|(folded, _)| !folded.trim().is_empty() && plain.contains(folded)) {
            let reason = both(
                format!("\"{}\" is among the words never said", shown(words)),
                format!("«{}» — среди слов, которые не говорят", shown(words)),
            );
            let advice = both(
                "word it differently, or take the word off \"never say:\"",
                "скажите иначе или уберите слово из «не говорить:»",
            );
            problems.push(Problem::at(said.line, codes::SAYS_FORBIDDEN, reason, advice));
        }
    }
    problems
}

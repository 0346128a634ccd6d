//! H8: figures come from approved facts. What the desk sends names no number, price, date or percentage of its own;
//! it names a fact, and the fact holds the figure. What is a figure is what the guard holds to be one.

use crate::{
    hearing,
    script::{
        codes,
        placeholder::{self, Piece},
        problem::{Problem, both},
        reading::{Reading, shown},
    },
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let mut problems = Vec::new();
    for said in reading.texts.iter().filter(|said| said.role.is_sent()) {
        let words: Vec<String> = placeholder::pieces(&said.text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Words(words) => Some(words.to_owned()),
                Piece::Placeholder(_) => None,
            })
            .collect();
        for (at, line) in words.join(" … ").lines().enumerate() {
            for figure in hearing::figures(line) {
                problems.push(loose(said.line + at, &figure.text));
            }
        }
    }
    problems
}

fn loose(line: usize, figure: &str) -> Problem {
    let figure = shown(figure);
    let reason = both(
        format!("\"{figure}\" is a figure outside the facts; the desk may only say figures that facts hold"),
        format!("«{figure}» — цифра вне фактов; говорить можно только цифры из фактов"),
    );
    let advice = both(
        "put it into a fact and write {name of the fact} here",
        "перенесите её в факт, а здесь напишите {имя факта}",
    );
    Problem::at(line, codes::LOOSE_FIGURE, reason, advice)
}

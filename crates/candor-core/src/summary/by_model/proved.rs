//! Keeps of a model's points those that stand: a line that was shown proves each, and no figure, address or order is in it that
//! those lines do not hold. Whoever reads a summary acts on it, so that a point too few is better than one too many.

use std::collections::BTreeSet;

use super::{Shown, Statement};
use crate::{
    guard::{is_address, repeats_instructions},
    hearing::{Figure, are_related, figures, gives_orders, normalised, stems_of},
    summary::{MOST_POINTS, Point, one_line},
};

/// A point is no longer than this, in characters: longer ones are dropped.
pub const LONGEST_POINT: usize = 240;
/// So many words in a row of orders repeat them.
const RUN: usize = 4;
/// Signs of markup, code and a prompt's own marks: a plain sentence has none.
const MARKS: [char; 8] = ['<', '>', '{', '}', '|', '`', '\\', '#'];
/// Words beside which a capital letter begins a place's name.
const PLACES: &str =
    "street avenue road lane boulevard embankment square улица ул проспект переулок шоссе бульвар набережная площадь";

/// The points that stand, in the model's order: at most [`MOST_POINTS`], each with a place at least.
pub fn proved(statements: &[Statement], shown: &[Shown]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let orders: Vec<String> = shown.iter().filter(|line| line.is_hidden).map(|line| normalised(&line.text)).collect();
    for statement in statements {
        let Some(point) = stands(statement, shown, &orders) else { continue };
        if points.len() < MOST_POINTS && known.insert(normalised(&point.text)) {
            points.push(point);
        }
    }
    points
}

fn stands(statement: &Statement, shown: &[Shown], orders: &[String]) -> Option<Point> {
    let text = one_line(&statement.text, LONGEST_POINT.saturating_mul(4));
    if text.chars().nth(LONGEST_POINT).is_some() || !text.chars().any(char::is_alphabetic) || text.contains(MARKS) {
        return None;
    }
    let numbers: BTreeSet<usize> = statement.lines.iter().copied().collect();
    let line = |number: usize| shown.get(number.checked_sub(1)?).filter(|line| !line.is_hidden);
    let lines: Vec<&Shown> = numbers.into_iter().filter_map(line).collect();
    let proof = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let is_true = !lines.is_empty()
        && holds_no_other_figure(&text, &lines)
        && holds_no_other_address(&text, &proof)
        && names_no_other_place(&text, &proof)
        && !repeats_instructions(&text)
        && !repeats(&text, orders)
        && !gives_orders(&text);
    is_true.then(|| Point { text, places: lines.iter().map(|line| line.place).collect() })
}

/// Every figure of a text stands in its proof, and so does every row of digits that reads as no figure.
fn holds_no_other_figure(text: &str, lines: &[&Shown]) -> bool {
    let told = figures(text);
    let known: Vec<Figure> = lines.iter().flat_map(|line| figures(&line.text)).collect();
    let is_known = |row: &str| lines.iter().any(|line| rows_of_digits(&line.text).any(|(_, known)| known == row));
    told.iter().all(|figure| known.iter().any(|known| known.agrees_with(figure)))
        && rows_of_digits(text)
            .all(|(at, row)| is_known(row) || told.iter().any(|figure| (figure.start..figure.end).contains(&at)))
}

/// Rows of digits with where they begin.
fn rows_of_digits(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let left = text.get(rest..)?;
        let begins = left.find(char::is_numeric)?;
        let row = left.get(begins..)?;
        let length = row.find(|sign: char| !sign.is_numeric()).unwrap_or(row.len());
        let at = rest.saturating_add(begins);
        rest = at.saturating_add(length);
        Some((at, row.get(..length)?))
    })
}

fn holds_no_other_address(text: &str, proof: &str) -> bool {
    let proof = proof.to_lowercase();
    text.to_lowercase().split_whitespace().all(|word| {
        let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '@' | '/'));
        !is_address(bare) || proof.split_whitespace().any(|known| known.contains(bare))
    })
}

/// Where a text speaks of a street, whatever has a capital letter in it stands in the proof.
fn names_no_other_place(text: &str, proof: &str) -> bool {
    let stems = stems_of(text);
    if !stems_of(PLACES).iter().any(|place| stems.contains(place)) {
        return true;
    }
    let known = stems_of(proof);
    let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '-').filter(|word| !word.is_empty());
    let named = words.skip(1).filter(|word| word.starts_with(char::is_uppercase));
    named.flat_map(stems_of).all(|stem| known.iter().any(|known| *known == stem || are_related(known, &stem)))
}

/// Whether words of orders come again in it: several in a row, or all of a short order.
fn repeats(text: &str, orders: &[String]) -> bool {
    let plain = normalised(text);
    let words: Vec<&str> = plain.split(' ').collect();
    words.windows(RUN).any(|run| orders.iter().any(|order| has_words(order, &run.join(" "))))
        || orders.iter().any(|order| !order.is_empty() && has_words(&plain, order))
}

fn has_words(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

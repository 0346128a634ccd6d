//! A choice has at least two options.

use crate::script::{
    codes,
    model::FieldKind,
    problem::{Problem, both},
    reading::Reading,
};

pub(in crate::script) fn check(reading: &Reading) -> Vec<Problem> {
    let is_poor = |kind: &FieldKind| matches!(kind, FieldKind::Choice { options } if options.len() < 2);
    reading
        .script
        .fields
        .iter()
        .filter(|field| is_poor(&field.kind))
        .map(|field| {
            let reason = both(
                format!("\"{}\" is a choice with fewer than two options", field.id),
                format!("«{}» — выбор меньше чем из двух вариантов", field.id),
            );
            let advice = both(
                "list them under \"options:\", a line \"- Label\" each, or write \"kind: text\"",
                "перечислите их в «варианты:», строка «- Надпись» на каждый, или напишите «вид: текст»",
            );
            Problem::at(field.line, codes::FEW_OPTIONS, reason, advice)
        })
        .collect()
}

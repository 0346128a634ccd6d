//! A criterion in the pieces a form shows.

use crate::{
    language::Language,
    script::{reading::split_points, values},
};

/// The field, the condition and the points of a line such as `Budget: at least 3000 — 2 points`; a condition may be empty,
/// and points are one where none are written.
pub fn criterion(item: &str) -> (String, String, u32) {
    let (rest, points) = split_points(item);
    let (field, condition) = rest.split_once(':').unwrap_or((rest, ""));
    (field.trim().to_owned(), condition.trim().to_owned(), points)
}

/// A line of these, in the language a text's keywords are in. Without a condition the field is to be told at all; without
/// points it is what rules somebody out.
pub fn criterion_in_words(field: &str, condition: &str, points: Option<u32>, language: Language) -> String {
    let told = values::CONDITIONS.first().map_or("", |row| match language {
        Language::En => row.en.first().copied().unwrap_or_default(),
        Language::Ru => row.ru.first().copied().unwrap_or_default(),
    });
    let condition = if condition.trim().is_empty() { told } else { condition.trim() };
    let rule = format!("{}: {condition}", field.trim());
    let Some(points) = points else { return rule };
    let unit = match (language, points % 10, points % 100) {
        (Language::En, ..) => {
            if points == 1 {
                "point"
            } else {
                "points"
            }
        }
        (Language::Ru, 1, tens) if tens != 11 => "балл",
        (Language::Ru, 2..=4, tens) if !(12..=14).contains(&tens) => "балла",
        (Language::Ru, ..) => "баллов",
    };
    format!("{rule} — {points} {unit}")
}

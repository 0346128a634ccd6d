//! Takes apart an answer to `getUpdates` that is no JSON as a whole, so that one broken update does not hold up all
//! the others for good. Only for an answer that comes back broken again and again: one that was merely garbled on its
//! way is asked for anew.
//!
//! It rests on one fact: quotation marks inside JSON strings are escaped, so nothing a person writes can contain what
//! is looked for here, an object with a bare `"update_id"` in it.

use serde_json::value::RawValue;

use super::RawUpdate;

/// The updates in a broken answer, broken ones as they are; none if it is not a whole list of updates.
pub(super) fn salvage(body: &str) -> Option<Vec<RawUpdate>> {
    let (_, list) = body.split_once("\"result\"")?;
    let list = list.trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')?;
    // An answer cut short may have lost the end of a sound update: better to ask again.
    let is_whole = list.trim_end().ends_with('}');
    if !is_whole || !body.contains("\"ok\":true") {
        return None;
    }
    let mut rest = list.trim_start_matches(is_between);
    let mut updates = Vec::new();
    while !rest.is_empty() && !rest.starts_with(']') {
        let (update, behind) = match value_at(rest) {
            Some((value, behind)) => (RawUpdate::from_text(value), behind),
            None => up_to_the_next_sound_one(rest),
        };
        updates.push(update);
        rest = behind.trim_start_matches(is_between);
    }
    (!updates.is_empty()).then_some(updates)
}

fn is_between(c: char) -> bool {
    c == ',' || c.is_whitespace()
}

/// The JSON value at the start of a text, and what is behind it.
fn value_at(text: &str) -> Option<(&str, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let value = values.next()?.ok()?;
    Some((value.get(), text.get(values.byte_offset()..)?))
}

/// What is broken at the start of a text, and the text from the next sound and numbered update on.
fn up_to_the_next_sound_one(text: &str) -> (RawUpdate, &str) {
    let is_sound = |place: usize| {
        text.get(..place).is_some_and(|before| before.trim_end().ends_with(','))
            && text.get(place..).and_then(value_at).is_some_and(|(value, _)| RawUpdate::from_text(value).is_numbered())
    };
    let next = text.match_indices('{').map(|(place, _)| place).find(|&place| is_sound(place));
    match next.and_then(|place| text.split_at_checked(place)) {
        Some((piece, behind)) => (broken(piece.trim_end_matches(is_between)), behind),
        None => {
            // The last one: what closes the answer does not belong to it.
            let piece = text.trim_end().strip_suffix('}').unwrap_or(text).trim_end();
            (broken(piece.strip_suffix(']').unwrap_or(piece).trim_end_matches(is_between)), "")
        }
    }
}

/// A broken update keeps its number where one can be read.
fn broken(text: &str) -> RawUpdate {
    let number = text.split_once("\"update_id\":").and_then(|(_, behind)| {
        let digits = behind.trim_start().split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok().filter(|&number: &i64| number > 0)
    });
    match number {
        Some(update_id) => RawUpdate { update_id, text: text.to_owned() },
        None => RawUpdate::from_text(text),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn answer(elements: &[&str]) -> String {
        format!("{{\"ok\":true,\"result\":[{}]}}", elements.join(",\n"))
    }

    fn numbers(updates: &[RawUpdate]) -> Vec<i64> {
        updates.iter().map(|update| update.update_id).collect()
    }

    #[test]
    fn a_broken_update_keeps_its_number_and_the_others_stay_whole() {
        let elements = [
            r#"{"update_id":5,"message":{"text":"a"}}"#,
            r#"{"update_id":6,"message":{"te"#,
            r#"{"update_id":7,"x":{}}"#,
        ];
        let updates = salvage(&answer(&elements)).unwrap();
        assert_eq!(numbers(&updates), [5, 6, 7]);
        assert_eq!([&updates[0].text, &updates[1].text, &updates[2].text], elements);
    }

    #[test]
    fn the_number_may_stand_at_the_end() {
        let elements =
            [r#"{"a":{},"update_id":5}"#, r#"{"a":{"b" {},"update_id":6}"#, r#"{"a":[{"c":1},{"d":2}],"update_id":7}"#];
        let updates = salvage(&answer(&elements)).unwrap();
        assert_eq!(numbers(&updates), [5, 6, 7]);
        assert_eq!([&updates[0].text, &updates[1].text, &updates[2].text], elements);
    }

    #[test]
    fn debris_is_kept_without_a_number() {
        let updates =
            salvage(&answer(&["oops", r#"{"update_id":5}"#, "not, json", r#"{"update_id":6}"#, r#"{"x":"#])).unwrap();
        let numbers = numbers(&updates);
        assert_eq!((numbers.len(), numbers[1], numbers[3], updates[4].text.as_str()), (5, 5, 6, r#"{"x":"#));
        assert!(numbers[0] < 0 && numbers[2] < 0 && numbers[4] < 0);
    }

    #[test]
    fn words_of_people_never_look_like_an_update() {
        let forged =
            json!({"message": {"text": "\",{\"update_id\":900,\"message\":{}},{"}, "update_id": 5}).to_string();
        let broken = forged.replace("{\"message\"", "{\"mess");
        let updates = salvage(&answer(&[&broken, "{\"update_id\":6}"])).unwrap();
        assert_eq!(numbers(&updates), [5, 6]);
    }

    #[test]
    fn what_is_no_whole_list_of_updates_is_left_alone() {
        for body in [
            "",
            "<html>",
            "{\"ok\":true}",
            "{\"ok\":false,\"result\":[{\"update_id\":5}]}",
            "{\"ok\":true,\"result\":[]}",
        ] {
            assert_eq!(salvage(body), None, "{body}");
        }
        let cut_short = "{\"ok\":true,\"result\":[{\"update_id\":5,\"message\":{\"text\":\"how mu";
        assert_eq!(salvage(cut_short), None);
    }

    proptest! {
        #[test]
        fn sound_updates_around_a_broken_one_are_kept_or_come_again(words in proptest::collection::vec(".{0,20}", 1..6), broken in ".{0,30}") {
            let sound: Vec<String> = words.iter().zip(10_i64..).map(|(words, id)| {
                json!({"update_id": id, "message": {"text": words}}).to_string()
            }).collect();
            let mut elements: Vec<&str> = sound.iter().map(String::as_str).collect();
            let broken = format!("{{\"update_id\":7,{broken}");
            elements.insert(0, &broken);
            let updates = salvage(&answer(&elements)).unwrap();
            let last = updates.iter().rev().find(|update| update.is_numbered()).map(|update| update.update_id).unwrap();
            for (text, id) in sound.iter().zip(10_i64..) {
                prop_assert!(id > last || updates.iter().any(|update| update.text == *text), "{} of {:?}", text, elements);
            }
        }

        #[test]
        fn any_answer_at_all_can_be_looked_through(list in ".{0,200}", ends in proptest::sample::select(vec!["", "]}", "}"])) {
            if let Some(updates) = salvage(&format!("{{\"ok\":true,\"result\":[{list}{ends}")) {
                prop_assert!(!updates.is_empty());
            }
        }
    }
}

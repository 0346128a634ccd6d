#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Map, json};

use super::*;

#[test]
fn an_object_is_found_however_it_is_wrapped() {
    let wanted = json!({"heard": ["price"], "note": "a } and a \" and {"});
    let bare = wanted.to_string();
    for answer in [
        bare.clone(),
        format!("  {bare}\n"),
        format!("```json\n{bare}\n```"),
        format!("```\n{bare}\n```\nHope this helps!"),
        format!("Sure! Here is {{the JSON}}:\n\n{bare}\n\nAnything else? {{\"not\": \"this\"}}"),
        format!("<think>\nPerhaps {{\"heard\": []}}?\n</think>\n{bare}"),
        format!("Perhaps {{\"heard\": []}}?</think>{bare}"),
    ] {
        assert_eq!(object(&answer), Ok(wanted.clone()), "{answer}");
    }
}

#[test]
fn small_slips_are_mended() {
    assert_eq!(object(r#"{"a": [1, 2, ], "b": {"c": ",}",}, }"#), Ok(json!({"a": [1, 2], "b": {"c": ",}"}})));
    assert_eq!(object("{\"a\": \"two\nlines\tand a tab\"}"), Ok(json!({"a": "two\nlines\tand a tab"})));
    assert_eq!(object("{}"), Ok(json!({})));
}

#[test]
fn what_is_cut_off_is_refused_with_everything_inside_it() {
    for answer in [
        r#"{"heard": "pri"#,
        r#"{"heard": {"inner": 1}, "fit": 0."#,
        r#"{"heard": [{"inner": 1}"#,
        "```json\n{\"heard\": {\"inner\": 1},\n```",
        "<think>{\"heard\": 1}",
        r#"{"a": "never closed}"#,
    ] {
        assert_eq!(object(answer), Err(NotJson::CutOff), "{answer}");
    }
}

#[test]
fn what_is_no_object_is_refused() {
    for answer in ["", "I cannot.", "null", "[1]", "[{\"a\": 1}]", "\"text\"", "{a: 1}", "{'a': 1}", "{\"a\" 1}", "} {"]
    {
        assert_eq!(object(answer), Err(NotJson::None), "{answer}");
    }
}

#[test]
fn an_object_that_speaks_of_thoughts_survives() {
    let wanted = json!({"note": "<think>no</think>"});
    assert_eq!(object(&wanted.to_string()), Ok(wanted));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec((any::<String>(), inner), 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn proper_json_survives_bare_and_in_a_fence(value in any_json()) {
        let wanted = json!({"value": value});
        prop_assert_eq!(object(&wanted.to_string()), Ok(wanted.clone()));
        prop_assert_eq!(object(&serde_json::to_string_pretty(&wanted).unwrap()), Ok(wanted.clone()));
        if !wanted.to_string().contains("</think>") {
            prop_assert_eq!(object(&format!("Here:\n```json\n{wanted}\n```\nDone.")), Ok(wanted));
        }
    }

    #[test]
    fn no_beginning_of_an_object_is_taken_for_one(value in any_json(), share in 0.0_f64..1.0) {
        let whole = json!({"value": value}).to_string();
        let letters = whole.chars().count();
        #[allow(clippy::as_conversions, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let kept = (letters as f64 * share) as usize;
        let cut: String = whole.chars().take(kept).collect();
        prop_assert!(object(&cut).is_err(), "{cut}");
    }

    #[test]
    fn no_answer_upsets_it(text in any::<String>(), braces in "[\\{\\}\\[\\]\",:\\\\a1 \n]{0,40}") {
        let _ = (object(&text), object(&braces), object(&format!("{{\"{text}{braces}")));
    }
}

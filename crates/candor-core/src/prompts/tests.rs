#![allow(clippy::unwrap_used)]

use sha2::{Digest as _, Sha256};

use super::*;

/// The version of each prompt with the beginning of its text's checksum. Whoever changes a text gives it a new version.
const KNOWN: &[(&str, &str)] = &[
    ("hear-1", "6f0d5bea3655"),
    ("write-3", "9eaa3a355740"),
    ("judge-1", "eb5ac5df5c32"),
    ("summarise-1", "99261ef4e0bb"),
];

#[test]
fn a_prompt_that_changes_gets_a_new_version() {
    let known: Vec<(String, String)> =
        KNOWN.iter().map(|(name, sum)| ((*name).to_owned(), (*sum).to_owned())).collect();
    let found: Vec<(String, String)> = ALL
        .iter()
        .map(|prompt| {
            let sum = Sha256::digest(prompt.text.as_bytes());
            (prompt.version.to_owned(), sum.iter().take(6).map(|byte| format!("{byte:02x}")).collect())
        })
        .collect();
    assert_eq!(found, known, "a prompt changed: raise the version in its first line and write its checksum here");
}

#[test]
fn gaps_are_filled_once_and_what_fills_them_is_not_looked_at_again() {
    let prompt = Prompt { version: "x-1", text: "To {business}: {fields} {other}" };
    assert_eq!(prompt.filled(&[("business", "{fields}"), ("fields", "size")]), "To {fields}: size {other}");
}

#[test]
fn every_gap_of_every_prompt_is_known() {
    for prompt in ALL {
        let gaps: Vec<&str> =
            prompt.text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(gap, _)| gap).collect();
        let known = ["business", "fields", "languages", "tone", "vocabulary", "forbidden", "samples"];
        assert!(gaps.iter().all(|gap| known.contains(gap)), "{}: {gaps:?}", prompt.version);
    }
}

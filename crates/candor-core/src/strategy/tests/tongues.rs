//! A contact whose language the script lacks.

use super::*;

/// The tea room of the guide, which has English alone.
static TEA_ROOM: LazyLock<Known> = LazyLock::new(|| {
    let guide = include_str!("../../../../../docs/scripts.md");
    let script = guide.split("```markdown\n").find(|part| part.starts_with("# Tea room"));
    learn(script.and_then(|part| part.split("\n```").next()).unwrap_or_default())
});

#[test]
fn the_truth_alone_is_told_in_one_language_and_what_was_asked_stays_asked() {
    let mut talk = Talk::begin(&TEA_ROOM);
    for words in ["Hello", "I want to book"] {
        talk.says(words);
    }
    assert_eq!(talk.conversation.asked.as_deref(), Some("guests"));
    let done = talk.says("ты бот?");
    assert!(done.said.starts_with("Да, я ИИ-помощник"), "{done:?}");
    assert!(!done.said.chars().any(|ch| ch.is_ascii_alphabetic()), "one language: {done:?}");
    assert!(done.said.contains('?'), "it leads back: {done:?}");
    talk.says("4");
    assert_eq!(talk.conversation.fields.get("guests").map(|told| told.value.as_str()), Some("4"));
}

#[test]
fn what_only_the_script_can_tell_follows_the_truth_in_the_scripts_language() {
    let mut talk = Talk::begin(&TEA_ROOM);
    talk.says("Hello");
    let done = talk.says("Ты бот? How much is a tasting?");
    assert!(done.said.contains("£24"), "{done:?}");
    let truth = done.said.split("\n\n").next().unwrap_or_default();
    assert!(truth.starts_with("Да, я ИИ-помощник") || truth.starts_with("Yes, I'm an AI assistant"), "{done:?}");
}

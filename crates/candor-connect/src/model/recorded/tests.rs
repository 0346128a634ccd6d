#![allow(clippy::unwrap_used)]

use std::time::Duration;

use candor_core::model::{Job, Line, Shape, Speaker};
use serde_json::{Value, json};

use super::*;
use crate::model::scripted::{Scripted, ScriptedModel};

fn request(text: &str) -> ModelRequest {
    let schema = json!({"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "number"}}});
    ModelRequest {
        job: Job::Hear,
        prompt: "hear.1".to_owned(),
        front: "You fill in a form.".to_owned(),
        lines: vec![Line { speaker: Speaker::User, text: text.to_owned() }],
        shape: Some(Shape { name: "heard".to_owned(), schema }),
        max_output_tokens: 100,
        temperature_percent: 0,
    }
}

async fn recorded(
    file: &Path,
    answers: impl IntoIterator<Item = Scripted>,
    asked: &[&str],
) -> Vec<Result<ModelReply, ModelError>> {
    let recorder = Recorder::new(Arc::new(ScriptedModel::in_order("told", answers)), file).await.unwrap();
    let mut given = Vec::new();
    for text in asked {
        given.push(recorder.complete(&request(text)).await);
    }
    given
}

#[tokio::test]
async fn what_was_recorded_is_answered_again_errors_and_repetitions_included() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    let failures = [
        ModelError::RetryAfter(Duration::from_millis(1500)),
        ModelError::Down("HTTP 503".to_owned()),
        ModelError::TimedOut,
        ModelError::Refused,
        ModelError::TooLong,
        ModelError::BadAnswer("it is not JSON".to_owned()),
        ModelError::Unauthorized,
        ModelError::Misconfigured("HTTP 404".to_owned()),
        ModelError::NotSent("no route".to_owned()),
    ];
    let said = ["one", "two"].map(|text| Scripted::Says(text.to_owned()));
    let answers = said.into_iter().chain(failures.into_iter().map(Scripted::Fails));
    let asked = ["same", "same", "a", "b", "c", "d", "e", "f", "g", "h", "i"];
    let given = recorded(&file, answers, &asked).await;
    let replay = Replay::open("again", &file).await.unwrap();
    for (text, answer) in asked.iter().zip(&given) {
        assert_eq!(&replay.complete(&request(text)).await, answer, "{text}");
    }
    assert_eq!(replay.complete(&request("same")).await.unwrap().text, "two", "the last one stays");
    let mut heard = String::new();
    let mut listen = |piece: &str| {
        heard.push_str(piece);
        Listening::GoOn
    };
    replay.stream(&request("same"), &mut listen).await.unwrap();
    assert_eq!(heard, "two");
}

#[tokio::test]
async fn what_was_not_recorded_fails_with_the_key_and_the_job_and_without_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    recorded(&file, [Scripted::Says("one".to_owned())], &["known"]).await;
    let replay = Replay::open("again", &file).await.unwrap();
    let error = replay.complete(&request("canary")).await.unwrap_err();
    assert_eq!(error.word(), "misconfigured");
    assert!(error.to_string().contains(&key(&request("canary"))) && error.to_string().contains("(hear)"), "{error}");
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[tokio::test]
async fn a_second_recorder_adds_to_the_file_and_only_the_owner_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    recorded(&file, [Scripted::Says("one".to_owned())], &["a"]).await;
    recorded(&file, [Scripted::Says("two".to_owned())], &["b"]).await;
    let text = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[1]["key"], &lines[1]["reply"]["text"]), (&json!(key(&request("b"))), &json!("two")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_file_that_is_no_recording_is_refused_by_the_number_of_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls.jsonl");
    recorded(&file, [Scripted::Says("one".to_owned())], &["a"]).await;
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n{{\"key\":\"canary\"}}\n")).unwrap();
    let error = Replay::open("again", &file).await.err().unwrap().to_string();
    assert!(error.contains("line 3") && !error.contains("canary"), "{error}");
}

#[test]
fn the_key_is_the_same_in_every_order_of_fields_and_another_for_another_request() {
    let one = request("price?");
    assert_eq!(key(&one), key(&one.clone()));
    assert_eq!(key(&one).len(), 64);
    let mut turned = one.clone();
    let schema = r#"{"properties": {"a": {"type": "number"}, "b": {"type": "string"}}, "type": "object"}"#;
    turned.shape = Some(Shape { name: "heard".to_owned(), schema: serde_json::from_str(schema).unwrap() });
    assert_eq!(key(&turned), key(&one));
    assert_ne!(key(&request("price!")), key(&one));
    assert_ne!(key(&ModelRequest { temperature_percent: 1, ..one.clone() }), key(&one));
}

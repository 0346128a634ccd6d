use std::sync::Arc;

use candor_core::model::{Job, Line, Speaker};
use tokio::time::{Instant, timeout};

use super::*;

fn request(text: &str) -> ModelRequest {
    ModelRequest {
        job: Job::Write,
        prompt: "write.1".to_owned(),
        front: "You sell lessons.".to_owned(),
        lines: vec![Line { speaker: Speaker::User, text: text.to_owned() }],
        shape: None,
        max_output_tokens: 100,
        temperature_percent: 0,
    }
}

#[tokio::test]
async fn it_says_what_it_was_told_in_order_remembers_what_it_was_asked_and_ends() {
    let model = ScriptedModel::in_order(
        "told",
        [Scripted::Says("One.".to_owned()), Scripted::Fails(ModelError::Down("HTTP 503".to_owned()))],
    );
    let reply = model.complete(&request("first")).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.stop, reply.model.as_str()), ("One.", Stop::Done, "told"));
    assert!(reply.tokens.prompt > 0 && reply.tokens.output > 0);
    assert_eq!(model.complete(&request("second")).await.unwrap_err().word(), "down");
    assert_eq!(model.complete(&request("third")).await.unwrap_err().word(), "misconfigured");
    assert_eq!(model.asked(), [request("first"), request("second"), request("third")]);
}

#[tokio::test]
async fn a_function_answers_by_what_is_asked() {
    let model: Arc<dyn Model> =
        Arc::new(ScriptedModel::by("told", |request| Scripted::Says(request.lines[0].text.to_uppercase())));
    assert_eq!(model.complete(&request("price?")).await.unwrap().text, "PRICE?");
}

#[tokio::test(start_paused = true)]
async fn it_speaks_slowly_on_a_stopped_clock_and_is_interrupted_in_between() {
    let slowly = Scripted::SaysSlowly {
        pieces: ["A ", "lesson ", "costs ", "much."].map(str::to_owned).to_vec(),
        pause: Duration::from_secs(60),
    };
    let model = ScriptedModel::in_order("told", [slowly.clone(), slowly]);
    let began = Instant::now();
    assert_eq!(model.complete(&request("price?")).await.unwrap().text, "A lesson costs much.");
    assert_eq!(began.elapsed().as_secs(), 240);
    let mut heard = Vec::new();
    let mut listen = |piece: &str| {
        heard.push(piece.to_owned());
        if heard.len() == 2 { Listening::Stop } else { Listening::GoOn }
    };
    let reply = model.stream(&request("price?"), &mut listen).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.stop), ("A lesson ", Stop::Length));
    assert_eq!(heard, ["A ", "lesson "]);
}

#[tokio::test(start_paused = true)]
async fn one_that_hangs_is_left_by_whoever_waits() {
    let model = ScriptedModel::in_order("told", [Scripted::Hangs]);
    assert!(timeout(Duration::from_secs(30), model.complete(&request("price?"))).await.is_err());
    assert_eq!(model.asked().len(), 1);
}

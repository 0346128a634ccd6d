//! Vectors over the wire.

use candor_connect::model::{Dialect, OpenError, open_embedder};
use serde_json::{Value, json};

use super::far_side::{FarSide, KEY, ok};
use crate::world::Answer;

fn vectors(from: usize, count: usize) -> Answer {
    // Backwards, as nobody promises an order.
    let data: Vec<Value> =
        (0..count).rev().map(|at| json!({"object": "embedding", "index": at, "embedding": [from + at, 0.5]})).collect();
    ok(json!({"object": "list", "data": data, "model": "m", "usage": {"prompt_tokens": 8, "total_tokens": 8}}))
}

#[tokio::test]
async fn many_texts_are_asked_for_in_several_calls_and_come_back_in_order() {
    let mut far = FarSide::that_says([vectors(0, 32), vectors(32, 8)]).await;
    let embedder = open_embedder(far.provider(Dialect::OpenAi)).unwrap();
    let texts: Vec<String> = (0..40).map(|at| format!("text {at}")).collect();
    let got = embedder.embed(&texts).await.unwrap();
    let wanted: Vec<Vec<f32>> = (0..40_u8).map(|at| vec![f32::from(at), 0.5]).collect();
    assert_eq!(got, wanted);
    let call = far.next_call().await;
    assert_eq!(call.line, "POST /v1/embeddings");
    assert_eq!(call.headers["authorization"], format!("Bearer {KEY}"));
    assert_eq!(call.body, json!({"model": "model-1", "input": texts[..32], "encoding_format": "float"}));
    assert_eq!(far.next_call().await.body["input"], json!(texts[32..]));
}

#[tokio::test]
async fn vectors_that_do_not_match_the_texts_are_no_answer() {
    let uneven = json!({"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}]});
    let far = FarSide::that_says([vectors(0, 3), ok(uneven)]).await;
    let embedder = open_embedder(far.provider(Dialect::OpenAi)).unwrap();
    let texts = ["a".to_owned(), "b".to_owned()];
    for _ in 0..2 {
        assert_eq!(embedder.embed(&texts).await.unwrap_err().word(), "bad_answer");
    }
    assert_eq!(embedder.embed(&[]).await.unwrap(), Vec::<Vec<f32>>::new());
}

#[tokio::test]
async fn a_dialect_without_embeddings_says_so() {
    let far = FarSide::that_says([]).await;
    assert_eq!(open_embedder(far.provider(Dialect::Anthropic)).err(), Some(OpenError::NoEmbeddings));
}
